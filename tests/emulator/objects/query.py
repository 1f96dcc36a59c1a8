# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers DQL over the objects of a workspace (df/query_data_v1 and its older and asynchronous forms)."""

from __future__ import annotations

import collections
import dataclasses
from typing import Any

from ..envelope import ApiFailure, Reply, refused
from ..kinds.base import Call, Kind
from ..variants import COLUMN_NAMES, SINGLE_COLUMNS
from .dql import Query, Target, dql_error, parse
from .rows import CUSTOM, OBJECTS, Objects, Row

DEFAULT_LIMIT = 1000  # rows without a limit; the console's query tool documents 1,000 or 2,000, the API nothing
TOTAL_HITS_CAP = 10_000  # what total_hits never exceeds in the vendor's examples of query_data
KEPT_SELECTIONS = 8
SELECTION_SECONDS = 60  # the pages of one query read one state of the store

_SHOWS = {"show_object_source": OBJECTS, "show_custom_object_source": CUSTOM}
_SHOW_FIELDS = {"show_object_field": OBJECTS, "show_custom_object_field": CUSTOM}
_NAMESPACES = (OBJECTS, CUSTOM)


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

    def read(self, objects: Objects, asked: dict[str, Any], now: float, single_columns: bool) -> dict[str, Any]:
        """asked: the `query` object of a request. now: Unix seconds. single_columns: whatever is asked for, one series
        per column. Returns one member of content.data."""
        query = parse(asked.get("q", ""))
        if query.show:
            return _answer(_show(query, objects, now))
        if query.namespace not in _NAMESPACES:
            raise dql_error(f"the emulator holds objects only ({'::, '.join(_NAMESPACES)}::), not {query.namespace}::")
        if query.by or any(target.function for target in query.targets):
            rows = _selected(query, asked, objects, now)
            return _answer(_aggregated(query, rows, objects, now), len(rows))
        selection = self._selection(objects, query, asked, now)
        start, limit = _window(query, asked, selection)
        page = selection.rows[start : start + min(limit, objects.row_cap)]
        series = _plain(query, page, objects, now, single_columns or asked.get("disableMultipleField", True))
        return _answer(series, len(selection.rows), _after(selection, page, objects, now))

    def _selection(self, objects: Objects, query: Query, asked: dict[str, Any], now: float) -> _Selection:
        order = _order(query, asked)
        objects.labels_shown(now)  # may be due for renewal, which changes the version
        key = (objects.version, asked["q"], str(asked.get("timeRange")), str(order))
        kept = self._selections.get(key)
        if kept is None or not 0 <= now - kept.made < SELECTION_SECONDS:
            rows = _sorted(_selected(query, asked, objects, now), order, objects, now)
            kept = self._selections[key] = _Selection(rows, order, now)
        self._selections.move_to_end(key)
        while len(self._selections) > KEPT_SELECTIONS:
            self._selections.popitem(last=False)
        return kept


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


def _after(selection: _Selection, page: list[Row], objects: Objects, now: float) -> list[Any]:
    """search_after of a page: the sort values of its last row."""
    return [objects.value(page[-1], column, now) for column, _descending in selection.order] if page else []


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


def _sorted(rows: list[Row], order: list[tuple[str, bool]], objects: Objects, now: float) -> list[Row]:
    rows = list(rows)
    for column, descending in reversed(order):
        rows.sort(key=lambda row: _sort_key(objects.value(row, column, now)), reverse=descending)
    return rows


def _sort_key(value: Any) -> tuple:
    """Numbers before texts, rows without the column last (first when descending)."""
    if value is None:
        return (2, "")
    return (0, value) if isinstance(value, (int, float)) else (1, str(value))


def _selected(query: Query, asked: dict[str, Any], objects: Objects, now: float) -> list[Row]:
    rows = _of_source(query, objects)
    span = _time_span(query, asked, now)
    if span:
        rows = [row for row in rows if span[0] <= objects.value(row, "time", now) <= span[1]]
    condition = query.condition
    if condition:
        value = objects.value
        rows = [row for row in rows if condition(lambda column, row=row: value(row, column, now))]
    return rows


def _of_source(query: Query, objects: Objects) -> list[Row]:
    if query.source is not None:
        return objects.rows((query.namespace, query.source))
    names = [name for name in objects.classes(query.namespace) if query.source_pattern.search(name)]
    return [row for name in names for row in objects.rows((query.namespace, name))]


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


def _columns(targets: list[Target], rows: list[Row], objects: Objects, now: float) -> list[tuple[str, str]]:
    """(title, column) of what is asked for; all columns that occur when that is everything."""
    if targets and all(target.column != "*" for target in targets):
        return [(target.title, target.column) for target in targets]
    names = {name for row in rows for name in objects.flat(row, now)} - {"time"}
    return [(name, name) for name in sorted(names)]


