# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Teams: exactly the people who are named, or these besides others, and nobody by mistake."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.people.conftest import bodies, wrote


@pytest.fixture
def team(ensure):
    return ensure("team")


def members(desk):
    desk.new_task()
    (team,) = read(desk.run(), KINDS["team"], filters={"members": ["ada@example.com"]}) or [{}]
    return sorted(team.get("members", []))


def test_a_rename_keeps_the_members(desk, team):
    uuid = team(name="Ops", members=["ada@example.com"])["team"]["uuid"]
    team(uuid=uuid, name="Operations")
    (made,), (changed,) = bodies(desk, "member_groups_add"), bodies(desk, "member_groups_modify")
    assert changed == {"name": "Operations", "accountUUIDs": made["accountUUIDs"]}


def test_members_are_exact_and_others_are_added(desk, team):
    team(name="Ops", members=["ada@example.com", "grace@example.com"])
    result = team(name="Ops", add_members=["alan@example.com", "ada@example.com"])
    assert sorted(result["diff"]["after"]["members"]) == ["ada@example.com", "alan@example.com", "grace@example.com"]
    assert sorted(desk.sent) == [
        "member_groups_get",
        "member_groups_list",
        "member_groups_modify",
        "workspace_members_list",
    ]
    assert not team(name="Ops", add_members=["alan@example.com"])["changed"]
    assert members(desk) == ["ada@example.com", "alan@example.com", "grace@example.com"]
    team(name="Ops", members=["ada@example.com"])
    assert members(desk) == ["ada@example.com"]
    team(name="Ops", members=[])
    assert bodies(desk, "member_groups_modify")[-1] == {"name": "Ops", "accountUUIDs": []}
    with pytest.raises(InputError, match="'members' names all, 'add_members' those besides"):
        team(name="Ops", members=[], add_members=["ada@example.com"])


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("option", ["members", "add_members"])
def test_an_address_of_nobody_is_an_error_in_check_mode_too(desk, team, option, check_mode):
    with pytest.raises(InputError, match="There is no member named 'ad@example.com'.*there is 'ada@example.com'"):
        team(name="Ops", check_mode=check_mode, **{option: ["ad@example.com"]})
    assert not wrote(desk)


def test_a_team_that_is_named_somewhere_needs_consent(desk, team):
    uuid = team(name="Ops", members=["ada@example.com"])["team"]["uuid"]
    desk.ensure("notify_object", name="Mail", type="mailGroup", to=["Ops"])
    with pytest.raises(InputError, match="The team 'Ops' is still used by notify object 'Mail'"):
        team(name="Ops", state="absent")
    assert not wrote(desk)
    assert team(uuid=uuid, state="absent", force=True)["changed"]


def test_no_answer_about_people_is_kept(desk, team):
    team(name="Ops", members=["ada@example.com"])
    team(name="Ops", add_members=["grace@example.com"])
    (row,) = desk.memory.rows(KINDS["team"])
    assert "Alan" not in str(row)
