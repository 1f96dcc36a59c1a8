# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults that callers order through POST /_emulator/faults: what goes wrong between a client and the service."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from typing import Any

import orjson

from .envelope import JSON, ApiFailure, Response, failure
from .limits import throttled_key, throttled_workspace
from .workspaces import new_uuid

_GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
SERVER_ERROR = ApiFailure(500, "ft.InternalError", "Internal server error")
_UNAVAILABLE = ApiFailure(503, "InternalError", "Unknown error")
_BAD_KEY = ApiFailure(401, "ft.InvalidAPIKey", "Invalid request API KEY")
_DQL_ERROR = ApiFailure(400, "ft.DQLParseError", "parse error: unexpected token")
_NOT_DONE = ApiFailure(200, "ft.OperationFailed", "The operation failed")

# Answered instead of carrying the request out.
INSTEAD: dict[str, Callable[[], Response]] = {
    "throttle": lambda: failure(throttled_key()),
    "throttle_workspace": lambda: failure(throttled_workspace()),
    "500": lambda: failure(SERVER_ERROR),
    "503": lambda: failure(_UNAVAILABLE),
    "bad_key_401": lambda: failure(_BAD_KEY),
    "html": lambda: Response(502, _GATEWAY_PAGE, "text/html"),
    "html_200": lambda: Response(200, _GATEWAY_PAGE, "text/html"),
    "no_such_route": lambda: Response(404, b"404 page not found", "text/plain"),
    "redirect": lambda: Response(302, b"", "text/html", ((b"location", b"http://redirected.invalid/"),)),
    "success_false": lambda: failure(_NOT_DONE),
    "dql_error_200": lambda: failure(_DQL_ERROR, http_status=200),
}


def _half(response: Response) -> Response:
    return dataclasses.replace(response, body=response.body[: len(response.body) // 2])


def _cut(response: Response) -> Response:
    return dataclasses.replace(_half(response), announced_length=len(response.body))


def _with_duplicate(response: Response) -> Response:
    """The page with its last row replaced by its first, as when rows shift between two pages."""
    if response.media != JSON:
        return response
    body = orjson.loads(response.body)
    rows = _rows(body["content"] if isinstance(body, dict) and "content" in body else body)
    if len(rows) > 1:
        rows[-1] = rows[0]
    return dataclasses.replace(response, body=orjson.dumps(body))


def _with_lost_row(response: Response) -> Response:
    """The page without its first row and with a stranger at its end, as if before this page one object had been
    deleted and elsewhere one been created: the row moved to the page before, and the total is still the same."""
    if response.media != JSON:
        return response
    body = orjson.loads(response.body)
    rows = _rows(body["content"] if isinstance(body, dict) and "content" in body else body)
    if rows and isinstance(rows[0], dict):
        rows.append(_stranger(rows.pop(0)))
    return dataclasses.replace(response, body=orjson.dumps(body))


def _stranger(row: dict[str, Any]) -> dict[str, Any]:
    """Like the row, but another object."""
    other = {**row, **{name: "created meanwhile" for name in ("name", "title") if name in row}}
    if isinstance(row.get("uuid"), str):
        other["uuid"] = new_uuid(row["uuid"].rpartition("_")[0] + "_")
    if isinstance(row.get("id"), int):
        other["id"] = row["id"] + 1_000_000
    if isinstance(row.get("jsonScript"), dict):
        other["jsonScript"] = _stranger(row["jsonScript"])
    return other


def _without_content(response: Response) -> Response:
    """The same success, which tells nothing."""
    if response.media != JSON or response.status != 200:
        return response
    body = orjson.loads(response.body)
    if not isinstance(body, dict) or "content" not in body:
        return response
    body.pop("pageInfo", None)
    return dataclasses.replace(response, body=orjson.dumps({**body, "content": None}))


def _rows(content: Any) -> list[Any]:
    """The rows of a list answer, or those of the first series of a DQL answer."""
    if isinstance(content, dict):
        content = next((value for value in content.values() if isinstance(value, list)), [])
    if isinstance(content, list) and content and isinstance(content[0], dict) and "series" in content[0]:
        content = content[0]["series"][0]["values"] if content[0]["series"] else []
    return content if isinstance(content, list) else []


# Done to the answer of a request that was carried out.
AFTERWARDS: dict[str, Callable[[Response], Response]] = {
    "truncated": _half,
    "cut": _cut,
    "duplicate_rows": _with_duplicate,
    "lost_row": _with_lost_row,
    "null_content": _without_content,
    "500_after": lambda _response: failure(SERVER_ERROR),
}
# Done by the server: to the connection, before or after the request is carried out, or to the time it takes.
RESET_BEFORE, RESET_AFTER, SLOW = "reset_before", "reset_after", "slow"
REPEAT_PAGE = "repeat_page"  # the first page, whichever is asked for
NAMES = (*INSTEAD, *AFTERWARDS, RESET_BEFORE, RESET_AFTER, SLOW, REPEAT_PAGE)


@dataclasses.dataclass
class Fault:
    """fault: one of NAMES. route: an operationId, "METHOD /path" or a path (as sent or as template); None means any.

    after: let so many matching requests pass first; times: how often it strikes, None for ever; seconds: how slow.
    """

    fault: str
    route: str | None = None
    times: int | None = 1
    after: int = 0
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.fault not in NAMES:
            raise ValueError(f"unknown fault {self.fault!r}; known are {', '.join(NAMES)}")

    def strikes(self, names: set[str]) -> bool:
        if self.route is not None and self.route not in names:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        if self.times is None:
            return True
        self.times -= 1
        return self.times >= 0


class Faults:
    def __init__(self, operation_ids: Collection[str]) -> None:
        """operation_ids: those that a fault may name; another one is a slip, and the fault would never strike."""
        self._operation_ids = operation_ids
        self.ordered: list[Fault] = []

    def order(self, wanted: list[dict[str, Any]]) -> list[Fault]:
        """All of them, or none and a ValueError."""
        faults = []
        for one in wanted:
            fields = {"route" if name == "operationId" else name: value for name, value in one.items()}
            fault = Fault(**fields)
            if fault.route and "/" not in fault.route and fault.route not in self._operation_ids:
                raise ValueError(f"route {fault.route!r} is neither a path nor the operationId of any operation")
            faults.append(fault)
        self.ordered += faults
        return faults

    def clear(self) -> None:
        self.ordered.clear()

    def strike(self, names: set[str]) -> Fault | None:
        """The first ordered fault that strikes a request known by these names."""
        for fault in self.ordered:
            if fault.strikes(names):
                return fault
        return None
