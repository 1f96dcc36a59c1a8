# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder of the controller, applied by a machine that does not have it."""

from __future__ import annotations

import json

from ansible_collections.truewatch.openapi.tests.unit.plays import ELSEWHERE


def test_the_content_of_the_folder_goes_along_and_what_is_refused_is_refused_here(play):
    plugins = play.folder / "connections"
    plugins.mkdir()
    (plugins / "elsewhere.py").write_text(ELSEWHERE, encoding="utf-8")
    wanted = play.folder / "wanted" / "dashboards"
    wanted.mkdir(parents=True)
    (wanted / "web.yml").write_text("name: Web\ntags: [a]\n", encoding="utf-8")
    (wanted / "shop.json").write_text(json.dumps({"title": "Shop {{ x }}", "main": {"charts": []}}), encoding="utf-8")
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
        {"ansible.builtin.copy": {"dest": str(wanted / "broken.json"), "content": '{"name": "x",\n "main": }'}},
        {**task, "vars": {"ansible_connection": "elsewhere"}},
    ]
    empty = {"truewatch.openapi.truewatch_workspace": {"src": " "}, "register": "empty", "ignore_errors": True}
    tasks[:0] = [empty, {"ansible.builtin.assert": {"that": ["empty.msg is search('is empty')"], "quiet": True}}]
    finished = play.run(tasks, "-vv", ANSIBLE_CONNECTION_PLUGINS=str(plugins))
    assert "failed=1" in finished.stdout, finished.stdout
    assert "ok=7" in finished.stdout, finished.stdout
    assert "broken.json' is not valid JSON: Expecting value: line 2 column 10" in finished.stdout
