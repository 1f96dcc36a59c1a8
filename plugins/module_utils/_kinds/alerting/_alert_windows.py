# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of an alert policy that never count, since the first entry whose window fits is the one that counts."""

from __future__ import annotations

import datetime
import re
import typing as t

from .._shared import cron
from ._alert_targets import seconds

_DATE = re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}")
_DAY = 24 * 60
_WEEK = 7 * _DAY
#: Every minute of the week, as bits of a number; the week begins on Sunday.
_ALWAYS = (1 << _WEEK) - 1


def doubts(targets: list[dict], dates_of: t.Callable[[str], list[str]]) -> t.Iterator[str]:
    """A sentence for each entry to which the entries before it leave no time, or whose dates they take hours from.

    targets: canonical entries. dates_of: function of the uuid of a list of dates that gives its dates
    (``2026/12/24``), none when they are not known.
    """
    taken = 0
    for place, entry in enumerate(targets):
        window, before = entry.get("window"), targets[:place]
        minutes = _possible(window, dates_of)
        name = f"Entry {place + 1} of 'targets'" + (f" ('{entry['name']}')" if entry.get("name") else "")
        if not minutes & ~taken or any(window == other.get("window") for other in before):
            yield (
                f"{name} never counts: entries before it cover all of its time, and the first entry that fits an event "
                "is the one that counts. Move it up, or take it away."
            )
        elif window and "dates" in window and minutes & taken:
            yield (
                f"{name} does not count on its dates in the hours of entries before it, since the first entry that "
                "fits an event is the one that counts. Put entries with 'dates' first."
            )
        taken |= _weekly(window)


def _weekly(window: dict | None) -> int:
    """The minutes of every week that the window covers; none of one that does not come every week."""
    if not window:
        return _ALWAYS
    if "crontab" not in window:
        return 0
    minutes, hours, days, months, weekdays = window["crontab"].split()
    if (days, months) != ("*", "*"):
        return 0
    starts = (
        day * _DAY + hour * 60 + minute
        for day in cron.numbers("week", weekdays)
        for hour in cron.numbers("hour", hours)
        for minute in cron.numbers("min", minutes)
    )
    return _union(starts, window)


def _possible(window: dict | None, dates_of: t.Callable[[str], list[str]]) -> int:
    """The minutes of the week that the window can cover: all of them when more cannot be told."""
    if not window or "crontab" in window:
        return _weekly(window) or _ALWAYS
    days = {_weekday(date) for uuid in window["dates"] for date in dates_of(uuid) if _DATE.fullmatch(date)}
    hour, minute = (int(part) for part in window["start"].split(":")[:2])
    return _union((day * _DAY + hour * 60 + minute for day in days), window) if days else _ALWAYS


def _weekday(date: str) -> int:
    return datetime.date(*map(int, date.split("/"))).isoweekday() % 7


def _union(starts: t.Iterable[int], window: dict) -> int:
    length = min(-(-seconds(window["duration"]) // 60), _WEEK)
    covered = 0
    for start in starts:
        covered |= ((1 << length) - 1) << (start % _WEEK)
    return (covered | covered >> _WEEK) & _ALWAYS
