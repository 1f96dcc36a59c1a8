# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Callback: how long each task took, per host, and what it gave, as lines of JSON in the file BENCHMARK_TASKS."""

from __future__ import annotations

import json
import os
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: task_figures
type: notification
short_description: Seconds and result of each task
description: For the benchmarks of this collection.
"""

_LEFT_OUT = {"diff", "invocation", "content", "json", "item"}


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "task_figures"
    CALLBACK_NEEDS_ENABLED = True

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._started = time.perf_counter()

    def v2_runner_on_ok(self, result):
        seconds = time.perf_counter() - self._started
        entry = {
            "task": result._task.get_name(),
            "host": result._host.get_name(),
            "seconds": seconds,
            "result": _slim(result._result),
        }
        with open(os.environ["BENCHMARK_TASKS"], "a", encoding="utf-8") as file:
            file.write(json.dumps(entry, default=str) + "\n")


def _slim(result):
    """The result without what is big."""
    if isinstance(result, dict):
        return {key: _slim(value) for key, value in result.items() if key not in _LEFT_OUT}
    if isinstance(result, list):
        return [_slim(value) for value in result]
    return result
