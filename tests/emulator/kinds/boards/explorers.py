# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Explorers: dashboards of another sort. Tags have another shape in each answer; a create shows those of others."""

from __future__ import annotations

import copy
from typing import Any

from ... import paging
from ...envelope import Reply
from ..base import Call, Record, whole_seconds
from .dashboards import Views, described, exported

#: What the server adds to a definition.
_DEFINITION = {
    "analysisField": "message",
    "charts": [None, None, None],
    "filters": [],
    "quickFilter": {"columns": []},
    "rumAppId": "",
    "rumType": "",
    "selectedIndex": "default",
    "source": "",
    "table": {"columns": []},
}
_UNTOLD = ("desc", "identifier", "pathName")


class Explorers(Views):
    family = "viewer"
    owner_type = "viewer"

    def addressed(self, call: Call) -> Record:
        return self.find(call, call.path["viewer_uuid"])

    def on_add(self, call: Call) -> Any:
        fields = {"isPublic": 1, "extend": _filled(call.body.get("extend")), "tagNames": call.body.get("tagNames", [])}
        record = self.make(call, fields)
        return {**_shown(record), "id": None, "tag_info": [call.workspace.tag("somebody else's")]}

    def on_list(self, call: Call) -> Any:
        page, info = paging.cut(self.own(call), call.query)
        rows = [{**_shown(record), "isFavorite": False, "tag_info": self._tags(call, record)} for record in page]
        return Reply(rows, info)

    def on_get(self, call: Call) -> Any:
        record = self.addressed(call)
        return {**_shown(record), "tag_info": {record["uuid"]: self._tags(call, record)["tagInfo"]}}

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        old_name = record["name"]
        record.update(call.body)
        record["extend"] = _filled(record["extend"])
        self.touch(call, record)
        return {**_shown(record), "old_name": old_name, "tag_info": self._tags(call, record)}

    def on_delete(self, call: Call) -> Any:
        record = self.addressed(call)
        del self.records(call.workspace)[record["uuid"]]
        return {record["uuid"]: record["name"]}

    def on_export(self, call: Call) -> Any:
        record = self.addressed(call)
        return exported(record, self._tags(call, record)["tagInfo"])

    def on_import(self, call: Call) -> Any:
        """The name stays, whatever the title."""
        record = self.addressed(call)
        record.update(
            createdWay="import", extend=_filled(_mapping(call.body.get("templateInfo")).get("dashboardExtend"))
        )
        self.touch(call, record)
        return {**_shown(record), "tagInfo": []}

    @staticmethod
    def _tags(call: Call, record: Record) -> dict[str, Any]:
        return {"tagInfo": [call.workspace.tag(name) for name in record["tagNames"]]}


def _filled(extend: Any) -> Record:
    return {**copy.deepcopy(_DEFINITION), **_mapping(extend)}


def _shown(record: Record) -> Record:
    return {key: value for key, value in whole_seconds(described(record)).items() if key not in _UNTOLD}


def _mapping(value: Any) -> Record:
    return value if isinstance(value, dict) else {}
