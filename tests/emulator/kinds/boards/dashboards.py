# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dashboards and user views ("inner" dashboards): both live in one collection, told apart by ownerType."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from ... import paging
from ...envelope import ApiFailure, Reply, refused
from ...validation import first_problem
from ...workspaces import new_uuid
from ..base import Call, Kind, Record, key_info, whole_seconds

NODE, INNER = "node", "inner"
GRID_COLUMNS, CHART_WIDTH, CHART_HEIGHT = 24, 8, 9  # where the server puts charts that come without a position

_TEXTS = ("summary", "thumbnail")  # of a template, without influence on anything

# Settings that the server writes out when a chart does not name them.
DEFAULT_SETTINGS = {"showTitle": True, "titleDesc": "", "isSampling": True, "timeInterval": "default"}


class Views(Kind):
    prefix = "dsbd_"
    collection = "dashboards"
    owner_type = NODE
    not_found_code = "ft.NotFoundDashboard"

    def records(self, workspace):
        return workspace.collection(self.collection)

    def find(self, call: Call, uuid: str) -> Record:
        record = super().find(call, uuid)
        if record["ownerType"] != self.owner_type:
            raise self.not_found(uuid)
        return record

    def addressed(self, call: Call) -> Record:
        return self.find(call, call.path["dashboard_uuid"])

    def own(self, call: Call) -> list[Record]:
        wanted = call.query.get("search", "").lower()
        return [r for r in self.newest_first(call) if r["ownerType"] == self.owner_type and wanted in r["name"].lower()]

    def make(self, call: Call, fields: Record) -> Record:
        uuid = call.body.get("specifyDashboardUUID")
        if uuid in self.records(call.workspace):
            raise ApiFailure(400, "ft.DashboardUUIDExists", f"The dashboard uuid {uuid} is already in use")
        empty = {
            "name": call.body["name"],
            "desc": call.body.get("desc", ""),
            "identifier": call.body.get("identifier", ""),
            "type": "CUSTOM",
            "ownerType": self.owner_type,
            "createdWay": "manual",
            "dashboardBindSet": [],
            "extend": {},
            "mapping": [],
            "iconSet": {},
            "template": dict.fromkeys(_TEXTS, ""),
            "vars": [],
            "groups": [],
            "charts": [],
        }
        return self.store(call, {**empty, **fields}, uuid)


_LIST, _MAPPING = {"type": ["array", "null"]}, {"type": ["object", "null"]}
_CHART = {
    "type": "object",
    "properties": {"group": _MAPPING, "pos": _MAPPING, "extend": {**_MAPPING, "properties": {"settings": _MAPPING}}},
}
# What this file takes apart, and the reference shows in examples only.
_INNER_FORM = jsonschema_rs.Draft202012Validator(
    {"properties": {"main": {**_MAPPING, "properties": {"groups": _LIST, "charts": {**_LIST, "items": _CHART}}}}}
)


def content_fields(template: dict[str, Any]) -> Record:
    """The fields of a record that come from a template, with charts rebuilt: fresh uuids, positions, full settings."""
    if problem := first_problem(_INNER_FORM, template, "templateInfo"):
        raise refused(problem)
    main = template.get("main") or {}
    groups = main.get("groups") or []
    group_uuids = {_group_name(group): new_uuid("chtg_") for group in groups}
    return {
        "createdWay": "import",
        "extend": template.get("dashboardExtend") or {},
        "mapping": template.get("dashboardMapping") or [],
        "dashboardBindSet": template.get("dashboardBindSet") or [],
        "iconSet": template.get("iconSet") or {},
        "template": {key: template.get(key) or "" for key in _TEXTS},
        "vars": main.get("vars") or [],
        "groups": groups,
        "charts": [_rebuilt(chart, number, group_uuids) for number, chart in enumerate(main.get("charts") or [])],
        "chartGroupPos": list(group_uuids.values()),
    }


def _group_name(group: Any) -> str:
    return str(group.get("name")) if isinstance(group, dict) else str(group)


def _rebuilt(chart: dict[str, Any], number: int, group_uuids: dict[str, str]) -> dict[str, Any]:
    uuid = new_uuid("chrt_")
    group = chart.get("group") or {"name": None}
    extend = chart.get("extend") or {}
    return {
        **chart,
        "uuid": uuid,
        "group": group,
        "chartGroupUUID": group_uuids.get(str(group.get("name"))),
        "prevGroupName": None,
        "pos": _position(chart.get("pos"), number, uuid),
        "extend": {**extend, "settings": {**DEFAULT_SETTINGS, **(extend.get("settings") or {})}},
    }


