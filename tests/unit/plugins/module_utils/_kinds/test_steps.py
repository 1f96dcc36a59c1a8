# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind does step by step, with every request: ``<room>/steps/<kind>.yml`` tells it, one test runs them all, in
process and as modules.

A step has a title and
    options, wire, wire_again: a change; the requests of the run, and of the run after it, which changes nothing.
    options, message, wire: a refusal, in words that match the message; what is read for it. planned: check mode
        passes it, since an earlier task may make what is missing.
    run, options, changed: something that is done beside: a task of a kind, or an operation with its body.
    export: what an export of the kind holds, in its order, as far as it is named; it applies without a change.
    faults: faults of the emulator, each with the operations of the kind's family that meet it from now on.
``src`` is a file beside the steps; ``uuid: same`` is the uuid of the object of the change before.
"""

from __future__ import annotations

import pathlib
import re

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.rules import subset
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CANARY, Station

FILES = sorted(pathlib.Path(__file__).parent.glob("*/steps/*.yml"))


class Steps:
    """The steps of one kind, one after the other."""

    def __init__(self, station, path):
        self.station = station
        self.kind = KINDS[path.stem]
        self.folder = path.parent
        self.uuid = None

    def take(self, step):
        options = dict(step.get("options", {}))
        if options.get("uuid") == "same":
            options["uuid"] = self.uuid
        if "src" in options:
            options["src"] = str(self.folder / options["src"])
        step = {**step, "options": options} if options else step
        if "faults" in step:
            self.order(step["faults"])
        elif "run" in step:
            self.run(**step)
        elif "export" in step:
            self.export(step["export"])
        elif "message" in step:
            self.refusal(**step)
        else:
            self.change(**step)

    def task(self, options, check_mode=False):
        return self.station.run(self.kind, options, check_mode, forced=False)

    def change(self, title, options, wire, wire_again):
        name = self.kind.name
        planned = self.task(options, check_mode=True)
        assert not self.station.writes
        done = self.task(options)
        assert self.station.sent == wire
        again = self.task(options)
        assert self.station.sent == wire_again
        assert (planned["changed"], done["changed"], again["changed"]) == (True, True, False), again["diff"]
        assert planned["diff"] == done["diff"]
        assert again["diff"]["before"] == again["diff"]["after"] == {}
        assert {**planned[name], "uuid": ""} == {**done[name], "uuid": ""}
        # A run that changes nothing reads no more than it must, so it may tell less of what the options do not name.
        assert {option: again[name].get(option) for option in options if option in done[name]} == {
            option: done[name][option] for option in options if option in done[name]
        }
        self.uuid = done[name].get("uuid") or self.uuid

    def refusal(self, title, options, message, wire=(), planned=False):
        for check_mode in (False,) if planned else (False, True):
            refused = self.station.fail(self.kind, options, check_mode)
            assert re.search(message, refused) and "\n" not in refused
            assert self.station.sent == list(wire)

    def order(self, faults):
        family = self.kind.list_operation[: -len("list")]
        for fault, actions in faults.items():
            for action in actions:
                self.station.emulator.fault(fault, OPERATIONS[family + action].path, times=None)

    def run(self, title, run, options, changed=None):
        if run not in KINDS:
            self.station.call(run, options)
            return
        done = self.station.run(KINDS[run], options)
        assert changed in (None, done["changed"])

    def export(self, expected):
        memory = self.station.memory()
        found = read(Run({}, memory.client, memory, KINDS), self.kind, export=True)
        assert [subset(one, wanted) for one, wanted in zip(found, expected, strict=True)] == expected
        for one in found:
            assert not self.task(one)["changed"]


@pytest.fixture(scope="module")
def service():
    with running() as emulator:
        yield emulator


@pytest.fixture(params=["in process", "as modules"])
def station(request, service, tmp_path, monkeypatch):
    """The service is known in two forms: each way of running meets one of them."""
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    service.reset()
    as_modules = request.param == "as modules"
    service.vary(*(["bare_lists"] if as_modules else []))
    return Station(service, DEFAULT_KEY, as_modules)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_steps(station, path):
    steps = Steps(station, path)
    for step in yaml.safe_load(path.read_text(encoding="utf-8")):
        steps.take(step)
    assert not any(CANARY in text for text in station.shown)


def test_every_request_of_the_steps_is_an_operation():
    steps = [step for path in FILES for step in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert {name for step in steps for name in [*step.get("wire", ()), *step.get("wire_again", ())]} <= set(OPERATIONS)
