# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Danger and protection: what a plan would destroy is said and needs consent; what must not be touched is refused."""

from __future__ import annotations

import typing as t

from .errors import DangerError, InputError
from .use import Use

#: What a plan may do.
NOTHING, CREATE, CHANGE, DELETE = "nothing", "create", "change", "delete"
_DOING = {CREATE: "Creating", CHANGE: "Changing", DELETE: "Deleting"}
_DONE = {CREATE: "created", CHANGE: "changed", DELETE: "deleted"}


class Guard(t.NamedTuple):
    """What one action on objects of a kind does to more than the object, or why it must not happen.

    says: what the action does (``deletes every log in it``); with ``never`` the reason (``it is built in``).
    action: CREATE, CHANGE or DELETE.
    options: only a change of one of these counts; all of them when empty.
    rows: which objects are meant, told by what a list shows of them.
    when: which plans are meant, by more than that.
    users: the objects for whose sake alone the guard stands, told by an ``ask`` (an empty uuid for each that it cannot
    name). A prune may delete the object in the run that deletes them, or that takes the object out of them.
    never: ``force`` does not help.
    mild: it is told, and needs no consent.
    """

    says: str
    action: str
    options: tuple[str, ...] = ()
    rows: t.Callable[[dict], bool] = lambda row: True
    when: t.Callable[[t.Any], bool] = lambda plan: True
    users: Use | None = None
    never: bool = False
    mild: bool = False

    def stands_against(self, plan) -> bool:
        """Whether the plan would do this."""
        if plan.action != self.action or not self.rows(plan.row):
            return False
        is_meant = not self.options or bool(plan.differing.intersection(self.options))
        return is_meant and self.when(plan)


def guarded(run, plan):
    """The plan, with what it would destroy in ``plan.dangers``. InputError when it must never be carried out, and when
    it is dangerous and nobody consented with ``force``."""
    objections = plan.kind.objections(run, plan)
    refused = [guard.says for guard in objections if guard.never]
    if refused:
        raise InputError(f"{plan.title} cannot be {_DONE[plan.action]}: {' and '.join(refused)}.")
    plan.dangers = [guard.says for guard in objections]
    serious = [guard.says for guard in objections if not guard.mild]
    if serious and not plan.params.get("force"):
        raise DangerError(f"{_DOING[plan.action]} {plan.title} {' and '.join(serious)}.")
    return plan
