# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots: made, replaced, listed, shared and deleted."""

from __future__ import annotations

from typing import Any

from ... import paging
from ...envelope import Reply, refused
from ...workspaces import new_uuid
from ..base import Call, Record, whole_seconds
from ..generic import Generic

_NAMES_OF_LOGS = {"Log": "logging"}


class Snapshots(Generic):
    family = "snapshots"
    prefix = "snap_"

    def on_create(self, call: Call) -> Any:
        """A taken name is refused but for isForce, which puts the new one in the place of the old one; it has a uuid of
        its own (our reading)."""
        body = {key: value for key, value in call.body.items() if key != "isForce"}
        records = self.records(call.workspace)
        former = [one for one in records.values() if (one["name"], _sort(one)) == (body["name"], _sort(body))]
        if former and not call.body.get("isForce"):
            raise refused(f"there is a snapshot {body['name']} already")
        for record in former:
            del records[record["uuid"]]
        record = self.store(call, {**body, "accountUUID": call.caller})
        shown = {"isHidden": 0, "isPublic": 1, "declaration": {}, "rules": {"roles": ["wsAdmin"], "rules": {}}}
        return {**whole_seconds(record), **shown, "id": None, "updateAt": None, "updator": None}

    def on_list(self, call: Call) -> Any:
        text, sort = str(call.query.get("search") or "").lower(), call.query.get("type")
        rows = [
            {**whole_seconds(one), "type": _sort(one)} for one in self.newest_first(call) if text in one["name"].lower()
        ]
        rows = [row for row in rows if not sort or _sort(row) == _NAMES_OF_LOGS.get(sort, sort)]
        page, info = paging.cut(rows, call.query)
        return Reply(page, info)

    def on_share(self, call: Call) -> Any:
        """Each call makes a link of its own (our reading)."""
        self.find(call, call.path["snapshot_uuid"])
        token = new_uuid("shared.")
        return {"declaration": {}, "isHidden": False, "shortUrl": f"https://s.example.com/{token[-6:]}", "token": token}


def _sort(record: Record) -> str:
    return _NAMES_OF_LOGS.get(record["type"], record["type"])
