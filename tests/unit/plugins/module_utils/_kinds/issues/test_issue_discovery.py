# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that make issues of events, on the wire: what the console keeps beside them, and their relations."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError

RULE = {"name": "Trouble", "every": "10m", "dimensions": ["host"], "issue_title": "Trouble"}
CONSOLE = {"manager": ["acnt_1"], "members": [{"type": "@"}], "templates": ["df_fault_id"], "text": "old"}


@pytest.fixture
def of_the_console(desk):
    """The uuid of a rule that somebody saved in the console."""
    config = {"name": "Trouble", "description": "old", "level": "isslm_1", "channelUUIDs": [], "extend": CONSOLE}
    body = {"name": "Trouble", "dqlNamespace": "keyevent", "every": 600, "dimensions": ["host"], "config": config}
    return desk.client.call("issue_auto_discovery_add", body=body).content["uuid"]


def last_body(desk):
    sent = [one for one in desk.emulator.requests(bodies=True) if one["operationId"] == "issue_auto_discovery_modify"]
    return sent[-1]["body"]["config"]


def test_what_the_console_keeps_beside_stays_but_for_the_old_text(desk, of_the_console):
    assert desk.ensure("issue_discovery", **RULE, conditions="a = 1")["changed"]
    assert last_body(desk)["extend"] == CONSOLE and last_body(desk)["level"] == "isslm_1"
    assert desk.ensure("issue_discovery", **RULE, issue_description="new", assignees=["ada@example.com"])["changed"]
    assert last_body(desk)["description"] == "new"
    kept = {"members": [{"type": "@"}], "templates": ["df_fault_id"]}
    assert {key: value for key, value in last_body(desk)["extend"].items() if key != "manager"} == kept
    desk.new_task()
    assert not desk.ensure("issue_discovery", **RULE, issue_description="new", level="isslm_1")["changed"]


def test_levels_and_channels_go_by_name_and_are_missed_when_they_go(desk):
    desk.ensure("issue_level", name="Seen", colour="#000000")
    desk.ensure("issue_channel", name="Payments")
    made = desk.ensure("issue_discovery", **RULE, level="Seen", channels=["Payments"])["issue_discovery"]
    assert (made["level"], made["channels"]) == ("Seen", ["Payments"])
    for kind, name in (("issue_level", "Seen"), ("issue_channel", "Payments")):
        desk.new_task()
        with pytest.raises(InputError, match="still used by issue discovery rule 'Trouble'"):
            desk.ensure(kind, name=name, state="absent")
    assert desk.ensure("issue_discovery", name="Trouble", level="P0")["changed"]
    with pytest.raises(InputError, match="no issue level named 'P9'"):
        desk.ensure("issue_discovery", name="Trouble", level="P9")


def test_white_space_around_conditions_means_nothing(desk):
    desk.ensure("issue_discovery", **RULE, conditions="a = 1")
    desk.new_task()
    assert not desk.ensure("issue_discovery", **RULE, conditions=" a = 1\n")["changed"]
