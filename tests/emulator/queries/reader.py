# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers single queries over the stores of a workspace: its infrastructure objects, and the series that tests set."""

from __future__ import annotations

import collections
import dataclasses
from typing import Any, Protocol

from ..objects.rows import CUSTOM, OBJECTS, ClassKey, Objects, Row
from .dql import Query, Target, dql_error, parse
from .functions import results
from .series import METRICS, NAMESPACES, Series

DEFAULT_LIMIT = 1000  # rows without a limit; the console's query tool documents 1,000 or 2,000, the API nothing
TOTAL_HITS_CAP = 10_000  # what total_hits never exceeds in the vendor's examples of query_data
KEPT_SELECTIONS = 8
SELECTION_SECONDS = 60  # the pages of one query read one state of the store

_SHOWS = {"show_object_source": OBJECTS, "show_custom_object_source": CUSTOM}
_SHOW_FIELDS = {"show_object_field": OBJECTS, "show_custom_object_field": CUSTOM}
_OF_OBJECTS = (OBJECTS, CUSTOM)
#: What beside a statement would change the answer, and is not done here.
_UNSUPPORTED = ("funcList", "sorderby", "sorder_by", "cursor_time", "output_format")


class Store(Protocol):
    """What a query reads. row_cap: the most rows of one answer. version: differs whenever a read could."""

    row_cap: int
    version: tuple

    def classes(self, namespace: str) -> list[str]:
        """The names of its sources."""

    def rows(self, key: ClassKey) -> list[Row]:
        """The rows of a source."""

    def value(self, row: Row, column: str, now: float) -> Any:
        """A column of a row at a time."""

    def flat(self, row: Row, now: float) -> dict[str, Any]:
        """Every column that the row has."""

    def refresh(self, now: float) -> None:
        """Renew what is due for it, before the version is asked for."""


@dataclasses.dataclass
class _Selection:
    """The rows that a query selects, in its order."""

    rows: list[Row]
    order: list[tuple[str, bool]]
    made: float
    positions: dict[str, int] = dataclasses.field(default_factory=dict)

    def position_of(self, docid: Any) -> int | None:
        if not self.positions:
            self.positions = {row.fields["__docid"]: index for index, row in enumerate(self.rows)}
        return self.positions.get(docid)


class Reader:
    """Answers single queries, and keeps the rows that the latest ones selected for their next pages."""

    def __init__(self) -> None:
        self._selections: collections.OrderedDict[tuple, _Selection] = collections.OrderedDict()

    def read(
        self, objects: Objects, points: Series, asked: dict[str, Any], now: float, single_columns: bool
    ) -> dict[str, Any]:
        """asked: the `query` object of a request. now: Unix seconds. single_columns: whatever is asked for, one series
        per column. Returns one member of content.data."""
        unsupported = [name for name in _UNSUPPORTED if asked.get(name)]
        if unsupported:
            raise dql_error(f"{unsupported[0]} is not supported by the emulator")
        query = parse(asked.get("q", ""))
        if query.show:
            return answer_of(_show(query, objects, now))
        if query.namespace not in (*_OF_OBJECTS, *NAMESPACES):
            known = ", ".join(f"{one}::" for one in (*_OF_OBJECTS, *NAMESPACES))
            raise dql_error(f"the emulator holds {known}, not {query.namespace}::")
        store: Store = objects if query.namespace in _OF_OBJECTS else points
        if query.by or any(target.function for target in query.targets):
            rows = _selected(query, asked, store, now)
            series = _aggregated(query, asked, rows, store, now)
            return answer_of(_parted(series, single_columns), len(rows))
        if asked.get("interval") or query.interval:
            raise dql_error("an interval needs functions to apply to each")
        selection = self._selection(store, query, asked, now)
        start, limit = _window(query, asked, selection)
        page = selection.rows[start : start + min(limit, store.row_cap)]
        series = _plain(query, page, store, now)
        parted = _parted(series, single_columns or asked.get("disableMultipleField", True))
        if query.namespace == METRICS:
            return answer_of(parted)
        return answer_of(parted, len(selection.rows), _after(selection, page, store, now))

    def _selection(self, store: Store, query: Query, asked: dict[str, Any], now: float) -> _Selection:
        order = _order(query, asked)
        store.refresh(now)
        key = (store.version, asked["q"], str(asked.get("timeRange")), str(order))
        kept = self._selections.get(key)
        if kept is None or not 0 <= now - kept.made < SELECTION_SECONDS or _is_first_page(asked):
            rows = _sorted(_selected(query, asked, store, now), order, store, now)
            kept = self._selections[key] = _Selection(rows, order, now)
        self._selections.move_to_end(key)
        while len(self._selections) > KEPT_SELECTIONS:
            self._selections.popitem(last=False)
        return kept


