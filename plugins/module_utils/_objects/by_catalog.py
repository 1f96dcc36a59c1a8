# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects by the unified catalog (vendor reference: POST /api/v1/unified_catalog/entity/list).

The catalog has its own store and its own type codes: HOST is its ``host``, any other class is taken as the code itself.
"""

from __future__ import annotations

from .._queries.rows import compacted
from .classes import LABELS
from .query import ObjectQuery
from .rows import labels_of, mappings, matcher

_OPERATION = "catalog_entities_list"
_ENTITY_TYPES = {"HOST": "host"}
# Parts of an entity that are no columns: spread over the row, or relations to other entities.
_NESTED = frozenset({"attributes", "tagsInfo", "teamInfo", "systemRelationInfo"})
# Columns that are no attributes. The service filters by attributes only, and finds nothing by any other name.
_OWN = frozenset({"class", LABELS, "urn", "entityType", "name", "display_name", "provider", "createAt", "updatedAt"})


def operation(_query: ObjectQuery) -> str:
    """The operation this source uses."""
    return _OPERATION


def read(client, query: ObjectQuery) -> tuple[list[dict], int | None]:
    """The raw rows that match, and how many match in total (None when the service did not say and a limit ended it)."""
    body = {"entityType": _ENTITY_TYPES.get(query.object_class.name, query.object_class.name)}
    if query.search:
        body["search"] = query.search
    # The service takes texts; whether a number or true matches its text is not documented.
    remote = {
        field: list(values)
        for field, values in query.filters
        if field not in _OWN and all(isinstance(value, str) for value in values)
    }
    local = [(field, values) for field, values in query.filters if field not in remote]
    if remote:
        body["filters"] = remote
    answer = client.rows(_OPERATION, body=body, limit=None if query.order_by or local else query.limit)
    matches, known = matcher(local), {}
    rows = [_columns(entity, query.object_class.name) for entity in mappings(answer.items, _OPERATION)]
    rows = [row for row in (compacted(row.items(), known) for row in rows) if matches(row)]
    return rows, len(rows) if local or (answer.total is None and not query.limit) else answer.total


def _columns(entity: dict, class_name: str) -> dict:
    """The columns of an entity: its attributes, with its own identity above them."""
    own = {key: value for key, value in entity.items() if key not in _NESTED}
    attributes, tags = entity.get("attributes"), entity.get("tagsInfo")
    attributes = attributes if isinstance(attributes, dict) else {}
    names = [tag.get("name") if isinstance(tag, dict) else tag for tag in (tags if isinstance(tags, list) else [])]
    labels = dict.fromkeys([*labels_of(attributes.get(LABELS)), *labels_of([name for name in names if name])])
    return {**attributes, **own, "class": class_name, LABELS: list(labels)}
