# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Descriptions of fields: those of the platform are in the list, too, and one of the same name needs a word."""

from __future__ import annotations

from typing import Any

from ...envelope import refused
from ...workspaces import Workspace, derived_uuid
from ..base import Call, Record
from ..generic import Generic

_BUILT_IN = {
    "": ("host", "ip", "device"),
    "logging": ("message", "status", "source", "service", "filename"),
    "tracing": ("trace_id", "span_id", "duration", "resource", "operation"),
    "rum": ("app_id", "session_id", "view_url", "loading_time"),
    "network": ("src_ip", "dst_ip", "bytes_read", "bytes_written"),
}


class Fields(Generic):
    family = "field_cfg"
    prefix = "field_"

    def records(self, workspace: Workspace) -> dict[str, Record]:
        if self.family not in workspace.collections:
            built_in = [_built_in(source, name) for source, names in _BUILT_IN.items() for name in names]
            workspace.collections[self.family] = {one["uuid"]: one for one in built_in}
        return super().records(workspace)

    def stored(self, body: Record) -> Record:
        """Strings have no unit; the word about a built-in field is no part of the record."""
        defaults = {"fieldSource": "", "fieldType": "", "unit": "", "desc": ""}
        fields = {**defaults, **{name: value for name, value in body.items() if name != "coverInner"}}
        return {**fields, "unit": "" if fields["fieldType"] == "string" else fields["unit"]}

    def newest_first(self, call: Call) -> list[Record]:
        """Those of the platform that none of one's own hides."""
        found = super().newest_first(call)
        own = {_key(record) for record in found if not record["sysField"]}
        return [record for record in found if not record["sysField"] or _key(record) not in own]

    def on_add(self, call: Call) -> Any:
        fields = self.stored(call.body)
        same = [record for record in self.newest_first(call) if _key(record) == _key(fields)]
        if any(not record["sysField"] for record in same):
            raise refused(f"the field {fields['name']} exists")
        if same and call.body.get("coverInner") is not True:
            return "need_confirm"
        return self.shown(call, self.store(call, {**fields, "sysField": 0, "aliasEn": "", "descEn": ""}))

    def on_modify(self, call: Call) -> Any:
        self._refuse_built_in(self.addressed(call))
        return super().on_modify(call)

    def on_delete(self, call: Call) -> Any:
        for record in self.addressed_many(call):
            self._refuse_built_in(record)
        return super().on_delete(call)

    @staticmethod
    def _refuse_built_in(record: Record) -> None:
        if record["sysField"]:
            raise refused(f"the field {record['name']} is built in")


def _key(record: Record) -> tuple[str, str]:
    return record["fieldSource"], record["name"]


def _built_in(source: str, name: str) -> Record:
    return {
        "uuid": derived_uuid("field_", f"{source} {name}"),
        "name": name,
        "alias": name.replace("_", " "),
        "aliasEn": "",
        "desc": "",
        "descEn": "",
        "fieldSource": source,
        "fieldType": "string",
        "unit": "",
        "sysField": 1,
        "id": 1,
        "status": 0,
        "workspaceUUID": "",
        "creator": "sys",
        "updator": "sys",
        "createAt": -1,
        "updateAt": -1,
        "deleteAt": -1,
    }
