# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan that the role workspace writes: in check mode, after a run, and after a failure."""

from __future__ import annotations

import json

from .results import results_in, shown

ROLE = "truewatch.openapi.workspace"
HOSTILE = "</code><b>{{ lookup('ansible.builtin.pipe', 'touch canary') }}"


def test_the_plan_is_written_whatever_becomes_of_the_run(play):
    def role(number, check=False, **variables):
        task = {
            "ansible.builtin.include_role": {"name": ROLE},
            "vars": {"workspace_plan_dest": f"plan{number}.md", **variables},
        }
        told = [{"ansible.builtin.debug": {"msg": shown("workspace")}}]
        return {"block": [task], "rescue": [{"ansible.builtin.meta": "noop"}], "always": told, "check_mode": check}

    wanted = [{"name": HOSTILE, "description": HOSTILE}, {"name": "Web"}]
    for name, content in {"wanted": wanted, "broken": [1]}.items():
        (play.folder / name / "dashboards").mkdir(parents=True)
        (play.folder / name / "dashboards" / "a.json").write_text(json.dumps(content))
    variables = {"workspace_src": str(play.folder / "wanted")}
    tasks = [
        role(1, check=True, **variables),
        role(2, **variables, workspace_plan_title="Production <main>"),
        role(3, check=True, **variables),
        role(4, check=True, workspace_src=str(play.folder / "broken")),
        role(5, workspace_plan_dest=None, **variables),
        role(5, workspace_plan_dest=None),
    ]
    finished = play.run(tasks)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    planned, done, again, failed, _without, lacking = results_in(finished.stdout)
    assert [one["status"] for one in planned["objects"]] == ["planned"] * 2
    assert sorted(one["name"] for one in done["objects"]) == sorted(["Web", HOSTILE])
    assert [one["status"] for one in done["objects"]] == ["done"] * 2
    assert (again["changed"], again["summary"]["nothing"], again["objects"]) == (False, 2, [])
    assert failed["failed"] and failed["markdown"].endswith("/plan4.md") and "a.json" in failed["msg"]
    assert lacking["msg"] == "Set workspace_src to the folder of the workspace, or workspace_definition."
    plans = [(play.folder / f"plan{number}.md").read_text("utf-8") for number in range(1, 5)]
    assert "2 to create, 0 to change, 0 to delete, 0 unchanged" in plans[0]
    assert "<code>&lt;/code&gt;&lt;b&gt;{{ lookup" in plans[0]
    assert plans[1].startswith("## Production &lt;main&gt;\n\n**This run had 2 to create, ")
    assert "No difference: " in plans[2]
    assert "<b>It failed:</b> <code>" in plans[3]
    assert not (play.folder / "plan5.md").exists()
    assert not list(play.folder.rglob("canary"))
    writes = [one["operationId"] for one in play.emulator.requests() if one["operationId"] == "dashboards_create"]
    assert len(writes) == 2
