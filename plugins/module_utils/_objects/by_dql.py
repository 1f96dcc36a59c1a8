# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects by DQL (vendor reference: POST /api/v1/df/query_data_v1).

Completeness costs no request of its own: the first page's request carries a second query that counts the matches, and
the read ends when that many distinct objects came. A read of N objects is ceil(N / page_size) requests. The server's
largest page is not documented; the rows really returned decide how the read goes on.
"""

from __future__ import annotations

import time
from dataclasses import replace

from .._api.errors import IncompleteListError
from .._queries import dql
from .._queries.answers import TIME, tables
from .._queries.ask import OPERATION, ask, in_dql
from .._queries.rows import compacted
from .query import ALL_FIELDS, ObjectQuery
from .rows import with_times

_ROW_ID = "__docid"
_HOUR = 3600


def operation(_query: ObjectQuery) -> str:
    """The operation this source uses."""
    return OPERATION


def read(client, query: ObjectQuery) -> tuple[list[dict], int | None]:
    """The raw rows that match, and how many match in total (None when the service did not say and a limit ended it).

    Objects may go while pages are read: what lacks rows is read a second time.
    """
    try:
        return _read(client, query)
    except IncompleteListError:
        return _read(client, query)


def _read(client, query: ObjectQuery) -> tuple[list[dict], int | None]:
    page_query, count_query = _queries(query, int(time.time()))
    rows, seen, known, total, hits = [], set(), {}, None, 0
    position, counting = {"search_after": []}, [count_query]
    bounds = client.bounds(query.limit)
    while True:
        (answer, *counted), size = _asked(client, [{**page_query, **position}, *counting])
        if counting:
            total, counting = _count(counted), []
        hits = max(hits, answer.get("total_hits") or 0)
        # Each object has a name and a class: a single column is a part of something.
        fresh = _fresh(with_times(_rows(answer, known, least=2), operation(query)), seen)
        bounds.count(len(fresh), size, total)
        rows += fresh
        if query.limit and len(rows) >= query.limit:
            if len(rows) != total and _lacks(rows, query.order_by):
                # Where rows without the field come is up to the storage engine, here it is last: order them all.
                return _read(client, replace(query, limit=None))
            return rows, None if total is None else max(total, len(rows))
        if total is not None and len(rows) > total:
            # Objects came after the count, or it is wrong: it proves nothing any more.
            total = None
        if len(rows) == total:
            return rows, total
        if not fresh:
            if total is None and answer.get("series") and len(rows) == page_query["limit"]:
                raise IncompleteListError("DQL answers every page with the same rows.")
            break
        marker = answer.get("search_after")
        position = {"search_after": marker} if marker else {"offset": len(rows)}
    # Nothing new came: without a count, total_hits still is a lower bound of what there must be.
    expected = hits if total is None else total
    if len(rows) < expected:
        raise IncompleteListError(
            f"DQL answered {len(rows)} of {expected} objects of {query.object_class} and then no more. "
            "If it stays so, narrow the query with filters or set a smaller page_size."
        )
    return rows, len(rows)


def _asked(client, queries: list[dict]) -> tuple[list[dict], int]:
    return ask(client, lambda: [in_dql(query) for query in queries])


def _lacks(rows: list[dict], order_by) -> bool:
    """Whether a row has none of the value that another one is sorted by."""
    return any(row.get(field) is None for field, _descending in order_by for row in rows)


def _queries(query: ObjectQuery, now: int) -> tuple[dict, dict]:
    conditions = [dql.one_of(field, values) for field, values in query.filters]
    if query.search:
        conditions.append(dql.contains(query.object_class.name_fields, query.search))
    if query.max_age:
        conditions.append(dql.at_least("last_update_time", (now - query.max_age) * 1000))
    if query.condition:
        conditions.append(f"({query.condition})")

    # Objects that report while pages are read must not leave the window, so it ends ahead of the clock.
    window = [(now - (query.max_age or query.object_class.visible_seconds)) * 1000, (now + _HOUR) * 1000]
    source = (query.object_class.namespace, query.object_class.name)
    # Pages follow a key that never changes, unless the server has to pick the first objects of another order.
    order = (query.order_by if query.limit else ()) + ((_ROW_ID, False),)
    rows = {
        "q": dql.statement(*source, map(dql.identifier, _columns(query)), conditions),
        "limit": min(query.page_size, query.limit or query.page_size),
        # One spelling for each storage engine; an engine reads its own.
        "orderby": [{field: "desc" if descending else "asc"} for field, descending in order],
        "order_by": [{"column": field, "order": "DESC" if descending else "ASC"} for field, descending in order],
        "timeRange": window,
    }
    counting = dql.statement(*source, [f"count({dql.identifier(_ROW_ID)})"], conditions)
    count = {"q": counting, "timeRange": window}
    return rows, count


def _columns(query: ObjectQuery) -> list[str]:
    """The columns to ask for; none stands for all."""
    if not query.fields or ALL_FIELDS in query.fields:
        return []
    ordering = [field for field, _descending in query.order_by]
    return list(dict.fromkeys([*query.fields, *ordering, _ROW_ID]))


def _rows(answer: dict, known: dict[str, str], least: int = 1) -> list[dict]:
    """The rows of an answer, which have ``least`` columns at least besides the time."""
    found = [table for table in tables(answer) if table.rows]
    if found and len({column for table in found for column in table.columns} - {TIME}) < least:
        raise IncompleteListError("The answer to the DQL query lacks columns: only one came.")
    return [compacted(zip(table.columns, row), known) for table in found for row in table.rows]


def _fresh(rows: list[dict], seen: set) -> list[dict]:
    """The rows not seen before; pages may overlap."""
    fresh = []
    for row in rows:
        row_id = row.get(_ROW_ID) or repr(sorted(row.items(), key=str))
        if row_id not in seen:
            seen.add(row_id)
            fresh.append(row)
    return fresh


def _count(answers: list[dict]) -> int | None:
    for row in _rows(answers[0], {}) if answers else []:
        for column, value in row.items():
            if column != TIME and isinstance(value, (int, float)):
                return int(value)
    return None
