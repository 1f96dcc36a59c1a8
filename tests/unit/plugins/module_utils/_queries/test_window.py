# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moments as people write them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine import times
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.window import Moment, Window, moment

NOW = 1_735_689_600.25


def at(text, timezone="UTC"):
    return moment("from", text, timezone).at(NOW)


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("now", 1_735_689_600_250),
        ("Now", 1_735_689_600_250),
        ("-15m", 1_735_688_700_250),
        ("now-1h30m", 1_735_684_200_250),
        ("now - 1 d", 1_735_603_200_250),
        ("-30", 1_735_689_570_250),
        ("1735689600", 1_735_689_600_000),
        (1735689600123, 1_735_689_600_123),
        ("2025-01-01 00:00", 1_735_689_600_000),
        ("2025-01-01T00:00:00Z", 1_735_689_600_000),
        ("2025/01/01 01:00:00 +01:00", 1_735_689_600_000),
    ],
)
def test_moments(text, milliseconds):
    assert at(text) == milliseconds


def test_a_time_without_an_offset_is_of_the_time_zone():
    assert at("2025-01-01 01:00", "Europe/Berlin") == at("2025-01-01 00:00")


@given(st.integers(1, 3650 * 86400))
def test_every_span_is_that_long_ago(seconds):
    text = times.span_text(seconds)
    assert at(f"-{text}") == at(f"now-{text}") == int(NOW * 1000) - seconds * 1000


@given(st.integers(10**9, 4 * 10**9))
def test_stamps_and_their_texts_mean_the_same(seconds):
    assert at(seconds) == at(seconds * 1000) == at(times.instant_text(seconds)) == seconds * 1000


@given(st.text(max_size=20))
def test_any_text_is_a_moment_or_refused(text):
    with contextlib.suppress(InputError):
        assert isinstance(moment("from", text, "UTC"), Moment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("15m", "write -15m for 15m ago"),
        ("-90", "write 90s if seconds are meant"),
        ("-soon", "no time span"),
        ("yesterday", "write now, a time ago such as -15m"),
        ("2025-13-01", "no time"),
        ("", "no time"),
        ("+15m", "no time"),
    ],
)
def test_what_is_no_moment_is_refused_with_what_to_write(text, said):
    with pytest.raises(InputError, match=said):
        at(text)


def test_a_window_begins_before_it_ends():
    assert Window(Moment(1000, True), Moment(0, True)).at(10) == [9000, 10000]
    with pytest.raises(InputError, match="before 'to'"):
        Window(Moment(0, True), Moment(1000, True)).at(10)
