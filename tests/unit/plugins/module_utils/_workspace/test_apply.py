# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole workspace in one run."""

from __future__ import annotations

import contextlib
import copy
import datetime
import json
import os
import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import seen
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import (
    EngineError,
    InputError,
    UnfinishedError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.wanted import Selection, Source

WRITES = ("_create", "_modify", "_import", "_delete")


def fill(workspace, template, number=4):
    for index in range(number):
        content = copy.deepcopy(template)
        content["main"]["charts"][0]["name"] = f"chart {index}"
        workspace.put(
            "dashboards", f"board-{index}.json", {"name": f"board {index}", "template": content, "tags": ["made"]}
        )


def test_create_all_change_nothing_then_only_what_differs(workspace, template):
    fill(workspace, template)
    planned = workspace.apply(check_mode=True)
    assert planned["summary"] == {"create": 4, "change": 0, "delete": 0, "nothing": 0}
    assert workspace.sent == ["dashboards_list"]
    done = workspace.apply()
    assert workspace.sent == ["dashboards_list"] + ["dashboards_create"] * 4 + ["dashboards_list"]
    assert done["diff"] == planned["diff"]
    assert {entry["status"] for entry in done["results"]} == {"done"}
    again = workspace.apply()
    assert not again["changed"]
    assert workspace.sent == ["dashboards_list"] + ["dashboards_export"] * 4
    workspace.put("dashboards", "board-2.json", {"name": "board 2", "template": template, "tags": []})
    changed = workspace.apply()
    assert [entry["name"] for entry in changed["results"] if entry["changed"]] == ["board 2"]
    assert sorted(workspace.sent[-2:]) == ["dashboards_import", "dashboards_modify"]


def test_quick_costs_the_lists_alone_and_sees_changes_on_both_sides(workspace, template):
    fill(workspace, template)
    workspace.apply()
    assert not workspace.apply(verify="quick")["changed"]
    assert workspace.sent == ["dashboards_list"]
    workspace.put("dashboards", "board-1.json", {"name": "board 1", "description": "new"})
    assert workspace.apply(verify="quick", check_mode=True)["summary"]["change"] == 1
    fill(workspace, template)
    workspace.desk.new_task()
    workspace.desk.emulator.advance(5)
    edited = copy.deepcopy(template)
    edited["main"]["charts"].pop()
    workspace.desk.ensure(name="board 3", template=edited)
    result = workspace.apply(verify="quick")
    assert [entry["name"] for entry in result["results"] if entry["changed"]] == ["board 3"]
    assert workspace.sent == ["dashboards_list", "dashboards_export", "dashboards_import"]


def test_quick_sees_what_the_lists_show_even_when_the_time_of_the_last_change_does_not_tell(workspace, monkeypatch):
    workspace.apply(definition={"monitors": [simple("m")], "dashboards": [{"name": "d", "description": "mine"}]})
    wanted = {"monitors": [{**simple("m"), "enabled": True}], "dashboards": [{"name": "d", "description": "mine"}]}
    workspace.apply(definition=wanted)
    monkeypatch.setattr(seen, "_stamp", lambda row: (1, 1))
    workspace.apply(definition=wanted)
    assert not workspace.apply(definition=wanted, verify="quick")["changed"]
    assert sorted(workspace.sent) == ["checkers_list", "checkers_list", "dashboards_list"]
    workspace.desk.new_task()
    workspace.desk.ensure("monitor", name="m", enabled=False)
    workspace.desk.ensure(name="d", description="theirs")
    assert workspace.apply(definition=wanted, verify="quick")["summary"]["change"] == 2


@pytest.mark.parametrize("damage", ["missing", "text", "other", "cut", "infinite", "deep", "open", "link"])
def test_a_memory_that_is_missing_or_damaged_is_rebuilt(workspace, template, damage):
    fill(workspace, template)
    workspace.apply()
    (memory,) = (workspace.folder.parent / "state").glob("*seen*")
    assert stat.S_IMODE(os.stat(memory).st_mode) == 0o600
    assert "chart" not in memory.read_text()
    assert "board" not in memory.read_text()
    if damage == "missing":
        memory.unlink()
    elif damage == "open":
        memory.chmod(0o644)
    elif damage == "link":
        memory.rename(memory.with_name("elsewhere"))
        memory.symlink_to(memory.with_name("elsewhere"))
    else:
        memory.write_text(
            {
                "text": "garbage",
                "other": json.dumps({"format": 0, "entries": []}),
                "cut": memory.read_text()[:40],
                "infinite": memory.read_text().replace(": [", ": [Infinity, ", 1),
                "deep": "[" * 100_000,
            }[damage]
        )
    assert not workspace.apply(verify="quick")["changed"]
    assert workspace.sent.count("dashboards_export") == 4
    assert not workspace.apply(verify="quick")["changed"]
    assert workspace.sent == ["dashboards_list"]
    assert stat.S_IMODE(os.lstat(memory).st_mode) == 0o600


def test_a_memory_that_cannot_be_written_costs_the_memory_alone(workspace, template):
    fill(workspace, template)
    state = workspace.folder.parent / "state"
    workspace.apply()
    (memory,) = state.glob("*seen*")
    memory.unlink()
    memory.mkdir()
    before = sorted(state.iterdir())
    for _number in range(2):
        assert not workspace.apply(verify="quick")["changed"]
        assert workspace.sent.count("dashboards_export") == 4
    assert sorted(state.iterdir()) == before


def test_a_failure_stops_the_run_and_tells_what_is_left_and_the_next_run_finishes(workspace, template):
    fill(workspace, template)
    workspace.desk.emulator.fault("success_false", "dashboards_create", after=1)
    with pytest.raises(UnfinishedError, match=r"Done: 1\. Not begun: 2") as failed:
        workspace.apply()
    assert [entry["status"] for entry in failed.value.result["results"]] == ["done", "failed", "left", "left"]
    finished = workspace.apply()
    assert finished["summary"] == {"create": 3, "change": 0, "delete": 0, "nothing": 1}
    assert workspace.names == [f"board {index}" for index in range(4)]


@pytest.mark.parametrize("left, end", [(10, r"'board 9'\)"), (11, r"'board 8', \.\.\.\)")])
def test_ten_of_those_that_are_left_are_named(workspace, template, left, end):
    fill(workspace, template, left + 1)
    workspace.desk.emulator.fault("success_false", "dashboards_create")
    with pytest.raises(UnfinishedError, match=rf"Not begun: {left} \(dashboard 'board 1'.*{end}"):
        workspace.apply()


def test_continue_on_error_does_the_rest_and_fails_all_the_same(workspace, template):
    fill(workspace, template)
    workspace.desk.emulator.fault("success_false", "dashboards_create", after=1)
    with pytest.raises(UnfinishedError, match=r"1 of 4 changes failed.*Done: 3\. Not begun: 0"):
        workspace.apply(continue_on_error=True)
    assert len(workspace.names) == 3


@pytest.mark.parametrize("fault", ["throttle", "500", "500_after", "reset_before", "reset_after", "truncated"])
def test_after_a_fault_at_any_request_the_next_run_finishes_the_work(workspace, template, fault):
    fill(workspace, template, 30)
    emulator = workspace.desk.emulator
    for index in range(31):
        emulator.reset()
        emulator.fault(fault, after=index)
        with contextlib.suppress(ApiError, EngineError):
            workspace.apply()
        assert any(request["fault"] == fault for request in emulator.requests()), f"{fault} at request {index}"
        workspace.apply(verify="quick")
        assert workspace.names == sorted(f"board {number}" for number in range(30)), f"{fault} at request {index}"
    assert not workspace.apply(verify="quick")["changed"]


@pytest.mark.parametrize("fault", ["500", "500_after", "reset_before", "reset_after", "truncated"])
def test_after_a_fault_at_any_request_of_changes_nothing_is_lost(workspace, template, fault):
    changed = copy.deepcopy(template)
    changed["main"]["charts"].pop()
    for index in range(11):  # a list, 5 exports, 5 imports
        workspace.desk.emulator.reset()
        fill(workspace, template, 5)
        workspace.apply()
        for number in range(5):
            workspace.put("dashboards", f"board-{number}.json", {"name": f"board {number}", "template": changed})
        workspace.desk.emulator.fault(fault, after=index)
        with contextlib.suppress(ApiError, EngineError):
            workspace.apply()
        assert any(request["fault"] == fault for request in workspace.desk.emulator.requests())
        workspace.apply(verify="quick")
        assert not workspace.apply(verify="full")["changed"], f"{fault} at request {index}"


def test_reads_run_side_by_side(workspace, template):
    fill(workspace, template, 8)
    workspace.apply()
    workspace.desk.emulator.fault("slow", "dashboards_export", times=None, seconds=0.1)
    assert not workspace.apply()["changed"]
    exports = [one for one in workspace.desk.emulator.requests() if one["operationId"] == "dashboards_export"]
    assert len({one["connection"] for one in exports}) > 1


def test_items_of_a_loop_see_what_another_run_wrote_between_them(workspace):
    desk = workspace.desk
    assert workspace.item(definition={"monitors": [simple("first")]})["changed"]
    connection = desk.client, desk.memory
    workspace.apply(definition={"monitors": [simple("second")]})
    desk.client, desk.memory = connection
    assert not workspace.item(definition={"monitors": [simple("second")]})["changed"]


def test_readers_side_by_side_share_one_export(workspace):
    monitors = [{**simple(f"monitor {number}"), "tags": ["made"]} for number in range(20)]
    workspace.apply(definition={"monitors": monitors})
    workspace.desk.emulator.fault("slow", "checkers_export", times=None, seconds=0.05)
    assert not workspace.apply(definition={"monitors": monitors})["changed"]
    assert sorted(set(workspace.sent)) == ["checkers_export", "checkers_get", "checkers_list"]
    assert (workspace.sent.count("checkers_export"), workspace.sent.count("checkers_get")) == (1, 1)


def test_secrets_given_apart_are_hidden_like_those_of_the_set():
    hidden = set()
    robots = [
        {"name": "Ops", "type": "HTTPRequest"},
        {"name": "Dev", "type": "HTTPRequest", "url": "https://dev.invalid/canary"},
    ]
    secrets = {"notify_object/Ops": {"url": "https://ops.invalid/canary"}}
    Source((), {"notify_objects": robots}, secrets, hidden).items(Selection())
    assert hidden == {"https://dev.invalid/canary", "https://ops.invalid/canary"}


def test_names_narrow_the_run(workspace, template):
    fill(workspace, template)
    result = workspace.apply(include=["board [12]", "dashboard/board 3"], exclude=["*2"], check_mode=True)
    assert [entry["name"] for entry in result["results"]] == ["board 1", "board 3"]
    assert workspace.apply(kinds=[], check_mode=True)["results"] == []
    with pytest.raises(InputError, match="There is no kind dashbord"):
        workspace.apply(kinds=["dashbord"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.sets(st.sampled_from(["web 1", "web 2", "db 1", "db 2", "other"])),
    kept=st.sets(st.sampled_from(["web 1", "db 1"])),
    scope=st.fixed_dictionaries(
        {},
        optional={
            "tag": st.just("made"),
            "name_prefix": st.sampled_from(["web", "db", ""]),
            "kinds": st.sampled_from([[], ["dashboard"]]),
        },
    ),
    tagged=st.sets(st.sampled_from(["web 1", "web 2", "db 2"])),
    most=st.integers(0, 3),
)
def test_prune_deletes_nothing_outside_of_its_scope_and_no_more_than_allowed(
    workspace, names, kept, scope, tagged, most
):
    desk = workspace.desk
    desk.emulator.reset()
    desk.new_task()
    for name in names:
        desk.ensure(name=name, tags=["made"] if name in tagged else [])
    for name in ("web 1", "db 9"):  # of a kind without tags
        desk.ensure("alert_notice_date", name=name, dates=["2027-01-01"])
    others = {"web 1", "db 9"}
    wanted = {"dashboards": [{"name": name} for name in kept]}
    in_scope = {
        name
        for name in names - kept
        if name.startswith(scope.get("name_prefix") or "") and ("tag" not in scope or name in tagged)
    }
    doomed = {
        name
        for name in others
        if "tag" not in scope and "kinds" not in scope and name.startswith(scope.get("name_prefix") or "")
    }
    try:
        result = workspace.apply(definition=wanted, prune=scope, max_deletions=most)
    except InputError:
        assert not scope or not all(scope.values()) or len(in_scope) + len(doomed) > most
        assert set(workspace.names) == names
        doomed = set()
    else:
        assert scope
        assert all(scope.values())
        assert set(workspace.names) == (names | kept) - in_scope
        assert result["summary"]["delete"] == len(in_scope) + len(doomed) <= most
    run = desk.run()
    assert {row["name"] for row in run.memory.rows(run.kinds["alert_notice_date"])} == others - doomed


def test_what_is_no_scope_is_refused_before_anything_is_read(workspace):
    for scope, message in (
        ({}, "needs a scope"),
        ({"tag": None}, "needs a scope"),
        ({"tag": "made", "kinds": []}, "'prune.kinds' is empty"),
        ({"kinds": ["dashboard"], "name_prefix": ""}, "'prune.name_prefix' is empty"),
        ({"kinds": ["dashbord"]}, "There is no kind dashbord"),
        ({"created_by": []}, "'prune.created_by' is empty"),
        ({"tag": "made", "updated_by": ["Ada", " "]}, "'prune.updated_by' must be a name"),
        ({"updated_before": "soon"}, "'prune.updated_before' is 'soon', which is no time"),
    ):
        with pytest.raises(InputError, match=message):
            workspace.apply(prune=scope)
        assert workspace.sent == []


def test_a_folder_without_objects_is_told_and_prunes_nothing(workspace):
    workspace.folder.mkdir(exist_ok=True)
    workspace.desk.ensure(name="Web", tags=["ours"])
    result, warnings = workspace.apply(warnings=True)
    assert not result["changed"] and warnings == [f"'{workspace.folder}' holds no object: check the path."]
    with pytest.raises(InputError, match="holds no object: check the path. With 'prune' everything in its scope"):
        workspace.apply(prune={"tag": "ours"})
    assert workspace.apply(definition={}, prune={"tag": "ours"})["summary"]["delete"] == 1, "nobody mistypes that"


def test_prune_by_who_made_an_object_and_when(workspace):
    desk = workspace.desk
    for name in ("old", "new"):
        desk.ensure(name=name)
    row = desk.run().memory.rows(desk.run().kinds["dashboard"])[0]
    key, deletes = row["creator"], {}
    for scope in (
        {"created_by": ["Ada", key]},
        {"created_by": ["Ada"]},
        {"updated_by": ["API key of the emulator"], "name_prefix": "old"},
        {"updated_before": "-1d"},
        {"updated_before": "2199-01-01", "created_by": [key]},
    ):
        found = workspace.apply(check_mode=True, definition={}, prune=scope)
        deletes[str(scope)] = found["summary"]["delete"]
    assert list(deletes.values()) == [2, 0, 1, 0, 2]


def test_prune_leaves_what_does_not_tell_who_made_it(workspace, monkeypatch):
    workspace.desk.ensure(name="old")
    kind = workspace.desk.run().kinds["dashboard"]
    monkeypatch.setattr(type(kind), "history", lambda self, row: dict.fromkeys(("created", "updated"), (None, [])))
    for scope in ({"created_by": ["Ada"]}, {"updated_before": "2199-01-01"}):
        assert workspace.apply(definition={}, prune=scope)["summary"]["delete"] == 0


def test_prune_spares_what_is_in_the_set_but_not_in_the_run(workspace):
    """A name that is new in the set says nothing about the object's name in the workspace."""
    workspace.desk.ensure(name="old name", identifier="own")
    wanted = {"dashboards": [{"name": "new name", "identifier": "own"}]}
    everything = {"prune": {"kinds": ["dashboard"]}, "unmanaged": True, "exclude": ["new*"]}
    result = workspace.apply(definition=wanted, **everything)
    assert (result["summary"]["delete"], result["unmanaged"]) == (0, [])
    assert workspace.names == ["old name"]


def test_prune_spares_what_its_kind_protects(workspace, monkeypatch):
    desk = workspace.desk
    desk.ensure("alert_notice_date", name="old", dates=["2027-01-01"])
    monkeypatch.setattr(desk.run().kinds["alert_notice_date"], "prunable", False, raising=False)
    result = workspace.apply(definition={}, prune={"kinds": ["alert_notice_date"]}, unmanaged=True)
    assert result["summary"]["delete"] == 0
    assert [entry["name"] for entry in result["unmanaged"]] == ["old"]


def on_call(name, to):
    return {"name": name, "timezone": "UTC", "targets": [{"rules": [{"statuses": ["critical"], "to": to}]}]}


def test_prune_of_what_stays_in_use_is_refused_by_the_plan(workspace):
    hooks = [{"name": name, "type": "HTTPRequest", "url": "https://alerts.example/x"} for name in ("Hook", "New")]
    workspace.apply(definition={"notify_objects": hooks[:1], "alert_policies": [on_call("A", ["Hook"])]})
    prune = {"kinds": ["notify_object"]}
    for wanted, user in (({}, "A"), ({"alert_policies": [on_call("A", ["Hook"]), on_call("B", ["Hook"])]}, "A.*B")):
        for check_mode in (True, False):
            with pytest.raises(InputError, match=f"'Hook' is still used by alert policy '{user}'"):
                workspace.apply(check_mode, definition=wanted, prune=prune)
            assert not any(operation.endswith(WRITES) for operation in workspace.sent)
    moved = {"notify_objects": hooks[1:], "alert_policies": [on_call("A", ["New"])]}
    assert workspace.apply(definition=moved, prune=prune)["summary"]["delete"] == 1


def test_prune_deletes_what_is_protected_for_the_sake_of_users_that_go_in_the_same_run(workspace):
    rota = {"timezone": "UTC", "start": "09:00", "end": "18:00", "targets": ["ada@example.com"]}
    schedules = [{**rota, "name": "Old primary"}, {**rota, "name": "Old second"}]
    policies = [
        {"name": "Old", "schedules": ["Old primary"]},
        {"name": "Stays", "schedules": ["Old second"]},
        {"name": "Old, too", "schedules": ["Old primary", "Old second"]},
    ]
    workspace.apply(definition={"notification_schedules": schedules, "issue_policies": policies})
    prune = {"kinds": ["issue_policy", "notification_schedule"], "name_prefix": "Old"}
    for check_mode in (True, False):
        result = workspace.apply(check_mode, definition={}, prune=prune)
        deleted = [(one["kind"], one["name"]) for one in result["results"] if one["action"] == "delete"]
        assert sorted(deleted) == [
            ("issue_policy", "Old"),
            ("issue_policy", "Old, too"),
            ("notification_schedule", "Old primary"),
        ]
    deletions = [name for name in workspace.sent if name.endswith("_delete")]
    assert deletions.index("issue_notification_policies_delete") < deletions.index("notification_schedules_delete")
    assert workspace.apply(definition={}, prune=prune)["summary"]["delete"] == 0


def test_prune_deletes_what_the_same_run_takes_out_of_its_users(workspace):
    """A schedule that is taken out of its policy, and a role that is taken from its members, unless others have it."""
    rota = {"timezone": "UTC", "start": "09:00", "end": "18:00", "targets": ["ada@example.com"]}
    policy = {"name": "Stays", "schedules": ["Old", "New"]}
    roles = [{"name": name, "permissions": ["log.Query"]} for name in ("Old", "Old, of others", "New")]
    members = [
        {"email": "ada@example.com", "roles": ["Old"]},
        {"email": "grace@example.com", "roles": ["Old, of others"]},
        {"email": "alan@example.com", "roles": ["Old, of others"]},
    ]
    first = {
        "roles": roles,
        "members": members,
        "notification_schedules": [{**rota, "name": n} for n in ("Old", "New")],
    }
    workspace.apply(definition={**first, "issue_policies": [policy]})
    moved = [{**member, "roles": ["New"]} for member in members[:2]]
    wanted = {"members": moved, "issue_policies": [{**policy, "schedules": ["New"]}]}
    prune = {"kinds": ["role", "notification_schedule"], "name_prefix": "Old"}
    for check_mode in (True, False):
        done, warnings = workspace.apply(check_mode, definition=wanted, prune=prune, warnings=True)
        deleted = [(one["kind"], one["name"]) for one in done["results"] if one["action"] == "delete"]
        assert deleted == [("notification_schedule", "Old"), ("role", "Old")]
        assert any("never deletes the role 'Old, of others'" in text for text in warnings)


def test_prune_deletes_a_policy_of_issues_with_the_channels_that_follow_it(workspace, monkeypatch):
    """Only the console makes a channel follow a policy."""
    policies = [{"name": name, "schedules": ["Rota"]} for name in ("Old", "Old, of others")]
    rota = {"name": "Rota", "timezone": "UTC", "start": "09:00", "end": "18:00", "targets": ["ada@example.com"]}
    channels = [{"name": "Old"}, {"name": "Stays"}]
    workspace.apply(
        definition={"issue_channels": channels, "notification_schedules": [rota], "issue_policies": policies}
    )
    listed = Memory.rows

    def rows(memory, kind):
        found = listed(memory, kind)
        for row in found if kind.name == "issue_policy" else ():
            follow = [one for one in listed(memory, KINDS["issue_channel"]) if one["name"] != "default"]
            row["relChannelInfos"] = [one for one in follow if row["name"] != "Old" or one["name"] == "Old"]
        return found

    monkeypatch.setattr(Memory, "rows", rows)
    prune = {"kinds": ["issue_policy", "issue_channel"], "name_prefix": "Old"}
    result, warnings = workspace.apply(definition={}, prune=prune, warnings=True)
    deleted = [(one["kind"], one["name"]) for one in result["results"] if one["action"] == "delete"]
    assert deleted == [("issue_channel", "Old"), ("issue_policy", "Old")]
    assert any("never deletes the issue policy 'Old, of others'" in text for text in warnings)


def test_prune_does_not_take_what_stays_for_its_namesake_that_goes(workspace):
    policy = {**on_call("Same P", []), "targets": [{"rules": []}]}
    workspace.apply(definition={"alert_policies": [policy], "monitors": [simple("Same X"), simple("Other")]})
    desk = workspace.desk
    kept = next(row["uuid"] for row in desk.memory.rows(desk.run().kinds["monitor"]) if "Other" in json.dumps(row))
    desk.ensure("monitor", uuid=kept, name="Same X", alert_policies=["Same P"])
    wanted = {"monitors": [{"uuid": kept, "name": "Same X"}]}
    for check_mode in (True, False):
        with pytest.raises(InputError, match="'Same P' is still used by monitor 'Same X'"):
            workspace.apply(check_mode, definition=wanted, prune={"name_prefix": "Same"})
        assert not any(operation.endswith(WRITES) for operation in workspace.sent)


def test_prune_deletes_users_before_what_they_use_within_a_kind_too(workspace):
    """The list has one member before what is made of both, and one after it."""
    for monitor in (simple("old"), simple("new"), made_of("new"), {**simple("new"), "tags": ["changed last"]}):
        workspace.apply(definition={"monitors": [monitor]})
        workspace.desk.emulator.advance(5)
    deleted = workspace.apply(definition={}, prune={"kinds": ["monitor"]})["results"]
    assert deleted[0]["name"] == "made of others"
    assert {entry["status"] for entry in deleted} == {"done"}


def test_two_wanted_objects_that_are_one_are_refused(workspace):
    workspace.desk.ensure(name="old", identifier="own")
    for wanted in (
        [{"name": "old"}, {"name": "new", "identifier": "own"}],
        [{"name": "a", "identifier": "another"}, {"name": "b", "identifier": "another"}],
    ):
        with pytest.raises(InputError, match=r"dashboards\[1\]: .* is the same object as dashboard '.*' in def"):
            workspace.apply(definition={"dashboards": wanted})
    assert workspace.names == ["old"]


def test_what_cannot_be_read_does_not_keep_the_others_from_being_written(workspace, template):
    """And is neither deleted nor called unmanaged: the set wants it."""
    fill(workspace, template, 3)
    workspace.apply()
    workspace.put("dashboards", "board-2.json", {"name": "board 2", "description": "new"})
    workspace.put("dashboards", "board-3.json", {"name": "board 3"})
    for check_mode in (True, False):
        workspace.desk.emulator.fault("success_false", "dashboards_export", times=1)
        everything = {"prune": {"kinds": ["dashboard"]}, "unmanaged": True, "kinds": ["dashboard"]}
        with pytest.raises(UnfinishedError, match=r"1 of 3 changes failed\. dashboards/board-[01].json: ") as failed:
            workspace.apply(check_mode, continue_on_error=True, **everything)
        entries = failed.value.result["results"]
        assert sorted(entry["action"] for entry in entries) == ["change", "create", "unknown"]
    assert workspace.names == [f"board {number}" for number in range(4)]
    workspace.desk.emulator.fault("success_false", "dashboards_export", times=1)
    with pytest.raises(ApiError):
        workspace.apply()


def test_nothing_is_deleted_after_something_could_not_be_written(workspace):
    workspace.desk.ensure(name="before the rename")
    workspace.desk.emulator.fault("success_false", "dashboards_create")
    wanted = {"dashboards": [{"name": "after the rename"}, {"name": "another"}]}
    with pytest.raises(UnfinishedError, match=r"1 of 3 .*Done: 1\. Not begun: 1 \(dashboard 'before the rename'\)"):
        workspace.apply(definition=wanted, prune={"kinds": ["dashboard"]}, continue_on_error=True)
    assert workspace.names == ["another", "before the rename"]


@pytest.mark.parametrize("fault", ["throttle", "bad_key_401"])
def test_a_failure_that_would_meet_all_the_others_stops_even_a_run_that_goes_on(workspace, template, fault):
    fill(workspace, template, 8)
    workspace.desk.emulator.fault(fault, "dashboards_create", times=None, after=1)
    with pytest.raises(UnfinishedError, match=r"1 of 8 changes failed.*Done: 1\. Not begun: 6"):
        workspace.apply(continue_on_error=True)


def test_secrets_that_fit_nothing_are_told(workspace):
    for secrets, message in (
        ({"notify/Ops": {"url": "x"}}, "'notify/Ops' must be kind/name"),
        ({"Ops": {"url": "x"}}, "'Ops' must be kind/name"),
        ({"permission/log.Query": {}}, "must be kind/name"),
        ({"notify_object/Ops": "x"}, "'notify_object/Ops' must hold a mapping"),
    ):
        with pytest.raises(InputError, match=message):
            workspace.apply(secrets=secrets)
    workspace.put("dashboards", "web.json", {"name": "Web"})
    used = {"dashboard/Web": {"description": "x"}, "notify_object/Opps": {"url": "x"}}
    result, warnings = workspace.apply(secrets=used, kinds=["monitor"], warnings=True)
    assert result["results"] == []
    assert warnings == ["'secrets' has what is not in the wanted set: notify_object/Opps."]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"dashboards/a.json": '{"name": "x",\n "main": }'}, r"a.json' is not valid JSON: .*line 2 column 10"),
        ({"dashboards/a.yml": "name: [1"}, "a.yml' is neither valid JSON nor valid YAML"),
        (
            {"dashboards/a.json": {"name": "x"}, "dashboards/b.json": {"name": "x"}},
            "b.json: dashboard 'x' is in .*a.json already",
        ),
        ({"dashboards/a.json": []}, "a.json: It holds no object"),
        ({"dashboards/a.json": {"name": "x", "colour": "red"}}, "a.json: .*colour"),
        ({"dashboards/a.json": {"name": "x", "template": {"title": "x"}}}, "a.json: .*lacks the mapping 'main'"),
        (
            {"monitors/a.json": {"checkers": [{}, {"jsonScript": {"title": "CPU"}, "main": {}}]}},
            "number 2 'CPU': It looks",
        ),
        (
            {"dashboards/a.json": ["text", {"name": "ok"}]},
            "number 1: An object must be a mapping of options, not a text",
        ),
        ({"dashboards/a.json": {}}, "a.json: It is an empty mapping"),
        ({"dashboards/a.json": {"titel": "x", "name": ""}}, "a.json: There is no option 'titel'"),
        ({"dashboards/a.json": {"name": "x", "state": "absent"}}, "use 'prune'"),
        ({"dashbords/a.json": {"name": "x"}}, "dashbords: It is no folder of a kind; there are alert"),
        ({"x/a.json": {}, "y/a.json": {}}, "x, y: It is no folder of a kind"),
        ({"dashboards/a.yml": "$ANSIBLE_VAULT;1.1;AES256\n3132\n"}, "a.yml: It is encrypted, .*'secrets'"),
        ({"dashboards/a.json": {"main": {"charts": [{"type": "text", "queries": 5}]}}}, "a.json: 'queries' of"),
        ({"monitors/a.json": {"jsonScript": {"title": True}}}, "a.json: 'jsonScript.title' .* must be a text"),
        ({"dashboards/a.JSON": {"name": "good"}}, "good.json: dashboard 'good' is in .*a.JSON already"),
        (
            {"dashboards/team/a.json": {"name": "x"}, "dashboards/web.yml/deep/b.json": {"name": "x"}},
            "dashboards/web.yml/deep/b.json: dashboard 'x' is in dashboards/team/a.json already",
        ),
    ],
)
def test_a_faulty_set_is_refused_whole_and_the_file_is_named(workspace, files, message):
    workspace.put("dashboards", "good.json", {"name": "good"})
    for path, content in files.items():
        workspace.put(*path.rsplit("/", 1), content)
    with pytest.raises(InputError, match=message):
        workspace.apply()
    assert not any(operation.endswith(WRITES) for operation in workspace.sent)
    assert workspace.names == []


