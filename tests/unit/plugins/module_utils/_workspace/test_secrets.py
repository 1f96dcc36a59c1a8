# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets inside an option through the files of a workspace: null keeps their places, and they are given beside."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.secret import MASK
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_workspace import TASK

HOOK = {
    "name": "Hook",
    "type": "simpleHTTPRequest",
    "url": "https://canary.invalid/1",
    "headers": {"Authorization": "Bearer canary-2", "Content-Type": "application/json"},
}


def stored(desk):
    (row,) = desk.client.rows("notify_objects_list").items
    return {item["key"]: item["value"] for item in row["optSet"]["headersConfig"]["items"]}


def test_objects_given_inline_show_none():
    short = {**HOOK, "url": "x7", "headers": {"Authorization": "y8"}}
    shown = json.dumps(TASK.shown({"definition": {"notify_objects": [short, "odd"], "other": [short["name"]]}}))
    assert "x7" not in shown and "y8" not in shown and "Hook" in shown
    assert TASK.shown({"definition": "any text"}) == {"definition": MASK}
    assert TASK.shown({"src": "here"}) == {"src": "here"}


def test_a_file_keeps_the_place_and_another_workspace_needs_the_secret(workspace, tmp_path):
    workspace.desk.ensure("notify_object", **HOOK)
    report = workspace.export(tmp_path / "out")["report"]
    assert report["secrets"] == {"notify_object/Hook": ["url", "headers.Authorization"]}
    text = (tmp_path / "out" / "notify_objects" / "hook.yml").read_text()
    assert "Authorization: null" in text and "canary" not in text
    src = {"src": str(tmp_path / "out")}
    assert not workspace.apply(**src)["changed"]
    workspace.put("notify_objects", "hook.yml", text.replace("application/json", "text/plain"))
    assert workspace.apply()["summary"]["change"] == 1
    assert stored(workspace.desk) == {"Authorization": "Bearer canary-2", "Content-Type": "text/plain"}
    workspace.desk.ensure("notify_object", name="Hook", state="absent")
    url = {"url": HOOK["url"]}
    with pytest.raises(InputError, match=r"secrets: \{notify_object/Hook: \{headers.Authorization: ...\}\}"):
        workspace.apply(**src, secrets={"notify_object/Hook": url})
    given = {"notify_object/Hook": {**url, "headers.Authorization": "Bearer canary-4"}}
    result = workspace.apply(**src, secrets=given)
    assert stored(workspace.desk)["Authorization"] == "Bearer canary-4"
    assert "canary" not in json.dumps(result)
    assert not workspace.apply(**src, secrets=given)["changed"]
