# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rotas on the wire: times in the zone of the schedule, turns in their order, and nothing that begins them anew in
vain."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.notification_schedule import (
    NOTIFICATION_SCHEDULE,
)

ROTA = {"name": "Primary", "timezone": "Europe/Berlin", "targets": ["grace@example.com", "ada@example.com"]}
TURNED = {**ROTA, "targets": ROTA["targets"][::-1]}
VALID = {"from": "2036-12-01 09:00", "until": "2036-12-31T09:00:00Z"}


@pytest.fixture
def rota(desk):
    def ensure(check_mode=False, **params):
        desk.new_task()
        return desk.ensure("notification_schedule", check_mode, **params)

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"].endswith(operation)]


def test_the_order_means_something_when_they_take_turns_only(rota):
    rota(**ROTA)
    assert not rota(**TURNED)["changed"]
    turns = rota(**ROTA, rotate=True, rotation="week")
    assert turns["changed"] and any("restarts" in text for text in turns["warnings"])
    assert not rota(**ROTA)["changed"]
    assert rota(**TURNED)["changed"]
    assert not rota(**TURNED, rotate=True)["warnings"]


def test_one_who_is_named_twice_counts_once(desk, rota):
    rota(**{**ROTA, "targets": [*ROTA["targets"], ROTA["targets"][0]]}, rotate=True, rotation="week")
    assert len(bodies(desk, "schedules_add")[0]["notifyTargets"]) == len(ROTA["targets"])
    assert not rota(**ROTA)["changed"]


def test_times_are_those_of_the_zone_and_taken_away_as_a_whole(desk, rota):
    rota(**ROTA, valid=VALID, start="9:00")
    (body,) = bodies(desk, "schedules_add")
    assert body["start"] == "09:00" and body["end"] == "23:59"
    assert body["extend"]["effectiveTime"] == {"start": 2111731200, "end": 2114326800}
    assert not rota(name="Primary", valid={**VALID, "from": "2036-12-01T08:00:00Z"}, start="09:00")["changed"]
    assert not rota(name="Primary", valid=VALID)["changed"], "the zone is that of the schedule"
    assert rota(name="Primary", valid={})["changed"]
    (body,) = bodies(desk, "schedules_modify")
    assert body["extend"] == {"enableRotateNotification": False}
    assert not rota(name="Primary", valid={})["changed"]


def test_what_cannot_be_meant_is_refused_before_anything_is_sent(desk, rota):
    for options, message in [
        ({"start": "540"}, "'start' is '540', which is no time of day: write it in quotes"),
        ({"rotate": True}, "cannot take turns without a length"),
        ({"timezone": "Europe/Berln"}, "which is no time zone"),
        ({"valid": {"from": "2036-02-01", "until": "2036-02-01"}}, "ends .2036-02-01. before it begins"),
        ({"valid": {"from": "2036-10-26 02:30", "until": "2036-10-26T02:30:00+02:00"}}, "before it begins"),
        ({"start": "8:00", "end": "08:00"}, "begins and ends at 08:00, so that nobody would ever be called"),
        ({"valid": {"from": "soon", "until": "later"}}, "'valid.from' is 'soon'"),
    ]:
        with pytest.raises(InputError, match=message):
            rota(**{**ROTA, **options})
        assert not bodies(desk, "schedules_add")


def test_nights_and_outsiders_are_warned_of(rota):
    made = rota(**{**ROTA, "targets": ["me@elsewhere.example"]}, start="18:00", end="09:00")
    assert any("after midnight" in text for text in made["warnings"])
    assert any("me@elsewhere.example" in text for text in made["warnings"])
    assert made["notification_schedule"]["targets"] == ["me@elsewhere.example"]
    assert not rota(**{**ROTA, "targets": ["me@elsewhere.example"]}, start="18:00")["warnings"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_schedule_in_use_is_deleted_with_consent_only(desk, rota, check_mode):
    rota(**ROTA)
    desk.ensure("issue_policy", name="Escalate", schedules=["Primary"])
    with pytest.raises(InputError, match="leaves the issue policies that use it"):
        rota(check_mode, name="Primary", state="absent")
    desk.new_task()
    (row,) = desk.memory.rows(NOTIFICATION_SCHEDULE)
    assert not NOTIFICATION_SCHEDULE.is_prunable(row)
    assert rota(check_mode, name="Primary", state="absent", force=True)["dangers"]


def test_people_are_not_remembered(desk, rota):
    rota(**ROTA)
    desk.new_task()
    (row,) = desk.memory.rows(NOTIFICATION_SCHEDULE)
    assert not {"notifyTargetsInfos", "inEffectNotifyTargetsInfos"} & set(row)
