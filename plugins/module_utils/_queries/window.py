# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From when to when a query reads: moments as people write them, and the milliseconds that the API takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .._engine import times
from .._engine.errors import InputError

NOW = "now"
# Seconds since 1970 have ten digits from 2001 to 2286, milliseconds three more.
_STAMP = re.compile(r"[0-9]{10}(?:[0-9]{3})?")
_AGO = re.compile(r"(?:now)?\s*-\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """A point in time: milliseconds since 1970, or, when relative, milliseconds before now."""

    milliseconds: int
    is_relative: bool

    def at(self, now: float) -> int:
        """Milliseconds since 1970, when it is ``now`` in seconds."""
        return int(now * 1000) - self.milliseconds if self.is_relative else self.milliseconds


def moment(option: str, value: Any, timezone: str) -> Moment:
    """The moment of a text: ``now``, ``-15m``, ``now-1h30m``, a time such as ``2026-11-23 22:00`` in the time zone, or
    seconds or milliseconds since 1970. InputError when it is none."""
    text = str(value).strip()
    if text.lower() == NOW:
        return Moment(0, True)
    if _STAMP.fullmatch(text):
        return Moment(int(text) * (1 if len(text) == 13 else 1000), False)
    ago = _AGO.fullmatch(text)
    if ago:
        return Moment(times.span(option, ago[1]) * 1000, True)
    if re.fullmatch(r"[0-9]+\s*[A-Za-z]+", text):
        raise InputError(f"'{option}' is '{text}', which could be before or after now: write -{text} for {text} ago.")
    try:
        return Moment(times.instant(option, text, timezone) * 1000, False)
    except InputError:
        raise InputError(
            f"'{option}' is '{text}', which is no time: write now, a time ago such as -15m or -1h30m, or a time such "
            "as 2026-11-23 22:00, with or without seconds and an offset such as +01:00."
        ) from None


@dataclass(frozen=True)
class Window:
    """From one moment to another."""

    start: Moment
    end: Moment

    def at(self, now: float) -> list[int]:
        """The ``timeRange`` of a request, when it is ``now`` in seconds; InputError when it ends before it begins."""
        start, end = self.start.at(now), self.end.at(now)
        if start >= end:
            raise InputError("'from' must be before 'to'.")
        return [start, end]
