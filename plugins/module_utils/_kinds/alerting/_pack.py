# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pack of monitors, as the console exports several at once, kept in one task with one result for each."""

from __future__ import annotations

import typing as t

from ..._api.errors import GENERAL, ApiError, ForbiddenError
from ..._engine.ensure import apply, result
from ..._engine.errors import EngineError, InputError, UnfinishedError
from ..._engine.plan import DELETE, make_plan
from .._shared.recognize import seeming_name
from . import _checker, _checker_options
from .monitor import MONITOR, members_of

#: Failures that would meet every other monitor too.
_GENERAL = (*GENERAL, ForbiddenError)
#: Options that can be meant for one monitor only, beside those of its content; and one of these that can be for all.
_FOR_ONE = ("name", "uuid", "secret")
_FOR_ALL = "channels"


def is_pack(definition: t.Any) -> bool:
    """Whether the definition holds several monitors."""
    return isinstance(definition, dict) and "checkers" in definition


def ensure_pack(run, params: dict) -> dict:
    """Keep every monitor of a pack. Returns ``changed``, ``diff`` (a list) and ``monitors``, one result for each.

    All of them are planned before the first is written, so that a fault in the pack writes nothing, unless
    ``continue_on_error`` says that it stops its own monitor only. A monitor that then cannot be written does not keep
    the others from it: the UnfinishedError at the end tells what was done and what was not.
    """
    pack = _Pack(run, _raw_members(params), params)
    # Combined monitors refer to others, maybe in the same pack: made after them, deleted before them.
    for combined in (True, False) if params.get("state") == "absent" else (False, True):
        pack.keep([number for number, member in pack.members.items() if _is_combined(member) is combined])
    return pack.outcome()


def _raw_members(params: dict) -> list:
    """The members as they stand in the pack; InputError for options that cannot be meant for them all."""
    found = members_of(params["definition"])
    if len(found) > 1:
        misplaced = [option for option in _FOR_ONE if params.get(option) is not None]
        misplaced += [option for option in _checker_options.given(params) if option != _FOR_ALL]
        if misplaced:
            raise InputError(
                f"A pack of {len(found)} monitors cannot be combined with {', '.join(misplaced)}: "
                "that can be meant for one only."
            )
    return found


def _is_combined(params: dict) -> bool:
    return (params["definition"].get("jsonScript") or {}).get("type") == "combinedCheck"


class _Pack:
    """The members of a pack by number, and what became of them.

    ``members`` holds the options of those that are monitors at all.
    """

    def __init__(self, run, raw: list, params: dict) -> None:
        self.run = run
        self.total = len(raw)
        self._raw = raw
        self.go_on = bool(params.get("continue_on_error"))
        self.members: dict[int, dict] = {}
        self.plans: dict[int, t.Any] = {}
        self.failures: dict[int, Exception] = {}
        self.done: set[int] = set()
        for number, member in enumerate(raw):
            self._read(number, {**params, "definition": member})
        names = [member.get("name") for member in self.members.values()]
        shared = sorted({name for name in names if name and names.count(name) > 1})
        self.members = {number: {**member, "shared_names": shared} for number, member in self.members.items()}

    def _read(self, number: int, params: dict) -> None:
        try:
            _checker.check(params["definition"])
            self.members[number] = MONITOR.named(params)
        except InputError as error:
            self.failures[number] = error

    def keep(self, numbers: list[int]) -> None:
        """Plan these members, then write those that differ; nothing once something has failed, unless the others go
        on."""
        if self.failures and not (self.go_on or self.plans):
            numbers = [*self.members]  # to tell all faults at once
        elif self.failures and not self.go_on:
            return
        for number in numbers:
            if number not in self.plans and number not in self.failures:
                self._plan(number)
        self._refuse_twins()
        if self.go_on or not self.failures:
            ready = [number for number in numbers if number not in self.failures]
            self._write([number for number in ready if self.plans[number].changed])

    def _plan(self, number: int) -> None:
        try:
            self.plans[number] = make_plan(self.run, MONITOR, self.members[number])
        except EngineError as error:
            self.failures[number] = error
        except ApiError as error:
            if not self.done and (not self.go_on or isinstance(error, _GENERAL)):
                raise
            self.failures[number] = error

    def _write(self, numbers: list[int]) -> None:
        for number in numbers:
            if self.run.check_mode:
                self._imagine(self.plans[number])
            elif not any(isinstance(error, _GENERAL) for error in self.failures.values()):
                self._apply(number)

    def _apply(self, number: int) -> None:
        try:
            self.plans[number] = apply(self.run, self.plans[number])
            if self.plans[number].changed:
                self.done.add(number)
        except (ApiError, EngineError) as error:
            self.failures[number] = error

    def _imagine(self, plan) -> None:
        """What would be deleted uses nothing any more when the next ones are planned."""
        if plan.action == DELETE:
            self.run.memory.drop(MONITOR, plan.uuid)

    def _refuse_twins(self) -> None:
        """Two members that are the same monitor would be written over each other at every run."""
        met: dict[t.Any, int] = {}
        for number, plan in self.plans.items():
            if number in self.failures:
                continue
            same = plan.uuid or (plan.params.get("name"), _checker.signature(plan.params.get("definition")))
            if plan.changed or plan.uuid:
                first = met.setdefault(same, number)
                if first != number:
                    self.failures[number] = InputError(
                        f"It is the same monitor as number {first + 1} of the pack, by name, type and queries: "
                        "give one another title."
                    )

    def outcome(self) -> dict:
        entries = [self._entry(number) for number in range(self.total)]
        changed = [
            plan.changed and (self.run.check_mode or number in self.done) for number, plan in sorted(self.plans.items())
        ]
        told = {"changed": any(changed), "monitors": entries}
        if self.failures:
            error = UnfinishedError(self._report())
            error.result = told
            raise error
        return {**told, "diff": [plan.diff() for number, plan in sorted(self.plans.items()) if plan.changed]}

    def _entry(self, number: int) -> dict:
        member = self.members.get(number, {})
        entry: dict = {"name": member.get("name") or member.get("uuid"), "changed": False}
        if number in self.plans:
            entry.update(result(self.plans[number])["monitor"], action=self.plans[number].action)
            entry["changed"] = self.plans[number].changed and (self.run.check_mode or number in self.done)
        if number in self.failures:
            entry.update(failed=True, msg=str(self.failures[number]), changed=False)
        return entry

    def _report(self) -> str:
        failed = "; ".join(f"{self._title(number)}: {error}" for number, error in sorted(self.failures.items()))
        done = self._names(self.done)
        rest = {
            number
            for number in range(self.total)
            if number not in self.failures
            and number not in self.done
            and (number not in self.plans or self.plans[number].changed)
        }
        parts = [f"{len(self.failures)} of {self.total} monitors of the pack failed: {failed}"]
        parts.append(f"Written: {done}." if done else "Nothing was written.")
        if rest:
            parts.append(f"Not tried: {self._names(rest)}.")
        return " ".join(parts)

    def _title(self, number: int) -> str:
        name = self.members.get(number, {}).get("name") or seeming_name(self._raw[number])
        return f"number {number + 1}" + (f" '{name}'" if name else "")

    def _names(self, numbers: t.Iterable[int]) -> str:
        return ", ".join(f"'{self.members[number].get('name')}'" for number in sorted(numbers))
