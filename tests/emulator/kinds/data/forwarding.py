# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forwarding rules: the list tells how long data is kept, a single read how the store is reached."""

from __future__ import annotations

from typing import Any

from ...envelope import refused
from ..base import Call, Record, whole_seconds
from ..generic import Generic
from .stores import access_told

_DEFAULTS = {
    "dataType": "logging",
    "duration": "",
    "extend": {},
    "syncExtensionField": False,
    "taskErrorCode": "",
    "taskStatusCode": -1,
    "openPermissionSet": False,
    "readPermissionSet": [],
}


class Forwarding(Generic):
    family = "log_backup_cfg"
    prefix = "lgbp_"

    def on_add(self, call: Call) -> Any:
        if call.body["name"] in [record["name"] for record in self.records(call.workspace).values()]:
            raise refused(f"the rule {call.body['name']} exists")
        record = self.store(call, {**_DEFAULTS, "accessCfg": {}, **call.body})
        return {**whole_seconds(_without(record, "accessCfg", "duration")), "id": None}

    def on_list(self, call: Call) -> Any:
        reply = super().on_list(call)
        reply.content = [_without(row, "accessCfg") for row in reply.content]
        return reply

    def on_get(self, call: Call) -> Any:
        record = self.addressed(call)
        access = {**record["accessCfg"], "dataType": record["dataType"], "storeType": record["storeType"]}
        return {**whole_seconds(_without(record, "duration")), "accessCfg": access_told(call, access)}

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        record.update(call.body)
        self.touch(call, record)
        return {**_without(record, "accessCfg", "duration"), "createAt": int(record["createAt"])}


def _without(record: Record, *keys: str) -> Record:
    return {key: value for key, value in record.items() if key not in keys}
