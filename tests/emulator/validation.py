# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests against the description: missing and ill-typed parameters, and unknown or ill-typed body fields are refused.

Strict at the top level of the body, where the reference lists every field; deeper levels follow the schema. The error
code is our reading.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

import jsonschema_rs
import orjson

from .envelope import JSON, refused
from .reference import Operation

# Marked as required in the tables of the reference, yet left out in its own request examples.
_REQUIRED_IN_TABLE_ONLY = {
    "external_log_index_cfg_modify": {"name"},
    "pipeline_add": {"type"},
    "pipeline_modify": {"type"},
}
_FROM_EXAMPLES = re.compile(r"(?i)seen in .*example")
# Fields and values that the vendor's own clients send and the reference does not list.
_ALSO_TAKEN = {
    "dialing_task_add": {"type": {"type": "string"}},
    "notify_objects_create": {"type": {"type": "string"}},
    "notify_objects_modify": {"openPermissionSet": {"type": "boolean"}},
}
# Where clients send null and the reference shows another type only: to clear a schedule, or as in vendor templates.
_SCHEDULE = ("startTime", "endTime", "repeatCrontabSet", "crontabDuration", "repeatExpireTime", "notifyTimeStr")
_ICONS = ("templateInfo.iconSet", "templateInfo.iconSet.url", "templateInfo.iconSet.icon")
_NULL_TAKEN = {
    "mutes_create": _SCHEDULE,
    "mutes_modify": _SCHEDULE,
    "dashboards_create": _ICONS,
    "dashboards_import": _ICONS,
    "inner_dashboard_add": _ICONS,
}
_MULTIPART = "multipart/form-data"
# Its page in the reference is empty, but for its name.
_UPLOADS_WITHOUT_DESCRIPTION = {"issue_attachments_upload"}


def first_problem(schema: Any, value: Any, place: str) -> str | None:
    """What a compiled schema finds wrong with a value that stands in place, such as "body.name: 1 is not a text"."""
    error = next(iter(schema.iter_errors(value)), None)
    if error is None:
        return None
    where = ".".join(str(step) for step in (place, *error.instance_path))
    return f"{where}: {error.message[:500]}"


class Validator:
    """Parses and checks requests. Compiles the schemas of an operation when it is first called."""

    def __init__(self, strict: bool = False) -> None:
        """strict: refuse unknown query parameters, which the service passes over as far as anyone has seen."""
        self._strict = strict
        self._compiled: dict[tuple[str, str, str], Any] = {}

    def query(self, operation: Operation, text: str) -> dict[str, Any]:
        """Query parameters as typed values."""
        declared = {p["name"]: p for p in operation.parameters_in("query")}
        values = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            if name in declared:
                values[name] = _typed(declared[name], value)
            elif self._strict:
                raise refused(f"Unknown query parameter {name!r}")
        self._check(operation, "query", values)
        return values

    def body(self, operation: Operation, content_type: str, raw: bytes) -> Any:
        """The parsed body: a dict for JSON, {"raw": bytes} for uploads."""
        if operation.body_media == _MULTIPART or operation.id in _UPLOADS_WITHOUT_DESCRIPTION:
            return {"raw": raw}
        value = _parsed(content_type, raw)
        if operation.body is None or operation.body.get("type") == "null":
            if value or (raw and operation.body is None):
                raise refused("This route takes no body")
            return {}
        if value is None:
            if operation.body_required and operation.body.get("required"):
                raise refused(f"Missing body; required: {', '.join(operation.body['required'])}")
            return {}
        self._check(operation, "body", value)
        return value

    def _check(self, operation: Operation, place: str, value: Any) -> None:
        name = (operation.dialect, operation.id, place)
        compiled = self._compiled.get(name)
        if compiled is None:
            schema = _query_schema(operation) if place == "query" else body_schema(operation)
            compiled = self._compiled[name] = jsonschema_rs.Draft202012Validator(schema)
        problem = first_problem(compiled, value, place)
        if problem:
            raise refused(problem)


def _query_schema(operation: Operation) -> dict[str, Any]:
    declared = operation.parameters_in("query")
    return {
        "type": "object",
        "properties": {p["name"]: p["schema"] for p in declared},
        "required": [p["name"] for p in declared if p["required"]],
    }


def body_schema(operation: Operation) -> dict[str, Any]:
    """The body schema with unknown fields forbidden at the top level."""
    schema = _documented_only(operation.body)
    if "properties" in schema:
        schema.setdefault("additionalProperties", False)
        schema["properties"] = {**schema["properties"], **_ALSO_TAKEN.get(operation.id, {})}
    for place in _NULL_TAKEN.get(operation.id, ()):
        _take_null(schema, place.split("."))
    optional = _REQUIRED_IN_TABLE_ONLY.get(operation.id, set())
    schema["required"] = [name for name in schema.get("required", []) if name not in optional]
    return schema


def _take_null(schema: dict[str, Any], steps: list[str]) -> None:
    for step in steps:
        schema = schema.get("properties", {}).get(step, {})
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        schema["type"] = list(dict.fromkeys([*kinds, "null"]))


def _documented_only(schema: Any) -> Any:
    """The schema without what the reference only inferred from its examples: real dashboards break those guesses."""
    if isinstance(schema, list):
        return [_documented_only(member) for member in schema]
    if not isinstance(schema, dict):
        return schema
    if _FROM_EXAMPLES.search(str(schema.get("description", ""))):
        return {}
    return {key: _documented_only(value) for key, value in schema.items()}


def _parsed(content_type: str, raw: bytes) -> Any:
    if not raw.strip():
        return None
    if content_type.split(";", maxsplit=1)[0].strip().lower() != JSON:
        raise refused(f"The Content-Type of a body must be {JSON}")
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise refused(f"The body is not JSON: {error}") from error


def _typed(parameter: dict[str, Any], text: str) -> Any:
    if parameter["form"] == "json":
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise refused(f"query.{parameter['name']}: not JSON: {error}") from error
    if parameter["form"] == "commas":
        return [part for part in text.split(",") if part]
    kinds = parameter["schema"].get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "boolean" in kinds and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if {"integer", "number"} & set(kinds):
        return _number(text, whole="number" not in kinds)
    return text


def _number(text: str, whole: bool) -> Any:
    """A number of 64 bits as JSON writes it; anything else stays text, for the schema to judge."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    is_number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    return value if is_number else text
