# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The command line: what it prints, refuses and keeps."""

from __future__ import annotations

import contextlib
import copy
import functools
import json
import operator
import pathlib
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest

from ansible_collections.truewatch.openapi.tests.emulator import Handle, running_process
from ansible_collections.truewatch.openapi.tests.emulator.__main__ import main
from ansible_collections.truewatch.openapi.tests.emulator.objects.seed import given
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api
from ansible_collections.truewatch.openapi.tests.emulator.server import listen, make_server
from ansible_collections.truewatch.openapi.tests.emulator.service import Request, Service, Settings
from ansible_collections.truewatch.openapi.tests.emulator.state import StateError, StateFile

ROOT = pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture
def refused(capsys):
    """A function that runs the command line with arguments that end it, and returns (exit status, errors)."""

    def run(*arguments):
        try:
            status = main(arguments)
        except SystemExit as ended:
            status = ended.code
        printed = capsys.readouterr()
        assert printed.out == ""
        return status, printed.err

    return run


@contextlib.contextmanager
def started(*arguments):
    """The process of a ready emulator."""
    command = [sys.executable, "-m", "tests.emulator", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        ready, process.url = process.stdout.readline().strip().rsplit(" ", 1)
        assert ready == "emulator ready:"
        yield process


def test_is_ready_within_two_seconds_however_many_hosts():
    arguments = ("--hosts", "50000", "--api-key", "k=wksp_1", "--rate-limit", "2/60", "--dialect", "guide")
    for _attempt in range(3):  # a busy machine may delay one
        before = time.monotonic()
        with running_process(*arguments) as handle:
            seconds = time.monotonic() - before
            api = Api(handle.url, "k")
            assert api.get("/api/v1/object/host/list").json()["pageInfo"]["totalCount"] == 50_000
            assert [api.get("/api/v1/dashboard/list").status_code for _time in range(2)] == [200, 401]
        if seconds < 2:
            return
    pytest.fail(f"the last start took {seconds:.1f} s")


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
        (["--rate-limit", "twenty"], "such as 20/60"),
        (["--rate-limit", "20/nan"], "such as 20/60"),
        (["--dialect", "none"], "--dialect"),
        (["--variant", "bear_lists"], "--variant"),
        (["--observed", "nowhere.json"], "nowhere.json cannot be read"),
        (["--observed", __file__], "this is no report of the conformance suite"),
        (["--port", "65536"], "0 to 65535"),
        (["--hosts", "-1"], "--hosts"),
        (["--api-key", "k=a", "--api-key", "k=b"], "--api-key"),
    ],
)
def test_bad_arguments_are_explained(refused, arguments, told):
    status, errors = refused(*arguments)
    assert status == 2
    assert told in errors


def test_port_that_is_taken_is_told_in_one_line(refused):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, errors = refused("--port", str(taken.getsockname()[1]))
    assert (status, errors.count("\n")) == (1, 1)
    assert "already in use; --port 0 takes a free one" in errors


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stops_at_once_and_silently(number):
    with started() as process:
        process.send_signal(number)
        assert process.communicate(timeout=5) == ("", "")
    assert process.returncode == 0


def test_stops_silently_in_the_middle_of_a_request():
    with started("--api-key", "k") as process:
        port = int(process.url.rpartition(":")[2])
        Handle(process.url).fault("slow", seconds=60)
        request = b"GET /api/v1/dashboards/list HTTP/1.1\r\nHost: x\r\nDF-API-KEY: k\r\n\r\n"
        with (
            socket.create_connection(("127.0.0.1", port)) as slow,
            socket.create_connection(("127.0.0.1", port)) as half,
        ):
            slow.sendall(request)
            half.sendall(request[:-2] + b"Content-Length: 5\r\n\r\n")
            deadline = time.monotonic() + 10
            while not Handle(process.url).requests():
                assert time.monotonic() < deadline
            process.terminate()
            assert process.communicate(timeout=5) == ("", "")
    assert process.returncode == 0


def test_stop_before_it_serves():
    server = make_server(Service(Settings({"k": None})))
    server.stop()
    server.stop()
    with listen("127.0.0.1", 0) as listener:
        server.run(sockets=[listener])


def test_state_file_keeps_added_objects_and_labels(tmp_path):
    arguments = ("--state", str(tmp_path / "state.json"), "--api-key", "k", "--hosts", "2")
    row = {"name": "own", "os": "linux", "df_label": ["mine"]}
    with running_process(*arguments) as handle:
        handle.seed(objects=[{"class": "HOST", "fields": row}])
    for _restart in range(2):
        with running_process(*arguments) as handle:
            api = Api(handle.url, "k")
            rows = api.content(api.get("/api/v1/object/host/list"))["data"]
            assert len(rows) == 3
            (own,) = [found for found in rows if found["name"] == "own"]
            assert {name: own[name] for name in row} == row


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"form": 1, "workspaces": {}}', '{"form": 2, "digest": "", "workspaces": {}}']
)
def test_damaged_state_file_is_told_and_left_alone(refused, tmp_path, content):
    file = tmp_path / "state.json"
    file.write_text(content)
    status, errors = refused("--state", str(file))
    assert (status, errors.count("\n")) == (1, 1)
    assert str(file) in errors
    assert file.read_text() == content


def saved_state(folder):
    """A state file with objects, rows and labels, and what it holds."""
    service = Service(Settings({"k": None}))
    workspace = next(iter(service.workspaces.by_uuid.values()))
    workspace.add_objects("HOST", [given("HOST", {"name": "own", "os": "linux"})])
    workspace.objects.set_labels("HOST", "own", ["mine"])
    sent = json.dumps({"name": "kept"}).encode()
    made = Request("POST", "/api/v1/dashboards/create", "", "k", "application/json", sent)
    assert service.handle(made).response.status == 200
    file = folder / "state.json"
    StateFile(str(file), service).save()
    return file, json.loads(file.read_text())


def members(value, path=()):
    """The paths of all members inside a JSON value."""
    found = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in found:
        yield (*path, step)
        yield from members(member, (*path, step))


@pytest.mark.parametrize("damage", ["removed", None, {}])
def test_any_damage_of_a_state_file_is_noticed_at_the_start(tmp_path, damage):
    file, saved = saved_state(tmp_path)
    StateFile(str(file), Service(Settings({"k": None}))).load()
    paths = list(members(saved))
    assert any("__docid" in path for path in paths) and any("createAt" in path for path in paths)
    for path in paths:
        damaged = copy.deepcopy(saved)
        holder = functools.reduce(operator.getitem, path[:-1], damaged)
        if damage == "removed":
            del holder[path[-1]]
        elif holder[path[-1]] == damage:
            continue
        else:
            holder[path[-1]] = damage
        file.write_text(json.dumps(damaged))
        with pytest.raises(StateError, match="is damaged or no state file"):
            StateFile(str(file), Service(Settings({"k": None}))).load()


def test_state_file_that_cannot_be_written(refused, tmp_path):
    file = tmp_path / "gone" / "state.json"
    status, errors = refused("--state", str(file))
    assert (status, f"cannot write {file}" in errors) == (1, True)

    file.parent.mkdir()
    with started("--state", str(file)) as process:
        shutil.rmtree(file.parent)
        process.terminate()
        _output, errors = process.communicate(timeout=5)
    assert (process.returncode, f"cannot write {file}" in errors) == (1, True)
