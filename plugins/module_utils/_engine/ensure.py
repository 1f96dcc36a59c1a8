# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring one object to the wanted state: plan, write, and make sure of a write whose outcome is unknown."""

from __future__ import annotations

import contextlib

from .._api.errors import ApiError, NotFoundError
from .anew import delete_former
from .creation import is_made_meanwhile, sole_maker
from .errors import EngineError, UnfinishedError
from .find import by_name
from .names import check_kept_name, normal
from .plan import CHANGE, CREATE, DELETE, Plan, make_plan, note_written
from .references import KNOWN_AFTER_APPLY
from .rows import WRITTEN, after_write


def ensure(run, kind, params: dict) -> dict:
    """Plan and, outside check mode, apply. Returns the module's result: ``changed``, ``diff`` and the object under the
    kind's name."""
    plan = make_plan(run, kind, params)
    if plan.changed and not run.check_mode:
        plan = apply(run, plan)
    elif plan.action == DELETE:
        run.memory.drop(kind, plan.uuid)  # as the next item of a loop would find it
    return result(plan)


def result(plan: Plan) -> dict:
    """The module's result of a plan: equal in check mode and in a real run, but for a uuid that only the server can
    give."""
    described = {}
    if plan.action != DELETE and (plan.uuid or plan.after):
        described = plan.kind.describe(plan.target, plan.uuid or KNOWN_AFTER_APPLY, plan.names)
    dangers = {"dangers": plan.dangers} if plan.dangers else {}
    return {"changed": plan.changed, "diff": plan.diff(), plan.kind.name: described, **dangers, **plan.once}


def apply(run, plan: Plan) -> Plan:
    """Write what is planned. Returns the plan that was carried out: another one when somebody else made the object
    meanwhile. Its ``uuid`` is the object's, and the memory holds the object as it is now."""
    try:
        if plan.action == CHANGE and not plan.makes_object and is_made_meanwhile(run, plan):
            plan = make_plan(run, plan.kind, plan.asked)
            if not plan.changed:
                return plan
        if not plan.makes_object:
            return _carry_out(run, plan)
        with sole_maker(run, plan) as is_doubtful:
            if is_doubtful:
                plan = make_plan(run, plan.kind, plan.asked)
            return _carry_out(run, plan) if plan.changed else plan
    except (ApiError, EngineError) as error:
        if plan.once:  # whatever failed later, it is told now or never
            error.result = plan.once
        raise
    finally:
        run.memory.on_write()


def _carry_out(run, plan: Plan) -> Plan:
    if plan.action == DELETE:
        _delete(run, plan)
        return settled(run, plan, {})
    answer = _write(run, plan)
    plan.uuid = plan.kind.uuid_of(answer) or plan.uuid
    if not plan.uuid:  # merely asked for
        return plan
    return settled(run, plan, answer)


def settled(run, plan: Plan, answer: dict) -> Plan:
    """The plan, which was carried out and answered so; the memory holds the object as it is now."""
    kind = plan.kind
    if plan.action == DELETE:
        run.memory.drop(kind, plan.uuid)
        kind.deleted(run, plan)
        return plan
    base = {} if plan.makes_object else plan.row
    row = {**after_write(plan, base, answer), kind.key.uuid[0]: plan.uuid}
    former = kind.uuid_of(base)
    if former and former != plan.uuid:
        run.memory.drop(kind, former)
    run.memory.put(kind, plan.uuid, row)
    if kind.name_option in plan.differing:
        _check_name(run, plan, row)
    note_written(run, plan, row)
    return plan


def _check_name(run, plan: Plan, row: dict) -> None:
    """See that the service keeps the name. Where its answer tells none, a name that it may well change is read."""
    kind, name = plan.kind, plan.after[plan.kind.name_option]
    if kind.name_option in row.get(WRITTEN, {}) and name != normal(name):
        run.memory.refresh(kind)
        row = run.memory.row(kind, plan.uuid) or row
    check_kept_name(kind, name, row)


def _delete(run, plan: Plan) -> None:
    try:
        with contextlib.suppress(NotFoundError):  # gone since it was planned, as was wanted
            plan.kind.delete(run, plan)
    except ApiError as error:
        _read_back(run, plan, error)


