# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a dashboard: charts, variables and groups, in canonical form.

An export holds ids that every import makes anew, keys that the server adds, and links of its content network; none of
that is content. See ``docs/dashboards.md`` for what is compared and what is not.
"""

from __future__ import annotations

import typing as t

from .._engine.diff import changed_parts
from .._engine.errors import InputError
from .._engine.rules import Rule, is_empty, subset

#: Parts of an export that are not content: ids, links, what sort of view it is, and what the options of the module say
#: (name, tags, identifier).
_NOT_CONTENT = frozenset(
    (
        "title",
        "summary",
        "identifier",
        "iconSet",
        "icon",
        "thumbnail",
        "tagInfo",
        "tags",
        "dashboardType",
        "dashboardOwnerType",
    )
)
_CHART_IDS = frozenset(("uuid", "chartGroupUUID", "prevGroupName"))
_POSITION = ("x", "y", "w", "h")


def check(template: t.Any) -> dict:
    """The template itself; InputError when it is none."""
    if not isinstance(template, dict):
        raise InputError(
            f"The dashboard template must be a mapping, as the console exports it; it is a {type(template).__name__}."
        )
    main = template.get("main")
    if not isinstance(main, dict):
        hint = " It looks like a whole answer of the API: give its 'content'." if "content" in template else ""
        raise InputError(
            "The dashboard template lacks the mapping 'main' with its charts: "
            f"export the dashboard from the console.{hint}"
        )
    for part, holds in (("charts", dict), ("vars", dict), ("groups", (dict, str))):
        items = main.get(part)
        if items is None:
            continue
        if not isinstance(items, list) or not all(isinstance(item, holds) for item in items):
            raise InputError(
                f"'main.{part}' of the dashboard template must be a list of "
                f"{'mappings' if holds is dict else 'groups'}."
            )
    for number, chart in enumerate(main.get("charts") or [], 1):
        if not chart.get("type"):
            raise InputError(f"Chart {number} ('{chart.get('name', '')}') of the dashboard template has no 'type'.")
    return template


def canonical(template: dict) -> dict:
    """The content alone, in the form of a template: ids, links and metadata left out."""
    main = template.get("main") or {}
    content = {key: value for key, value in template.items() if key not in _NOT_CONTENT and key != "main"}
    variables = sorted(main.get("vars") or [], key=lambda variable: variable.get("seq") or 0)
    content["main"] = {
        "vars": [{key: value for key, value in variable.items() if key != "id"} for variable in variables],
        "groups": [{"name": group} if isinstance(group, str) else group for group in main.get("groups") or []],
        "charts": [_chart(chart) for chart in main.get("charts") or []],
    }
    return content


def _chart(chart: dict) -> dict:
    kept = {
        key: value for key, value in chart.items() if key not in _CHART_IDS and key not in ("pos", "group", "queries")
    }
    kept["group"] = {"name": _group(chart)}
    position = {key: chart["pos"][key] for key in _POSITION if key in (chart.get("pos") or {})}
    if position:
        kept["pos"] = position
    kept["queries"] = [_query(query) for query in chart.get("queries") or []]
    return kept


def _group(chart: dict) -> str:
    group = chart.get("group")
    return (group.get("name") if isinstance(group, dict) else group) or ""


def _query(query: t.Any) -> t.Any:
    if not isinstance(query, dict):
        return query
    kept = {key: value for key, value in query.items() if key != "uuid"}
    if isinstance(kept.get("query"), dict):
        kept["query"] = {
            key: _filters(value) if key in ("filters", "filter") else value for key, value in kept["query"].items()
        }
    return kept


def _filters(filters: t.Any) -> t.Any:
    if not isinstance(filters, list):
        return filters
    return [
        {key: value for key, value in item.items() if key != "id"} if isinstance(item, dict) else item
        for item in filters
    ]


def seen(actual: dict, wanted: dict) -> dict:
    """The actual content reduced to what the wanted one speaks of, its charts in the wanted order.

    Charts may share a name, and nothing promises that an import keeps their order: they are paired by group, name and
    position.
    """
    main = {**actual["main"], "charts": _paired(actual["main"]["charts"], wanted["main"]["charts"])}
    return subset({**actual, "main": main}, wanted)


def _paired(actual: list[dict], wanted: list[dict]) -> list[dict]:
    left = list(actual)
    pairs: list[dict | None] = [None] * len(wanted)
    for same in (_same_place, _same_name):
        for index, chart in enumerate(wanted):
            if pairs[index] is None:
                pairs[index] = next((other for other in left if same(other, chart)), None)
                left = [other for other in left if other is not pairs[index]]
    return [chart for chart in pairs if chart is not None] + left


def _same_name(one: dict, other: dict) -> bool:
    return one.get("name") == other.get("name") and one["group"] == other["group"]


def _same_place(one: dict, other: dict) -> bool:
    return _same_name(one, other) and one.get("pos") == other.get("pos")


def view(before: dict | None, after: dict | None) -> tuple[dict | None, dict | None]:
    """Two contents for a diff: charts, queries and variables by name; what is only on one side in outline."""
    left, right = _by_name(before), _by_name(after)
    for part in ("charts", "variables"):
        for one, other in ((left, right), (right, left)):
            for name in set(one.get(part, ())) - set(other.get(part, ())):
                one[part][name] = _outline(one[part][name])
    return tuple(None if side is None else shown for side, shown in zip((before, after), changed_parts(left, right)))


def _by_name(content: dict | None) -> dict:
    if content is None:
        return {}
    main = content["main"]
    shown = {key: value for key, value in content.items() if key != "main" and not is_empty(value)}
    shown["groups"] = main["groups"]
    shown["variables"] = _named(
        (variable.get("name") or variable.get("code") or "", variable) for variable in main["vars"]
    )
    shown["charts"] = _named(
        (" / ".join(filter(None, (_group(chart), chart.get("name")))), _queries_by_name(chart))
        for chart in main["charts"]
    )
    return shown


def _named(items: t.Iterable[tuple[str, dict]]) -> dict[str, t.Any]:
    named: dict[str, t.Any] = {}
    for name, item in items:
        number = 2
        key = name
        while key in named:
            key = f"{name} ({number})"
            number += 1
        named[key] = item
    return named


def _queries_by_name(chart: dict) -> dict:
    queries = chart.get("queries") or []
    named = _named(
        (f"query {(query.get('query') or {}).get('code') or number}", query) for number, query in enumerate(queries, 1)
    )
    return {**{key: value for key, value in chart.items() if key != "queries"}, **named}


def _outline(item: dict) -> dict:
    """A chart or a variable in few words: its type, and what it asks."""
    outline = {key: item[key] for key in ("type", "code") if key in item}
    for key, value in item.items():
        if key.startswith("query ") and isinstance(value, dict):
            outline[key] = (value.get("query") or {}).get("q") or (value.get("query") or {}).get("content") or ""
    return outline


#: How two templates are compared.
TEMPLATE = Rule(canonical, seen)
