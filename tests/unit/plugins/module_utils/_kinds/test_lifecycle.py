# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind through its life over real HTTP: one test for all, a row of ``<room>/lifecycle.yml`` for each."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import (
    CANARY,
    CASES,
    Station,
)

#: Kinds that no route makes.
READ_ONLY = {name for name, kind in KINDS.items() if not kind.is_kept}


@pytest.fixture(scope="module")
def service():
    with running() as emulator:
        yield emulator


#: How a task runs, and how the service answers it.
FORMS = {"usual": (False, ()), "older": (False, ("bare_lists",)), "terse": (False, ("terse",)), "modules": (True, ())}


@pytest.fixture(params=FORMS)
def station(request, service, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    as_modules, variants = FORMS[request.param]
    service.reset()
    service.vary(*variants)
    return Station(service, DEFAULT_KEY, as_modules)


class Life:
    """One object, step by step. Each step is planned in check mode first, and is a matter of nothing afterwards."""

    def __init__(self, station, case):
        self.station = station
        self.case = case

    def run(self, options, check_mode=False, loop=False):
        return self.station.run(self.case.kind, options, check_mode, loop)

    def step(self, options):
        """A change, which check mode foretells, and after which the next item of a loop has nothing to do."""
        planned = self.run(options, check_mode=True)
        assert not self.station.writes, "check mode writes nothing"
        done = self.run(options)
        assert done["changed"] and planned["changed"], options
        assert self.station.writes
        assert planned["diff"] == done["diff"]
        assert without_uuid(planned[self.case.kind.name]) == without_uuid(done[self.case.kind.name])
        self.nothing(options, loop=True)
        return done

    def nothing(self, options, check_mode=False, loop=False):
        """A run that finds everything as it should be, and costs no more than it must."""
        result = self.run(options, check_mode, loop)
        assert not result["changed"], result["diff"]
        assert not self.station.writes
        assert len(self.station.sent) <= self.allowed(), self.station.sent
        assert not (result["diff"]["before"] or result["diff"]["after"])
        return result

    def allowed(self):
        """The most requests of a run without changes: each list once, and one single read."""
        if self.case.again is not None:
            return self.case.again
        listings = {kind.list_operation: len(kind.listings) for kind in KINDS.values()}
        return sum(listings[name] for name in self.station.lists) + 1

    def foreign_change(self):
        """Somebody else sets what the task does not speak of."""
        case = self.case
        theirs = {**case.key, **case.foreign}
        self.step(theirs)
        own = {option: value for option, value in case.create.items() if option not in case.foreign}
        self.run(own)  # back to what it was, as far as the task speaks of it
        self.nothing(theirs)
        self.nothing(own)


def without_uuid(described):
    return {option: value for option, value in described.items() if option != "uuid"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_lifecycle(station, case):
    station.prepare(case)
    life = Life(station, case)
    uuid = life.step(case.create)[case.kind.name]["uuid"]
    life.nothing(case.create)
    life.nothing(case.create, check_mode=True)
    if case.change:
        changed = {**case.key, **case.change}
        assert life.step(changed)[case.kind.name]["uuid"] == uuid
        life.nothing(changed)
        life.nothing({**case.create, **case.change})
    if case.foreign:
        life.foreign_change()
    key = case.key
    if case.rename:
        life.step({"uuid": uuid, **case.rename})
        key = {**key, **case.rename}
        assert life.nothing(key)[case.kind.name]["uuid"] == uuid
    if case.kind.delete_route:
        gone = {**key, "state": "absent"}
        life.step(gone)
        assert life.nothing(gone)[case.kind.name] == {}
        life.nothing(gone, check_mode=True)
    assert_secrecy(station)


def assert_secrecy(station):
    """No secret of the row was shown, nor is in the record of the emulator."""
    assert not any(CANARY in text for text in station.shown)
    assert CANARY not in json.dumps(station.emulator.requests(bodies=True))


def test_every_kind_that_can_be_made_has_a_row():
    assert sorted({case.kind.name for case in CASES}) == sorted(set(KINDS) - READ_ONLY)


@pytest.mark.parametrize("name", sorted({case.kind.name for case in CASES}))
def test_the_rows_of_a_kind_speak_of_all_its_options(name):
    spoken = set().union(*(case.options for case in CASES if case.kind.name == name))
    entries = {field.option for field in KINDS[name].fields if field.adds_to or field.removes_from}  # test_entries.py
    assert {field.option for field in KINDS[name].fields if field.life.given} - entries <= spoken


def test_all_rows_and_what_they_need_fit_into_one_workspace():
    objects = [(KINDS[what], given) for case in CASES for what, given in case.needs if what in KINDS]
    objects += [(case.kind, case.create) for case in CASES]
    assert "{{" not in json.dumps([given for _kind, given in objects]), "a play would take it for a template"
    met = {}
    for kind, given in objects:
        assert met.setdefault((kind.name, kind.label(given)), given) == given, f"{kind.name} {kind.label(given)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_secret_of_a_row_is_a_canary(case):
    for options in (case.create, case.change, case.foreign):
        assert all(CANARY in text for text in case.kind.secrets(options))
