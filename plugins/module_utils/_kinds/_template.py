# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a dashboard: charts, variables and groups, in canonical form, and how two contents are compared.

An export holds ids that every import makes anew, keys that the server adds, and links of its content network; none of
that is content. See ``docs/dashboards.md`` for what is compared and what is not.
"""

from __future__ import annotations

import collections
import typing as t

from .._engine.errors import InputError
from .._engine.rules import Rule, subset
from ._recognize import advice

#: Parts of an export that are not content: ids, links, what sort of view it is, and what the options of the module say
#: (name, tags, identifier, extend, mapping).
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
        "dashboardExtend",
        "dashboardMapping",
    )
)
_CHART_IDS = frozenset(("uuid", "chartGroupUUID", "prevGroupName"))
_POSITION = ("x", "y", "w", "h")

_TEXT, _LIST, _MAPPING = (str, "text"), (list, "a list"), (dict, "a mapping")
_BESIDE_MAIN = {"title": _TEXT, "tagInfo": _LIST, "dashboardExtend": _MAPPING, "dashboardMapping": _LIST}


def check(template: t.Any) -> dict:
    """The template itself; InputError when it is none."""
    if not isinstance(template, dict):
        raise InputError(
            f"The dashboard template must be a mapping, as the console exports it; it is a {type(template).__name__}."
        )
    main = template.get("main")
    if not isinstance(main, dict):
        raise InputError(
            "The dashboard template lacks the mapping 'main' with its charts: "
            f"export the dashboard from the console.{advice(template)}"
        )
    _check_shapes("the dashboard template", template, **_BESIDE_MAIN)
    if not all(
        isinstance(tag, str) or (isinstance(tag, dict) and tag.get("name")) for tag in items(template, "tagInfo")
    ):
        raise InputError("Every tag in 'tagInfo' of the dashboard template needs a 'name'.")
    for part, holds in (("charts", dict), ("vars", dict), ("groups", (dict, str))):
        if not isinstance(main.get(part), (list, type(None))) or not all(
            isinstance(item, holds) for item in items(main, part)
        ):
            raise InputError(
                f"'main.{part}' of the dashboard template must be a list of "
                f"{'mappings' if holds is dict else 'groups'}."
            )
    for number, chart in enumerate(items(main, "charts"), 1):
        _check_chart(chart, f"chart {number} ('{chart.get('name', '')}') of the dashboard template")
    return template


def _check_chart(chart: dict, title: str) -> None:
    if not chart.get("type"):
        raise InputError(f"C{title[1:]} has no 'type'.")
    _check_shapes(title, chart, name=_TEXT, pos=_MAPPING, queries=_LIST, extend=_MAPPING)
    if not isinstance(chart.get("group"), (dict, str, type(None))):
        raise InputError(f"'group' of {title} must be a mapping with the 'name' of a group.")
    if not all(isinstance(query, dict) for query in items(chart, "queries")):
        raise InputError(f"'queries' of {title} must be a list of mappings.")


def _check_shapes(owner: str, mapping: dict, /, **shapes: tuple[type, str]) -> None:
    for key, (shape, words) in shapes.items():
        if not isinstance(mapping.get(key), (shape, type(None))):
            raise InputError(f"'{key}' of {owner} must be {words}; it is a {type(mapping[key]).__name__}.")


def items(mapping: dict, key: str) -> list:
    """The list at a key, empty when there is none."""
    return mapping.get(key) or []


# -- canonical form --------------------------------------------------------------------------------


def canonical(template: dict) -> dict:
    """The content alone, in the form of a template: ids, links and metadata left out."""
    main = template.get("main") or {}
    content = {key: value for key, value in template.items() if key not in _NOT_CONTENT and key != "main"}
    content["main"] = {
        "vars": [
            {key: value for key, value in variable.items() if key != "id"}
            for variable in sorted(items(main, "vars"), key=_sequence)
        ],
        "groups": [{"name": group} if isinstance(group, str) else dict(group) for group in items(main, "groups")],
        "charts": [_chart(chart) for chart in items(main, "charts")],
    }
    return content


def _sequence(variable: dict) -> float:
    """The place of a variable; without a number the order of the list decides."""
    return _number(variable.get("seq"))


def _number(value: t.Any) -> float:
    return value if isinstance(value, (int, float)) else 0


def _chart(chart: dict) -> dict:
    kept = {
        key: value for key, value in chart.items() if key not in _CHART_IDS and key not in ("pos", "group", "queries")
    }
    kept["group"] = {"name": _group(chart) or None}
    position = {key: chart["pos"][key] for key in _POSITION if key in (chart.get("pos") or {})}
    if position:
        kept["pos"] = position
    kept["queries"] = [_query(query) for query in items(chart, "queries")]
    return kept


def _group(chart: dict) -> str:
    group = chart.get("group")
    return str((group.get("name") if isinstance(group, dict) else group) or "")


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


# -- what belongs together -------------------------------------------------------------------------


def matched(
    actual: list, wanted: list, name: t.Callable, fits: t.Sequence[t.Callable[[t.Any, t.Any], bool]] = ()
) -> list[int | None]:
    """For each wanted item the index of the actual one that it means, or None.

    Both have the same ``name``. Where several do, the first of ``fits`` that tells one decides, at last their order.
    """
    left: dict[t.Any, list[int]] = {}
    for index, item in enumerate(actual):
        left.setdefault(name(item), []).append(index)
    names = [name(item) for item in wanted]
    times = collections.Counter(names)
    partners: list[int | None] = [None] * len(wanted)
    for fit in (*fits, lambda other, item: True):
        for number, item in enumerate(wanted):
            candidates = left.get(names[number], [])
            if partners[number] is None and candidates:
                sure = len(candidates) == times[names[number]] == 1
                partner = next((index for index in candidates if sure or fit(actual[index], item)), None)
                if partner is not None:
                    partners[number] = partner
                    candidates.remove(partner)
    return partners


def variable_name(variable: dict) -> str:
    """What tells one variable from another: its code."""
    return str(variable.get("code") or variable.get("name") or "")


def group_name(group: dict) -> str:
    """The name of a group."""
    return str(group.get("name") or "")


def query_code(query: t.Any) -> str:
    """The letter of a query."""
    return str(asked_by(query).get("code") or "")


def asked_by(query: t.Any) -> dict:
    """What a query asks: its mapping ``query``."""
    asked = query.get("query") if isinstance(query, dict) else None
    return asked if isinstance(asked, dict) else {}


def chart_name(chart: dict) -> tuple[str, str]:
    """Group and name of a chart."""
    return _group(chart), str(chart.get("name") or "")


def _same_content(one: dict, other: dict) -> bool:
    return _chart_seen(one, other) == other


def _same_place(one: dict, other: dict) -> bool:
    return "pos" in other and subset(one.get("pos"), other["pos"]) == other["pos"]


CHART_FITS = (_same_content, _same_place)


# -- comparing -------------------------------------------------------------------------------------


def seen(actual: dict, wanted: dict) -> dict:
    """The actual content reduced to what the wanted one speaks of, its charts in the wanted order.

    Charts may share a name, and nothing promises that an import keeps their order: they are paired by group, name,
    content and position. Only among charts of a group that have no wanted position the order means something, since it
    makes their layout.
    """
    main, wanted_main = actual["main"], wanted["main"]
    rest = subset(*({key: value for key, value in side.items() if key != "main"} for side in (actual, wanted)))
    return {
        **rest,
        "main": {
            "vars": _list_seen(main["vars"], wanted_main["vars"], variable_name),
            "groups": _list_seen(main["groups"], wanted_main["groups"], group_name),
            "charts": _charts_seen(main["charts"], wanted_main["charts"]),
        },
    }


def _list_seen(actual: list, wanted: list, name: t.Callable) -> list:
    """The actual items in their own order, each reduced to what the wanted one of its name speaks of."""
    twins = dict(zip(matched(actual, wanted, name), wanted))
    return [subset(item, twins[index]) if index in twins else item for index, item in enumerate(actual)]


def _chart_seen(actual: dict, wanted: dict) -> dict:
    queries = _list_seen(actual["queries"], wanted["queries"], query_code)
    return subset({**actual, "queries": queries}, wanted)


def _charts_seen(actual: list[dict], wanted: list[dict]) -> list[dict]:
    partners = matched(actual, wanted, chart_name, CHART_FITS)
    charts: dict[int, dict] = {}
    by_order: dict[str, list[int]] = {}
    for number, (index, chart) in enumerate(zip(partners, wanted)):
        if index is not None:
            charts[number] = _chart_seen(actual[index], chart)
            if "pos" not in chart:
                by_order.setdefault(_group(chart), []).append(number)
    for numbers in by_order.values():
        listed = sorted(numbers, key=lambda number: partners[number])
        placed = sorted(numbers, key=lambda number: _reading_order(actual[partners[number]]))
        if numbers not in (listed, placed):
            charts.update(zip(numbers, [charts[number] for number in listed]))
    return [*charts.values(), *(chart for index, chart in enumerate(actual) if index not in partners)]


def _reading_order(chart: dict) -> tuple[float, float]:
    position = chart.get("pos", {})
    return _number(position.get("y")), _number(position.get("x"))


#: How two templates are compared.
TEMPLATE = Rule(canonical, seen)
