# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder of the controller, applied by a machine that does not have it."""

from __future__ import annotations

import json


def test_the_content_of_the_folder_goes_along_and_what_is_wrong_is_refused(play):
    wanted = play.folder / "wanted" / "dashboards"
    wanted.mkdir(parents=True)
    (wanted / "web.yml").write_text("name: Web\ntags: [a]\n", encoding="utf-8")
    (wanted / "shop.json").write_text(json.dumps({"title": "Shop {{ x }}", "main": {"charts": []}}), encoding="utf-8")
    broken = play.folder / "broken" / "dashboards"
    broken.mkdir(parents=True)
    (broken / "broken.json").write_text('{"name": "x",\n "main": }', encoding="utf-8")
    task = {
        "truewatch.openapi.truewatch_workspace": {"src": "wanted", "definition": {"dashboards": [{"name": "Inline"}]}},
        "register": "done",
    }
    # The module cannot read the folder: it runs in another one, and the path is relative.
    tasks = [
        {**task, "vars": {"ansible_connection": "elsewhere"}},
        {"ansible.builtin.assert": {"that": ["done.summary.create == 3"], "quiet": True}},
        task,
        {"ansible.builtin.assert": {"that": ["done.summary.nothing == 3"], "quiet": True}},
        {"truewatch.openapi.truewatch_workspace": {"src": "broken"}, "vars": {"ansible_connection": "elsewhere"}},
    ]
    empty = {"truewatch.openapi.truewatch_workspace": {"src": " "}, "register": "empty", "ignore_errors": True}
    tasks[:0] = [empty, {"ansible.builtin.assert": {"that": ["empty.msg is search('is empty')"], "quiet": True}}]
    finished = play.run(tasks, "-vv")
    assert "failed=1" in finished.stdout, finished.stdout
    assert "ok=6" in finished.stdout, finished.stdout
    assert "broken.json' is not valid JSON: Expecting value: line 2 column 10" in finished.stdout


def test_a_fault_of_a_folder_that_goes_along_stops_its_own_object_only_on_request(play):
    wanted = play.folder / "wanted" / "dashboards"
    wanted.mkdir(parents=True)
    (wanted / "web.yml").write_text("name: Web\n", encoding="utf-8")
    (wanted / "odd.json").write_bytes('{"name": "Größe"}'.encode("latin-1"))
    (wanted / "typo.yml").write_text("name: Typo\ntgas: [a]\n", encoding="utf-8")
    (play.folder / "wanted" / "dashbords").mkdir()
    tasks = [
        {
            "truewatch.openapi.truewatch_workspace": {"src": "wanted", "continue_on_error": True},
            "vars": {"ansible_connection": connection, "truewatch_fast_path": False},
            "check_mode": connection == "local",
            "register": connection,
            "ignore_errors": True,
        }
        for connection in ("local", "elsewhere")
    ]
    entries, messages = "map(attribute='origin')", "map(attribute='msg', default='') | sort"
    same = [
        f"(elsewhere.results | {entries} | sort) == (local.results | {entries} | sort)",
        f"(elsewhere.results | {messages}) == (local.results | {messages})",
        "elsewhere.msg is search('3 of 4 changes failed')",
        "elsewhere.msg is search('Done: 1')",
        "elsewhere.msg is search('looks like Latin-1')",
    ]
    finished = play.run([*tasks, {"ansible.builtin.assert": {"that": same}}], "-vvv")
    assert "failed=0" in finished.stdout, finished.stdout
    assert '"_files"' not in finished.stdout
    writes = [one["operationId"] for one in play.emulator.requests() if not one["operationId"].endswith("_list")]
    assert writes == ["dashboards_create"]
