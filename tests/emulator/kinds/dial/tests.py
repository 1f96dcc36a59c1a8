# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dial tests: what is sent, with what the service fills in. A test of several steps has routes of its own."""

from __future__ import annotations

import copy
from typing import Any

from ...envelope import Reply, refused
from ...variants import SECRETS_ABSENT, SECRETS_MASKED
from ..base import Call, Record, whole_seconds
from ..generic import Generic

#: Where a service that hides secrets hides them.
_HIDDEN = ("password", "private_key", "Authorization", "cookies")


class DialTests(Generic):
    family = "dialing_task"
    prefix = "dial_"

    def on_add(self, call: Call) -> Any:
        if not call.body["regions"]:
            raise refused("a test needs a region")
        is_multi = call.operation.id == "dialing_task_multi_task_add"
        kind = "multi" if is_multi else call.body["type"].lower()
        record = self.store(call, {"updateAt": -1, **self._sent(call), "type": kind})
        record["task"] = _filled_in(call, record)
        return {**whole_seconds(_told(call, record)), "id": None}

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        is_multi = call.operation.id == "dialing_task_multi_task_modify"
        if is_multi is not (record["type"] == "multi"):
            raise refused("a test of several steps is changed by its own route, and no other one is")
        record.update(self._sent(call))
        record["task"] = _filled_in(call, record)
        self.touch(call, record)
        return whole_seconds(_told(call, record))

    @staticmethod
    def _sent(call: Call) -> Record:
        return {name: copy.deepcopy(call.body[name]) for name in ("regions", "task", "tags") if name in call.body}

    def on_get(self, call: Call) -> Any:
        return whole_seconds(_told(call, self.addressed(call)))

    def on_list(self, call: Call) -> Any:
        reply = super().on_list(call)
        records = self.records(call.workspace)
        return Reply([whole_seconds(_told(call, records[row["uuid"]])) for row in reply.content], reply.page_info)

    @staticmethod
    def matches(record: Record, asked: Record) -> bool:
        asked = {**asked, "type": asked.get("type", "").lower()} if "type" in asked else asked
        return Generic.matches({**record, "name": record["task"]["name"]}, asked)

    def on_delete(self, call: Call) -> Any:
        super().on_delete(call)
        return {}

    def on_set_disable(self, call: Call) -> Any:
        for record in self.addressed_many(call):
            record["task"]["status"] = "stop" if call.body.get("isDisable") else "ok"
            self.touch(call, record)
        return {}


def _filled_in(call: Call, record: Record) -> Record:
    """The settings with what the server adds. A token stands in one of these."""
    return {
        "status": "ok",
        **record["task"],
        "external_id": record["uuid"],
        "owner_external_id": call.workspace.uuid,
        "post_url": f"https://openway.example.com?token=tkn_{call.workspace.uuid[-8:]}",
        "tagInfo": [],
    }


def _told(call: Call, record: Record) -> Record:
    tags = [call.workspace.tag(name) for name in record.get("tags", [])]
    told = {**{name: value for name, value in record.items() if name != "tags"}, "tagInfo": tags}
    if call.variants & {SECRETS_ABSENT, SECRETS_MASKED}:
        told["task"] = _hidden(call, told["task"])
    return told


def _hidden(call: Call, value: Any) -> Any:
    if isinstance(value, list):
        return [_hidden(call, one) for one in value]
    if not isinstance(value, dict):
        return value
    mask = {} if SECRETS_ABSENT in call.variants else {name: "******" for name in _HIDDEN if value.get(name)}
    return {**{name: _hidden(call, one) for name, one in value.items() if name not in _HIDDEN}, **mask}
