# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Relative paths given to the collection's own playbooks begin in the working directory, not among its own files."""

from __future__ import annotations

import json
import pathlib
import re

import pytest
import yaml

ROLES = pathlib.Path(__file__).parents[3] / "roles"


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
            ("workspace", {"workspace_src": "wanted", "workspace_plan_dest": "new/plans/plan.md"}),
            ("drift_report", {"drift_report_src": "wanted", "drift_report_dest": "new/drift"}),
            ("backup", {"backup_dest": "new/backup", "backup_kinds": ["dashboard"]}),
            ("dashboards", {"dashboards_folder": "wanted/dashboards"}),
        )
    ]
    finished = play.run(tasks, PWD="/")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    # Folders that were not there are made.
    assert (play.folder / "new" / "plans" / "plan.md").is_file()
    assert (play.folder / "new" / "drift" / "report.html").is_file()
    assert (play.folder / "new" / "backup" / "dashboards" / "own.json").is_file()


#: Every option of a role that names a file or folder to be written, and what else its entry point needs.
WRITTEN = {
    "workspace_plan_dest": {"workspace_src": "wanted"},
    "backup_dest": {},
    "drift_report_dest": {"drift_report_src": "wanted"},
    "drift_report_overview_dest": {},
}


def test_where_nothing_can_be_written_nothing_is_sent(play):
    specs = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in ROLES.glob("*/meta/argument_specs.yml")]
    points = [
        (point, option) for spec in specs for point, one in spec["argument_specs"].items() for option in one["options"]
    ]
    written = {option: point for point, option in points if option.endswith("_dest")}
    assert set(written) == set(WRITTEN)
    (play.folder / "blocked").write_text("a file", encoding="utf-8")
    (play.folder / "wanted" / "dashboards").mkdir(parents=True)
    (play.folder / "wanted" / "dashboards" / "own.json").write_text('{"name": "Own"}', encoding="utf-8")
    tasks = []
    for option, point in written.items():
        role = next(path.name for path in ROLES.iterdir() if option.startswith(f"{path.name}_"))
        include = {"name": f"truewatch.openapi.{role}", "tasks_from": point}
        variables = {**WRITTEN[option], option: "blocked/below/it"}
        told = {"ansible.builtin.debug": {"msg": f"REFUSED {option} {{{{ ansible_failed_result.msg }}}} END"}}
        tasks.append({"block": [{"ansible.builtin.include_role": include, "vars": variables}], "rescue": [told]})
    finished = play.run(tasks)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    refused = dict(re.findall(r"REFUSED (\w+) (.*) END", finished.stdout))
    assert set(refused) == set(WRITTEN), finished.stdout
    assert all("blocked" in message for message in refused.values()), refused
    assert play.emulator.requests() == []
