# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The content of a dashboard: charts, variables and groups, in canonical form, and how two contents are compared.

An export holds ids that every import makes anew, keys that the server adds, and links of its content network; none of
that is content. See ``docs/dashboards.md`` for what is compared and what is not.
"""

from __future__ import annotations

import collections
import functools
import re
import typing as t

from ..._engine.errors import InputError
from ..._engine.rules import Rule, subset
from ..._engine.values import noun
from .._shared.recognize import recognized

#: Parts of an export that are not content: ids, links, what sort of view it is, and what options of the module hold
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
#: What an export always tells beside ``main``. Anything else is compared only when the export tells it: the service
#: drops what it does not know, such as the ``uid`` of a converter.
_TOLD = frozenset(("dashboardBindSet",))
#: Of queries, variables and groups, and of whatever they hold; the service gives new ones.
_IDS = frozenset(("id", "uuid"))
#: Of charts, those within a chart of type ``combine`` included: what the service knows of them besides what they show.
_CHART_IDS = _IDS | frozenset(
    (
        "dashboardUUID",
        "notesUUID",
        "workspaceUUID",
        "chartGroupUUID",
        "prevGroupName",
        "creator",
        "updator",
        "createAt",
        "updateAt",
        "deleteAt",
    )
)
#: Placeholders of the vendor's own templates: ``{{.Dashboard.title}}``, ``<<.Dashboard.title>>``.
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|<<\s*\..*>>", re.DOTALL)
_POSITION = ("x", "y", "w", "h")

_TEXT, _LIST, _MAPPING = (str, "text"), (list, "a list"), (dict, "a mapping")
_BESIDE_MAIN = {
    "title": _TEXT,
    "identifier": _TEXT,
    "tagInfo": _LIST,
    "tags": _LIST,
    "dashboardExtend": _MAPPING,
    "dashboardMapping": _LIST,
}


def check(template: t.Any) -> dict:
    """The template itself; InputError when it is none."""
    if not isinstance(template, dict):
        raise InputError(
            f"The dashboard template must be a mapping, as the console exports it; it is {noun(template)}."
        )
    main = template.get("main")
    if not isinstance(main, dict):
        look = recognized(template)
        if look and look.kind != "dashboard":
            raise InputError(look.advice)
        raise InputError(
            "The dashboard template lacks the mapping 'main' with its charts: export the dashboard from the console."
        )
    _check_shapes("the dashboard template", template, **_BESIDE_MAIN)
    for key in ("tagInfo", "tags"):
        if not all(isinstance(tag, str) or (isinstance(tag, dict) and tag.get("name")) for tag in items(template, key)):
            raise InputError(f"Every tag in '{key}' of the dashboard template needs a 'name'.")
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
            raise InputError(f"'{key}' of {owner} must be {words}; it is {noun(mapping[key])}.")


def items(mapping: dict, key: str) -> list:
    """The list at a key, empty when there is none."""
    return mapping.get(key) or []


# -- what it says beside its content ---------------------------------------------------------------


def title(template: dict) -> str:
    """The title, or the name that hand-written files give in its place; empty when there is none or when it is still a
    placeholder of the vendor."""
    text = template.get("title", template.get("name"))
    return text if isinstance(text, str) and not _PLACEHOLDER.search(text) else ""


def titled(template: t.Any, stem: str) -> t.Any:
    """The template of a file; ``stem``, the file's name without ending, stands for a title that is a placeholder."""
    if isinstance(template, dict) and (template.get("title") or template.get("name")) and not title(template):
        return {**template, "title": stem}
    return template


def tags(template: dict) -> list[str] | None:
    """The names of the tags, in ``tagInfo`` or, in old files, ``tags``; None when the template names none."""
    told = items(template, "tagInfo") or items(template, "tags")
    names = [tag["name"] if isinstance(tag, dict) else tag for tag in told]
    return [name for name in names if not _PLACEHOLDER.search(name)] or None


# -- canonical form --------------------------------------------------------------------------------


