# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the results of the roles are made of: why a task failed, and what became of the objects."""

from __future__ import annotations

import json

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.filter.applied_result import applied_result
from ansible_collections.truewatch.openapi.plugins.filter.failure_message import failure_message


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ({"failed": True, "msg": "No."}, "No."),
        (
            {"failed": True, "msg": "Two of three.", "results": [{"kind": "x", "failed": True, "msg": "a"}]},
            "Two of three.",
        ),
        (
            {
                "msg": "One or more items failed",
                "results": [
                    {"ansible_loop_var": "item", "failed": True, "msg": "No."},
                    {"ansible_loop_var": "item", "failed": False, "msg": "Fine."},
                    {"ansible_loop_var": "item", "failed": True, "msg": "No."},
                    {"ansible_loop_var": "item", "failed": True, "msg": "Never."},
                ],
            },
            "No. Never.",
        ),
        (
            {
                "cmd": ["git", "push", "--porcelain"],
                "rc": 128,
                "msg": "non-zero return code",
                "stderr": "fatal: unable to access 'https://robot:canary-1@git.example.com/x.git/'\n",
            },
            "git push: fatal: unable to access 'https://git.example.com/x.git/'",
        ),
        ({"rc": 1, "stderr": "", "msg": "non-zero return code", "cmd": "false"}, "non-zero return code"),
        ({"rc": 1, "stderr": "no such file", "msg": "non-zero return code", "cmd": "cat x"}, "cat x: no such file"),
        ({"rc": 1, "stderr": "no module", "msg": "MODULE FAILURE"}, "no module"),
        ({"stderr": "a word of a module of its own", "msg": "No."}, "No."),
        ({"censored": "the output has been hidden"}, "the output has been hidden"),
        ({}, "It gave no reason."),
    ],
)
def test_why_a_task_failed(result, told):
    assert failure_message(result) == told


def item(**result):
    return {"ansible_loop_var": "item", "api_calls": 1, **result}


def test_each_object_of_a_loop_is_told_with_what_became_of_it():
    pack = [
        {"name": "A", "uuid": "rul_1", "action": "change", "changed": True},
        {"name": "B", "uuid": "rul_2", "action": "change", "changed": False, "failed": True, "msg": "No."},
        {"name": "C", "uuid": "(known after apply)", "action": "create", "changed": False},
        {"name": "D", "uuid": "rul_4", "action": "nothing", "changed": False},
        {"name": "E", "changed": False},
    ]
    results = [
        item(
            changed=True, monitor={}, diff={"before": {"name": "G"}, "after": {}}, item={"name": "G", "state": "absent"}
        ),
        item(changed=True, failed=True, monitors=pack, msg="1 of 5", item={"src": "pack.json"}),
        item(changed=False, failed=True, msg="No file.", item={"src": "x.json"}, waited_seconds=1.5),
        item(changed=False, monitor={"name": "S", "uuid": "rul_9"}, item={"src": "s.json"}),
    ]
    applied = json.loads(json.dumps({"changed": True, "failed": True, "results": results}))  # as a play has it
    told = applied_result(applied, "1 of 5 No file.", kind="monitor")
    assert [(one["name"], one["uuid"], one["action"], one["status"], one["msg"]) for one in told.pop("objects")] == [
        ("G", None, "delete", "done", ""),
        ("A", "rul_1", "change", "done", ""),
        ("B", "rul_2", "change", "failed", "No."),
        ("C", None, "create", "left", ""),
        ("E", None, "unknown", "left", ""),
        ("x.json", None, "unknown", "failed", "No file."),
    ]
    assert told == {
        "changed": True,
        "failed": True,
        "summary": {"create": 1, "change": 2, "delete": 1, "nothing": 2},
        "api_calls": 4,
        "waited_seconds": 1.5,
        "msg": "Not finished, 2 of 6 done: 1 to create, 2 to change, 1 to delete, 2 unchanged; 4 requests, "
        "2 s waited for the rate limit. "
        "1 of 5 No file.",
    }


def test_a_run_over_a_workspace_that_stopped_tells_what_was_not_begun():
    entry = {"kind": "monitor", "uuid": None, "action": "create", "changed": True, "diff": {"after": "much"}}
    applied = {
        "changed": True,
        "failed": True,
        "api_calls": 3,
        "summary": {"create": 3, "change": 0, "delete": 0, "nothing": 40},
        "results": [
            {**entry, "name": "A", "uuid": "rul_1", "status": "done"},
            {**entry, "name": "B", "status": "failed", "msg": "No."},
            {**entry, "name": "C", "status": "left"},
        ],
    }
    told = applied_result(applied, "1 of 3 changes failed.")
    assert [(one["name"], one["status"]) for one in told["objects"]] == [("A", "done"), ("B", "failed"), ("C", "left")]
    assert "diff" not in told["objects"][0] and told["summary"]["nothing"] == 40
    assert told["msg"].startswith("Not finished, 1 of 3 done: 3 to create, 0 to change, 0 to delete, 40 unchanged;")
    assert told["msg"].endswith("1 of 3 changes failed.")


