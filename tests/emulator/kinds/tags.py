# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Global tags. A name has one uuid in a workspace, whether the tag was made here or came with an object that bears
it."""

from __future__ import annotations

from typing import Any

from .base import Call, Record
from .generic import Generic


class Tags(Generic):
    family = "tag"
    prefix = "tag_"

    def store(self, call: Call, fields: Record, uuid: str | None = None) -> Record:
        uuid = call.workspace.tag(fields["name"])["id"]
        return super().store(call, {"description": "", "colour": "default", **fields}, uuid)

    def newest_first(self, call: Call) -> list[Record]:
        known = {record["name"] for record in self.records(call.workspace).values()}
        collections = list(call.workspace.collections.values())
        borne = {name for records in collections for record in records.values() for name in self._tag_names(record)}
        for name in sorted(borne - known):
            self.store(call, {"name": name})
        return super().newest_first(call)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        """In rows of the list the uuid stands in id, and there is nothing called uuid."""
        answer = super().shown(call, record, schema)
        return answer if schema is None else {name: answer[name] for name in schema["properties"]}

    def on_modify(self, call: Call) -> Any:
        """Another name goes with it to whatever bears the tag (our reading)."""
        old, answer = self.addressed(call)["name"], super().on_modify(call)
        self._in_bearers(call, old, [self.addressed(call)["name"]])
        return answer

    def on_delete(self, call: Call) -> Any:
        for record in self.addressed_many(call):
            self._in_bearers(call, record["name"], [])
        return super().on_delete(call)

    @staticmethod
    def _in_bearers(call: Call, old: str, new: list[str]) -> None:
        for records in call.workspace.collections.values():
            for record in records.values():
                for place in ("tagNames", "tags"):
                    if old in (record.get(place) or ()) and isinstance(record[place], list):
                        at = record[place].index(old)
                        record[place][at : at + 1] = new

    def on_import(self, call: Call) -> Any:
        """check (the default is our reading) changes nothing when a name exists, skip keeps it, recover overwrites."""
        existing = {record["name"]: record for record in self.newest_first(call)}
        repeated = [tag["name"] for tag in call.body["tags"] if tag["name"] in existing]
        wish = call.body.get("repeatTagNameOp", "check")
        if repeated and wish == "check":
            return {"repeat_name": repeated}
        written = [tag for tag in call.body["tags"] if tag["name"] not in existing or wish == "recover"]
        for tag in written:
            self.store(call, self.stored(tag))
        return {"successCount": len(written), "failCount": 0}
