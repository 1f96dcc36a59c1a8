# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log indexes in the platform's own store. A log goes into the first one that it fits."""

from __future__ import annotations

import itertools
import re
import typing as t

from ..._engine.codec import Codec
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.life import FIXED, SHOWN
from ..._engine.route import Listing, Route
from ..._engine.rules import EXACT
from ..._engine.use import Use
from ..._engine.values import UNSET
from ._filters import filter_field

_FIXED_AND_NEW = FIXED._replace(certain=False)
_HOURS = 24
_OTHER_STORE = tuple(
    Guard("it is an external one", action, rows=lambda row: bool(row.get("isBindCustomStore")), never=True)
    for action in (CHANGE, DELETE)
)
#: Days of each sort of storage.
_FEWEST = {"hot_retention": 1, "cold_retention": 30, "archive_retention": 60}
_MOST = 1800


def _is_whole(value: t.Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_DAYS = Codec(
    lambda days: (days * _HOURS or UNSET) if _is_whole(days) else days,
    lambda hours: int(hours) // _HOURS if _is_whole(hours) else hours,
)
_NONE_IS_0 = EXACT._replace(seen=lambda actual, wanted: actual if actual or wanted else wanted)


def _is_default(row: dict) -> bool:
    return row.get("uuid") == "default"


def _check_name(name: str) -> str:
    if name == "default":
        raise InputError("'default' is the index that the platform has built in: it can be neither made nor changed.")
    return name


def _review_name(_run, plan) -> None:
    if plan.makes_object and not re.fullmatch(r"[a-z][a-z0-9_]*", plan.name):
        raise InputError(
            f"An index cannot be named '{plan.name}': a name begins with a letter and has lower-case letters, digits "
            "and underscores."
        )


def _check_retention(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]*d", value):
        raise InputError(f"'retention' is '{value}': give whole days, such as 14d.")
    return value


def _check_days(option: str) -> t.Callable[[int], int]:
    def check(days: int) -> int:
        if days and not _FEWEST[option] <= days <= _MOST:
            raise InputError(f"'{option}' is {days}: give {_FEWEST[option]} to {_MOST} days, or 0 for none.")
        return days

    return check


def _review_days(_run, plan) -> None:
    days = {option: plan.target.get(option) or 0 for option in _FEWEST}
    used = {option for option, number in days.items() if number}
    if used and "hot_retention" not in used:
        raise InputError(f"{plan.title} has {' and '.join(sorted(used))} without 'hot_retention': set that, too.")
    fewest = {**_FEWEST, "hot_retention": 30 if "archive_retention" in used else 7 if "cold_retention" in used else 1}
    for option in sorted(used):
        if days[option] < fewest[option]:
            raise InputError(
                f"'{option}' of {plan.title} is {days[option]}, and must be at least {fewest[option]} days."
            )
    if sum(days.values()) > _MOST:
        raise InputError(f"{plan.title} keeps logs for {sum(days.values())} days in all, and may for {_MOST}.")


def _may_meet(one: dict, other: dict) -> bool:
    """Whether a log may fit both: surely none does when both ask for other values of a field."""
    sides = [
        [each for each in side.get("filters") or () if each.get("operation", "in") == "in"] for side in (one, other)
    ]
    if any(each.get("condition") == "or" for side in (one, other) for each in (side.get("filters") or ())[1:]):
        return True
    return not any(
        left["name"] == right["name"] and not set(map(str, left["values"])) & set(map(str, right["values"]))
        for left, right in itertools.product(*sides)
    )


class LogIndex(Kind):
    """An index of the platform's own store."""

    name = "log_index"
    title = "log index"
    plural = "log indexes"
    uuid_prefix = "lgim_"
    list_operation = "log_index_cfg_list"
    listings = (Listing({"isBindCustomStore": False}),)
    create_operation = "log_index_cfg_add"
    get_route = Route("log_index_cfg_get", path="cfg_uuid")
    modify_route = Route("log_index_cfg_modify", path="cfg_uuid")
    replaces = True
    delete_route = Route("log_index_cfg_delete", body="cfgUUID")
    used_by = (
        Use("data_access_rule", "indexes", listed={"type": "logging"}),
        Use("pipeline", "log_index", told=False),
    )
    enable_route = Route("log_index_cfg_set_disable", path="cfg_uuid", extra={"isDisable": False})
    disable_route = Route("log_index_cfg_set_disable", path="cfg_uuid", extra={"isDisable": True})
    prunable = False
    guards = (
        Guard("it is built in", CHANGE, rows=_is_default, never=True),
        Guard("it is built in", DELETE, rows=_is_default, never=True),
        *_OTHER_STORE,
        Guard("deletes every log in it, and what other workspaces may read of it", DELETE),
        Guard("deletes the logs in it", CHANGE, options=("retention", *_FEWEST)),
    )
    fields = (
        Field("name", "name", max_length=256, life=FIXED, check=_check_name, review=_review_name),
        Field("description", "desc", max_length=1024, life=_FIXED_AND_NEW),
        filter_field("extend.filters", ("in", "not_in")),
        Field("retention", "duration", required=True, check=_check_retention),
        *(
            Field(
                option,
                f"setting.{option}",
                codec=_DAYS,
                type="int",
                rule=_NONE_IS_0,
                check=_check_days(option),
                review=_review_days,
            )
            for option in _FEWEST
        ),
        Field("direct_write", "directIndex", type="bool", life=_FIXED_AND_NEW),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
        Field("order", read="sortNo", type="int", life=SHOWN),
    )

    def review_set(self, run, members: t.Sequence[tuple[str, dict]]) -> None:
        """Of two indexes of one file that a log may fit both, the first should be the one that the service tries
        first; a new one is tried last, and new ones are made in the order of their names."""
        order = {}
        for _file, params in members:
            rows = run.memory.called(self, params["name"])
            order[params["name"]] = (rows[0].get("sortNo", 0), "") if rows else (float("inf"), params["name"])
        for (file, one), (other_file, other) in itertools.combinations(members, 2):
            if file == other_file and _may_meet(one, other) and order[one["name"]] > order[other["name"]]:
                run.warn(
                    f"log index '{one['name']}' is written before '{other['name']}', and logs that fit both go into "
                    f"'{other['name']}': the API cannot order indexes, so move them in the console."
                )


LOG_INDEX = LogIndex()
