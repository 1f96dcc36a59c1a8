# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a whole run: every wanted object against the workspace, in the order in which relations allow it."""

from __future__ import annotations

import concurrent.futures
import heapq
import typing as t

from .._api.errors import GENERAL, ApiError
from .._engine.errors import EngineError, InputError, MissingReference, OverError
from .._engine.kind import Kind
from .._engine.plan import NOTHING, Plan, make_plan
from .._engine.run import KEEP, Expected, Run
from .._kinds.registry import KINDS
from .faults import Fault, people, refusal
from .item import Item
from .listing import ORDER, READERS, list_all
from .selection import consented


class Step:
    """One wanted object and what is to be done for it. ``uses`` are the wanted objects that it refers to."""

    def __init__(self, item: Item, plan: Plan, uses: set[tuple[str, str]]) -> None:
        self.item = item
        self.action = plan.action
        self.uuid = plan.uuid
        self.diff = plan.diff()
        self.dangers = plan.dangers
        self.last_change = plan.kind.last_change(plan.row)
        self.uses = uses
        #: References by name to nothing that are left out.
        self.left_out: list[MissingReference] = []
        #: Kept only as long as it is needed, since it holds the content.
        self.plan: Plan | None = plan if plan.action != NOTHING else None


class Planned(t.NamedTuple):
    """The plan of a whole run.

    steps: in an order in which everything exists before it is referred to. over: the objects whose time has passed,
    which are left as they are. faults: what cannot be applied.
    """

    steps: list[Step]
    over: list[tuple[Item, OverError]]
    faults: list[Fault]


def plan_all(run: Run, items: t.Sequence[Item], faults: t.Sequence[Fault], go_on: bool) -> Planned:
    """Plan every object. Sends reads only.

    faults: what is known to be wrong already. go_on: what is wrong with one object does not keep the others from being
    planned; otherwise an InputError tells all faults at once, and an object that cannot be read ends the plan.
    """
    planned = Planned([], [], list(faults))
    try:
        _compare(run, items, planned, go_on)
    except ApiError as error:
        if planned.faults and not go_on:
            raise refusal(planned.faults, f" More may be wrong: the workspace could not be read. {error}") from error
        raise
    _review_sets(run, items, planned.faults)
    _warn_of_left_out(run, planned.steps)
    steps = _without_circles(_without_twins(planned.steps, planned.faults), planned.faults)
    if planned.faults and not go_on:
        raise refusal(planned.faults)
    return planned._replace(steps=steps)


def _compare(run: Run, items: t.Sequence[Item], planned: Planned, go_on: bool) -> None:
    keys = {(item.kind.name, text): item.key for item in items for text in (item.key[1], item.chosen_uuid) if text}
    list_all(run, {item.kind.name for item in items})

    def plan_one(item: Item) -> Step | None:
        try:
            return plan_item(run, item, Expected(keys))
        except OverError as error:
            run.warn(f"{item} in {item.place} is passed over. {error}")
            planned.over.append((item, error))
        except EngineError as error:
            planned.faults.append(Fault.of(item, error))
        except ApiError as error:
            if not go_on or isinstance(error, GENERAL):
                raise
            planned.faults.append(Fault.of(item, error))
        return None

    with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
        for number, step in enumerate(readers.map(plan_one, items), 1):
            if step is not None:
                planned.steps.append(step)
            run.tell(f"{number} of {len(items)} objects compared, {run.client.api_calls} requests")


def _review_sets(run: Run, items: t.Sequence[Item], faults: list[Fault]) -> None:
    """Let each kind that has something to say look at all its wanted objects."""
    for kind in KINDS.values():
        own = [item for item in items if item.kind is kind]
        if own and type(kind).review_set is not Kind.review_set:
            try:
                kind.review_set(run, [(item.holder, item.load()) for item in own])
            except InputError as error:
                faults.append(Fault.of(own[0], error))


