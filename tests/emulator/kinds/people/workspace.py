# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The workspace that a key belongs to: what can be set of it is kept, all else is the documented example."""

from __future__ import annotations

from typing import Any

from ..base import Call, Kind, Record
from ..generic import documented


def _kept(call: Call, what: str) -> Record:
    return call.workspace.collection("settings").setdefault(what, {})


class CurrentWorkspace(Kind):
    """The answer to a change is the documented one, which has another name than was sent."""

    family = "workspace"

    def on_get(self, call: Call) -> Any:
        example = documented(call.operation).content
        own = {"uuid": call.workspace.uuid, "name": call.workspace.name, "desc": ""}
        return {**example, **own, **_kept(call, "workspace")}

    def on_modify(self, call: Call) -> Any:
        _kept(call, "workspace").update(call.body)
        return documented(call.operation)

    def on_create(self, call: Call) -> Any:
        return documented(call.operation)


class Declaration(Kind):
    """A change replaces all attributes but the platform's own (our reading). Reads show a stray member."""

    family = "workspace_declaration"

    def on_get(self, call: Call) -> Any:
        own = {"business": [], "declaration": None, "organization": "88"}
        return {**own, **_kept(call, "declaration")}

    def on_modify(self, call: Call) -> Any:
        kept = _kept(call, "declaration")
        kept.clear()
        kept.update({**call.body["declaration"], "organization": "88"})
        return True


class Menu(Kind):
    """Until somebody sets it, the answer is the documented one, in its older form without a second level."""

    family = "workspace_menu_v2"

    def on_get(self, call: Call) -> Any:
        return {**documented(call.operation).content, **_kept(call, "menu")}

    def on_set(self, call: Call) -> Any:
        _kept(call, "menu")["config"] = call.body["menu"]
        return self.on_get(call)


class DefaultIssueLevels(Kind):
    family = "issue_levels_config"

    def on_get(self, call: Call) -> Any:
        return {"isDisabled": False, **_kept(call, "issue_levels")}

    def on_set(self, call: Call) -> Any:
        _kept(call, "issue_levels").update(call.body)
        return self.on_get(call)
