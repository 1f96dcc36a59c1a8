# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs over a whole workspace."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.apply import ensure_workspace
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.export import export_workspace

DEFAULTS = {
    "src": None,
    "definition": None,
    "secrets": None,
    "kinds": None,
    "include": [],
    "exclude": [],
    "verify": "full",
    "relations": "fail",
    "rename_relations": None,
    "continue_on_error": False,
    "prune": None,
    "max_deletions": 10,
    "force": None,
    "unmanaged": False,
    "dest": None,
    "remove": False,
    "mode": None,
}


class Workspace:
    """A desk, a folder that is the wanted set, and the runs that use both."""

    def __init__(self, desk, folder):
        self.desk = desk
        self.folder = folder / "wanted"
        self.folder.mkdir()

    def put(self, kind, name, content):
        """A file of the wanted set."""
        path = self.folder / kind / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")

    def apply(self, check_mode=False, warnings=False, **params):
        """The result of one task, on request with its warnings; ``sent`` holds its operations afterwards."""
        params = {**DEFAULTS, **params}
        if params["definition"] is None and params["src"] is None:
            params["src"] = str(self.folder)
        run = self._run(ensure_workspace, params, check_mode)
        return (run.result, run.warnings) if warnings else run.result

    def item(self, **params):
        """The result of one more item of the loop of the task at hand."""
        return ensure_workspace(self.desk.run({**DEFAULTS, **params}))

    def export(self, dest, check_mode=False, warnings=False, **params):
        run = self._run(export_workspace, {**DEFAULTS, "dest": str(dest), **params}, check_mode)
        return (run.result, run.warnings) if warnings else run.result

    def _run(self, work, params, check_mode):
        self.desk.new_task()
        before = len(self.desk.emulator.requests())
        try:
            run = self.desk.run(params, check_mode)
            run.result = work(run)
            return run
        finally:
            self.sent = [request["operationId"] for request in self.desk.emulator.requests()[before:]]

    @property
    def names(self):
        """The names of the dashboards that the service holds."""
        self.desk.new_task()
        run = self.desk.run()
        return sorted(row["name"] for row in run.memory.rows(run.kinds["dashboard"]))


@pytest.fixture
def workspace(desk, tmp_path):
    return Workspace(desk, tmp_path)
