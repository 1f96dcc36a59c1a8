# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A number against thresholds: that of a statement, in all of its groups."""

from __future__ import annotations

import math
import operator
import typing as t

from .._queries.answers import Table, measured, newest
from .._queries.query import query_of
from .._queries.reader import Result
from .check import Check, Finding, few, number_text

#: Option -> the words for it, the comparison, and which of several values is the worst.
_COMPARISONS: dict[str, tuple[str, t.Callable[[t.Any, t.Any], bool], t.Callable]] = {
    "below": ("below", operator.lt, max),
    "at_most": ("at most", operator.le, max),
    "above": ("above", operator.gt, min),
    "at_least": ("at least", operator.ge, min),
    "equals": ("equal to", operator.eq, max),
}
THRESHOLDS = tuple(_COMPARISONS)
_FROM = "-5m"


class ValueCheck(Check):
    """The number that a statement in DQL or PromQL asks for is within its thresholds, in each group."""

    def __init__(self, name: str, options: t.Mapping[str, t.Any]) -> None:
        super().__init__(name, options)
        self._limits = {option: options[option] for option in THRESHOLDS if options.get(option) is not None}
        if not self._limits:
            raise self.wrong(f"say what the number must be: {', '.join(THRESHOLDS)}.")
        if not all(math.isfinite(limit) for limit in self._limits.values()):
            raise self.wrong("a threshold must be a number.")
        self._empty_is = options.get("empty_is")
        wanted = [f"{_COMPARISONS[option][0]} {number_text(limit)}" for option, limit in self._limits.items()]
        self.wanted = " and ".join(wanted)
        self._query = query_of(options, {}, self.place, since=_FROM)

    @property
    def query(self):
        return self._query

    def judge(self, result: Result, now: float) -> Finding:
        values = [
            (table.tags, number) for table in result.tables for number in [self._number(table)] if number is not None
        ]
        if not values and self._empty_is is not None:
            values = [({}, self._empty_is)]
        if not values:
            return Finding(False, None, f"no data, must be {self.wanted}")
        if result.is_cut:
            return Finding(False, None, f"more than {self._query.max_groups} groups, of which not all were returned")
        failing = [(tags, number) for tags, number in values if not self._holds(number)]
        worst = next(iter(self._limits))
        tags, number = _COMPARISONS[worst][2](failing or values, key=lambda pair: pair[1])
        text = f"{number_text(number)}{_of(tags)}, must be {self.wanted}"
        if failing and len(values) > 1:
            text += f" ({len(failing)} of {len(values)} groups)"
        return Finding(not failing, number, text)

    def _holds(self, number: float) -> bool:
        return all(_COMPARISONS[option][1](number, limit) for option, limit in self._limits.items())

    def _number(self, table: Table) -> float | None:
        """The latest number of a group; None when it has none."""
        columns = measured(table)
        if not table.rows:
            return None
        if len(columns) != 1:
            raise self.wrong(f"the statement must ask for one number; its answer has the columns {few(columns)}.")
        value = newest(table, columns[0])
        if value is None and any(row[table.columns.index(columns[0])] is not None for row in table.rows):
            raise self.wrong("the statement must ask for one number; its answer has several without a time.")
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
            return value
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            raise self.wrong(f"the statement must ask for a number; {few([str(value)])} is none.")
        return number


def _of(tags: t.Mapping[str, t.Any]) -> str:
    """The group that a number is of, in words."""
    return f" of {few([f'{name} {value}' for name, value in tags.items()])}" if tags else ""
