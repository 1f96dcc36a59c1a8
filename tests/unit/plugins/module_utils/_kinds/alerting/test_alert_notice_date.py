# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canonical form of dates."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.alert_notice_date import (
    ALERT_NOTICE_DATE,
)

CANONICAL = ALERT_NOTICE_DATE.field("dates").rule.canonical


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dates()), st.sampled_from("/-."), st.randoms())
def test_dates_are_equal_whatever_their_order_and_separator(dates, separator, random):
    texts = [f"{date.year:04}{separator}{date.month}{separator}{date.day:02}" for date in dates]
    shuffled = [date.isoformat() for date in [*dates, *dates]]
    random.shuffle(shuffled)
    assert CANONICAL(texts) == CANONICAL(shuffled)
    assert CANONICAL(CANONICAL(texts)) == CANONICAL(texts)


def test_the_form_is_that_of_the_api():
    assert CANONICAL(["2026.1.2", "2025-12-24"]) == ["2025/12/24", "2026/01/02"]


def test_what_is_no_date_stays_as_the_service_told_it():
    assert CANONICAL(["someday", "2026-02-30"]) == ["2026-02-30", "someday"]
