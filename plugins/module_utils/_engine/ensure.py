# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bring one object to the wanted state: plan, write, and make sure of a write whose outcome is unknown."""

from __future__ import annotations

import contextlib

from .._api.errors import ApiError, NotFoundError
from .errors import UnfinishedError
from .plan import CHANGE, CREATE, DELETE, Plan, make_plan
from .references import KNOWN_AFTER_APPLY


def ensure(run, kind, params: dict) -> dict:
    """Plan and, outside check mode, apply. Returns the module's result: ``changed``, ``diff`` and the object under the
    kind's name."""
    plan = make_plan(run, kind, params)
    if plan.changed and not run.check_mode:
        apply(run, plan)
    return result(plan)


def result(plan: Plan) -> dict:
    """The module's result of a plan: equal in check mode and in a real run, but for a uuid that only the server can
    give."""
    described = {}
    if plan.action != DELETE and (plan.uuid or plan.changed):
        described = plan.kind.describe(plan.target, plan.uuid or KNOWN_AFTER_APPLY, plan.names)
    return {"changed": plan.changed, "diff": plan.diff(), plan.kind.name: described}


def apply(run, plan: Plan) -> None:
    """Write what is planned. Afterwards ``plan.uuid`` is the object's uuid, and the memory holds the object as it is
    now."""
    kind = plan.kind
    try:
        row = _write(run, plan)
    except ApiError as error:
        if not error.outcome_unknown:
            raise
        row = _read_back(run, plan, error)
    if plan.action == DELETE:
        run.memory.drop(kind, plan.uuid)
        return
    plan.uuid = kind.uuid_of(row) or plan.uuid
    run.memory.put(kind, plan.uuid, {**plan.row, **row, "uuid": plan.uuid})


def _write(run, plan: Plan) -> dict:
    kind = plan.kind
    if plan.action == DELETE:
        with contextlib.suppress(NotFoundError):  # gone since it was planned, as was wanted
            kind.delete(run, plan)
        return {}
    switch = kind.switch.option if kind.switch else None
    row: dict = {}
    if plan.action == CREATE:
        row = kind.create(run, plan)
        plan.uuid = kind.uuid_of(row) or plan.uuid
        switched = plan.after.get(switch) is False
    else:
        if plan.differing - {switch}:
            row = kind.change(run, plan)
        switched = switch in plan.differing
    return {**row, **_switch(run, plan, plan.after[switch])} if switched else row


def _switch(run, plan: Plan, enabled: bool) -> dict:
    try:
        return plan.kind.set_enabled(run, plan.uuid, enabled)
    except ApiError as error:
        if error.outcome_unknown:
            raise
        raise UnfinishedError(
            f"{plan.title} was written, but not {'enabled' if enabled else 'disabled'}: {error} Run the task again."
        ) from error


def _read_back(run, plan: Plan, error: ApiError) -> dict:
    """See what a write of unknown outcome has done: it is never repeated blindly, since that could make a second
    object."""
    kind = plan.kind
    run.memory.forget(kind)
    params = {**plan.params, "uuid": plan.uuid} if plan.action != CREATE else plan.params
    try:
        now = make_plan(run, kind, {**params, "state": "absent" if plan.action == DELETE else "present"})
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
