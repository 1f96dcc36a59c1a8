# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""truewatch_rum_sourcemap in real plays: the archive is found on the controller, wherever the module runs."""

from __future__ import annotations

import zipfile

import pytest


@pytest.mark.parametrize("place", ["here", "elsewhere"])
def test_the_archive_is_found_as_copy_finds_it(play, place):
    (play.folder / "files").mkdir()
    with zipfile.ZipFile(play.folder / "files" / "maps.zip", "w") as archive:
        archive.writestr("app.js.map", "{}")
    (play.folder / "files" / "wrong.zip").write_text("none", encoding="utf-8")
    upload = {"app": "shop_web", "version": "1", "src": "maps.zip"}
    module = "truewatch.openapi.truewatch_rum_sourcemap"
    tasks = [
        {"truewatch.openapi.truewatch_rum_app": {"app_id": "shop_web", "name": "Shop", "type": "web"}},
        {module: upload, "register": "made"},
        {module: {**upload, "src": "wrong.zip"}, "ignore_errors": True},
    ]
    variables = {"ansible_connection": "elsewhere"} if place == "elsewhere" else {}
    finished = play.run(tasks, variables=variables)
    assert "changed=2" in finished.stdout, finished.stdout
    assert "wrong.zip" in finished.stdout and "is no zip archive" in " ".join(finished.stdout.split())
    sent = [request["operationId"] for request in play.emulator.requests()]
    assert sent.count("rum_sourcemap_part_merge") == 1
