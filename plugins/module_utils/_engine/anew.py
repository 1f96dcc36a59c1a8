# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that are made anew, since the API cannot change what differs: the new one first, then the old one goes, so
that nothing is lost when it fails in between."""

from __future__ import annotations

from .._api.errors import ApiError
from .errors import InputError, UnfinishedError
from .guard import CHANGE
from .use import users_of


def plan_anew(run, plan) -> None:
    """Let a plan that changes what the API cannot change put a new object in the old one's place. InputError without
    ``force``, and while something points to the old one."""
    kind = plan.kind
    changes = [field.option for field in kind.fields if field.life.anew and field.option in plan.differing]
    if plan.action != CHANGE or not changes:
        return
    option = changes[0]
    if not plan.params.get("force") and plan.after[option] is not True:  # which asks for nothing else
        raise InputError(
            f"The API cannot change the {option} of {plan.title} from '{plan.before[option]}' to "
            f"'{plan.after[option]}'. Set 'force: true' to recreate it and delete the old one, or give the new one "
            "another name."
        )
    users = users_of(run, kind, plan.uuid)
    if users:
        raise InputError(
            f"{plan.title} cannot be recreated with another {option}, since {', '.join(users)} would still point to "
            "the old one. Create one under another name, use it there, and delete this one."
        )
    plan.actual = {known: value for known, value in plan.actual.items() if known not in kind.not_taken_along}
    plan.after = {**plan.after, **plan.given}
    plan.uuid = None


def delete_former(run, plan) -> None:
    """Delete the object in whose place the new one is."""
    kind, old = plan.kind, plan.kind.uuid_of(plan.row)
    if kind.keeps_former(plan):
        return
    try:
        kind.delete_route.call(run.client, old, None, kind.address_of(plan.row))
    except ApiError as error:
        raise UnfinishedError(
            f"{plan.title} was recreated as {plan.uuid}, but the old one, {old}, was not deleted: {error} Delete it "
            "with 'uuid' and 'state: absent'."
        ) from error
    run.memory.drop(kind, old)
