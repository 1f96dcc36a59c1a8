# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a change must send beside what differs, and what no answer tells."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._engine.prototypes import (
    PROTOTYPES,
    enter,
    hide,
)

NGINX = {"category": "logging", "name": "nginx", "script": "drop()"}
DROP = "ZHJvcCgp"


@pytest.fixture(autouse=True)
def prototypes(monkeypatch):
    for kind in PROTOTYPES.values():
        enter(monkeypatch, kind)


def bodies(desk, operation):
    return [request["body"] for request in desk.emulator.requests(bodies=True) if request["operationId"] == operation]


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_rename_sends_what_modify_needs_though_no_list_tells_it(desk, monkeypatch, check_mode):
    uuid = desk.ensure("group", name="Ops", members=["ada@example.com"])["group"]["uuid"]
    desk.new_task()
    hide(desk, monkeypatch, "accountUUIDs")
    assert desk.ensure("group", check_mode, uuid=uuid, name="Operations")["changed"]
    members = bodies(desk, "member_groups_add")[0]["accountUUIDs"]
    assert len(members) == 1
    assert bodies(desk, "member_groups_modify") == (
        [] if check_mode else [{"name": "Operations", "accountUUIDs": members}]
    )
    assert desk.sent.count("member_groups_get") == 1


@pytest.mark.parametrize("check_mode", [True, False])
def test_what_modify_needs_and_nobody_tells_is_asked_for(desk, monkeypatch, check_mode):
    uuid = desk.ensure("group", name="Ops")["group"]["uuid"]
    desk.new_task()
    monkeypatch.setattr(KINDS["group"], "get", lambda run, uuid: {}, raising=False)
    with pytest.raises(InputError, match="does not tell 'members' of group 'Operations', and a change must send it"):
        desk.ensure("group", check_mode, uuid=uuid, name="Operations")
    assert desk.ensure("group", check_mode, uuid=uuid, name="Operations", members=[])["changed"]


def test_what_is_fixed_is_sent_with_each_change_and_never_changed(desk):
    uuid = desk.ensure("script", **NGINX)["script"]["uuid"]
    desk.new_task()
    assert desk.ensure("script", uuid=uuid, name="web")["changed"]
    assert bodies(desk, "pipeline_modify")[0]["category"] == "logging"
    with pytest.raises(InputError, match="'category' of the script 'logging/web' is 'logging' and cannot be changed"):
        desk.ensure("script", uuid=uuid, category="tracing")


def test_a_modify_that_replaces_is_sent_the_whole(desk, monkeypatch):
    desk.ensure("script", **NGINX)
    desk.new_task()
    hide(desk, monkeypatch, "content")
    assert desk.ensure("script", category="logging", name="nginx", is_default=True)["changed"]
    assert desk.sent == ["pipeline_list", "pipeline_get", "pipeline_modify"]
    assert bodies(desk, "pipeline_modify") == [
        {"category": "logging", "name": "nginx", "content": DROP, "asDefault": 1},
    ]


def test_an_unchanged_object_costs_no_read_of_what_a_change_would_send(desk, monkeypatch):
    desk.ensure("script", **NGINX)
    desk.new_task()
    hide(desk, monkeypatch, "content")
    assert not desk.ensure("script", category="logging", name="nginx", is_default=False)["changed"]
    assert desk.sent == ["pipeline_list"]


def test_what_no_answer_tells_is_sent_along_in_silence(desk):
    desk.ensure("script", **NGINX, test_data="127.0.0.1")
    assert bodies(desk, "pipeline_add")[0]["testData"] == "MTI3LjAuMC4x"
    desk.new_task()
    again = desk.ensure("script", **NGINX, test_data="another")
    assert not again["changed"]
    assert again["warnings"] == []
    changed = desk.ensure("script", **{**NGINX, "script": "exit()"}, test_data="127.0.0.1")
    assert bodies(desk, "pipeline_modify")[0]["testData"] == "MTI3LjAuMC4x"
    assert changed["warnings"] == []
    assert "test_data" not in changed["diff"]["after"]


def test_what_no_answer_tells_is_not_in_the_diff_of_a_delete(desk):
    desk.ensure("script", **NGINX, test_data="127.0.0.1")
    gone = desk.ensure("script", category="logging", name="nginx", state="absent")
    assert set(gone["diff"]["before"]) == {"category", "name", "script", "is_default"}
