# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run over a workspace deletes, switches or changes in the same way: in one request, with a result for each
object."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace import apply

NAMES = ["a", "b", "c"]
LISTS = ["checkers_list"] * len(MONITOR.listings)
PRUNE = {"definition": {}, "prune": {"kinds": ["monitor"]}, "max_deletions": 10}


def monitor(name, **options):
    rule = {"level": "critical", "conditions": [{"operator": ">", "operands": ["90"]}]}
    return {"name": name, "queries": [{"dql": "M::`cpu`:(AVG(`usage_total`))"}], "rules": [rule], **options}


@pytest.fixture
def monitors(workspace):
    workspace.apply(definition={"monitors": [monitor(name) for name in NAMES]})
    return workspace


def writes(workspace):
    return [operation for operation in workspace.sent if OPERATIONS[operation].writes]


def left(workspace):
    """The names of the monitors that the service holds."""
    workspace.desk.new_task()
    run = workspace.desk.run()
    return sorted(run.kinds["monitor"].name_of(row) for row in run.memory.rows(run.kinds["monitor"]))


def statuses(result):
    return {entry["name"]: entry["status"] for entry in result["results"] if entry["action"] != "unknown"}


def test_a_prune_deletes_in_one_request(monitors):
    planned = monitors.apply(check_mode=True, **PRUNE)
    assert not writes(monitors)
    done = monitors.apply(**PRUNE)
    assert writes(monitors) == ["checkers_delete"]
    assert (done["diff"], done["summary"]) == (planned["diff"], planned["summary"])
    assert statuses(done) == dict.fromkeys(NAMES, "done")
    assert left(monitors) == []


def test_no_request_holds_more_than_allowed(monitors, monkeypatch):
    monkeypatch.setattr(apply, "MOST", 2)
    monitors.apply(**PRUNE)
    assert writes(monitors) == ["checkers_delete"] * 2
    assert left(monitors) == []


def test_what_is_switched_alike_goes_together_and_other_changes_apart(monitors):
    wanted = [monitor("a", enabled=False), monitor("b", enabled=False), monitor("c", tags=["x"])]
    given = {"definition": {"monitors": wanted}}
    planned = monitors.apply(check_mode=True, **given)
    assert not writes(monitors)
    assert monitors.apply(**given)["diff"] == planned["diff"]
    assert writes(monitors) == ["checkers_set_disable", "checkers_modify"]
    assert not monitors.apply(**given)["changed"]
    on = {"definition": {"monitors": [{"name": name, "enabled": True} for name in NAMES]}}
    assert monitors.apply(**on)["summary"]["change"] == 2
    assert writes(monitors) == ["checkers_set_disable"]
    assert not monitors.apply(**on, verify="quick")["changed"]


def test_members_get_the_same_roles_in_one_request(workspace):
    people = [{"email": f"{name}@example.com", "roles": ["general"]} for name in ("ada", "alan")]
    workspace.apply(definition={"members": people})
    moved = {"definition": {"members": [{**one, "roles": ["readOnly"]} for one in people]}}
    assert workspace.apply(**moved)["summary"]["change"] == 2
    assert writes(workspace) == ["workspace_members_batch_modify"]
    assert not workspace.apply(**moved)["changed"]


def test_a_refusal_is_told_of_the_object_that_it_is_about(monitors):
    """The refusal of many says of none whether it was written: the list says it, and the others go alone."""
    monitors.desk.emulator.fault("success_false", "checkers_delete", times=2)
    with pytest.raises(UnfinishedError, match=r"1 of 3 changes failed\. monitor '(.)'.*Done: 0\. Not begun: 2"):
        monitors.apply(**PRUNE)
    assert monitors.sent[-4:] == ["checkers_delete", *LISTS, "checkers_delete"]
    assert left(monitors) == NAMES
    monitors.desk.emulator.fault("success_false", "checkers_delete", times=2)
    with pytest.raises(UnfinishedError, match=r"1 of 3 .*Done: 2\. Not begun: 0") as failed:
        monitors.apply(**PRUNE, continue_on_error=True)
    assert sorted(statuses(failed.value.result).values()) == ["done", "done", "failed"]
    assert len(left(monitors)) == 1


