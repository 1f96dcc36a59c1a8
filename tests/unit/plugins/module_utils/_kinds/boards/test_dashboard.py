# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a dashboard's file says beside its content, and who may see a dashboard."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_dashboard import TASK
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.boards.test_template import (
    vendor_dashboards,
    with_ids,
)

DASHBOARD = KINDS["dashboard"]


def test_the_identifier_follows_the_file_unless_the_task_says_otherwise(desk, template):
    template["identifier"] = "web-overview"
    created = desk.ensure(template=template)["dashboard"]
    assert (created["name"], created["identifier"]) == ("any", "web-overview")
    desk.new_task()
    template["title"] = "renamed in the file"
    renamed = desk.ensure(template=template)["dashboard"]
    assert (renamed["uuid"], renamed["name"]) == (created["uuid"], "renamed in the file")
    desk.new_task()
    other = desk.ensure(name="Other", identifier="mine", template=template)["dashboard"]
    assert (other["identifier"], other["uuid"] != created["uuid"]) == ("mine", True)


def test_a_dashboard_of_the_console_takes_the_identifier_of_its_file(desk, template):
    by_hand = desk.ensure(name="any")["dashboard"]
    desk.new_task()
    template["identifier"] = "web-overview"
    adopted = desk.ensure(template=template)["dashboard"]
    assert (adopted["uuid"], adopted["identifier"]) == (by_hand["uuid"], "web-overview")
    desk.new_task()
    assert not desk.ensure(template=template)["changed"]


@pytest.mark.parametrize("option", ["identifier", "uuid"])
def test_the_title_in_a_file_counts_for_a_dashboard_that_the_task_means_otherwise(desk, template, option):
    created = desk.ensure(identifier="web", template=template)["dashboard"]
    desk.new_task()
    template["title"] = "renamed in the file"
    meant = {"identifier": "web"} if option == "identifier" else {"uuid": created["uuid"]}
    renamed = desk.ensure(**meant, template=template)["dashboard"]
    assert (renamed["uuid"], renamed["name"]) == (created["uuid"], "renamed in the file")
    desk.new_task()
    assert not desk.ensure(**meant, template=template)["changed"]
    desk.new_task()
    assert desk.ensure(**meant, name="Mine", template=template)["dashboard"]["name"] == "Mine"


def test_a_dashboard_of_the_console_with_the_title_of_the_file_takes_the_identifier_of_the_task(desk, template):
    by_hand = desk.ensure(name="any")["dashboard"]
    desk.new_task()
    adopted = desk.ensure(identifier="web", template=template)["dashboard"]
    assert (adopted["uuid"], adopted["identifier"]) == (by_hand["uuid"], "web")


def test_a_template_without_a_title_is_sent_with_the_name(desk, template):
    del template["title"]
    desk.ensure(name="Web", template=template)
    (body,) = [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == "dashboards_create"]
    assert body["templateInfo"]["title"] == "Web"


@pytest.mark.parametrize("identifier", ["", " ", None])
def test_an_empty_identifier_in_a_file_is_none(desk, template, identifier):
    template["identifier"] = identifier
    assert not desk.ensure(template=template)["dashboard"].get("identifier")


def test_keys_that_the_service_does_not_keep_cause_no_import(desk, template):
    template.update(uid="abc123", anchors={"unit": {"units": ["percent"]}})
    assert desk.ensure(template=template)["changed"]
    desk.new_task()
    assert not desk.ensure(template=template)["changed"]


@pytest.mark.parametrize("kind", ["dashboard", "user_view", "note"])
def test_a_service_that_makes_all_ids_anew_sees_no_change_in_a_second_run(desk, kind):
    desk.emulator.vary("new_ids")
    contents = [with_ids(1), *(json.loads(path.read_text(encoding="utf-8")) for path in vendor_dashboards())]
    if kind == "note":  # which holds charts only
        contents = [{"main": {"charts": content["main"]["charts"]}} for content in contents]
    for number, content in enumerate(contents):
        assert desk.ensure(kind, name=f"{number}", template=content)["changed"]
    desk.new_task()
    for number, content in enumerate(contents):
        assert not desk.ensure(kind, name=f"{number}", template=content)["changed"], content.get("title")


def test_a_name_in_place_of_the_title_counts(desk, template):
    del template["title"]
    assert desk.ensure(template={**template, "name": "Web"})["dashboard"]["name"] == "Web"


