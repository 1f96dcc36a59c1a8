# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks over one kind of the data side."""

from __future__ import annotations

import copy
import functools

import pytest


@pytest.fixture
def ensure(desk):
    """Gives for a kind what runs a task of it."""

    def task(kind, **params):
        desk.new_task()
        return desk.ensure(kind, **copy.deepcopy(params))

    return lambda kind: functools.partial(task, kind)


def rows_of(desk, kind):
    desk.new_task()
    return desk.memory.rows(kind)


def bodies(desk, operation):
    """What was sent to an operation, in order."""
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]
