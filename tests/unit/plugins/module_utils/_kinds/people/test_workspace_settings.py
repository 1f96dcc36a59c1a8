# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of the workspace: one object, of which no attribute and no token is lost or shown."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.workspace_settings import (
    WORKSPACE_SETTINGS,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.people.conftest import bodies, wrote

SENT = "workspace_declaration_modify"
MENU_SENT = "workspace_menu_v2_set"


@pytest.fixture
def settings(ensure):
    return ensure("workspace_settings")


def test_other_attributes_are_sent_along_and_the_platform_s_own_unchanged(desk, settings):
    settings(attributes={"team": ["a", "b"], "zone": 4})
    settings(attributes={"zone": "5"})
    assert bodies(desk, SENT)[1] == {
        "declaration": {"business": [], "team": ["a", "b"], "zone": "5", "organization": "88"}
    }
    for same in ({"zone": ["5"]}, {"team": ["b", "a"]}, {"business": ""}, {"none": []}, {"none": None}):
        if None not in same.values():
            assert not settings(attributes=same)["changed"], same
    assert settings(attributes={"team": []})["changed"]
    (told,) = read(desk.run(), WORKSPACE_SETTINGS, filters={"attributes": {}}) or [{}]
    assert not told or "organization" not in told["attributes"]


def test_only_what_is_spoken_of_is_read_and_written(desk, settings):
    settings(name="prod")
    assert desk.sent == ["workspace_get", "workspace_modify"]
    settings(default_issue_levels=True)
    assert desk.sent == ["workspace_get", "issue_levels_config_get"]
    assert desk.ensure("workspace_settings", default_issue_levels=False)["dangers"] == [
        "lets monitors and rules that name a built-in level open issues without one"
    ]
    assert not desk.ensure("workspace_settings", default_issue_levels=False)["changed"]
    assert desk.sent == []


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("attributes", "says"),
    [
        ({"organization": "99"}, "holds organization, which the platform sets"),
        ({"a": {"b": "c"}}, "must give 'a' as a text or a list of texts"),
        ({"a": None}, "must give 'a' as a text or a list of texts"),
        ({"a": [None]}, "must give 'a' as a text or a list of texts"),
    ],
)
def test_attributes_that_cannot_be_meant(desk, settings, attributes, says, check_mode):
    with pytest.raises(InputError, match=says):
        settings(attributes=attributes, check_mode=check_mode)
    assert not desk.sent or not wrote(desk)


def test_tokens_of_the_workspace_are_nowhere(desk, settings):
    result = settings(name="prod", attributes={"a": "b"})
    rows = desk.memory.rows(WORKSPACE_SETTINGS)
    found = read(desk.run(), WORKSPACE_SETTINGS, export=True)
    for told in (result, rows, found):
        text = json.dumps(told, default=str)
        assert "tkn_" not in text and "wkcli_" not in text
    assert found == [
        {
            "name": "prod",
            "description": "",
            "attributes": {"a": "b", "business": []},
            "default_issue_levels": True,
            "menu": [{"key": "Scene"}, {"key": "ExceptionsTracking", "show": False}],
        }
    ]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"name": ""}, "'name' is empty"),
        ({"name": " "}, "'name' is empty"),
        ({"attributes": {"": "x"}}, "holds one without a name"),
    ],
)
def test_emptiness_is_no_setting(desk, ensure, wanted, says, check_mode):
    with pytest.raises(InputError, match=says):
        ensure("workspace_settings")(check_mode=check_mode, **wanted)
    assert not wrote(desk)


# -- the menu --------------------------------------------------------------------------------------

SCENE = {"key": "Scene", "children": [{"key": "NotesList", "show": False}, {"key": "DashboardList"}]}


@pytest.fixture
def menu(desk, settings):
    """A task of the menu, where the service tells one with a second level."""
    items = [
        {"key": "Scene", "isShow": True, "children": [{"key": "NotesList", "isShow": False}]},
        {"key": "Monitor", "isShow": True, "children": []},
        {"key": "Billing", "isShow": False, "children": []},
    ]
    desk.client.call(MENU_SENT, body={"menu": items})
    return lambda *items, **params: settings(menu=list(items), **params)


def test_a_change_of_the_menu_sends_the_second_level_that_is_not_spoken_of(desk, menu):
    assert menu({"key": "Monitor"}, {"key": "Scene"})["changed"]
    assert desk.sent == ["workspace_get", "workspace_menu_v2_get", MENU_SENT]
    assert bodies(desk, MENU_SENT)[1] == {
        "menu": [
            {"key": "Monitor", "isShow": True, "children": []},
            {"key": "Scene", "isShow": True, "children": [{"key": "NotesList", "isShow": False}]},
        ]
    }


