# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics, logs, events and traces of a workspace: points in time that tests set, as rows like those of objects."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from ..objects.rows import DQL_ROW_CAP, ClassKey, Row

METRICS, LOGS, EVENTS, TRACES = "M", "L", "E", "T"
NAMESPACES = (METRICS, LOGS, EVENTS, TRACES)

_SERIALS = itertools.count()


class Series:
    """The points of one workspace. What lies ahead of the emulator's clock is there, and no query shows it yet."""

    def __init__(self) -> None:
        self.row_cap = DQL_ROW_CAP
        self._serial = next(_SERIALS)
        self._version = 0
        self._points: dict[ClassKey, list[Row]] = {}
        self._numbers = itertools.count()

    @property
    def version(self) -> tuple[int, int]:
        """Differs from that of any other store, and whenever a read could answer other points."""
        return self._serial, self._version

    def add(self, namespace: str, source: str, tags: dict[str, Any], points: Iterable[dict[str, Any]]) -> None:
        """points: columns of each, with `time` in Unix milliseconds."""
        held = self._points.setdefault((namespace, source), [])
        for point in points:
            number = next(self._numbers)
            docid = f"{namespace}_{point['time']}_{number:08d}"
            own = {} if namespace == METRICS else {"source": source, "__docid": docid, "create_time": point["time"]}
            held.append(Row({**own, **tags, **point, "__docid": docid}))
        self._version += 1

    def drop(self, namespace: str, source: str) -> None:
        self._points.pop((namespace, source), None)
        self._version += 1

    # What the reader asks of any store

    def classes(self, namespace: str) -> list[str]:
        return sorted(name for held, name in self._points if held == namespace)

    def rows(self, key: ClassKey) -> list[Row]:
        return self._points.get(key, [])

    def value(self, row: Row, column: str, now: float) -> Any:
        return row.fields.get(column)

    def flat(self, row: Row, now: float) -> dict[str, Any]:
        return row.fields

    def refresh(self, now: float) -> None:
        """Nothing here depends on the time."""
