# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The archive of a source map, found on the controller as ``copy`` finds it and brought to where the module runs."""

from __future__ import annotations

from ansible_collections.truewatch.openapi.plugins.action.truewatch_api import ActionModule as _WithFiles


class ActionModule(_WithFiles):
    def _with_files(self, arguments: dict, task_vars: dict) -> dict:
        path = arguments.get("src")
        if not path:
            return arguments
        self._file = path
        return {**arguments, "src": self._placed(task_vars, 0, "src", path)["path"]}
