# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels of issues on the wire: escalations that no answer tells, and the channel that is always there."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL

PAYMENTS = {"name": "Payments", "escalation": {"after": "1h30m", "to": ["grace@example.com", "ada@example.com"]}}


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_an_escalation_is_sent_in_seconds_and_along_with_other_changes(desk):
    made = desk.ensure("issue_channel", **PAYMENTS)
    assert made["issue_channel"]["escalation"]["after"] == "1h30m"
    (body,) = bodies(desk, "channels_add")
    assert body["notifyUpgradeCfg"]["triggerTime"] == 5400
    desk.new_task()
    later = {**PAYMENTS, "escalation": {**PAYMENTS["escalation"], "after": "2h"}}
    unchanged = desk.ensure("issue_channel", **later)
    assert not unchanged["changed"] and not unchanged["warnings"]
    assert desk.ensure("issue_channel", **later, description="Money")["changed"]
    (body,) = bodies(desk, "channels_modify")
    assert body["notifyUpgradeCfg"]["triggerTime"] == 7200


def test_an_escalation_is_compared_where_it_is_told(desk, monkeypatch):
    desk.ensure("issue_channel", **PAYMENTS)
    desk.new_task()
    (sent,) = bodies(desk, "channels_add")
    rows = desk.client.rows

    def telling(operation, query=None):
        found = rows(operation, query=query)
        return found._replace(items=[{**row, "notifyUpgradeCfg": sent["notifyUpgradeCfg"]} for row in found.items])

    monkeypatch.setattr(desk.client, "rows", telling)
    assert not desk.ensure("issue_channel", **PAYMENTS)["changed"]
    assert desk.ensure("issue_channel", name="Payments", escalation={"after": "2h", "to": ["ada@example.com"]})[
        "changed"
    ]


def test_an_escalation_after_less_than_a_minute_is_told(desk):
    made = desk.ensure("issue_channel", name="Fast", escalation={"after": "5", "to": ["ada@example.com"]})
    assert [text for text in made["warnings"] if "'escalation.after' is 5 seconds, less than a minute" in text]


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_default_channel_keeps_its_name_and_stays(desk, check_mode):
    (row,) = desk.memory.rows(ISSUE_CHANNEL)
    assert not ISSUE_CHANNEL.is_prunable(row)
    assert not ISSUE_CHANNEL.is_exported(row) and ISSUE_CHANNEL.is_exported({**row, "notifyTarget": ["notify_1"]})
    with pytest.raises(InputError, match="cannot be changed: the default channel keeps its name"):
        desk.ensure("issue_channel", check_mode, uuid=row["uuid"], name="All")
    with pytest.raises(InputError, match="cannot be deleted: it is the default channel"):
        desk.ensure("issue_channel", check_mode, name="default", state="absent", force=True)
    assert desk.ensure("issue_channel", check_mode, name="default", targets=["ada@example.com"])["changed"]
    assert ("channels_modify" in desk.sent) is not check_mode


def test_a_member_that_is_not_there_cannot_be_told(desk):
    with pytest.raises(InputError, match="no member named 'nobody@nowhere.example'"):
        desk.ensure("issue_channel", True, name="Payments", targets=["nobody@nowhere.example"])
