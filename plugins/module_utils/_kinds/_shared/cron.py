# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times that repeat, in cron terms."""

from __future__ import annotations

import datetime
import re
import typing as t

from ..._engine import times
from ..._engine.errors import InputError

#: The keys of the API, in the order of crontab text.
KEYS = ("min", "hour", "day", "month", "week")
_BOUNDS = {"min": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12), "week": (0, 7)}
_LONGEST_MONTHS = dict(zip(range(1, 13), (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)))
_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_PART = re.compile(r"(\*|[0-9]+)(?:-([0-9]+))?(?:/([0-9]+))?")


def canonical(text: str) -> str:
    """Crontab text with five fields, its lists sorted and written out, so that one schedule has one form; InputError
    when it is none."""
    fields = str(text).split()
    if len(fields) != len(KEYS):
        raise InputError(
            f"'{text}' is no crontab time: write five fields, minute, hour, day, month and weekday, "
            "for example 0 2 * * 6."
        )
    canonical = [_field(key, field) for key, field in zip(KEYS, fields)]
    _refuse_days_that_never_come(text, *canonical[2:4])
    return " ".join(canonical)


def _refuse_days_that_never_come(text: str, day: str, month: str) -> None:
    days, months = numbers("day", day), numbers("month", month)
    if min(days) > max(_LONGEST_MONTHS[number] for number in months):
        raise InputError(f"'{text}' never comes: none of the months {month} has a day {day}.")


def check_windows(option: str, text: str, seconds: int) -> None:
    """InputError when windows of this length, begun at the times of canonical crontab text, would run into each
    other. It is not certain how the service joins days of the month and of the week; the doubt is in favour."""
    gap = _shortest_gap(text)
    if gap is not None and seconds > gap:
        raise InputError(
            f"'{option}' is {times.span_text(seconds)}, but the next window begins after {times.span_text(gap)} "
            f"already (crontab {text}), so that there would be no end: shorten it, or choose fewer start times."
        )


def _shortest_gap(text: str) -> int | None:
    """The least number of seconds from one of the times of canonical crontab text to the next; None when there is but
    one in 28 years, after which the calendar repeats."""
    minutes, hours, days, months, weekdays = (numbers(key, field) for key, field in zip(KEYS, text.split()))
    starts = sorted(60 * hour + minute for hour in hours for minute in minutes)
    gaps = [later - earlier for earlier, later in zip(starts, starts[1:])]
    first = datetime.date(2024, 1, 1)
    dates = [first + datetime.timedelta(days=number) for number in range(28 * 366)]
    ordinals = [
        date.toordinal()
        for date in dates
        if date.day in days and date.month in months and date.isoweekday() % 7 in weekdays
    ]
    apart = [later - earlier for earlier, later in zip(ordinals, ordinals[1:])]
    if apart:
        gaps.append(1440 * min(apart) + starts[0] - starts[-1])
    return 60 * min(gaps) if gaps else None


def numbers(key: str, field: str) -> set[int]:
    """The numbers of one canonical field."""
    low, high = _BOUNDS[key]
    return set(range(low, high + 1)) if field == "*" else {int(number) for number in field.split(",")}


def weekly(days: t.Sequence[str], at: str) -> str:
    """The crontab text of ``HH:MM`` on days of the week (``mon`` or ``Monday``), every day when there are none."""
    clock = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", str(at).strip())
    if not clock:
        raise InputError(f"'at' is '{at}', which is no time of day: write it in quotes, like \"02:30\".")
    return canonical(f"{int(clock[2])} {int(clock[1])} * * {','.join(days) or '*'}")


def as_set(text: str) -> dict[str, str]:
    """Crontab text in the API's form, a mapping with one key per field."""
    return dict(zip(KEYS, text.split()))


def from_answer(row: dict) -> str:
    """The crontab text of an answer, empty for one that does not repeat. The switch ``repeatTimeSet`` cannot be
    believed: it reads 0."""
    fields = row.get("repeatCrontabSet") or {}
    text = " ".join(str(fields.get(key) or "*") for key in KEYS) if fields else row.get("crontab") or ""
    try:
        return canonical(text) if text else ""
    except InputError:
        return text


def _field(key: str, text: str) -> str:
    if key == "week":
        text = re.sub(r"[a-z]+", lambda word: _day(word[0]), text.lower())
    low, high = _BOUNDS[key]
    numbers: set[int] = set()
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if not match:
            raise InputError(f"'{text}' is no value for the {key} field of a crontab time.")
        first = low if match[1] == "*" else int(match[1])
        last = high if match[1] == "*" or (match[3] and not match[2]) else int(match[2] or match[1])
        if not low <= first <= last <= high or match[3] == "0":
            raise InputError(f"'{text}' is out of range in the {key} field of a crontab time: {low} to {high}.")
        numbers.update(range(first, last + 1, int(match[3] or 1)))
    if key == "week":
        numbers = {number % 7 for number in numbers}
        high = 6
    return "*" if len(numbers) == high - low + 1 else ",".join(map(str, sorted(numbers)))


def _day(word: str) -> str:
    for number, day in enumerate(_DAYS):
        if len(word) >= 3 and day.startswith(word):
            return str(number)
    raise InputError(f"'{word}' is no day of the week: write {', '.join(day[:3] for day in _DAYS)}.")
