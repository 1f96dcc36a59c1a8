# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Explorers on the wire: a definition that the service extends, and answers that are not to be believed."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.explorer import EXPLORER

ERRORS = {"name": "Errors", "data": "tracing", "definition": {"source": "shop"}, "tags": ["shop"]}


@pytest.fixture
def explorer(desk):
    def ensure(check_mode=False, **params):
        desk.new_task()
        return desk.ensure("explorer", check_mode, **params)

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_what_the_service_adds_stays_and_means_nothing(desk, explorer):
    explorer(**ERRORS)
    assert bodies(desk, "viewer_add")[0]["extend"] == {"source": "shop", "index": "tracing"}
    assert not explorer(**ERRORS)["changed"] and desk.sent == ["viewer_list"]
    explorer(name="Errors", definition={"quickFilter": {"columns": ["host"]}})
    extend = bodies(desk, "viewer_modify")[0]["extend"]
    assert extend["index"] == "tracing" and extend["source"] == "shop" and extend["charts"] == [None, None, None]


def test_tags_of_others_in_the_answer_are_not_believed(desk):
    desk.ensure("explorer", **ERRORS)
    assert not desk.ensure("explorer", **ERRORS)["changed"], "in the same loop"


def test_a_new_one_gets_what_create_does_not_take_by_a_change(desk, explorer):
    explorer(**ERRORS, path_name="errors", bound_views=[{"value": "a"}])
    assert desk.sent == ["viewer_list", "viewer_add", "viewer_modify"]
    assert bodies(desk, "viewer_modify") == [{"pathName": "errors", "dashboardBindSet": [{"value": "a"}]}]
    assert not explorer(**ERRORS, path_name="errors", bound_views=[{"value": "a"}])["changed"]
    desk.emulator.fault("success_false", "viewer_modify")
    with pytest.raises(UnfinishedError, match="perhaps without 'path_name'"):
        explorer(name="Other", data="rum", path_name="other")


def test_the_sort_of_data_is_said_once(explorer):
    with pytest.raises(InputError, match="is the option 'data': give it there"):
        explorer(name="Errors", definition={"index": "tracing"})
    explorer(**ERRORS)
    assert any("another sort of data" in text for text in explorer(name="Errors", data="rum")["warnings"])


def test_the_uuid_of_a_dashboard_is_not_found(desk, explorer, monkeypatch):
    uuid = desk.ensure(name="Web")["dashboard"]["uuid"]
    answered = desk.client.call("dashboards_get", path={"dashboard_uuid": uuid})
    desk.new_task()
    call = desk.client.call
    monkeypatch.setattr(
        desk.client, "call", lambda operation, **how: answered if operation == "viewer_get" else call(operation, **how)
    )
    assert not desk.ensure("explorer", uuid=uuid, state="absent")["changed"]
    with pytest.raises(InputError, match="There is no explorer with the uuid"):
        desk.ensure("explorer", uuid=uuid, name="Errors")


def test_an_export_of_the_console_is_read_as_it_is():
    told = {
        "title": "Errors",
        "dashboardExtend": {"index": "rum", "source": "s"},
        "tagInfo": [{"name": "a"}],
        "main": {"charts": []},
    }
    assert EXPLORER.from_file(told) == {"name": "Errors", "definition": {"source": "s"}, "data": "rum", "tags": ["a"]}
