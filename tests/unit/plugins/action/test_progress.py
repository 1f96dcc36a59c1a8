# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long task tells how far it is while it runs, on the error stream, so that what callbacks print stays whole."""

from __future__ import annotations

import json
import re

import pytest

OBJECTS = {"dashboards": [{"name": f"board {number}"} for number in range(8)]}


@pytest.mark.parametrize("arguments", [(), ("-v",)], ids=["plain", "verbose"])
def test_a_wait_is_told_as_it_begins_and_output_stays_machine_readable(play, arguments):
    """A minute of twenty requests, scaled to two and a half seconds of four."""
    play.emulator.limit(4, 2.5)
    tasks = [{"truewatch.openapi.truewatch_workspace": {"definition": OBJECTS, "rate_limit": "4/2.5"}}]
    finished = play.run(tasks, *arguments, ANSIBLE_STDOUT_CALLBACK="minimal")
    told = [line for line in finished.stderr.splitlines() if line.startswith("truewatch: ")]
    assert len(told) == 2, finished.stderr
    for line in told:
        assert re.fullmatch(
            r"truewatch: \d of 8 changes, dashboard 'board \d', \d requests; waiting for .* until [\d:]{8}", line
        )
    assert "truewatch: " not in finished.stdout
    result = json.JSONDecoder().raw_decode(finished.stdout.partition("localhost | CHANGED => ")[2])[0]
    assert result["summary"]["create"] == 8
    assert result["waited_seconds"] > 2
    assert all(request["status"] == 200 for request in play.emulator.requests())


def test_a_short_task_tells_nothing(play):
    finished = play.run([{"truewatch.openapi.truewatch_workspace": {"definition": OBJECTS}}])
    assert "failed=0" in finished.stdout
    assert "truewatch: " not in finished.stdout + finished.stderr
