# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many processes, odd answers and moving lists: each name still gets one object."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api import locks, state
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import creation, ensure, plan
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import ConflictError, UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.journal import ENTRY, Journal

# Arguments: url, key, list of [kind, options]. Begins when a line comes in, so that all of them begin at once.
SCRIPT = """
import json, sys
from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.modules import (
    truewatch_dashboard, truewatch_monitor, truewatch_mute, truewatch_notify_object)

TASKS = {"dashboard": truewatch_dashboard, "monitor": truewatch_monitor, "mute": truewatch_mute,
         "notify_object": truewatch_notify_object}
url, key, items = json.loads(sys.argv[1])
connection = {"endpoint": url, "api_key": key, "rate_limit": "0", "state": "present", "update_secrets": "on_create"}
print("ready", flush=True)
sys.stdin.readline()
results = []
for kind, options in items:
    task = TASKS[kind].TASK
    params = {**dict.fromkeys(task.argument_spec), **connection, **options}
    result, warnings = run_task(task, params, False, Connections())
    results.append([result["changed"], result["api_calls"]])
print(json.dumps(results))
"""

QUERY = {"alias": "Result", "dql": "M::`cpu`:(AVG(`usage_total`)) BY `host`"}
RULES = [{"status": "critical", "conditions": [{"alias": "Result", "operator": ">", "operands": ["90"]}]}]
CHECKER = {
    "jsonScript": {
        "type": "simpleCheck",
        "title": "Disk",
        "name": "Disk",
        "every": "1m",
        "interval": 300,
        "recoverNeedPeriodCount": 1,
        "targets": [QUERY],
        "checkerOpt": {"rules": [{**RULES[0], "conditionLogic": "and"}]},
    },
    "extend": {},
}


def at_once(desk, count, *items):
    """What each of so many processes tells of each item: whether it changed something, and with how many requests."""
    arguments = json.dumps([desk.url, desk.key, items])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT, arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(count)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    return [json.loads(process.communicate()[0]) for process in processes]


def test_hosts_that_begin_at_once_make_one_object_of_a_name(desk, template):
    for operation in ("dashboards_list", "mutes_list", "checkers_list", "notify_objects_list"):
        desk.emulator.fault("slow", operation, times=None, seconds=0.1)
    for operation in ("dashboards_create", "mutes_create", "checkers_create", "notify_objects_create"):
        desk.emulator.fault("slow", operation, times=None, seconds=0.05)
    items = [
        ("dashboard", {"name": "CPU", "template": template}),
        ("dashboard", {"name": "Mine", "identifier": "mine"}),
        (
            "monitor",
            {
                "definition": {
                    "checkers": [CHECKER, {**CHECKER, "jsonScript": {**CHECKER["jsonScript"], "title": "Load"}}]
                }
            },
        ),
        ("mute", {"name": "Work", "duration": "2h", "hosts": ["web-1"]}),
        ("notify_object", {"name": "Ops", "type": "slackIncomingWebhook", "webhook": "https://hooks.example.com/x"}),
    ]
    told = at_once(desk, 3, *items)
    for number, (kind, options) in enumerate(items):
        assert sorted(one[number][0] for one in told) == [False] * 2 + [True], (kind, options)
    created = [request["operationId"] for request in desk.emulator.requests() if "create" in request["operationId"]]
    assert sorted(created) == sorted(
        ["dashboards_create"] * 2 + ["checkers_create"] * 2 + ["mutes_create", "notify_objects_create"]
    )
    # Hosts that come one after the other, and those with a name of their own, pay nothing for it.
    assert at_once(desk, 1, ("dashboard", {"name": "Alone"})) == [[[True, 2]]]


def test_a_plan_to_create_becomes_a_change_when_the_object_came_meanwhile(desk):
    run = desk.run()
    late = plan.make_plan(run, run.kinds["dashboard"], {"name": "CPU", "description": "mine"})
    desk.new_task()
    there = desk.ensure(name="CPU")["dashboard"]["uuid"]
    done = ensure.apply(run, late)
    assert (done.action, done.uuid) == ("change", there)


