# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gates in real plays: one for each batch, which stops the rollout, on both execution paths."""

from __future__ import annotations

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

GATE = "truewatch.openapi.truewatch_gate"
CPU = {"name": "cpu", "dql": "M::cpu:(last(`usage`)) BY `host`", "below": 80}
PATHS = pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])


def rollout(play, fast_path, gate, serial=2, hosts=6):
    """The finished play, in which each batch is worked on and then waits at the gate."""
    play.hosts = {"all": {"hosts": {f"web-{number}": {} for number in range(1, hosts + 1)}}}
    tasks = [
        {"name": "Work", "ansible.builtin.debug": {"msg": "worked on {{ inventory_hostname }}"}},
        {"name": "Gate", GATE: gate, "run_once": True},
    ]
    return play.run_plays([{"serial": serial, "tasks": tasks, "vars": {"truewatch_fast_path": fast_path}}])


def worked(finished):
    return re.findall(r"worked on (web-\d)", finished.stdout)


@PATHS
def test_each_batch_has_one_gate(play, fast_path):
    play.emulator.series("M::cpu", {"at": -1, "usage": 20.0}, host="web-1")
    finished = rollout(play, fast_path, {"checks": [CPU]})
    assert finished.returncode == 0, finished.stdout
    assert len(worked(finished)) == 6
    assert [request["operationId"] for request in play.emulator.requests()] == ["query_data_v1"] * 3


@PATHS
def test_a_gate_that_does_not_open_stops_the_rollout(play, fast_path):
    play.emulator.series("M::cpu", {"at": -1, "usage": 95.0}, host="web-1")
    gate = {"name": "shop", "wait_timeout": "1s", "interval": "1s", "checks": [CPU]}
    finished = rollout(play, fast_path, gate)
    assert sorted(worked(finished)) == ["web-1", "web-2"]
    said = " ".join(finished.stdout.split())
    assert "The gate 'shop' did not open within 1s: cpu: 95 of host web-1, must be below 80" in said
    assert len(play.emulator.requests()) == 2
    assert play.key not in finished.stdout


def test_two_hundred_hosts_cost_one_gate(play):
    play.emulator.series("M::cpu", {"at": -1, "usage": 20.0}, host="web-1")
    play.hosts = {"all": {"hosts": {f"web-{number}": {} for number in range(1, 201)}}}
    hosts = [{"class": "HOST", "fields": {"name": name, "host": name}} for name in play.hosts["all"]["hosts"]]
    play.emulator.seed(objects=hosts)
    checks = [CPU, {"hosts": "{{ ansible_play_batch }}"}, {"events": {"hosts": "{{ ansible_play_batch }}"}}]
    finished = play.run([{GATE: {"checks": checks}, "run_once": True}])
    assert finished.returncode == 0, finished.stdout
    assert len(play.emulator.requests()) == 1


def test_both_paths_tell_the_same(play):
    """In check mode too, where a closed gate is no failure."""
    play.emulator.series("M::cpu", {"at": -1, "usage": 95.0}, host="{{ 1 + 1 }}")
    form = {"ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default", "ANSIBLE_CALLBACK_RESULT_FORMAT": "json"}
    tasks = [
        {GATE: {"checks": [CPU], "wait_timeout": "1s"}, "check_mode": True},
        {GATE: {"checks": [CPU], "wait_timeout": "1s", "interval": "1s"}, "ignore_errors": True},
        {GATE: {"checks": [{**CPU, "fail_fast": True}]}, "ignore_errors": True},
        {GATE: {"checks": [{"name": "c", "dql": "M::cpu"}]}, "ignore_errors": True},
    ]
    told = []
    for fast_path in (True, False):
        finished = play.run(tasks, "-v", fast_path=fast_path, **form)
        assert "ignored=3" in finished.stdout, finished.stdout
        lines = [line.partition("=> ")[2] for line in finished.stdout.splitlines() if " => {" in line]
        answers = [json.loads(line) for line in lines]
        assert len(answers) == len(tasks)
        keep = ("passed", "rounds", "msg", "api_calls")
        told.append([
            ({name: answer.get(name) for name in keep}, [one["message"] for one in answer.get("checks", [])])
            for answer in answers
        ])  # fmt: skip
    assert told[0] == told[1]
    (checked, messages), *failures = told[0]
    failed, hopeless, wrong = (answer for answer, _messages in failures)
    assert (checked["passed"], checked["rounds"], messages) == (
        False,
        1,
        ["95 of host {{ 1 + 1 }}, must be below 80"],
    )
    assert "did not open within 1s" in failed["msg"]
    assert hopeless["api_calls"] == 1
    assert wrong["msg"] == "Check 'c': say what the number must be: below, at_most, above, at_least, equals."


@PATHS
def test_it_opens_while_it_waits(play, fast_path):
    """The host is no longer busy once the gate has looked."""
    play.emulator.series("M::cpu", {"at": -60, "usage": 95.0}, host="web-1")

    def recover():
        end = time.monotonic() + 60
        while not play.emulator.requests():
            assert time.monotonic() < end, "the gate asked nothing"
            time.sleep(0.05)
        play.emulator.series("M::cpu", {"at": 0, "usage": 20.0}, host="web-1")

    with ThreadPoolExecutor() as pool:
        recovery = pool.submit(recover)
        gate = {"checks": [CPU], "interval": "1s", "wait_timeout": "60s"}
        finished = play.run([{GATE: gate}], fast_path=fast_path)
    recovery.result()
    assert finished.returncode == 0, finished.stdout
    assert len(play.emulator.requests()) >= 2
