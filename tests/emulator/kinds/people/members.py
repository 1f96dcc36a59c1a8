# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of the workspace, and the teams that they form. No route of the service makes accounts from nothing, so every
workspace has a few."""

from __future__ import annotations

from typing import Any

from ...envelope import ApiFailure, refused
from ...reference import Operation
from ...variants import INVITATIONS_WAIT, SINGLE_ROLE
from ...workspaces import Workspace, derived_uuid, new_uuid
from ..base import Call, Record
from ..generic import Generic
from .roles import check_roles, role_infos

_INVITED = "invitations"

PEOPLE = {
    "owner@example.com": ("Olivia Owner", "owner"),
    "ada@example.com": ("Ada Adams", "wsAdmin"),
    "grace@example.com": ("Grace Green", "general"),
    "alan@example.com": ("Alan Ash", "readOnly"),
}


class Members(Generic):
    """Who is invited joins at once, or once the variant is off; no route tells who was invited and has not joined."""

    family = "workspace_members"
    prefix = "acnt_"

    def __init__(self, family: str = "", operations: dict[str, Operation] | None = None) -> None:
        super().__init__(family, operations)
        self.stateful = True

    def records(self, workspace: Workspace) -> dict[str, Record]:
        if self.family not in workspace.collections:
            seeded = [
                _member(workspace, number, email, name, [role])
                for number, (email, (name, role)) in enumerate(PEOPLE.items(), 1)
            ]
            workspace.collections[self.family] = {record["uuid"]: record for record in seeded}
        return super().records(workspace)

    def on_list(self, call: Call) -> Any:
        """A search without hits is no empty list: body code 404 with HTTP 200 (observed by public clients)."""
        if call.query.get("search") and not any(self.matches(row, call.query) for row in self.newest_first(call)):
            raise ApiFailure(404, "ft.NotFound", "No member matches the search", http_status=200)
        return super().on_list(call)

    def newest_first(self, call: Call) -> list[Record]:
        invited = call.workspace.collection(_INVITED)
        if INVITATIONS_WAIT not in call.variants:
            for email in list(invited):
                record = _member(
                    call.workspace, call.workspace.next_number(), email, "", invited.pop(email)["roleUUIDs"]
                )
                self.records(call.workspace)[record["uuid"]] = record
        return super().newest_first(call)

    def on_batch_invitation(self, call: Call) -> Any:
        """Who is a member already stays one, with the roles there are (our reading)."""
        roles = check_roles(call.workspace, call.body["roleUUIDs"])
        known = {record["email"] for record in self.newest_first(call)}
        for email in call.body["to"] or ():
            if email.lower() not in known:
                call.workspace.collection(_INVITED)[email.lower()] = {"roleUUIDs": roles}
        return True

    def on_modify(self, call: Call) -> Any:
        roles = check_roles(call.workspace, call.body["roleUUIDs"])
        if not call.body["onlyModifyRoles"]:
            raise refused("one member alone, with all teams: not served")
        for record in self._named(call):
            record["roleUUIDs"] = roles
            self.touch(call, record)
        return {"autoLoginUrl": f"https://portal.example.com/#/signin?ticket={new_uuid('canary-')}"}

    def on_batch_delete(self, call: Call) -> Any:
        """A person who is removed stays in teams and elsewhere (our reading)."""
        for record in self._named(call):
            del self.records(call.workspace)[record["uuid"]]

    def _named(self, call: Call) -> list[Record]:
        found = [self.find(call, uuid) for uuid in call.body["accountUUIDs"] or ()]
        if any("owner" in record["roleUUIDs"] for record in found):
            raise refused("the owner can be neither changed nor removed")
        return found

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        """Older services tell one role of several. No row tells the workspace."""
        row = super().shown(call, {name: value for name, value in record.items() if name != "roleUUIDs"}, schema)
        del row["workspaceUUID"]
        row["role"] = record["roleUUIDs"][0]
        if SINGLE_ROLE not in call.variants:
            del row["role"]
            row["roles"] = role_infos(call.workspace, record["roleUUIDs"])
        return row

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        text = str(asked.get("search") or "").lower()
        return text in record["name"].lower() or text in record["email"]


def _member(workspace: Workspace, number: int, email: str, name: str, roles: list[str]) -> Record:
    return {
        "uuid": derived_uuid("acnt_", f"{workspace.uuid} {email}"),
        "id": number,
        "workspaceUUID": workspace.uuid,
        "status": 0,
        "createAt": 1614149795,
        "creator": "extend",
        "updateAt": 1614149795,
        "updator": "external",
        "deleteAt": -1,
        "email": email,
        "username": email,
        "name": name or email,
        "roleUUIDs": roles,
        "mobile": "+49 170 0000000",
        "userType": "common",
    }


class Teams(Generic):
    """The single read tells who is in a team and who is not, and neither its name nor its uuid."""

    family = "member_groups"
    prefix = "group_"

    def on_add(self, call: Call) -> Any:
        return {"uuid": self.store(call, {"accountUUIDs": [], **call.body})["uuid"]}

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        """Rows of the list tell how many are in it, and what they are called."""
        if schema is None:
            return super().shown(call, record, schema)
        people = Members().records(call.workspace)
        names = [people[uuid]["name"] for uuid in record["accountUUIDs"] or () if uuid in people]
        return {
            "uuid": record["uuid"],
            "name": record["name"],
            "member_count": len(names),
            "member_name_list": names,
        }

    def on_get(self, call: Call) -> Any:
        uuid = call.query.get("groupUUID")
        inside = (self.find(call, uuid).get("accountUUIDs") or []) if uuid else []
        members = [
            {name: record[name] for name in ("email", "name", "uuid")}
            for record in Members().records(call.workspace).values()
        ]
        return {
            "groupMembers": [member for member in members if member["uuid"] in inside],
            "membersNotInGroup": [member for member in members if member["uuid"] not in inside],
        }
