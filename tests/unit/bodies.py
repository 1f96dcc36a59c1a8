# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of requests from the schemas of the reference, and bodies that are one step from another."""

from __future__ import annotations

import copy


def sample(schema: dict, whole: bool = False) -> object:
    """A value that a schema accepts, with the least that it must have, or with all that it may have."""
    if schema.get("enum"):
        return schema["enum"][0]
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    members = schema.get("properties", {})
    if kind == "object" or members:
        required = [*schema.get("required", []), *schema.get("anyOf", [{}])[0].get("required", [])]
        return {name: sample(members[name], whole) for name in (members if whole else required)}
    if kind == "array":
        return [sample(schema.get("items", {}), whole) for _time in range(max(1, schema.get("minItems", 1)))]
    return {"integer": schema.get("minimum", 1), "number": 1, "boolean": True, "null": None}.get(kind, "sample")


def with_other(body, path, other):
    """A copy of a body with another value at a place; ``...`` takes the place out.

    path: keys and numbers that lead there.
    """
    body = holder = copy.deepcopy(body)
    for key in path[:-1]:
        holder = holder[key]
    if other is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = other
    return body
