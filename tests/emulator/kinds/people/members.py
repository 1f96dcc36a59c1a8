# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of the workspace, and the teams that they form. No route of the service makes accounts from nothing, so every
workspace has a few."""

from __future__ import annotations

from typing import Any

from ...envelope import ApiFailure
from ...reference import Operation
from ...variants import SINGLE_ROLE
from ...workspaces import Workspace, derived_uuid
from ..base import Call, Record
from ..generic import Generic

ROLES = {"owner": "Owner", "wsAdmin": "Administrator", "general": "Standard", "readOnly": "Read-only"}
PEOPLE = {
    "owner@example.com": ("Olivia Owner", "owner"),
    "ada@example.com": ("Ada Adams", "wsAdmin"),
    "grace@example.com": ("Grace Green", "general"),
    "alan@example.com": ("Alan Ash", "readOnly"),
}


class Members(Generic):
    family = "workspace_members"
    prefix = "acnt_"

    def __init__(self, family: str = "", operations: dict[str, Operation] | None = None) -> None:
        super().__init__(family, operations)
        self.stateful = True

    def records(self, workspace: Workspace) -> dict[str, Record]:
        if self.family not in workspace.collections:
            seeded = [_member(workspace, number, email) for number, email in enumerate(PEOPLE)]
            workspace.collections[self.family] = {record["uuid"]: record for record in seeded}
        return super().records(workspace)

    def on_list(self, call: Call) -> Any:
        """A search without hits is no empty list: body code 404 with HTTP 200 (observed by public clients)."""
        if call.query.get("search") and not any(self.matches(row, call.query) for row in self.newest_first(call)):
            raise ApiFailure(404, "ft.NotFound", "No member matches the search", http_status=200)
        return super().on_list(call)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        row = super().shown(call, record, schema)
        if SINGLE_ROLE not in call.variants:
            role = row.pop("role")
            row["roles"] = [{"name": ROLES[role], "uuid": role}]
        return row

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        text = str(asked.get("search") or "").lower()
        return text in record["name"].lower() or text in record["email"]


def _member(workspace: Workspace, number: int, email: str) -> Record:
    name, role = PEOPLE[email]
    return {
        "uuid": derived_uuid("acnt_", f"{workspace.uuid} {email}"),
        "id": number + 1,
        "workspaceUUID": workspace.uuid,
        "status": 0,
        "createAt": 1614149795,
        "creator": "extend",
        "updateAt": 1614149795,
        "updator": "external",
        "deleteAt": -1,
        "email": email,
        "username": email,
        "name": name,
        "role": role,
        "userType": "common",
    }


class Teams(Generic):
    """The single read tells who is in a team and who is not, and neither its name nor its uuid."""

    family = "member_groups"
    prefix = "group_"

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
