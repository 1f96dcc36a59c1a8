# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What would be done to one object, before anything is sent: the same plan serves check mode, the diff and the real
run."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import typing as t

from .._api.errors import ApiError, NotFoundError
from .adding import refuse_both, with_entries_changed
from .anew import plan_anew
from .compare import Comparison
from .diff import readable
from .errors import EngineError, IncompleteError, InputError, reading
from .field import MISSING
from .find import find
from .guard import CHANGE, CREATE, DELETE, NOTHING, guarded
from .missing import settle_missing
from .names import check_new_name, hint_at_names
from .references import KNOWN_AFTER_APPLY, check_uuids
from .secret import as_it_is, at, label, nulled, places
from .unknown import know_secrets
from .use import users_of


@dataclasses.dataclass
class Plan:
    """One object's plan.

    action: one of NOTHING, CREATE, CHANGE, DELETE.
    uuid: the object's uuid, or None before a create whose uuid the server gives.
    actual: what the service holds, by option (only what its answers tell).
    row: the service's answer that the plan rests on. names: names of known objects by uuid.
    before, after: what the user speaks of, by option, as it is and as it will be.
    params: the options that the plan was made from, with what follows from them. asked: the options as they were
    given.
    once: what the answer to the write told and no later one does, for the result of this task alone.
    dangers: what it destroys beside that, in words; somebody consented.
    given: the wanted values, those that are not compared included. secrets: values to send with what was given in place
    of secrets that the service hides. unsent: parts of the body of a change that hold such secrets, and need not be
    sent.
    """

    kind: t.Any
    action: str
    uuid: str | None
    params: dict
    actual: dict[str, t.Any]
    before: dict[str, t.Any]
    after: dict[str, t.Any]
    row: dict
    names: t.Mapping[str, str]
    asked: dict = dataclasses.field(default_factory=dict)
    once: dict[str, t.Any] = dataclasses.field(default_factory=dict, repr=False)
    dangers: list[str] = dataclasses.field(default_factory=list)
    given: dict[str, t.Any] = dataclasses.field(default_factory=dict)
    secrets: dict[str, t.Any] = dataclasses.field(default_factory=dict)
    unsent: set[str] = dataclasses.field(default_factory=set)

    @property
    def makes_object(self) -> bool:
        """Whether an object that is not there yet comes into being: a new one, or one in the old one's place."""
        return self.action == CREATE or (self.action == CHANGE and self.uuid is None)

    @property
    def changed(self) -> bool:
        return self.action != NOTHING

    @property
    def differing(self) -> set[str]:
        """The options whose value changes."""
        return {option for option, value in self.after.items() if self.before.get(option, MISSING) != value}

    @property
    def target(self) -> dict[str, t.Any]:
        """Every known value as it will be on the service, what the user does not speak of included."""
        wanted = {
            option: self.kind.field(option).rule.merged(self.actual.get(option), value)
            for option, value in self.after.items()
        }
        return {**self.actual, **wanted, **self.secrets}

    @property
    def name(self) -> str:
        """The object's name, as it will be; empty when nothing tells it."""
        return self._known(self.kind.name_option) or ""

    @property
    def label(self) -> str:
        """The object's whole key, as it will be."""
        return self.kind.label({option: self._known(option) for option in self.kind.key.options})

    def _known(self, option: str) -> t.Any:
        return self.after.get(option) or self.actual.get(option) or self.params.get(option)

    @property
    def title(self) -> str:
        """The object in words, for messages and diff headers."""
        if self.kind.only_name:
            return self.kind.title
        chosen = self.kind.key.chosen
        label = self.label or (self.params.get(chosen.option) if chosen else None)
        return f"{self.kind.title} '{label}'" if label else f"{self.kind.title} {self.uuid or self.params.get('uuid')}"

    def diff(self) -> dict:
        """Only what changes, in the form that ``--diff`` shows; the same before and after the plan was carried out."""
        before, after = readable(self)
        uuid = self.kind.uuid_of(self.row) or "absent"
        then = uuid
        if self.action == CREATE:
            then = self.kind.chosen_uuid(self.params) or KNOWN_AFTER_APPLY.strip("()")
        elif self.action == DELETE:
            then = "absent"
        return {
            "before": before,
            "after": after,
            "before_header": f"{self.title} ({uuid})",
            "after_header": f"{self.title} ({then})" + "".join(f"; {danger}" for danger in self.dangers),
        }


