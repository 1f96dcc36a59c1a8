# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Explorers: saved views of logs, traces and the like. What one shows is its ``extend``, which modify takes, so nothing
needs an import."""

from __future__ import annotations

import typing as t

from ..._engine.adding import with_entries
from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.life import SELDOM, Life
from ..._engine.route import Route
from ..._engine.rules import SET, SUBSET
from .._shared.tags import tags
from . import _template
from ._views import View

_DATA = "index"
_DEFINITION = {
    "analysisField": "message",
    "charts": [{}],
    "filters": [None],
    "quickFilter": {"columns": [None]},
    "rumAppId": "shop_web",
    "rumType": "view",
    "selectedIndex": "default",
    "source": "nginx",
    "table": {"columns": [None]},
}


def _without_data(definition: t.Any) -> t.Any:
    """What explorers hold besides the sort of data, which is an option of its own."""
    return {key: definition[key] for key in definition if key != _DATA} if isinstance(definition, dict) else definition


def _beside_data(definition: dict, row: dict) -> dict:
    return {**definition, **{key: value for key, value in (row.get("extend") or {}).items() if key == _DATA}}


def _check(definition: dict) -> dict:
    if _DATA in definition:
        raise InputError(f"'{_DATA}' of 'definition' is the option 'data': give it there.")
    return definition


def _warn_of_other_data(run, plan) -> None:
    if plan.row and "data" in plan.differing:
        run.warn(f"{plan.title} gets another sort of data. Whether the service takes that is not documented.")


class Explorer(View):
    """An explorer. Its answer to a create shows tags of others, so answers to writes are not believed."""

    name = title = "explorer"
    plural = "explorers"
    owner_type = "viewer"
    of_export: t.ClassVar = {
        "name": lambda member: _template.title(member) or None,
        "definition": lambda member: _without_data(member.get("dashboardExtend")),
        "data": lambda member: (member.get("dashboardExtend") or {}).get(_DATA),
        "tags": _template.tags,
    }
    list_operation = "viewer_list"
    create_operation = "viewer_add"
    answers = Answers(believed=False)
    get_route = Route("viewer_get", path="viewer_uuid")
    modify_route = Route("viewer_modify", path="viewer_uuid")
    replaces = True
    delete_route = Route("viewer_delete", path="viewer_uuid")
    fields = (
        Field("name", "name", max_length=64),
        Field("description", "desc", max_length=2048, life=SELDOM),
        Field(
            "definition",
            "extend",
            read="extend",
            write=_beside_data,
            type="dict",
            rule=SUBSET._replace(canonical=_without_data),
            check=_check,
            shape=_DEFINITION,
        ),
        Field("data", f"extend.{_DATA}", required=True, review=_warn_of_other_data),
        *with_entries(Field("tags", "tagNames", read=tags, type="list", elements="str", rule=SET)),
        Field("path_name", "pathName", max_length=32, life=Life(created=False, told=False)),
        Field("bound_views", "dashboardBindSet", type="list", elements="dict", life=Life(created=False)),
    )

    def is_own_sort(self, export: dict) -> bool:
        return super().is_own_sort(export) and "dashboardExtend" in export


EXPLORER = Explorer()
