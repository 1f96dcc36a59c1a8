# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu of the console: its items in their order, each shown or hidden, with a second level.

Items that are left out are shown (reference, ``workspace_menu_v2_set``), so a shown item that only one side names is no
difference. Older answers tell the first level only, with ``value`` for ``isShow``.
"""

from __future__ import annotations

import typing as t

from ..._engine.codec import Codec
from ..._engine.errors import InputError
from ..._engine.part import Section
from ..._engine.rules import Rule
from ..._engine.values import is_blank
from ..._engine.words import did_you_mean

MENU = "menu"
_CHILDREN = "children"
#: The first level of the reference.
_KNOWN = (
    "Scene",
    "Events",
    "ExceptionsTracking",
    "Objectadmin",
    "MetricQuery",
    "LogIndi",
    "Tracing",
    "Rum",
    "CloudDial",
    "Security",
    "GitLabCI",
    "Monitor",
    "Integration",
    "Workspace",
    "Billing",
)
_ITEM = {"key": {"type": "str", "required": True, "no_log": False}, "show": {"type": "bool", "default": True}}
#: The options of an item.
ITEM = {**_ITEM, _CHILDREN: {"type": "list", "elements": "dict", "options": _ITEM}}


def _decoded(items: t.Any) -> t.Any:
    return [_item(row) for row in items] if isinstance(items, list) else items


def _item(row: dict) -> dict:
    shown = row["isShow"] if "isShow" in row else row["value"]
    item = {"key": row["key"], "show": shown in (True, "true")}  # 1 is True; one table of the reference has texts
    return {**item, _CHILDREN: _decoded(row[_CHILDREN])} if isinstance(row.get(_CHILDREN), list) else item


def _encoded(items: list) -> list:
    return [
        {"key": item["key"], "isShow": item["show"], _CHILDREN: [_flat(child) for child in item.get(_CHILDREN) or ()]}
        for item in items
    ]


def _flat(child: dict) -> dict:
    return {"key": child["key"], "isShow": child["show"]}


def _canonical(items: t.Any) -> t.Any:
    if not isinstance(items, list):
        return items
    return [
        {name: _canonical(value) if name == _CHILDREN else value for name, value in item.items() if value is not None}
        for item in ({"show": True, **item} for item in items)
    ]


def _seen(actual: t.Any, wanted: t.Any) -> t.Any:
    """Without shown items that nobody names. A second level that is not told, or not spoken of, does not count."""
    if not isinstance(actual, list):
        return actual
    named = {item["key"]: item for item in wanted}
    return [
        _seen_item(item, named[item["key"]]) if item["key"] in named else item
        for item in actual
        if item["key"] in named or _hides(item)
    ]


def _seen_item(actual: dict, wanted: dict) -> dict:
    seen = {"key": actual["key"], "show": actual["show"]}
    if _CHILDREN not in wanted:
        return seen
    return {**seen, _CHILDREN: _seen(actual.get(_CHILDREN, wanted[_CHILDREN]), wanted[_CHILDREN])}


def _hides(item: dict) -> bool:
    """Whether the item, or one below it, is hidden."""
    return not item["show"] or any(map(_hides, item.get(_CHILDREN) or ()))


def _merged(actual: t.Any, wanted: t.Any) -> t.Any:
    """A change replaces the menu: the second level that nobody speaks of is sent along."""
    told = {item["key"]: item for item in actual or ()}
    return [{**told.get(item["key"], {}), **item} for item in wanted]


def _check(items: list) -> list:
    """InputError for a menu in which two items, or two of one item's children, have one key, or one has none."""
    for level, where in [(items, ""), *((item.get(_CHILDREN) or [], f" below {item.get('key')}") for item in items)]:
        keys = [item.get("key") for item in level]
        if any(map(is_blank, keys)):
            raise InputError(f"'{MENU}' has an item without a key{where}: name it, or leave it out.")
        twice = next((key for number, key in enumerate(keys) if key in keys[:number]), None)
        if twice:
            raise InputError(f"'{MENU}' names {twice} twice{where}: leave one out.")
    return items


def _review(run, plan) -> None:
    """Judge what is to be written against what the service tells."""
    wanted, told = plan.after[MENU], {item["key"]: item for item in plan.actual[MENU] or ()}
    if not wanted and MENU in plan.differing:
        raise InputError(f"'{MENU}' is empty: name the items in their order, or leave the option out.")
    strange = [item["key"] for item in wanted if item["key"] not in {*_KNOWN, *told}]
    if strange:
        near = did_you_mean(strange[0], _KNOWN)
        run.warn(f"'{MENU}' names {', '.join(strange)}, which the reference does not know{near}.")
    unsure = [item["key"] for item in wanted if item.get(_CHILDREN) and _CHILDREN not in told.get(item["key"], item)]
    if unsure:
        run.warn(
            f"The service does not tell the second level of {', '.join(unsure)} in '{MENU}': it was not compared, and "
            "is sent with other changes of the menu only."
        )


def _told(content: t.Any) -> list:
    """A workspace whose menu nobody has set may have none."""
    return (content or {}).get("config") or []


#: What the field of the menu is made of.
CODEC = Codec(_encoded, _decoded)
RULE = Rule(_canonical, _seen, _merged)
PART = Section(
    MENU,
    "workspace_menu_v2_get",
    "workspace_menu_v2_set",
    _told,
    lambda items, row: {MENU: _encoded(items)},
)
check, review = _check, _review
