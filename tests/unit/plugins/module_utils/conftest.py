# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of the engine against a fresh emulator."""

from __future__ import annotations

import copy
import time

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.ensure import ensure
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running

CHART = {
    "name": "CPU",
    "type": "sequence",
    "pos": {"x": 0, "y": 0, "w": 8, "h": 8},
    "queries": [{"query": {"q": "M::`cpu`:(AVG(`usage_total`))", "code": "A"}}],
}
TEMPLATE = {"title": "any", "main": {"charts": [CHART, {**CHART, "name": "Load"}], "vars": [], "groups": []}}


class Desk:
    """An emulator and what is needed to run the engine against it as one task, with its loop, would."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.url = emulator.url
        self.key = DEFAULT_KEY
        self.now = time.time
        self.slept = 0.0
        self.new_task()

    def new_task(self):
        """Forget what was listed, as the next task of a play does."""
        options = {"endpoint": self.url, "api_key": self.key, "rate_limit": "0"}
        self.client = Client(Settings.from_options(options), sleep=self.sleep, clock=lambda: time.time() + self.slept)
        self.memory = Memory(self.client)

    def sleep(self, seconds):
        """Nobody waits: the clock of the client goes on by itself."""
        self.slept += seconds

    def run(self, params=None, check_mode=False):
        return Run(params or {}, self.client, self.memory, KINDS, check_mode, now=self.now, sleep=self.sleep)

    def ensure(self, kind="dashboard", check_mode=False, **params):
        """The result of one item, and the operations that it sent."""
        before = len(self.emulator.requests())
        run = self.run(params, check_mode)
        try:
            result = ensure(run, KINDS[kind], params)
        finally:
            self.sent = [request["operationId"] for request in self.emulator.requests()[before:]]
        return {**result, "warnings": run.warnings}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    with running() as emulator:
        yield Desk(emulator)


@pytest.fixture(params=["mapping", "bare_lists"])
def each_list_shape(request, desk):
    """Runs a test twice: on the newer and the older form of lists of monitors, mutes, members and notify objects."""
    if request.param == "bare_lists":
        desk.emulator.vary(request.param)


@pytest.fixture
def template():
    return copy.deepcopy(TEMPLATE)
