# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of lifecycles: in ``<room>/lifecycle.yml`` one row, or a few, for each kind, and how a task is run with it.

A row holds
    kind: the kind's word. title: which row of the kind it is, where it has several.
    needs: what must be there before: a list of [kind, options], or of [operation, body] for what no module makes.
    create: the options of a new object, all that go together, with ``force`` where that is dangerous. Several rows of
        a kind share its options out. No other object of the table has its name.
    change: other values, each for an option that can be changed.
    foreign: what somebody else sets meanwhile, while the task does not speak of it.
    rename: the options that give it another name by its uuid; left out where the name is fixed.
    again: how many requests a run without changes sends; left out, one per list that it needs and one more.
Each secret in it is a text with the word canary, which must be seen nowhere.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import pathlib
from unittest import mock

import yaml
from ansible.module_utils import basic

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import (
    EXPECTED,
    Connections,
    failure,
    read_content,
    run_module,
    run_task,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.files import text_at

MODULES = "ansible_collections.truewatch.openapi.plugins.modules.truewatch_"
CANARY = "canary"


class Case:
    """One row of the table."""

    def __init__(self, row):
        self.kind = KINDS[row["kind"]]
        self.id = "-".join(filter(None, (row["kind"], row.get("title", "").replace(" ", "_"))))
        self.needs = row.get("needs", [])
        self.create = row["create"]
        self.change = row.get("change", {})
        self.foreign = row.get("foreign", {})
        self.rename = row.get("rename", {})
        self.again = row.get("again")
        chosen = self.kind.key.chosen
        keys = (*self.kind.key.options, *([chosen.option] if chosen else []))
        #: The options that say which object is meant.
        self.key = {option: self.create[option] for option in keys if option in self.create}

    def several(self, count):
        """The options of so many objects, which differ in what tells them apart."""
        key = self.kind.key
        names = {self.kind.name_option, *key.aliases, *([key.chosen.option] if key.chosen else [])}
        apart = {option: value for option, value in self.create.items() if option in names}
        for number in range(1, count + 1):
            letters = "".join("abcdefghij"[int(digit)] for digit in str(number))  # some names take no digits
            yield {**self.create, **{option: f"{value}_{letters}" for option, value in apart.items()}}

    @property
    def options(self):
        """The options that the row speaks of."""
        return {*self.create, *self.change, *self.foreign, *self.rename}


CASES = [
    Case(row)
    for path in sorted(pathlib.Path(__file__).parent.glob("*/lifecycle.yml"))
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))
]


class Station:
    """Runs the tasks of one case against an emulator, each as a play of its own would; as_modules: as Ansible runs them
    on another machine, with texts in and a text out."""

    def __init__(self, emulator, key, as_modules=False):
        self.emulator = emulator
        self.connection = {"endpoint": emulator.url, "api_key": key, "rate_limit": "10000/1"}
        self.as_modules = as_modules
        self.connections = Connections()
        self.sent = []
        #: Everything that was shown so far.
        self.shown = []

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
        params = task.checked(read_content(task, params, text_at))
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
