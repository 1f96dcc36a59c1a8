# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of the conformance suite against emulators."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.asking import Asking
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.suite import (
    OF_THE_SERVICE,
    ROWS,
    run_suite,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.plugin_utils._lifecycles import table
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running

DEFAULTS = {
    "level": "write",
    "questions": None,
    "invite": None,
    "other_objects": False,
    "anew": False,
    "remove": False,
    ROWS: table(),
}


class Suite:
    """Runs the suite against one emulator, with its report in a folder of the test."""

    def __init__(self, emulator, folder):
        self.emulator = emulator
        self.dest = folder / "report"
        self.connection = {"endpoint": emulator.url, "api_key": DEFAULT_KEY, "rate_limit": "0"}

    def run(self, *questions, check_mode=False, **params):
        """The result of a run; ``sent`` holds its operations."""
        run = self.new_run({**DEFAULTS, "dest": str(self.dest), "questions": list(questions) or None, **params})
        run.check_mode = check_mode
        before = len(self.emulator.requests())
        try:
            return run_suite(run)
        finally:
            self.sent = [request["operationId"] for request in self.emulator.requests()[before:]]

    def new_run(self, params):
        memory = Connections().memory(self.connection)
        return Run(params, memory.client, memory, KINDS, sleep=self.emulator.advance)

    @property
    def prefix(self):
        return Asking(self.new_run({})).prefix

    @property
    def answers(self):
        return json.loads((self.dest / "conformance.json").read_text("utf-8"))["answers"]

    @property
    def page(self):
        return (self.dest / "conformance.md").read_text("utf-8")

    def objects(self):
        """Every object of the workspace, as lists tell it, but for what the service makes itself."""
        memory = Memory(self.new_run({}).client)
        return {
            name: [row for row in memory.rows(kind) if (name, kind.name_of(row)) != OF_THE_SERVICE]
            for name, kind in KINDS.items()
            if kind.create_operation
        }

    def names(self):
        """The names of all objects, and the workspace with its description."""
        found = {f"{name}/{KINDS[name].name_of(row)}" for name, rows in self.objects().items() for row in rows}
        workspace = Asking(self.new_run({})).workspace()
        return {*found, f"{workspace['name']}: {workspace['description']}"}


@pytest.fixture(scope="module")
def service():
    with running(hosts=3, strict=False) as emulator:
        yield emulator


@pytest.fixture
def suite(service, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    service.reset()
    return Suite(service, tmp_path)