def test_the_plan_tells_who_changed_what_and_on_request_what_is_not_managed(workspace, template):
    fill(workspace, template, 2)
    workspace.apply()
    workspace.desk.ensure(name="somebody's", description="not in the set")
    workspace.put("dashboards", "board-0.json", {"name": "board 0", "description": "new"})
    workspace.put("dashboards", "board-9.json", {"name": "board 9"})
    plan = workspace.apply(check_mode=True, unmanaged=True, kinds=["dashboard"])
    by_name = {entry["name"]: entry for entry in plan["results"]}
    assert by_name["board 0"]["diff"]["after"] == {"description": "new"}
    assert "diff" not in by_name["board 1"]
    assert [plan["diff"]] == [[entry["diff"] for entry in plan["results"] if entry["changed"]]]
    (other,) = plan["unmanaged"]
    assert (other["kind"], other["name"]) == ("dashboard", "somebody's")
    assert other["uuid"].startswith("dsbd_")
    for entry in (by_name["board 0"], by_name["board 1"], other):
        assert entry["updated_by"] == "API key of the emulator"
        assert datetime.datetime.fromisoformat(entry["updated_at"][:-1]).year >= 2025
    assert (by_name["board 9"]["updated_at"], by_name["board 9"]["updated_by"]) == (None, None)
    narrowed = workspace.apply(check_mode=True, unmanaged=True, exclude=["some*"])
    assert narrowed["unmanaged"] == []
    pruned = workspace.apply(check_mode=True, unmanaged=True, prune={"name_prefix": "some"})
    assert (pruned["unmanaged"], pruned["summary"]["delete"]) == ([], 1)
    assert "unmanaged" not in workspace.apply(check_mode=True)


