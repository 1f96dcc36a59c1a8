# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles: what people and keys may do. The built-in ones are referred to, and never touched."""

from __future__ import annotations

import contextlib
import typing as t

from ..._api.errors import ForbiddenError, RouteNotFoundError
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS, SHOWN
from ..._engine.references import mentions
from ..._engine.route import Listing, Route
from ..._engine.rules import SET
from ..._engine.use import Use
from ..._engine.words import did_you_mean
from .._shared.roles import BUILT_IN, is_built_in
from .permission import PERMISSION

#: The service adds it to every role.
_EVERYBODYS = "routine.defaultAccess"


def _name(row: dict) -> t.Any:
    """Built-in roles are called by their word, whatever the language of the service."""
    return row.get("uuid") if is_built_in(row) else row.get("name")


def _own(permissions: t.Any) -> t.Any:
    """Without what every role has, unless it has nothing else."""
    permissions = SET.canonical(permissions)
    if not isinstance(permissions, list):
        return permissions
    return [key for key in permissions if key != _EVERYBODYS] or permissions


def _review(run, plan) -> None:
    """Look the permissions up before they are sent. Where the service tells none, it may judge itself."""
    wanted = plan.after["permissions"]
    if "permissions" not in plan.differing:
        return
    try:
        rows = run.memory.rows(PERMISSION)
    except (ForbiddenError, RouteNotFoundError):
        return
    known = [PERMISSION.name_of(row) for row in rows if PERMISSION.field("custom_roles").actual(row) is True]
    had = {*known, *(plan.before.get("permissions") or ()), _EVERYBODYS}
    unknown = [key for key in wanted if key not in had]
    if known and unknown:
        near = did_you_mean(unknown[0], known)
        raise InputError(
            f"'permissions' of {plan.title} holds what no role of one's own can have here: {', '.join(unknown)}{near}. "
            "truewatch_info with 'kind: permission' lists the existing ones."
        )


def _has_members(row: dict) -> bool:
    return str(row.get("memberCount") or 0) != "0"


def _members(run, kind, uuid: str) -> list[str]:
    """The members that have the role: as many as its row counts, by uuid where the list of members tells it."""
    count, member = str((run.memory.row(kind, uuid) or {}).get("memberCount")), run.kinds["member"]
    found: list[str] = []
    with contextlib.suppress(ForbiddenError, RouteNotFoundError):
        found += [
            member.uuid_of(row) for row in run.memory.rows(member) if mentions(member.field("roles").actual(row), uuid)
        ]
    return found + [""] * ((int(count) if count.isdigit() else 1) - len(found))


class Role(Kind):
    """A role."""

    name = "role"
    title = "role"
    plural = "roles"
    uuid_prefix = "role_"
    key = Key(aliases=(lambda row: row.get("name"), lambda row: BUILT_IN.get(row.get("uuid"))))
    list_operation = "roles_list"
    listings = (Listing({"statMember": True}),)
    create_operation = "roles_add"
    get_route = Route("roles_get", path="role_uuid")
    modify_route = Route("roles_modify", path="role_uuid")
    delete_route = Route("roles_delete", path="role_uuid")
    used_by = (
        ("data_mask_rule", "roles"),
        ("data_access_rule", "roles"),
        ("login_mapping", "roles"),
        ("sso", "role"),
        Use("sso", "role_mapping", told=False),
        Use("api_key", "roles", told=False),
        ("data_forwarding", "read_roles"),
        ("dashboard", "permissions"),
        ("dashboard", "read_permissions"),
        ("monitor", "permissions"),
        ("alert_policy", "permissions"),
        ("notify_object", "permissions"),
    )
    guards = (
        Guard("it is built in", CHANGE, rows=is_built_in, never=True),
        Guard("it is built in", DELETE, rows=is_built_in, never=True),
        Guard("takes it away from those who have it", DELETE, rows=_has_members, users=Use("member", ask=_members)),
    )
    fields = (
        Field("name", "name", read=_name, max_length=256, life=ALWAYS),
        Field("description", "desc", max_length=3000),
        Field(
            "permissions",
            "keys",
            read="permissions",
            type="list",
            elements="str",
            rule=SET._replace(canonical=_own),
            required=True,
            review=_review,
            life=ALWAYS,
        ),
        Field("built_in", read=is_built_in, type="bool", life=SHOWN),
        Field("member_count", read="memberCount", type="int", life=SHOWN),
    )


ROLE = Role()
