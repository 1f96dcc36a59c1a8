# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting until all checks hold: one request for all of them in each round.

A round without an answer proves nothing. It neither opens the gate nor closes it, but what has to hold without a break
begins anew. So the gate outlives a service that fails for a while, and a rate limit that others use too.
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .._api.errors import (
    ApiError,
    IncompleteListError,
    InvalidRequestError,
    NotAnApiAnswerError,
    ServerError,
    ThrottledError,
    UnreachableError,
)
from .._engine import times
from .._engine.errors import EngineError, InputError
from .._queries.reader import read_queries
from .check import Check
from .checks import checks_of
from .course import Course

_PASSING = (IncompleteListError, NotAnApiAnswerError, ServerError, ThrottledError, UnreachableError)


class GateError(EngineError):
    """The gate did not open. ``result``: what the task returns besides."""

    def __init__(self, text: str, result: dict) -> None:
        super().__init__(text)
        self.result = {**result, "msg": str(self)}


@dataclass(frozen=True)
class Gate:
    """Seconds: timeout until the checks must hold, interval between two rounds, stable_for that they have to hold."""

    name: str | None
    checks: t.Sequence[Check]
    timeout: int
    interval: int
    stable_for: int

    @classmethod
    def of(cls, params: t.Mapping[str, t.Any]) -> Gate:
        """The gate that the options describe; InputError tells what is wrong with them."""
        stable_for = params.get("stable_for")
        gate = cls(
            name=params.get("name"),
            checks=checks_of(params["checks"]),
            timeout=times.span("wait_timeout", params["wait_timeout"]),
            interval=times.span("interval", params["interval"]),
            stable_for=times.span("stable_for", stable_for) if stable_for else 0,
        )
        if gate.stable_for > gate.timeout:
            raise InputError(
                f"'stable_for' is {times.span_text(gate.stable_for)}, which is longer than 'wait_timeout', "
                f"{times.span_text(gate.timeout)}: the gate could never open."
            )
        return gate

    def __str__(self) -> str:
        return f"The gate '{self.name}'" if self.name else "The gate"


def evaluate(run, gate: Gate) -> dict:
    """One round, for check mode: it tells what it finds, and never fails."""
    waiting = _Waiting(run, gate)
    try:
        waiting.round()
    except (ApiError, EngineError) as error:
        run.warn(f"{gate} cannot be evaluated: {error}")
    return waiting.result(waiting.all_hold)


def wait(run, gate: Gate) -> dict:
    """Rounds until the checks hold; GateError when they do not in time, or cannot any more."""
    if run.client.remaining() <= gate.timeout:
        raise InputError(
            f"'total_timeout' would end the requests before 'wait_timeout', {times.span_text(gate.timeout)}, is over: "
            "raise it or leave it out."
        )
    waiting = _Waiting(run, gate)
    while True:
        waiting.round()
        if waiting.is_open():
            return waiting.result(True)
        failed = waiting.hopeless()
        if failed:
            raise waiting.failure(f"cannot open, and waiting does not help: {failed.told()}")
        if waiting.left() <= 0:
            raise waiting.failure(f"did not open within {times.span_text(gate.timeout)}{waiting.reason()}")
        run.tell(waiting.progress())
        run.sleep(waiting.pause())


class _Waiting:
    """One run of a gate. courses: one for each check, in their order."""

    def __init__(self, run, gate: Gate) -> None:
        self._run = run
        self._gate = gate
        self._started = self._now = run.now()
        self._rounds = 0
        self._answered = 0
        self._held_since: float | None = None
        self._problem: ApiError | None = None
        self.courses = [Course(check) for check in gate.checks]

    @property
    def all_hold(self) -> bool:
        """Whether all checks hold by the latest round."""
        return all(course.holds for course in self.courses)

    def round(self) -> None:
        """Ask for all checks at once and note what comes. Raises what waiting cannot cure."""
        self._moment()
        self._rounds += 1
        results = self._results()
        for number, course in enumerate(self.courses):
            course.note(course.check.judge(results[number], self._now) if results else None, self._now)
        if not self.all_hold:
            self._held_since = None
        elif self._held_since is None:
            self._held_since = self._now

    def _moment(self) -> float:
        """Now, which is the time of the round: that of its request, which may have had to wait for the rate limit."""
        self._now = self._run.now()
        return self._now

    def _results(self) -> list | None:
        """The results of the queries; None when the service did not give them this time."""
        try:
            if not self._answered:
                for course in self.courses:
                    course.check.prepare(self._run)
            results = read_queries(self._run.client, [course.check.query for course in self.courses], self._moment)
        except _PASSING as error:
            if not getattr(error, "passing", True):
                raise
            self._problem = error
            return None
        except InvalidRequestError as error:
            if not self._answered:
                raise
            self._problem = error  # what was accepted before is no mistake of the statements
            return None
        self._problem = None
        self._answered += 1
        return results

    def is_open(self) -> bool:
        """Whether all checks have held as long as they have to."""
        return self._held_since is not None and self._now - self._held_since >= self._gate.stable_for

    def hopeless(self) -> Course | None:
        """A check that does not hold and need not be waited for."""
        return next((one for one in self.courses if one.check.fail_fast and one.is_known and not one.holds), None)

    def left(self) -> float:
        """Seconds until the timeout, at the latest round."""
        return self._started + self._gate.timeout - self._now

    def pause(self) -> float:
        """Seconds until the next round: the interval, or less when something is decided before. What the round itself
        took counts."""
        ends = [self._now + self._gate.interval, self._started + self._gate.timeout]
        if self._held_since is not None:
            ends.append(self._held_since + self._gate.stable_for)
        return max(min(ends) - self._run.now(), 0)

    def progress(self) -> str:
        """How far the gate is, in words."""
        holding = sum(course.holds for course in self.courses)
        text = f"gate: {holding} of {len(self.courses)} checks hold, {times.span_text(int(self.left()))} left"
        if self._problem is not None:
            return f"{text}; no answer: {self._problem}"
        missing = [course.told() for course in self.courses if not course.holds]
        return f"{text}; {missing[0]}" if missing else f"{text}; they have to hold for {self._stable_text()}"

    def reason(self) -> str:
        """Why the gate is not open yet, as the end of a sentence."""
        if self._problem is not None:
            return f", and the last round had no answer: {self._problem}"
        missing = [course.told() + _before(course) for course in self.courses if not course.holds]
        if missing:
            return f": {'; '.join(missing)}"
        held = times.span_text(int(self._now - (self._held_since or self._now)))
        return f": all checks hold, but only for {held} of {self._stable_text()} so far"

    def _stable_text(self) -> str:
        return times.span_text(self._gate.stable_for)

    def failure(self, text: str) -> GateError:
        """The error that ends the gate, with all that was found."""
        holding = sum(course.holds for course in self.courses)
        of_all = f" {holding} of {len(self.courses)} checks hold." if len(self.courses) > 1 else ""
        return GateError(f"{self._gate} {text.rstrip('.')}.{of_all}", self.result(False))

    def result(self, is_open: bool) -> dict:
        """What the task returns."""
        return {
            "changed": False,
            "passed": is_open,
            "checks": [course.as_dict() for course in self.courses],
            "rounds": self._rounds,
            "elapsed": round(self._now - self._started, 3),
        }


def _before(course: Course) -> str:
    """When a check held that does not any more, in words."""
    return f" (it held at {times.instant_text(int(course.first_held))})" if course.first_held is not None else ""