def _is_first_page(asked: dict[str, Any]) -> bool:
    return not asked.get("search_after") and not asked.get("offset")


def _window(query: Query, asked: dict[str, Any], selection: _Selection) -> tuple[int, int]:
    """(first row, how many) of a page."""
    limit = next(value for value in (query.limit, asked.get("limit"), DEFAULT_LIMIT) if value is not None)
    after = asked.get("search_after")
    if not after:
        return query.offset or asked.get("offset") or 0, limit
    position = selection.position_of(after[-1])
    if position is None:
        raise dql_error("search_after does not belong to this query")
    return position + 1, limit


def _after(selection: _Selection, page: list[Row], store: Store, now: float) -> list[Any]:
    """search_after of a page: the sort values of its last row."""
    return [store.value(page[-1], column, now) for column, _descending in selection.order] if page else []


def _order(query: Query, asked: dict[str, Any]) -> list[tuple[str, bool]]:
    """The sort keys: the statement's, else those beside it, else newest first; __docid decides between equals."""
    order = list(query.order)
    if not order:
        for member in asked.get("orderby") or []:
            order += [(column, str(direction).lower() == "desc") for column, direction in member.items()]
        for member in asked.get("order_by") or []:
            order.append((member["column"].strip("`"), member.get("order", "asc").lower() == "desc"))
    order = order or [("time", True)]
    return order if order[-1][0] == "__docid" else [*order, ("__docid", False)]


def _sorted(rows: list[Row], order: list[tuple[str, bool]], store: Store, now: float) -> list[Row]:
    rows = list(rows)
    for column, descending in reversed(order):
        rows.sort(key=lambda row: _sort_key(store.value(row, column, now)), reverse=descending)
    return rows


def _sort_key(value: Any) -> tuple:
    """Numbers before texts, rows without the column last (first when descending)."""
    if value is None:
        return (2, "")
    return (0, value) if isinstance(value, (int, float)) else (1, str(value))


def _selected(query: Query, asked: dict[str, Any], store: Store, now: float) -> list[Row]:
    rows = _of_source(query, store)
    span = _time_span(query, asked, now)
    if query.namespace in NAMESPACES:
        present = int(now * 1000)
        span = (span[0], min(span[1], present)) if span else (0, present)
    if span:
        rows = [row for row in rows if span[0] <= store.value(row, "time", now) <= span[1]]
    condition = query.condition
    if condition:
        value = store.value
        rows = [row for row in rows if condition(lambda column, row=row: value(row, column, now))]
    return rows


def _of_source(query: Query, store: Store) -> list[Row]:
    if query.source is not None:
        return store.rows((query.namespace, query.source))
    names = [name for name in store.classes(query.namespace) if query.source_pattern.search(name)]
    return [row for name in names for row in store.rows((query.namespace, name))]


def _time_span(query: Query, asked: dict[str, Any], now: float) -> tuple[int, int] | None:
    """Milliseconds; timeRange beside the statement wins over the one in it. Without any, all rows (our reading)."""
    present = int(now * 1000)
    given = asked.get("timeRange")
    if given:
        return given[0], given[1] if len(given) > 1 else present
    if query.time_range is None:
        return None
    start, end = (moment if moment > 10**11 else present - moment for moment in query.time_range)
    return start, end


def _columns(targets: list[Target], rows: list[Row], store: Store, now: float) -> list[tuple[str, str]]:
    """(title, column) of what is asked for; all columns that occur when that is everything."""
    if targets and all(target.column != "*" for target in targets):
        return [(target.title, target.column) for target in targets]
    names = {name for row in rows for name in store.flat(row, now)} - {"time"}
    return [(name, name) for name in sorted(names)]


def _plain(query: Query, rows: list[Row], store: Store, now: float) -> list[dict[str, Any]]:
    if not rows:
        return []
    columns = [(title, column) for title, column in _columns(query.targets, rows, store, now) if column != "time"]
    if query.namespace == METRICS:
        columns = [(title, column) for title, column in columns if column != "__docid"]
    value = store.value
    values = [[value(row, "time", now), *(value(row, column, now) for _title, column in columns)] for row in rows]
    titles = ["time", *(title for title, _column in columns)]
    return [{"name": query.source or "", "columns": titles, "units": [None] * len(titles), "values": values}]


def _parted(series: list[dict[str, Any]], apart: bool) -> list[dict[str, Any]]:
    """The series as they are, or each of their columns, with the time, as one of its own."""
    if not apart:
        return series
    return [
        {
            **one,
            "columns": ["time", column],
            **({"units": [None, None]} if "units" in one else {}),
            "values": [[row[0], row[place]] for row in one["values"]],
        }
        for one in series
        for place, column in enumerate(one["columns"])
        if place
    ]


