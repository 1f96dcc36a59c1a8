# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of the error budget of an SLO (vendor manual: SLO, which counts seven days).

The events of an SLO tell the minutes that each has cost. The budget is what its goal leaves of the seven days.
"""

from __future__ import annotations

import typing as t

from .._queries import dql
from .._queries.answers import measured, newest
from .._queries.query import query_of
from .._queries.reader import Result
from .check import Check, Finding, few, number_text

_MINUTES = 7 * 24 * 60


class BudgetCheck(Check):
    """More than so many percent of an SLO's error budget are left."""

    is_final = True  # seven days are longer than anybody waits

    def __init__(self, name: str, options: t.Mapping[str, t.Any]) -> None:
        super().__init__(name, options)
        self._slo = options["slo"]
        self._left = options.get("budget_left") or 0
        if not 0 <= self._left < 100:
            raise self.wrong(f"'budget_left' is {number_text(self._left)}: it is a percentage from 0 to below 100.")
        self.wanted = f"more than {number_text(self._left)} % of the error budget left"
        self._budget = 0.0
        self._query = None

    def prepare(self, run) -> None:
        kind = run.kinds["slo"]
        rows = run.memory.rows(kind)
        found = [row for row in rows if self._slo in (kind.uuid_of(row), kind.label_of(row))]
        if len(found) != 1:
            raise self.wrong(_fault(self._slo, found, sorted(str(kind.label_of(row)) for row in rows)))
        goal = (found[0].get("config") or {}).get("goal")
        if not isinstance(goal, (int, float)) or not 0 < goal < 100:
            raise self.wrong(f"the service returns no goal of the SLO '{self._slo}'.")
        self._budget = _MINUTES * (100 - goal) / 100
        condition = dql.one_of("df_slo_id", [str(kind.uuid_of(found[0]))])
        statement = dql.statement("E", "slo", [f"sum({dql.identifier('df_slo_cost')})"], [condition])
        self._query = query_of({"dql": statement, "from": "-7d"}, {}, self.place)

    @property
    def query(self):
        return self._query

    def judge(self, result: Result, now: float) -> Finding:
        costs = [newest(table, column) for table in result.tables for column in measured(table)]
        spent = sum(cost for cost in costs if isinstance(cost, (int, float)))
        left = round((self._budget - spent) / self._budget * 100, 2)
        text = (
            f"{number_text(left)} % of the error budget left ({number_text(float(spent))} of "
            f"{number_text(self._budget)} minutes spent), must be more than {number_text(self._left)} %"
        )
        return Finding(left > self._left, left, text)


def _fault(wanted: str, found: t.Sequence[t.Any], names: t.Sequence[str]) -> str:
    if found:
        return f"there are {len(found)} SLOs named '{wanted}'. Give the uuid of the one that is meant."
    hint = f"there is {few(names)}" if names else "there is none at all"
    return f"there is no SLO named '{wanted}' in this workspace; {hint}. Create it first, or correct the name."
