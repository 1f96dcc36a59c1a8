# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of an object after a write, whatever the service answers to it: the items of a loop share it."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.envelope import Answer
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.answers import Answers
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import (
    ConflictError,
    InputError,
    UnfinishedError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.find import by_name
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._engine.prototypes import (
    PROTOTYPES,
    enter,
    hide,
)

ROLE = {"name": "Author", "permissions": ["monitor.cfgManage"]}
RULE = {"attribute": "team", "value": "ops", "configuration": "sso_1", "roles": ["readOnly"]}


@pytest.fixture(autouse=True)
def prototypes(monkeypatch):
    for kind in PROTOTYPES.values():
        enter(monkeypatch, kind)


# -- a write that answers `true` -------------------------------------------------------------------


def test_a_changed_object_is_known_as_changed(desk):
    desk.ensure("role", **ROLE)
    desk.new_task()
    wanted = {**ROLE, "permissions": ["log.Query", "rum.Query"], "description": "new"}
    assert desk.ensure("role", **wanted)["changed"]
    again = desk.ensure("role", **wanted)
    assert not again["changed"]
    assert desk.sent == []
    assert again["role"]["permissions"] == ["log.Query", "rum.Query"]
    assert desk.ensure("role", **ROLE)["changed"]


def test_a_renamed_object_is_found_by_its_new_name_only(desk):
    uuid = desk.ensure("role", **ROLE)["role"]["uuid"]
    desk.new_task()
    desk.run().memory.rows(KINDS["role"])
    assert desk.ensure("role", uuid=uuid, name="Writer")["changed"]
    assert desk.sent == ["roles_modify"]
    again = desk.ensure("role", **{**ROLE, "name": "Writer"})
    assert not again["changed"]
    assert again["role"]["uuid"] == uuid
    assert desk.ensure("role", check_mode=True, **ROLE)["role"]["uuid"] != uuid
    (row,) = (row for row in desk.client.rows("roles_list").items if not row["isSystem"])
    assert row["name"] == "Writer"


def test_others_refer_to_the_new_name(desk):
    uuid = desk.ensure("role", **ROLE)["role"]["uuid"]
    desk.ensure("role", uuid=uuid, name="Writer")
    run = desk.run()
    assert by_name(run, KINDS["role"], "Writer")["uuid"] == uuid
    assert by_name(run, KINDS["role"], "Author") is None
    assert run.memory.names[uuid] == "Writer"


def test_what_a_later_read_tells_counts_more_than_what_was_written(desk):
    uuid = desk.ensure("role", **ROLE)["role"]["uuid"]
    desk.ensure("role", **{**ROLE, "description": "mine"})
    desk.client.call(
        "roles_modify", path={"role_uuid": uuid}, body={"name": "Author", "desc": "theirs", "keys": ["log.Query"]}
    )
    desk.memory.refresh(KINDS["role"])
    (role,) = read(desk.run(), KINDS["role"], name="Author")
    assert role["description"] == "theirs"


def test_a_switch_is_known_as_thrown(desk):
    desk.ensure("mute", name="M", all_monitors=True, duration="2h")
    assert desk.ensure("mute", name="M", enabled=False)["changed"]
    again = desk.ensure("mute", name="M", enabled=False)
    assert not again["changed"]
    assert again["mute"]["enabled"] is False
    assert desk.sent == []


# -- a single read that tells a part ---------------------------------------------------------------


def test_an_object_of_partial_reads_is_found_by_uuid_and_changed_whole(desk, monkeypatch):
    uuid = desk.ensure("group", name="Ops", members=["ada@example.com"])["group"]["uuid"]
    desk.new_task()
    hide(desk, monkeypatch, "accountUUIDs")
    assert desk.ensure("group", uuid=uuid, members=["ada@example.com"])["changed"] is False
    assert sorted(desk.sent) == ["member_groups_get", "member_groups_list", "workspace_members_list"]
    changed = desk.ensure("group", uuid=uuid, members=["ada@example.com", "grace@example.com"])
    assert changed["changed"]
    assert changed["group"]["name"] == "Ops"
    assert not desk.ensure("group", name="Ops", members=["grace@example.com", "ada@example.com"])["changed"]
    assert desk.sent == []


def test_an_object_of_partial_reads_is_deleted_by_uuid(desk):
    uuid = desk.ensure("group", name="Ops")["group"]["uuid"]
    desk.new_task()
    assert desk.ensure("group", uuid=uuid, state="absent")["changed"]
    assert desk.client.rows("member_groups_list").items == []


# -- a create that names nothing -------------------------------------------------------------------


def test_a_new_object_is_found_by_its_key_when_the_answer_does_not_name_it(desk):
    made = desk.ensure("mapping", **RULE)
    (row,) = desk.client.rows("sso_mappings_list").items
    assert made["mapping"]["uuid"] == row["uuid"]
    assert made["warnings"] == []
    assert not desk.ensure("mapping", **RULE)["changed"]
    other = desk.ensure("mapping", **{**RULE, "attribute": "unit"})
    assert other["changed"]
    assert other["mapping"]["uuid"] != row["uuid"]
    assert desk.sent.count("sso_mappings_add") == 1
    assert desk.ensure("mapping", **{**RULE, "roles": ["general"]})["mapping"]["uuid"] == row["uuid"]


def test_a_new_object_that_does_not_appear_is_an_error(desk, monkeypatch):
    call = desk.client.call

    def forgetful(operation, **details):
        return Answer(True, {}) if operation == "sso_mappings_add" else call(operation, **details)

    monkeypatch.setattr(desk.client, "call", forgetful)
    with pytest.raises(UnfinishedError, match="does not name the new mapping"):
        desk.ensure("mapping", **RULE)


# -- what the API cannot change --------------------------------------------------------------------


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_change_without_a_route_for_it_is_refused_in_words(desk, check_mode):
    uuid = desk.ensure("api_key", name="CI", roles=["general"])["api_key"]["uuid"]
    desk.new_task()
    assert not desk.ensure("api_key", uuid=uuid, name="CI")["changed"]
    with pytest.raises(InputError, match="'name' of the API key 'CI' is 'CI' and cannot be changed to 'Jenkins'"):
        desk.ensure("api_key", check_mode, uuid=uuid, name="Jenkins")


# -- what an answer says ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "content", "row"),
    [
        (Answers(), {"uuid": "x_1", "name": "a"}, {"uuid": "x_1", "name": "a"}),
        (Answers(), True, {}),
        (Answers(uuid="region.uuid"), {"region": {"uuid": "x_1"}}, {"uuid": "x_1", "region": {"uuid": "x_1"}}),
        (Answers(uuid="region.uuid"), {"region": []}, {"region": []}),
        (Answers(believed=False), {"uuid": "x_1", "name": "other"}, {"uuid": "x_1"}),
        (Answers(uuid=None), "x_1", {}),
    ],
)
def test_the_answer_to_a_create(monkeypatch, answers, content, row):
    monkeypatch.setattr(PROTOTYPES["role"], "answers", answers, raising=False)
    assert PROTOTYPES["role"].created(Answer(content, {})) == row


def test_a_refusal_that_comes_as_success_is_an_error(monkeypatch):
    answers = Answers(refused=lambda answer: "It was not made." if answer.get("failed") else None)
    monkeypatch.setattr(PROTOTYPES["role"], "answers", answers, raising=False)
    assert PROTOTYPES["role"].created(Answer({"uuid": "x_1"}, {})) == {"uuid": "x_1"}
    with pytest.raises(ConflictError, match="It was not made"):
        PROTOTYPES["role"].created(Answer({"failed": 1}, {}))
