# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules that tell the platform something, over real HTTP, each run with a memory of its own."""

from __future__ import annotations

import importlib

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import api, emulator, shared_emulator
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import environment

__all__ = ["api", "emulator", "environment", "shared_emulator"]


class Teller:
    """Runs modules by their short names."""

    def __init__(self, emulator):
        self.emulator = emulator

    def __call__(self, module, check_mode=False, **options):
        """The result, with the warnings; raises what stops the module."""
        task = importlib.import_module(f"ansible_collections.truewatch.openapi.plugins.modules.truewatch_{module}").TASK
        connection = {"endpoint": self.emulator.url, "api_key": DEFAULT_KEY, "rate_limit": "0"}
        params = task.checked({**connection, **options})
        result, warnings = run_task(task, params, check_mode, Connections())
        return {**result, "warnings": warnings}

    def sent(self, since=0):
        """The operations that were sent."""
        return [request["operationId"] for request in self.emulator.requests()[since:]]

    def rows(self, dql):
        """The rows of a query, which is not one of the requests under test."""
        return self("query_info", dql=dql, **{"from": "-30d"})["rows"]


@pytest.fixture
def tell(emulator, environment):
    return Teller(emulator)
