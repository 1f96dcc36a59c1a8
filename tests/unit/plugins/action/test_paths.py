# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the fast path is taken, and that it asks the service again when a task is repeated."""

from __future__ import annotations

import re
import sys

import pytest

READ = {"truewatch.openapi.truewatch_info": {"kind": "dashboard"}}
OTHER = "/nowhere/python3"


@pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])
def test_every_try_of_until_asks_the_service(play, fast_path):
    task = {**READ, "register": "found", "until": "found.attempts == 3", "retries": 3, "delay": 0}
    finished = play.run([task], fast_path=fast_path)
    assert "failed=0" in finished.stdout, finished.stdout
    assert len(play.emulator.requests()) == 3


def test_the_items_of_a_loop_share_one_list(play):
    play.run([{**READ, "loop": [1, 2, 3]}])
    assert len(play.emulator.requests()) == 1


@pytest.mark.parametrize(
    ("configured", "cases"),
    [
        (
            sys.executable,
            {
                "plain": (True, None, None),
                "other-of-host": (False, OTHER, None),
                # A managed host with a Python of its own, and the task here.
                "delegated": (True, OTHER, ""),
                "delegated-to-other": (False, sys.executable, OTHER),
            },
        ),
        ("auto_silent", {"discovered": (True, None, None)}),
        (OTHER, {"plain": (False, None, None), "own-of-host": (True, sys.executable, None)}),
    ],
    ids=["this", "discovered", "another"],
)
def test_another_interpreter_asks_for_the_real_module(play, configured, cases):
    """Each case is a play on a host of its own, whose task may be delegated."""
    hosts, plays = {}, []
    for name, (_is_fast, of_the_host, of_the_delegate) in cases.items():
        hosts[name] = {"ansible_python_interpreter": of_the_host} if of_the_host else {}
        task = {**READ, "ignore_errors": True}
        if of_the_delegate is not None:
            task["delegate_to"] = f"{name}-delegate"
            own = {"ansible_python_interpreter": of_the_delegate} if of_the_delegate else {}
            hosts[task["delegate_to"]] = {"ansible_connection": "local", **own}
        plays.append({"name": name, "hosts": name, "tasks": [task]})
    play.hosts = {"all": {"hosts": hosts}}
    finished = play.run_plays(plays, "-vvv", ANSIBLE_PYTHON_INTERPRETER=configured)
    parts = re.split(r"^PLAY \[(.*?)\] \**$", finished.stdout, flags=re.MULTILINE)
    outputs = dict(zip(parts[1::2], parts[2::2], strict=True))
    is_fast = {name: "AnsiballZ" not in output for name, output in outputs.items()}
    assert is_fast == {name: case[0] for name, case in cases.items()}, finished.stdout


@pytest.mark.parametrize(
    ("asked", "shown", "recap"),
    [({"become": True}, "AnsiballZ", "failed=1"), ({"async": 30, "poll": 1}, "async_wrapper", "failed=0")],
)
def test_become_and_async_ask_for_the_real_module(play, asked, shown, recap):
    settings = {"ANSIBLE_BECOME_EXE": "/bin/false", "ANSIBLE_BECOME_ALLOW_SAME_USER": "true"}
    folder = {"ansible_async_dir": str(play.folder / "async")}
    finished = play.run([{**READ, **asked}], "-vvv", variables=folder, **settings)
    assert shown in finished.stdout, finished.stdout
    assert recap in finished.stdout, finished.stdout


def test_the_environment_switches_the_fast_path_off(play):
    finished = play.run([READ], "-vvv", fast_path=None, TRUEWATCH_FAST_PATH="false")
    assert "AnsiballZ" in finished.stdout, finished.stdout


@pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])
def test_a_throttle_in_the_middle_of_a_loop_is_waited_for(play, fast_path):
    """A refused write was not carried out, so it is sent again."""
    play.emulator.fault("throttle", "dashboards_create", after=1)
    options = {"name": "{{ item }}", "rate_limit": "20/0.5"}
    task = {"truewatch.openapi.truewatch_dashboard": options, "loop": ["a", "b", "c"], "register": "done"}
    waited = {"ansible.builtin.assert": {"that": "done.results[1].waited_seconds > 0"}}
    finished = play.run([task, waited], fast_path=fast_path)
    assert "changed=1" in finished.stdout, finished.stdout
    assert "failed=0" in finished.stdout, finished.stdout
    creates = [one["status"] for one in play.emulator.requests() if one["operationId"] == "dashboards_create"]
    assert creates == [200, 401, 200, 200]


@pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])
def test_empty_variables_of_the_environment_count_as_not_set(play, fast_path):
    arguments = {"kind": "dashboard", "api_key": "{{ omit }}"}
    empty = ["TIMEOUT", "VALIDATE_CERTS", "RATE_LIMIT", "RATE_LIMIT_TIMEOUT", "TOTAL_TIMEOUT", "ALLOW_HTTP", "CA_PATH"]
    environment = {f"TRUEWATCH_{name}": "" for name in ["API_KEY", "REGION", "FAST_PATH", *empty]}
    finished = play.run(
        [{"truewatch.openapi.truewatch_info": arguments}],
        fast_path=None if fast_path else False,
        DF_API_KEY=play.key,
        **environment,
    )
    assert "failed=0" in finished.stdout, finished.stdout
    assert len(play.emulator.requests()) == 1


@pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])
def test_each_item_of_a_loop_has_the_proxies_of_its_own_environment(play, fast_path):
    task = {
        "truewatch.openapi.truewatch_dashboard": {"name": "{{ item }}"},
        "environment": {"http_proxy": "{{ 'http://127.0.0.1:1' if item == 'by proxy' else '' }}"},
        "loop": ["direct", "by proxy", "direct again"],
        "ignore_errors": True,
    }
    finished = play.run([task], fast_path=fast_path)
    failed = [line for line in finished.stdout.splitlines() if line.startswith("failed: ")]
    assert ["(item=by proxy)" in line and "the proxy refuses" in line for line in failed] == [True], finished.stdout
    created = [request for request in play.emulator.requests() if request["operationId"] == "dashboards_create"]
    assert len(created) == 2


@pytest.mark.parametrize("fast_path", [True, False])
def test_a_refused_key_is_tried_once_in_a_loop_and_again_by_until(play, fast_path):
    arguments = {"name": "{{ item }}", "api_key": "{{ 'wrong-key' if item != 'c' else 'other-wrong-key' }}"}
    task = {"truewatch.openapi.truewatch_dashboard": arguments, "loop": ["a", "b", "c", "d"], "ignore_errors": True}
    finished = play.run([task], fast_path=fast_path)
    failed = [line for line in finished.stdout.splitlines() if line.startswith("failed: ")]
    assert len(failed) == 4, finished.stdout
    assert ["so nothing was sent for this one" in line for line in failed] == [False, True, False, True]
    assert ['"api_calls": 0' in line for line in failed] == [False, True, False, True]
    assert len(play.emulator.requests()) == 2
    read = {"truewatch.openapi.truewatch_info": {"kind": "dashboard", "api_key": "wrong-key"}}
    again = {**read, "register": "found", "until": "found is succeeded", "retries": 2, "delay": 0}
    play.run([again], fast_path=fast_path)
    assert len(play.emulator.requests()) == 2 + 3


@pytest.mark.parametrize("fast_path", [True, False])
def test_a_refused_key_of_the_environment_is_not_held_against_the_key_of_another_item(play, fast_path):
    task = {
        "truewatch.openapi.truewatch_dashboard": {"name": "{{ item.name }}", "api_key": None},
        "loop": [{"name": "a", "key": "wrong-key"}, {"name": "b", "key": "wrong-key"}, {"name": "c", "key": play.key}],
        "environment": {"TRUEWATCH_API_KEY": "{{ item.key }}"},
        "ignore_errors": True,
    }
    finished = play.run([task], fast_path=fast_path)
    lines = [line for line in finished.stdout.splitlines() if line.startswith(("failed: ", "changed: "))]
    assert [line.split(":")[0] for line in lines] == ["failed", "failed", "changed"], finished.stdout
    assert ["so nothing was sent" in line for line in lines] == [False, True, False]


def test_a_key_that_is_accepted_at_last_is_not_held_against_the_other_items(play):
    play.emulator.fault("bad_key_401", "dashboards_list", times=1)
    task = {"truewatch.openapi.truewatch_dashboard": {"name": "{{ item }}"}, "loop": ["a", "b", "c"]}
    finished = play.run([{**task, "register": "made", "until": "made is succeeded", "retries": 2, "delay": 0}])
    assert "failed=0" in finished.stdout, finished.stdout
    assert finished.stdout.count("FAILED - RETRYING") == 1, finished.stdout
