# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is not wanted: which objects those are, and deleting them, only inside a scope that was given and never more
than allowed."""

from __future__ import annotations

import typing as t

from .._engine.errors import InputError
from .._engine.field import MISSING
from .._engine.plan import DELETE, Plan
from .._engine.run import Run
from .wanted import Selection


def unmanaged(run: Run, kinds: t.Iterable, selection: Selection, kept: t.Container[str]) -> t.Iterator[tuple]:
    """Kind and row of every object of these kinds that the run is about and whose uuid is not kept."""
    for kind in kinds:
        for row in run.memory.rows(kind):
            if kind.uuid_of(row) not in kept and selection.holds(kind, kind.name_of(row)) and kind.is_exported(row):
                yield kind, row


def plan_prune(run: Run, scope: dict, selection: Selection, kept: set[str], max_deletions: int) -> list[Plan]:
    """Plans to delete every object in scope whose uuid is not kept, users before what they use.

    scope: ``tag``, ``name_prefix`` and ``kinds``; all that are given must fit, and at least one must be given.
    InputError when it would be more than ``max_deletions``.
    """
    if not any(scope.get(condition) for condition in ("tag", "name_prefix", "kinds")):
        raise InputError(
            "'prune' needs a scope: set 'tag', 'name_prefix' or 'kinds'; nothing outside of it is ever deleted."
        )
    kinds = [kind for kind in selection.kinds if not scope.get("kinds") or kind.name in scope["kinds"]]
    plans = []
    for kind, row in unmanaged(run, reversed(kinds), selection, kept):
        if _in_scope(run, kind, row, scope):
            values = {field.option: field.actual(row) for field in kind.fields if field.actual(row) is not MISSING}
            params = {"uuid": kind.uuid_of(row), "state": "absent"}
            plans.append(Plan(kind, DELETE, kind.uuid_of(row), params, values, values, {}, row, run.memory.names))
    if len(plans) > max_deletions:
        raise InputError(
            f"'prune' would delete {len(plans)} objects, 'max_deletions' is {max_deletions}; nothing was sent. "
            f"It would delete {', '.join(plan.title for plan in plans[:20])}{', ...' if len(plans) > 20 else ''}."
        )
    return plans


def _in_scope(run: Run, kind, row: dict, scope: dict) -> bool:
    prefix = scope.get("name_prefix")
    if prefix and not kind.name_of(row).startswith(prefix):
        return False
    if not scope.get("tag"):
        return True
    field = next((field for field in kind.fields if field.option == "tags"), None)
    if field is None:
        return False
    tags = field.actual(kind.complete(run, row, ["tags"]))
    return isinstance(tags, list) and scope["tag"] in tags
