# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time spans, instants and wall-clock times: as people write them, as the API does, and in the one form that is
compared.

The API takes wall-clock text in a named time zone. Two such texts are the same time when they mean the same instant, so
instants are compared, written ``2026-11-23T22:00:00Z``.
"""

from __future__ import annotations

import datetime
import re
import typing as t
from zoneinfo import ZoneInfo

from .errors import InputError

UTC = "UTC"

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_LONGEST = 3650 * _UNITS["d"]
_SPAN = re.compile(r"(?:[0-9]{1,9}[smhdw])+")
_WALL_CLOCK = "%Y/%m/%d %H:%M:%S"


def span(option: str, text: str) -> int:
    """The seconds of a time span such as ``2h``, ``1h30m`` or ``90`` (seconds); InputError when it is none or not above
    zero."""
    compact = str(text).replace(" ", "").lower()
    seconds = 0
    if compact.isdigit():
        seconds = int(compact)
    elif _SPAN.fullmatch(compact):
        seconds = sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"([0-9]+)([smhdw])", compact))
    if not 0 < seconds <= _LONGEST:
        raise InputError(
            f"'{option}' is '{text}', which is no time span of at most ten years: "
            "write a number and s, m, h, d or w, for example 90m or 1h30m."
        )
    return seconds


def span_text(seconds: int) -> str:
    """A time span in its shortest form: 5400 is ``1h30m``."""
    parts = []
    for unit in ("d", "h", "m", "s"):
        number, seconds = divmod(seconds, _UNITS[unit])
        if number:
            parts.append(f"{number}{unit}")
    return "".join(parts) or "0s"


def zone(name: str) -> datetime.tzinfo:
    """The time zone of a name such as ``Europe/Berlin``; InputError when this machine does not know it."""
    if name.upper() == UTC:
        return datetime.timezone.utc
    try:
        return ZoneInfo(name)
    except Exception:  # noqa: BLE001 - ZoneInfo raises by turns KeyError, ValueError, OSError and TypeError
        raise InputError(
            f"The time zone '{name}' is not known here: write it like Europe/Berlin. "
            "A machine without time zone data needs the Python "
            "package tzdata."
        ) from None


def check_zone(option: str, name: str) -> None:
    """InputError when no time zone has this name. A machine without time zone data lets every name pass."""
    try:
        zone(name)
    except InputError:
        if any(_is_known(city) for city in ("Europe/Berlin", "Asia/Shanghai")):
            raise InputError(f"'{option}' is '{name}', which is no time zone: write it like Europe/Berlin.") from None


def _is_known(name: str) -> bool:
    try:
        return zone(name) is not None
    except InputError:
        return False


def instant(option: str, text: str, timezone: str) -> int:
    """Unix seconds of a time such as ``2026-11-23 22:00`` in the time zone, or with an offset of its own (``Z``,
    ``+01:00``)."""
    iso = str(text).strip().replace("/", "-")
    if iso[-1:] in "Zz":
        iso = iso[:-1] + "+00:00"
    try:
        when = datetime.datetime.fromisoformat(iso)
    except ValueError:
        raise InputError(
            f"'{option}' is '{text}', which is no time: "
            "write it like 2026-11-23 22:00, with or without seconds and an offset such as +01:00."
        ) from None
    if when.tzinfo is None:
        when = when.replace(tzinfo=zone(timezone))
    return int(when.timestamp())


def instant_text(seconds: int) -> str:
    """Unix seconds in the form that is compared and shown."""
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall_clock(seconds: int, timezone: str) -> str:
    """Unix seconds as the API writes them: ``2026/11/23 22:00:00`` on the clocks of the time zone."""
    return datetime.datetime.fromtimestamp(seconds, zone(timezone)).strftime(_WALL_CLOCK)


def from_answer(seconds: t.Any, text: t.Any, timezone: str) -> int | None:
    """Unix seconds of a time that an answer tells as a number, as wall-clock text, or not at all (None)."""
    if isinstance(seconds, (int, float)) and seconds > 0:
        return int(seconds)
    try:
        return instant("", text, timezone) if text else None
    except InputError:
        return None
