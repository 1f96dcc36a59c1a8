# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several objects of one kind in one request, where the API has a route that takes many uuids: what is deleted,
switched on or off, or changed in the same way."""

from __future__ import annotations

import json
import typing as t

from .._api.errors import GENERAL, ApiError
from .creation import is_made_meanwhile
from .ensure import settled
from .errors import EngineError, UnfinishedError
from .plan import CHANGE, DELETE, Plan
from .route import Route
from .rows import WRITTEN

#: The most objects of one request. The API names no limit; this many uuids still fit into a URL.
MOST = 50


class _Request(t.NamedTuple):
    """What carries out a plan: the route for many, and what is sent beside the uuids."""

    route: Route
    body: dict | None


def _request(plan: Plan) -> _Request | None:
    """The request that carries out the plan together with others; None for a plan that goes alone."""
    kind, route, body = plan.kind, None, None
    differing = [kind.field(option) for option in plan.differing]
    if plan.action == DELETE:
        route, body = kind.delete_route, kind.body_of_deletion(plan)
    elif plan.action == CHANGE and not plan.makes_object:
        if differing == [kind.switch]:
            route = kind.enable_route if plan.target[kind.switch.option] else kind.disable_route
        elif kind.modify_route and kind.modify_route.for_many and not any(one.part or one.switch for one in differing):
            route, body = kind.modify_route, kind.body_of_change(plan)
    many = route.for_many if route and not kind.key.address else None
    return _Request(many, body) if many else None


def together(plan: Plan) -> t.Hashable:
    """What is equal for plans that one request can carry out, in the order of their list; None for a plan that goes
    alone."""
    request = _request(plan)
    return request and (plan.kind.name, plan.action, request.route.operation, _text(request.route.extra, request.body))


def _text(*values: t.Any) -> str:
    return json.dumps(values, sort_keys=True)


def apply_many(run, plans: t.Sequence[Plan]) -> list[Plan | Exception | None]:
    """Carry out at most MOST plans of which ``together`` says the same, in one request. The memory holds the objects as
    they are now.

    Returns for each plan, in their order: the plan when it was carried out, an UnfinishedError when the answer was lost
    and it is not, None when it is to be carried out alone. Raises an ApiError that would meet every other request too.

    A refusal does not say of which object it speaks, nor whether the others were written: the list is read then, and
    what it still shows as it was goes alone, so that each object gets an answer of its own.
    """
    kind, request = plans[0].kind, _request(plans[0])
    alone = [plan for plan in plans if plan.action == CHANGE and is_made_meanwhile(run, plan)]
    sent = [plan for plan in plans if plan not in alone]
    outcomes: dict[int, Plan | Exception | None] = dict.fromkeys(map(id, plans))
    try:
        if len(sent) > 1:
            request.route.call(run.client, [plan.uuid for plan in sent], request.body)
            outcomes.update({id(plan): _kept(run, plan) for plan in sent})
    except ApiError as error:
        if isinstance(error, GENERAL) and not error.outcome_unknown:
            raise
        outcomes.update(_read_back(run, kind, sent, error))
    finally:
        run.memory.on_write()
    return [outcomes[id(plan)] for plan in plans]


def _kept(run, plan: Plan) -> Plan:
    """The plan, which was carried out."""
    return settled(run, plan, {WRITTEN: {option: plan.target[option] for option in plan.differing}})


def _is_done(plan: Plan, row: dict | None) -> bool:
    """Whether the row that the list shows, None when it shows none, is what the plan was to make of the object."""
    if plan.action == DELETE or row is None:
        return plan.action == DELETE and row is None
    now = plan.kind.values(row)
    return all(
        option in now and plan.kind.field(option).seen(now[option], plan.after[option]) == plan.after[option]
        for option in plan.differing
    )


def _read_back(run, kind, plans: t.Sequence[Plan], error: ApiError) -> dict[int, Plan | Exception | None]:
    """What a request that was refused, or whose answer was lost, has done, by one list."""
    try:
        for plan in plans:
            run.memory.drop(kind, plan.uuid)  # what single reads told of it was before the write
        run.memory.refresh(kind)
    except (ApiError, EngineError) as later:
        text = f"{error} What has become of {{}} could not be read back: {later}"
        return {id(plan): UnfinishedError(text.format(plan.title)) for plan in plans}
    outcomes: dict[int, Plan | Exception | None] = {}
    for plan in plans:
        if _is_done(plan, run.memory.row(kind, plan.uuid)):
            outcomes[id(plan)] = _kept(run, plan)
        elif error.outcome_unknown:
            outcomes[id(plan)] = UnfinishedError(
                f"{error} Read back afterwards: the {plan.action} of {plan.title} is still to be done. "
                "Run the task again."
            )
    if outcomes and error.outcome_unknown:
        done = [outcome for outcome in outcomes.values() if isinstance(outcome, Plan)]
        run.warn(
            f"The answer to the {plans[0].action} of {len(plans)} {kind.plural} at once was lost; read back, "
            f"{len(done)} are as wanted."
        )
    return outcomes
