# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened in a run of Ansible, as few events: a summary of the run or of each play, and the failures.

Nothing here knows Ansible. Texts come masked.
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .._engine import times
from .event import Event
from .text import LONGEST_MESSAGE, LONGEST_TITLE, cut, harmless

RUN, PLAY, NONE = "run", "play", "none"
#: Of so many failures the message is kept; of all others host and task.
MOST_TOLD = 20
_MOST_LISTED = 50
_ORIGIN = "ansible"
_KIND = "ansible_event"


class Failure(t.NamedTuple):
    """One host at one task. task: None where nothing of the task may be told. message: may be empty."""

    host: str
    play: str
    task: str | None
    message: str

    @property
    def title(self) -> str:
        return f"{self.host}: {self.task or 'a task with no_log'} failed"

    @property
    def line(self) -> str:
        """The failure in one line."""
        message = " ".join(self.message.split())
        return f"{self.title}: {message}" if message else self.title


class Counts(t.NamedTuple):
    """Of one run or play: how many hosts there were, and how many of them were changed, failed, not reached."""

    hosts: int
    changed: int
    failed: int
    unreachable: int


@dataclass
class Account:
    """A run. started, ended: Unix seconds. name: of the playbook. tags: of every event. counts: of the run, by the
    end. plays: names in their order, with the seconds at which each began."""

    name: str
    tags: dict[str, str]
    started: float
    is_check: bool = False
    ended: float = 0.0
    counts: Counts = field(default_factory=lambda: Counts(0, 0, 0, 0))
    plays: list[tuple[str, float]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def events(self, summary: str, with_failures: bool, most: int) -> list[Event]:
        """At most so many events. summary: RUN, PLAY or NONE."""
        failures = self.failures if with_failures else []
        room = most - bool(failures and most > 1)
        summaries = self._summaries(summary, room)
        left = most - len(summaries)
        return summaries + [self._failed(some) for some in _parts(failures, left)]

    def _summaries(self, summary: str, most: int) -> list[Event]:
        if summary == NONE:
            return []
        if summary == RUN or len(self.plays) < 2 or most < 2:
            return [self._summary([name for name, _at in self.plays], self.started, self.ended, self.counts)]
        ends = [at for _name, at in self.plays[1:]] + [self.ended]
        spans = [(name, at, end) for (name, at), end in zip(self.plays, ends)]
        return [
            self._summary([name for name, _at, _end in some], some[0][1], some[-1][2], None)
            for some in _parts(spans, most)
        ]

    def _summary(self, plays: t.Sequence[str], started: float, ended: float, counts: Counts | None) -> Event:
        """The summary of a run, or of some plays, of which Ansible does not count the hosts (counts is None)."""
        failures = [one for one in self.failures if counts is not None or one.play in plays]
        is_bad = bool(failures) or (counts is not None and counts.failed + counts.unreachable > 0)
        what = self.name if counts is not None else f"{self.name}: {', '.join(plays)}"
        if counts is None:
            result = f"{len(failures)} failures" if failures else "done"
        elif is_bad:
            result = f"{counts.failed + counts.unreachable} of {counts.hosts} hosts failed"
        else:
            result = f"{counts.hosts} hosts, {counts.changed} changed"
        lines = [
            f"Plays: {', '.join(plays)}" if plays else "",
            f"Hosts: {counts.hosts}, changed {counts.changed}, failed {counts.failed}, unreachable {counts.unreachable}"
            if counts is not None
            else "",
            f"Duration: {times.span_text(round(ended - started))}",
            *(f"Failed: {one.line}" for one in failures[:_MOST_LISTED]),
            _more(len(failures)),
        ]
        tags = {_KIND: RUN if counts is not None else PLAY, "duration_seconds": str(round(ended - started))}
        if counts is not None:
            tags.update({name: str(number) for name, number in counts._asdict().items()})
        else:
            tags["play"] = ", ".join(plays)
        check = " (check mode)" if self.is_check else ""
        return self._event(f"{what}: {result}{check}", lines, "error" if is_bad else "info", ended, tags)

    def _failed(self, failures: t.Sequence[Failure]) -> Event:
        """One event for one failure, or for several that had to share it."""
        tags = {_KIND: "failure"}
        for name in ("host", "play", "task"):
            values = {getattr(one, name) for one in failures}
            value = next(iter(values))
            if len(values) == 1 and value:
                tags[name] = value
        if len(failures) == 1:
            return self._event(failures[0].title, [failures[0].message], "error", self.ended, tags)
        lines = [*(one.line for one in failures[:_MOST_LISTED]), _more(len(failures))]
        return self._event(f"{self.name}: {len(failures)} failures", lines, "error", self.ended, tags)

    def _event(self, title: str, lines: t.Iterable[str], status: str, at: float, tags: t.Mapping[str, str]) -> Event:
        message = "\n".join(filter(None, lines))
        return Event(
            title=cut(harmless(title), LONGEST_TITLE),
            status=status,
            message=cut(harmless(message), LONGEST_MESSAGE),
            at=int(at * 1000),
            origin=_ORIGIN,
            tags={name: cut(harmless(value), LONGEST_TITLE) for name, value in {**self.tags, **tags}.items() if value},
        )


def _more(number: int) -> str:
    return f"and {number - _MOST_LISTED} more" if number > _MOST_LISTED else ""


def _parts(items: t.Sequence, most: int) -> list[t.Sequence]:
    """The items in at most so many parts, which follow each other and are of nearly the same length."""
    count = min(len(items), max(most, 0))
    bounds = [round(number * len(items) / count) for number in range(count + 1)] if count else []
    return [items[start:end] for start, end in zip(bounds, bounds[1:])]
