# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pack of monitors, as the console exports several at once, kept in one task with one result for each."""

from __future__ import annotations

import typing as t

from .._api.errors import GENERAL, ApiError, ForbiddenError
from .._engine.ensure import apply, result
from .._engine.errors import EngineError, InputError, UnfinishedError
from .._engine.plan import DELETE, make_plan
from . import _checker, _checker_options
from .monitor import MONITOR, checkers

#: Failures that would meet every other monitor too.
_GENERAL = (*GENERAL, ForbiddenError)
#: Options that can be meant for one monitor only.
_FOR_ONE = ("name", "uuid", "secret")


def is_pack(definition: t.Any) -> bool:
    """Whether the definition holds several monitors."""
    return isinstance(definition, dict) and "checkers" in definition


def ensure_pack(run, params: dict) -> dict:
    """Keep every monitor of a pack. Returns ``changed``, ``diff`` (a list) and ``monitors``, one result for each.

    All of them are planned before the first is written, so that a fault in the pack writes nothing. A monitor that
    then cannot be written does not keep the others from it: the UnfinishedError at the end tells what was done and
    what was not.
    """
    pack = _Pack(run, _members(params))
    # Combined monitors refer to others, maybe in the same pack: made after them, deleted before them.
    for combined in (True, False) if params.get("state") == "absent" else (False, True):
        pack.keep([number for number, member in enumerate(pack.members) if _is_combined(member) is combined])
    return pack.outcome()


def _members(params: dict) -> list[dict]:
    found = checkers(params["definition"])
    if len(found) > 1:
        misplaced = [option for option in _FOR_ONE if params.get(option) is not None] + _checker_options.given(params)
        if misplaced:
            raise InputError(
                f"A pack of {len(found)} monitors cannot be combined with {', '.join(misplaced)}: "
                "that can be meant for one only."
            )
    members = [MONITOR.named({**params, "definition": checker}) for checker in found]
    names = [member.get("name") for member in members]
    shared = sorted({name for name in names if name and names.count(name) > 1})
    return [{**member, "shared_names": shared} for member in members]


def _is_combined(params: dict) -> bool:
    return (params["definition"].get("jsonScript") or {}).get("type") == "combinedCheck"


class _Pack:
    def __init__(self, run, members: list[dict]) -> None:
        self.run = run
        self.members = members
        self.plans: dict[int, t.Any] = {}
        self.failures: dict[int, Exception] = {}
        self.done: set[int] = set()

    def keep(self, numbers: list[int]) -> None:
        """Plan these members, then write those that differ; nothing once something has failed."""
        if self.failures:
            return
        for number in numbers:
            self._plan(number)
        self._refuse_twins()
        if not self.failures:
            self._write([number for number in numbers if self.plans[number].changed])

    def _plan(self, number: int) -> None:
        try:
            self.plans[number] = make_plan(self.run, MONITOR, self.members[number])
        except EngineError as error:
            self.failures[number] = error
        except ApiError as error:
            if not self.done:
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
        entries = [self._entry(number) for number in range(len(self.members))]
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
        entry: dict = {"name": self.members[number].get("name") or self.members[number].get("uuid"), "changed": False}
        if number in self.plans:
            entry.update(result(self.plans[number])["monitor"], action=self.plans[number].action)
            entry["changed"] = self.plans[number].changed and (self.run.check_mode or number in self.done)
        if number in self.failures:
            entry.update(failed=True, msg=str(self.failures[number]), changed=False)
        return entry

    def _report(self) -> str:
        total = len(self.members)
        failed = "; ".join(
            f"number {number + 1} '{self.members[number].get('name')}': {error}"
            for number, error in sorted(self.failures.items())
        )
        done = self._names(self.done)
        rest = {
            number
            for number in range(total)
            if number not in self.failures
            and number not in self.done
            and (number not in self.plans or self.plans[number].changed)
        }
        parts = [f"{len(self.failures)} of {total} monitors of the pack failed: {failed}"]
        parts.append(f"Written: {done}." if done else "Nothing was written.")
        if rest:
            parts.append(f"Not tried: {self._names(rest)}.")
        return " ".join(parts)

    def _names(self, numbers: t.Iterable[int]) -> str:
        return ", ".join(f"'{self.members[number].get('name')}'" for number in sorted(numbers))
