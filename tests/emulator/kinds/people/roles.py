# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles, of which four are built in, and the permissions that they can hold."""

from __future__ import annotations

from typing import Any

from ...envelope import Reply, refused
from ...workspaces import Workspace
from ..base import Call, Kind, Record
from ..generic import Generic

BUILT_IN = {"owner": "Owner", "wsAdmin": "Administrator", "general": "Standard", "readOnly": "Read-only"}
EVERYBODYS = "routine.defaultAccess"
#: Those that the vendor's page shows, by group. Roles of one's own cannot have the last one.
_PERMISSIONS = [
    "routine.viewerManage",
    "routine.exportManage",
    "label.labelCfgManage",
    "workspace.readMember",
    "workspace.inviteMembers",
    "workspace.memberManage",
    "dataScanner.cfgManage",
    "dataRightsManage.workspaceConfigManage",
    "field.fieldCfgManage",
    "reExpr.reExprManage",
    "share.shareManage",
    "snapshot.create",
    "snapshot.delete",
    "billing.billingRead",
    "scene.setManage",
    "scene.chartManage",
    "scene.serviceManage",
    "event.Query",
    "event.recover",
    "infrastructure.Query",
    "infrastructure.setManage",
    "log.Query",
    "log.externalIndexManage",
    "log.backupLogManage",
    "log.indexManage",
    "dataProcessing.dataQueryRule",
    "metric.Query",
    "metric.metricManage",
    "pipeline.pipelineManage",
    "blacklist.Manage",
    "generateMetrics.cfgManage",
    "trace.Query",
    "trace.refLogManage",
    "trace.serviceManage",
    "rum.Query",
    "rum.trackCfgManage",
    "rum.rumCfgManage",
    "dialTest.taskManage",
    "dialTest.customNodeManage",
    "monitor.cfgManage",
    "monitor.obsCfgManage",
    "monitor.sloCfgManage",
    "monitor.muteCfgManage",
    "monitor.alarmPolicyMange",
    "monitor.notifyObjCfgManage",
    "dca.dcaManage",
    "anomaly.issueReplyManage",
    "anomaly.issueLevelManage",
    "anomaly.channelManage",
    "anomaly.issueManage",
    "security.Query",
    "workspace.tokenRead",
]
_BUILT_IN_ONLY = "workspace.tokenRead"


class Permissions(Kind):
    family = "permissions"

    def on_list(self, call: Call) -> Any:
        """Groups, of which some are not for custom roles although permissions in them are."""
        groups: dict[str, Record] = {}
        for key in _PERMISSIONS:
            word = key.split(".", maxsplit=1)[0]
            group = groups.setdefault(word, {**_permission(f"{word}.*", word != "workspace"), "subs": []})
            group["subs"].append(_permission(key, key != _BUILT_IN_ONLY))
        rows = list(groups.values())
        if call.query.get("isSupportCustomRole"):
            rows = [{**row, "subs": [sub for sub in row["subs"] if sub["isSupportCustomRole"]]} for row in rows]
        return rows


def _permission(key: str, is_for_custom_roles: bool) -> Record:
    return {
        "desc": "",
        "disabled": int(not is_for_custom_roles),
        "isSupportCustomRole": int(is_for_custom_roles),
        "isSupportGeneral": 0,
        "isSupportOwner": 1,
        "isSupportReadOnly": 0,
        "isSupportWsAdmin": 1,
        "key": key,
        "name": key.replace(".", " "),
    }


def role_infos(workspace: Workspace, uuids: list[str]) -> list[Record]:
    """The roles of these uuids, as answers about others tell them."""
    records = Roles().records(workspace)
    return [{"name": records[uuid]["name"], "uuid": uuid} for uuid in uuids if uuid in records]


def check_roles(workspace: Workspace, uuids: Any) -> list[str]:
    """The uuids of roles of a request. Nobody gets the owner's, nor one that is not there (our reading)."""
    known = Roles().records(workspace)
    if not uuids or any(uuid not in known or uuid == "owner" for uuid in uuids):
        raise refused(f"roleUUIDs {uuids!r} cannot be given")
    return list(uuids)


class Roles(Generic):
    """Only the single read tells permissions, which a request calls keys; every role has one more. A role that somebody
    has is not deleted (console manual)."""

    family = "roles"
    prefix = "role_"

    def records(self, workspace: Workspace) -> dict[str, Record]:
        if self.family not in workspace.collections:
            workspace.collections[self.family] = {
                uuid: {**_built_in(number, uuid), "keys": [EVERYBODYS]} for number, uuid in enumerate(BUILT_IN)
            }
        return super().records(workspace)

    def on_add(self, call: Call) -> Any:
        self._check_keys(call)
        return self.shown(call, self.store(call, {"desc": "", "isSystem": 0, **call.body}))

    def on_modify(self, call: Call) -> Any:
        self._refuse_built_in(call)
        if "keys" in call.body:
            self._check_keys(call)
        return super().on_modify(call)

    def on_delete(self, call: Call) -> Any:
        self._refuse_built_in(call)
        if self._member_count(call, self.addressed(call)):
            raise refused("a role that members have cannot be deleted")
        super().on_delete(call)
        return {}

    def on_list(self, call: Call) -> Any:
        """The built-in ones come first."""
        reply = super().on_list(call)
        return Reply(sorted(reply.content, key=lambda row: -row["isSystem"]), reply.page_info)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        answer = super().shown(call, {name: value for name, value in record.items() if name != "keys"}, schema)
        if call.action == "get":
            answer["permissions"] = [EVERYBODYS, *(key for key in record["keys"] if key != EVERYBODYS)]
        if call.action == "list":
            answer.pop("memberCount", None)
            if call.query.get("statMember"):
                answer["memberCount"] = self._member_count(call, record)
        return answer

    @staticmethod
    def _member_count(call: Call, record: Record) -> int:
        members = call.workspace.collections.get("workspace_members", {}).values()
        return sum(record["uuid"] in member["roleUUIDs"] for member in members)

    def _refuse_built_in(self, call: Call) -> None:
        if self.addressed(call)["isSystem"]:
            raise refused("a built-in role cannot be changed")

    @staticmethod
    def _check_keys(call: Call) -> None:
        allowed = {*_PERMISSIONS, EVERYBODYS} - {_BUILT_IN_ONLY}
        if not call.body["keys"] or not allowed.issuperset(call.body["keys"]):
            raise refused("keys must hold permissions of custom roles, at least one")


def _built_in(number: int, uuid: str) -> Record:
    return {
        "uuid": uuid,
        "id": number + 1,
        "workspaceUUID": "",
        "status": 0,
        "createAt": -1,
        "creator": "SYS",
        "updateAt": -1,
        "updator": "SYS",
        "deleteAt": -1,
        "desc": BUILT_IN[uuid],
        "isSystem": 1,
        "name": BUILT_IN[uuid],
    }