def make_plan(run, kind, params: dict) -> Plan:
    """Read what is needed, and say what would be done. Sends reads only; raises InputError for what cannot be meant."""
    try:
        plan = _plan_absent(run, kind, params) if params.get("state") == "absent" else _plan_present(run, kind, params)
    except _GoneError as error:
        run.warn(str(error))
        return make_plan(run, kind, params)
    plan.asked = params
    return plan


def plan_new(run, kind, params: dict) -> Plan:
    """The plan to create an object with these options, whatever is there; raises InputError for what cannot be meant.
    Nothing is looked for but what the options name, and nobody is asked for consent."""
    plan = _plan_create(run, kind, *new_values(run, kind, params))
    _look_at(run, plan)
    return plan


def new_values(run, kind, params: dict) -> tuple[dict, dict[str, t.Any]]:
    """The options as the kind completes them, and what a new object would get from them, by option, whether that is
    enough for one or not; raises InputError for what cannot be meant."""
    params = kind.prepare(params)
    wanted = kind.settle(run, params, kind.wanted(run, params), None)
    return params, {**kind.initial(params), **wanted}


class _GoneError(Exception):
    """The object was deleted after it was listed; the memory knows it by now."""


def _plan_present(run, kind, params: dict) -> Plan:
    refuse_both(kind, params)
    params = kind.prepare(params)
    run.uuids_given, run.missing, run.left_out, run.needed = [], [], {}, {}
    try:
        wanted = kind.wanted(run, params)
        row = find(run, kind, params)
        wanted = settle_missing(run, wanted, row)
    finally:
        run.missing = None
    with reading(kind, row):
        return _plan_found(run, kind, params, wanted, row)


def _plan_found(run, kind, params: dict, wanted: dict, row: dict | None) -> Plan:
    given = with_entries_changed(run, kind, kind.settle(run, params, wanted, row), row)
    wanted = _compared(kind, params, given, row)
    if row is None:
        plan = _plan_create(run, kind, params, wanted)
        check_uuids(run, plan)
        _review(run, plan)
        if kind.is_on_its_way(run, plan):
            plan.action, plan.before, plan.dangers = NOTHING, plan.after, []
        return plan
    if _is_known_as_equal(run, kind, params, row, wanted):
        return Plan(kind, NOTHING, kind.uuid_of(row), params, kind.values(row), {}, {}, row, run.memory.names)
    plan = _plan_change(run, kind, params, wanted, row)
    plan.given = given
    if plan.changed:
        check_uuids(run, plan)
    _review(run, plan)
    if plan.changed:
        _know_what_is_sent(run, plan)
        know_secrets(plan)
    if run.seen is not None and not plan.changed:
        run.seen.note(kind, row, wanted)
    return plan


def _look_at(run, plan: Plan) -> None:
    for field in plan.kind.fields:
        if field.review and field.option in plan.after:
            field.review(run, plan)
    plan.kind.review(run, plan)


def _review(run, plan: Plan) -> None:
    _look_at(run, plan)
    plan_anew(run, plan)
    guarded(run, plan)


def note_written(run, plan: Plan, row: dict) -> None:
    """What was just written counts as found equal, in the form in which the next plan asks for it."""
    if run.seen is None:
        return
    own = copy.copy(run)
    own.expected, own.warnings = None, []
    with contextlib.suppress(EngineError, ApiError):
        params = plan.kind.prepare(plan.asked)
        wanted = plan.kind.settle(own, params, plan.kind.wanted(own, params), row)
        run.seen.note(plan.kind, row, _compared(plan.kind, params, wanted, row))


def _compared(kind, params: dict, wanted: dict, row: dict | None) -> dict:
    """The wanted values that count for an object that is there: not the secrets that are written on create only."""
    if row is None or params.get("update_secrets") != "on_create":
        return wanted
    fields = {option: kind.field(option) for option in wanted}
    return {option: nulled(fields[option], value) for option, value in wanted.items() if not fields[option].secret}


def _is_known_as_equal(run, kind, params: dict, row: dict, wanted: dict) -> bool:
    """Whether reading more of the object would show no difference.

    What is at hand is compared all the same, whatever the time of the last change says: an edit in the second of our
    own, or a switch, may leave it as it was. A secret that the service does not show is written in every run.
    """
    if run.seen is None or not run.seen.unchanged(kind, row, wanted):
        return False
    for option, value in wanted.items():
        field = kind.field(option)
        actual = field.actual(row)
        if actual is MISSING:
            if field.secret and params.get("update_secrets"):
                return False
        elif _differs(field, actual, as_it_is(field, value, actual)):
            return False
    return True


