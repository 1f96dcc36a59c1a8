# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues and their comments, and the incidents that monitors open. None of them can be deleted."""

from __future__ import annotations

from typing import Any

import orjson

from ... import paging
from ...envelope import Reply, refused
from ...workspaces import Workspace, new_uuid
from ..base import Call, Kind, Record, key_info, whole_seconds
from .channels import DEFAULT_CHANNEL

_STATUSES = (10, 15, 20, 25, 30)
_REPLIES = "issue_replies"


class Issues(Kind):
    """Every issue is in the default channel too. A change replaces extend (our reading)."""

    family = "issues"
    prefix = "issue_"

    def on_add(self, call: Call) -> Record:
        record = self.store(
            call,
            {
                "resource": "",
                "resourceType": "",
                "resourceUUID": "",
                "subIdentify": "",
                "statusType": 10,
                "channelUUIDs": [],
                **{name: value for name, value in call.body.items() if name != "attachmentUuids"},
                "extend": call.body.get("extend") or {},
            },
        )
        _note(call, record["uuid"], "change", "created the issue")
        return self._shown(call, record)

    def on_get(self, call: Call) -> Record:
        record = self.find(call, call.path["issue_uuid"])
        channels = call.workspace.collection("channels")
        bound = [one for one in channels.values() if self._is_in(call.workspace, record, one["uuid"])]
        return {
            **whole_seconds(self._shown(call, record)),
            "attachments": [],
            "bindChannels": [{"name": one["name"], "uuid": one["uuid"]} for one in bound],
            "levelInfo": {"color": "#C9C9C9", "name": _level_name(call.workspace, record["level"])},
            "managerInfos": [{"uuid": one, "name": one} for one in record["extend"].get("manager") or []],
        }

    def on_list(self, call: Call) -> Reply:
        text = str(call.body.get("search") or "").lower()
        rows = [
            record
            for record in self.newest_first(call)
            if self._is_in(call.workspace, record, call.body["channelUUID"])
            and text in f"{record['name']} {record['description']}".lower()
            and all(self._fits(record, one) for one in call.body.get("filters") or [])
        ]
        page, info = paging.cut(rows, call.body)
        return Reply({"data": [whole_seconds(self._shown(call, record)) for record in page], "pageInfo": info}, info)

    def on_modify(self, call: Call) -> Record:
        record = self.find(call, call.path["issue_uuid"])
        if call.body.get("statusType", 10) not in _STATUSES:
            raise refused("statusType is 10, 15, 20, 25 or 30")
        record.update({name: value for name, value in call.body.items() if name != "attachmentUuids"})
        record["extend"] = record["extend"] or {}
        self.touch(call, record)
        _note(call, record["uuid"], "change", "changed the issue")
        return self._shown(call, record)

    @staticmethod
    def _shown(call: Call, record: Record) -> Record:
        shown = {name: value for name, value in record.items() if name != "channelUUIDs"}
        return {**shown, "creatorInfo": key_info(call), "updatorInfo": key_info(call)}

    @staticmethod
    def _is_in(workspace: Workspace, record: Record, channel: str) -> bool:
        mentioned = [one.get("uuid") for one in record["extend"].get("channels") or []]
        named = workspace.collection("channels").get(channel, {}).get("name")
        return named == DEFAULT_CHANNEL or channel in [*(record["channelUUIDs"] or []), *mentioned]

    @staticmethod
    def _fits(record: Record, one: dict[str, Any]) -> bool:
        return (record.get(one["key"]) == one["value"]) is one.get("equal", True)


def _level_name(workspace: Workspace, uuid: str) -> str:
    if uuid.startswith("system_level_"):
        return {"0": "P0", "1": "P1", "2": "P2"}.get(uuid[-1], "Unknown")
    return workspace.collection("issue_levels").get(uuid, {}).get("name", "")


def _note(call: Call, issue: str, kind: str, content: str, extend: Record | None = None) -> Record:
    uuid = new_uuid("repim_")
    note = {
        "uuid": uuid,
        "id": call.workspace.next_number(),
        "issueUUID": issue,
        "workspaceUUID": call.workspace.uuid,
        "type": kind,
        "content": content,
        "extend": extend or {},
        "status": 0,
        "createAt": call.now,
        "creator": call.caller,
        "updateAt": call.now,
        "updator": call.caller,
        "deleteAt": -1,
    }
    call.workspace.collection(_REPLIES)[uuid] = note
    return note


