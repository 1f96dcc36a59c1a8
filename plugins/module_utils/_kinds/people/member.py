# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of the workspace: read only, so that others can be told who is meant by an e-mail address."""

from __future__ import annotations

import typing as t

from ..._engine.field import MISSING, Field
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.rules import SET
from .._shared.roles import roles


def _roles(row: dict) -> t.Any:
    """The uuids of the roles; older services tell one role only."""
    if row.get("roles"):
        return [role["uuid"] for role in row["roles"]]
    return [row["role"]] if row.get("role") else MISSING


class Member(Kind):
    """A member. The name is the e-mail address; the name shown in the console means the same person."""

    name = title = "member"
    plural = "members"
    uuid_prefix = "acnt_"
    key = Key(fold=True, aliases=("display_name",))
    list_operation = "workspace_members_list"
    fields = (
        Field("name", "email"),
        Field("display_name", "name"),
        Field("roles", read=_roles, type="list", elements="str", rule=SET, resolve=roles),
    )


MEMBER = Member()
