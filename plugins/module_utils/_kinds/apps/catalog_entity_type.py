# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types of entities of the unified catalog: those of the platform, which stay as they are, and one's own."""

from __future__ import annotations

from ..._engine.answers import Answers
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.life import FIXED, SELDOM
from ..._engine.route import Route
from ..._engine.rules import SUBSET


def _is_built_in(row: dict) -> bool:
    return row.get("sourceType") == "default" or str(row.get("uuid") or "").startswith("sys_")


class CatalogEntityType(Kind):
    """A type."""

    name = "catalog_entity_type"
    title = "catalog entity type"
    plural = "catalog entity types"
    uuid_prefix = "cate_"
    list_operation = "catalog_entity_types_list"
    create_operation = "catalog_entity_types_create"
    answers = Answers(believed=False)
    modify_route = Route("catalog_entity_types_modify", path="entity_type_uuid")
    replaces = True
    delete_route = Route("catalog_entity_types_delete", body="entityTypeUUID")
    prunable = False
    guards = (
        Guard("it is built in", CHANGE, rows=_is_built_in, never=True),
        Guard("it is built in", DELETE, rows=_is_built_in, never=True),
    )
    fields = (
        Field("name", "entityType", max_length=64, life=FIXED),
        Field("display_name", "name", max_length=128),
        Field("description", "description", max_length=512, life=SELDOM),
        Field("extra_config", "extraConfig", type="dict", rule=SUBSET),
        Field("custom_properties", "customProperties", life=SELDOM),
        Field("schema", "schemaDefine", life=SELDOM),
        Field("view", "viewDefine", life=SELDOM),
    )


CATALOG_ENTITY_TYPE = CatalogEntityType()
