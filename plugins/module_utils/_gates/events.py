# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No unrecovered event, of monitors, hosts or tags.

The vendor describes two statements for unrecovered events, one for each storage engine. This one needs neither: the
functions give the latest event of each object that a monitor watches, and what has recovered drops out here.
"""

from __future__ import annotations

import typing as t

from .._engine import times
from .._engine.errors import InputError
from .._events.columns import FAULT_STATUS, OPEN_STATUSES, REF, STATUS, TITLE, is_open
from .._objects.query import filters_of
from .._queries import dql
from .._queries.answers import mappings
from .._queries.query import query_of
from .._queries.reader import Result
from .check import Check, Finding, few

_COLUMNS = (STATUS, FAULT_STATUS, TITLE)
# The span of the service's own list of unrecovered events.
_SPAN = 6 * 3600
_UUID = "rul_"
STATUSES = OPEN_STATUSES


class EventsCheck(Check):
    """None of the monitors' events is unrecovered."""

    def __init__(self, name: str, options: t.Mapping[str, t.Any]) -> None:
        super().__init__(name, options)
        chosen = options["events"]
        self._statuses = frozenset(chosen.get("statuses") or ())
        span = times.span("within", chosen["within"]) if chosen.get("within") else _SPAN
        conditions = [f"{dql.identifier(REF)} = exists()", *self._conditions(chosen)]
        statement = dql.statement(
            "E",
            "monitor",
            [f"last({dql.identifier(column)}) AS {dql.identifier(column)}" for column in _COLUMNS],
            conditions,
            [REF],
        )
        self._query = query_of({"dql": statement, "from": f"-{span}s"}, {}, self.place)
        self.wanted = "no unrecovered event"

    def _conditions(self, chosen: t.Mapping[str, t.Any]) -> t.Iterator[str]:
        try:
            monitors = chosen.get("monitors") or []
            uuids = [one for one in monitors if one.startswith(_UUID)]
            names = [one for one in monitors if one not in uuids]
            parts = [("df_monitor_checker_id", uuids), ("df_monitor_checker_name", names)]
            either = [dql.one_of(column, values) for column, values in parts if values]
            yield from [f"({' || '.join(either)})"] if either else []
            if chosen.get("hosts"):
                yield dql.one_of("host", chosen["hosts"])
            for tag, values in filters_of(chosen.get("tags") or {}, "tags"):
                yield dql.one_of(tag, values)
        except InputError as error:
            raise self.wrong(str(error)) from None

    @property
    def query(self):
        return self._query

    def judge(self, result: Result, now: float) -> Finding:
        open_ = [row for row in mappings(result.tables) if self._counts(row)]
        if open_:
            told = [f"{row.get(STATUS) or 'fault'} '{row.get(TITLE) or row.get(REF)}'" for row in open_]
            noun = "event" if len(open_) == 1 else "events"
            return Finding(False, len(open_), f"{len(open_)} unrecovered {noun}: {few(told)}")
        if result.is_cut:
            limit = self._query.max_groups
            return Finding(
                False, None, f"more than {limit} objects have events, and not all were told: narrow the check"
            )
        return Finding(True, 0, "no unrecovered event")

    def _counts(self, row: t.Mapping[str, t.Any]) -> bool:
        return is_open(row) and (not self._statuses or row.get(STATUS) in self._statuses)
