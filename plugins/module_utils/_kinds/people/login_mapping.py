# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that give roles by an attribute of the login. Services on premises alone have them."""

from __future__ import annotations

from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS
from ..._engine.route import Route
from ..._engine.rules import SET
from .._shared.roles import roles, without_owner
from ._mapping import LOCKS_OUT, loses_roles


def _loses_roles(plan) -> bool:
    return loses_roles(plan.before.get("roles"), plan.after.get("roles"))


def _review_roles(_run, plan) -> None:
    if not plan.after["roles"]:
        raise InputError(f"'roles' of {plan.title} is empty: name those that it gives, or delete the rule.")


class LoginMapping(Kind):
    """A rule, known by attribute and value."""

    name = "login_mapping"
    title = "login mapping"
    plural = "login mappings"
    uuid_prefix = "lgmp_"
    key = Key(("attribute", "value"))
    list_operation = "login_mappings_list"
    create_operation = "login_mappings_add"
    modify_route = Route("login_mappings_modify", path="lgmp_uuid")
    delete_route = Route(
        "login_mappings_delete",
        path="lgmp_uuid",
        many=Route("login_mappings_batch_delete", body_list="lgmpUUIDs"),
    )
    guards = (
        Guard(LOCKS_OUT, DELETE),
        Guard(LOCKS_OUT, CHANGE, options=("attribute", "value")),
        Guard(LOCKS_OUT, CHANGE, options=("roles",), when=_loses_roles),
    )
    fields = (
        Field("attribute", "sourceField", max_length=256, required=True, life=ALWAYS),
        Field("value", "sourceValue", max_length=256, life=ALWAYS),
        Field(
            "roles",
            "targetValues",
            type="list",
            elements="str",
            rule=SET,
            required=True,
            check=without_owner("roles", "which nobody can be given"),
            resolve=roles,
            review=_review_roles,
            life=ALWAYS,
        ),
    )

    def objections(self, run, plan) -> list[Guard]:
        """The last rule stays: without one nobody gets a role."""
        is_last = plan.action == DELETE and len(run.memory.sure_rows(self)) == 1
        last = [Guard("it is the last one, and nobody would get a role", DELETE, never=True)] if is_last else []
        return [*last, *super().objections(run, plan)]


LOGIN_MAPPING = LoginMapping()
