# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``verify: quick`` of the modules: few requests, and never less planned than in full."""

from __future__ import annotations

import hashlib
import importlib
import json
import pathlib
import shutil

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins import modules
from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.seen import Seen
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.modules import (
    truewatch_dashboard,
    truewatch_monitor,
    truewatch_notify_object,
)


def sealed(data):
    return hashlib.sha256(data).hexdigest()


TASKS = {
    "dashboard": truewatch_dashboard.TASK,
    "monitor": truewatch_monitor.TASK,
    "notify_object": truewatch_notify_object.TASK,
}


def every_task():
    """The Task of each module, by the module's name."""
    names = [path.stem for folder in modules.__path__ for path in pathlib.Path(folder).glob("truewatch_*.py")]
    return {name: importlib.import_module(f"{modules.__name__}.{name}").TASK for name in names}


class Loop:
    """The items of one task on the fast path. key: of all items that name none."""

    def __init__(self, desk, **connection):
        self.connections = Connections()
        self.desk = desk
        self.connection = {"endpoint": desk.url, "api_key": desk.key, "rate_limit": "0", **connection}

    def item(self, kind="dashboard", check_mode=False, **options):
        task = TASKS[kind]
        checked = ArgumentSpecValidator(task.argument_spec).validate({**self.connection, **options})
        assert not checked.error_messages
        return run_task(task, checked.validated_parameters, check_mode, self.connections)[0]


