# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of lifecycles, which only the controller has, brought to where the module runs."""

from __future__ import annotations

from ansible_collections.truewatch.openapi.plugins.action.truewatch_dashboard import ActionModule as _Shared
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.suite import ROWS
from ansible_collections.truewatch.openapi.plugins.plugin_utils._lifecycles import table


class ActionModule(_Shared):
    def _arguments(self, task, task_vars: dict, secrets: set[str]) -> dict:
        return {**super()._arguments(task, task_vars, secrets), ROWS: table()}
