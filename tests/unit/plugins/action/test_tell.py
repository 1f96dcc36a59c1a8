# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules tell the platform, in real plays: alike on both paths, with no secret, and once for all hosts."""

from __future__ import annotations

import json

import pytest

EVENT, INFO = "truewatch.openapi.truewatch_event", "truewatch.openapi.truewatch_event_info"
ISSUE, ISSUES = "truewatch.openapi.truewatch_issue", "truewatch.openapi.truewatch_issue_info"
INCIDENT, INCIDENTS = "truewatch.openapi.truewatch_incident", "truewatch.openapi.truewatch_incident_info"
SECRET = "canary-7b1e-monitor"
HOSTILE = "{{ lookup('pipe', 'touch executed') }}"
JSON = {"ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default", "ANSIBLE_CALLBACK_RESULT_FORMAT": "json"}


def answers(finished):
    """The results that a play with -v printed."""
    lines = [line.partition("=> ")[2] for line in finished.stdout.splitlines() if " => {" in line]
    return [json.loads(line) for line in lines]


def test_both_paths_tell_the_same(play):
    play.emulator.series(
        "E::monitor", {"at": -60, "df_status": "critical", "df_title": HOSTILE}, df_monitor_checker_event_ref=HOSTILE
    )
    play.emulator.seed(incidents=[{"name": HOSTILE, "event": {"host": "web-01", HOSTILE: HOSTILE}}])
    told = []
    for fast_path in (True, False):
        issue = {"unique_key": f"key-{fast_path}", "title": "x", "description": "d"}
        incident = {"match": {"host": "web-01"}, "level": f"P{int(fast_path)}", "comment": f"path {fast_path}"}
        tasks = [
            {EVENT: {"title": "x", "at": "2026-01-01 00:00"}, "check_mode": True},
            {EVENT: {"title": "x", "at": "-1h", "unique_key": f"key-{fast_path}"}},
            {EVENT: {"title": "x", "unique_key": f"key-{fast_path}"}},
            {EVENT: {"title": "x", "status": "ok", "monitor_secret": SECRET, "monitor_path": "p"}},
            {EVENT: {"state": "recovered", "unique_key": "never"}},
            {INFO: {}, "register": "open"},
            {"ansible.builtin.set_fact": {"seen": "{{ open.events[0].df_title }}"}},
            {EVENT: {"title": ""}, "ignore_errors": True},
            {INFO: {"ids": ["E_1"]}},
            {ISSUE: issue, "check_mode": True},
            {ISSUE: {**issue, "comment": "c"}},
            {ISSUE: {**issue, "comment": "c"}},
            {ISSUE: {"unique_key": issue["unique_key"], "status": "closed"}},
            {ISSUES: {"unique_key": issue["unique_key"], "comments": True}},
            {ISSUE: {"title": ""}, "ignore_errors": True},
            {INCIDENT: incident},
            {INCIDENT: incident},
            {INCIDENTS: {}, "register": "read"},
            {"ansible.builtin.set_fact": {"seen": "{{ read.incidents[0] }}"}},
            {"ansible.builtin.set_fact": {"seen": "{{ read.incidents[0].name }}"}},
            {INCIDENT: {"match": {}}, "ignore_errors": True},
        ]
        finished = play.run(tasks, "-v", fast_path=fast_path, **JSON)
        assert "ignored=3" in finished.stdout, finished.stdout
        assert SECRET not in finished.stdout + finished.stderr
        found = answers(finished)
        assert len(found) == len(tasks)
        keep = ("changed", "failed", "msg", "api_calls", "missing")
        told.append([{name: one.get(name) for name in keep} for one in found])
    assert told[0] == told[1]
    assert not (play.folder / "executed").exists()
    assert SECRET not in str(play.emulator.requests(bodies=True))


def test_all_hosts_of_a_play_write_one_event(play):
    """Without run_once, and side by side."""
    play.hosts = {"all": {"hosts": {f"web-{number}": {} for number in range(12)}}}
    finished = play.run([{EVENT: {"title": "x", "unique_key": "deploy"}}], "--forks", "6")
    assert finished.returncode == 0, finished.stdout
    assert [one["operationId"] for one in play.emulator.requests()] == ["query_data_v1", "event_create"]
    assert finished.stdout.count("changed: [") == 1


@pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])
def test_an_error_shows_no_secret(play, fast_path):
    play.emulator.fault("500", times=None)
    task = {EVENT: {"title": SECRET, "monitor_secret": SECRET, "monitor_path": "p"}}
    finished = play.run([task], "-vvv", "--diff", fast_path=fast_path, ANSIBLE_DISPLAY_TRACEBACK="always")
    assert finished.returncode == 2
    assert SECRET not in finished.stdout + finished.stderr
    assert play.key not in finished.stdout + finished.stderr