def _write(run, plan: Plan) -> dict:
    """Write the object, then its switch; returns what the service tells of it then."""
    kind = plan.kind
    switch = kind.switch.option if kind.switch else None
    row: dict = {}
    is_new = plan.makes_object
    if is_new or plan.differing - {switch}:
        row = _written(run, plan, switch)
    switched = plan.target.get(switch) is False if is_new else switch in plan.differing
    if switched:
        _switch(run, plan, plan.target[switch])
        row = {**row, WRITTEN: {switch: plan.target[switch]}}
    return row


def _written(run, plan: Plan, switch: str | None) -> dict:
    """What the service tells of the object after create or change. An answer that should say which object was made and
    does not says nothing about whether one was."""
    kind, is_new = plan.kind, plan.makes_object
    left = kind.left_by_create(run, plan) if is_new else []
    besides = dict.fromkeys([*left, *([switch] if switch else [])])  # they come after this
    try:
        row = kind.create(run, plan) if is_new else kind.change(run, plan)
    except ApiError as error:
        _see_what_is_lost(plan, error)
        row = _read_back(run, plan, error, besides)
    else:
        if is_new and not kind.uuid_of(row):
            found = None if kind.answers.uuid else _found(run, plan)
            if found is None and not kind.key.known:
                return row
            _see_what_is_lost(plan, kind.nameless())
            row = {**row, **(found or _read_back(run, plan, kind.nameless(), besides))}
    plan.uuid = kind.uuid_of(row) or plan.uuid
    row = kind.finish(run, plan, row, left) if left else row
    if is_new and plan.action == CHANGE:
        delete_former(run, plan)
    return row


def _see_what_is_lost(plan: Plan, error: ApiError) -> None:
    """UnfinishedError when the answer to a create is lost that alone tells something, such as a secret."""
    if error.outcome_unknown and plan.makes_object and plan.kind.answers.once:
        fate = "in the result of this task alone" if plan.once else "lost"
        raise UnfinishedError(
            f"{error} {plan.title} may be there by now, and what is told once only is {fate}: look for it, and delete "
            "or recreate it."
        ) from error


def _found(run, plan: Plan) -> dict | None:
    """The row of the new object, where the answer to a create never names it."""
    run.memory.refresh(plan.kind)
    return by_name(run, plan.kind, plan.name, lambda rows: plan.kind.meant(rows, plan.after))


def _switch(run, plan: Plan, enabled: bool) -> None:
    try:
        plan.kind.set_enabled(run, plan.uuid, enabled)
    except ApiError as error:
        if error.outcome_unknown:
            _read_back(run, plan, error)
            return
        again = "" if error.will_recur else " Run the task again."
        raise UnfinishedError(
            f"{plan.title} was written, but not {'enabled' if enabled else 'disabled'}: {error}{again}",
            error.will_recur,
        ) from error


def _read_back(run, plan: Plan, error: ApiError, besides: dict | None = None) -> dict:
    """See what a write of unknown outcome has done: it is never repeated blindly, since that could make a second
    object. Any other error is raised. ``besides`` are options that do not count."""
    if not error.outcome_unknown:
        raise error
    kind = plan.kind
    params = {**plan.params, **(besides or {}), "state": "absent" if plan.action == DELETE else "present"}
    if plan.uuid and plan.action != CREATE:
        params["uuid"] = plan.uuid
    try:
        run.memory.drop(kind, plan.uuid)  # what single reads told of it was before the write
        run.memory.refresh(kind)
        now = make_plan(run, kind, params)
    except Exception as later:  # noqa: BLE001 - whatever it is, the first error is told with it
        raise UnfinishedError(
            f"{error} What the {plan.action} of {plan.title} has done could not be read back: {later}"
        ) from error
    if now.changed:
        parts = f": {', '.join(sorted(now.differing))}" if now.action == CHANGE else ""
        raise UnfinishedError(
            f"{error} Read back afterwards: {plan.title} is not as wanted ({now.action} is still to be done{parts}). "
            "Run the task again."
        ) from error
    run.warn(f"The answer to the {plan.action} of {plan.title} was lost; read back, the object is as wanted.")
    return now.row
