# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One object kept as it is declared: what is sent, and what becomes of a write that goes wrong."""

from __future__ import annotations

import copy

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ServerError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import ensure, plan
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import (
    AmbiguousNameError,
    ConflictError,
    InputError,
    UnfinishedError,
)

WRITES = {"dashboards_create", "dashboards_modify", "dashboards_import", "dashboards_delete"}


def test_create_again_change_again_delete_again(desk, template):
    desired = {"name": "CPU", "template": template, "tags": ["b", "a"]}
    created = desk.ensure(**desired)
    assert created["changed"]
    assert desk.sent == ["dashboards_list", "dashboards_create"]
    assert created["dashboard"]["tags"] == ["a", "b"]
    assert created["dashboard"]["visibility"] == "public"
    desk.new_task()
    assert not desk.ensure(**desired)["changed"]
    assert desk.sent == ["dashboards_list", "dashboards_export"]
    desk.new_task()
    assert desk.ensure(**{**desired, "tags": ["c"]})["changed"]
    assert desk.sent == ["dashboards_list", "dashboards_export", "dashboards_modify"]
    template["main"]["charts"][1]["type"] = "toplist"
    desk.new_task()
    changed = desk.ensure(**{**desired, "tags": ["c"], "template": template})
    assert desk.sent == ["dashboards_list", "dashboards_export", "dashboards_import"]
    assert changed["diff"]["before"] == {"template": {"charts": {"Load > type": "sequence"}}}
    assert changed["diff"]["after"] == {"template": {"charts": {"Load > type": "toplist"}}}
    desk.new_task()
    assert desk.ensure(name="CPU", state="absent")["changed"]
    assert desk.sent == [
        "dashboards_list",
        "crontab_report_list",
        *["dashboard_carousel_list"] * 2,
        "dashboards_delete",
    ]
    desk.new_task()
    assert not desk.ensure(name="CPU", state="absent")["changed"]
    assert desk.sent == ["dashboards_list"]


@pytest.mark.parametrize("step", ["create", "metadata", "content", "delete"])
def test_check_mode_sends_no_write_and_tells_what_the_real_run_does(desk, template, step):
    desired = {"name": "CPU", "identifier": "cpu", "template": template}
    if step != "create":
        desk.ensure(**desired)
        desk.new_task()
    if step == "metadata":
        desired["description"] = "new"
    if step == "content":
        desired["template"] = copy.deepcopy(template)
        desired["template"]["main"]["charts"].pop()
    if step == "delete":
        desired = {"identifier": "cpu", "state": "absent"}
    planned = desk.ensure(check_mode=True, **desired)
    assert not WRITES & set(desk.sent)
    desk.new_task()
    done = desk.ensure(**desired)
    assert WRITES & set(desk.sent)
    assert planned == done


def test_a_loop_over_unchanged_dashboards_costs_one_list_and_one_export_each(desk, template):
    names = [f"board {number}" for number in range(5)]
    for name in names:
        desk.ensure(name=name, template=template)
    desk.new_task()
    sent = []
    for name in names:
        assert not desk.ensure(name=name, template=template)["changed"]
        sent += desk.sent
    assert sent == ["dashboards_list"] + ["dashboards_export"] * 5


def test_a_loop_over_identifiers_asks_for_the_first_alone_and_lists_from_the_second_on(desk, template):
    keys = [f"key {number}" for number in range(4)]
    for key in keys:
        desk.ensure(identifier=key, name=key, template=template)
    desk.new_task()
    sent = []
    for key in keys:
        assert not desk.ensure(identifier=key, name=key, template=template)["changed"]
        sent += desk.sent
    assert sorted(sent) == ["dashboards_export"] * 4 + ["dashboards_get", "dashboards_list"]


def test_creating_by_identifier_in_a_loop_asks_for_the_first_alone(desk):
    sent = []
    for number in range(4):
        desk.ensure(identifier=f"key {number}", name=f"board {number}")
        sent += desk.sent
    assert sent == ["dashboards_get", "dashboards_list"] + ["dashboards_create"] * 4


