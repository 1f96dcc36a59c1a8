# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every kind builds on: the call it answers, and the fields that the server fills in."""

from __future__ import annotations

import dataclasses
from typing import Any

from ..envelope import ApiFailure, Reply
from ..reference import Operation
from ..workspaces import Workspace, key_uuid, new_uuid

Record = dict[str, Any]
TIMES = ("createAt", "updateAt", "deleteAt")
SERVER_FILLED = ("uuid", "id", "workspaceUUID", "status", "creator", "updator", *TIMES)


@dataclasses.dataclass
class Call:
    """One validated request. now: Unix seconds on the emulator's clock."""

    operation: Operation
    action: str
    workspace: Workspace
    key: str
    now: float
    path: dict[str, str]
    query: dict[str, Any]
    body: dict[str, Any]
    variants: frozenset[str] = frozenset()

    @property
    def caller(self) -> str:
        return key_uuid(self.key)


class Kind:
    """Stored objects of one family. Subclasses name the family, its uuid prefix and answer actions in on_<action>."""

    family = ""
    prefix = ""
    not_found_code = "ft.NotFound"

    def __init__(self, family: str = "", operations: dict[str, Operation] | None = None) -> None:
        """operations: the family's operations by action."""
        self.family = self.family or family
        self.operations = operations or {}

    def answer(self, call: Call) -> Reply:
        content = getattr(self, f"on_{call.action}")(call)
        return content if isinstance(content, Reply) else Reply(content)

    def records(self, workspace: Workspace) -> dict[str, Record]:
        return workspace.collection(self.family)

    def find(self, call: Call, uuid: str) -> Record:
        record = self.records(call.workspace).get(uuid)
        if record is None:
            raise self.not_found(uuid)
        return record

    def not_found(self, uuid: str) -> ApiFailure:
        return ApiFailure(404, self.not_found_code, f"The object {uuid} does not exist")

    def store(self, call: Call, fields: Record, uuid: str | None = None) -> Record:
        """Keep a new object: its fields and what the server adds to every object."""
        record = {
            "uuid": uuid or new_uuid(self.prefix),
            "id": call.workspace.next_number(),
            "workspaceUUID": call.workspace.uuid,
            "status": 0,
            "createAt": call.now,
            "creator": call.caller,
            "updateAt": call.now,
            "updator": call.caller,
            "deleteAt": -1,
            **fields,
        }
        self.records(call.workspace)[record["uuid"]] = record
        return record

    def touch(self, call: Call, record: Record) -> None:
        """Note a change: lists show the newest change first."""
        record["updateAt"] = call.now
        record["updator"] = call.caller
        records = self.records(call.workspace)
        records[record["uuid"]] = records.pop(record["uuid"])

    def newest_first(self, call: Call) -> list[Record]:
        return list(reversed(self.records(call.workspace).values()))


def whole_seconds(record: Record) -> Record:
    """The record with its times as reads show them: integers (write answers carry fractions)."""
    return {k: int(v) if k in TIMES else v for k, v in record.items()}


def key_info(call: Call) -> dict[str, str]:
    """updatorInfo of an object that a key changed."""
    return {"iconUrl": "", "name": "API key of the emulator", "username": f"AK({call.caller})"}
