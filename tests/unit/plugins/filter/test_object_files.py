# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources of a folder for the roles: files, members of lists, files in zip archives."""

from __future__ import annotations

import json
import zipfile

import pytest

from ansible_collections.truewatch.openapi.plugins.filter.object_files import object_files


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
