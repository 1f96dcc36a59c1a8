# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not wanted: which objects those are, and deleting them, only inside a scope that was given, never more than
allowed, and nothing that is still used."""

from __future__ import annotations

import contextlib
import time
import typing as t

from .._api.errors import NotFoundError
from .._engine.errors import ODD, InputError
from .._engine.history import History
from .._engine.plan import CHANGE, Plan, plan_deletion
from .._engine.references import mentions
from .._engine.run import Run
from .._engine.use import users_of
from .._engine.values import texts
from .faults import some
from .item import Item
from .plan import Step
from .selection import Selection

#: Conditions of the scope about who created or changed an object, and when.
HISTORY = ("created_by", "updated_by", "updated_before")


def unmanaged(run: Run, kinds: t.Iterable, selection: Selection, kept: t.Container[str]) -> t.Iterator[tuple]:
    """Kind and row of every object of these kinds that the run is about and whose uuid is not kept."""
    for kind in kinds:
        for row in run.memory.rows(kind):
            # Every row is asked about, so that no pattern that fits one counts as fitting nothing.
            if selection.holds_row(kind, row) and kind.uuid_of(row) not in kept and _is_own(run, kind, row):
                yield kind, row


def _is_own(run: Run, kind, row: dict) -> bool:
    """Whether the object is none that the platform made itself; one that cannot be read counts as such, and is told."""
    try:
        return not kind.only_name and kind.is_exported(row)
    except ODD as error:
        run.warn(
            f"{kind.title} '{kind.name_of(row)}' cannot be read and is left alone ({type(error).__name__}: {error})."
        )
        return False


def named_apart(run: Run, items: t.Iterable[Item]) -> set[str]:
    """The uuids of the objects that the items mean by more than their name, which may be another one by now."""
    uuids: set[str] = set()
    for item in items:
        params = item.load()
        if params.get("uuid"):
            uuids.add(params["uuid"])
        elif item.kind.chosen_uuid(params):
            uuids.add(item.kind.chosen_uuid(params))
            uuids.update(
                item.kind.uuid_of(row) for row in run.memory.rows(item.kind) if item.kind.is_identified(row, params)
            )
    return uuids


def plan_prune(
    run: Run, scope: dict, selection: Selection, kept: set[str], steps: t.Sequence[Step], max_deletions: int
) -> list[Plan]:
    """Plans to delete every object in scope whose uuid is not kept, users before what they use.

    scope: ``tag``, ``name_prefix``, ``kinds`` and those of HISTORY; all that are given must fit, and at least one must
    be given.
    steps: what the run does before. InputError when it would be more than ``max_deletions``, or what is still used.
    """
    in_scope = Selection(scope.get("kinds")).kinds
    kinds = [kind for kind in selection.kinds if kind in in_scope]
    found = []
    for kind, row in unmanaged(run, reversed(kinds), selection, kept):
        with _unless_gone(run, kind, row):
            if not kind.is_permanent(row) and _in_scope(run, kind, row, scope):
                found.append((kind, row))
    unsure = {kind for kind in kinds if scope.get("kinds") is None and not all(use.told for use in kind.uses)}
    sure = [(kind, row) for kind, row in found if kind not in unsure]
    free = _free(run, sure, [step.plan for step in steps if step.plan is not None])
    plans = []
    left: dict[t.Any, list[str]] = {}
    untold: dict[t.Any, list[str]] = {}
    for kind, row in found:
        if kind in unsure and kind.is_prunable(row):
            untold.setdefault(kind, []).append(f"'{kind.name_of(row)}'")
        elif kind.uuid_of(row) not in free:
            left.setdefault(kind, []).append(f"'{kind.name_of(row)}'")
        else:
            plans.append(plan_deletion(run, kind, {"uuid": kind.uuid_of(row), "state": "absent"}, row))
    for kind, names in left.items():
        run.warn(f"'prune' never deletes {_whom(kind, names)}. If that is meant, delete by a task of its own.")
    for kind, names in untold.items():
        run.warn(
            f"'prune' leaves {_whom(kind, names)}: no answer tells all that may use it. If that is meant, name "
            f"'{kind.name}' in 'prune.kinds'."
        )
    if len(plans) > max_deletions:
        raise InputError(
            f"'prune' would delete {len(plans)} objects, 'max_deletions' is {max_deletions}; nothing was written. "
            f"It would delete {', '.join(plan.title for plan in plans[:20])}{', ...' if len(plans) > 20 else ''}."
        )
    _refuse_used(run, plans, steps)
    return _users_first(plans)


def _free(run: Run, found: t.Sequence[tuple], changes: t.Sequence[Plan]) -> set[str]:
    """The uuids of the found objects that no guard protects, once the users for whose sake it does are gone: deleted as
    well, or changed so that they refer to the object no more."""
    free = {kind.uuid_of(row) for kind, row in found if kind.is_prunable(row)}
    waiting = [(kind, row) for kind, row in found if kind.prunable and kind.uuid_of(row) not in free]
    touched = {kind.name for kind, _row in found} | {plan.kind.name for plan in changes}

    def is_free(kind, row: dict) -> bool:
        uuid, uses = kind.uuid_of(row), [guard.users for guard in kind.protecting(row)]
        if not all(use and touched.intersection(use.names) for use in uses):
            return False
        left = [plan.uuid for plan in changes if mentions(plan.actual, uuid) and not mentions(plan.target, uuid)]
        return all(user in free or user in left for use in uses for user in use.ask(run, kind, uuid))

    while True:
        more = {kind.uuid_of(row) for kind, row in waiting if kind.uuid_of(row) not in free and is_free(kind, row)}
        if not more:
            return free
        free |= more


def _whom(kind, names: list[str]) -> str:
    whom = f"{len(names)} {kind.plural}" if len(names) > 1 else f"the {kind.title}"
    return f"{whom} {some(names)}"


@contextlib.contextmanager
def _unless_gone(run: Run, kind, row: dict) -> t.Iterator[None]:
    """Pass over an object that is deleted while the workspace is read; it is told."""
    try:
        yield
    except NotFoundError:
        run.memory.drop(kind, kind.uuid_of(row))
        run.warn(f"{kind.title} '{kind.name_of(row)}' was deleted while the workspace was read.")


def check_scope(scope: dict) -> None:
    """InputError for a scope that does not say what may be deleted: a condition that came out empty, as variables do,
    must not widen it."""
    given = {condition: value for condition, value in scope.items() if value is not None}
    if not given:
        raise InputError(
            "'prune' needs a scope: set 'tag', 'name_prefix', 'kinds', 'created_by', 'updated_by' or "
            "'updated_before'; nothing outside of it is ever deleted."
        )
    empty = [condition for condition, value in given.items() if not value]
    if empty:
        raise InputError(
            f"'prune.{empty[0]}' is empty, which says nothing about what may be deleted: "
            "give it a value, or leave it out."
        )
    Selection(given.get("kinds"))
    _history(scope, time.time())


def _refuse_used(run: Run, plans: t.Sequence[Plan], steps: t.Sequence[Step]) -> None:
    """InputError when objects that stay, or that the run makes, refer to what would be deleted."""
    gone = {plan.uuid for plan in plans}
    changes = [step.plan for step in steps if step.plan is not None]
    # A changed object counts as it will be, any other one as it is.
    gone |= {plan.uuid for plan in changes if plan.action == CHANGE}
    faults = []
    for plan in plans:
        users: list[str] = []
        with contextlib.suppress(NotFoundError):  # gone meanwhile, as is wanted
            users += users_of(run, plan.kind, plan.uuid, gone, lists=None)
        users += [change.title for change in changes if mentions(change.target, plan.uuid)]
        if users:
            faults.append(f"{plan.title} is still used by {', '.join(dict.fromkeys(users))}.")
    if faults:
        raise InputError(
            f"'prune' would delete what stays in use; nothing was written. {' '.join(faults)} "
            "Take it out there, or narrow 'prune'."
        )


def _users_first(plans: t.Sequence[Plan]) -> list[Plan]:
    """The plans with those that refer to others of their own kind before these."""
    named = {plan.uuid: _named(plan) for plan in plans}
    users = {
        plan.uuid: [other for other in plans if other is not plan and plan.uuid in named[other.uuid]] for plan in plans
    }
    ordered: dict[str, Plan] = {}

    def add(plan: Plan, path: tuple[str, ...] = ()) -> None:
        if plan.uuid not in ordered and plan.uuid not in path:
            for user in users[plan.uuid]:
                add(user, (*path, plan.uuid))
            ordered[plan.uuid] = plan

    for plan in plans:
        add(plan)
    return list(ordered.values())


def _named(plan: Plan) -> set[str]:
    """The texts among which the uuids of objects of the same kind are that the object refers to."""
    options = [use.option for use in plan.kind.uses if plan.kind.name in use.names]
    return {text for option in options for text in texts(plan.before.get(option))}


def _history(scope: dict, now: float) -> History:
    return History({name: scope[name] for name in HISTORY if scope.get(name) is not None}, now, "prune")


def _in_scope(run: Run, kind, row: dict, scope: dict) -> bool:
    prefix = scope.get("name_prefix")
    if prefix and not kind.name_of(row).startswith(prefix):
        return False
    # What the service does not tell is no reason to delete.
    if not _history(scope, run.now()).fits(kind, row):
        return False
    if not scope.get("tag"):
        return True
    field = next((field for field in kind.fields if field.option == "tags"), None)
    if field is None:
        return False
    tags = field.actual(kind.complete(run, row, ["tags"]))
    return isinstance(tags, list) and scope["tag"] in tags
