# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of the connection in real plays: alike on both paths and in check mode, and as a playbook."""

from __future__ import annotations

import json

CHECK = "truewatch.openapi.truewatch_connection_info"
JSON = {"ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default", "ANSIBLE_CALLBACK_RESULT_FORMAT": "json"}
#: What differs from one run to the next.
PASSING = ("clock", "service", "rate_limit", "page", "invocation")


def answers(finished):
    lines = [line.partition("=> ")[2] for line in finished.stdout.splitlines() if " => {" in line]
    return [json.loads(line) for line in lines]


def test_both_paths_and_check_mode_tell_the_same(play):
    tasks = [
        {CHECK: {"reads": ["dashboard", "query"]}},
        {CHECK: {"reads": ["dashboard", "query"]}, "check_mode": True},
        {CHECK: {"api_key": "another"}},
        {CHECK: {"api_key": "another", "fail_on": "error"}, "ignore_errors": True},
        {CHECK: {"reads": ["dashbord"]}, "ignore_errors": True},
    ]
    told, sent = [], []
    for fast_path in (True, False):
        finished = play.run(tasks, "-v", fast_path=fast_path, **JSON)
        assert "ok=5" in finished.stdout, finished.stdout
        assert "ignored=2" in finished.stdout, finished.stdout
        assert play.key not in finished.stdout + finished.stderr
        told.append([{key: one.get(key) for key in one if key not in PASSING} for one in answers(finished)])
        sent.append([one["operationId"] for one in play.emulator.requests()])
        play.emulator.reset()
    for result in (*told[0], *told[1]):
        (result.get("key") or {}).pop("created_at", None)
        result.pop("exception", None)
        result.pop("_ansible_no_log", None)
    assert told[0] == told[1]
    assert sent[0] == sent[1]
    good, checked, bad, failed, refused = told[0]
    assert {**good, "check_mode": True} == checked
    assert good["ok"] is True
    assert (bad["ok"], failed["ok"]) == (False, False)
    assert failed["msg"].startswith("The service refuses the key: ")
    assert "ok" not in refused


def test_the_playbook_shows_the_page_and_fails_for_a_trouble(play):
    finished = play.run_playbook("check", "-e", "check_reads=dashboard,query")
    assert finished.returncode == 0, finished.stdout
    assert '"No problems."' in finished.stdout
    assert '"Reads       allowed: dashboard 0, query"' in finished.stdout
    play.emulator.fault("bad_key_401", times=None)
    finished = play.run_playbook("check")
    assert finished.returncode != 0
    assert '"1 error"' in finished.stdout
    assert "The service refuses the key: Invalid request API KEY. The page above says what to do." in finished.stdout
    assert play.run_playbook("check", "-e", "check_fail_on=never").returncode == 0
