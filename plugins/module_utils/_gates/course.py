# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a gate has found so far, check by check."""

from __future__ import annotations

import typing as t

from .._api.errors import shown
from .._engine import times
from .check import Check, Finding

_KEPT_ROUNDS = 100


class Course:
    """The course of one check over the rounds.

    last: what the latest round with an answer told. is_known: whether the latest round had one. first_held, held_since:
    when it first held, and since when it has held without a break; None when it has not, or does not.
    """

    def __init__(self, check: Check) -> None:
        self.check = check
        self.last: Finding | None = None
        self.is_known = False
        self.first_held: float | None = None
        self.held_since: float | None = None
        self._history: list[dict] = []

    @property
    def holds(self) -> bool:
        """Whether the latest round says so."""
        return self.is_known and self.last is not None and self.last.holds

    def note(self, finding: Finding | None, now: float) -> None:
        """Add a round; None when it had no answer, which proves nothing."""
        self.is_known = finding is not None
        if finding is not None:
            self.last = finding
        if not self.holds:
            self.held_since = None
        elif self.held_since is None:
            self.held_since = now
            self.first_held = self.first_held or now
        known = {"holds": finding.holds, "value": finding.value} if finding else {"holds": None, "value": None}
        self._history = [*self._history[1 - _KEPT_ROUNDS :], {"at": times.instant_text(int(now)), **known}]

    def told(self) -> str:
        """Check and latest finding, in words."""
        return f"{self.check.name}: {self._found()}"

    def _found(self) -> str:
        """The latest finding in words, in one line whatever the service tells."""
        return shown(self.last.text) if self.last else "not known"

    def as_dict(self) -> dict[str, t.Any]:
        """The result of the check."""
        return {
            "name": self.check.name,
            "holds": self.holds,
            "value": self.last.value if self.last else None,
            "wanted": self.check.wanted,
            "message": self._found(),
            "first_held": _text(self.first_held),
            "held_since": _text(self.held_since),
            "history": self._history,
        }


def _text(moment: float | None) -> str | None:
    return None if moment is None else times.instant_text(int(moment))
