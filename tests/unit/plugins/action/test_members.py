# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``src`` that goes on behind a file: into a list by number, into a zip archive by name."""

from __future__ import annotations

import json
import zipfile

import pytest

FOUND = ("lists/all.json/2", "export.zip/sub/web.json", "export.zip/more.json/1", "ph.json/1")
REFUSED = {
    "lists/all.json": "a list of 2: give one by its number, such as 'lists/all.json/1'",
    "lists/all.json/3": "'lists/all.json' holds a list of 2: .* so there is no number 3 in it",
    "lists/all.json/0": "there is no number 0",
    "one.json/1": "'one.json' holds a mapping, so there is no number 1 in it",
    "export.zip": "is a zip archive: unpack it, or give one file in it",
    "export.zip/no.json": "holds no file 'no.json'",
    "no.zip/web.json": "'no.zip/web.json' was not found",
    "empty.json": "it holds an empty list",
    "null.json": "it holds nothing",
}


@pytest.mark.parametrize("fast_path", [True, False])
def test_one_object_of_many(play, fast_path):
    files = play.folder / "files"
    (files / "lists").mkdir(parents=True)

    def dashboard(title):
        return {"title": title, "main": {"charts": []}}

    (files / "lists" / "all.json").write_text(json.dumps([dashboard("A"), dashboard("B")]))
    (files / "ph.json").write_text(json.dumps([dashboard("<<.Dashboard.title>>")]))
    (files / "one.json").write_text(json.dumps(dashboard("One")))
    (files / "empty.json").write_text("[]")
    (files / "null.json").write_text("null")
    with zipfile.ZipFile(files / "export.zip", "w") as archive:
        archive.writestr("sub/web.json", json.dumps(dashboard("Web")))
        archive.writestr("more.json", json.dumps([dashboard("More")]))
    checks = {source: f"r.msg is search({words!r})" for source, words in REFUSED.items()}
    checks.update(dict.fromkeys(FOUND, "r is changed"))
    once = " and r.msg.split(': ')[1].split(', ') | unique == r.msg.split(': ')[1].split(', ')"  # each place once
    checks = {source: check + once if "not found" in check else check for source, check in checks.items()}
    tasks = []
    for source, check in checks.items():
        tasks += [
            {"truewatch.openapi.truewatch_dashboard": {"src": source}, "register": "r", "ignore_errors": True},
            {"ansible.builtin.assert": {"that": [check], "quiet": True}},
        ]
    finished = play.run(tasks, fast_path=fast_path)
    assert "failed=0" in finished.stdout, finished.stdout
    bodies = [one["body"] for one in play.emulator.requests(bodies=True) if one["operationId"] == "dashboards_create"]
    assert sorted(body["name"] for body in bodies) == ["B", "More", "Web", "ph"]
