# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time spans and times, as people write them and as the API does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine import times
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError

INSTANTS = st.integers(1, 4_000_000_000)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Shanghai", "Asia/Kathmandu", "America/New_York"])


@pytest.mark.parametrize(
    "text, seconds",
    [
        ("59", 59),
        ("90s", 90),
        ("2h", 7200),
        ("120m", 7200),
        ("1h30m", 5400),
        ("1 h 30 m", 5400),
        ("1D", 86400),
        ("2w", 1209600),
        ("15min", 900),
        ("15 min", 900),
        ("2 hours", 7200),
        ("1 Hour 30 minutes", 5400),
        ("1day", 86400),
        ("45 secs", 45),
    ],
)
def test_spans(text, seconds):
    assert times.span("duration", text) == seconds


@pytest.mark.parametrize("text", ["", "0", "0m", "-5m", "h", "1.5h", "1:30", "1 month", "999999999d", "2h 30"])
def test_what_is_no_span_is_refused_by_the_name_of_the_option(text):
    with pytest.raises(InputError, match="'duration' is"):
        times.span("duration", text)


@given(st.integers(1, 300_000_000))
def test_a_span_survives_being_written(seconds):
    assert times.span("duration", times.span_text(seconds)) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 22:00",
        "2026/11/23 22:00:00",
        "2026-11-23T22:00:00",
        "2026-11-23T21:00:00Z",
        "2026-11-23 21:00:00+00:00",
        "2026-11-23T23:00+02:00",
    ],
)
def test_one_instant_in_many_forms(text):
    assert times.instant_text(times.instant("until", text, "Europe/Berlin")) == "2026-11-23T21:00:00Z"


@pytest.mark.parametrize("text", ["", "22:00", "tomorrow", "2026-13-01 00:00", "2026-11-23 25:00", "1795000000"])
def test_what_is_no_time_is_refused_by_the_name_of_the_option(text):
    with pytest.raises(InputError, match="'until' is"):
        times.instant("until", text, "UTC")


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Europe"])
def test_an_unknown_time_zone_is_refused(name):
    with pytest.raises(InputError, match="time zone"):
        times.zone(name)


@given(INSTANTS, st.sampled_from(["UTC", "Asia/Shanghai", "Asia/Kathmandu"]))
def test_wall_clock_time_means_the_same_instant(seconds, timezone):
    assert times.from_answer(None, times.wall_clock(seconds, timezone), timezone) == seconds


@given(INSTANTS, ZONES)
def test_the_number_in_an_answer_wins_over_the_text_which_can_be_ambiguous(seconds, timezone):
    assert times.from_answer(seconds, times.wall_clock(seconds, timezone), timezone) == seconds


def test_a_misspelt_time_zone_is_refused_unless_no_zone_is_known(monkeypatch):
    assert times.zone_name("timezone", "Europe/Berlin") == "Europe/Berlin"
    with pytest.raises(InputError, match="'timezone' is 'Europe/Berln', which is no time zone"):
        times.zone_name("timezone", "Europe/Berln")
    monkeypatch.setattr(times, "ZoneInfo", {}.__getitem__)
    times.zone_name("timezone", "Europe/Berln")


@pytest.mark.parametrize("seconds, text", [(None, ""), (-1, ""), (-1, "-1"), (0, None), (None, "soon")])
def test_what_an_answer_does_not_tell_is_none(seconds, text):
    assert times.from_answer(seconds, text, "UTC") is None


@pytest.mark.parametrize("number", [60, 90, "90", 90.0, 3600, "  300 "])
def test_a_number_that_yaml_may_have_made_of_hours_and_minutes_is_refused(number):
    """Unquoted, 1:30 reaches us as 90."""
    with pytest.raises(InputError, match=r"'duration' is the number .*: write .* if seconds are meant. YAML reads"):
        times.span("duration", number)


@pytest.mark.parametrize("text", ["2026-11-23T22:00:00.123Z", "2026-11-23 17:30-0430", "2026-11-24T00:00+02"])
def test_offsets_in_every_form(text):
    assert times.instant_text(times.instant("until", text, "Asia/Tokyo")) == "2026-11-23T22:00:00Z"


@pytest.mark.parametrize(
    "text", ["0001-01-01", "9999-12-31", "1960-01-01 00:00", "2026-02-30", "2026-11-23 22:00+99:00"]
)
def test_times_that_no_calendar_or_nobody_has_are_refused(text):
    with pytest.raises(InputError, match="'until' is"):
        times.instant("until", text, "Asia/Tokyo")
