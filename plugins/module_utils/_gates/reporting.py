# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts that have reported lately."""

from __future__ import annotations

import typing as t

from .._engine import times
from .._engine.errors import InputError
from .._objects.rows import last_report
from .._queries import dql
from .._queries.answers import mappings
from .._queries.query import Query
from .._queries.reader import Result
from .._queries.window import Moment, Window
from .check import Check, Finding, few

_WITHIN = "10m"  # after which the console calls a host offline
_MOST_HOSTS = 1000
_HOUR = 3600


class ReportingCheck(Check):
    """All of the hosts have reported within the time."""

    def __init__(self, name: str, options: t.Mapping[str, t.Any]) -> None:
        super().__init__(name, options)
        self._hosts = sorted(set(options["hosts"]))
        if not 0 < len(self._hosts) <= _MOST_HOSTS:
            raise self.wrong(f"'hosts' must name 1 to {_MOST_HOSTS} hosts, not {len(self._hosts)}.")
        try:
            self._within = times.span("within", options.get("within") or _WITHIN)
            condition = dql.one_of("host", self._hosts)
        except InputError as error:
            raise self.wrong(str(error)) from None
        self.wanted = f"reported within {times.span_text(self._within)}"
        # Clocks differ: what has just reported may be ahead of ours.
        window = Window(Moment(self._within * 1000, True), Moment(-_HOUR * 1000, True))
        columns = [dql.identifier(column) for column in ("host", "last_update_time")]
        self._query = Query(
            place=self.place,
            text=dql.statement("O", "HOST", columns, [condition]),
            is_promql=False,
            window=window,
            timezone=None,
            interval=None,
            # Containers and their host may report by one name.
            limit=2 * len(self._hosts),
            max_groups=_MOST_HOSTS,
            complete=False,
        )

    @property
    def query(self):
        return self._query

    def judge(self, result: Result, now: float) -> Finding:
        span = times.span_text(self._within)
        oldest = (now - self._within) * 1000
        seen = {row.get("host") for row in mappings(result.tables) if last_report(row) >= oldest}
        missing = [host for host in self._hosts if host not in seen]
        if not missing:
            return Finding(True, len(self._hosts), f"all {len(self._hosts)} hosts reported within {span}")
        text = f"{len(missing)} of {len(self._hosts)} hosts did not report within {span}: {few(missing)}"
        return Finding(False, len(self._hosts) - len(missing), text)
