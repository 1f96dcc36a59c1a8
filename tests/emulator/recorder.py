# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of requests, for assertions and for people: never holds a key, and bodies only with secrets masked."""

from __future__ import annotations

import contextlib
import re
from collections import deque
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import orjson

MASK = "********"
KEPT_REQUESTS = 20_000
KEPT_BODIES = 500
LARGEST_KEPT_BODY = 8 * 2**20
_SECRET_NAME = re.compile(
    r"(?i)(pass(word|wd)?|secret|token|(api|private)[-_]?key|authorization|cookie|^(ak|sk)$|webhook)"
)
_URL = re.compile(r"(?i)^(https?://)([^/?#]*@)?([^/?#]*)([/?#].+)?")


def masked(value: Any) -> Any:
    """value with every member masked whose name tells a secret, and URLs without what follows their host."""
    if isinstance(value, Mapping):
        # A header or variable may also stand as {"key": its name, "value": its text}.
        secret_value = any(_tells_secret(value.get(name)) for name in ("key", "name")) or value.get("secure") is True
        return {k: MASK if _tells_secret(k) or (k == "value" and secret_value) else masked(v) for k, v in value.items()}
    if isinstance(value, list):
        return [masked(v) for v in value]
    if isinstance(value, str) and value.startswith("{"):  # an object that is sent as a text
        with contextlib.suppress(orjson.JSONDecodeError):
            return orjson.dumps(masked(orjson.loads(value))).decode()
    url = _URL.match(value) if isinstance(value, str) else None
    return _masked_url(url) + value[url.end() :] if url else value


def _masked_url(url: re.Match[str]) -> str:
    scheme, user, host, rest = url.groups()
    return f"{scheme}{MASK + '@' if user else ''}{host}{rest[0] + MASK if rest else ''}"


def masked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: MASK if _tells_secret(name) else text for name, text in headers.items()}


def masked_query(text: str) -> str:
    """A query as sent, with the values of secret parameters masked."""
    parts = (part.partition("=") for part in text.split("&"))
    return "&".join(
        f"{name}={MASK}" if _tells_secret(unquote(name)) else name + sign + value for name, sign, value in parts
    )


def masked_path(path: str, template: str) -> str:
    """A path as sent, with the steps masked that are secret parameters of its template."""
    steps = zip(path.split("/"), template.split("/"), strict=True)
    return "/".join(MASK if named.startswith("{") and _tells_secret(named) else step for step, named in steps)


def _tells_secret(name: Any) -> bool:
    return bool(_SECRET_NAME.search(str(name)))


class Recorder:
    def __init__(self) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=KEPT_REQUESTS)
        self._bodies: deque[tuple[dict[str, Any], bytes | None]] = deque(maxlen=KEPT_BODIES)

    def add(self, entry: dict[str, Any], body: bytes) -> None:
        self._entries.append(entry)
        if body:
            self._bodies.append((entry, body if len(body) <= LARGEST_KEPT_BODY else None))

    def clear(self) -> None:
        self._entries.clear()
        self._bodies.clear()

    def entries(self, with_bodies: bool = False) -> list[dict[str, Any]]:
        """All requests, oldest first; with_bodies adds `body` to the latest that had one."""
        if not with_bodies:
            return list(self._entries)
        bodies = {id(entry): body for entry, body in self._bodies}
        return [dict(e, body=_readable(bodies[id(e)])) if id(e) in bodies else e for e in self._entries]


def _readable(body: bytes | None) -> Any:
    if body is None:
        return f"<more than {LARGEST_KEPT_BODY} bytes>"
    try:
        return masked(orjson.loads(body))
    except orjson.JSONDecodeError:
        return f"<{len(body)} bytes that are not JSON>"
