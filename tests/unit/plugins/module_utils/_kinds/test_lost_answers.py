# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind against a service whose answers say nothing or are lost, that changes names, or that somebody else writes
to at the same time: one object comes out. The objects are those of the table of lifecycles."""

from __future__ import annotations

import unicodedata

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace import twins
from ansible_collections.truewatch.openapi.plugins.modules import truewatch_workspace
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import (
    CASES,
    Station,
    in_process,
)

#: None of a kind of which every workspace has the one object from the beginning.
each_case = pytest.mark.parametrize(
    "case", [case for case in CASES if not case.kind.only_name], ids=lambda case: case.id
)
#: Kinds of whose objects the service takes one of a name only, or to which the caller gives the uuid.
UNIQUE = {
    *("catalog_entity", "catalog_entity_type", "data_forwarding", "dial_node", "external_log_index", "field"),
    *("generated_metric", "inspection", "llm_app", "log_index", "resource_catalog", "rum_app", "snapshot", "tag"),
    *("member", "user_view"),
}
#: Kinds whose names are words without blanks, or that the emulator keeps as they are.
WORDS = {
    *("catalog_entity_type", "dial_node", "generated_metric", "inspection", "log_index", "pipeline"),
    *("login_mapping", "member", "resource_catalog", "service", "sso", "wksp_share"),
}


@pytest.fixture(scope="module")
def service():
    with running() as emulator:
        yield emulator


class Trial:
    """The objects of a kind in a workspace that is as it was at its start."""

    def __init__(self, station, case):
        self.station = station
        self.case = case
        station.prepare(case)
        self.before = self.count()

    def count(self):
        """How many objects of the kind there are."""
        return len(self.station.memory().rows(self.case.kind))

    def run(self, options):
        return self.station.run(self.case.kind, options)

    def fault(self, fault, *operations):
        for operation in operations:
            self.station.emulator.fault(fault, operation)

    def is_settled(self, options):
        """Whether one object more is there, a run changes nothing, and nothing was sent to an object ``None``."""
        settled = self.count() == self.before + 1 and not self.run(options)["changed"]
        return settled and not [one for one in self.station.emulator.requests() if "None" in one["path"]]


@pytest.fixture
def trial(service, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    service.reset()

    def made(case, *variants):
        service.vary(*variants)
        return Trial(Station(service, DEFAULT_KEY), case)

    return made


@pytest.mark.parametrize("fault", ["null_content", "500_after"])
@each_case
def test_a_create_that_does_not_name_the_object_is_read_back_and_finished(trial, case, fault):
    trial = trial(case)
    trial.fault(fault, *creates(case))
    if case.kind.answers.once:  # what that answer alone tells is lost with it
        assert "told once only is lost" in trial.station.fail(case.kind, case.create)
        return
    assert trial.run(case.create)[case.kind.name]["uuid"]
    assert trial.is_settled(case.create)


@each_case
def test_a_change_whose_answer_is_lost_is_read_back(trial, case):
    if not case.change:
        return
    trial = trial(case)
    trial.run(case.create)
    wanted = {**case.key, **case.change}
    trial.fault("500_after", case.kind.modify_route.operation)
    assert trial.run(wanted)["changed"]
    assert trial.is_settled(wanted)


@each_case
def test_nothing_is_made_because_a_list_said_nothing(trial, case):
    trial = trial(case)
    trial.run(case.create)
    trial.fault("null_content", case.kind.list_operation)
    assert not trial.run(case.create)["changed"]
    assert trial.is_settled(case.create)


@each_case
def test_a_row_that_was_lost_between_two_pages_is_looked_for_before_a_create(trial, case, monkeypatch):
    if not OPERATIONS[case.kind.list_operation].page_size or is_identified(case):
        return  # it comes on one page, or is asked for by its uuid
    trial, read, times = trial(case), Memory._read, []
    trial.run(case.create)

    def losing(memory, kind):
        read(memory, kind)
        if kind is case.kind and not times:
            times.append(kind)
            listed = memory._lists[kind.name]
            listed.pages = 3
            label = kind.label(case.create)
            listed.rows = {uuid: row for uuid, row in listed.rows.items() if kind.label_of(row) != label}

    monkeypatch.setattr(Memory, "_read", losing)
    assert not trial.run(case.create)["changed"]
    assert times
    assert trial.is_settled(case.create)


@each_case
def test_a_name_that_the_service_changes_is_told_at_once_and_found_again(trial, case):
    if case.kind.name in WORDS:
        return
    trial = trial(case, "normal_names")
    name = case.create[case.kind.name_option] + "a  e\N{COMBINING ACUTE ACCENT}"
    wanted = {**case.create, case.kind.name_option: name}
    message = trial.station.fail(case.kind, {**wanted, **forced(case)})
    kept = unicodedata.normalize("NFC", " ".join(name.split()))
    assert "the service keeps its name as" in message or "the service may keep names so" in message
    trial.station.fail(case.kind, {**wanted, **forced(case)})
    assert trial.is_settled({**wanted, case.kind.name_option: kept})


@each_case
def test_of_two_that_controllers_make_at_the_same_time_one_stays(trial, case, tmp_path, monkeypatch):
    if case.kind.name in UNIQUE or is_identified(case) or not case.kind.folder:
        return
    trial, call, met = trial(case), Client.call, []

    def hooked(client, operation, **details):
        if getattr(operation, "name", operation) in creates(case) and not met:
            met.append(operation)
            with monkeypatch.context() as context:
                context.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "elsewhere"))
                Station(trial.station.emulator, DEFAULT_KEY).run(case.kind, case.create)
            trial.station.emulator.advance(5)
        return call(client, operation, **details)

    monkeypatch.setattr(Client, "call", hooked)
    monkeypatch.setattr(twins, "_RESOLUTION", 0.0)
    wanted = {"definition": {case.kind.folder: [case.create]}, "force": [case.kind.name], **trial.station.connection}
    done = in_process(truewatch_workspace.TASK, wanted, False, Connections())
    assert not done.get("failed"), done["msg"]
    if case.kind.delete_route is None:
        assert "the API cannot delete one" in done["warnings"][-1]
        return
    if case.kind.name == "team":  # its rows tell no times
        assert "made at the same time as" in done["warnings"][-1]
        return
    assert "Another run made a" in done["warnings"][-1]
    assert trial.is_settled(case.create)


def is_identified(case):
    """Whether the caller chooses the uuid."""
    return case.kind.key.chosen is not None and case.kind.key.chosen.option in case.create


def creates(case):
    """The operations that make an object of the kind."""
    found = (getattr(case.kind, name) for name in dir(case.kind) if name.endswith("create_operation"))
    return [operation for operation in found if operation]


def forced(case):
    return {"force": True} if "force" in KINDS[case.kind.name].argument_spec() else {}