@pytest.mark.parametrize("title", ["{{.Dashboard.title}}", "<<.Dashboard.title>>", "{{ title }} view"])
def test_a_placeholder_is_no_name(desk, template, title):
    template.update(title=title, tagInfo=[{"name": "<<.Dashboard.view>>"}, {"name": "web"}])
    with pytest.raises(InputError, match="set 'name'"):
        desk.ensure(template=template)
    assert desk.ensure(name="NGINX", template=template)["dashboard"]["tags"] == ["web"]
    assert DASHBOARD.from_file(template)["name"] is None


@pytest.mark.parametrize("title, name", [("<<.Dashboard.title>>", "nginx"), ("Web", "Web")])
def test_the_name_of_the_file_stands_for_a_title_that_is_a_placeholder(desk, template, title, name):
    template["title"] = title
    options = TASK.with_content({"src": "files/nginx.json"}, lambda path: json.dumps(template))
    assert desk.ensure(template=options["template"])["dashboard"]["name"] == name


@pytest.mark.parametrize("title", ["a << b >> c", "Requests {by host}"])
def test_a_title_that_looks_odd_is_a_name(desk, template, title):
    assert desk.ensure(template={**template, "title": title})["dashboard"]["name"] == title
    assert DASHBOARD.from_file({**template, "title": title})["name"] == title


@pytest.mark.parametrize("tags", [["web", "db"], [{"name": "web"}, {"name": "db", "id": "tag_1"}]])
def test_tags_at_the_top_of_a_file_count(desk, template, tags):
    assert desk.ensure(template={**template, "tags": tags})["dashboard"]["tags"] == ["db", "web"]
    desk.new_task()
    other = {**template, "tags": tags, "tagInfo": [{"name": "ops"}]}
    assert desk.ensure(template=other)["dashboard"]["tags"] == ["ops"]
    some = {"template": {**template, "tags": tags}, "add_tags": ["night"], "remove_tags": ["web"]}
    assert desk.ensure(**some)["dashboard"]["tags"] == ["db", "night", "ops"], "those of the file are added"
    assert not desk.ensure(**some)["changed"]


def test_permissions_take_people_teams_and_roles_and_nothing_else(desk):
    shared = {"name": "Payment", "visibility": "custom"}
    people = {"permissions": ["wsAdmin"], "read_permissions": ["ada@example.com", "Operations"]}
    team = desk.client.call("member_groups_add", body={"name": "Operations", "accountUUIDs": []}).content["uuid"]
    shown = desk.ensure(**shared, **people)["dashboard"]
    assert sorted(shown["read_permissions"]) == ["Operations", "ada@example.com"]
    sent = next(r for r in desk.emulator.requests(bodies=True) if r["operationId"] == "dashboards_create")["body"]
    assert sent["permissionSet"] == ["wsAdmin"]
    assert sorted(entry[:5] for entry in sent["readPermissionSet"]) == ["acnt_", "group"]
    assert team in sent["readPermissionSet"]
    desk.new_task()
    assert not desk.ensure(**shared, **people)["changed"]
    for nobody in ("nobody@example.com", "No such team", "wsadmin", "role_of_mine"):
        with pytest.raises(InputError, match=f"'{nobody}'.*The built-in roles are wsAdmin, general, readOnly"):
            desk.ensure(**shared, permissions=[nobody])
    assert not {"dashboards_modify", "dashboards_create"} & set(desk.sent)


@pytest.mark.parametrize("options", [{}, {"permissions": []}, {"permissions": [], "read_permissions": []}])
def test_a_dashboard_that_nobody_could_see_is_refused(desk, options):
    with pytest.raises(InputError, match="Nobody could see"):
        desk.ensure(name="Payment", visibility="custom", **options)
    desk.ensure(name="Payment", visibility="custom", permissions=["wsAdmin"])
    assert desk.ensure(name="Payment", visibility="custom", description="new")["changed"]


def test_a_restriction_that_may_lock_the_key_out_is_told(desk):
    desk.ensure(name="Payment")
    desk.new_task()
    (row,) = desk.memory.rows(DASHBOARD)
    row["creator"] = "acnt_somebody"
    restricted = desk.ensure(name="Payment", visibility="custom", permissions=["readOnly"], check_mode=True)
    assert any("this API key may not be able to change it again" in text for text in restricted["warnings"])


@pytest.mark.parametrize(
    ("owner", "words"), [("inner", "a user view"), ("viewer", "an explorer"), ("x", "another view")]
)
def test_the_template_of_another_view_is_applied_with_a_warning_when_it_is_written(desk, template, owner, words):
    template["dashboardOwnerType"] = owner
    assert any(words in text for text in desk.ensure(template=template)["warnings"])
    desk.new_task()
    assert desk.ensure(template=template)["warnings"] == []
