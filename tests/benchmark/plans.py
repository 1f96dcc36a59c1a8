# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of truewatch_workspace, and what they cost beside an empty play."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .measure import median
from .stage import Outcome, Stage

HEADS = ["", "seconds", "processor s", "MB", "list pages", "other requests"]


def apply(here: Stage, folder: Path, check: bool = False, **options: object) -> Outcome:
    """One task that applies the folder, or plans to."""
    task = {"truewatch.openapi.truewatch_workspace": {"src": str(folder), **options}, "check_mode": check}
    return here.play(task)


class Costs:
    """Processor time and memory of whole commands, less those of an empty play. Medians."""

    def __init__(self, empty: Sequence[Outcome]) -> None:
        self._empty = empty

    def cpu(self, outcomes: Sequence[Outcome]) -> float:
        """Processor seconds."""
        return median(outcomes, _cpu) - median(self._empty, _cpu)

    def peak(self, outcomes: Sequence[Outcome]) -> float:
        """MB."""
        return median(outcomes, _peak) - median(self._empty, _peak)

    def row(self, name: str, outcomes: Sequence[Outcome]) -> list[str]:
        """A row of a table below HEADS."""
        lists = outcomes[0].requests.lists
        return [
            name,
            f"{median(outcomes, lambda one: one.task_seconds):.2f}",
            f"{self.cpu(outcomes):.2f}",
            f"{self.peak(outcomes):.0f}",
            str(lists),
            str(outcomes[0].requests.count - lists),
        ]

    @property
    def empty_row(self) -> list[str]:
        """The row of the empty play itself."""
        return ["an empty play", "", f"{median(self._empty, _cpu):.2f}", f"{median(self._empty, _peak):.0f}", "0", "0"]


def _cpu(outcome: Outcome) -> float:
    return outcome.usage.cpu


def _peak(outcome: Outcome) -> float:
    return outcome.usage.peak
