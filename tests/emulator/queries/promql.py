# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small, honest part of PromQL over metrics: one selector, with or without one aggregation over its series.

cpu:usage_total{host="web-1"}      avg by (host) (cpu:usage_total{env=~"prod|stage"})      count(cpu:usage_total)

A metric is a measurement and a field, joined by a colon (vendor documentation). Anything else is refused.
"""

from __future__ import annotations

import collections
import re
from typing import Any

from ..envelope import ApiFailure
from ..objects.rows import Row
from .functions import AGGREGATES
from .series import METRICS, Series

LOOKBACK = 300_000  # milliseconds that a point stays the newest one of its series, as in Prometheus
_STEP = 60  # seconds between the points of a range without an interval (our reading)
_MOST_STEPS = 11_000

_SELECTOR = r"(?P<source>[A-Za-z_]\w*):(?P<field>[A-Za-z_]\w*)\s*(?:\{(?P<labels>[^{}]*)\})?"
_BY = r"by\s*\((?P<%s>[\w\s,]*)\)\s*"
_STATEMENT = re.compile(
    rf"\s*(?:(?P<function>avg|max|min|sum|count)\s*(?:{_BY % 'before'})?\(\s*)?"
    rf"{_SELECTOR}\s*(?(function)\)\s*(?:{_BY % 'after'})?)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*([A-Za-z_]\w*)\s*(=~|!~|!=|=)\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*(?:,|$)")
_TIMES = ("time", "__docid")


def _error(message: str) -> ApiFailure:
    return ApiFailure(400, "ft.PromQLParseError", f"PromQL: {message}")


def read(points: Series, asked: dict[str, Any], now: float) -> list[dict[str, Any]]:
    """The series that a query gives, each with its labels as tags and one column, value."""
    text = asked.get("q", "")
    match = _STATEMENT.fullmatch(text)
    if match is None:
        raise _error(f"the emulator reads measurement:field{{labels}} and one aggregation of it only, not {text!r}")
    found = match.groupdict()
    source, field = found["source"], found["field"]
    labels = _labels(found["labels"] or "")
    rows = [row for row in points.rows((METRICS, source)) if row.fields.get(field) is not None]
    rows = [row for row in rows if all(test(row) for test in labels)]
    by = found["before"] if found["before"] is not None else found["after"]
    kept = None if not found["function"] else [name.strip() for name in (by or "").split(",") if name.strip()]
    function = (found["function"] or "").lower()
    measured = {name for row in rows for name, value in row.fields.items() if not isinstance(value, str)}
    groups: dict[tuple, dict[tuple, list[Row]]] = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in sorted(rows, key=lambda row: row.fields["time"]):
        own = {name: value for name, value in row.fields.items() if name not in measured and name not in _TIMES}
        shown = own if kept is None else {name: own.get(name, "") for name in kept}
        groups[tuple(sorted(shown.items()))][tuple(sorted(own.items()))].append(row)
    series, times = [], _times(asked, now)
    for tags, members in groups.items():
        values = [[time, _at(time, function, field, members)] for time in times]
        values = [row for row in values if row[1] is not None]
        if values:
            series.append({"name": source, "columns": ["time", "value"], "values": values, "tags": dict(tags)})
    return series


def _labels(text: str) -> list[Any]:
    tests, place = [], 0
    while text[place:].strip():
        match = _LABEL.match(text, place)
        if match is None:
            raise _error(f"cannot read the labels {text!r}")
        name, sign, quoted = match.groups()
        tests.append(_test(name, sign, re.sub(r"\\(.)", r"\1", quoted[1:-1])))
        place = match.end()
    return tests


def _test(name: str, sign: str, wanted: str) -> Any:
    if sign in ("=", "!="):
        return lambda row: (str(row.fields.get(name, "")) == wanted) is (sign == "=")
    try:
        pattern = re.compile(wanted)
    except re.error as error:
        raise _error(f"bad regular expression {wanted!r}: {error}") from error
    return lambda row: (pattern.fullmatch(str(row.fields.get(name, ""))) is not None) is (sign == "=~")


def _times(asked: dict[str, Any], now: float) -> list[int]:
    """The moments that are asked for, in milliseconds: the end of an instant query, the steps of a range."""
    start, end = asked.get("timeRange") or (int(now * 1000) - LOOKBACK, int(now * 1000))
    if asked.get("promqlType") == "instantQuery":
        return [end]
    times = range(start, end + 1, (asked.get("interval") or _STEP) * 1000)
    if len(times) > _MOST_STEPS:
        raise _error(f"a range of {len(times)} steps is too long")
    return list(times)


def _at(time: int, function: str, field: str, members: dict[tuple, list[Row]]) -> Any:
    newest = []
    for rows in members.values():
        seen = [row for row in rows if time - LOOKBACK < row.fields["time"] <= time]
        newest += [seen[-1].fields[field]] if seen else []
    if not newest:
        return None
    if function == "count":
        return len(newest)
    return AGGREGATES[function](newest) if function else newest[0]
