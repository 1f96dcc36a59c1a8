# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles that a rule about data names, and what becomes of data once it names a role no longer."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.life import ALWAYS
from ..._engine.rules import SET
from .._shared.roles import roles, without_owner


def role_field() -> Field:
    """The option ``roles``, without which no rule counts."""
    return Field(
        "roles",
        "roleUUIDs",
        type="list",
        elements="str",
        rule=SET,
        required=True,
        check=without_owner("roles", "whom no rule binds"),
        resolve=roles,
        life=ALWAYS,
    )


def _loses_roles(plan) -> bool:
    return bool(set(plan.before.get("roles") or ()).difference(plan.after.get("roles") or ()))


def opening_guards(says: str, those: str) -> tuple[Guard, ...]:
    """The guards of a rule that protects data while it is there: ``says`` what its end does, ``those`` to whom."""
    return (
        Guard(f"{says} {those}", DELETE),
        Guard(f"{says} {those}", CHANGE, options=("enabled",), when=lambda plan: plan.after["enabled"] is False),
        Guard(f"{says} the roles that are taken out", CHANGE, options=("roles",), when=_loses_roles),
    )