def _plain(query: Query, rows: list[Row], objects: Objects, now: float, single_column: bool) -> list[dict[str, Any]]:
    if not rows:
        return []
    columns = [(title, column) for title, column in _columns(query.targets, rows, objects, now) if column != "time"]
    value, name = objects.value, query.source or ""
    groups = [[column] for column in columns] if single_column else [columns]
    return [
        {
            "name": name,
            "columns": ["time", *(title for title, _column in group)],
            "units": [None] * (len(group) + 1),
            "values": [
                [value(row, "time", now), *(value(row, column, now) for _title, column in group)] for row in rows
            ],
        }
        for group in groups
    ]


def _aggregated(query: Query, rows: list[Row], objects: Objects, now: float) -> list[dict[str, Any]]:
    groups: dict[tuple, list[Row]] = collections.defaultdict(list)
    for row in rows:
        groups[tuple(str(objects.value(row, column, now) or "") for column in query.by)].append(row)
    if not query.by and not groups:
        groups[()] = []
    series = []
    for tags, members in groups.items():
        results = [_function(target, members, objects, now) for target in query.targets or [Target("*", "count")]]
        longest = max(len(result) for result in results)
        padded = [result + [None] * (longest - len(result)) for result in results]
        one = {
            "name": query.source or "",
            "columns": ["time", *(target.title for target in query.targets)],
            "values": [[None, *row] for row in zip(*padded, strict=True)],
        }
        series.append({**one, "tags": dict(zip(query.by, tags, strict=True))} if query.by else one)
    return series


def _function(target: Target, rows: list[Row], objects: Objects, now: float) -> list[Any]:
    """The values of one target over a group of rows: one for most functions, many for distinct."""
    if target.function == "count" and target.column == "*":
        return [len(rows)]
    values = [objects.value(row, target.column, now) for row in rows]
    values = [value for value in values if value is not None]
    if target.function == "count":
        return [len(values)]
    if target.function in ("distinct", "count_distinct"):
        distinct = list(
            dict.fromkeys(one for value in values for one in (value if isinstance(value, list) else [value]))
        )
        return distinct if target.function == "distinct" else [len(distinct)]
    if target.function is None or target.function in ("last", "first"):
        return values[-1:] if target.function == "last" else values[:1]
    numbers = [value for value in values if isinstance(value, (int, float))]
    functions = {"max": max, "min": min, "sum": sum, "avg": lambda all_: sum(all_) / len(all_)}
    if target.function not in functions:
        raise dql_error(f"unknown function {target.function}()")
    return [functions[target.function](numbers)] if numbers else []


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


def _answer(series: list[dict[str, Any]], hits: int | None = None, after: list[Any] | None = None) -> dict[str, Any]:
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


class QueryData(Kind):
    """POST df/query_data_v1."""

    family = "query_data_v1"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._reader = Reader()

    def on_call(self, call: Call) -> Reply:
        return self._read(call, call.body["queries"])

    def _read(self, call: Call, queries: list[dict[str, Any]]) -> Reply:
        return Reply({"data": [self._one(call, query) for query in queries], "declaration": {}})

    def _one(self, call: Call, member: dict[str, Any]) -> dict[str, Any]:
        if member["qtype"] != "dql":
            raise refused("the emulator answers qtype dql only")
        asked = member["query"]
        wanted = [asked.get("workspaceUUID"), *(asked.get("workspaceUUIDs") or [])]
        if any(uuid not in (None, "", call.workspace.uuid) for uuid in wanted):
            raise ApiFailure(403, "ft.NoPermission", "the emulator reads only the workspace of the key")
        answer = self._reader.read(call.workspace.objects, asked, call.now, SINGLE_COLUMNS in call.variants)
        if COLUMN_NAMES in call.variants:
            for series in answer["series"]:
                series["column_names"] = series.pop("columns")
        return answer


class QueryDataLegacy(QueryData):
    """POST df/query_data, with the request as JSON text in the query string."""

    family = "query_data_legacy"

    def on_call(self, call: Call) -> Reply:
        """body or, as before August 2023, queries_body, which some vendor clients still send."""
        sent = call.query.get("body") or call.query.get("queries_body")
        if not sent:
            raise refused("query.body is required")
        return self._read(call, sent["queries"])


class QueryDataAsync(QueryData):
    """POST df/asynchronous/query_data: every query is done at once, which vendor clients read from query_status."""

    family = "query_data_async"

    def _one(self, call: Call, member: dict[str, Any]) -> dict[str, Any]:
        return {**super()._one(call, member), "query_status": "finished", "next_cursor_token": ""}
