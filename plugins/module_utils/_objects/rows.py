# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows: flat dicts of column name to value, of one shape whatever source they came from.

``df_label`` is a list of texts. A column that an object lacks is left out, or null when it was asked for by name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable

from .._api.errors import NotAnApiAnswerError
from .._api.operations import OPERATIONS
from .._queries.rows import sound
from .classes import LABELS, SENSITIVE_FIELDS
from .query import ALL_FIELDS

#: The columns that say when an object reported, the better one first.
_TIMES = ("last_update_time", "time")
#: Numbers that are no numbers, as rows show them.
_NO_TIMES = ("NaN", "Infinity", "-Infinity")


def labels_of(value) -> list[str]:
    """The labels in a ``df_label`` column; some storage engines answer the list as its JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = [value]
    return [str(sound(label)) for label in value] if isinstance(value, list) else []


def shaper(fields: tuple[str, ...]) -> Callable[[dict], dict]:
    """A function that gives a compacted row, which it takes over, the one shape: the asked fields, else all but the
    sensitive ones."""
    named = tuple(name for name in fields if name != ALL_FIELDS)
    only_named = fields and len(named) == len(fields)
    hidden = SENSITIVE_FIELDS.difference(named)

    def shape(row: dict) -> dict:
        if only_named:
            row = {name: row.get(name) for name in named}
        else:
            for name in hidden:
                row.pop(name, None)
            for name in named:
                row.setdefault(name, None)
        if LABELS in row:
            row[LABELS] = labels_of(row[LABELS])
        return row

    return shape


def matcher(filters: Iterable[tuple[str, tuple]]) -> Callable[[dict], bool]:
    """A test of rows: each field holds (or, for a list, contains) one of its values. Values compare as text."""
    wanted = [(field, frozenset(map(as_text, values))) for field, values in filters]

    def matches(row: dict) -> bool:
        for field, texts in wanted:
            actual = row.get(field)
            if field == LABELS:
                actual = labels_of(actual)
            if isinstance(actual, list):
                if texts.isdisjoint(map(as_text, actual)):
                    return False
            elif actual is None or as_text(actual) not in texts:
                return False
        return True

    return matches


def as_text(value) -> str:
    """A scalar as the service shows it: true and false in lower case, 4.0 as 4."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def ordered(rows: list[dict], order_by: Iterable[tuple[str, bool]]) -> list[dict]:
    """The rows sorted by the (field, descending) pairs; numbers before texts, rows without the field last."""
    for field, descending in reversed(tuple(order_by)):
        present = [row for row in rows if row.get(field) is not None]
        absent = [row for row in rows if row.get(field) is None]
        rows = sorted(present, key=lambda row: _rank(row[field]), reverse=descending) + absent
    return rows


def in_one_order(rows: Iterable[dict]) -> list[dict]:
    """The rows in an order that does not depend on how they came: by name, and those of one name by what they hold."""
    named: dict[str, list[dict]] = {}
    for row in rows:
        named.setdefault(as_text(row.get("name")), []).append(row)
    return [
        row
        for _name, alike in sorted(named.items())
        for row in (sorted(alike, key=lambda one: json.dumps(one, sort_keys=True)) if len(alike) > 1 else alike)
    ]


def last_report(row: dict) -> int:
    """When the object reported last, in milliseconds since 1970; 0 when the row does not say."""
    for column in _TIMES:
        value = row.get(column)
        if isinstance(value, (int, float)) and math.isfinite(value):
            return int(value)
    return 0


def mappings(items: list, operation: str) -> list[dict]:
    """The rows of an answer; NotAnApiAnswerError, with the route, when one is no mapping of names to values."""
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise _odd(f"row {number} of the list is {item!r}, which is no object", operation)
    return with_times(items, operation)


def with_times(rows: list[dict], operation: str) -> list[dict]:
    """The rows; NotAnApiAnswerError, with the route, when a time is no number that JSON knows: its object would pass
    for one that never reported."""
    for row in rows:
        for column in _TIMES:
            value = row.get(column)
            if value in _NO_TIMES or (isinstance(value, float) and not math.isfinite(value)):
                raise _odd(f"'{column}' of the object {row.get('name')!r} is {value}, which is no time", operation)
    return rows


def _odd(what: str, operation: str) -> NotAnApiAnswerError:
    spec = OPERATIONS[operation]
    return NotAnApiAnswerError(what, route=f"{spec.method} {spec.path}")


def _rank(value) -> tuple:
    return (0, value, "") if isinstance(value, (int, float)) else (1, 0, as_text(value))
