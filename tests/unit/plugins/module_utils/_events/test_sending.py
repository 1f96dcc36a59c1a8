# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending the events of a run: each once, within a time, and nothing raised."""

from __future__ import annotations

import time

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._events.event import Event
from ansible_collections.truewatch.openapi.plugins.module_utils._events.sending import send
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY

EVENTS = [Event(f"event {number}", "info", "", 1700000000000, "ansible", {}) for number in range(3)]


@pytest.fixture
def sent(emulator, environment):
    """Send three events within half a second; gives how many were not sent, why, and the requests."""

    def sending(**options):
        options = {"endpoint": emulator.url, "api_key": DEFAULT_KEY, "total_timeout": 0.5, **options}
        left, reason = send(Settings.from_options(options), EVENTS)
        return left, reason, [request["operationId"] for request in emulator.requests()]

    return sending


def test_each_is_one_request(sent):
    assert sent() == (0, "", ["event_create"] * 3)


@pytest.mark.parametrize(
    ("fault", "times", "left", "requests"),
    [
        ("500", 1, 1, 3),
        ("500_after", 1, 1, 3),
        ("html_200", 1, 1, 3),
        ("truncated", 1, 1, 3),
        ("success_false", None, 3, 3),
        ("null_content", None, 0, 3),
        ("reset_before", None, 3, 1),
        ("reset_after", 1, 3, 1),
        ("bad_key_401", None, 3, 1),
        ("no_such_route", None, 3, 3),
    ],
)
def test_a_fault_is_told_and_nothing_is_sent_again(sent, emulator, fault, times, left, requests):
    emulator.fault(fault, times=times)
    missed, reason, sending = sent()
    assert (missed, len(sending), bool(reason)) == (left, requests, left > 0)


def test_a_slow_or_throttling_service_holds_up_no_longer_than_allowed(sent, emulator):
    emulator.fault("throttle", times=None)
    started = time.monotonic()
    assert sent(rate_limit_timeout=0.5)[0] == 3
    emulator.reset()
    emulator.fault("slow", times=None, seconds=30)
    assert sent()[0] == 3
    assert time.monotonic() - started < 10
