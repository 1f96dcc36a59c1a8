# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of issues: those of the platform, which nobody changes, and one's own."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.route import Route
from ..._engine.rules import SUBSET
from .._shared.colours import COLOUR


def _is_built_in(row: dict) -> bool:
    return bool(row.get("isDefault"))


class IssueLevel(Kind):
    """A level. The built-in ones can be referred to."""

    name = "issue_level"
    title = "issue level"
    plural = "issue levels"
    uuid_prefix = "issl_"
    list_operation = "issue_levels_list"
    create_operation = "issue_levels_add"
    modify_route = Route("issue_levels_modify", path="issue_level_uuid")
    delete_route = Route("issue_levels_delete", body_list="uuids")
    used_by = (("monitor", "definition"), ("issue_discovery", "level"))
    guards = (
        Guard("it is built in", CHANGE, rows=_is_built_in, never=True),
        Guard("it is built in", DELETE, rows=_is_built_in, never=True),
    )
    fields = (
        Field("name", "name", max_length=256),
        Field("colour", "color", argument={"aliases": ["color"]}, rule=COLOUR, required=True),
        Field("description", "description"),
        Field("extend", "extend", type="dict", rule=SUBSET),
    )


ISSUE_LEVEL = IssueLevel()
