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
#: What to do about a time that has passed.
LATER = "Give a later time; one without an offset is in 'timezone', or else in UTC."

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_SPAN = re.compile(r"(?:[0-9]{1,9}(?:s(?:ecs?|econds?)?|m(?:ins?|inutes?)?|h(?:rs?|ours?)?|d(?:ays?)?|w(?:eeks?)?))+")
_LONGEST = 3650 * _UNITS["d"]
MINUTE = 60
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
    r" *(?:([Zz])|([+-][0-9]{2}):?([0-9]{2})?)?)?"
)
#: Seconds since 1970 of the year 10000, which no calendar here knows.
_NO_TIME = 253_402_300_800
_WALL_CLOCK = "%Y/%m/%d %H:%M:%S"
#: The end of 2199: what lies beyond is a slip.
_LAST = 7_258_118_399


def span(option: str, text: t.Any) -> int:
    """The seconds of a time span such as ``2h``, ``1h30m`` or ``15 min``; InputError when it is none or not above zero.

    A number without a unit means seconds, but from 60 on it is refused: YAML 1.1 reads ``1:30`` as the number 90.
    """
    compact = "".join(str(text).split()).lower()
    bare = re.fullmatch(r"([0-9]{1,9})(?:\.0+)?", compact)
    seconds = 0
    if bare:
        seconds = int(bare[1])
        if seconds >= MINUTE:
            raise InputError(
                f"'{option}' is the number {seconds}, without a unit: write {seconds}s if seconds are meant. YAML "
                f"reads {seconds // 60}:{seconds % 60:02} as this number too: write {span_text(60 * seconds)} for that."
            )
    elif _SPAN.fullmatch(compact):
        seconds = sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"([0-9]+)([smhdw])", compact))
    if not 0 < seconds <= _LONGEST:
        raise InputError(
            f"'{option}' is '{text}', which is no time span of at most ten years: "
            "write a number and s, m, h, d or w, for example 90m or 1h30m."
        )
    return seconds


def warn_if_short(run, option: str, seconds: int) -> None:
    """Warn of a time span below a minute, for which the unit has probably been forgotten."""
    if 0 < seconds < MINUTE:
        run.warn(f"'{option}' is {seconds} seconds, less than a minute. If minutes are meant, write {seconds}m.")


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


def zone_name(option: str, name: str) -> str:
    """The name of a time zone as the service takes it: ``utc`` is ``UTC``.

    InputError when no time zone has this name. A machine without time zone data lets every name pass.
    """
    name = name.strip()
    if name.upper() == UTC:
        return UTC
    try:
        zone(name)
    except InputError:
        if any(_is_known(city) for city in ("Europe/Berlin", "Asia/Shanghai")):
            raise InputError(f"'{option}' is '{name}', which is no time zone: write it like Europe/Berlin.") from None
    return name


def _is_known(name: str) -> bool:
    try:
        return zone(name) is not None
    except InputError:
        return False


def instant(option: str, text: str, timezone: str) -> int:
    """Unix seconds of a time such as ``2026-11-23 22:00`` in the time zone, or with an offset of its own (``Z``,
    ``+01:00``). A time that the clocks of the zone show twice is the first of the two; one that they leave out is
    counted from before the change."""
    match = _TIME.fullmatch(str(text).strip().replace("/", "-"))
    try:
        seconds = int(_moment(match, timezone).timestamp()) if match else 0
    except (ValueError, OverflowError):
        seconds = 0
    if not 0 < seconds <= _LAST:
        raise InputError(
            f"'{option}' is '{text}', which is no time: "
            "write it like 2026-11-23 22:00, with or without seconds and an offset such as +01:00."
        )
    return seconds


def _moment(match: re.Match, timezone: str) -> datetime.datetime:
    """The time that ``_TIME`` found; ValueError when no calendar has it."""
    if match[7]:
        where = datetime.timezone.utc
    elif match[8]:
        minutes = int(match[8][0] + (match[9] or "0"))
        where = datetime.timezone(datetime.timedelta(hours=int(match[8]), minutes=minutes))
    else:
        where = zone(timezone)
    return datetime.datetime(*(int(part or 0) for part in match.groups()[:6]), tzinfo=where)


def instant_text(seconds: int) -> str:
    """Unix seconds in the form that is compared and shown."""
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def wall_clock(seconds: int, timezone: str) -> str:
    """Unix seconds as the API writes them: ``2026/11/23 22:00:00`` on the clocks of the time zone."""
    return datetime.datetime.fromtimestamp(seconds, zone(timezone)).strftime(_WALL_CLOCK)


def shown_twice(seconds: int, timezone: str) -> bool:
    """Whether the clocks of the time zone show the time of this instant twice, as they do when summer time ends. Its
    wall-clock text does not say which of the two is meant. Of a zone that is not known here nothing is said."""
    if not _is_known(timezone):
        return False
    when = datetime.datetime.fromtimestamp(seconds, zone(timezone))
    return when.replace(fold=0).utcoffset() != when.replace(fold=1).utcoffset()


def from_answer(seconds: t.Any, text: t.Any, timezone: str) -> int | None:
    """Unix seconds of a time that an answer tells as a number, as wall-clock text, or not at all (None)."""
    if isinstance(seconds, (int, float)) and 0 < seconds < _NO_TIME:
        return int(seconds)
    try:
        return instant("", text, timezone) if text else None
    except InputError:
        return None
