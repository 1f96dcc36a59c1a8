# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two controllers that share nothing apply one set at the same time."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory

WEBHOOK = {"type": "wechatRobot", "webhook": "https://example.com", "update_secrets": "on_create"}
SET = {
    "dashboards": [{"name": "Board"}],
    "notify_objects": [{"name": "Ops", **WEBHOOK}],
    "alert_policies": [
        {"name": "Policy", "timezone": "UTC", "targets": [{"rules": [{"to": ["Ops"], "statuses": ["critical"]}]}]}
    ],
}


def elsewhere(workspace, monkeypatch, tmp_path, before, work, number=1):
    """Let the other controller do something before the request of an operation goes out here for the n-th time."""
    call, met = Client.call, []

    def hooked(client, operation, **details):
        if getattr(operation, "name", operation) == before:
            met.append(operation)
            if len(met) == number:
                with monkeypatch.context() as context:
                    context.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "elsewhere"))
                    work()
                workspace.desk.emulator.advance(5)
        return call(client, operation, **details)

    monkeypatch.setattr(Client, "call", hooked)


def rows(workspace, kind):
    workspace.desk.new_task()
    run = workspace.desk.run()
    return run.memory.rows(run.kinds[kind])


def apply_elsewhere(workspace):
    """The whole set, with a client and a memory of its own."""
    client, memory = workspace.desk.client, workspace.desk.memory
    workspace.apply(definition=SET)
    workspace.desk.client, workspace.desk.memory = client, memory


def test_the_older_of_two_stays_and_everything_refers_to_it(workspace, monkeypatch, tmp_path):
    elsewhere(workspace, monkeypatch, tmp_path, "dashboards_create", lambda: apply_elsewhere(workspace))
    result, warnings = workspace.apply(definition=SET, warnings=True)
    assert len([text for text in warnings if "Another run made a" in text]) == 3
    policies, objects, boards = (rows(workspace, kind) for kind in ("alert_policy", "notify_object", "dashboard"))
    assert (len(policies), len(objects), len(boards)) == (1, 1, 1)
    assert objects[0]["uuid"] in str(policies[0])
    assert result["summary"] == {"create": 0, "change": 0, "delete": 0, "nothing": 3}
    assert {entry["uuid"] for entry in result["results"]} == {row["uuid"] for row in (*policies, *objects, *boards)}
    assert not workspace.apply(definition=SET)["changed"]


def test_what_is_made_later_is_left_to_the_run_that_made_it(workspace, monkeypatch, tmp_path):
    emulator, client = workspace.desk.emulator, workspace.desk.client

    def make():
        emulator.advance(5)
        client.call("dashboards_create", body={"name": "Board"})

    elsewhere(workspace, monkeypatch, tmp_path, "dashboards_list", make, number=2)
    definition = {"dashboards": [{"name": "Board"}]}
    result, warnings = workspace.apply(definition=definition, warnings=True)
    assert result["summary"]["create"] == 1
    assert "There is another dashboard 'Board'" in warnings[0]
    assert len(rows(workspace, "dashboard")) == 2


def test_a_run_that_creates_lists_each_kind_of_it_once_more(workspace):
    workspace.apply(definition={"dashboards": [{"name": f"board {number}"} for number in range(5)]})
    assert workspace.sent == ["dashboards_list", *["dashboards_create"] * 5, "dashboards_list"]
    workspace.apply(definition={"dashboards": [{"name": "board 1", "description": "new"}]})
    assert workspace.sent == ["dashboards_list", "dashboards_modify"]


def test_a_failure_while_looking_for_twins_is_told(workspace):
    workspace.desk.emulator.fault("500", "dashboards_list", times=None, after=1)
    with pytest.raises(UnfinishedError, match="at the same time could not be told apart"):
        workspace.apply(definition={"dashboards": [{"name": "Board"}]})


@pytest.mark.parametrize("other, is_elder", [("dsbd_0", True), ("dsbd_z", False)])
def test_of_two_made_in_one_second_both_runs_choose_the_same(workspace, monkeypatch, other, is_elder):
    definition, refresh = {"dashboards": [{"name": "Board"}]}, Memory.refresh

    def refreshed(memory, kind):
        refresh(memory, kind)
        (own,) = memory.rows(kind)
        memory.put(kind, other, {**own, "uuid": other})

    monkeypatch.setattr(Memory, "refresh", refreshed)
    result, warnings = workspace.apply(definition=definition, warnings=True)
    deletions = [operation for operation in workspace.sent if operation == "dashboards_delete"]
    assert (result["results"][0]["uuid"] == other, bool(deletions)) == (is_elder, is_elder)
    assert len(warnings) == 1


def test_the_second_of_the_creation_is_over_before_the_run_looks_for_twins(workspace, monkeypatch):
    slept, refresh = [], Memory.refresh
    monkeypatch.setattr(
        Memory, "refresh", lambda memory, kind: (slept.append(workspace.desk.slept), refresh(memory, kind))[1]
    )
    workspace.apply(definition={"dashboards": [{"name": "Board"}]})
    assert slept == [1.0]
    workspace.apply(definition={"dashboards": [{"name": "Board", "description": "new"}]})
    assert slept == [1.0]


def test_the_wait_for_that_second_ends_with_total_timeout(workspace, monkeypatch):
    monkeypatch.setattr(Client, "remaining", lambda client: 0.25)
    workspace.apply(definition={"dashboards": [{"name": "Board"}]})
    assert workspace.desk.slept == 0.25


def test_of_two_one_stays_although_something_else_has_failed(workspace, monkeypatch, tmp_path):
    def work():
        apply_elsewhere(workspace)
        workspace.desk.emulator.fault("success_false", "alert_policies_create_v2")

    elsewhere(workspace, monkeypatch, tmp_path, "dashboards_create", work)
    with pytest.raises(UnfinishedError, match="The operation failed"):
        workspace.apply(definition=SET, continue_on_error=True)
    assert [len(rows(workspace, kind)) for kind in ("notify_object", "dashboard")] == [1, 1]
