# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a diff shows the content of a dashboard: what belongs together side by side, and only what changes."""

from __future__ import annotations

import typing as t

from .._engine.diff import changed_parts
from .._engine.rules import is_empty
from ._template import CHART_FITS, asked_by, chart_name, group_name, matched, query_code, variable_name


def view(before: dict | None, after: dict | None) -> tuple[dict | None, dict | None]:
    """Two contents for a diff: charts, queries, variables and groups by name; what is only on one side in outline."""
    sides = [
        {key: value for key, value in (content or {}).items() if key != "main" and not is_empty(value)}
        for content in (before, after)
    ]
    one, other = (content["main"] if content else {} for content in (before, after))
    for part, title, *how in (
        ("groups", "groups", group_name, (), _group_label, _group_sides),
        ("vars", "variables", variable_name, (), _variable_label, _variable_sides),
        ("charts", "charts", chart_name, CHART_FITS, _chart_label, _chart_sides),
    ):
        for side, shown in zip(sides, _side_by_side(one.get(part, []), other.get(part, []), *how)):
            side[title] = shown
    return tuple(None if content is None else shown for content, shown in zip((before, after), changed_parts(*sides)))


def _side_by_side(before: list, after: list, name, fits, label, show) -> tuple[dict, dict]:
    """The items of two lists by their labels, those that belong together under one; and their order, when it
    differs."""
    partners = matched(before, after, name, fits)
    pairs = [(None if index is None else before[index], item) for index, item in zip(partners, after)]
    pairs += [(item, None) for index, item in enumerate(before) if index not in partners]
    sides: tuple[dict, dict] = ({}, {})
    labels: list[str] = []
    for number, pair in enumerate(pairs, 1):
        labels.append(_distinct(label(pair[0] if pair[1] is None else pair[1], number), labels))
        for side, item, shown in zip(sides, pair, show(*pair)):
            if item is not None:
                side[labels[-1]] = shown
    kept = {key: index for key, index in zip(labels, partners) if index is not None}
    if list(kept.values()) != sorted(kept.values()):
        sides[0]["(order)"], sides[1]["(order)"] = sorted(kept, key=kept.get), list(kept)
    return sides


def _distinct(label: str, taken: list[str]) -> str:
    number, distinct = 2, label
    while distinct in taken:
        distinct, number = f"{label} ({number})", number + 1
    return distinct


def _group_label(group: dict, _number: int) -> str:
    return group_name(group)


def _group_sides(one: dict | None, other: dict | None) -> list[dict]:
    return [{key: value for key, value in (group or {}).items() if key != "name"} for group in (one, other)]


def _variable_label(variable: dict, _number: int) -> str:
    return str(variable.get("name") or variable.get("code") or "")


def _variable_sides(one: dict | None, other: dict | None) -> list[dict | None]:
    if one is not None and other is not None:
        return [one, other]
    return [variable and _outline(variable) for variable in (one, other)]


def _chart_label(chart: dict, _number: int) -> str:
    return " / ".join(filter(None, chart_name(chart)))


def _chart_sides(one: dict | None, other: dict | None) -> list[dict | None]:
    if one is None or other is None:
        return [chart and {**_outline(chart), **_queries_outlined(chart)} for chart in (one, other)]
    queries = _side_by_side(one["queries"], other["queries"], query_code, (), _query_label, lambda *pair: pair)
    return [
        {**{key: value for key, value in chart.items() if key != "queries"}, **shown}
        for chart, shown in zip((one, other), queries)
    ]


def _query_label(query: t.Any, number: int) -> str:
    return f"query {query_code(query) or number}"


def _queries_outlined(chart: dict) -> dict[str, str]:
    outlined: dict[str, str] = {}
    for number, query in enumerate(chart["queries"], 1):
        asked = asked_by(query)
        outlined[_distinct(_query_label(query, number), list(outlined))] = asked.get("q") or asked.get("content") or ""
    return outlined


def _outline(item: dict) -> dict:
    return {key: item[key] for key in ("type", "code") if key in item}