def _differs(field, actual: t.Any, wanted: t.Any) -> bool:
    return field.seen(actual, wanted) != wanted


def _plan_absent(run, kind, params: dict) -> Plan:
    row = find(run, kind, params)
    if row is None:
        hint_at_names(run, kind, params)
        return Plan(kind, NOTHING, None, params, {}, {}, {}, {}, run.memory.names)
    if kind.delete_route is None:
        raise InputError(
            f"The API cannot delete a {kind.title}: delete '{kind.label_of(row)}' in the console, or leave it as it is."
        )
    users = [] if params.get("force") else users_of(run, kind, kind.uuid_of(row))
    with reading(kind, row):
        plan = plan_deletion(run, kind, params, row)
        if users:
            loss = [guard.says for guard in kind.objections(run, plan) if not guard.mild and not guard.never]
            raise InputError(
                f"The {plan.title} is still used by {', '.join(users)}"
                + (f", and to delete it {' and '.join(loss)}" if loss else "")
                + ". Take it out there first, or set 'force: true' to delete it all the same."
            )
        return guarded(run, plan)


def plan_deletion(run, kind, params: dict, row: dict) -> Plan:
    """The plan to delete the object of this row; nothing is read or checked."""
    values = kind.values(row)
    return Plan(kind, DELETE, kind.uuid_of(row), params, values, values, {}, row, run.memory.names)


def _plan_create(run, kind, params: dict, wanted: dict) -> Plan:
    if params.get("uuid"):
        raise InputError(
            f"There is no {kind.title} with the uuid '{params['uuid']}' in this workspace: "
            "correct 'uuid', or leave it out to create one."
        )
    after = {**kind.initial(params), **wanted}
    kind.require(after)
    check_new_name(run, kind, after)
    _require_secrets(kind, after)
    return Plan(kind, CREATE, kind.chosen_uuid(params), params, {}, {}, after, {}, run.memory.names)


def _require_secrets(kind, after: dict) -> None:
    """IncompleteError for a null in the place of a secret: nothing is there yet."""
    found = [(option, place) for option, value in after.items() for place in places(kind.field(option), value)]
    missing = [label(option, place) for option, place in found if at(after[option], place) is None]
    if missing:
        raise IncompleteError(
            f"The {kind.title} '{kind.label(after)}' does not exist yet, and null for {', '.join(missing)} means what "
            "is there: give the secret.",
            missing,
        )


def _completed(run, kind, row: dict, wanted: dict) -> dict:
    uuid = kind.uuid_of(row)
    try:
        return kind.complete(run, row, wanted)
    except NotFoundError as error:
        run.memory.refresh(kind)
        if run.memory.row(kind, uuid) is not None:
            raise
        raise _GoneError(f"The {kind.title} '{kind.label_of(row)}' ({uuid}) was deleted meanwhile.") from error


def _plan_change(run, kind, params: dict, wanted: dict, row: dict) -> Plan:
    if kind.name_option in wanted:
        kind.require_name(wanted)
    row = _completed(run, kind, row, wanted)
    comparison = Comparison(run, kind, params, row, wanted)
    before, after = comparison.sides()
    action = NOTHING if before == after else CHANGE
    if action == CHANGE:
        untold = {option: as_it_is(kind.field(option), value, MISSING) for option, value in wanted.items()}
        after = {**untold, **after}
    return Plan(kind, action, kind.uuid_of(row), params, comparison.actual, before, after, row, run.memory.names)


def _know_what_is_sent(run, plan: Plan) -> None:
    """Read what a change must send although nothing is said of it; InputError for what the service does not tell."""
    kind = plan.kind
    needed = [field.option for field in kind.fields if field.life.needed]
    sent = [field.option for field in kind.fields if field.api and not field.content and not field.switch]
    options = needed + (sent if kind.replaces else [])
    if not options or plan.makes_object or plan.differing == {kind.switch and kind.switch.option}:
        return
    plan.row = _completed(run, kind, plan.row, options)
    plan.actual = kind.values(plan.row)
    lacking = [option for option in needed if option not in plan.actual and option not in plan.after]
    if lacking:
        raise InputError(
            f"The service does not tell {' and '.join(map(repr, lacking))} of {plan.title}, and a change must send it: "
            "give that too."
        )
