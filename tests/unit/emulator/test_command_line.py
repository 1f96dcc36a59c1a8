# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The command line: what it prints, refuses and keeps."""

from __future__ import annotations

import pathlib
import stat
import subprocess
import sys
import time

import pytest

from ansible_collections.truewatch.openapi.tests.emulator import running_process
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api

ROOT = pathlib.Path(__file__).resolve().parents[3]


def run(*arguments):
    command = [sys.executable, "-m", "tests.emulator", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)


def test_is_ready_within_two_seconds_however_many_hosts():
    started = time.monotonic()
    with running_process(
        "--hosts", "50000", "--api-key", "k=wksp_1", "--rate-limit", "2/60", "--dialect", "guide"
    ) as handle:
        assert time.monotonic() - started < 2
        api = Api(handle.url, "k")
        assert api.get("/api/v1/object/host/list").json()["pageInfo"]["totalCount"] == 50_000
        assert [api.get("/api/v1/dashboard/list").status_code for _time in range(2)] == [200, 401]


def test_state_file_outlives_the_process_and_is_private(tmp_path):
    file = tmp_path / "state.json"
    arguments = ("--state", str(file), "--api-key", "k=w", "--hosts", "3")
    with running_process(*arguments) as handle:
        made = Api(handle.url, "k").post("/api/v1/dashboards/create", {"name": "kept"}).json()["content"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with running_process(*arguments) as handle:
        api = Api(handle.url, "k")
        assert api.content(api.get(f"/api/v1/dashboards/{made['uuid']}/get"))["name"] == "kept"
        assert api.post("/api/v1/dashboards/create", {"name": "next"}).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--host", "0.0.0.0"], "--allow-remote"),  # noqa: S104 - refused, that is the point
        (["--rate-limit", "0/60"], "COUNT/SECONDS"),
        (["--api-key", "=w"], "KEY"),
        (["--dialect", "none"], "--dialect"),
    ],
)
def test_bad_arguments_are_explained(arguments, told):
    done = run(*arguments)
    assert done.returncode == 2
    assert told in done.stderr
