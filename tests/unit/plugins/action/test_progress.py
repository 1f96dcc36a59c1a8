# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long task tells how far it is while it runs, on the error stream, so that what callbacks print stays whole."""

from __future__ import annotations

import json
import re

import pytest

from ansible_collections.truewatch.openapi.plugins.plugin_utils import _progress as progress_of_plays
from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plays import Play

OBJECTS = {"dashboards": [{"name": f"board {number}"} for number in range(8)]}


@pytest.mark.parametrize("arguments", [(), ("-v",)], ids=["plain", "verbose"])
def test_a_wait_is_told_as_it_begins_and_output_stays_machine_readable(play, arguments):
    """A minute of twenty requests, scaled to two and a half seconds of four, and a moment for a request to arrive."""
    play.emulator.limit(4, 2.5)
    tasks = [{"truewatch.openapi.truewatch_workspace": {"definition": OBJECTS, "rate_limit": "4/2.8"}}]
    finished = play.run(tasks, *arguments, ANSIBLE_STDOUT_CALLBACK="minimal")
    told = [line for line in finished.stderr.splitlines() if line.startswith("truewatch: ")]
    far = r"truewatch: \d of 8 changes, dashboard 'board \d', \d requests"
    assert any(re.fullmatch(far + r"; waiting for .* until [\d:]{8}", line) for line in told), finished.stderr
    assert all(re.match(r"truewatch: \d of 8 (objects compared|changes), ", line) for line in told), finished.stderr
    assert "truewatch: " not in finished.stdout
    result = json.JSONDecoder().raw_decode(finished.stdout.partition("localhost | CHANGED => ")[2])[0]
    assert result["summary"]["create"] == 8
    assert result["waited_seconds"] > 2
    assert all(request["status"] == 200 for request in play.emulator.requests())


def test_hosts_side_by_side_are_named_and_one_of_those_that_wait_together_shows_it(tmp_path):
    """Two hosts share a workspace; each workspace reaches its limit once."""
    kinds = ["dashboard", "monitor", "mute", "note", "blacklist"]
    hosts = {"web": ("shop", kinds[:3]), "db": ("shop", kinds[:3]), "books": ("bank", kinds)}
    with running(api_keys={"key-of-shop": "shop", "key-of-bank": "bank"}) as emulator:
        play = Play(emulator, tmp_path)
        play.hosts = {"all": {"hosts": {host: {"of": of, "kinds": some} for host, (of, some) in hosts.items()}}}
        options = {"kind": "{{ item }}", "api_key": "key-of-{{ of }}", "rate_limit": "4/2.5"}
        finished = play.run([{"truewatch.openapi.truewatch_info": options, "loop": "{{ kinds }}"}])
    assert finished.stdout.count("failed=0") == 3, finished.stdout
    told = [line for line in finished.stderr.splitlines() if line.startswith("truewatch: ")]
    waits = [
        re.fullmatch(r"truewatch: \[(\w+)\] waiting for the API's rate limit until [\d:]{8}", line) for line in told
    ]
    assert all(waits), told
    assert sorted(hosts[wait[1]][0] for wait in waits) == ["bank", "shop"], told


def test_a_short_task_tells_nothing(play):
    finished = play.run([{"truewatch.openapi.truewatch_workspace": {"definition": OBJECTS}}])
    assert "failed=0" in finished.stdout
    assert "truewatch: " not in finished.stdout + finished.stderr


@pytest.fixture
def shown(monkeypatch):
    """A Progress, the time that it goes by as a list of one, and what it shows."""
    now, lines = [1000.0], []
    monkeypatch.setattr(progress_of_plays.time, "monotonic", lambda: now[0])
    progress = progress_of_plays.Progress()
    monkeypatch.setattr(progress._display, "display", lambda text, stderr: lines.append((text, stderr)))
    return progress, now, lines


def test_how_far_it_is_shows_now_and_then_and_not_in_the_first_seconds(shown):
    """The controller loads the file long before the task begins."""
    progress, now, lines = shown
    for seconds, text in ((60, "1 of 9"), (1.9, "2 of 9"), (0.1, "3 of 9"), (1, "4 of 9"), (1, "5 of 9")):
        now[0] += seconds
        progress.tell(text)
    assert lines == [("truewatch: 3 of 9", True), ("truewatch: 5 of 9", True)]


@pytest.mark.parametrize("text", ["", "1 of 9"])
@pytest.mark.parametrize(("seconds", "told"), [(1.99, 0), (2, 1), (60, 1)])
def test_a_wait_is_told_from_the_interval_of_progress_on_and_once(shown, seconds, told, text):
    progress, now, lines = shown
    if text:
        progress.tell(text)
    progress.tell_wait("limit", seconds)
    now[0] += seconds / 2  # another request waits for the same end
    progress.tell_wait("limit", seconds)
    assert len(lines) == told
    waits = rf"truewatch: {f'{text}; ' if text else ''}waiting for the API's rate limit until \d\d:\d\d:\d\d"
    assert all(re.fullmatch(waits, line) and stderr for line, stderr in lines), lines
    now[0] += seconds / 2
    progress.tell_wait("limit", 2)
    assert len(lines) == told + 1


def test_the_next_run_and_a_longer_wait_are_shown_whatever_other_processes_have_told(shown, monkeypatch, tmp_path):
    progress, now, lines = shown
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path))
    variables = {"inventory_hostname": "web", "ansible_play_hosts_all": ["web", "db"]}
    for run, seconds, told in ((7, 60, 1), (7, 60, 1), (7, 90, 2), (8, 60, 3), (8, 60, 3), (7, 60, 3)):
        monkeypatch.setattr(progress_of_plays.os, "getppid", lambda run=run: run)
        progress.begin(variables)
        progress.tell_wait("limit", seconds)
        assert len(lines) == told, lines
        now[0] += 1000  # another process knows nothing of what this one told
    (tmp_path / "limit.waits").write_text("damaged", encoding="utf-8")
    progress.tell_wait("limit", 60)
    progress.begin({**variables, "ansible_play_hosts_all": ["web"]})
    now[0] += 1000
    progress.tell_wait("limit", 60)
    assert [line.split(" waiting")[0] for line, _stderr in lines] == ["truewatch: [web]"] * 4 + ["truewatch:"]
