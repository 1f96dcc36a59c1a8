# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes: texts and charts one below the other. Create and modify take uuids of charts only; charts themselves come with
an import."""

from __future__ import annotations

import typing as t

from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE
from ..._engine.life import UNTOLD
from ..._engine.route import Route
from ..._engine.rules import Rule, subset
from ..._engine.values import noun
from . import _template
from ._content import TEMPLATE, Content
from ._views import Board

_TEXT = "text"


def _check(template: t.Any) -> None:
    main = template.get("main") if isinstance(template, dict) else template
    charts = main.get("charts") if isinstance(main, dict) else None
    if not isinstance(charts, list) or not all(isinstance(chart, dict) and chart.get("type") for chart in charts):
        raise InputError(
            "The template of a note must hold 'main' with a list 'charts', each a mapping with a 'type', as the "
            f"console exports it; 'charts' is {noun(charts)}."
        )


def _refuse_others(template: dict) -> None:
    """InputError for what a note cannot hold, which would not be sent."""
    stray = [key for key, value in template.items() if value and key not in ("main", "name", "title")]
    stray += [f"main.{key}" for key, value in template["main"].items() if key != "charts" and value]
    if stray:
        raise InputError(
            f"The template of a note holds charts only, in 'main.charts'; take out what would not be sent: "
            f"{', '.join(map(str, stray))}."
        )


def _check_time(text: str) -> str:
    """The range of time; YAML reads ``1:30`` as the number 90."""
    if text.isdigit():
        raise InputError(f"'time' is the number {text}, without a unit: write it like 15m, or 2h.")
    return text


def _charts(template: t.Any) -> t.Any:
    """The charts alone: they have neither place nor group, only an order."""
    content = _template.canonical({"main": {"charts": template["main"]["charts"]}})["main"]["charts"]
    return {
        "main": {"charts": [{key: chart[key] for key in chart if key not in ("pos", "group")} for chart in content]}
    }


def _uuids(row: dict) -> list[str]:
    """The charts of a note, of which a single read tells all, and a row of the list the uuids."""
    if isinstance(row.get("charts"), list):
        return [chart["uuid"] for chart in row["charts"]]
    return [place["chartUUID"] for place in row.get("pos") or []]


class _Charts(Content):
    """The answer to an import shows no charts, so the note is read again where a change goes on."""

    def write(self, run, plan) -> dict:
        super().write(run, plan)
        if plan.action == CHANGE and plan.differing - {TEMPLATE}:
            plan.row = {**plan.row, **plan.kind.get(run, plan.uuid)}
        return {}

    def info(self, plan) -> dict:
        """The API wants a name of each chart, though it may be empty."""
        charts = [{"name": "", **chart} for chart in plan.params[TEMPLATE]["main"]["charts"]]
        return {"name": plan.target["name"], "main": {"charts": charts}}


class Note(Board):
    """A note."""

    name = title = "note"
    plural = "notes"
    uuid_prefix = "notes_"
    of_export: t.ClassVar = {
        "name": lambda member: member.get("name"),
        TEMPLATE: lambda member: {"main": member["main"]},
    }
    list_operation = "notes_list"
    create_operation = "notes_create"
    get_route = Route("notes_get", path="notes_uuid")
    modify_route = Route("notes_modify", path="notes_uuid")
    replaces = True
    delete_route = Route("notes_delete", path="notes_uuid")
    content_keys = (TEMPLATE, "charts")
    fields = (
        Field("name", "name", max_length=128),
        Field("time", "extend.fixedTime", check=_check_time),
        Field(_TEXT, life=UNTOLD, content=True),
        Field(
            TEMPLATE,
            read=TEMPLATE,
            type="dict",
            rule=Rule(_charts, subset),
            content=True,
            part=_Charts(Route("notes_export", path="notes_uuid"), Route("notes_import", path="notes_uuid")),
        ),
    )

    def is_own_sort(self, export: dict) -> bool:
        return not {"title", "dashboardOwnerType"} & set(export)

    def prepare(self, params: dict) -> dict:
        """A text alone is a note of one chart, which holds it."""
        if params.get(TEMPLATE) is not None:
            _check(params[TEMPLATE])
            _refuse_others(params[TEMPLATE])
        if params.get(_TEXT) is None:
            return super().prepare(params)
        if params.get(TEMPLATE) is not None:
            raise InputError("'text' is the whole of a note, and so is 'template': give one of them.")
        chart = {"type": _TEXT, "name": "", "queries": [{"query": {"content": params[_TEXT]}}], "extend": {}}
        return {**params, _TEXT: None, TEMPLATE: {"main": {"charts": [chart]}}}

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        """What a change without charts does to them is not documented, so it names those that are there."""
        charts = {"chartUUIDs": _uuids(row)} if row else {}
        return {**super().body(values, row, names), **charts}


NOTE = Note()