def test_an_object_that_was_listed_half_made_is_listed_anew_before_it_is_changed(desk):
    """A create may take several writes, such as one more for its switch."""
    wanted = {"ref_key": "ssl", "title": "SSL", "function_id": "monitor__ssl.run", "enabled": False}
    uuid = desk.ensure("inspection", **{**wanted, "enabled": True})["inspection"]["uuid"]
    desk.new_task()
    run = desk.run()
    late = plan.make_plan(run, run.kinds["inspection"], wanted)
    desk.client.call("self_built_checkers_disable", body={"ruleUUIDs": [uuid]})
    Journal(desk.client.fingerprint).note(["inspection/ssl"])
    before = len(desk.emulator.requests())
    assert (late.action, ensure.apply(run, late).action) == ("change", "nothing")
    assert [one["operationId"] for one in desk.emulator.requests()[before:]] == ["self_built_checkers_list"]


def test_what_the_same_loop_has_made_is_not_listed_anew(desk):
    desk.ensure(name="CPU")
    assert desk.ensure(name="CPU", description="new")["changed"]
    assert desk.sent == ["dashboards_modify"]


@pytest.mark.parametrize("trouble", ["no directory", "no locks", "full disk"])
def test_without_a_place_for_the_lock_the_work_goes_ahead(desk, tmp_path, monkeypatch, trouble):
    def fail(*arguments):
        raise OSError(28 if trouble == "full disk" else 37, "no")

    if trouble == "no directory":
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "file"))
    elif trouble == "no locks":
        monkeypatch.setattr(locks.fcntl, "lockf", fail)
    else:
        monkeypatch.setattr(os, "write", fail)
    assert desk.ensure(name="CPU")["changed"]
    desk.new_task()
    assert not desk.ensure(name="CPU")["changed"]


def test_waiting_for_another_creator_ends_with_total_timeout(desk, monkeypatch):
    monkeypatch.setattr(locks, "_locked", lambda descriptor, place: False)
    monkeypatch.setattr(creation.time, "sleep", lambda seconds: None)
    left = iter([10.0, 0.0])
    monkeypatch.setattr(desk.client, "remaining", lambda: next(left))
    with pytest.raises(ConflictError, match="was not done within total_timeout"):
        desk.ensure(name="CPU")
    assert "dashboards_create" not in desk.sent


