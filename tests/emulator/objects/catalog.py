# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unified catalog: what is found (its host entities are those of O::HOST; their attributes are our reading), and
what callers create beside it."""

from __future__ import annotations

from typing import Any

from .. import paging
from ..envelope import ApiFailure, Reply, refused
from ..kinds.base import Call, Kind, Record
from .rows import OBJECTS, Row

DEFAULT_PAGE_SIZE = 20  # documented for the catalog
FOUND, CREATED = "discovery", "manual"
_COMMON = ("__docid", "class", "name", "create_time")
_TYPES = ("host", "service", "database")


def _urn(entity_type: str, name: str) -> str:
    return f"urn:{entity_type}:default:{name}"


def _entity(entity_type: str, name: str, attributes: dict[str, Any], updated: int, provider: str = FOUND) -> Record:
    return {
        "urn": _urn(entity_type, name),
        "entityType": entity_type,
        "name": name,
        "display_name": name,
        "provider": provider,
        "attributes": attributes,
        "teamInfo": [],
        "tagsInfo": [],
        "updatedAt": updated,
    }


def _entities(call: Call) -> list[Record]:
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
    found = hosts + [_entity("service", name, {"service": name}, int(call.now * 1000)) for name in services]
    created = call.workspace.collection(CatalogEntities.family)
    return [entity for entity in found if entity["urn"] not in created] + list(created.values())


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
        return {**_of_urn(call, call.body["urn"]), "systemRelationInfo": []}

    def on_create(self, call: Call) -> Any:
        entity_type, name = call.body["entityType"], call.body["name"]
        if any(entity["urn"] == _urn(entity_type, name) for entity in _entities(call)):
            raise refused(f"There is an entity {_urn(entity_type, name)!r} already")  # our reading
        return self._keep(call, _entity(entity_type, name, {}, 0, CREATED))

    def on_modify(self, call: Call) -> Any:
        """Attributes that are not sent stay (our reading)."""
        urn = call.body.get("urn") or _urn(call.body["entityType"], call.body["name"])
        return self._keep(call, _of_urn(call, urn))

    def on_delete(self, call: Call) -> Any:
        """What is found cannot be deleted (our reading): the next report would bring it back."""
        if self.records(call.workspace).pop(call.body["urn"], None) is None:
            raise self.not_found(call.body["urn"])
        return True

    def _keep(self, call: Call, entity: Record) -> Record:
        attributes = {**entity["attributes"], **call.body.get("attributes", {})}
        changed = {**entity, "name": call.body["name"], "attributes": attributes, "updatedAt": int(call.now * 1000)}
        changed["tagsInfo"] = [call.workspace.tag(name) for name in attributes.get("custom_tags") or []]
        changed["teamInfo"] = [{"name": name} for name in attributes.get("owner") or []]
        self.records(call.workspace)[entity["urn"]] = changed
        return {"urn": entity["urn"]}


def _of_urn(call: Call, urn: str) -> Record:
    for entity in _entities(call):
        if entity["urn"] == urn:
            return entity
    raise ApiFailure(404, "ft.NotFoundEntity", f"There is no entity {urn!r}")


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
    prefix = "cate_"

    def on_list(self, call: Call) -> Reply:
        entities = _entities(call) if call.body.get("withEntityCount", True) else []
        wanted = call.body.get("search", "").lower()
        types = [*self._defaults(call).values()] if call.body.get("withDefault", True) else []
        items = [
            {**row, "entityCount": sum(entity["entityType"] == row["entityType"] for entity in entities)}
            for row in [*types, *self.records(call.workspace).values()]
            if wanted in row["entityType"].lower() or wanted in row["name"].lower()
        ]
        page, info = paging.cut(items, call.body, DEFAULT_PAGE_SIZE)
        return Reply({"items": page}, info)

    def _defaults(self, call: Call) -> dict[str, Record]:
        """The types that every workspace has; of these only the extra settings can be changed."""
        changed = call.workspace.collection("catalog_default_entity_types")
        rows = [
            {
                "uuid": f"sys_{name}",
                "entityType": name,
                "name": name.capitalize(),
                "sourceType": "default",
                "extraConfig": {},
            }
            for name in _TYPES
        ]
        return {row["uuid"]: {**row, **changed.get(row["uuid"], {})} for row in rows}

    def on_create(self, call: Call) -> Any:
        taken = [*self._defaults(call).values(), *self.records(call.workspace).values()]
        if call.body["entityType"] in [row["entityType"] for row in taken]:
            raise refused(f"There is an entity type {call.body['entityType']!r} already")  # our reading
        fields = {"name": call.body["entityType"], "extraConfig": {}, **call.body, "sourceType": "custom"}
        return self.store(call, fields)

    def on_modify(self, call: Call) -> Any:
        uuid = call.path["entity_type_uuid"]
        if uuid in self._defaults(call):
            if set(call.body) - {"extraConfig", "customProperties"}:
                raise refused("A built-in entity type takes extraConfig and customProperties only")
            call.workspace.collection("catalog_default_entity_types").setdefault(uuid, {}).update(call.body)
            return {"uuid": uuid}
        record = self.find(call, uuid)
        record.update(call.body)
        self.touch(call, record)
        return {"uuid": uuid}

    def on_delete(self, call: Call) -> Any:
        record = self.find(call, call.body["entityTypeUUID"])
        if any(entity["entityType"] == record["entityType"] for entity in _entities(call)):
            raise refused(f"There are entities of the type {record['entityType']!r}")
        del self.records(call.workspace)[record["uuid"]]
        return True
