# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Emptiness is no content, in any option of any kind: what every object has cannot be emptied, a name without a value
is not sent, and no value is written in Python's words."""

from __future__ import annotations

import contextlib
import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running

from .lifecycle import CASES, Station

NEEDED = [
    pytest.param(case, field, id=f"{case.id}-{field.option}")
    for case in CASES
    for field in case.kind.fields
    if field.always_there and field.option in case.create and field.type in ("str", "list")
]
FREE = [
    pytest.param(case, field, id=f"{case.id}-{field.option}")
    for case in CASES
    for field in case.kind.fields
    if field.option in case.create and field.type == "dict" and not field.suboptions
]
TELLING = [
    pytest.param(case, option, id=f"{case.id}-{option}")
    for case in CASES
    for option in case.kind.identity
    if isinstance(case.create.get(option), str) and not case.kind.field(option).choices
]


@pytest.fixture
def station(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    with running() as emulator:
        yield Station(emulator, DEFAULT_KEY)


@pytest.mark.parametrize(("case", "field"), NEEDED)
def test_what_every_object_has_cannot_be_emptied(station, case, field):
    station.prepare(case)
    station.run(case.kind, case.create)
    blanks = [[], [""], [" "]] if field.type == "list" else ["", " "]
    for options in (case.create, next(case.several(1))):
        for blank in blanks:
            message = station.fail(case.kind, {**options, field.option: blank})
            assert field.option in message, blank
            assert station.writes == []


@pytest.mark.parametrize(("case", "field"), FREE)
def test_names_without_values_are_not_sent_as_words_and_values_are_as_people_write_them(station, case, field):
    station.prepare(case)
    before = len(station.emulator.requests())
    given = {**case.create.get(field.option, {}), "cluster": None, "canary": True, "tiny": 0.00001}
    for value in (given, {**given, "cluster": ["", None]}, {name: given[name] for name in given if name != "cluster"}):
        with contextlib.suppress(AssertionError):  # most refuse it
            station.run(case.kind, {**case.create, field.option: value})
    sent = [
        json.dumps(request["body"])
        for request in station.emulator.requests(bodies=True)[before:]
        if OPERATIONS[request["operationId"]].writes
    ]
    assert not [text for text in sent for word in ('"None"', '"True"', '"1e-05"') if word in text]


@pytest.mark.parametrize(("case", "option"), TELLING)
def test_what_tells_objects_apart_has_no_blanks_at_its_ends(station, case, option):
    """A service that trims would make one more object in every run."""
    station.prepare(case)
    for value in (f" {case.create[option]}", f"{case.create[option]}\u00a0"):
        station.fail(case.kind, {**case.create, option: value})
        assert station.writes == []
