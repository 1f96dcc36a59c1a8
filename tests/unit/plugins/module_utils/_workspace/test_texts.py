# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of objects that are files of their own, such as scripts."""

from __future__ import annotations

import dataclasses
import zipfile

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace import folder

KIND = KINDS["alert_policy"]
SCRIPT = "grok(_, '%{IP:ip}')\r\nadd_key(a, \"{{ b }}\")\n\n"
POLICY = {"name": "Ops", "timezone": "UTC", "targets": []}


@pytest.fixture(autouse=True)
def kind_with_a_file(monkeypatch):
    """A kind that is there, as if one of its texts were a script."""
    fields = [
        dataclasses.replace(field, file=".p", max_length=None) if field.option == "description" else field
        for field in KIND.fields
    ]
    monkeypatch.setattr(type(KIND), "fields", tuple(fields))
    monkeypatch.setitem(KIND.__dict__, "_by_option", {field.option: field for field in fields})
    monkeypatch.setattr(folder, "BESIDE", [".p"])


def test_a_text_lies_beside_the_file_of_its_object_and_arrives_as_it_is(workspace, tmp_path):
    workspace.put("alert_policies", "ops.yml", POLICY)
    (workspace.folder / "alert_policies" / "ops.p").write_bytes(SCRIPT.encode())
    assert workspace.apply()["summary"]["create"] == 1
    [row] = workspace.desk.memory.rows(KIND)
    assert KIND.values(row)["description"] == SCRIPT
    assert not workspace.apply(check_mode=True)["changed"]
    workspace.export(tmp_path / "out", kinds=["alert_policy"])
    out = tmp_path / "out" / "alert_policies"
    assert (out / "ops.p").read_bytes() == SCRIPT.encode()
    assert "grok" not in (out / "ops.yml").read_text()
    assert workspace.apply(src=str(tmp_path / "out"))["changed"] is False
    assert not workspace.export(tmp_path / "out", kinds=["alert_policy"])["changed"]


def test_it_goes_along_to_another_machine_and_comes_out_of_archives(workspace, tmp_path):
    workspace.put("alert_policies", "ops.yml", POLICY)
    (workspace.folder / "alert_policies" / "ops.p").write_bytes(SCRIPT.encode())
    carried = folder.packed(str(workspace.folder))
    [file] = folder.unpacked(carried)
    assert file.beside(".p") == SCRIPT and file.beside(".q") is None
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for path in workspace.folder.rglob("ops.*"):
            archive.write(path, path.relative_to(workspace.folder))
    workspace.apply(src=str(tmp_path / "set.zip"))
    assert [KIND.values(row)["description"] for row in workspace.desk.memory.rows(KIND)] == [SCRIPT]


def test_a_text_in_two_places_and_one_beside_nothing_are_told(workspace):
    workspace.put("alert_policies", "ops.yml", {**POLICY, "description": "x"})
    workspace.put("alert_policies", "ops.p", "y")
    workspace.put("alert_policies", "lost.p", "z")
    with pytest.raises(InputError) as told:
        workspace.apply()
    assert "alert_policies/ops.yml: 'description' stands in it and in the file .p beside it" in str(told.value)
    assert "alert_policies/lost.p: No file of the same name" in str(told.value)


def test_it_moves_and_goes_with_the_file_of_its_object(workspace, tmp_path):
    out = tmp_path / "out" / "alert_policies"
    workspace.desk.ensure("alert_policy", **POLICY, description="a")
    workspace.export(tmp_path / "out", kinds=["alert_policy"])
    assert sorted(path.name for path in out.iterdir()) == ["ops.p", "ops.yml"]
    workspace.desk.ensure("alert_policy", **{**POLICY, "name": "OPS"}, description="b")
    workspace.export(tmp_path / "out", kinds=["alert_policy"])
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 4 and (out / "ops.p").read_text() == "a"
    (out / "own").mkdir()
    for ending in (".p", ".yml"):
        (out / f"ops{ending}").rename(out / "own" / f"mine{ending}")
    assert not workspace.export(tmp_path / "out", kinds=["alert_policy"], remove=True)["changed"]
    workspace.desk.new_task()
    workspace.desk.ensure("alert_policy", name="Ops", description="new")
    states = [entry["state"] for entry in workspace.export(tmp_path / "out", kinds=["alert_policy"])["files"]]
    assert sorted(states) == ["unchanged", "unchanged", "unchanged", "updated"]
    assert (out / "own" / "mine.p").read_text() == "new"
    for name in ("Ops", "OPS"):
        workspace.desk.new_task()
        workspace.desk.ensure("alert_policy", name=name, state="absent")
    workspace.export(tmp_path / "out", kinds=["alert_policy"], remove=True)
    assert list(out.iterdir()) == []


def test_a_diff_shows_the_lines_that_differ(workspace):
    lines = [f"line {number}" for number in range(20)]
    workspace.desk.ensure("alert_policy", **POLICY, description="\n".join(lines))
    workspace.desk.new_task()
    result = workspace.desk.ensure("alert_policy", name="Ops", description="\n".join([*lines[:9], "new", *lines[10:]]))
    around = ["...", *lines[6:9], "{}", *lines[10:13], "..."]
    assert result["diff"]["before"] == {"description": [text.format("line 9") for text in around]}
    assert result["diff"]["after"] == {"description": [text.format("new") for text in around]}
    assert "description" not in result["alert_policy"]
