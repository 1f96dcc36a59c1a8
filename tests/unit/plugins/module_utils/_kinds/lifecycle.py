# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of lifecycles (``_kinds/<room>/lifecycle.yml``), and how a task is run with a row of it.

The head of ``_conformance/example.py`` lists the words of a row. Each secret in it is a text with the word canary,
which must be seen nowhere.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import io
import json
import time
from unittest import mock

from ansible.module_utils import basic

from ansible_collections.truewatch.openapi.plugins.module_utils import _ansible
from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import (
    EXPECTED,
    Connections,
    failure,
    run_module,
    run_task,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.example import Example
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.plugin_utils._lifecycles import table

MODULES = "ansible_collections.truewatch.openapi.plugins.modules.truewatch_"
CANARY = "canary"


class Case(Example):
    """One row of the table."""

    def __init__(self, row):
        super().__init__(row)
        self.again = row.get("again")

    def several(self, count):
        """The options of so many objects, which differ in what tells them apart."""
        key = self.kind.key
        names = {self.kind.name_option, *key.aliases, *([key.chosen.option] if key.chosen else [])}
        apart = {option: value for option, value in self.create.items() if option in names}
        for number in range(1, count + 1):
            letters = "".join("abcdefghij"[int(digit)] for digit in str(number))  # some names take no digits
            yield {**self.create, **{option: f"{value}_{letters}" for option, value in apart.items()}}


CASES = [Case(row) for row in table()]


class Station:
    """Runs the tasks of one case against an emulator, each as a play of its own would; as_modules: as Ansible runs them
    on another machine, with texts in and a text out."""

    def __init__(self, emulator, key, as_modules=False):
        self.emulator = emulator
        self.connection = {"endpoint": emulator.url, "api_key": key, "rate_limit": "0"}
        self.as_modules = as_modules
        self.connections = Connections()
        self.sent = []
        #: Everything that was shown so far.
        self.shown = []
        #: The Unix seconds of every task: what check mode foretold a moment ago is still the truth.
        self.now = time.time()

    def run(self, kind, options, check_mode=False, loop=False, forced=True):
        """The result of a task; ``sent`` holds its operations. loop: as the next item of the last one. forced: with
        consent to what it destroys."""
        task = importlib.import_module(MODULES + kind.name).TASK
        force = {"force": True} if forced and "force" in task.argument_spec else {}
        result = self._result(task, {**force, **options}, check_mode, loop)
        assert not result.get("failed"), result["msg"]
        return result

    def result(self, kind, options, check_mode=False):
        """The result of a task, which may fail."""
        return self._result(importlib.import_module(MODULES + kind.name).TASK, options, check_mode, False)

    def fail(self, kind, options, check_mode=False):
        """The message of a task that is to fail."""
        task = importlib.import_module(MODULES + kind.name).TASK
        result = self._result(task, options, check_mode, False)
        assert result.get("failed"), result
        return result["msg"]

    def _result(self, task, options, check_mode, loop):
        params = {**self.connection, **options}
        before = len(self.emulator.requests())
        if not loop:
            self.connections = Connections()
        with mock.patch.object(_ansible, "Run", functools.partial(Run, now=lambda: self.now)):
            if self.as_modules:
                result = as_module(task, params, check_mode)
            else:
                result = in_process(task, params, check_mode, self.connections)
        self.sent = [request["operationId"] for request in self.emulator.requests()[before:]]
        self.shown.append(json.dumps(result, ensure_ascii=False))
        return result

    def prepare(self, case):
        for what, given in case.needs:
            if what in KINDS:
                self.run(KINDS[what], given)
            else:
                self.call(what, given)

    def call(self, operation, body):
        self.memory().client.call(operation, body=body)

    def memory(self):
        """What a new task knows of the service."""
        return Connections().memory(self.connection)

    @property
    def writes(self):
        """The writes among the last operations."""
        return [name for name in self.sent if OPERATIONS[name].writes]

    @property
    def lists(self):
        """The lists among the last operations, each once."""
        return {name for name in self.sent if name in {kind.list_operation for kind in KINDS.values()}}


def in_process(task, given, check_mode, connections):
    """The result of a task as the action plugin runs it."""
    try:
        params, faults = task.normalized(given)
        if faults:
            raise InputError(" ".join(faults))
        params = task.checked(task.with_content(params))
        result, warnings = run_task(task, params, check_mode, connections)
    except EXPECTED as error:
        return failure(error)
    return {**result, "warnings": warnings, "invocation": task.shown(params)}


def as_module(task, given, check_mode):
    """The result of a task as its module prints it."""
    arguments = {**given, "_ansible_check_mode": check_mode, "_ansible_remote_tmp": "/nowhere"}
    with (
        mock.patch.object(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode()),
        mock.patch.object(basic, "_ANSIBLE_PROFILE", "legacy", create=True),
        contextlib.redirect_stdout(io.StringIO()) as printed,
        contextlib.suppress(SystemExit),
    ):
        run_module(task)
    return json.loads(printed.getvalue())
