# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The OpenAPI description of the service (openapi/): its operations, loaded once and cached as JSON.

Parsing the 1.9 MB of YAML costs more than a second even with libyaml, so the first start writes what it needs as JSON
into the user's cache directory, under the digest of the sources; later starts read that.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
import pathlib
import re
import tempfile
from collections.abc import Iterator
from typing import Any

import orjson

JSON_MEDIA = "application/json"
DESCRIPTION = pathlib.Path(__file__).parent / "openapi"
METHODS = ("get", "post", "put", "patch", "delete")
_PREFIX = re.compile(r"^([a-z]+_)(?:[a-z0-9]|x{3,})")


@dataclasses.dataclass
class Operation:
    """One operation of the description. schema fields hold JSON schemas with all references resolved."""

    id: str
    method: str
    path: str
    folder: str
    parameters: list[dict[str, Any]]
    body: dict[str, Any] | None = None
    body_media: str | None = None
    body_required: bool = False
    body_example: Any = None
    answer: dict[str, Any] | None = None
    answer_media: str | None = None
    answer_example: Any = None
    keyless: bool = False
    dialect: str = "reference"

    def parameters_in(self, place: str) -> list[dict[str, Any]]:
        return [p for p in self.parameters if p["in"] == place]

    @functools.cached_property
    def page_place(self) -> str | None:
        """Where pageIndex and pageSize are sent: query, body, or None for a list that does not page."""
        if any(p["name"] == "pageSize" for p in self.parameters_in("query")):
            return "query"
        return "body" if "pageSize" in (self.body or {}).get("properties", {}) else None

    @functools.cached_property
    def content_schema(self) -> dict[str, Any]:
        """Schema of the answer's content; empty when the description tells nothing about it."""
        for part in reversed(self._answer_parts):  # the envelope, which only says that there is a content, comes first
            if "content" in part.get("properties", {}):
                return part["properties"]["content"]
        return {}

    @functools.cached_property
    def enveloped(self) -> bool:
        """Whether the answer comes in the envelope."""
        return self.answer is None or any("traceId" in part.get("properties", {}) for part in self._answer_parts)

    @property
    def _answer_parts(self) -> list[dict[str, Any]]:
        answer = self.answer or {}
        parts = [answer, *(part for name in ("allOf", "oneOf", "anyOf") for part in answer.get(name, []))]
        return [inner for part in parts for inner in (part, *part.get("allOf", []))]

    @functools.cached_property
    def content_example(self) -> Any:
        example = self.answer_example
        return example.get("content") if isinstance(example, dict) else None


def load_operations() -> dict[str, Operation]:
    """All operations of the reference by operationId. One process loads them once."""
    return dict(_operations())


@functools.lru_cache(maxsize=1)
def _operations() -> dict[str, Operation]:
    sources = [DESCRIPTION / "components.yaml", *sorted((DESCRIPTION / "paths").glob("*.yaml"))]
    digest = hashlib.sha256()
    for source in (pathlib.Path(__file__), *sources):
        digest.update(source.read_bytes())
    cache = _cache_directory() / f"{digest.hexdigest()[:32]}.json"
    try:
        rows = orjson.loads(cache.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        rows = list(_compile(sources))
        _write(cache, orjson.dumps(rows))
    return {row["id"]: Operation(**row) for row in rows}


def _cache_directory() -> pathlib.Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return pathlib.Path(base) / "truewatch-openapi-emulator"


def _write(target: pathlib.Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
            part.write(content)
        os.replace(part.name, target)
    except OSError:
        pass  # a read-only home only costs the next start its second


def _compile(sources: list[pathlib.Path]) -> Iterator[dict[str, Any]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    components = {}
    for source in sources:
        document = yaml.load(source.read_bytes(), loader)  # noqa: S506 - both are safe loaders
        components = document.get("components", components)
        for path, item in document.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    description = _resolved(item[method], {"components": components})
                    yield _row(source.stem, path, method, description)


def _resolved(node: Any, root: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_resolved(member, root) for member in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        target: Any = root
        for step in node["$ref"].lstrip("#/").split("/"):
            target = target[step]
        return _resolved(target, root)
    return {key: _resolved(value, root) for key, value in node.items()}


def _row(folder: str, path: str, method: str, description: dict[str, Any]) -> dict[str, Any]:
    body_media, body = _media(description.get("requestBody"))
    answer_media, answer = _media(description.get("responses", {}).get("200"))
    return {
        "id": description["operationId"],
        "method": method.upper(),
        "path": path,
        "folder": folder,
        "parameters": [_parameter(p) for p in description.get("parameters", [])],
        "body": body.get("schema"),
        "body_media": body_media,
        "body_required": description.get("requestBody", {}).get("required", False),
        "body_example": _example(body),
        "answer": answer.get("schema"),
        "answer_media": answer_media,
        "answer_example": _example(answer),
        "keyless": description.get("security") == [],
    }


def _media(holder: dict[str, Any] | None) -> tuple[str | None, dict[str, Any]]:
    for media, content in (holder or {}).get("content", {}).items():
        return media, content
    return None, {}


def _example(media: dict[str, Any]) -> Any:
    if "example" in media:
        return media["example"]
    for example in media.get("examples", {}).values():
        return example.get("value")
    return None


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """form: how the text of a query parameter becomes a value (json, commas or plain)."""
    as_json = parameter.get("content", {}).get(JSON_MEDIA)
    schema = as_json["schema"] if as_json else parameter.get("schema", {})
    commas = schema.get("type") == "array" and parameter.get("explode") is False
    return {
        "name": parameter["name"],
        "in": parameter["in"],
        "required": parameter.get("required", False),
        "schema": schema,
        "form": "json" if as_json else "commas" if commas else "plain",
        "description": parameter.get("description", ""),
    }


def uuid_prefix(operations: list[Operation]) -> str | None:
    """The documented prefix (such as "dsbd_") of the uuids that these operations deal with, from their examples."""
    for operation in operations:
        for row in _rows_of(operation.content_example):
            match = _PREFIX.match(str(row.get("uuid", "")))
            if match:
                return match.group(1)
    return None


def _rows_of(content: Any) -> list[dict[str, Any]]:
    if isinstance(content, dict):
        return [content, *(row for value in content.values() if isinstance(value, list) for row in _rows_of(value))]
    if isinstance(content, list):
        return [row for row in content if isinstance(row, dict)]
    return []
