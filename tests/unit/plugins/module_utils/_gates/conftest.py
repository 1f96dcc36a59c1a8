# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gates over real HTTP, in a time that passes only by waiting: the emulator's clock goes along."""

from __future__ import annotations

import time

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._gates.gate import Gate, evaluate, wait
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_gate import TASK
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import api, emulator, shared_emulator
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (
    environment,
    tls_service,
)

__all__ = ["api", "emulator", "environment", "shared_emulator", "tls_service"]


class World:
    """A gate's surroundings. slept: the pauses between rounds; then: what happens at which second of the gate."""

    def __init__(self, emulator, url=None):
        self.emulator = emulator
        self.url = url or emulator.url
        self.slept = []
        self.told = []
        self.warnings = []
        self.then = {}
        self._passed = 0.0
        self._base = time.time()

    def now(self):
        return self._base + self._passed

    def _pass(self, seconds):
        for moment in sorted(moment for moment in self.then if moment <= self._passed + seconds):
            self.then.pop(moment)()
        self._passed += seconds
        self.emulator.advance(seconds)

    def _sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self._pass(seconds)

    def __call__(self, *checks, check_mode=False, settings=None, **options):
        """The result of a gate; the error when it does not open. Its time begins with the call, so that everything that
        was put into the emulator before is in its past."""
        self._base = time.time()
        params = TASK.checked({"endpoint": self.url, "api_key": DEFAULT_KEY, "checks": list(checks), **options})
        made = Settings.from_options({"endpoint": self.url, "api_key": DEFAULT_KEY, **(settings or {})})
        client = Client(made, sleep=self._pass, clock=self.now)
        run = Run(params, client, Memory(client), TASK.kinds, check_mode, self.now, self._sleep)
        run.tell = self.told.append
        self.warnings = run.warnings
        self.client = client
        try:
            return (evaluate if check_mode else wait)(run, Gate.of(params))
        finally:
            client.close()

    def requests(self):
        """The operations that were sent."""
        return [request["operationId"] for request in self.emulator.requests()]


@pytest.fixture
def gate(emulator):
    return World(emulator)
