# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The start times of a schedule: one form for each."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds._shared import cron

NUMBERS = st.tuples(
    *(
        st.sets(st.integers(low, high), min_size=1, max_size=8)
        for low, high in ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
    )
)


@pytest.mark.parametrize(
    "text, canonical",
    [
        ("0 2 * * 6", "0 2 * * 6"),
        ("00 02 * * sat", "0 2 * * 6"),
        ("0 2 * * Saturday,sun", "0 2 * * 0,6"),
        ("0 2 * * 7", "0 2 * * 0"),
        ("0 2 * * mon-fri", "0 2 * * 1,2,3,4,5"),
        ("0 2 * * 0-6", "0 2 * * *"),
        ("*/15 8-10 1 1 *", "0,15,30,45 8,9,10 1 1 *"),
        ("50/5 * * * *", "50,55 * * * *"),
        ("0-59 * 1-31 1-12 *", "* * * * *"),
        ("0 2 29 2 *", "0 2 29 2 *"),
        ("0 2 31 2,3 *", "0 2 31 2,3 *"),
    ],
)
def test_canonical(text, canonical):
    assert cron.canonical(text) == canonical
    assert cron.canonical(canonical) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0 2 * *",
        "60 2 * * *",
        "0 24 * * *",
        "0 2 0 * *",
        "0 2 * 13 *",
        "0 2 * * 8",
        "a 2 * * *",
        "5-1 * * * *",
        "*/0 * * * *",
        "0 2 30 2 *",
        "0 2 31 4,6 1",
    ],
)
def test_what_is_no_crontab_time_is_refused(text):
    with pytest.raises(InputError):
        cron.canonical(text)


@given(NUMBERS, st.randoms())
def test_order_and_repetition_do_not_matter(fields, order: random.Random):
    assume(min(fields[2]) <= 28)
    sent = []
    for numbers in fields:
        shuffled = list(numbers) * 2
        order.shuffle(shuffled)
        sent.append(",".join(f"{number:02d}" for number in shuffled))
    canonical = cron.canonical(" ".join(sent))
    assert canonical == cron.canonical(" ".join(",".join(map(str, sorted(numbers))) for numbers in fields))
    assert cron.from_answer({"repeatCrontabSet": cron.as_set(canonical)}) == canonical
    assert cron.from_answer({"crontab": canonical, "repeatTimeSet": 0}) == canonical


def test_days_and_a_time_of_day():
    assert cron.weekly(["sat", "Sunday"], "2:30") == "30 2 * * 0,6"
    assert cron.weekly([], "22:00") == "0 22 * * *"


@pytest.mark.parametrize("days, at", [(["sat"], "150"), (["sat"], "24:00"), (["someday"], "02:00"), (["sa"], "02:00")])
def test_what_is_no_time_of_the_week_is_refused(days, at):
    with pytest.raises(InputError):
        cron.weekly(days, at)


def test_an_answer_of_a_single_window_has_no_schedule():
    assert cron.from_answer({"crontab": "", "repeatCrontabSet": {}}) == cron.from_answer({}) == ""


@pytest.mark.parametrize(
    "text, longest",
    [
        ("0 2 * * *", 86400),
        ("0 2 * * 1", 7 * 86400),
        ("0 2 * * 0,6", 86400),
        ("0 0,6 * * *", 6 * 3600),
        ("30 0,23 * * *", 3600),
        ("* * * * *", 60),
        ("0 0 1 * *", 28 * 86400),
        ("0 0 29 2 *", 1461 * 86400),
        ("0 0 1,31 * *", 86400),
    ],
)
def test_windows_may_be_as_long_as_the_shortest_pause_between_their_starts(text, longest):
    cron.check_windows("duration", text, longest)
    with pytest.raises(InputError, match="the next window begins after"):
        cron.check_windows("duration", text, longest + 1)