@pytest.mark.parametrize(
    ("row", "when", "who"),
    [
        (
            {"updateAt": -1, "createAt": 1614149795, "creator": "acnt_1", "creatorInfo": {}},
            "2021-02-24T06:56:35Z",
            "acnt_1",
        ),
        ({"updateAt": 1614149795.7, "updatorInfo": {"name": "", "email": "a@b"}}, "2021-02-24T06:56:35Z", "a@b"),
        ({"updateAt": None, "updatorInfo": None}, None, None),
        ({"updateAt": 5, "updator": ""}, "1970-01-01T00:00:05Z", None),
    ],
)
def test_the_last_change_in_every_form_of_an_answer(workspace, row, when, who):
    kind = workspace.desk.run().kinds["dashboard"]
    assert kind.last_change(row) == {"updated_at": when, "updated_by": who}


def test_a_reference_to_nothing_and_a_circle_are_told_with_their_files(workspace):
    workspace.put(
        "alert_policies",
        "a.yml",
        "name: A\ntimezone: UTC\ntargets: [{rules: [{statuses: [critical], to: [Nobody]}]}]\n",
    )
    with pytest.raises(InputError, match=r"nothing was written.*alert_policies/a\.yml: .*'Nobody'"):
        workspace.apply(check_mode=True)
    (workspace.folder / "alert_policies" / "a.yml").unlink()
    for one, other in (("first", "second"), ("second", "first")):
        workspace.put("monitors", f"{one}.json", combined(one, other))
    with pytest.raises(InputError, match=r"in a circle: monitor 'first' -> monitor 'second' -> monitor 'first'"):
        workspace.apply()
    with pytest.raises(InputError, match=r"in a circle: monitor 'me' -> monitor 'me'"):
        workspace.apply(definition={"monitors": [{"name": "me", "definition": combined("me", "me")}]})
    assert not any(operation.endswith(WRITES) for operation in workspace.sent)


