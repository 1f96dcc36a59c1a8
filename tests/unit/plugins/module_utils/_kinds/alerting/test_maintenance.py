# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a maintenance window refuses before it asks the service for anything."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting._maintenance import (
    DECLARED,
    DURATION,
    maintain,
)


@pytest.mark.parametrize(
    "options, message",
    [
        ({}, "Nothing says what to mute"),
        ({"name": " "}, "'name' is blank: give the window a name"),
        ({"hosts": ["web1"], "name": ""}, "'name' is blank"),
        ({"name": "", "state": "closed"}, "'name' is blank"),
        ({"monitors": ["CPU"], "keep_failed": True}, "'keep_failed' needs 'hosts'"),
    ],
)
def test_nothing_is_sent_for_a_window_that_cannot_be_meant(desk, options, message):
    params = {"state": "open", "name": "patch night", "duration": DURATION, "keep_failed": False, **DECLARED, **options}
    with pytest.raises(InputError, match=message):
        maintain(desk.run(params))
    assert desk.emulator.requests() == []


def test_a_second_run_with_the_same_window_is_warned(desk):
    def opened(**options):
        desk.new_task()
        run = desk.run(
            {"state": "open", "name": "night", "duration": DURATION, "keep_failed": False, **DECLARED, **options}
        )
        return maintain(run)["window"]["hosts"], run.warnings

    told = "The window 'night' was open for a, b, which it mutes no longer. If another run uses it, give this run a"
    assert opened(hosts=["a", "b"]) == (["a", "b"], [])
    assert opened(hosts=["a", "b", "c"])[1] == []
    assert opened(hosts=["c", "d"], keep_failed=True) == (["a", "b", "c", "d"], [])
    hosts, warnings = opened(hosts=["c", "d"])
    assert hosts == ["c", "d"] and len(warnings) == 1 and warnings[0].startswith(told)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_two_rules_of_the_name_are_refused_with_what_can_be_done_about_them(desk, state):
    """The module has no option 'uuid'."""
    body = {"name": "patch night", "type": "checker", "timezone": "UTC", "muteRanges": [], "tags": {"host": ["a"]}}
    span = {"repeatTimeSet": 0, "startTime": "2040/01/01 00:00:00", "endTime": "2040/01/01 01:00:00"}
    for _number in range(2):
        desk.client.call("mutes_create", body={**body, **span})
    params = {"state": state, "name": "patch night", "duration": DURATION, "keep_failed": False, **DECLARED}
    with pytest.raises(InputError, match="name 'patch night': delete all but one of them in the console, or give"):
        maintain(desk.run({**params, "hosts": ["web1"]}))
    assert "mutes_modify" not in [request["operationId"] for request in desk.emulator.requests()]