def test_creating_in_a_loop_lists_once(desk, template):
    sent = []
    for number in range(3):
        desk.ensure(name=f"board {number}", template=template)
        sent += desk.sent
    assert sent == ["dashboards_list"] + ["dashboards_create"] * 3
    assert not desk.ensure(name="board 1", template=template)["changed"]


def test_rename_through_identifier_and_through_uuid(desk):
    uuid = desk.ensure(identifier="web", name="Web")["dashboard"]["uuid"]
    assert uuid.startswith("dsbd_custom_")
    assert len(uuid) == len("dsbd_custom_") + 32
    desk.new_task()
    renamed = desk.ensure(identifier="web", name="Web, all sites")
    assert renamed["changed"]
    assert renamed["dashboard"]["uuid"] == uuid
    desk.new_task()
    assert desk.ensure(uuid=uuid, name="Web again")["dashboard"]["name"] == "Web again"


def test_an_identifier_takes_over_the_only_dashboard_of_its_name_but_none_that_has_an_identity(desk):
    plain = desk.ensure(name="Web")["dashboard"]["uuid"]
    desk.new_task()
    assert desk.ensure(name="Web", identifier="web")["dashboard"]["uuid"] == plain
    desk.new_task()
    other = desk.ensure(name="Web", identifier="other")["dashboard"]["uuid"]
    assert other != plain


def test_two_dashboards_of_one_name_are_an_error_that_lists_them(desk):
    uuids = [desk.ensure(name="Twin", identifier=key)["dashboard"]["uuid"] for key in "ab"]
    with pytest.raises(AmbiguousNameError) as error:
        desk.ensure(name="Twin")
    assert all(uuid in str(error.value) for uuid in uuids)


@pytest.mark.parametrize("fault", ["reset_after", "500_after", "truncated", "html_200"])
def test_a_create_whose_answer_is_lost_is_read_back_and_not_repeated(desk, template, fault):
    desk.emulator.fault(fault, "dashboards_create")
    if fault == "html_200":  # answered by a gateway in place of the service: nothing was created
        with pytest.raises(UnfinishedError, match="create is still to be done"):
            desk.ensure(name="CPU", template=template)
        assert desk.sent.count("dashboards_create") == 1
        return
    result = desk.ensure(name="CPU", template=template)
    assert result["changed"]
    assert "read back" in result["warnings"][0]
    assert desk.sent.count("dashboards_create") == 1
    assert len(desk.memory.rows(desk.run().kinds["dashboard"])) == 1


def test_a_delete_and_a_change_whose_answer_is_lost_are_read_back(desk):
    desk.ensure(name="CPU")
    desk.emulator.fault("reset_after", "dashboards_modify")
    assert desk.ensure(name="CPU", description="lost and found")["changed"]
    desk.emulator.fault("reset_after", "dashboards_delete")
    assert desk.ensure(name="CPU", state="absent")["changed"]
    desk.new_task()
    assert not desk.ensure(name="CPU", state="absent")["changed"]


def test_a_write_that_never_arrived_says_so_and_leaves_the_old_object(desk, template):
    desk.ensure(name="CPU", template=template)
    desk.emulator.fault("500", "dashboards_import")
    changed = copy.deepcopy(template)
    changed["main"]["charts"].pop()
    with pytest.raises(UnfinishedError, match="change is still to be done"):
        desk.ensure(name="CPU", template=changed)
    desk.new_task()
    assert not desk.ensure(name="CPU", template=template)["changed"]


def test_content_done_and_metadata_refused_is_told(desk, template):
    desk.ensure(name="CPU", template=template)
    desk.emulator.fault("success_false", "dashboards_modify")
    changed = copy.deepcopy(template)
    changed["main"]["charts"].pop()
    with pytest.raises(UnfinishedError, match="content of dashboard 'CPU' was changed, but not: description"):
        desk.ensure(name="CPU", template=changed, description="new")


