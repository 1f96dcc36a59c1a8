# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks over one kind of the people side."""

from __future__ import annotations

import functools

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS


@pytest.fixture
def ensure(desk):
    """Gives for a kind what runs a task of it, as the next one of a play."""

    def task(kind, **params):
        desk.new_task()
        return desk.ensure(kind, **params)

    return lambda kind: functools.partial(task, kind)


def bodies(desk, operation):
    """What was sent to an operation, in order."""
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def wrote(desk):
    """The writes of the last task."""
    return [name for name in desk.sent if OPERATIONS[name].writes]
