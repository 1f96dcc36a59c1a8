# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook apply with the folder of a new workspace, whose secrets come from a file of variables."""

from __future__ import annotations

import json
import pathlib

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS

FOLDER = pathlib.Path(__file__).parents[3] / "playbooks" / "files" / "new_workspace"


def test_an_empty_workspace_gets_all_of_it_in_one_run(play):
    webhook = "https://hooks.example.com/canary-4b1d"
    secrets = play.folder / "secrets.yml"
    secrets.write_text(json.dumps({"workspace_secrets": {"notify_object/On-call chat": {"webhook": webhook}}}))
    told, written = [], []
    for arguments in (["--check", "--diff", "-vvv"], ["--diff", "-vvv"], []):
        done = play.run_playbook("apply", "-e", f"workspace_src={FOLDER}", "-e", f"@{secrets}", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "canary-4b1d" not in done.stdout + done.stderr
        told.append(" ".join(done.stdout.split()))
        sent = [request["operationId"] for request in play.emulator.requests()]
        written.append(len([name for name in sent if OPERATIONS[name].writes]))
    assert "Planned: 34 to create, 1 to change, 0 to delete, 0 unchanged" in told[0]
    assert "Applied: 34 created, 1 changed, 0 deleted, 0 unchanged" in told[1]
    assert "Applied: 0 created, 0 changed, 0 deleted, 35 unchanged" in told[2]
    assert written[0] == 0 < written[1] == written[2]