def test_a_failed_read_never_counts_as_absence(desk):
    desk.ensure(name="CPU", identifier="cpu")
    desk.new_task()
    desk.emulator.fault("500", "dashboards_get", times=None)
    with pytest.raises(ServerError):
        desk.ensure(identifier="cpu", name="CPU")
    assert "dashboards_create" not in desk.sent


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "A dashboard needs a name|Nothing says which dashboard"),
        ({"name": "  "}, "needs a name"),
        ({"name": "x" * 129}, "at most 128"),
        ({"name": "x", "description": "x" * 2049}, "at most 2048"),
        ({"name": "x", "identifier": "  "}, "'identifier' is empty"),
        ({"name": "x", "permissions": ["wsAdmin"]}, "visibility: custom"),
        ({"name": "x", "template": []}, "must be a mapping"),
        ({"name": "x", "template": {"title": "x"}}, "lacks the mapping 'main'"),
        ({"uuid": "dsbd_00000000000000000000000000000000", "name": "x"}, "no dashboard with the uuid"),
    ],
)
def test_bad_input_is_refused_before_anything_is_written(desk, params, message):
    with pytest.raises(InputError, match=message):
        desk.ensure(**params)
    assert not WRITES & set(desk.sent)


def test_what_was_not_given_is_left_alone_and_what_is_empty_is_meant(desk):
    desk.ensure(name="CPU", description="text", tags=["a"], extend={"one": 1, "two": 2})
    desk.new_task()
    assert not desk.ensure(name="CPU")["changed"]
    kept = desk.ensure(name="CPU", extend={"one": 3})
    assert kept["dashboard"]["extend"] == {"one": 3, "two": 2}
    desk.new_task()
    emptied = desk.ensure(name="CPU", description="", tags=[])
    assert emptied["changed"]
    assert emptied["dashboard"]["tags"] == []
    desk.new_task()
    row = desk.ensure(name="CPU", description="", tags=[], extend={"two": 2})
    assert not row["changed"]
    assert row["dashboard"]["description"] == ""


def test_absent_with_an_identifier_deletes_nothing_that_merely_has_the_name(desk):
    plain = desk.ensure(name="Prod")["dashboard"]["uuid"]
    desk.new_task()
    left = desk.ensure(name="Prod", identifier="mine", state="absent")
    assert not left["changed"]
    assert not WRITES & set(desk.sent)
    assert "named 'Prod', but not with the identifier 'mine'" in left["warnings"][0]
    desk.new_task()
    assert desk.ensure(name="Prod")["dashboard"]["uuid"] == plain


def test_absent_with_an_identifier_and_a_name_twice_leaves_the_namesake(desk):
    desk.ensure(name="Prod", identifier="mine")
    desk.new_task()
    namesake = desk.ensure(identifier="other", name="Prod")["dashboard"]["uuid"]
    for changed in (True, False):
        desk.new_task()
        assert desk.ensure(name="Prod", identifier="mine", state="absent")["changed"] is changed
    desk.new_task()
    assert desk.ensure(name="Prod")["dashboard"]["uuid"] == namesake


@pytest.mark.parametrize("name", ["", "   "])
def test_no_dashboard_loses_its_name(desk, name):
    uuid = desk.ensure(name="CPU", identifier="cpu")["dashboard"]["uuid"]
    for identity in ({"uuid": uuid}, {"identifier": "cpu"}):
        desk.new_task()
        with pytest.raises(InputError, match="A dashboard needs a name"):
            desk.ensure(name=name, **identity)
        assert not WRITES & set(desk.sent)


def test_a_title_that_would_be_the_name_is_no_longer_than_a_name(desk, template):
    template["title"] = "x" * 129
    with pytest.raises(InputError, match="'name' has 129 characters"):
        desk.ensure(identifier="long", template=template)
    assert not WRITES & set(desk.sent)


HELD = {
    "dashboardExtend": {"groupUnfoldStatus": {"Web": True}},
    "dashboardMapping": [{"class": "HOST", "field": "host", "mapping": "x", "datasource": "object"}],
    "dashboardBindSet": [{"key": "one"}],
}