def _position(pos: dict[str, Any] | None, number: int, uuid: str) -> dict[str, Any]:
    if pos:
        return {**pos, "i": pos.get("i", uuid)}
    in_row = GRID_COLUMNS // CHART_WIDTH
    row, column = divmod(number, in_row)
    return {"h": CHART_HEIGHT, "w": CHART_WIDTH, "x": column * CHART_WIDTH, "y": row * CHART_HEIGHT, "i": number}


def exported(record: Record, tags: list[dict[str, str]]) -> dict[str, Any]:
    """The template of a dashboard: what create and import take as templateInfo."""
    return {
        "title": record["name"],
        **record["template"],
        "identifier": record["identifier"],
        "dashboardType": record["type"],
        "dashboardExtend": record["extend"],
        "dashboardMapping": record["mapping"],
        "dashboardBindSet": record["dashboardBindSet"],
        "dashboardOwnerType": record["ownerType"],
        "iconSet": record["iconSet"],
        "tagInfo": tags,
        "tags": [],
        "main": {
            "type": "template",
            "vars": record["vars"],
            "groups": record["groups"],
            "charts": record["charts"],
            "chartGroupPos": record.get("chartGroupPos", []),
        },
    }


def described(record: Record) -> Record:
    """A dashboard as lists and get show it: everything but its content, which only export gives."""
    hidden = ("template", "vars", "groups", "charts", "tagNames")
    return {
        "chartGroupPos": [],
        "chartPos": [{"chartUUID": chart["uuid"], "pos": chart["pos"]} for chart in record["charts"]],
        **{key: value for key, value in record.items() if key not in hidden},
    }


class Dashboards(Views):
    family = "dashboards"

    def tags(self, call: Call, record: Record) -> list[dict[str, str]]:
        return [call.workspace.tag(name) for name in record["tagNames"]]

    def on_create(self, call: Call) -> Any:
        taken = self._taken(call)
        if taken and not call.body.get("recoverIdentifier"):
            return {"repeatInfo": taken}
        for row in [row for rows in taken.values() for row in rows]:
            self.records(call.workspace).pop(row["uuid"], None)
        fields = content_fields(call.body["templateInfo"]) if "templateInfo" in call.body else {}
        for key in ("extend", "mapping"):
            if call.body.get(key):
                fields[key] = call.body[key]
        fields["tagNames"] = _unique(call.body.get("tagNames", []))
        fields.update(_visibility({}, call.body))
        record = self.make(call, fields)
        return {**described(record), "id": None, "tag_info": self.tags(call, record)}

    def _taken(self, call: Call) -> dict[str, list[Record]]:
        """Dashboards that stand in the way of a create, in the documented groups.

        Names may repeat unless the caller asks for the check by sending recoverIdentifier (our reading).
        """
        name, identifier = call.body["name"], call.body.get("identifier")
        check_names = "recoverIdentifier" in call.body
        groups: dict[str, list[Record]] = {"name_and_identifier": [], "identifier": [], "name": []}
        for record in self.newest_first(call):
            same_name = check_names and record["name"] == name
            same_identifier = bool(identifier) and record["identifier"] == identifier
            if same_name or same_identifier:
                both = same_name and same_identifier
                group = "name_and_identifier" if both else "identifier" if same_identifier else "name"
                groups[group].append({key: record[key] for key in ("uuid", "name", "identifier")})
        return groups if any(groups.values()) else {}

    def on_list(self, call: Call) -> Reply:
        wanted = set(call.query.get("tagNames", ()))
        rows = [r for r in self.own(call) if not wanted or wanted & set(r["tagNames"])]
        page, info = paging.cut(rows, call.query)
        return Reply([self._row(call, record) for record in page], info)

    def _row(self, call: Call, record: Record) -> Record:
        return {
            **whole_seconds(described(record)),
            "isFavorite": False,
            "tag_info": {"sceneInfo": [], "tagInfo": self.tags(call, record)},
            "updatorInfo": key_info(call),
        }

    def on_get(self, call: Call) -> Any:
        record = self.addressed(call)
        tags = self.tags(call, record)
        answer = {**whole_seconds(described(record)), "tag_info": {record["uuid"]: tags}}
        if call.operation.dialect == "guide":
            answer["templateInfo"] = exported(record, tags)
        return answer

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        self._refuse_taken_identifier(call, record)
        old_name = record["name"]
        if "templateInfo" in call.body:
            record.update(content_fields(call.body["templateInfo"]))
        for key in ("name", "desc", "identifier", "extend", "mapping"):
            if key in call.body:
                record[key] = call.body[key]
        if "tagNames" in call.body:
            record["tagNames"] = _unique(call.body["tagNames"])
        record.update(_visibility(record, call.body))
        self.touch(call, record)
        return {
            **described(record),
            "createAt": int(record["createAt"]),
            "old_name": old_name,
            "dashboardBidding": {},
            "tag_info": {"sceneInfo": [], "tagInfo": self.tags(call, record)},
            "updatorInfo": key_info(call),
        }

    def _refuse_taken_identifier(self, call: Call, record: Record) -> None:
        identifier = call.body.get("identifier")
        for other in self.records(call.workspace).values():
            if identifier and other is not record and other["identifier"] == identifier:
                raise ApiFailure(400, "ft.RepeatIdentifier", f"The identifier {identifier} is used by {other['uuid']}")

    def on_delete(self, call: Call) -> Any:
        record = self.addressed(call)
        del self.records(call.workspace)[record["uuid"]]
        return {record["uuid"]: record["name"]}

    def on_export(self, call: Call) -> Any:
        record = self.addressed(call)
        return exported(record, self.tags(call, record))

    def on_import(self, call: Call) -> Any:
        record = self.addressed(call)
        if "templateInfo" in call.body:
            record.update(content_fields(call.body["templateInfo"]))
        self._move(call, record, call.body.get("specifyDashboardUUID"))
        self.touch(call, record)
        return {**described(record), "createAt": int(record["createAt"]), "tagInfo": self.tags(call, record)}

    def _move(self, call: Call, record: Record, uuid: str | None) -> None:
        if uuid is None or uuid == record["uuid"]:
            return
        records = self.records(call.workspace)
        if uuid in records:
            raise ApiFailure(400, "ft.DashboardUUIDExists", f"The dashboard uuid {uuid} is already in use")
        del records[record["uuid"]]
        record["uuid"] = uuid
        records[uuid] = record