class IssueReplies(Kind):
    """Comments, and between them what the service notes."""

    family = _REPLIES
    prefix = "repim_"

    def on_create(self, call: Call) -> Record:
        """Whether there is such an issue is not looked up (our reading)."""
        text = call.body.get("content") or ""
        return _note(call, call.body["issueUUID"], "reply", text, call.body.get("extend"))

    def on_modify(self, call: Call) -> Record:
        record = self.find(call, call.path["reply_uuid"])
        record.update({name: value for name, value in call.body.items() if name in ("content", "extend")})
        self.touch(call, record)
        return record

    def on_delete(self, call: Call) -> bool:
        self.find(call, call.path["reply_uuid"])
        del self.records(call.workspace)[call.path["reply_uuid"]]
        return True

    def on_list(self, call: Call) -> Reply:
        rows = [one for one in self.newest_first(call) if one["issueUUID"] == call.path["issue_uuid"]]
        page, info = paging.cut(rows, call.query)
        return Reply([{**whole_seconds(one), "creatorInfo": key_info(call), "is_modify": False} for one in page], info)


class Incidents(Kind):
    """What monitors open; tests put them there. The single read has no envelope."""

    family = "incidents"
    prefix = "incident_"

    def on_list(self, call: Call) -> Reply:
        text, body = str(call.body.get("search") or "").lower(), call.body
        rows = [
            record
            for record in self.newest_first(call)
            if text in record["name"].lower()
            and all(
                record[name] in body[name] if isinstance(record[name], str) else set(record[name]) & set(body[name])
                for name in ("incidentsStatus", "level", "assigner")
                if body.get(name)
            )
            and all(self._fits(record, one) for one in body.get("filters") or [])
        ]
        page, info = paging.cut(rows, body)
        told = [{k: v for k, v in whole_seconds(record).items() if k != "resourceContent"} for record in page]
        return Reply({"data": {"items": told}, "pageInfo": info}, info)

    @staticmethod
    def _fits(record: Record, one: dict[str, Any]) -> bool:
        value = record.get(one["field"], record["resourceContent"].get(one["field"]))
        return (value in one["value"]) is (one["op"] == "=")

    def on_get(self, call: Call) -> Reply:
        return Reply(None, raw=orjson.dumps(whole_seconds(self.find(call, call.path["incident_uuid"]))))

    def on_modify(self, call: Call) -> Record:
        record = self.find(call, call.path["incident_uuid"])
        if "incidentsStatus" in call.body and call.body["incidentsStatus"] != record["incidentsStatus"]:
            _operated(call, record["uuid"], record["incidentsStatus"], call.body["incidentsStatus"])
        record.update(call.body)
        self.touch(call, record)
        return record


def _operated(call: Call, incident: str, before: str, after: str) -> None:
    uuid = new_uuid("incop_")
    call.workspace.collection("incident_operations")[uuid] = {
        "uuid": uuid,
        "incidentsUUID": incident,
        "content": f"Status change: {before} -> {after}",
        "extend": {"before": before, "after": after},
        "operator": call.caller,
        "operateType": "status_update",
        "createAt": int(call.now),
    }


class IncidentComments(Kind):
    """No route lists them."""

    family = "incident_comments"
    prefix = "inccmt_"

    def on_add(self, call: Call) -> bool:
        incident = call.path["incident_uuid"]
        if incident not in call.workspace.collection("incidents"):
            raise self.not_found(incident)
        self.store(call, {"incidentsUUID": incident, "comment": call.body["comment"]})
        return True

    def on_modify(self, call: Call) -> Record:
        record = self.find(call, call.path["comment_uuid"])
        record.update(call.body)
        self.touch(call, record)
        return record


class IncidentOperations(Kind):
    family = "incident_operations"

    def on_list(self, call: Call) -> Reply:
        rows = [one for one in self.newest_first(call) if one["incidentsUUID"] == call.path["incident_uuid"]]
        page, info = paging.cut(rows, call.query)
        return Reply({"data": page, "pageInfo": info}, info)


def opened(workspace: Workspace, incident: Record, now: float) -> None:
    """An incident as a monitor opens it. incident: name, level, event (columns of the event)."""
    uuid = new_uuid(Incidents.prefix)
    workspace.collection(Incidents.family)[uuid] = {
        "uuid": uuid,
        "id": workspace.next_number(),
        "workspaceUUID": workspace.uuid,
        "name": incident["name"],
        "level": incident.get("level", "system_level_3"),
        "description": "",
        "source": "internal",
        "resourceCategory": "Monitor",
        "resourceType": "checker",
        "resourceUUID": "",
        "resourceUrl": "",
        "resourceContent": incident.get("event", {}),
        "incidentsStatus": "open",
        "assigner": [],
        "tags": [],
        "createAt": now,
        "creator": "SYS",
        "updateAt": now,
        "updator": "",
        "deleteAt": -1,
    }