def combined(name, member):
    script = {
        "type": "combinedCheck",
        "title": name,
        "targets": [{"alias": "A", "monitorCheckerId": member}],
        "checkerOpt": {"rules": [], "combineExpr": "A"},
    }
    return {"jsonScript": script, "extend": {}}


def made_of(member):
    return {"name": "made of others", "definition": combined("made of others", member)}


def simple(name):
    rule = {"level": "critical", "conditions": [{"operator": ">", "operands": ["90"]}]}
    return {"name": name, "queries": [{"dql": "M::`cpu`:(AVG(`usage_total`))"}], "rules": [rule]}


def test_packs_without_titles_are_called_like_their_files(workspace):
    def checker(title):
        script = {"type": "simpleCheck", "title": title, "targets": [{"dql": "M::`cpu`:(AVG(`x`))", "alias": "R"}]}
        return {"jsonScript": {**script, "checkerOpt": {"rules": []}}, "extend": {}}

    blank = checker("<<.Monitor.title>>")
    workspace.put("monitors", "mysql.json", {"checkers": [blank]})
    workspace.put("monitors", "nginx.json", {"checkers": [blank, checker("Named"), blank]})
    names = ["Named", "mysql", "nginx 1", "nginx 2"]
    result = workspace.apply()
    assert sorted(entry["name"] for entry in result["results"]) == names
    assert not workspace.apply()["changed"]


def test_a_mistyped_name_of_an_inline_object_is_told_as_such(workspace):
    with pytest.raises(InputError, match=r"dashboards\[0\]: There is no option 'titel' \(did you mean 'title'"):
        workspace.apply(definition={"dashboards": [{"titel": "x"}]})
