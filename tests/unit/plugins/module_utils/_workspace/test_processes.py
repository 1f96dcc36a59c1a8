# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that are killed, and runs at the same time, in processes of their own."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import subprocess
import sys

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import ConflictError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory

# Arguments: url, key, options, rate limit, number of requests after which the process dies (-1 for never), check mode.
SCRIPT = """
import json, os, sys
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.apply import ensure_workspace

url, key, params, rate_limit, life, check_mode = json.loads(sys.argv[1])

class Mortal(Client):
    def call(self, *arguments, **details):
        answer = super().call(*arguments, **details)
        if self.api_calls == life:
            os._exit(9)
        return answer

client = Mortal(Settings.from_options({"endpoint": url, "api_key": key, "rate_limit": rate_limit}))
print(json.dumps(ensure_workspace(Run(params, client, Memory(client), KINDS, check_mode))["summary"]))
"""


def start(workspace, rate_limit="10000/1", life=-1, verify="quick", check_mode=False):
    params = {
        "src": str(workspace.folder),
        "definition": None,
        "secrets": None,
        "kinds": None,
        "include": [],
        "exclude": [],
        "verify": verify,
        "relations": "fail",
        "continue_on_error": False,
        "prune": None,
        "max_deletions": 10,
        "unmanaged": False,
    }
    arguments = json.dumps([workspace.desk.url, workspace.desk.key, params, rate_limit, life, check_mode])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, arguments], env=environment, stdout=subprocess.PIPE, text=True
    )


def fill(workspace, number, template=None):
    for index in range(number):
        options = {"name": f"board {index:02}", **({"template": template} if template else {})}
        workspace.put("dashboards", f"board-{index:02}.json", options)
    return [f"board {index:02}" for index in range(number)]


def test_after_a_run_that_was_killed_at_any_request_the_next_one_finishes_the_work(workspace):
    names = fill(workspace, 30)
    for life in range(1, 32):
        workspace.desk.emulator.reset()
        assert start(workspace, life=life).wait() == 9
        summary = workspace.apply(verify="quick")["summary"]
        assert summary == {"create": 31 - life, "change": 0, "delete": 0, "nothing": life - 1}
        assert workspace.names == names


def test_two_runs_at_once_make_every_object_once_and_stay_within_the_budget(workspace):
    names = fill(workspace, 30)
    # A shorter window than the runs keep, since a busy machine delays requests unevenly.
    workspace.desk.emulator.limit(20, 0.3)
    runs = [start(workspace, rate_limit="20/0.5") for number in range(2)]
    summaries = [json.loads(run.communicate()[0]) for run in runs]
    assert sorted(summary["create"] for summary in summaries) == [0, 30]
    assert all(request["status"] == 200 for request in workspace.desk.emulator.requests())
    assert workspace.names == names


def test_two_plans_at_once_share_one_budget(workspace, template):
    """Plans do not wait for each other as runs that write do."""
    names = fill(workspace, 30, template)
    workspace.apply()
    workspace.desk.emulator.limit(20, 0.3)
    before = len(workspace.desk.emulator.requests())
    plans = [start(workspace, rate_limit="20/0.5", verify="full", check_mode=True) for number in range(2)]
    assert [json.loads(plan.communicate()[0])["nothing"] for plan in plans] == [len(names)] * 2
    requests = workspace.desk.emulator.requests()[before:]
    assert [request["status"] for request in requests] == [200] * 2 * (1 + len(names))


HOLD = """
import sys
from ansible_collections.truewatch.openapi.plugins.module_utils._api.locks import held
with held(sys.argv[1], ["workspace"], lambda: sys.exit(1)):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_run_waits_for_another_one_no_longer_than_total_timeout(workspace):
    fill(workspace, 1)
    desk = workspace.desk
    options = {"endpoint": desk.url, "api_key": desk.key, "rate_limit": "0", "total_timeout": 0.3}
    desk.client = Client(Settings.from_options(options))
    desk.memory = Memory(desk.client)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", HOLD, f"writing-{desk.client.fingerprint}"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        before = len(desk.emulator.requests())
        with pytest.raises(ConflictError, match="not done within total_timeout; nothing was written"):
            workspace.item(src=str(workspace.folder))
        assert len(desk.emulator.requests()) == before
        assert workspace.apply(check_mode=True)["summary"]["create"] == 1  # a plan waits for nobody
        other.stdin.close()
    assert workspace.apply()["summary"]["create"] == 1


def test_a_file_system_without_locks_costs_the_locks_alone(workspace, monkeypatch):
    def no_locks(*_arguments):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    monkeypatch.setattr(fcntl, "lockf", no_locks)
    names = fill(workspace, 3)
    assert workspace.apply()["summary"]["create"] == 3
    assert workspace.names == names