@pytest.mark.parametrize(
    "same",
    [
        [{"key": "Scene"}, {"key": "Billing", "show": False}],
        [{"key": "Scene", "children": [{"key": "NotesList", "show": False}]}, {"key": "Billing", "show": False}],
        [{"key": "Monitor", "children": []}, {"key": "Billing", "show": False}],
    ],
    ids=["a shown item left out", "the second level as it is", "a second level without anything hidden"],
)
def test_items_that_are_left_out_are_shown(desk, menu, same):
    told = bodies(desk, MENU_SENT)[0]["menu"]
    if not any(item["key"] == "Scene" for item in same):
        desk.client.call(MENU_SENT, body={"menu": told[1:]})
    assert not menu(*same)["changed"]


@pytest.mark.parametrize(
    ("other", "sent"),
    [
        ([{"key": "Scene"}, {"key": "Monitor"}], [("Scene", True), ("Monitor", True)]),
        (
            [{"key": "Scene", "show": False}, {"key": "Billing", "show": False}],
            [("Scene", False), ("Billing", False)],
        ),
        (
            [{"key": "Billing", "show": False}, {"key": "Scene"}],
            [("Billing", False), ("Scene", True)],
        ),
        (
            [{"key": "Scene", "children": []}, {"key": "Billing", "show": False}],
            [("Scene", True), ("Billing", False)],
        ),
        (
            [{"key": "Scene"}, {"key": "Rum"}, {"key": "Billing", "show": False}],
            [("Scene", True), ("Rum", True), ("Billing", False)],
        ),
    ],
    ids=["what was hidden is shown", "hidden", "another order", "all of the second level is shown", "one more"],
)
def test_another_menu_is_sent_once(desk, menu, other, sent):
    planned = menu(*other, check_mode=True)
    assert not wrote(desk)
    done = menu(*other)
    assert planned["changed"] and done["diff"] == planned["diff"]
    assert [(item["key"], item["isShow"]) for item in bodies(desk, MENU_SENT)[-1]["menu"]] == sent
    assert not menu(*other)["changed"]


def test_a_second_level_that_is_not_told_is_sent_with_other_changes(desk, settings):
    """As the documented answer is."""
    hidden = {"key": "ExceptionsTracking", "show": False}
    same = settings(menu=[SCENE, hidden])
    assert not same["changed"]
    assert "does not tell the second level of Scene" in same["warnings"][0]
    assert settings(menu=[SCENE])["changed"]
    assert bodies(desk, MENU_SENT)[0]["menu"][0]["children"] == [
        {"key": "NotesList", "isShow": False},
        {"key": "DashboardList", "isShow": True},
    ]
    assert not settings(menu=[SCENE]).get("warnings")


def test_a_workspace_without_a_menu_is_given_one(desk, settings):
    desk.client.call(MENU_SENT, body={"menu": []})
    assert "menu" not in read(desk.run(), WORKSPACE_SETTINGS, export=True)[0]
    assert not settings(menu=[])["changed"]
    assert settings(menu=[{"key": "Scene"}])["changed"]
    assert not settings(menu=[{"key": "Scene"}])["changed"]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("items", "says"),
    [
        ([], "'menu' is empty: name the items in their order"),
        ([{"key": " "}], "'menu' has an item without a key: name it"),
        ([{"key": "Rum", "children": [{"key": ""}]}], "'menu' has an item without a key below Rum"),
        ([{"key": "Rum"}, {"key": "Rum", "show": False}], "'menu' names Rum twice: leave one out"),
        ([{"key": "Rum", "children": [{"key": "a"}, {"key": "a"}]}], "'menu' names a twice below Rum"),
    ],
)
def test_a_menu_that_cannot_be_meant(desk, menu, items, says, check_mode):
    with pytest.raises(InputError, match=says):
        menu(*items, check_mode=check_mode)
    assert not wrote(desk)


def test_an_item_that_the_reference_does_not_know_is_told(menu):
    (warning,) = menu({"key": "Scenes"}, check_mode=True)["warnings"]
    assert warning == "'menu' names Scenes, which the reference does not know (did you mean 'Scene'?)."


# -- what only the service knows -------------------------------------------------------------------


def test_facts_of_the_workspace_are_told_and_never_kept_in_a_file(desk):
    (told,) = read(desk.run(), WORKSPACE_SETTINGS)
    facts = {
        "version_type": "pay",
        "billing_state": "normal",
        "timezone": "",
        "language": "en",
        "enable_mfa": False,
        "invite_audit": False,
        "member_count": 79,
    }
    assert {name: told[name] for name in facts} == facts
    assert told["retention"]["logging"] == "30d" and told["datastore"]["metric"] == "guancedb"
    (exported,) = read(desk.run(), WORKSPACE_SETTINGS, export=True)
    assert not {*facts, "retention", "datastore"} & set(exported)