def _warn_of_left_out(run: Run, steps: t.Iterable[Step]) -> None:
    """Tell once per reference which objects are applied without it."""
    users: dict[MissingReference, list[Item]] = {}
    for step in steps:
        for one in step.left_out:
            users.setdefault(one, []).append(step.item)
    what = "is left out; its option stays as it is in" if run.params["relations"] == KEEP else "is left out of"
    for one, items in users.items():
        run.warn(f"The {one.what} '{one.name}', which neither the set nor this workspace has, {what} {people(items)}.")


def plan_item(run: Run, item: Item, expected: Expected | None) -> Step:
    """The step of one object, with the names in ``expected`` taken for known."""
    own = Run({}, run.client, run.memory, KINDS, run.check_mode, run.now)
    own.expected = expected
    own.seen = run.seen
    own.relations = run.params["relations"]
    own.renames = run.renames
    plan = make_plan(own, item.kind, _with_consent(run, item))
    for text in own.warnings:
        run.warn(f"{item}: {text}")
    step = Step(item, plan, expected.used if expected else set())
    step.left_out = [one for lost in own.left_out.values() for one in lost]
    return step


def _with_consent(run: Run, item: Item) -> dict:
    """The options of the object, with the consent of the run to what is dangerous about its kind. A consent in a file
    would hold for every run to come."""
    params = item.load()
    if "force" not in params:
        return params
    if params["force"]:
        run.warn(f"{item}: 'force' in a set has no effect. Allow it in the task with 'force: [{item.kind.name}]'.")
    return {**params, "force": item.kind.name in consented(run.params.get("force"), run.check_mode)}


def _without_twins(steps: t.Sequence[Step], faults: list[Fault]) -> list[Step]:
    """The steps without those that mean an object which another one means too, for example by its identifier."""
    met: dict[str, list[Step]] = {}
    for step in steps:
        if step.uuid:
            met.setdefault(step.uuid, []).append(step)
    doubled = [same for same in met.values() if len(same) > 1]
    for same in doubled:
        for number, step in enumerate(same):
            other = same[0 if number else 1].item
            text = f"{step.item} is the same object as {other} in {other.place}."
            faults.append(Fault.of(step.item, InputError(text)))
    lost = {id(step) for same in doubled for step in same}
    return [step for step in steps if id(step) not in lost]


def _without_circles(steps: t.Sequence[Step], faults: list[Fault]) -> list[Step]:
    """The steps in order, without those that refer to each other in a circle, or to such."""
    by_key = {step.item.key: step for step in steps}
    waiting = {key: {used for used in step.uses if used in by_key} for key, step in by_key.items()}
    users: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for key, uses in waiting.items():
        for used in uses:
            users.setdefault(used, []).append(key)
    ready = [(ORDER[key[0]], key[1], key) for key, uses in waiting.items() if not uses]
    heapq.heapify(ready)
    ordered = []
    while ready:
        key = heapq.heappop(ready)[2]
        ordered.append(by_key.pop(key))
        for user in users.get(key, ()):
            waiting[user].discard(key)
            if not waiting[user]:
                heapq.heappush(ready, (ORDER[user[0]], user[1], user))
    if by_key:
        text = (
            f"Objects of the wanted set refer to each other in a circle: {_circle(waiting, by_key)}. "
            "Name the relation on one side only."
        )
        faults.extend(Fault.of(step.item, InputError(text)) for step in by_key.values())
    return ordered


def _circle(waiting: dict[tuple[str, str], set[tuple[str, str]]], by_key: dict) -> str:
    left = {
        key: sorted(uses & {other for other, open_ in waiting.items() if open_})
        for key, uses in waiting.items()
        if uses
    }
    path = [min(key for key, uses in left.items() if uses)]
    while path.count(path[-1]) == 1:
        path.append(left[path[-1]][0])
    return " -> ".join(str(by_key[key].item) for key in path[path.index(path[-1]) :])
