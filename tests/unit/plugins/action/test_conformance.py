# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The conformance suite as a playbook and as a module elsewhere; the table of lifecycles comes from the controller."""

from __future__ import annotations

import json

from ansible_collections.truewatch.openapi.plugins.modules.truewatch_conformance import TASK


def answers(folder):
    return json.loads((folder / "conformance.json").read_text("utf-8"))["answers"]


def test_the_playbook_writes_a_report_and_goes_on_where_it_ended(play):
    given = {"conformance_level": "write", "conformance_dest": str(play.folder / "report")}
    first = play.run_playbook("conformance", "-e", json.dumps({**given, "conformance_questions": ["names"]}))
    assert first.returncode == 0, first.stdout + first.stderr
    assert "'confirmed': 1" in first.stdout or '"confirmed": 1' in first.stdout
    sent = len(play.emulator.requests())
    again = play.run_playbook("conformance", "-e", json.dumps({**given, "conformance_questions": ["names"]}))
    assert "changed=0" in again.stdout
    assert len(play.emulator.requests()) == sent, "what is answered is not asked again"
    assert set(answers(play.folder / "report")) == {"names"}


def test_as_a_module_with_the_objects_of_every_kind(play):
    task = {"dest": str(play.folder / "report"), "level": "write", "questions": ["life.tag"]}
    finished = play.run([{"truewatch.openapi.truewatch_conformance": task}], "-vvv", fast_path=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert {name: one["status"] for name, one in answers(play.folder / "report").items()} == {
        "life.tag": "confirmed",
        "taken.tag": "confirmed",
    }
    assert play.key not in finished.stdout + (play.folder / "report" / "conformance.md").read_text("utf-8")


def test_the_documented_limit_is_kept_unless_another_one_is_given():
    assert TASK.argument_spec["rate_limit"]["default"] == "20/60"
