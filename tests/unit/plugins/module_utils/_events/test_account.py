# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run as few events: how many there are, what they tell, and that nothing falls under the table."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._events.account import (
    NONE,
    PLAY,
    RUN,
    Account,
    Counts,
    Failure,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._events.text import LONGEST_MESSAGE, LONGEST_TITLE


def failures(count, play="Roll out", message="no route"):
    return [Failure(f"web-{number}", play, "Install", message) for number in range(count)]


def account(*failed, plays=("Roll out",), **options):
    made = Account("site.yml", {"service": "shop"}, 1000.0, **options)
    made.ended, made.counts = 1200.0, Counts(20, 12, len(failed), 0)
    made.plays = [(name, 1000.0 + 50 * number) for number, name in enumerate(plays)]
    made.failures = list(failed)
    return made


def test_a_run_without_failures_is_one_event():
    (event,) = account().events(RUN, True, 3)
    assert (event.title, event.status, event.at) == ("site.yml: 20 hosts, 12 changed", "info", 1200000)
    assert "Duration: 3m20s" in event.message
    assert event.tags["service"] == "shop"
    assert (event.tags["ansible_event"], event.tags["hosts"], event.tags["changed"]) == ("run", "20", "12")


def test_check_mode_is_told():
    (event,) = account(is_check=True).events(RUN, True, 3)
    assert event.title.endswith("(check mode)")


@pytest.mark.parametrize(
    ("failed", "most", "told"),
    [
        (1, 3, [1]),
        (2, 3, [1, 1]),
        (3, 3, [2, 1]),
        (9, 3, [4, 5]),
        (200, 3, [100, 100]),
        (5, 2, [5]),
        (5, 1, []),
        (4, 20, [1, 1, 1, 1]),
    ],
)
def test_failures_share_the_requests_that_are_left(failed, most, told):
    summary, *events = account(*failures(failed)).events(RUN, True, most)
    assert summary.title == f"site.yml: {failed} of 20 hosts failed"
    assert summary.status == "error"
    assert summary.message.count("Failed: ") == min(failed, 50)
    assert [event.message.count("no route") for event in events] in (told, told[::-1], [50] * len(told))
    for event, number in zip(events, told, strict=False):
        assert event.tags["ansible_event"] == "failure"
        assert number > 1 or event.title == f"{event.tags['host']}: Install failed"


def test_plays_of_their_own_and_no_more_than_allowed():
    plays = [f"play {number}" for number in range(10)]
    run = account(*failures(4, play="play 7"), plays=plays)
    events = run.events(PLAY, True, 4)
    assert [event.tags["ansible_event"] for event in events] == ["play"] * 3 + ["failure"]
    assert [event.status for event in events] == ["info", "info", "error", "error"]
    assert "play 0" in events[0].title
    assert "play 9" in events[2].title
    assert len(run.events(PLAY, True, 1)) == 1


def test_no_summary_and_no_failures():
    assert account().events(NONE, True, 3) == []
    assert account(*failures(2)).events(RUN, False, 3)[0].status == "error"
    assert len(account(*failures(2)).events(RUN, False, 3)) == 1
    assert len(account(*failures(7)).events(NONE, True, 3)) == 3


def test_texts_of_others_do_no_harm_and_end():
    hostile = Failure("<img src=x>", "p", "t" * 500, "<script>\x1b[31m\udcff" + "x" * 9000)
    summary, event = account(hostile).events(RUN, True, 3)
    for one in (summary, event):
        json.dumps(one.body(), ensure_ascii=False).encode()  # as it is sent
        assert "\x1b" not in one.message
        assert "<" not in one.title + one.message + "".join(one.tags.values())
        assert len(one.title) <= LONGEST_TITLE
        assert len(one.message) <= LONGEST_MESSAGE
