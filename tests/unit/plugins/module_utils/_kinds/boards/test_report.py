# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports on the wire: by a schedule or once, to those whom the channel reaches, with a password that nobody sees."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, OverError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.report import REPORT

MONDAY = {
    "name": "Monday",
    "dashboard": "Web",
    "channel": "email",
    "recipients": ["ada@example.com"],
    "range": "168h",
    "timezone": "Europe/Berlin",
}
WEEKLY = {**MONDAY, "schedule": "0 7 * * mon"}


@pytest.fixture
def report(desk):
    desk.ensure(name="Web")

    def ensure(check_mode=False, **params):
        desk.new_task()
        return desk.ensure("report", check_mode, **params)

    return ensure


def last_body(desk):
    sent = [one for one in desk.emulator.requests(bodies=True) if one["operationId"].startswith("crontab_report_")]
    return [one["body"] for one in sent if one.get("body")][-1]


def test_what_the_console_shows_follows_from_the_schedule(desk, report):
    report(**WEEKLY)
    body = last_body(desk)
    assert (body["timeRange"], body["crontab"], body["singleExecuteTime"]) == ("7d", "0 7 * * 1", -1)
    assert body["extend"]["dashboardInfo"]["label"] == "Web"
    assert {key: body["extend"][key] for key in ("cycleTimeType", "hour", "minutes")} == {
        "cycleTimeType": "week",
        "hour": "7",
        "minutes": "0",
    }
    assert not report(**{**WEEKLY, "schedule": "00 07 * * 1", "range": "7d"})["changed"]


def test_a_single_run_and_a_schedule_take_each_others_place(desk, report):
    report(**WEEKLY)
    assert report(name="Monday", once_at="2036-12-01 09:00")["changed"]
    assert (last_body(desk)["crontab"], last_body(desk)["singleExecuteTime"]) == ("", 2111731200)
    assert not report(name="Monday", once_at="2036-12-01T08:00:00Z")["changed"]
    assert report(**WEEKLY)["changed"] and last_body(desk)["singleExecuteTime"] == -1
    with pytest.raises(InputError, match="give one of them"):
        report(**WEEKLY, once_at="2036-12-01 09:00")
    with pytest.raises(InputError, match="needs 'schedule', or 'once_at'"):
        report(**{**MONDAY, "name": "Other"})


def test_a_run_that_is_over_stays_over(desk, report):
    with pytest.raises(OverError, match="would be over already"):
        report(**MONDAY, once_at="2020-12-01 09:00")
    report(**MONDAY, once_at="2036-12-01 09:00")
    desk.now = lambda: 2111731201
    (row,) = desk.memory.rows(REPORT)
    row["executed"] = 1
    assert not desk.ensure("report", **MONDAY, once_at="2036-12-01 09:00")["changed"]
    assert not desk.ensure("report", **MONDAY, once_at="2036-11-01 09:00")["changed"]
    assert not REPORT.is_exported(row) and REPORT.is_exported({**row, "crontab": "0 7 * * 1"})


@pytest.mark.parametrize("check_mode", [True, False])
def test_recipients_that_the_channel_cannot_reach_are_refused(desk, report, check_mode):
    desk.ensure("notify_object", name="Robot", type="dingTalkRobot", webhook="https://robot.invalid", secret="s")
    desk.ensure("notify_object", name="Mail", type="mailGroup", to=["ada@example.com"])
    for options in (
        {"recipients": ["Robot"]},
        {"channel": "dingTalkRobot", "recipients": ["ada@example.com"]},
        {"channel": "feishuRobot", "recipients": ["Robot"]},
        {"channel": "dingTalkRobot", "recipients": ["Mail"]},
    ):
        with pytest.raises(InputError, match="cannot reach"):
            report(check_mode, **{**WEEKLY, **options})
        assert "crontab_report_add" not in desk.sent
    reached = report(check_mode, **{**WEEKLY, "recipients": ["Mail", "me@elsewhere.example"]})
    assert any("me@elsewhere.example" in text for text in reached["warnings"])
    assert report(check_mode, **{**WEEKLY, "name": "Robots", "channel": "dingTalkRobot", "recipients": ["Robot"]})


def test_what_is_not_0_is_off(desk, report):
    report(**WEEKLY)
    (row,) = desk.memory.sure_rows(REPORT)
    assert [REPORT.values({**row, "status": status})["enabled"] for status in (0, 2, 1)] == [True, False, False]


def test_a_password_and_people_are_not_shown_or_remembered(desk, report):
    made = report(**WEEKLY, share="encrypted", share_password="canary")
    changed = report(**WEEKLY, share="encrypted", share_password="canary-2")
    assert changed["changed"] and last_body(desk)["extend"]["shareConfig"]["shareMethod"] == "encipher"
    desk.new_task()
    (row,) = desk.memory.rows(REPORT)
    assert "recipientInfo" not in row
    seen = [made, changed, REPORT.export(desk.run(), row), desk.emulator.requests(bodies=True)]
    assert "canary" not in json.dumps(seen, default=str)
