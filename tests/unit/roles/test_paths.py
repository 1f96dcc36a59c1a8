# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Relative paths given to the collection's own playbooks begin in the working directory, not among its own files."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("playbook", "option", "path"),
    [("apply", "workspace_src", "files"), ("dashboards", "dashboards_folder", "files/dashboards")],
)
def test_a_folder_that_the_collection_has_too_is_the_one_of_the_working_directory(play, playbook, option, path):
    missing = play.run_playbook(playbook, "-e", f"{option}={path}", "--check")
    assert missing.returncode != 0, missing.stdout
    assert path in missing.stdout
    assert play.emulator.requests() == []
    own = play.folder / "files" / "dashboards" / "own.json"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps({"title": "Own", "main": {"charts": []}}), encoding="utf-8")
    finished = play.run_playbook(playbook, "-e", f"{option}={path}")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    made = [
        one["body"]["name"] for one in play.emulator.requests(bodies=True) if one["operationId"] == "dashboards_create"
    ]
    assert made == ["Own"]


def test_the_working_directory_is_where_the_process_is_whatever_its_environment_says(play):
    """A program that starts Ansible elsewhere, such as ansible-runner, may hand on a PWD that is its own."""
    wanted = play.folder / "wanted" / "dashboards" / "own.json"
    wanted.parent.mkdir(parents=True)
    wanted.write_text(json.dumps({"title": "Own", "main": {"charts": []}}), encoding="utf-8")
    tasks = [
        {"ansible.builtin.include_role": {"name": f"truewatch.openapi.{name}"}, "vars": variables}
        for name, variables in (
            ("workspace", {"workspace_src": "wanted"}),
            ("drift_report", {"drift_report_src": "wanted", "drift_report_dest": "drift"}),
            ("backup", {"backup_dest": "backup", "backup_kinds": ["dashboard"]}),
            ("dashboards", {"dashboards_folder": "wanted/dashboards"}),
        )
    ]
    finished = play.run(tasks, PWD="/")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert (play.folder / "drift" / "report.html").is_file()
    assert (play.folder / "backup" / "dashboards" / "own.json").is_file()
