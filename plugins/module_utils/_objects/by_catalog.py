# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects by the unified catalog (vendor reference: POST /api/v1/unified_catalog/entity/list).

The catalog has its own store and its own type codes: HOST is its ``host``, any other class is taken as the code itself.
"""

from __future__ import annotations

from .classes import LABELS
from .query import ObjectQuery
from .rows import as_text, compacted

_OPERATION = "catalog_entities_list"
_ENTITY_TYPES = {"HOST": "host"}
# Parts of an entity that are no columns: spread over the row, or relations to other entities.
_NESTED = frozenset({"attributes", "tagsInfo", "teamInfo", "systemRelationInfo"})


def operation(_query: ObjectQuery) -> str:
    """The operation this source uses."""
    return _OPERATION


def read(client, query: ObjectQuery) -> tuple[list[dict], int | None]:
    """The raw rows that match, and how many match in total (None when the service did not say and a limit ended it)."""
    body = {"entityType": _ENTITY_TYPES.get(query.object_class.name, query.object_class.name)}
    if query.search:
        body["search"] = query.search
    if query.filters:
        body["filters"] = {field: [as_text(value) for value in values] for field, values in query.filters}
    answer = client.rows(_OPERATION, body=body, limit=None if query.order_by else query.limit)
    known: dict[str, str] = {}
    rows = [compacted(_columns(entity, query.object_class.name).items(), known) for entity in answer.items]
    return rows, len(rows) if answer.total is None and not query.limit else answer.total


def _columns(entity: dict, class_name: str) -> dict:
    """The columns of an entity: its attributes, with its own identity above them."""
    own = {key: value for key, value in entity.items() if key not in _NESTED}
    tags = [tag.get("name") if isinstance(tag, dict) else tag for tag in entity.get("tagsInfo") or []]
    return {**(entity.get("attributes") or {}), **own, "class": class_name, LABELS: [tag for tag in tags if tag]}
