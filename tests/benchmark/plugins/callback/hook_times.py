# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up what the callback plugin truewatch_events takes, its imports included. It must be loaded before that one."""

from __future__ import annotations

import functools
import importlib
import os
import time
from pathlib import Path

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: hook_times
type: notification
short_description: How long truewatch_events takes
description: How long truewatch_events takes.
"""

_NAME = "ansible_collections.truewatch.openapi.plugins.callback.truewatch_events"
_spent = 0.0


def _timed(function):
    @functools.wraps(function)
    def timed(*args, **kwargs):
        global _spent  # noqa: PLW0603
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            _spent += time.perf_counter() - started
            Path(os.environ["BENCHMARK_HOOKS"]).write_text(str(_spent))

    return timed


def _timing():
    global _spent  # noqa: PLW0603
    started = time.perf_counter()
    kind = importlib.import_module(_NAME).CallbackModule
    _spent += time.perf_counter() - started
    for name in [name for name in vars(kind) if name.startswith("v2_") or name == "set_options"]:
        setattr(kind, name, _timed(getattr(kind, name)))


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "hook_times"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _timing()
