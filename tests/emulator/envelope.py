# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The envelope that every JSON answer of the Open API comes in (vendor reference: common answer parameters)."""

from __future__ import annotations

import dataclasses
import uuid
from typing import Any

import orjson

JSON = "application/json"


@dataclasses.dataclass
class Reply:
    """What an operation answers: its content, with page_info on lists that page, or a raw body without envelope."""

    content: Any
    page_info: dict[str, int] | None = None
    raw: bytes | None = None
    media: str = JSON


class ApiFailure(Exception):  # noqa: N818 - it is an answer, not a fault of the emulator
    """An error answer: status, errorCode and message. http_status: of the status line, when it is another one."""

    def __init__(self, status: int, code: str, message: str, http_status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.http_status = http_status or status
        self.code = code
        self.message = message


def refused(message: str, code: str = "ft.InvalidParams") -> ApiFailure:
    """The answer to a request that is not as it should be. The vendor names no code for most of them: our reading."""
    return ApiFailure(400, code, message)


@dataclasses.dataclass
class Response:
    """An HTTP answer ready to be sent. body_length lets a fault announce more bytes than it sends."""

    status: int
    body: bytes
    media: str = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()
    announced_length: int | None = None


def trace_id() -> str:
    return f"TRACE-{str(uuid.uuid4()).upper()}"


def _envelope(status: int, content: Any, code: str, message: str, success: bool) -> dict[str, Any]:
    return {
        "code": status,
        "content": content,
        "errorCode": code,
        "message": message,
        "success": success,
        "traceId": trace_id(),
    }


def success(reply: Reply) -> Response:
    if reply.raw is not None:
        return Response(200, reply.raw, reply.media)
    body = _envelope(200, reply.content, "", "", True)
    if reply.page_info is not None:
        body["pageInfo"] = reply.page_info
    return Response(200, orjson.dumps(body))


def failure(error: ApiFailure, http_status: int | None = None) -> Response:
    """An error answer. http_status: the status line, when it is not the status that the body tells."""
    body = _envelope(error.status, None, error.code, error.message, False)
    return Response(http_status or error.http_status, orjson.dumps(body))