def _aggregated(query: Query, asked: dict[str, Any], rows: list[Row], store: Store, now: float) -> list[dict[str, Any]]:
    if any(target.function in (None, "first", "last") for target in query.targets):
        rows = _sorted(rows, [("time", False)], store, now)
    groups: dict[tuple, list[Row]] = collections.defaultdict(list)
    for row in rows:
        groups[tuple(_tag(store.value(row, column, now)) for column in query.by)].append(row)
    if not query.by and not groups and not query.interval and not asked.get("interval"):
        groups[()] = []
    targets = query.targets or [Target("*", "count")]
    series = []
    for tags, members in groups.items():
        values = [
            [time, *row]
            for time, some in _buckets(query, asked, members, store, now)
            for row in _columns_of_functions(targets, some, store, now)
        ]
        one = {"name": query.source or "", "columns": ["time", *(target.title for target in targets)], "values": values}
        if values:
            series.append({**one, "tags": dict(zip(query.by, tags, strict=True))} if query.by else one)
    start = query.soffset or asked.get("soffset") or 0
    many = next((number for number in (query.slimit, asked.get("slimit")) if number is not None), len(series))
    return series[start : start + many]


def _tag(value: Any) -> str:
    return "" if value is None else str(value)


def _buckets(
    query: Query, asked: dict[str, Any], rows: list[Row], store: Store, now: float
) -> list[tuple[int | None, list[Row]]]:
    """The rows of each interval with the time it begins at, oldest first; all rows when there is no interval."""
    interval = (asked.get("interval") or 0) * 1000 or query.interval
    if not interval:
        span = _time_span(query, asked, now)
        return [(span[0] if span and query.namespace == METRICS else None, rows)]
    buckets: dict[int, list[Row]] = collections.defaultdict(list)
    for row in rows:
        buckets[store.value(row, "time", now) // interval * interval].append(row)
    newest_first = _order(query, asked)[0] == ("time", True) and (query.order or asked.get("orderby"))
    ordered = sorted(buckets.items(), reverse=bool(newest_first))
    limit = next((number for number in (query.limit, asked.get("limit")) if number is not None), len(ordered))
    return ordered[:limit]


def _columns_of_functions(targets: list[Target], rows: list[Row], store: Store, now: float) -> list[list[Any]]:
    """The rows that the functions give, one for most of them; none when all that they are over is null."""
    made = [_function(target, rows, store, now) for target in targets]
    longest = max(len(values) for values in made)
    padded = [values + [None] * (longest - len(values)) for values in made]
    return [list(row) for row in zip(*padded, strict=True)]


def _function(target: Target, rows: list[Row], store: Store, now: float) -> list[Any]:
    """The values of one target over a group of rows: one for most functions, many for distinct."""
    if target.function == "count" and target.column == "*":
        return [len(rows)]
    values = [store.value(row, target.column, now) for row in rows]
    return results(target.function, [value for value in values if value is not None])


def _show(query: Query, objects: Objects, now: float) -> list[dict[str, Any]]:
    if query.show in _SHOWS:
        names = objects.classes(_SHOWS[query.show])
        return [{"name": query.show, "columns": ["name"], "values": [[name] for name in names]}]
    if query.show in _SHOW_FIELDS:
        rows = objects.rows((_SHOW_FIELDS[query.show], query.source or ""))
        kinds = {name: _field_type(value) for row in rows for name, value in objects.flat(row, now).items()}
        values = [[name, kinds[name]] for name in sorted(kinds)]
        return [{"name": query.show, "columns": ["fieldKey", "fieldType"], "values": values}] if values else []
    raise dql_error(f"unknown function {query.show}()")


def _field_type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long"
    return "float" if isinstance(value, float) else "keyword"


def answer_of(series: list[dict[str, Any]], hits: int | None = None, after: list[Any] | None = None) -> dict[str, Any]:
    names = list(dict.fromkeys(column for one in series for column in one["columns"] if column != "time"))
    answer: dict[str, Any] = {
        "async_id": "",
        "column_names": names,
        "complete": False,
        "cost": "1ms",
        "index_name": "",
        "index_names": "",
        "index_store_type": "doris",
        "interval": 0,
        "is_running": False,
        "max_point": 0,
        "next_cursor_time": -1,
        "points": None,
        "query_type": "",
        "sample": 1,
        "scan_completed": False,
        "scan_index": "",
        "series": series,
        "window": 0,
    }
    if hits is not None:
        answer["total_hits"] = min(hits, TOTAL_HITS_CAP)
    if after is not None:
        answer["search_after"] = after
    return answer
