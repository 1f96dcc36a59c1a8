# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions on fields, as rules of many kinds have them: a list in order, the values as texts or numbers."""

from __future__ import annotations

import typing as t

from ..._engine.codec import Codec
from ..._engine.field import Field
from ..._engine.rules import Rule, is_empty
from ..._engine.values import text

_WORDS = ("name", "operation", "condition")


def _encode(filters: t.Any) -> t.Any:
    if not isinstance(filters, list):
        return filters
    return [{**{word: one[word] for word in _WORDS}, "value": one["values"]} for one in filters]


def _decode(filters: t.Any) -> t.Any:
    """What answers tell; some pages call the values ``values``."""
    if not isinstance(filters, list):
        return filters
    return [{**one, "values": one.get("value", one.get("values"))} for one in filters]


def _canonical(filters: t.Any) -> t.Any:
    """With what the service takes for granted; how the first is joined to nothing means nothing."""
    if not isinstance(filters, list):
        return filters
    return [
        {
            "name": one.get("name"),
            "operation": one.get("operation") or "in",
            "condition": (one.get("condition") or "and") if place else "and",
            "values": _each_once(one.get("values") or []),
        }
        for place, one in enumerate(filters)
    ]


def _each_once(values: t.Any) -> t.Any:
    return list({text(value): value for value in values}.values()) if isinstance(values, list) else values


def _as_texts(filters: t.Any) -> t.Any:
    return [{**one, "values": sorted(map(text, one["values"]))} for one in filters or ()]


def _seen(actual: t.Any, wanted: t.Any) -> t.Any:
    """A number equals its text, and the order of values, each of which will do, means nothing."""
    is_same = (is_empty(actual) and is_empty(wanted)) or _as_texts(actual) == _as_texts(wanted)
    return wanted if is_same else actual


def filter_field(api: str = "filters", operations: tuple[str, ...] = ("in", "not_in", "match", "not_match")) -> Field:
    """The option ``filters``; a new object without it gets none."""
    return Field(
        "filters",
        api,
        codec=Codec(_encode, _decode),
        type="list",
        elements="dict",
        suboptions={
            "name": {"type": "str", "required": True},
            "operation": {"type": "str", "choices": list(operations), "default": "in"},
            "condition": {"type": "str", "choices": ["and", "or"], "default": "and"},
            "values": {"type": "list", "elements": "raw", "required": True},
        },
        rule=Rule(_canonical, _seen),
        on_create=[],
    )


def from_console(filters: t.Any) -> t.Any:
    """The option for the filters of a file that the console exports."""
    return _canonical(_decode(filters or []))
