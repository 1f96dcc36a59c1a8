# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data for other workspaces: given with consent, and never taken back or changed. Functions, which are only read."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.function import FUNCTION
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.wksp_share import WKSP_SHARE

OTHER = {"workspace": "wksp_a810008c0e4e4e70ad9222c01f083287", "data": ["rum", "logging"], "indexes": ["b", "a"]}


@pytest.fixture
def share(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("wksp_share", **params)

    return ensure


def test_it_is_made_once_and_with_consent(desk, share):
    with pytest.raises(InputError, match="which the API cannot take back. Set 'force: true'"):
        share(**OTHER)
    assert share(**OTHER, force=True, check_mode=True)["dangers"] and desk.sent == ["wksp_share_list"]
    made = share(**OTHER, force=True)
    assert made["wksp_share"]["uuid"].startswith("wkshr_") and desk.sent[-1] == "wksp_share_add"
    again = share(**{**OTHER, "data": ["logging", "rum"]}, metric_conditions=[{"name": "host"}])
    assert not again["changed"] and not again["warnings"] and desk.sent == ["wksp_share_list"]


def test_a_uuid_that_the_answer_lacks_is_looked_for(desk, share, monkeypatch):
    monkeypatch.setattr(type(WKSP_SHARE.answers), "row", lambda self, answer: {})
    assert share(**OTHER, force=True)["wksp_share"]["uuid"].startswith("wkshr_")
    assert desk.sent[-2:] == ["wksp_share_add", "wksp_share_list"]


def test_it_is_neither_changed_nor_deleted(desk, share):
    share(**OTHER, force=True)
    with pytest.raises(InputError, match="'data' of the data authorisation 'wksp_a81.*' is .* and cannot be changed"):
        share(**{**OTHER, "data": ["*"]}, force=True)
    with pytest.raises(InputError, match="The API cannot delete a data authorisation: delete 'wksp_a81"):
        share(workspace=OTHER["workspace"], state="absent", force=True)
    assert desk.sent == ["wksp_share_list"]
    assert not share(workspace="wksp_other", state="absent")["changed"]
    assert not WKSP_SHARE.is_prunable({})


def test_an_export_can_be_applied(desk, share):
    share(**OTHER, force=True)
    desk.new_task()
    (exported,) = read(desk.run(), WKSP_SHARE, export=True)
    assert exported == {**OTHER, "data": ["logging", "rum"], "indexes": ["a", "b"], "site": "testing"}
    assert not share(**exported)["changed"]


def test_functions_are_read(desk):
    (function,) = read(desk.run(), FUNCTION, filters={"category": "openapi"})
    assert function["function_id"] == function["uuid"] == "guance__openapi.test"
    assert function["arguments"] == ["workspace_uuid", "workspace_token", "your_name"]
