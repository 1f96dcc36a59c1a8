# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes: an import makes their charts, and a modify keeps those that it names."""

from __future__ import annotations

from typing import Any

from ...workspaces import new_uuid
from ..base import Call, Record, key_info, whole_seconds
from ..generic import Generic


class Notes(Generic):
    family = "notes"
    prefix = "notes_"

    def on_create(self, call: Call) -> Any:
        fields = {"name": call.body["name"], "extend": call.body.get("extend") or {}, "isPublic": 1, "charts": []}
        record = self.store(call, fields)
        return {**_without_charts(record), "id": None, "pos": _places(record)}

    def on_list(self, call: Call) -> Any:
        rows = []
        for record in self.newest_first(call):
            if self.matches(record, call.query):
                row = {**whole_seconds(_without_charts(record)), "pos": _places(record), "isFavourited": False}
                rows.append({key: value for key, value in row.items() if key not in ("extend", "isPublic")})
        return {"data": rows}

    def on_get(self, call: Call) -> Any:
        return {**whole_seconds(self.addressed(call)), "creatorInfo": key_info(call)}

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        old_name = record["name"]
        record.update({key: call.body[key] for key in ("name", "extend") if key in call.body})
        if "chartUUIDs" in call.body:
            charts = {chart["uuid"]: chart for chart in record["charts"]}
            record["charts"] = [charts[uuid] for uuid in call.body["chartUUIDs"] if uuid in charts]
        else:
            record["charts"] = []  # not documented; the worst that may happen
        self.touch(call, record)
        return {**_without_charts(record), "oldName": old_name}

    def on_delete(self, call: Call) -> Any:
        record = self.addressed(call)
        del self.records(call.workspace)[record["uuid"]]
        return {"noteName": record["name"]}

    def on_export(self, call: Call) -> Any:
        record = self.addressed(call)
        charts = [{key: chart[key] for key in chart if key != "uuid"} for chart in record["charts"]]
        return {"name": record["name"], "main": {"charts": charts}}

    def on_import(self, call: Call) -> Any:
        """The answer shows no charts."""
        record = self.addressed(call)
        main = (call.body.get("templateInfo") or {}).get("main") or {}
        given = {"extend": {}, "name": "", "queries": []}
        record["charts"] = [{**given, **chart, "uuid": new_uuid("chrt_")} for chart in main.get("charts") or []]
        self.touch(call, record)
        return {**_without_charts(record), "pos": []}


def _without_charts(record: Record) -> Record:
    return {key: value for key, value in record.items() if key != "charts"}


def _places(record: Record) -> list[Record]:
    return [{"chartUUID": chart["uuid"]} for chart in record["charts"]]