def _visibility(record: Record, sent: dict[str, Any]) -> Record:
    """isPublic and its permission sets, which count only with -1 (custom).

    Our reading: not sent on create means 0.
    """
    public = sent.get("isPublic", record.get("isPublic", 0))
    sets = ("permissionSet", "readPermissionSet")
    return {
        "isPublic": public,
        **{key: (sent.get(key, record.get(key)) or []) if public == -1 else [] for key in sets},
    }


def _unique(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


class UserViews(Views):
    family = "inner_dashboard"
    owner_type = INNER

    def on_add(self, call: Call) -> Any:
        """Names and identifiers are there once."""
        taken = [one for one in self.own_of(call) if self._stands_in_the_way(one, call.body)]
        if taken:
            rows = [{key: one[key] for key in ("uuid", "name", "identifier")} for one in taken]
            return {"repeatInfo": {"name_and_identifier": [], "identifier": [], "name": rows}}
        fields: Record = {}
        source = call.body.get("sourceDashboardUUID")
        if source:
            fields = content_fields(exported(super(Views, self).find(call, source), []))
        elif call.body.get("templateInfos"):
            fields = content_fields(call.body["templateInfos"])
        fields.update(createdWay="manual", isPublic=1, dashboardBidding=call.body.get("dashboardBidding", {}))
        record = self.make(call, fields)
        return {**whole_seconds(described(record)), "declaration": {}}

    def on_list(self, call: Call) -> Any:
        rows = [{**whole_seconds(described(record)), "innerTemplate": None} for record in self.own(call)]
        untold = ("dashboardBidding", "desc", "identifier")
        return {"data": [{key: value for key, value in row.items() if key not in untold} for row in rows]}

    def own_of(self, call: Call) -> list[Record]:
        return [record for record in self.newest_first(call) if record["ownerType"] == self.owner_type]

    @staticmethod
    def _stands_in_the_way(record: Record, sent: Record) -> bool:
        identifier = sent.get("identifier")
        return record["name"] == sent["name"] or bool(identifier and record["identifier"] == identifier)

    def on_get(self, call: Call) -> Any:
        return {**whole_seconds(described(self.addressed(call))), "tag_info": {}}

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        old_name = record["name"]
        record.update(call.body)
        self.touch(call, record)
        return {
            **whole_seconds(described(record)),
            "old_name": old_name,
            "tag_info": {"tagInfo": []},
            "updatorInfo": {**key_info(call), "acntWsNickname": "", "email": call.caller},
        }

    def on_delete(self, call: Call) -> Any:
        record = self.addressed(call)
        del self.records(call.workspace)[record["uuid"]]
        return [record["name"]]

    def on_export(self, call: Call) -> Any:
        template = exported(self.addressed(call), [])
        return {**template, "title": call.query.get("title") or template["title"]}
