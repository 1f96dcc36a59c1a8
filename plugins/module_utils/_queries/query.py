# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One query, as the options of a module or lookup describe it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._engine import times
from .._engine.errors import InputError
from .ask import in_dql
from .window import NOW, Window, moment

#: The options that say how a statement is read, as an argument spec. Their documentation is the fragment
#: ``truewatch.openapi.query``.
READING = {
    "from": {"type": "str"},
    "to": {"type": "str"},
    "timezone": {"type": "str"},
    "interval": {"type": "str"},
    "limit": {"type": "int"},
    "max_groups": {"type": "int"},
    "complete": {"type": "bool"},
}
#: What people may guess as an option -> what to do instead.
GUESSES = {
    "q": "the statement is the option 'dql', or 'promql'",
    "statement": "the statement is the option 'dql', or 'promql'",
    "start": "the time is read from 'from' to 'to'",
    "end": "the time is read from 'from' to 'to'",
    "time_range": "the time is read from 'from' to 'to'",
    "since": "the time is read from 'from' to 'to'",
    "tz": "the time zone is the option 'timezone'",
    "step": "the step is the option 'interval'",
    "slimit": "how many groups may come is the option 'max_groups'",
}
PAGE_SIZE = 1000
_FROM = "-15m"
_GROUPS = 1000
# Points of the density "high", beyond which the service passes over an interval (vendor reference).
_MOST_POINTS = 720
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|#[^\n]*")
_LIST = re.compile(r"\bin\s*\[[^\]]*\]", re.IGNORECASE)
# A span, a stamp, a date, or a word such as today; [::1m] is an interval without a time.
_TIME = re.compile(
    r"\[\s*:?\s*(?:[0-9]+(?:[num]?s|[mhdwy])\b|[0-9]{9,}|[0-9]{4}-|today|yesterday|this |last )", re.IGNORECASE
)


@dataclass(frozen=True)
class Query:
    """place: how messages call it. text: the statement, in DQL unless ``is_promql``. window: None where the statement
    has a time of its own. complete: whether all rows are wanted, over as many pages as that takes."""

    place: str
    text: str
    is_promql: bool
    window: Window | None
    timezone: str | None
    interval: int | None
    limit: int | None
    max_groups: int
    complete: bool

    def body(self, now: float, position: Mapping[str, Any] | None = None) -> dict:
        """The member of the request. position: where the next page begins, None for the first one."""
        window = self.window.at(now) if self.window else None
        if window and self.interval and (window[1] - window[0]) / 1000 / self.interval > _MOST_POINTS:
            span = times.span_text((window[1] - window[0]) // 1000)
            raise InputError(
                f"{self.place}: an interval of {times.span_text(self.interval)} gives more than {_MOST_POINTS} points "
                f"over {span}, and the service does not keep to it then. Make the interval longer or the time shorter."
            )
        shared = {
            "q": self.text,
            "timeRange": window,
            "interval": self.interval,
            "limit": PAGE_SIZE if self.complete else self.limit,
            "tz": self.timezone,
        }
        shared = {name: value for name, value in shared.items() if value is not None}
        if self.is_promql:
            kind = "rangeQuery" if self.interval else "instantQuery"
            return {"qtype": "promql", "query": {**shared, "promqlType": kind}}
        first = {"search_after": []} if self.complete else {}
        return in_dql({**shared, "slimit": self.max_groups, **(first if position is None else position)})


def query_of(options: Mapping[str, Any], defaults: Mapping[str, Any], place: str, since: str = _FROM) -> Query:
    """The query of its own options, and of those for all queries where it has none; InputError tells what is wrong.

    since: where the time begins when nothing says it.
    """
    given = {name: defaults.get(name) if options.get(name) is None else options[name] for name in READING}
    statements = [name for name in ("dql", "promql") if str(options.get(name) or "").strip()]
    if len(statements) != 1:
        raise InputError(f"{place}: give the statement, either as 'dql' or as 'promql'.")
    text, is_promql = str(options[statements[0]]).strip(), statements[0] == "promql"
    try:
        timezone = times.zone_name("timezone", str(given["timezone"])) if given["timezone"] else None
        query = Query(
            place=place,
            text=text,
            is_promql=is_promql,
            window=_window(given, timezone or times.UTC, not is_promql and _has_time(text), since),
            timezone=timezone,
            interval=times.span("interval", given["interval"]) if given["interval"] else None,
            limit=_positive("limit", given["limit"]),
            max_groups=_positive("max_groups", given["max_groups"]) or _GROUPS,
            complete=bool(given["complete"]),
        )
    except InputError as error:
        raise InputError(f"{place}: {error}") from None
    if query.complete and (query.is_promql or query.limit):
        other = "PromQL, whose answers have no pages" if query.is_promql else "'limit'"
        raise InputError(f"{place}: 'complete' reads every row, so it cannot go with {other}.")
    return query


def _window(given: Mapping[str, Any], timezone: str, has_time: bool, since: str) -> Window | None:
    if has_time:
        if given["from"] or given["to"]:
            raise InputError("the statement has a time in brackets: give it there or by 'from' and 'to', not both.")
        return None
    if given["to"] and not given["from"]:
        raise InputError("'to' needs 'from'.")
    window = Window(moment("from", given["from"] or since, timezone), moment("to", given["to"] or NOW, timezone))
    if window.start.is_relative == window.end.is_relative:
        window.at(0)
    return window


def _has_time(statement: str) -> bool:
    """Whether a statement in DQL has a time of its own, as in ``[15m]``."""
    return _TIME.search(_LIST.sub("", _QUOTED.sub("", statement))) is not None


def _positive(option: str, value: Any) -> int | None:
    if value is None:
        return None
    if value < 1:
        raise InputError(f"'{option}' must be above zero, not {value}.")
    return int(value)