def test_the_journal_begins_anew_when_it_is_long(desk):
    journal = Journal("of a test")
    journal.note(["dashboard/A"] * (1 + state.LARGEST_JOURNAL // ENTRY))
    mark = journal.mark()
    journal.note(["dashboard/B"])
    assert journal.mark() == ENTRY
    assert journal.tells(mark, ["dashboard/C"]), "nobody knows what was dropped"
    assert journal.tells(0, ["dashboard/B"])
    assert not journal.tells(0, ["dashboard/A"])


# -- answers that say nothing ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "options", "operation"),
    [
        ("dashboard", {"name": "CPU"}, "dashboards_create"),
        ("dashboard", {"name": "CPU", "identifier": "cpu"}, "dashboards_create"),
        ("mute", {"name": "Work", "duration": "2h", "hosts": ["web-1"], "enabled": False}, "mutes_create"),
        (
            "notify_object",
            {"name": "Ops", "type": "wechatRobot", "webhook": "https://example.com"},
            "notify_objects_create",
        ),
    ],
)
def test_a_create_that_names_no_object_is_read_back(desk, kind, options, operation):
    desk.emulator.fault("null_content", operation)
    made = desk.ensure(kind, **options)
    assert made["changed"]
    assert made[kind]["uuid"]
    assert "read back" in made["warnings"][0]
    assert not any("None" in request["path"] for request in desk.emulator.requests())
    desk.new_task()
    again = desk.ensure(kind, **options)
    assert not again["changed"] or kind == "notify_object"
    assert again[kind]["uuid"] == made[kind]["uuid"]
    assert desk.sent.count(operation) == 0


def test_what_refers_to_an_object_without_an_answer_refers_to_it_all_the_same(desk):
    desk.emulator.fault("null_content", "notify_objects_create")
    webhook = {"type": "wechatRobot", "webhook": "https://example.com", "update_secrets": "on_create"}
    uuid = desk.ensure("notify_object", name="Ops", **webhook)["notify_object"]["uuid"]
    targets = [{"rules": [{"to": ["Ops"], "statuses": ["critical"]}]}]
    desk.ensure("alert_policy", name="Policy", timezone="UTC", targets=targets)
    body = json.dumps(desk.emulator.requests(bodies=True)[-1]["body"])
    assert uuid in body


def test_the_old_object_stays_when_nothing_names_the_one_in_its_place(desk):
    desk.ensure("notify_object", name="Ops", type="wechatRobot", webhook="https://example.com")
    desk.new_task()
    desk.emulator.fault("null_content", "notify_objects_create")
    with pytest.raises(UnfinishedError, match="could not be read back: 2 notify objects have the name 'Ops'"):
        desk.ensure("notify_object", name="Ops", type="slackIncomingWebhook", webhook="https://example.com", force=True)
    assert "notify_objects_delete" not in desk.sent


def test_a_create_that_made_nothing_is_told(desk):
    desk.emulator.fault("html_200", "dashboards_create")
    with pytest.raises(UnfinishedError, match="create is still to be done"):
        desk.ensure(name="CPU")


@pytest.mark.parametrize(
    ("kind", "options", "operation"),
    [
        ("mute", {"name": "Work", "duration": "2h", "hosts": ["web-1"]}, "mutes_list"),
        ("dashboard", {"name": "CPU"}, "dashboards_list"),
        (
            "notify_object",
            {"name": "Ops", "type": "wechatRobot", "webhook": "https://x.example", "update_secrets": "on_create"},
            "notify_objects_list",
        ),
    ],
)
def test_a_list_that_says_nothing_is_asked_once_more_before_a_create(desk, kind, options, operation):
    desk.ensure(kind, **options)
    desk.new_task()
    desk.emulator.fault("null_content", operation)
    assert not desk.ensure(kind, **options)["changed"]
    assert desk.sent.count(operation) == 2


def test_a_list_that_says_nothing_is_asked_once_more_before_a_delete(desk):
    dates = desk.ensure("alert_notice_date", name="Holidays", dates=["2026-12-24"])["alert_notice_date"]["uuid"]
    target = {
        "window": {"dates": ["Holidays"], "start": "09:00", "duration": "8h"},
        "rules": [{"to": ["ada@example.com"], "statuses": ["critical"]}],
    }
    desk.ensure("alert_policy", name="P", timezone="UTC", targets=[target])
    desk.new_task()
    desk.emulator.fault("null_content", "alert_policies_list")
    with pytest.raises(Exception, match="still used by alert policy 'P'"):
        desk.ensure("alert_notice_date", uuid=dates, state="absent")


def test_an_empty_list_that_says_so_is_believed(desk):
    assert desk.ensure(name="CPU")["changed"]
    assert desk.sent == ["dashboards_list", "dashboards_create"]


# -- lists of several pages ------------------------------------------------------------------------


def fill(desk, number):
    for index in range(number):
        desk.client.call("dashboards_create", body={"name": f"board {index:03}"})
    desk.new_task()


def test_a_row_that_moved_over_a_border_of_pages_is_searched_by_name(desk):
    fill(desk, 102)
    desk.emulator.fault("lost_row", "dashboards_list", after=1)  # the second page begins with the second oldest
    assert not desk.ensure(name="board 001")["changed"]
    assert desk.sent == ["dashboards_list"] * 3


def test_a_loop_of_creates_beside_a_long_list_searches_once_and_then_reads_it_once_more(desk):
    fill(desk, 101)
    sent = []
    for number in range(5):
        assert desk.ensure(name=f"new {number}")["changed"]
        sent += desk.sent
    assert sent == ["dashboards_list"] * 2 + [
        "dashboards_list",  # the search
        "dashboards_create",
        *["dashboards_list"] * 2,
        *["dashboards_create"] * 4,
    ]
    searches = [request["query"] for request in desk.emulator.requests() if "search" in request["query"]]
    assert len(searches) == 1
