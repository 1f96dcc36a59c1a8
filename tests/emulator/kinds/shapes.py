# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of the documented shape, from the schema of an answer."""

from __future__ import annotations

from typing import Any

_EMPTY = {"string": "", "integer": 0, "number": 0, "boolean": False, "null": None}

Schema = dict[str, Any]


def kind_of(schema: Schema) -> str | None:
    """The JSON type that a schema asks for; of several the first one that is not null."""
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return next((kind for kind in kinds if kind != "null"), "null")
    return kinds or ("object" if "properties" in schema else None)


def empty(schema: Schema) -> Any:
    """The plainest value that a schema accepts: empty text, zero, empty list, object with all members so."""
    if "enum" in schema:
        return schema["enum"][0]
    alternatives = schema.get("oneOf") or schema.get("anyOf")
    if alternatives:
        return empty(alternatives[0])
    types = schema.get("type")
    if isinstance(types, list) and "null" in types:
        return None
    kind = kind_of(schema)
    if kind == "array":
        return []
    if kind == "object":
        return {name: empty(member) for name, member in schema.get("properties", {}).items()}
    return _EMPTY.get(kind)


def rows_at(schema: Schema) -> str | None:
    """The member of content that holds the rows of a list; None when they stand directly in content."""
    if kind_of(schema) != "object":
        return None
    lists = [name for name, member in schema.get("properties", {}).items() if kind_of(member) == "array"]
    return next((name for name in ("data", "items") if name in lists), lists[0] if lists else "data")


def row_schema(schema: Schema) -> Schema:
    """The schema of one row of a list answer."""
    place = rows_at(schema)
    rows = schema if place is None else schema.get("properties", {}).get(place, {})
    return rows.get("items", {})
