# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Controllers that share no folder can apply the same set at once, and each makes what the lists lacked. So a run looks
once more when it has created: of two objects of one name the older one stays, and each run takes away only its own."""

from __future__ import annotations

import typing as t

from .._engine.plan import Plan
from .._engine.run import Run

#: Times of creation are whole seconds.
_RESOLUTION = 1.0


class Made(t.NamedTuple):
    """An object that the run created: its step, and the plan that was carried out."""

    step: t.Any
    plan: Plan


def losers(run: Run, made: t.Sequence[Made]) -> list[tuple[Made, dict]]:
    """Those of the created objects that have an older twin, each with its row; the memory does not hold them any more.

    Lists each kind of them anew, once the second in which they were made is over: what comes after the list is younger
    then, and of two made in one second both runs see both.
    """
    run.sleep(min(_RESOLUTION, max(run.client.remaining(), 0)))
    for kind in {one.plan.kind.name: one.plan.kind for one in made}.values():
        run.memory.refresh(kind)
    found = []
    for one in made:
        kind, uuid = one.plan.kind, one.plan.uuid
        own = run.memory.row(kind, uuid)
        twins = [row for row in _twins(run, one.plan) if kind.uuid_of(row) != uuid]
        if own is None or not twins:
            continue
        if kind.delete_route is None:
            run.warn(
                f"There is another {one.step.item}, {kind.uuid_of(twins[0])}, and the API cannot delete one: delete "
                f"it, or {uuid} of this run, in the console."
            )
            continue
        elder = min([own, *twins], key=lambda row: _age(kind, row))
        if elder is own or not all(isinstance(row.get("createAt"), (int, float)) for row in (own, *twins)):
            run.warn(
                f"There is another {one.step.item}, {kind.uuid_of(twins[0])}, made at the same time as {uuid} of this "
                "run. A run that made it takes it away again; if it stays, delete one of them by its uuid."
            )
            continue
        run.warn(
            f"Another run made a {one.step.item} at the same time. The older one, {kind.uuid_of(elder)}, stays, and "
            f"{uuid} of this run is deleted."
        )
        run.memory.drop(kind, uuid)
        found.append((one, own))
    return found


def _twins(run: Run, plan: Plan) -> list[dict]:
    """The rows that the options of the plan can mean; none where the caller chooses the uuid, which is there once."""
    if plan.kind.chosen_uuid(plan.params):
        return []
    return plan.kind.meant(run.memory.called(plan.kind, plan.name), plan.params)


def _age(kind, row: dict) -> tuple[float, str]:
    """Older ones first, and the same one first on each controller."""
    created = row.get("createAt")
    return (created if isinstance(created, (int, float)) else 0.0), kind.uuid_of(row)
