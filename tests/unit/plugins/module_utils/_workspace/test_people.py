# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People in a set of objects: in files where their kind is named only, invited once, and never pruned."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

LINUS = {"email": "linus@example.com", "roles": ["general"]}


def test_people_are_exported_where_their_kind_is_named_only(workspace, tmp_path):
    workspace.export(tmp_path / "all")
    assert not (tmp_path / "all" / "members").exists()
    workspace.export(tmp_path / "named", kinds=["member"])
    names = sorted(path.name for path in (tmp_path / "named" / "members").iterdir())
    assert names == ["ada-example.com.yml", "alan-example.com.yml", "grace-example.com.yml"]
    assert "mobile" not in (tmp_path / "named" / "members" / names[0]).read_text()


def test_a_set_invites_people_and_no_prune_removes_any(workspace):
    given = {"definition": {"members": [LINUS]}}
    assert workspace.apply(**given)["summary"]["create"] == 1
    assert not workspace.apply(**given)["changed"]
    pruned = workspace.apply(**given, prune={"kinds": ["member", "team"], "name_prefix": "a"}, max_deletions=10)
    assert pruned["summary"]["delete"] == 0
    assert len(workspace.desk.memory.rows(KINDS["member"])) == 5


def test_a_role_that_a_key_may_have_is_pruned_where_roles_are_named_only(workspace):
    workspace.desk.ensure("role", name="ci", permissions=["monitor.cfgManage"])
    workspace.desk.ensure("api_key", name="ci", roles=["ci"])
    given = {"definition": {"tags": [{"name": "a"}]}, "max_deletions": 10}
    pruned, warnings = workspace.apply(**given, prune={"name_prefix": "ci"}, warnings=True)
    assert pruned["summary"]["delete"] == 0
    assert any("leaves the role 'ci': no answer tells all that may use it" in text for text in warnings)
    assert workspace.apply(**given, prune={"name_prefix": "ci", "kinds": ["role"]})["summary"]["delete"] == 1
    assert "access_keys_delete" not in workspace.sent


def test_who_was_invited_by_a_set_is_invited_once(workspace):
    workspace.desk.emulator.vary("invitations_wait")
    given = {"definition": {"members": [LINUS]}}
    (entry,) = workspace.apply(**given)["results"]
    assert (entry["action"], entry["uuid"], entry["status"]) == ("create", None, "done")
    (entry,) = workspace.apply(**given)["results"]
    assert (entry["action"], entry["changed"]) == ("nothing", False)


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_set_cannot_name_who_has_not_joined(workspace, check_mode):
    workspace.desk.emulator.vary("invitations_wait")
    teams = {"definition": {"members": [LINUS], "teams": [{"name": "Ops", "members": ["linus@example.com"]}]}}
    with pytest.raises(InputError, match="linus@example.com"):
        workspace.apply(**teams, check_mode=check_mode)
    assert "workspace_members_batch_invitation" not in workspace.sent


def test_people_are_in_no_report_of_what_is_unmanaged(workspace):
    found = workspace.apply(definition={"tags": [{"name": "a"}]}, unmanaged=True)["unmanaged"]
    assert not [entry for entry in found if entry["kind"] in ("member", "workspace_settings")]


def test_settings_go_to_a_file_and_back_where_they_are_named(workspace, tmp_path):
    workspace.desk.ensure("workspace_settings", name="prod", attributes={"zone": "eu"})
    workspace.export(tmp_path / "all")
    assert not (tmp_path / "all" / "workspace_settings").exists()
    dest = tmp_path / "named"
    workspace.export(dest, kinds=["workspace_settings"])
    assert [path.name for path in (dest / "workspace_settings").iterdir()] == ["workspace_settings.yml"]
    assert not workspace.apply(src=str(dest))["changed"]
    workspace.desk.ensure("workspace_settings", name="other")
    (entry,) = workspace.apply(src=str(dest))["results"]
    assert (entry["action"], entry["name"], entry["status"]) == ("change", "workspace_settings", "done")
    second = dest / "workspace_settings" / "second.yml"
    second.write_text("name: third\n")
    with pytest.raises(InputError, match="is in .* already; a name stands for one object"):
        workspace.apply(src=str(dest))
