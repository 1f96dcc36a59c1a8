# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When something holds: crontabs with a duration, days of a list with a start and a duration, single windows."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

Record = dict[str, Any]


def cron_holds(crontab: str, duration: int, now: float, zone: str) -> bool:
    """Whether one of the starts lies no more than duration seconds back. Five fields; Sunday is 0 and 7."""
    fits = [_field(text) for text in crontab.split()]
    if len(fits) != 5:
        raise ValueError(f"{crontab!r} is no crontab of five fields")
    start = datetime.datetime.fromtimestamp(now // 60 * 60, ZoneInfo(zone))
    for _minute in range(int(duration // 60) + 1):
        weekday = start.isoweekday()
        values = (start.minute, start.hour, start.day, start.month)
        is_start = all(fit(value) for fit, value in zip(fits, values, strict=False))
        if is_start and (fits[4](weekday) or fits[4](weekday % 7)) and now < start.timestamp() + duration:
            return True
        start -= datetime.timedelta(minutes=1)
    return False


def _field(text: str) -> Callable[[int], bool]:
    def fits(value: int) -> bool:
        return any(_part_fits(part, value) for part in text.split(","))

    return fits


def _part_fits(part: str, value: int) -> bool:
    span, _slash, step = part.partition("/")
    first, _dash, last = ("0", "-", "99") if span == "*" else span.partition("-")
    return int(first) <= value <= int(last or first) and (value - int(first)) % int(step or 1) == 0


def dates_hold(dates: list[str], start: str, duration: int, now: float, zone: str) -> bool:
    """Whether it is one of the days, such as 2026/12/24, no more than duration seconds after the start."""
    for date in dates:
        text = f"{date.replace('-', '/').replace('.', '/')} {start}"
        begin = datetime.datetime.strptime(text, "%Y/%m/%d %H:%M:%S").replace(tzinfo=ZoneInfo(zone)).timestamp()
        if begin <= now < begin + duration:
            return True
    return False


def target_holds(entry: Record, notice_dates: dict[str, Record], zone: str, now: float) -> bool:
    """Whether an entry of an alert policy counts now; one without a window always does."""
    if entry.get("crontab"):
        return cron_holds(entry["crontab"], entry["crontabDuration"], now, zone)
    if entry.get("customDateUUIDs"):
        dates = [date for uuid in entry["customDateUUIDs"] for date in notice_dates.get(uuid, {}).get("dates", [])]
        return dates_hold(dates, entry["customStartTime"], entry["customDuration"], now, zone)
    return True


def mute_holds(mute: Record, now: float) -> bool:
    """Whether a mute rule is in force."""
    if mute.get("status") == 2:
        return False
    if mute.get("crontab"):
        expires = mute.get("repeatExpire", -1)
        is_over = expires not in (-1, 0) and now >= expires
        return not is_over and cron_holds(mute["crontab"], mute["crontabDuration"], now, mute["timezone"])
    return mute["start"] <= now and (mute["end"] == -1 or now < mute["end"])
