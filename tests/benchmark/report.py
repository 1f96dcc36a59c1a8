# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of figures side by side, and goals that hold or do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """What was promised, what was measured, and whether that is enough."""

    benchmark: str
    promise: str
    measured: str
    holds: bool

    def __str__(self) -> str:
        return f"{'holds ' if self.holds else 'MISSED'}  {self.benchmark}: {self.promise} (measured: {self.measured})"


class Report:
    """Prints what one benchmark found while it is found, and keeps its goals for the summary."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.goals: list[Goal] = []
        print(f"\n== {name}\n", flush=True)

    def note(self, text: str) -> None:
        print(text, flush=True)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The first column is text, the others are figures."""
        widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
        print()
        for row in (heads, ["-" * width for width in widths], *rows):
            first, *others = zip(row, widths, strict=True)
            print("  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]).rstrip())
        print(flush=True)

    def goal(self, promise: str, measured: str, holds: bool) -> None:
        self.goals.append(Goal(self.name, promise, measured, holds))
        print(self.goals[-1], flush=True)

    def at_most(self, limit: float, figure: float, promise: str, unit: str = "") -> None:
        """A goal that holds when the figure is not above the limit; ``promise`` is what comes before the limit."""
        self.goal(f"{promise} at most {limit:g}{unit}", f"{figure:.3g}{unit}", figure <= limit)