@pytest.mark.parametrize(
    "change",
    [
        {"extend": {"groupUnfoldStatus": {"Web": False}}},
        {"mapping": []},
        {"in_template": {"dashboardExtend": {"groupUnfoldStatus": {"Web": False}}}},
        {"in_template": {"dashboardMapping": []}},
    ],
)
def test_extend_and_mapping_are_written_without_an_import(desk, template, change):
    template.update(copy.deepcopy(HELD))
    desk.ensure(name="CPU", template=template)
    change = dict(change)
    desired = {"name": "CPU", "template": {**template, **change.pop("in_template", {})}, **change}
    desk.new_task()
    assert desk.ensure(**desired)["changed"]
    assert WRITES & set(desk.sent) == {"dashboards_modify"}
    desk.new_task()
    assert not desk.ensure(**desired)["changed"]


def test_an_import_keeps_what_the_template_does_not_speak_of(desk, template):
    desk.ensure(name="CPU", template={**template, **HELD}, extend={"one": 1, **HELD["dashboardExtend"]})
    template["main"]["charts"].pop()
    desk.new_task()
    assert desk.ensure(name="CPU", template=template)["changed"]
    assert "dashboards_import" in desk.sent
    desk.new_task()
    after = desk.ensure(name="CPU", template={**template, **HELD})
    assert not after["changed"]
    assert after["dashboard"]["extend"] == {"one": 1, **HELD["dashboardExtend"]}


def test_permissions_are_shown_while_they_count(desk):
    shown = desk.ensure(name="CPU", visibility="custom", permissions=["wsAdmin"])["dashboard"]
    assert shown["permissions"] == ["wsAdmin"]
    desk.new_task()
    now = desk.ensure(name="CPU", visibility="public")
    assert now["changed"]
    desk.new_task()
    assert desk.ensure(name="CPU", visibility="public")["dashboard"] == now["dashboard"]


def test_a_change_that_stopped_half_way_is_told_by_its_parts(desk, template):
    desk.ensure(name="CPU", template=template)
    template["main"]["charts"].pop()
    desk.emulator.fault("reset_after", "dashboards_import")
    with pytest.raises(UnfinishedError, match="change is still to be done: description"):
        desk.ensure(name="CPU", template=template, description="new")


def test_what_a_service_adds_to_a_mapping_is_no_difference(desk):
    entry = HELD["dashboardMapping"][0]
    desk.ensure(name="CPU", mapping=[{**entry, "id": "added"}])
    for given in ({"mapping": [entry]}, {"template": {"main": {}, "dashboardMapping": [entry]}}):
        desk.new_task()
        assert not desk.ensure(name="CPU", **given)["changed"]
    desk.new_task()
    assert desk.ensure(name="CPU", mapping=[{**entry, "field": "ip"}])["changed"]


def test_what_went_between_plan_and_delete_is_absent_as_wanted(desk):
    desk.ensure(name="CPU")
    desk.new_task()
    run, kind = desk.run(), desk.run().kinds["dashboard"]
    planned = plan.make_plan(run, kind, {"name": "CPU", "state": "absent"})
    assert desk.ensure(name="CPU", state="absent")["changed"]
    ensure.apply(run, planned)
    assert desk.memory.rows(kind) == []


def test_a_create_that_one_on_another_machine_preceded_names_what_is_there(desk, tmp_path, monkeypatch):
    kind = desk.run().kinds["dashboard"]
    options = {"name": "CPU", "identifier": "cpu"}
    late = plan.make_plan(desk.run(), kind, options)
    there = desk.ensure(**options)["dashboard"]["uuid"]
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "other"))
    with pytest.raises(ConflictError, match=rf"'CPU' \({there}\).*run this one again"):
        ensure.apply(desk.run(), late)


def test_an_empty_option_wins_over_the_template_from_the_first_run_on(desk, template):
    template["dashboardMapping"] = [{"class": "host_processes", "field": "host", "mapping": "host", "datasource": "ob"}]
    assert desk.ensure(name="Web", template=template, mapping=[])["changed"]
    desk.new_task()
    assert not desk.ensure(name="Web", template=template, mapping=[])["changed"]
