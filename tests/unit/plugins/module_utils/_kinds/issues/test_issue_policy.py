# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies of issues on the wire: schedules that come back whole, escalations that need their word."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_policy import ISSUE_POLICY

ESCALATE = {"name": "Escalate", "schedules": ["Primary"], "notify_on": ["issue.add", "issueUpgrade.noManager"]}
TWICE = {"after": "20m", "repeat": {"every": "30m", "times": 2}}


@pytest.fixture
def policy(desk):
    desk.ensure("notification_schedule", name="Primary", timezone="UTC", targets=["ada@example.com"])

    def ensure(check_mode=False, **params):
        desk.new_task()
        return desk.ensure("issue_policy", check_mode, **params)

    return ensure


def sent(desk, operation):
    (body,) = (one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"].endswith(operation))
    return body["extend"]["upgradeCfg"]


def test_spans_are_sent_in_seconds(desk, policy):
    policy(**ESCALATE, unassigned=TWICE)
    times = {"duration": 1200, "notifyType": "cycle", "cycleDuration": 1800, "cycleTimes": 2}
    assert sent(desk, "policies_add") == {"noManager": times}
    assert not policy(**ESCALATE, unassigned={**TWICE, "after": "1200s"}, unresolved={})["changed"]
    assert policy(**ESCALATE, unassigned={"after": "20m"})["changed"]
    assert sent(desk, "policies_modify")["noManager"] == {"duration": 1200, "notifyType": "once"}
    assert not policy(**ESCALATE, unassigned={"after": "20m"})["changed"]


def test_less_than_a_minute_is_told(policy):
    hint = "less than a minute. If minutes are meant, write 5m."
    warnings = policy(**ESCALATE, unassigned={"after": "5", "repeat": {"every": "5s", "times": 2}})["warnings"]
    assert [text for text in warnings if hint in text] == [
        f"'unassigned.after' is 5 seconds, {hint}",
        f"'unassigned.repeat.every' is 5 seconds, {hint}",
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_an_escalation_and_its_word_go_together(desk, policy, check_mode):
    with pytest.raises(InputError, match="names issueUpgrade.noManager, which needs 'unassigned'"):
        policy(check_mode, **ESCALATE)
    with pytest.raises(InputError, match="'unresolved' of .* does nothing without issueUpgrade.processTimeout"):
        policy(check_mode, **ESCALATE, unassigned=TWICE, unresolved={"after": "1h"})
    with pytest.raises(InputError, match="'unassigned' needs 'after'"):
        policy(check_mode, **ESCALATE, unassigned={"repeat": TWICE["repeat"]})
    with pytest.raises(InputError, match="repeat.times' is 31: it is 1 to 30"):
        policy(check_mode, **ESCALATE, unassigned={"after": "1h", "repeat": {"every": "1h", "times": 31}})
    assert "issue_notification_policies_add" not in desk.sent


def test_a_policy_that_a_channel_follows_is_deleted_with_consent_only(desk, policy):
    policy(**ESCALATE, unassigned=TWICE)
    (row,) = desk.memory.rows(ISSUE_POLICY)
    row["relChannelInfos"] = [{"uuid": "chan_1"}]
    assert not ISSUE_POLICY.is_prunable(row)
    with pytest.raises(InputError, match="leaves the channels that follow it without one"):
        desk.ensure("issue_policy", name="Escalate", state="absent")
    assert desk.ensure("issue_policy", name="Escalate", state="absent", force=True)["changed"]
