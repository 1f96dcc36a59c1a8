# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages about the content of a file name the file, in process and as a module."""

from __future__ import annotations

import json

import pytest

BAD = {"jsonScript": {"title": "Disk", "targets": "none"}}
GRAFANA = {"title": "Node", "panels": []}


@pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])
def test_a_failure_names_the_file_and_the_member(play, fast_path):
    (play.folder / "pack.json").write_text(json.dumps({"checkers": [BAD, BAD]}), encoding="utf-8")
    (play.folder / "grafana.json").write_text(json.dumps(GRAFANA), encoding="utf-8")
    (play.folder / "list.json").write_text(json.dumps([GRAFANA]), encoding="utf-8")
    tasks = []
    for module, file, message in (
        (
            "monitor",
            "pack.json",
            "^pack.json: 2 of 2 monitors of the pack failed: number 1 'Disk': 'jsonScript.targets'",
        ),
        ("dashboard", "grafana.json", "^grafana.json: It looks like a dashboard of Grafana"),
        ("dashboard", "list.json", "^'list.json' must hold a mapping; it holds a list of 1: give one by its number"),
    ):
        tasks.append({f"truewatch.openapi.truewatch_{module}": {"src": file}, "register": "r", "ignore_errors": True})
        tasks.append({"ansible.builtin.assert": {"that": [f"r.msg is match({message!r})"]}})
    # What was told on the way is not lost when the task fails.
    over = {"name": "old", "hosts": ["h"], "duration": "1h", "repeat": {"at": "02:00", "expires": "2026-01-01 00:00"}}
    wanted = {"mutes": [over], "dashboards": [{"name": "x", "colour": "red"}]}
    options = {"definition": wanted, "continue_on_error": True}
    tasks.append({"truewatch.openapi.truewatch_workspace": options, "register": "r", "ignore_errors": True})
    tasks.append(
        {"ansible.builtin.assert": {"that": ["r.warnings is defined", "r.warnings[0] is search('passed over')"]}}
    )
    finished = play.run(tasks, fast_path=fast_path)
    assert "failed=0" in finished.stdout, finished.stdout