def test_the_environment_makes_every_module_of_a_kind_quick(desk, template, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_VERIFY", "quick")
    tasks = {name: task for name, task in every_task().items() if "verify" in task.argument_spec}
    assert {task.normalized({})[0]["verify"] for task in tasks.values()} == {"quick"}
    assert {"truewatch_workspace", *(f"truewatch_{name}" for name in TASKS)} <= set(tasks)
    without = {kind.name for kind in KINDS.values() if kind.content_keys and f"truewatch_{kind.name}" not in tasks}
    assert without == set()
    boards = [{"name": f"board {number}", "template": template} for number in range(10)]
    for most in (30, 1):
        loop = Loop(desk, **truewatch_dashboard.TASK.normalized({})[0])
        assert sum(loop.item(**board)["api_calls"] for board in boards) <= most


RULE = {"level": "critical", "conditions": [{"alias": "Result", "operator": ">", "operands": ["90"]}]}


def test_a_loop_over_unchanged_dashboards_costs_at_most_three_requests(desk, template):
    boards = [{"name": f"board {number}", "template": template} for number in range(20)]
    boards += [{"name": f"key {number}", "identifier": f"key {number}", "template": template} for number in range(5)]
    loop = Loop(desk)
    for board in boards:
        assert loop.item(**board)["changed"]
    loop = Loop(desk)
    results = [loop.item(verify="quick", **board) for board in boards]
    assert not any(result["changed"] for result in results)
    assert sum(result["api_calls"] for result in results) <= 3
    loop = Loop(desk)
    emptied = {"title": "t", "main": {"charts": [], "vars": [], "groups": []}}
    desk.emulator.advance(5)
    uuid = results[3]["dashboard"]["uuid"]
    desk.client.call("dashboards_import", path={"dashboard_uuid": uuid}, body={"templateInfo": emptied})
    changed = [loop.item(verify="quick", check_mode=True, **board)["changed"] for board in boards]
    assert [number for number, one in enumerate(changed) if one] == [3]


def test_a_monitor_costs_its_lists(desk):
    options = {
        "name": "CPU",
        "queries": [{"alias": "Result", "dql": "M::`cpu`:(AVG(`usage_total`))"}],
        "rules": [RULE],
        "tags": ["a"],
    }
    assert Loop(desk).item("monitor", **options)["changed"]
    assert not Loop(desk).item("monitor", **options)["changed"]
    quick = Loop(desk).item("monitor", verify="quick", **options)
    assert (quick["changed"], quick["api_calls"]) == (False, 2)
    assert Loop(desk).item("monitor", verify="quick", **{**options, "tags": ["b"]})["changed"]


def test_a_secret_that_was_not_compared_does_not_count_as_seen(desk):
    options = {"name": "Ops", "type": "wechatRobot"}
    Loop(desk).item("notify_object", webhook="https://example.com/old", update_secrets="on_create", **options)
    for verify in ("full", "quick"):
        new = {"webhook": "https://example.com/new", "verify": verify, **options}
        assert not Loop(desk).item("notify_object", update_secrets="on_create", **new)["changed"]
        assert Loop(desk).item("notify_object", check_mode=True, update_secrets="always", **new)["changed"]


def test_a_memory_of_another_workspace_counts_for_nothing(desk, template, tmp_path):
    board = {"name": "CPU", "identifier": "cpu", "template": template}
    Loop(desk).item(**board)
    (memory,) = (tmp_path / "state").glob("seen-*")
    assert Seen(memory.name[5:], True, sealed)._entries
    shutil.copy(memory, tmp_path / "state" / "seen-0123456789abcdef")
    assert not Seen("0123456789abcdef", True, sealed)._entries


def test_an_object_in_the_place_of_another_one_of_its_uuid_is_read(desk, template):
    board = {"name": "CPU", "identifier": "cpu", "template": template}
    Loop(desk).item(**board)
    Loop(desk).item(identifier="cpu", state="absent")
    desk.emulator.advance(60)
    uuid = KINDS["dashboard"].chosen_uuid(board)
    body = {"name": "CPU", "identifier": "cpu", "specifyDashboardUUID": uuid, "isPublic": 1}
    desk.client.call("dashboards_create", body=body)
    assert Loop(desk).item(verify="quick", check_mode=True, **board)["changed"]


def test_what_several_processes_note_adds_up(desk):
    kind = KINDS["dashboard"]
    memories = [Seen("of a test", True, sealed) for number in range(2)]
    rows = [{"uuid": f"dsbd_{number}", "createAt": 1, "updateAt": -1} for number in range(2)]
    for memory, row in zip(memories, rows, strict=True):
        memory.note(kind, row, {"name": "x"})
        memory.save()
    assert all(Seen("of a test", True, sealed).unchanged(kind, row, {"name": "x"}) for row in rows)


@pytest.mark.parametrize("stamp", [float("inf"), float("nan"), None, "soon", True])
def test_odd_times_are_never_trusted(desk, stamp):
    memory, kind = Seen("of a test", True, sealed), KINDS["dashboard"]
    row = {"uuid": "dsbd_1", "createAt": 1, "updateAt": stamp}
    memory.note(kind, row, {})
    assert not memory.unchanged(kind, row, {})


TEMPLATES = [{"title": "t", "main": {"charts": [{"name": name, "type": "text", "queries": []}]}} for name in "ab"]
BOARDS = st.fixed_dictionaries(
    {},
    optional={
        "template": st.sampled_from(TEMPLATES),
        "description": st.sampled_from(["", "x", "y"]),
        "tags": st.sampled_from([[], ["a"], ["b", "a"]]),
        "visibility": st.sampled_from(["public", "private"]),
        "extend": st.sampled_from([{}, {"one": 1}]),
    },
)
OBJECTS = st.fixed_dictionaries(
    {"webhook": st.sampled_from(["https://a.example", "https://b.example"]), "secret": st.sampled_from(["", "s", "t"])},
    optional={"update_secrets": st.sampled_from(["always", "on_create"])},
)
RUNS = st.one_of(
    st.tuples(st.just("dashboard"), st.just({"name": "CPU"}), st.lists(BOARDS, min_size=2, max_size=4)),
    st.tuples(
        st.just("notify_object"),
        st.just({"name": "Ops", "type": "dingTalkRobot"}),
        st.lists(OBJECTS, min_size=2, max_size=4),
    ),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(case=RUNS, verify=st.lists(st.sampled_from(["full", "quick"]), min_size=4, max_size=4))
def test_quick_never_plans_less_than_full(desk, case, verify):
    kind, identity, runs = case
    desk.emulator.reset()
    for how, options in zip(verify, runs[:-1], strict=False):
        Loop(desk).item(kind, verify=how, **identity, **options)
    full, quick = (
        Loop(desk).item(kind, check_mode=True, verify=how, **identity, **runs[-1]) for how in ("full", "quick")
    )
    assert quick["changed"] == full["changed"]
    assert json.dumps(quick["diff"]) == json.dumps(full["diff"])