def test_a_refusal_of_what_was_done_in_part_says_what_was_done(monitors, monkeypatch):
    call = type(monitors.desk.client).call

    def in_part(client, operation, path=None, query=None, body=None):
        if operation != "checkers_delete":
            return call(client, operation, path=path, query=query, body=body)
        if len(body["ruleUUIDs"]) > 1:
            call(client, operation, body={"ruleUUIDs": body["ruleUUIDs"][1:2]})
        raise ApiError("refused", error_code="ft.Refused", route="POST /api/v1/checker/delete")

    monkeypatch.setattr(type(monitors.desk.client), "call", in_part)
    with pytest.raises(UnfinishedError, match=r"1 of 3 .*Done: 1\. Not begun: 1") as failed:
        monitors.apply(**PRUNE)
    monkeypatch.undo()
    gone = [name for name, status in statuses(failed.value.result).items() if status == "done"]
    assert left(monitors) == sorted(set(NAMES) - set(gone))


@pytest.mark.parametrize("fault", ["reset_after", "500_after"])
def test_a_lost_answer_is_read_back_by_one_list(monitors, fault):
    monitors.desk.emulator.fault(fault, "checkers_delete")
    result, warnings = monitors.apply(**PRUNE, warnings=True)
    assert statuses(result) == dict.fromkeys(NAMES, "done")
    assert any(
        "The answer to the delete of 3 monitors at once was lost; read back, 3 are as wanted." in one
        for one in warnings
    )
    assert monitors.sent[-3:] == ["checkers_delete", *LISTS]
    monitors.apply(definition={"monitors": [monitor(name) for name in NAMES]})
    monitors.desk.emulator.fault(fault, "checkers_set_disable")
    off = {"definition": {"monitors": [{"name": name, "enabled": False} for name in NAMES]}}
    assert statuses(monitors.apply(**off)) == dict.fromkeys(NAMES, "done")
    assert not monitors.apply(**off)["changed"]


@pytest.mark.parametrize("go_on", [False, True])
def test_what_a_lost_request_did_not_do_is_told_of_each(monitors, go_on):
    monitors.desk.emulator.fault("reset_before", "checkers_delete")
    with pytest.raises(UnfinishedError, match=r"3 of 3 .*still to be done.*Done: 0\. Not begun: 0") as failed:
        monitors.apply(**PRUNE, continue_on_error=go_on)
    assert statuses(failed.value.result) == dict.fromkeys(NAMES, "failed")
    assert "Run the task again." in str(failed.value)
    assert left(monitors) == NAMES


def test_what_is_lost_and_cannot_be_read_back_is_told_of_each(monitors):
    monitors.desk.emulator.fault("reset_after", "checkers_delete")
    monitors.desk.emulator.fault("bad_key_401", "checkers_list", after=2, times=1)
    with pytest.raises(UnfinishedError, match=r"3 of 3 changes failed.*could not be read back"):
        monitors.apply(**PRUNE)


def test_what_would_meet_every_request_stops_the_run(monitors):
    monitors.desk.emulator.fault("bad_key_401", "checkers_delete", times=None)
    with pytest.raises(UnfinishedError, match=r"1 of 3 changes failed.*Done: 0\. Not begun: 2"):
        monitors.apply(**PRUNE, continue_on_error=True)
    assert writes(monitors) == ["checkers_delete"]


def test_what_is_used_since_it_was_planned_stays_and_the_others_go(monitors, monkeypatch):
    def users_of(run, kind, uuid, gone=(), lists=None):
        return ["mute 'new'"] if run.memory.names[uuid] == "b" else []

    monkeypatch.setattr(apply, "users_of", users_of)
    with pytest.raises(UnfinishedError, match=r"monitor 'b': It is still used by mute 'new'"):
        monitors.apply(**PRUNE, continue_on_error=True)
    assert writes(monitors) == ["checkers_delete"]
    assert left(monitors) == ["b"]
