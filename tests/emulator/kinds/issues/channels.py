# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels of issues, and the levels that issues have. Some are there from the beginning, and stay as they are."""

from __future__ import annotations

from typing import Any

from ...envelope import Reply, refused
from ...workspaces import Workspace, derived_uuid
from ..base import Call, Record
from ..generic import Generic

DEFAULT_CHANNEL = "default"
_BUILT_IN = {"P0": "#E94444", "P1": "#F5A623", "P2": "#FFD24D", "Unknown": "#999999"}
_MOST_OWN_LEVELS = 10


class Channels(Generic):
    """One that every issue is in has the name default. No answer shows the escalation."""

    family = "channels"
    prefix = "chan_"

    def records(self, workspace: Workspace) -> dict[str, Record]:
        if self.family not in workspace.collections:
            uuid = derived_uuid(self.prefix, workspace.uuid)
            workspace.collections[self.family] = {
                uuid: {
                    "uuid": uuid,
                    "id": 1,
                    "workspaceUUID": workspace.uuid,
                    "status": 0,
                    "createAt": 1614149795,
                    "creator": "sys",
                    "updateAt": -1,
                    "updator": "",
                    "deleteAt": -1,
                    "name": DEFAULT_CHANNEL,
                    "description": "",
                    "notifyTarget": [],
                }
            }
        return super().records(workspace)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        answer = super().shown(call, record, schema)
        return {key: value for key, value in answer.items() if key != "notifyUpgradeCfg"}

    def on_modify(self, call: Call) -> Any:
        if call.body.get("name", DEFAULT_CHANNEL) != DEFAULT_CHANNEL:
            self.refuse_default(call)
        return super().on_modify(call)

    def on_delete(self, call: Call) -> Any:
        self.refuse_default(call)
        return super().on_delete(call)

    def refuse_default(self, call: Call) -> None:
        if self.addressed(call)["name"] == DEFAULT_CHANNEL:
            raise refused("the default channel can be neither renamed nor deleted")


class IssueLevels(Generic):
    """The built-in ones come first in the list, and tell little."""

    family = "issue_levels"
    prefix = "issl_"

    def on_add(self, call: Call) -> Any:
        if len(self.records(call.workspace)) >= _MOST_OWN_LEVELS:
            raise refused(f"there may be {_MOST_OWN_LEVELS} levels of one's own at most")
        return super().on_add(call)

    def on_list(self, call: Call) -> Any:
        built_in = [
            {"name": name, "color": color, "description": "", "isDefault": True, "uuid": f"system_level_{number}"}
            for number, (name, color) in enumerate(_BUILT_IN.items())
        ]
        reply = super().on_list(call)
        return Reply([*built_in, *reply.content])
