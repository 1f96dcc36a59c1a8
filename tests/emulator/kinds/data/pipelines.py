# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines: scripts in base64, rows that tell little, and one default of each category."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from ...envelope import refused
from ..base import Call, Record, whole_seconds
from ..generic import Generic

_NOT_IN_ROWS = ("content", "testData", "source", "extend", "isSysTemplate", "type", "dataType", "enableByLogBackup")


class Pipelines(Generic):
    family = "pipeline"
    prefix = "pl_"

    def stored(self, body: Record) -> Record:
        """Texts in base64 get a line feed."""
        fields = {name: value for name, value in body.items() if name not in ("isForce", "isDisable")}
        for name in ("content", "testData"):
            if isinstance(fields.get(name), str):
                fields[name] += "\n"
        if "isDisable" in body:
            fields["status"] = 2 if body["isDisable"] else 0
        return fields

    def _take_default(self, call: Call, fields: Record, own: Record | None = None) -> None:
        """Another default of the category gives way, if the request says so (the refusal is our reading)."""
        others = [record for record in self.records(call.workspace).values() if record is not own]
        taken = [one for one in others if one["asDefault"] and one["category"] == fields["category"]]
        if fields["asDefault"] and taken and call.body.get("isForce") is not True:
            raise refused(f"{fields['category']} has a default already")
        for other in taken if fields["asDefault"] else ():
            other["asDefault"] = 0

    def on_add(self, call: Call) -> Any:
        defaults = {"type": "local", "asDefault": 0, "source": [], "extend": {}, "testData": "", "isSysTemplate": 0}
        _check(call.body)
        fields = {**defaults, **self.stored(call.body)}
        self._take_default(call, fields)
        record = self.store(call, fields)
        return {**self._whole(record, ("source", "type")), "id": None, "isSysTemplate": None}

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        _check(call.body)
        fields = {**record, **self.stored(call.body)}
        self._take_default(call, fields, record)
        record.update(fields)
        self.touch(call, record)
        return {**self._whole(record, ("type",)), "source": []}

    def on_list(self, call: Call) -> Any:
        text, sort = str(call.query.get("search") or "").lower(), call.query.get("type")
        rows = [record for record in self.newest_first(call) if text in record["name"].lower()]
        return {"data": [self._whole(one, _NOT_IN_ROWS) for one in rows if sort in (None, "", one.get("type"))]}

    def on_get(self, call: Call) -> Any:
        return self._whole(self.addressed(call))

    def on_export(self, call: Call) -> Any:
        shown = ("asDefault", "category", "content", "extend", "name", "source", "testData")
        return {
            "pipelines": [
                {**{name: record[name] for name in shown}, "isDisable": record["status"] == 2}
                for record in self.addressed_many(call)
            ]
        }

    @staticmethod
    def _whole(record: Record, besides: tuple[str, ...] = ()) -> Record:
        return whole_seconds({name: value for name, value in record.items() if name not in besides})


def _check(body: Record) -> None:
    name = ""
    try:
        for name in ("content", "testData"):
            base64.b64decode(body.get(name) or "", validate=True)
    except binascii.Error as error:
        raise refused(f"body.{name}: not base64") from error