def test_a_plan_of_a_workspace_tells_what_is_to_be_done():
    """In check mode, which the result of the task itself tells; entries have no status then."""
    entries = [
        {"kind": "tag", "name": "a", "uuid": "(known after apply)", "action": "create", "changed": True},
        {"kind": "tag", "name": "b", "uuid": "tag_1", "action": "nothing", "changed": False},
    ]
    summary = {"create": 1, "change": 0, "delete": 0, "nothing": 1}
    applied = {"changed": True, "check_mode": True, "summary": summary, "results": entries, "waited_seconds": 0.5}
    told = applied_result(applied)
    assert told["objects"] == [
        {"kind": "tag", "name": "a", "uuid": None, "action": "create", "status": "planned", "msg": ""}
    ]
    assert told["msg"] == (
        "Planned: 1 to create, 0 to change, 0 to delete, 1 unchanged; 0 requests, 0 s waited for the rate limit."
    )


def test_an_applied_workspace_tells_what_was_done():
    entries = [{"kind": "tag", "name": "a", "uuid": "tag_1", "action": "delete", "changed": True, "status": "done"}]
    summary = {"create": 0, "change": 0, "delete": 1, "nothing": 0}
    told = applied_result({"changed": True, "summary": summary, "results": entries, "api_calls": 2})
    assert (told["failed"], told["objects"][0]["status"]) == (False, "done")
    assert told["msg"].startswith("Applied: 0 created, 0 changed, 1 deleted, 0 unchanged; 2 requests, 0 s")
    # Nothing of it is left to tell but the numbers.
    told = applied_result({"summary": {"create": 0, "change": 0, "delete": 0, "nothing": 7}, "results": []}, "No.")
    assert told["msg"].startswith("Not finished: 0 to create, 0 to change, 0 to delete, 7 unchanged;")
    told = applied_result({"summary": {"create": 0, "change": 0, "delete": 0, "nothing": 7}, "results": []})
    assert told["msg"].startswith("Applied: 0 created, 0 changed, 0 deleted, 7 unchanged;")


def test_objects_of_a_loop_have_the_action_that_their_differences_tell():
    made = {"name": "A", "uuid": "dsbd_1"}
    results = [
        item(changed=True, dashboard=made, diff={"before": {}, "after": {"name": "A"}}, item={"title": "A"}),
        item(changed=True, dashboard=made, diff={"before": {"x": 1}, "after": {"x": 2}}, item={"title": "A"}),
        item(changed=True, dashboard={}, diff={"before": {"x": 1}, "after": {}}, item={"uuid": "dsbd_2"}),
        item(changed=True, dashboard={}, item={"identifier": "web", "path": "web.json"}),
        item(changed=False, failed=True, msg="No.", item={"name": "B", "uuid": "dsbd_3"}),
    ]
    planned = [{**result, "check_mode": True} for result in results]
    told = applied_result({"changed": True, "results": planned}, kind="dashboard")
    assert [(one["name"], one["uuid"], one["action"], one["status"]) for one in told["objects"]] == [
        ("A", "dsbd_1", "create", "planned"),
        ("A", "dsbd_1", "change", "planned"),
        ("dsbd_2", "dsbd_2", "delete", "planned"),
        ("web", None, "create", "planned"),
        ("B", "dsbd_3", "unknown", "failed"),
    ]
    assert {one["kind"] for one in told["objects"]} == {"dashboard"}
    assert told["summary"] == {"create": 2, "change": 1, "delete": 1, "nothing": 0}
    assert told["msg"].startswith("Planned: 2 to create, 1 to change, 1 to delete, 0 unchanged; 5 requests")


def test_a_role_that_did_nothing_has_a_result_of_the_same_form():
    told = applied_result({}, "Refused.", kind="dashboard")
    assert told == {
        "changed": False,
        "failed": True,
        "summary": {"create": 0, "change": 0, "delete": 0, "nothing": 0},
        "objects": [],
        "api_calls": 0,
        "waited_seconds": 0,
        "msg": "Refused.",
    }
    for wrong in (None, []):
        with pytest.raises(AnsibleFilterError):
            applied_result(wrong)
        with pytest.raises(AnsibleFilterError):
            failure_message(wrong)
