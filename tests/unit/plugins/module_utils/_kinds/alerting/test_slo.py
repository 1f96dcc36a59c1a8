# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SLOs on the wire: relations by name, and what is fixed at creation."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO

pytestmark = pytest.mark.usefixtures("each_list_shape")

MONITOR = {"type": "simpleCheck", "every": "1m", "targets": [], "checkerOpt": {"rules": []}}
WANTED = {
    "name": "Shop",
    "goal": 99.9,
    "min_goal": 99,
    "monitors": ["errors"],
    "tags": ["shop", "a"],
    "description": "x",
}


@pytest.fixture
def slo(desk):
    for title in ("errors", "latency"):
        script = {**MONITOR, "title": title, "name": title}
        desk.client.call("checkers_create", body={"type": "trigger", "jsonScript": script, "extend": {}})

    def ensure(**params):
        desk.new_task()
        return desk.ensure("slo", **params)

    return ensure


def test_monitors_by_name_and_a_second_run_changes_nothing(desk, slo):
    created = slo(**WANTED)
    assert created["changed"] and desk.sent[-2:] == ["slos_list", "slos_create"]
    assert created["slo"]["monitors"] == ["errors"] and created["slo"]["interval"] == "5m"
    assert not slo(**WANTED)["changed"] and desk.sent[-1] == "slos_list"
    assert not slo(name="Shop", goal=99.90)["changed"]


def test_a_change_sends_only_what_can_be_changed(desk, slo):
    slo(**WANTED)
    changed = slo(**{**WANTED, "monitors": ["latency", "errors"], "tags": []})
    assert changed["diff"]["before"] == {"monitors": ["errors"], "tags": ["a", "shop"]}
    assert sorted(changed["diff"]["after"]["monitors"]) == ["errors", "latency"]
    (body,) = [
        request["body"] for request in desk.emulator.requests(bodies=True) if request["operationId"] == "slos_modify"
    ]
    assert not {"name", "goal", "minGoal"} & set(body) and body["describe"] == "x"
    assert not slo(**{**WANTED, "monitors": ["errors", "latency"], "tags": []})["changed"]


@pytest.mark.parametrize(
    "change, message",
    [
        ({"goal": 99.8}, "'goal' of the SLO 'Shop' is 99.9 and cannot be changed to 99.8"),
        ({"min_goal": 98}, "'min_goal' of the SLO 'Shop'"),
        ({"goal": 100}, "above 0 and below 100"),
        ({"min_goal": 99.9}, "must be less than 'goal'"),
        ({"monitors": []}, "cannot be empty"),
        ({"monitors": ["eror"]}, "no monitor named 'eror'.*'errors'"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(desk, slo, change, message):
    slo(**WANTED)
    with pytest.raises(InputError, match=message):
        slo(**{**WANTED, **change})
    assert set(desk.sent) <= {"checkers_list", "slos_list"}


def test_a_rename_is_refused(desk, slo):
    uuid = slo(**WANTED)["slo"]["uuid"]
    with pytest.raises(InputError, match="'name' of the SLO 'Shop' .* cannot be changed to 'Other'"):
        slo(uuid=uuid, name="Other")


def test_a_new_one_needs_goals_and_monitors(slo):
    with pytest.raises(InputError, match="set goal, min_goal, monitors"):
        slo(name="Shop")


def test_enabled_and_delete_have_routes_of_their_own(desk, slo):
    slo(**WANTED)
    assert slo(name="Shop", enabled=False)["changed"] and desk.sent == ["slos_list", "slos_set_disable"]
    assert not slo(name="Shop", enabled=False)["changed"]
    desk.ensure("mute", name="quiet", slos=["Shop"], duration="1h")
    with pytest.raises(InputError, match="still used by mute rule 'quiet'"):
        slo(name="Shop", state="absent")
    assert slo(name="Shop", state="absent", force=True)["changed"]
    assert desk.emulator.requests()[-1]["method"] == "GET" and desk.sent[-1] == "slos_delete"
    assert not slo(name="Shop", state="absent")["changed"]


def test_an_export_can_be_applied(desk, slo):
    slo(**WANTED)
    desk.new_task()
    (exported,) = read(desk.run(), SLO, export=True)
    assert not slo(**exported)["changed"]