def canonical(template: dict) -> dict:
    """The content alone, in the form of a template: ids, links and metadata left out."""
    main = template.get("main") or {}
    content = {key: value for key, value in template.items() if key not in _NOT_CONTENT and key != "main"}
    content["main"] = {
        "vars": [_without_ids(variable) for variable in sorted(items(main, "vars"), key=_sequence)],
        "groups": [
            {"name": group} if isinstance(group, str) else _without_ids(group) for group in items(main, "groups")
        ],
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
    kept["queries"] = [_without_ids(query) for query in items(chart, "queries")]
    return kept


def _group(chart: dict) -> str:
    group = chart.get("group")
    return str((group.get("name") if isinstance(group, dict) else group) or "")


def _without_ids(part: t.Any) -> t.Any:
    """A query, variable or group without ids, at any depth: filters have some, and so have the charts that stand among
    the queries of a chart."""
    if isinstance(part, dict):
        ids = _CHART_IDS if "queries" in part else _IDS
        return {key: _without_ids(value) for key, value in part.items() if key not in ids}
    return [_without_ids(item) for item in part] if isinstance(part, list) else part


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


def matched_variables(actual: list[dict], wanted: list[dict]) -> list[int | None]:
    """For each wanted variable the index of the actual one: of the same code."""
    return matched(actual, wanted, lambda variable: str(variable.get("code") or variable.get("name") or ""))


def matched_queries(actual: list, wanted: list) -> list[int | None]:
    """For each wanted query of a chart the index of the actual one: of the same letter, or of the same name when it is
    a whole chart."""
    return matched(actual, wanted, query_code)


def group_name(group: dict) -> str:
    """The name of a group."""
    return str(group.get("name") or "")


def query_code(query: t.Any) -> str:
    """The letter of a query, or the name of the whole chart that stands in its place."""
    name = query.get("name") if isinstance(query, dict) and "queries" in query else ""
    return str(asked_by(query).get("code") or name or "")


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


_CHART_FITS = (_same_content, _same_place)


def renamed_groups(actual: dict, wanted: dict) -> dict[str, str]:
    """The old names of groups with their new ones: a group that went and one that came hold charts of the same
    names."""
    sides: list[dict[str, list[str]]] = []
    for content in (actual, wanted):
        held: dict[str, list[str]] = {}
        for chart in content["main"]["charts"]:
            group, name = chart_name(chart)
            held.setdefault(group, []).append(name)
        sides.append(held)
    went, came = ({name: sorted(names) for name, names in sides[i].items() if name not in sides[1 - i]} for i in (0, 1))
    renamed = {
        old: new
        for old, names in went.items()
        for new, others in came.items()
        if names == others and old and new and [*went.values(), *came.values()].count(names) == 2
    }
    kept = {group_name(group) for group in wanted["main"]["groups"]}
    return {old: new for old, new in renamed.items() if old not in kept}


def matched_groups(actual: list[dict], wanted: list[dict], renamed: t.Mapping[str, str]) -> list[int | None]:
    """For each wanted group the index of the actual one."""
    return matched(actual, wanted, lambda group: renamed.get(group_name(group), group_name(group)))


def matched_charts(actual: list[dict], wanted: list[dict], renamed: t.Mapping[str, str]) -> list[int | None]:
    """For each wanted chart the index of the actual one: of the same group, else the one that left its group."""

    def name(chart: dict) -> tuple[str, str]:
        group, own = chart_name(chart)
        return renamed.get(group, group), own

    partners = matched(actual, wanted, name, _CHART_FITS)
    taken = set(partners)
    homeless = [index for index in range(len(actual)) if index not in taken]
    lonely = [number for number, index in enumerate(partners) if index is None]
    moved = matched(
        [actual[index] for index in homeless], [wanted[number] for number in lonely], lambda chart: chart_name(chart)[1]
    )
    for number, index in zip(lonely, moved):
        partners[number] = None if index is None else homeless[index]
    return partners


# -- comparing -------------------------------------------------------------------------------------


def seen(actual: dict, wanted: dict) -> dict:
    """The actual content reduced to what the wanted one speaks of, its charts in the wanted order.

    Charts may share a name, and nothing promises that an import keeps their order: they are paired by group, name,
    content and position. Only among charts of a group that have no wanted position the order means something, since it
    makes their layout.
    """
    main, wanted_main = actual["main"], wanted["main"]
    renamed = renamed_groups(actual, wanted)
    groups = functools.partial(matched_groups, renamed=renamed)
    beside = {key: value for key, value in wanted.items() if key != "main"}
    told = {key: value for key, value in actual.items() if key != "main"}
    unknown = {key: value for key, value in beside.items() if key not in told and key not in _TOLD}
    return {
        **subset(told, beside),
        **unknown,
        "main": {
            "vars": _list_seen(main["vars"], wanted_main["vars"], matched_variables),
            "groups": _list_seen(main["groups"], wanted_main["groups"], groups),
            "charts": _charts_seen(main["charts"], wanted_main["charts"], renamed),
        },
    }


def _list_seen(actual: list, wanted: list, partners: t.Callable[[list, list], list[int | None]]) -> list:
    """The actual items in their own order, each reduced to what its wanted partner speaks of."""
    twins = dict(zip(partners(actual, wanted), wanted))
    return [subset(item, twins[index]) if index in twins else item for index, item in enumerate(actual)]


def _chart_seen(actual: dict, wanted: dict) -> dict:
    queries = _list_seen(actual["queries"], wanted["queries"], matched_queries)
    return subset({**actual, "queries": queries}, wanted)


def _charts_seen(actual: list[dict], wanted: list[dict], renamed: t.Mapping[str, str]) -> list[dict]:
    partners = matched_charts(actual, wanted, renamed)
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
