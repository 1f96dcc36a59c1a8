# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unified catalog. Its host entities are those of O::HOST; which attributes they carry is our reading."""

from __future__ import annotations

from typing import Any

from .. import paging
from ..envelope import ApiFailure, Reply
from ..kinds.base import Call, Kind
from .rows import OBJECTS, Row

DEFAULT_PAGE_SIZE = 20  # documented for the catalog
_COMMON = ("__docid", "class", "name", "create_time")


def _entity(entity_type: str, name: str, attributes: dict[str, Any], updated: int) -> dict[str, Any]:
    return {
        "urn": f"urn:{entity_type}:default:{name}",
        "entityType": entity_type,
        "name": name,
        "display_name": name,
        "provider": "discovery",
        "attributes": attributes,
        "teamInfo": [],
        "tagsInfo": [],
        "updatedAt": updated,
    }


def _entities(call: Call) -> list[dict[str, Any]]:
    objects = call.workspace.objects
    rows: list[Row] = objects.rows((OBJECTS, "HOST"))
    services = sorted({row.fields["service"] for row in rows if row.fields.get("service")})
    hosts = [
        _entity(
            "host",
            str(row.fields.get("name", "")),
            {key: value for key, value in row.fields.items() if key not in _COMMON},
            objects.reported(row, call.now),
        )
        for row in rows
    ]
    return hosts + [_entity("service", name, {"service": name}, int(call.now * 1000)) for name in services]


class CatalogEntities(Kind):
    family = "catalog_entities"

    def on_list(self, call: Call) -> Reply:
        asked = call.body
        rows = [entity for entity in _entities(call) if _matches(entity, asked)]
        order = asked.get("orderBy") or "updatedAt"
        rows.sort(key=lambda entity: entity["urn"])
        rows.sort(key=lambda entity: str(entity.get(order, "")), reverse=asked.get("order", "desc") == "desc")
        page, info = paging.cut(rows, asked, DEFAULT_PAGE_SIZE)
        return Reply({"items": page}, info)

    def on_get(self, call: Call) -> Any:
        for entity in _entities(call):
            if entity["urn"] == call.body["urn"]:
                return {**entity, "systemRelationInfo": []}
        raise ApiFailure(404, "ft.NotFoundEntity", f"There is no entity {call.body['urn']!r}")


def _matches(entity: dict[str, Any], asked: dict[str, Any]) -> bool:
    if any(asked.get(name) and entity[name] != asked[name] for name in ("urn", "entityType", "provider")):
        return False
    if asked.get("providers") and entity["provider"] not in asked["providers"]:
        return False
    text = asked.get("search", "").lower()
    if text and not any(text in entity[name].lower() for name in ("urn", "name", "display_name")):
        return False
    filters = asked.get("filters") or {}
    return all(entity["attributes"].get(name) in wanted for name, wanted in filters.items())


class CatalogEntityTypes(Kind):
    family = "catalog_entity_types"

    def on_list(self, call: Call) -> Reply:
        entities = _entities(call) if call.body.get("withEntityCount") else []
        wanted = call.body.get("search", "").lower()
        items = [
            {
                "uuid": f"sys_{name}",
                "name": name,
                "displayName": name.capitalize(),
                "isDefault": True,
                "extraConfig": {},
                "entityCount": sum(entity["entityType"] == name for entity in entities),
            }
            for name in ("host", "service", "database")
            if wanted in name
        ]
        page, info = paging.cut(items, call.body, DEFAULT_PAGE_SIZE)
        return Reply({"items": page}, info)
