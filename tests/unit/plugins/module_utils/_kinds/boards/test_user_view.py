# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""User views on the wire: bindings in two forms, content that no route changes, names that are there once."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import ConflictError, InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.user_view import USER_VIEW


@pytest.fixture
def view(desk):
    def ensure(check_mode=False, **params):
        desk.new_task()
        return desk.ensure("user_view", check_mode, **params)

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_a_binding_has_a_short_form_and_is_sent_with_each_change(desk, view):
    uuid = view(name="Beside", binding={"service": ["web", "api"]})["user_view"]["uuid"]
    bound = {"service": [{"op": "in", "value": ["api", "web"]}]}
    assert bodies(desk, "inner_dashboard_add")[0]["dashboardBidding"] == bound
    assert not view(name="Beside", binding=bound)["changed"]
    assert view(uuid=uuid, name="Aside")["changed"]
    assert bodies(desk, "inner_dashboard_modify")[0]["dashboardBidding"] == bound
    assert view(name="Aside", binding={})["changed"]
    assert not view(name="Aside", binding={})["changed"]
    with pytest.raises(InputError, match="'binding.service' is a value, a list"):
        view(name="Aside", binding={"service": [{"op": "like", "value": ["a"]}]})
    for nothing in (None, [], [None], " ", [{"op": "in", "value": [""]}]):
        with pytest.raises(InputError, match="'binding"):
            view(name="Aside", binding={"service": nothing})
    assert view(name="Aside", binding={"service": ["web", None, "", "web"]})["user_view"]["binding"] == {
        "service": [{"op": "in", "value": ["web"]}]
    }


@pytest.mark.parametrize("check_mode", [True, False])
def test_other_content_is_refused_before_anything_is_sent(desk, view, template, check_mode):
    view(name="Beside", template=template)
    assert not view(check_mode, name="Beside", template=template)["changed"]
    other = {**template, "main": {**template["main"], "charts": []}}
    with pytest.raises(InputError, match="no route changes the content of a user view, so delete"):
        view(check_mode, name="Beside", template=other)
    assert "inner_dashboard_modify" not in desk.sent
    assert all(USER_VIEW.is_exported(row) for row in desk.memory.rows(USER_VIEW))


def test_a_name_that_is_taken_is_told_and_nothing_is_deleted(desk, view):
    uuid = view(name="Beside", identifier="one")["user_view"]["uuid"]
    assert uuid.startswith("dsbd_custom_")
    with pytest.raises(ConflictError, match=f"it holds user views of the same name or identifier: 'Beside' .{uuid}"):
        view(name="Beside", identifier="two")
    assert not any("recoverIdentifier" in body for body in bodies(desk, "inner_dashboard_add"))


def test_a_copy_is_made_of_a_dashboard_by_name(desk, view, template):
    source = desk.ensure(name="Web", template=template)["dashboard"]["uuid"]
    assert view(name="Beside", copy_of="Web")["changed"]
    assert bodies(desk, "inner_dashboard_add")[0]["sourceDashboardUUID"] == source
    assert not view(name="Beside", copy_of="Web", template=template)["changed"]
    with pytest.raises(InputError, match="give one of them"):
        view(name="Other", copy_of="Web", template=template)


def test_a_dashboard_is_never_deleted_as_a_user_view(desk, monkeypatch):
    uuid = desk.ensure(name="Web")["dashboard"]["uuid"]
    answered = desk.client.call("dashboards_get", path={"dashboard_uuid": uuid})
    desk.new_task()
    call = desk.client.call

    def guide(operation, **how):
        return answered if operation == "inner_dashboard_get" else call(operation, **how)

    monkeypatch.setattr(desk.client, "call", guide)
    assert not desk.ensure("user_view", uuid=uuid, state="absent")["changed"]


def test_an_export_of_the_console_is_read_as_it_is():
    told = {"title": "Beside", "identifier": "", "dashboardOwnerType": "inner", "main": {"charts": []}}
    assert USER_VIEW.from_file(told) == {"name": "Beside", "identifier": None, "template": told}


def test_name_and_identifier_follow_the_export_of_a_user_view_unless_the_task_says_otherwise(view, template):
    told = {**template, "title": "Beside", "identifier": "beside", "dashboardOwnerType": "inner"}
    made = view(template=told)["user_view"]
    assert (made["name"], made["identifier"]) == ("Beside", "beside")
    assert not view(template=told)["changed"]
    assert not view(uuid=made["uuid"], template={**told, "title": "Aside"})["changed"]
    assert view(name="Other", identifier="other", template=told)["user_view"]["name"] == "Other"


def test_a_dashboard_that_is_made_a_user_view_keeps_its_identifier(desk, view, template):
    told = {**template, "title": "Web", "identifier": "web", "dashboardOwnerType": "node"}
    desk.ensure(template=told)
    assert view(template=told)["user_view"].get("identifier") in (None, "")
