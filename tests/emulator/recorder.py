# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of requests, for assertions and for people: never holds a key, and bodies only with secrets masked."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from typing import Any

import orjson

MASK = "********"
KEPT_REQUESTS = 20_000
KEPT_BODIES = 500
_SECRET_NAME = re.compile(r"(?i)(pass(word|wd)?|secret|token|api[-_]?key|authorization|cookie|^(ak|sk)$|webhook)")


def masked(value: Any) -> Any:
    """value with every member masked whose name tells a secret."""
    if isinstance(value, Mapping):
        return {k: MASK if _SECRET_NAME.search(str(k)) else masked(v) for k, v in value.items()}
    if isinstance(value, list):
        return [masked(v) for v in value]
    return value


class Recorder:
    def __init__(self) -> None:
        self._entries: deque[dict[str, Any]] = deque(maxlen=KEPT_REQUESTS)
        self._bodies: deque[tuple[dict[str, Any], bytes]] = deque(maxlen=KEPT_BODIES)

    def add(self, entry: dict[str, Any], body: bytes) -> None:
        self._entries.append(entry)
        if body:
            self._bodies.append((entry, body))

    def clear(self) -> None:
        self._entries.clear()
        self._bodies.clear()

    def entries(self, with_bodies: bool = False) -> list[dict[str, Any]]:
        """All requests, oldest first; with_bodies adds `body` to the latest that had one."""
        if not with_bodies:
            return list(self._entries)
        bodies = {id(entry): body for entry, body in self._bodies}
        return [dict(e, body=_readable(bodies[id(e)])) if id(e) in bodies else e for e in self._entries]


def _readable(body: bytes) -> Any:
    try:
        return masked(orjson.loads(body))
    except orjson.JSONDecodeError:
        return f"<{len(body)} bytes that are not JSON>"
