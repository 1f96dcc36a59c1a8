# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a diff shows the content of a dashboard: what belongs together side by side, only what changes, and every line
with the chart, variable or group that it is about."""

from __future__ import annotations

import functools
import typing as t

from ..._engine.diff import changed_parts, flat_parts
from ..._engine.rules import is_empty
from ._template import (
    asked_by,
    chart_name,
    group_name,
    matched_charts,
    matched_groups,
    matched_queries,
    matched_variables,
    query_code,
    renamed_groups,
)


def view(before: dict | None, after: dict | None) -> tuple[dict | None, dict | None]:
    """Two contents for a diff: charts, queries, variables and groups by name; what is only on one side in outline."""
    sides = [
        {key: value for key, value in (content or {}).items() if key != "main" and not is_empty(value)}
        for content in (before, after)
    ]
    one, other = (content["main"] if content else {} for content in (before, after))
    renamed = renamed_groups(before, after) if before and after else {}
    groups = functools.partial(matched_groups, renamed=renamed)
    charts = functools.partial(matched_charts, renamed=renamed)
    chart_parts = functools.partial(_chart_parts, renamed=renamed)
    for part, title, *how in (
        ("groups", "groups", groups, group_name, _group_outline, flat_parts),
        ("vars", "variables", matched_variables, _variable_label, _outline, flat_parts),
        ("charts", "charts", charts, _chart_label, _chart_outline, chart_parts),
    ):
        pairs = _side_by_side(one.get(part, []), other.get(part, []), *how)
        for side, parts in zip(sides, pairs):
            if not is_empty(parts):
                side[title] = parts
    return tuple(None if content is None else shown for content, shown in zip((before, after), changed_parts(*sides)))


def _side_by_side(before: list, after: list, match, label, outline, parts) -> tuple[dict, dict]:
    """What differs between two lists, by the labels of their items, and their order when it differs."""
    partners = match(before, after)
    pairs = [(None if index is None else before[index], item) for index, item in zip(partners, after)]
    pairs += [(item, None) for index, item in enumerate(before) if index not in partners]
    sides: tuple[dict, dict] = ({}, {})
    labels: list[str] = []
    for old, new in pairs:
        labels.append(_distinct(label(new if old is None else old), labels))
        if old is None or new is None:
            sides[old is None][labels[-1]] = outline(new if old is None else old)
            continue
        for side, differing in zip(sides, parts(old, new, labels[-1])):
            side.update(differing)
    kept = {key: index for key, index in zip(labels, partners) if index is not None}
    if list(kept.values()) != sorted(kept.values()):
        sides[0]["(order)"], sides[1]["(order)"] = sorted(kept, key=kept.get), list(kept)
    return sides


def _distinct(label: str, taken: t.Collection[str]) -> str:
    number, distinct = 2, label
    while distinct in taken:
        distinct, number = f"{label} ({number})", number + 1
    return distinct


def _outline(item: dict) -> dict:
    return {key: item[key] for key in ("type", "code") if key in item}


def _group_outline(group: dict) -> dict:
    return {key: value for key, value in group.items() if key != "name"}


def _variable_label(variable: dict) -> str:
    return str(variable.get("name") or variable.get("code") or "")


def _chart_label(chart: dict) -> str:
    return " / ".join(filter(None, chart_name(chart)))


def _chart_parts(before: dict, after: dict, label: str, renamed: t.Mapping[str, str]) -> tuple[dict, dict]:
    """What differs between two charts. That their group has another name is told of the group."""
    sides = flat_parts(_chart_shown(before, renamed), _chart_shown(after, renamed), label)
    queries = _side_by_side(before["queries"], after["queries"], matched_queries, _query_label, _question, flat_parts)
    for side, parts in zip(sides, queries):
        side.update({f"{label} > {key}": value for key, value in parts.items()})
    return sides


def _chart_shown(chart: dict, renamed: t.Mapping[str, str]) -> dict:
    group, _name = chart_name(chart)
    shown = {key: value for key, value in chart.items() if key not in ("group", "pos", "queries")}
    shown["group"] = renamed.get(group, group)
    if chart.get("pos"):
        shown["position"] = ", ".join(f"{key} {value}" for key, value in chart["pos"].items())
    return shown


def _chart_outline(chart: dict) -> dict:
    queries: dict[str, str] = {}
    for query in chart["queries"]:
        queries[_distinct(_query_label(query), queries)] = _question(query)
    return {**_outline(chart), **queries}


def _query_label(query: t.Any) -> str:
    return f"query {query_code(query)}".strip()


def _question(query: t.Any) -> str:
    """What a query asks; of a whole chart in its place, its type."""
    asked = asked_by(query)
    return asked.get("q") or asked.get("content") or (query.get("type") if "queries" in query else "") or ""
