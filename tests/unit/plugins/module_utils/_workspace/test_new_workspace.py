# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of the guide "a workspace from nothing": one run takes an empty workspace to all of it."""

from __future__ import annotations

import pathlib

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError

FOLDER = pathlib.Path(__file__).parents[5] / "playbooks" / "files" / "new_workspace"
SECRETS = {"notify_object/On-call chat": {"webhook": "https://hooks.example.com/canary"}}
#: It is there from the beginning, and changed.
SETTINGS = "workspace_settings"


def wrote(workspace):
    return [name for name in workspace.sent if OPERATIONS[name].writes]


def test_one_run_takes_an_empty_workspace_to_all_of_it(workspace):
    given = {"src": str(FOLDER), "secrets": SECRETS}
    planned, warned = workspace.apply(check_mode=True, warnings=True, **given)
    assert not wrote(workspace)
    done, warnings = workspace.apply(warnings=True, **given)
    assert warned == warnings == []
    assert done["diff"] == planned["diff"] and done["summary"] == planned["summary"]
    assert {entry["kind"] for entry in done["results"] if entry["action"] != "create"} == {SETTINGS}
    assert {entry["status"] for entry in done["results"]} == {"done"}
    assert not any("dangers" in entry for entry in done["results"])
    again = workspace.apply(**given)
    assert not again["changed"] and not wrote(workspace)
    assert not workspace.apply(src=str(FOLDER))["changed"], "an unchanged secret is needed no more"
    assert "canary" not in str([planned, done, again, workspace.desk.emulator.requests(bodies=True)])


@pytest.mark.parametrize("check_mode", [True, False])
def test_what_is_secret_is_asked_for_before_anything_is_written(workspace, check_mode):
    with pytest.raises(InputError, match="nothing was written.*secrets: {notify_object/On-call chat: {webhook: ...}}"):
        workspace.apply(src=str(FOLDER), check_mode=check_mode)
    assert not wrote(workspace)


def test_it_is_as_an_export_would_have_it(workspace, tmp_path):
    """What was applied is exported, and goes into a second workspace with nothing to add but the secrets."""
    workspace.apply(src=str(FOLDER), secrets=SECRETS)
    exported = workspace.export(tmp_path / "exported")
    assert set(exported["report"]["secrets"]) == set(SECRETS)
    assert not exported["report"]["ids"] and not exported["report"]["unread"]
    assert not workspace.apply(src=str(tmp_path / "exported"))["changed"]
