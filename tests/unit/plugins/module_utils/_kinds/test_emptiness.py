# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Emptiness is no content, in any option of any kind: what every object has cannot be emptied, a name without a value
is not sent, and no value is written in Python's words."""

from __future__ import annotations

import contextlib
import copy
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


def mappings(value, path=()):
    """The places of the mappings in a value."""
    if isinstance(value, dict):
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from mappings(item, (*path, key))


def held(kind, field):
    """The keys at the top of a mapping that other options hold; those of a dial test win over it, as documented."""
    others = [other for other in kind.fields if not other.secret and kind.name != "dial_test"]
    places = [place for other in others for place in other.places if isinstance(field.api, str)]
    return {place[len(field.api) + 1 :] for place in places if place.startswith(f"{field.api}.")}


@pytest.mark.parametrize(("case", "field"), FREE)
def test_whatever_is_given_in_a_mapping_is_sent_or_refused(station, case, field):
    """A key that nobody knows, at any depth, and those that other options hold."""
    for path in mappings(case.create[field.option]):
        for key in ("canary_key", *(held(case.kind, field) if not path else ())):
            given = copy.deepcopy(case.create)
            holder = given[field.option]
            for step in path:
                holder = holder[step]
            holder[key] = "canary-value"
            station.emulator.reset()
            station.prepare(case)
            before = len(station.emulator.requests())
            result = station.result(case.kind, {**_consent(case.kind), **given})
            sent = json.dumps(station.emulator.requests(bodies=True)[before:])
            assert "canary-value" in sent or (result.get("failed") and not station.writes), (path, key)


def _consent(kind):
    return {"force": True} if "force" in kind.argument_spec() else {}


@pytest.mark.parametrize(("case", "option"), TELLING)
def test_what_tells_objects_apart_has_no_blanks_at_its_ends(station, case, option):
    """A service that trims would make one more object in every run."""
    station.prepare(case)
    for value in (f" {case.create[option]}", f"{case.create[option]}\u00a0"):
        station.fail(case.kind, {**case.create, option: value})
        assert station.writes == []
