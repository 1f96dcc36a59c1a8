# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two sources of one object, whichever way each says what it declares."""

from __future__ import annotations

import json
import zipfile

import pytest

from ansible_collections.truewatch.openapi.plugins.filter.object_files import object_files
from ansible_collections.truewatch.openapi.plugins.filter.shared_names import shared_names


def monitor(name):
    return {"jsonScript": {"title": name, "type": "simpleCheck"}}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pack.json").write_text(json.dumps({"checkers": [monitor("A"), monitor("A"), monitor("B")]}))
    (tmp_path / "all.yml").write_text(json.dumps([monitor("C"), monitor("D")]))
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("e.json", json.dumps(monitor("E")))
    return tmp_path


@pytest.mark.parametrize(
    ("entries", "shared"),
    [
        ([{"src": "pack.json"}], []),
        ([{"name": "A"}, {"title": "A"}], ["A"]),
        ([{"src": "pack.json"}, {"name": "B"}], ["B"]),
        ([{"file": "all.yml/2"}, {"name": "C"}], []),
        ([{"path": "all.yml/2"}, {"name": "D"}], ["D"]),
        ([{"src": "export.zip/e.json"}, {"content": monitor("E")}], ["E"]),
        ([{"src": "pack.json", "name": "X"}, {"name": "A"}], []),
        ([{"uuid": "rul_1", "name": "A"}, {"name": "A"}], []),
        ([{"uuid": "rul_1", "name": "A"}, {"uuid": "rul_1", "name": "B"}], ["rul_1"]),
        ([{"src": "no/such.json"}, {"name": None}, {"definition": None}, {"name": "A"}], []),
    ],
)
def test_monitors_of_a_list(folder, entries, shared):
    found = shared_names([], entries, "monitors_list", "monitor", [str(folder / "files"), str(folder)])
    assert [text.split("'")[1] for text in found] == shared


def test_places_are_told(folder):
    found = shared_names(object_files(str(folder), "monitor"), [{"name": "D"}], "monitors_list", "monitor")
    assert found == [f"'D' in {folder}/all.yml/2, entry 1 of monitors_list"]


@pytest.mark.parametrize(
    ("entries", "shared"),
    [
        ([{"identifier": "a", "name": "A"}, {"identifier": "b", "name": "A"}], []),
        ([{"identifier": "a", "name": "A"}, {"identifier": "a", "name": "B"}], ["a"]),
        ([{"identifier": "a", "name": "A"}, {"name": "A"}], ["A"]),
        ([{"template": {"title": "A", "identifier": "a"}}, {"identifier": "a", "name": "B"}], ["a"]),
        ([{"json": {"title": "A"}}, {"title": "A"}], ["A"]),
    ],
)
def test_dashboards_of_a_list_are_told_apart_by_their_identifiers(entries, shared):
    assert [text.split("'")[1] for text in shared_names([], entries, "x", "dashboard")] == shared
