# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode is the same for a role whether the whole run is in it, or only the block around the role."""

from __future__ import annotations

import subprocess

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS

from .results import ROLES, results_in, shown

#: Each has something to do, which --check tells in other words than a real run.
GIVEN = {
    "backup": {"backup_dest": "out", "backup_commit": True, "backup_kinds": ["team"]},
    "dashboards": {"dashboards_list": [{"name": "Web"}]},
    "drift_report": {"drift_report_src": "wanted", "drift_report_policy": "none"},
    "key_rotation": {
        "key_rotation_roles": ["wsAdmin"],
        "key_rotation_store_tasks": "store.yml",
    },
    "maintenance": {"maintenance_tasks": "work.yml"},
    "monitors": {"monitors_list": [{"name": "CPU", "definition": {"jsonScript": {"type": "simpleCheck"}}}]},
    "rollout": {"rollout_tasks": "work.yml", "rollout_checks": [{"name": "up", "hosts": ["a"]}]},
    "team_sync": {"team_sync_people": [{"email": "ada@example.com"}], "team_sync_roles": ["general"]},
    "workspace": {"workspace_src": "wanted"},
}
#: Times, which differ between two runs.
TIMES = ("began_at", "unique_key", "compared_at", "until", "delete_after", "elapsed")


def without_times(value):
    if isinstance(value, dict):
        return {key: without_times(item) for key, item in value.items() if key not in (*TIMES, "msg")}
    return [without_times(item) for item in value] if isinstance(value, list) else value


def test_a_role_in_a_block_with_check_mode_returns_what_it_returns_with_check(play):
    assert set(GIVEN) == {path.name for path in ROLES.iterdir()}
    (play.folder / "wanted" / "dashboards").mkdir(parents=True)
    (play.folder / "wanted" / "dashboards" / "a.json").write_text('{"name": "Shop"}')
    (play.folder / "store.yml").write_text('[{"ansible.builtin.debug": {"msg": "stored"}}]')
    (play.folder / "work.yml").write_text('[{"ansible.builtin.debug": {"msg": "worked"}}]')
    (play.folder / "out").mkdir()
    subprocess.run(["git", "init", "--quiet", str(play.folder)], check=True)
    roles = [
        task
        for role, given in GIVEN.items()
        for task in (
            {"ansible.builtin.include_role": {"name": f"truewatch.openapi.{role}"}, "vars": given},
            {"ansible.builtin.debug": {"msg": shown(role)}},
        )
    ]
    prepared = play.run([{"truewatch.openapi.truewatch_team": {"name": "Ops"}}])
    assert prepared.returncode == 0, prepared.stdout + prepared.stderr
    before = len(play.emulator.requests())
    runs = [play.run(roles, "--check"), play.run([{"block": roles, "check_mode": True}])]
    for finished in runs:
        assert finished.returncode == 0, finished.stdout + finished.stderr
    whole, block = (results_in(finished.stdout) for finished in runs)
    assert without_times(block) == without_times(whole)
    told = dict(zip(GIVEN, block, strict=True))
    assert told["dashboards"]["msg"].startswith("Planned: 1 to create")
    assert told["monitors"]["objects"][0]["status"] == told["workspace"]["objects"][0]["status"] == "planned"
    assert told["key_rotation"]["msg"].endswith("would be replaced.")
    assert told["rollout"]["msg"].endswith("would go to localhost.")
    assert told["team_sync"]["msg"].startswith("Planned")
    sent = [request["operationId"] for request in play.emulator.requests()[before:]]
    assert [name for name in sent if name and OPERATIONS[name].writes] == []


def test_no_role_asks_ansible_check_mode_which_only_knows_the_option_of_the_command_line():
    for path in ROLES.rglob("*"):
        assert path.is_dir() or "ansible_check_mode" not in path.read_text(encoding="utf-8"), path
