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
        {"name": "prod", "description": "", "attributes": {"a": "b", "business": []}, "default_issue_levels": True}
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
