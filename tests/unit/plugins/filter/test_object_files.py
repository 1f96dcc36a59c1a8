# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources of a folder for the roles: files, members of lists, files in zip archives."""

from __future__ import annotations

import json
import zipfile

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.filter.object_files import object_files
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.files import numbered
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.folder import files_of


def dashboard(title, **beside):
    return {"title": title, "main": {"charts": []}, **beside}


def monitor(title):
    return {"jsonScript": {"title": title, "type": "simpleCheck"}}


def zipped(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.json", json.dumps(content))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "all.json").write_text(json.dumps([dashboard("A"), dashboard("B", identifier="own")]))
    (tmp_path / "lone.JSON").write_text(json.dumps([dashboard("C", tags=["t", {"name": "u"}])]))
    (tmp_path / "broken.zip").write_text("PK")
    zipped(tmp_path / "export.zip", web=dashboard("D"), more=[dashboard("E"), dashboard("F")])
    return tmp_path


def test_lists_and_archives_give_one_source_for_each_object(folder):
    found = object_files(str(folder), "dashboard", tags=["t", "all"])
    assert [(one["src"].removeprefix(f"{folder}/"), one["identifier"], one["names"]) for one in found] == [
        ("all.json/1", "all 1", ["A"]),
        ("all.json/2", "own", ["B"]),
        ("broken.zip", "broken", []),
        ("export.zip/more.json/1", "more 1", ["E"]),
        ("export.zip/more.json/2", "more 2", ["F"]),
        ("export.zip/web.json", "web", ["D"]),
        ("lone.JSON/1", "lone", ["C"]),
    ]
    assert found[-1]["tags"] == ["t", "u", "all"]


def test_an_archive_is_a_folder_and_a_prefix_makes_all_identifiers(folder):
    found = object_files(str(folder / "export.zip"), "dashboard", "x-")
    assert [one["identifier"] for one in found] == ["x-more 1", "x-more 2", "x-web"]


def test_the_file_names_monitors_whose_titles_are_placeholders(tmp_path):
    blank = monitor("<<.Monitor.title>>")
    (tmp_path / "mysql.json").write_text(json.dumps(blank))
    (tmp_path / "web.json").write_text(json.dumps({"checkers": [blank, monitor("A"), blank]}))
    found = object_files(str(tmp_path), "monitor")
    assert [one["names"] for one in found] == [["mysql"], ["web 1", "A", "web 2"]]


def test_packs_in_a_list_are_sources_too(tmp_path):
    (tmp_path / "all.yml").write_text(json.dumps([monitor("A"), {"checkers": [monitor("B"), monitor("C")]}]))
    found = object_files(str(tmp_path), "monitor")
    assert [(one["src"], one["names"]) for one in found] == [
        (f"{tmp_path}/all.yml/1", ["A"]),
        (f"{tmp_path}/all.yml/2", ["B", "C"]),
    ]


def test_a_folder_holds_the_objects_that_a_workspace_finds_in_it(tmp_path):
    """The same files, whatever folders they lie in, and the same things passed over."""
    folder = tmp_path / "dashboards"
    for name in ("a.json", "web/a b/c.YML", "web/d.yaml", ".git/e.json", "web/.f.json", "web/README.md", "g.JSON"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(dashboard(name)))
    (folder / "away.json").symlink_to(folder / "nowhere")
    (folder / "also.yml").mkdir()
    zipped(folder / "web" / "export.zip", web=dashboard("D"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "h.json").write_text(json.dumps([dashboard("H"), dashboard("I")]))
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    found = [one["src"].removeprefix(f"{folder}/") for one in object_files(str(folder), "dashboard")]
    assert found == [
        "a.json",
        "away.json",
        "g.JSON",
        "linked/h.json/1",
        "linked/h.json/2",
        "web/a b/c.YML",
        "web/d.yaml",
        "web/export.zip/web.json",
    ]
    assert list(dict.fromkeys(numbered(f"{folder}/{src}")[0] for src in found)) == [
        file.origin for file in files_of(str(tmp_path)) if file.folders
    ]


def test_folders_that_cannot_be_gone_through_are_refused(tmp_path):
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "again").symlink_to(tmp_path)
    with pytest.raises(AnsibleFilterError, match=r"web/again': It is a link to a folder that it is in itself"):
        object_files(str(tmp_path), "monitor")
    (tmp_path / "file").write_text("")
    with pytest.raises(AnsibleFilterError, match="is no folder"):
        object_files(str(tmp_path / "file"), "monitor")
    assert object_files(str(tmp_path / "none"), "monitor") == object_files("", "monitor") == []
