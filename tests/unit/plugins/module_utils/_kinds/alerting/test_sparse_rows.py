# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that tell less than those of the emulator: nothing is made up in place of what they leave out."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting.checkers import Checkers
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting.mutes import Mutes

MONITOR = {"type": "simpleCheck", "title": "CPU", "every": "1m", "targets": [], "checkerOpt": {"rules": []}}


@pytest.fixture
def without(monkeypatch):
    """A function that makes a kind of the emulator leave fields out of everything that it shows."""

    def leave_out(kind, *names):
        shown = kind.shown

        def sparse(self, *arguments):
            return {name: value for name, value in shown(self, *arguments).items() if name not in names}

        monkeypatch.setattr(kind, "shown", sparse)

    return leave_out


def sent(desk, operation):
    return [r["body"] for r in desk.emulator.requests(bodies=True) if r["operationId"] == operation]


@pytest.mark.parametrize(("group", "told"), [("", []), ("monitor_other", ["monitor_other"])])
def test_a_monitor_is_moved_to_no_group_that_is_not_known_to_be_another_one(desk, without, group, told):
    body = {"jsonScript": MONITOR, "extend": {}, **({"monitorUUID": group} if group else {})}
    uuid = desk.client.call("checkers_create", body=body).content["uuid"]
    desk.ensure("monitor", uuid=uuid, name="Load")
    assert [one["monitorUUID"] for one in sent(desk, "checkers_modify") if "monitorUUID" in one] == told
    without(Checkers, "monitorName")
    desk.new_task()
    desk.ensure("monitor", uuid=uuid, name="Disk")
    assert desk.sent[-1] == "checkers_modify"
    assert "monitorUUID" not in sent(desk, "checkers_modify")[-1]


def test_the_end_of_a_schedule_is_read_from_its_text_too(desk, without):
    wanted = {
        "name": "Nights",
        "hosts": ["web"],
        "timezone": "Europe/Berlin",
        "duration": "1h",
        "repeat": {"at": "02:00", "expires": "2040-01-01T00:00:00Z"},
    }
    without(Mutes, "repeatExpire", "start", "end")
    desk.ensure("mute", **wanted)
    desk.new_task()
    (rule,) = read(desk.run(), MUTE)
    assert rule["repeat"]["expires"] == "2040-01-01T00:00:00Z"
    assert not desk.ensure("mute", **wanted)["changed"]
    assert desk.ensure("mute", **{**wanted, "repeat": {**wanted["repeat"], "expires": "never"}})["changed"]
