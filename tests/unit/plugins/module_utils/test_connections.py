# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of one loop, each with connection options of its own: what was listed belongs to the workspace."""

from __future__ import annotations

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_dashboard import TASK
from ansible_collections.truewatch.openapi.tests.emulator import running


@pytest.fixture
def item(tmp_path, monkeypatch):
    """Runs one item; every other attribute is of the emulator."""
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    with running(api_keys={"one": "mine", "two": "mine", "three": "other"}) as emulator:
        connections = Connections()

        def run(name, key="one", **options):
            options = {"endpoint": emulator.url, "api_key": key, "rate_limit": "0", "name": name, **options}
            checked = ArgumentSpecValidator(TASK.argument_spec).validate(options)
            return run_task(TASK, checked.validated_parameters, False, connections)[0]

        run.emulator = emulator
        yield run


def created(item):
    return [request["operationId"] for request in item.emulator.requests()].count("dashboards_create")


def test_other_connection_options_share_what_was_listed(item):
    assert item("A")["changed"]
    assert item("W", timeout=30)["changed"]
    again = item("W")
    assert (again["changed"], again["api_calls"]) == (False, 0)
    assert created(item) == 2


def test_two_keys_of_one_workspace_make_one_object_of_a_name(item):
    for key in ("one", "two"):
        item("first", key)
    for name in ("A", "B"):
        assert item(name, "one")["changed"]
        assert not item(name, "two")["changed"]
    assert created(item) == 3


def test_a_delete_by_one_key_is_known_to_the_other(item):
    item("A", "one")
    item("A", "two")
    assert item("A", "one", state="absent")["changed"]
    assert item("A", "two")["changed"]


def test_two_workspaces_are_listed_once_each_however_they_take_turns(item):
    for name in ("A", "B", "C", "D"):
        for key in ("one", "three"):
            assert item(name, key)["changed"]
    lists = [request["operationId"] for request in item.emulator.requests()].count("dashboards_list")
    assert lists <= 3
    assert created(item) == 8
