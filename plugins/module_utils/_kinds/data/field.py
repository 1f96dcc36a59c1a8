# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Descriptions of fields. The platform's own are in the same list, under the same names, and cannot be changed."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS, FIXED_BUT_SENT, UNTOLD
from ..._engine.route import Route
from ._units import unit_field

_SOURCES = (
    "logging",
    "object",
    "custom_object",
    "keyevent",
    "tracing",
    "rum",
    "security",
    "network",
    "billing",
)
_HIDDEN = "Set 'replace_builtin: true' to let yours take its place; deleting yours brings it back."


def _is_built_in(row: dict) -> bool:
    return str(row.get("sysField")) == "1"


def _review_name(run, plan) -> None:
    """A name that the platform describes itself needs a word, which the service asks for too late."""
    if not plan.changed or "name" not in plan.differing or plan.params.get("replace_builtin"):
        return
    key = tuple(plan.target.get(option) for option in ("source", "name"))
    for row in run.memory.rows(plan.kind):
        if _is_built_in(row) and tuple(plan.kind.field(option).actual(row) for option in ("source", "name")) == key:
            raise InputError(f"{plan.title} is described by the platform. {_HIDDEN}")


def _review_unit(_run, plan) -> None:
    if plan.after["unit"] and plan.target.get("type") == "string":
        raise InputError(f"{plan.title} is a string, which has no unit: leave 'unit' out.")


class FieldDescription(Kind):
    """What a field means, by its name and the source of the data."""

    name = title = "field"
    plural = "fields"
    uuid_prefix = "field_"
    key = Key(("source", "name"))
    list_operation = "field_cfg_list"
    create_operation = "field_cfg_add"
    answers = Answers(
        refused=lambda content: f"The platform describes the field. {_HIDDEN}" if content == "need_confirm" else None
    )
    get_route = Route("field_cfg_get", path="field_uuid")
    modify_route = Route("field_cfg_modify", path="field_uuid")
    replaces = True
    delete_route = Route("field_cfg_delete", body_list="objUUIDs")
    guards = (
        Guard("it is the platform's own", CHANGE, rows=_is_built_in, never=True),
        Guard("it is the platform's own", DELETE, rows=_is_built_in, never=True),
    )
    fields = (
        Field("name", "name", max_length=256, review=_review_name),
        Field(
            "source",
            "fieldSource",
            choices={"any": "", **{source: source for source in _SOURCES}},
            on_create="any",
            life=FIXED_BUT_SENT,
        ),
        Field("alias", "alias", max_length=256, required=True, life=ALWAYS),
        Field("type", "fieldType", choices=("", "int", "float", "boolean", "string", "long")),
        unit_field("unit", review=_review_unit),
        Field("description", "desc", max_length=3000),
        Field("replace_builtin", "coverInner", type="bool", life=UNTOLD),
    )

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """A field that becomes a string loses its unit, which the service takes away."""
        if row and wanted.get("type") == "string" and "unit" not in wanted and self.field("unit").actual(row):
            return {**wanted, "unit": ""}
        return wanted

    def meant(self, rows: list[dict], params: dict) -> list[dict]:
        """One of one's own, which may be called like one of the platform."""
        return super().meant([row for row in rows if not _is_built_in(row)], params)


FIELD = FieldDescription()
