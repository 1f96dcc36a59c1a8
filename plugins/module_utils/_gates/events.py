# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No unrecovered event, of monitors, hosts or tags."""

from __future__ import annotations

import typing as t

from .._engine.errors import InputError
from .._events.columns import FAULT_STATUS, REF, STATUS, TITLE, is_open
from .._events.latest import latest
from .._queries.answers import mappings
from .._queries.reader import Result
from .check import Check, Finding, few


class EventsCheck(Check):
    """None of the monitors' events is unrecovered."""

    def __init__(self, name: str, options: t.Mapping[str, t.Any]) -> None:
        super().__init__(name, options)
        self._statuses = frozenset(options["events"].get("statuses") or ())
        try:
            self._query = latest(options["events"], (STATUS, FAULT_STATUS, TITLE), self.place)
        except InputError as error:
            raise self.wrong(str(error)) from None
        self.wanted = "no unrecovered event"

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
                False, None, f"more than {limit} objects have events, and not all were returned: narrow the check"
            )
        return Finding(True, 0, "no unrecovered event")

    def _counts(self, row: t.Mapping[str, t.Any]) -> bool:
        return is_open(row) and (not self._statuses or row.get(STATUS) in self._statuses)
