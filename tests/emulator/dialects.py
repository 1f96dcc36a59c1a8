# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which routes the service knows: those of the reference and beside it, those of the vendor guide, or both.

Vendor clients use some routes that the reference lacks; it does know most of them under another path.

The guide (its section on route addresses) names seven routes. Its dashboards are the reference's under other paths, so
their operations are derived from the reference; the two object lists have no page at all: parameters and answer of
those are our reading.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import Any

from .reference import Operation, load_operations

DIALECTS = ("both", "reference", "guide")

_DASHBOARDS = {
    "dashboards_list": ("GET", "/api/v1/dashboard/list"),
    "dashboards_create": ("POST", "/api/v1/dashboard/create"),
    "dashboards_get": ("GET", "/api/v1/dashboard/{dashboard_uuid}/get"),
    "dashboards_delete": ("POST", "/api/v1/dashboard/{dashboard_uuid}/delete"),
    "dashboards_modify": ("POST", "/api/v1/dashboard/{dashboard_uuid}/modify"),
}
_OBJECT_LISTS = {
    "object_host_list": "/api/v1/object/host/list",
    "object_process_list": "/api/v1/object/process/list",
}


_MONITORS, _MONITORS_ALIAS = "/api/v1/checker/", "/api/v1/monitor/check/"
# GET routes that only vendor clients name -> their operationId here; parameters and answer are our reading.
_UNDESCRIBED = {
    "/api/v1/const/check_ping": "const_check_ping",
    "/api/v1/wksp_share/granted_ws_list": "wksp_share_granted_ws_list",
}


def _beside_the_reference(reference: dict[str, Operation]) -> list[Operation]:
    """Routes that public clients use and the reference does not describe."""
    aliases = [
        dataclasses.replace(operation, path=operation.path.replace(_MONITORS, _MONITORS_ALIAS))
        for operation in reference.values()
        if operation.path.startswith(_MONITORS)
    ]
    legacy = reference["query_data_legacy"]
    (body,) = [parameter for parameter in legacy.parameters if parameter["name"] == "body"]
    parameters = [{**body, "name": name, "required": False} for name in ("body", "queries_body")]
    queries = [
        dataclasses.replace(legacy, method=method, parameters=parameters, dialect="observed")
        for method in ("GET", "POST")
    ]
    undescribed = [Operation(name, "GET", path, "observed", []) for path, name in _UNDESCRIBED.items()]
    return [*aliases, *queries, *undescribed]


def _guide_operations(reference: dict[str, Operation]) -> list[Operation]:
    operations = {
        name: dataclasses.replace(reference[name], method=method, path=path, dialect="guide")
        for name, (method, path) in _DASHBOARDS.items()
    }
    # Without an import route the guide's modify is the only one that can carry content.
    modify, template = (
        operations["dashboards_modify"],
        reference["dashboards_create"].body["properties"]["templateInfo"],
    )
    body = {**modify.body, "properties": {**modify.body["properties"], "templateInfo": template}}
    operations["dashboards_modify"] = dataclasses.replace(modify, body=body)
    return [*operations.values(), *(_object_list(name, path) for name, path in _OBJECT_LISTS.items())]


def _object_list(name: str, path: str) -> Operation:
    text, number = {"type": "string"}, {"type": "integer", "minimum": 1}
    schemas = {"search": text, "pageIndex": number, "pageSize": {**number, "maximum": 100}}
    parameters = [
        {"name": key, "in": "query", "required": False, "schema": schema, "form": "plain", "description": ""}
        for key, schema in schemas.items()
    ]
    return Operation(name, "GET", path, "guide", parameters, dialect="guide")


def operations(dialect: str) -> list[Operation]:
    reference = load_operations()
    guide = _guide_operations(reference)
    beside = _beside_the_reference(reference)
    described = [operation for operation in reference.values() if operation.id != "query_data_legacy"]
    full = [*described, *beside]
    return {"both": [*full, *guide], "reference": full, "guide": guide}[dialect]


class Router:
    """Finds the operations of a method and path; two of them may share one path in the dialect "both"."""

    def __init__(self, known: list[Operation]) -> None:
        self._fixed: dict[tuple[str, str], list[Operation]] = defaultdict(list)
        self._templates: dict[tuple[str, int], list[tuple[list[str], Operation]]] = defaultdict(list)
        for operation in known:
            if "{" in operation.path:
                steps = operation.path.split("/")
                self._templates[operation.method, len(steps)].append((steps, operation))
            else:
                self._fixed[operation.method, operation.path].append(operation)

    def match(self, method: str, steps: list[str]) -> list[tuple[Operation, dict[str, str]]]:
        """steps: the path split at "/", each step already decoded."""
        fixed = self._fixed.get((method, "/".join(steps)))
        if fixed:
            return [(operation, {}) for operation in fixed]
        found = []
        for template, operation in self._templates.get((method, len(steps)), ()):
            values = _bind(template, steps)
            if values is not None:
                found.append((operation, values))
        return found


def _bind(template: list[str], steps: list[str]) -> dict[str, Any] | None:
    values = {}
    for pattern, step in zip(template, steps, strict=True):
        if pattern.startswith("{"):
            if not step:
                return None
            values[pattern[1:-1]] = step
        elif pattern != step:
            return None
    return values
