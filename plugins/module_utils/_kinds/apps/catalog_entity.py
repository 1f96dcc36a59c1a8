# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entities of the unified catalog that somebody made. What the platform found in data is not listed, and so neither
changed nor deleted. The service makes the urn of an entity; nobody else can."""

from __future__ import annotations

import typing as t

from ..._engine.adding import with_entries
from ..._engine.answers import Answers
from ..._engine.field import MISSING, Field
from ..._engine.guard import DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED_BUT_SENT, SELDOM, UNTOLD
from ..._engine.references import uuid_of
from ..._engine.route import Listing, Route
from ..._engine.rules import SET, SUBSET

#: Attributes that options of their own hold.
_HELD_BY_OPTIONS = ("depends_on", "component_of", "components", "custom_tags", "owner")


def _free(attributes: t.Any) -> t.Any:
    """The attributes that no other option holds."""
    if not isinstance(attributes, dict):
        return attributes
    return {key: value for key, value in attributes.items() if key not in _HELD_BY_OPTIONS}


def _beside(attributes: dict, row: dict) -> dict:
    held = row.get("attributes") or {}
    return {**_free(attributes), **{key: held[key] for key in _HELD_BY_OPTIONS if key in held}}


def _urns(run, names: list[str]) -> list[str]:
    """Entities by ``type/name``, or by urn as it is: what the platform found is in no list of ours."""
    return [name if name.startswith("urn:") else uuid_of(run, ("catalog_entity",), name) for name in names]


_urns.kinds = ("catalog_entity",)


def _related(key: str) -> t.Callable[[dict], t.Any]:
    def read(row: dict) -> t.Any:
        told = (row.get("attributes") or {}).get(key, MISSING)
        return [one.get("entity") if isinstance(one, dict) else one for one in told] if told else told

    return read


def _names(key: str) -> t.Callable[[dict], t.Any]:
    def read(row: dict) -> t.Any:
        told = row.get(key, MISSING)
        return [one["name"] if isinstance(one, dict) else one for one in told] if isinstance(told, list) else MISSING

    return read


def _relation(option: str, key: str) -> Field:
    return Field(
        option,
        f"attributes.{key}",
        read=_related(key),
        type="list",
        elements="str",
        rule=SET,
        resolve=_urns,
        loose=True,
        life=SELDOM,
    )


class CatalogEntity(Kind):
    """An entity, known by type and name."""

    name = "catalog_entity"
    title = "catalog entity"
    plural = "catalog entities"
    key = Key(("type", "name"), uuid=("urn",))
    list_operation = "catalog_entities_list"
    listings = (Listing({"provider": "manual"}),)
    create_operation = "catalog_entities_create"
    answers = Answers(believed=False, uuid="urn")
    get_route = Route("catalog_entities_get", body="urn")
    modify_route = Route("catalog_entities_modify", body="urn")
    replaces = True
    delete_route = Route("catalog_entities_delete", body="urn")
    prunable = False
    used_by = (("catalog_entity", "depends_on"), ("catalog_entity", "part_of"), ("catalog_entity", "parts"))
    guards = (Guard("deletes what was reported of it, too", DELETE),)
    fields = (
        Field("type", "entityType", life=FIXED_BUT_SENT),
        Field("name", "name", life=FIXED_BUT_SENT),
        Field(
            "attributes",
            "attributes",
            read="attributes",
            write=_beside,
            type="dict",
            on_create={},
            rule=SUBSET._replace(canonical=_free),
        ),
        _relation("depends_on", "depends_on"),
        _relation("part_of", "component_of"),
        _relation("parts", "components"),
        *with_entries(
            Field("tags", "attributes.custom_tags", read=_names("tagsInfo"), type="list", elements="str", rule=SET)
        ),
        Field("owner", "attributes.owner", read=_names("teamInfo"), type="list", elements="str", rule=SET),
        Field("telemetry_selectors", "telemetrySelectors", type="list", elements="dict", life=UNTOLD),
    )


CATALOG_ENTITY = CatalogEntity()
