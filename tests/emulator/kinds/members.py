# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of the workspace. No route of the service makes accounts from nothing, so every workspace has a few."""

from __future__ import annotations

from typing import Any

from ..reference import Operation
from ..workspaces import Workspace, derived_uuid
from .base import Record
from .generic import Generic

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
