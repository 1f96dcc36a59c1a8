# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the answer to a query to tables, whatever form it has.

Columns are named in ``columns`` or ``column_names``. Several columns may come as one series each, all with the same
rows in the same order. Groups come as series with tags.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from .._api.errors import IncompleteListError
from .rows import sound

TIME = "time"


class Table(NamedTuple):
    """The rows of one group, or all of them: ``tags`` tell the group, ``rows`` have a value for each of ``columns``."""

    tags: dict
    columns: tuple[str, ...]
    rows: list[list]


def tables(answer: dict) -> list[Table]:
    """The tables of an answer, a member of content.data; IncompleteListError when it cannot be read as any."""
    parts: dict[tuple, tuple[dict, dict[tuple[str, ...], list]]] = {}
    for series in _series(answer):
        tags, columns, rows = _read(series)
        key = (str(series.get("name")), json.dumps(tags, sort_keys=True, default=str))
        _tags, values = parts.setdefault(key, (tags, {}))
        values.setdefault(columns, []).extend(rows)
    return [_joined(tags, values) for tags, values in parts.values()]


def mappings(found: Iterable[Table]) -> list[dict]:
    """The rows of the tables as mappings of column to value, each with the tags of its group."""
    return [
        sound({**table.tags, **dict(zip(table.columns, row))})  # a column says more than a tag of its name
        for table in found
        for row in table.rows
    ]


def measured(table: Table) -> list[str]:
    """The columns that are measured: all but the time."""
    return [column for column in table.columns if column != TIME]


def newest(table: Table, column: str) -> object:
    """The latest value of a column that is not null. Rows without a time have no order: there only a single one has a
    latest value."""
    place = table.columns.index(column)
    times = [row[table.columns.index(TIME)] if TIME in table.columns else None for row in table.rows]
    valued = [(time, row[place]) for time, row in zip(times, table.rows) if row[place] is not None]
    if not valued or (len(valued) > 1 and not all(isinstance(time, (int, float)) for time, _value in valued)):
        return None
    return sound(max(valued, key=lambda pair: pair[0])[1] if len(valued) > 1 else valued[0][1])


def single(found: list[Table]) -> object:
    """The value of an answer that has one: that of its only column besides the time, in its only group."""
    if len(found) != 1 or len(measured(found[0])) != 1:
        return None
    return newest(found[0], measured(found[0])[0])


def _series(answer: dict) -> list[dict]:
    series = answer.get("series") or []
    if not isinstance(series, list) or not all(isinstance(one, dict) for one in series):
        raise IncompleteListError("The answer to the query holds no series.")
    return series


def _read(series: dict) -> tuple[dict, tuple[str, ...], list]:
    """Tags, columns and rows of one series."""
    tags = series.get("tags") or {}
    names = series.get("columns") or series.get("column_names") or ()
    rows = series.get("values") or []
    if not isinstance(tags, dict) or not isinstance(names, (list, tuple)):
        raise IncompleteListError("The answer to the query holds tags or columns in a form that is not documented.")
    columns = tuple(map(str, names))
    if rows and not columns:
        raise IncompleteListError("The answer to the query does not name its columns.")
    if not isinstance(rows, list) or not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        raise IncompleteListError("The answer to the query holds rows that do not fit its columns.")
    if len(set(columns)) < len(columns):
        raise IncompleteListError(
            "The answer to the query has two columns of one name.", hint="Name them differently, with AS"
        )
    return tags, columns, rows


def _joined(tags: dict, values: dict[tuple[str, ...], list]) -> Table:
    """One table of the series of a group: those of the same columns follow each other, others stand side by side."""
    if len(values) == 1:
        return Table(tags, *next(iter(values.items())))
    own = [column for columns in values for column in columns if column != TIME]
    timed = [columns for columns in values if TIME in columns]
    lengths = {len(rows) for rows in values.values()}
    times = (
        {tuple(row[columns.index(TIME)] for row in values[columns]) for columns in timed} if len(lengths) == 1 else ()
    )
    if len(own) != len(set(own)) or len(lengths) != 1 or len(times) > 1:
        raise IncompleteListError("The answer to the query holds columns apart that do not have the same rows.")
    columns = ((TIME,) if timed else ()) + tuple(own)
    rows = [
        [*time, *(value for column, value in _pairs(values, number) if column != TIME)]
        for number, time in enumerate([(time,) for time in next(iter(times))] if timed else [()] * lengths.pop())
    ]
    return Table(tags, columns, rows)


def _pairs(values: dict[tuple[str, ...], list], number: int) -> Iterable[tuple[str, object]]:
    """The (column, value) pairs of the row of this number in all series."""
    for columns, rows in values.items():
        yield from zip(columns, rows[number])
