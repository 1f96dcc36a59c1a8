# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is new among the alerts of a workspace: which have opened, changed their status, or are over.

One query a round gives the latest event of each object that a monitor watches. What was told is kept in a private file,
so that a restart repeats nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import typing as t

from .._api.state import default_directory, open_private
from .._engine.errors import EngineError
from .._queries.answers import mappings
from .._queries.reader import read_queries
from .columns import FAULT_STATUS, REF, STATUS, is_open, is_resolved
from .latest import latest
from .notice import alert_of

_COLUMNS = (
    STATUS,
    FAULT_STATUS,
    "create_time",
    "df_dimension_tags",
    "df_event_id",
    "df_event_link",
    "df_fault_duration",
    "df_fault_id",
    "df_fault_start_time",
    "df_is_silent",
    "df_message",
    "df_monitor_checker_id",
    "df_monitor_checker_name",
    "df_monitor_checker_value",
    "df_title",
    "df_workspace_uuid",
)
# Seconds after which an open alert of which nothing more was heard is forgotten.
_KEPT = 7 * 86_400


class News(t.NamedTuple):
    """An alert that is new. ref: its object. fault: what tells it from others of the object; None when it is over."""

    alert: dict
    ref: str
    fault: list[str] | None


class Watch:
    """The alerts that are chosen, from round to round. note() what was handed over, or it comes again."""

    def __init__(self, client, chosen: t.Mapping[str, t.Any], most: int, memory: Memory) -> None:
        self._client = client
        self._query = latest(chosen, _COLUMNS, "The search for alerts", max_groups=most)
        self._statuses = tuple(chosen.get("statuses") or ())
        self._memory = memory
        #: Whether the last round had more alerts than may come.
        self.is_cut = False

    def round(self, now: t.Callable[[], float]) -> list[News]:
        """What is new, the oldest first. Raises the errors of the client."""
        self._client.begin()
        [result] = read_queries(self._client, [self._query], now)
        self.is_cut = result.is_cut
        self._memory.forget(now() - _KEPT)
        rows = sorted((row for row in mappings(result.tables) if row.get(REF)), key=_time)
        return [
            News(alert_of(row), str(row[REF]), _fault(row) if is_open(row) else None)
            for row in rows
            if self._is_new(row, now())
        ]

    def _is_new(self, row: t.Mapping[str, t.Any], now: float) -> bool:
        known = self._memory.told(str(row[REF]))
        if not is_open(row):
            return known is not None and is_resolved(row)
        if known is not None and known == _fault(row):
            self._memory.note(str(row[REF]), known, now)
            return False
        return not self._statuses or row.get(STATUS) in self._statuses

    def note(self, news: News, now: float) -> None:
        """The alert was handed over."""
        self._memory.note(news.ref, news.fault, now)


def _fault(row: t.Mapping[str, t.Any]) -> list[str]:
    """What tells an alert from an older one of the same object."""
    return [str(row.get("df_fault_id") or ""), str(row.get(STATUS) or "")]


def _time(row: t.Mapping[str, t.Any]) -> float:
    stamp = row.get("create_time")
    return stamp if isinstance(stamp, (int, float)) else 0


class Memory:
    """What was told, in a private file that one process at a time has: object -> (its fault, Unix seconds).

    Where there is no place for the file, it lasts as long as the process.
    """

    def __init__(self, *identity: str) -> None:
        """identity: what tells it from the memories of others."""
        digest = hashlib.sha256("\n".join(identity).encode()).hexdigest()[:16]
        self._told: dict[str, tuple[list[str], float]] = {}
        self._saved: bytes = b""
        self._descriptor: int | None = None
        directory = default_directory()
        if directory is None:
            return
        with contextlib.suppress(OSError):
            self._descriptor = open_private(directory, f"watch-{digest}")
        if self._descriptor is not None:
            self._take()

    @property
    def lasts(self) -> bool:
        """Whether it outlives the process."""
        return self._descriptor is not None

    def _take(self) -> None:
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise EngineError(
                "Another source on this machine remembers the same alerts. Give each of them a 'name' of its own."
            ) from None
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
            content = json.loads(os.pread(self._descriptor, os.fstat(self._descriptor).st_size, 0))
            self._told = {
                str(alert): ([str(part) for part in fault], float(at)) for alert, (fault, at) in content.items()
            }

    def told(self, alert: str) -> list[str] | None:
        """The fault that was told of an object last, unless it is over."""
        return self._told[alert][0] if alert in self._told else None

    def note(self, alert: str, fault: list[str] | None, now: float) -> None:
        """This fault was told, or, without one, its end."""
        if fault is None:
            self._told.pop(alert, None)
        else:
            self._told[alert] = (fault, now)

    def forget(self, before: float) -> None:
        """Drop what was last heard of before that time."""
        self._told = {alert: told for alert, told in self._told.items() if told[1] >= before}

    def save(self) -> None:
        """Write what has changed. An OSError leaves the file to the next time."""
        content = json.dumps(self._told).encode()
        if self._descriptor is None or content == self._saved:
            return
        # Longer first: whoever is killed between leaves what cannot be read, and so repeats instead of losing.
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, content, 0)
            os.ftruncate(self._descriptor, len(content))
            self._saved = content

    def close(self) -> None:
        """Let others have the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
