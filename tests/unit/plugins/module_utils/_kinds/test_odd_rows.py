# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind against a service that tells something odd of one object: that object is told, and the others are served.
The objects are those of the table of lifecycles."""

from __future__ import annotations

import copy
import itertools
import random

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.modules import truewatch_info
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import (
    CASES,
    Station,
    in_process,
)

ODD = [float("inf"), float("nan"), "half \ud83d", None, [], {}, "x", 3, True, -1, [None], [{}], {"a": None}, [["x"]]]
#: How many odd values are tried with each row of the table, of some hundreds.
SAMPLE = 3


@pytest.fixture(scope="module")
def service():
    with running() as emulator:
        yield emulator


@pytest.fixture
def station(service, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    service.reset()
    return Station(service, DEFAULT_KEY)


class Lies:
    """Answers in which every mapping of one object has an odd value at a place."""

    def __init__(self, monkeypatch, kind, uuid):
        self.kind, self.uuid, self.call = kind, uuid, Client.call
        self.places: dict[tuple, None] = {}
        self.place: tuple = ()
        self.value = None
        monkeypatch.setattr(Client, "call", lambda client, *given, **more: self.told(self.call(client, *given, **more)))

    def tell(self, place, value):
        """Tell that value at that place from now on."""
        self.place, self.value = place, value

    def told(self, answer):
        content = copy.deepcopy(answer.content)
        for one in self.objects(content):
            self.places.update(dict.fromkeys(places(one)))
            if self.place:
                put(one, self.place, copy.deepcopy(self.value))
        return answer._replace(content=content)

    def objects(self, content):
        inner = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
        if isinstance(content, dict) and self.kind.uuid_of(content) == self.uuid:
            yield content
        for value in inner:
            yield from self.objects(value)

    def sample(self, seed):
        """Some places, but that of the uuid, each with an odd value."""
        known = [place for place in self.places if place[0] not in self.kind.key.uuid]
        every = list(itertools.product(known, ODD))
        return random.Random(seed).sample(every, min(SAMPLE, len(every)))


def places(value, before=()):
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield (*before, key)
        yield from places(inner, (*before, key))


def put(value, place, odd):
    for key in place[:-1]:
        value = value[key] if isinstance(value, (dict, list)) and has(value, key) else None
    if isinstance(value, (dict, list)) and has(value, place[-1]):
        value[place[-1]] = odd


def has(value, key):
    return key in value if isinstance(value, dict) else isinstance(key, int) and key < len(value)


def info(station, kind, **options):
    return in_process(truewatch_info.TASK, {"kind": kind.name, **options, **station.connection}, True, Connections())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_odd_value_ends_nothing_but_what_is_about_its_object(station, case, monkeypatch):
    station.prepare(case)
    own, other = case.several(2)
    made = [station.run(case.kind, options)[case.kind.name]["uuid"] for options in (own, other)]
    lies = Lies(monkeypatch, case.kind, made[0])
    before = len(info(station, case.kind)["objects"])
    info(station, case.kind, export=True)
    for place, value in lies.sample(case.id):
        lies.tell(place, value)
        for options in ({}, {"export": True}):
            found = info(station, case.kind, **options)
            assert not found.get("failed"), (place, value, found["msg"])
            assert len(found["objects"]) >= before - 1, (place, value)
        assert not station.run(case.kind, other, check_mode=True)["changed"], (place, value)
        forced = {"force": True} if "force" in case.kind.argument_spec() else {}
        told = station.result(case.kind, {**forced, **own}, check_mode=True)
        assert "object is not" not in told.get("msg", "") and "object has no" not in told.get("msg", "")


def test_a_diff_shows_an_odd_value_as_it_is(station, monkeypatch):
    case = next(case for case in CASES if case.id == "monitor")
    station.prepare(case)
    uuid = station.run(case.kind, case.create)["monitor"]["uuid"]
    lies = Lies(monkeypatch, case.kind, uuid)
    for place, value in ((("jsonScript", "targets"), -1), (("extend", "querylist"), {"main": 3})):
        lies.tell(place, value)
        assert station.run(case.kind, case.create, check_mode=True)["diff"]["after"]["definition"]


def test_the_group_of_another_class_may_be_odd(station, monkeypatch):
    case = next(case for case in CASES if case.kind.name == "resource_catalog")
    station.prepare(case)
    own, other = case.several(2)
    lies = Lies(monkeypatch, case.kind, station.run(case.kind, own)["resource_catalog"]["uuid"])
    station.run(case.kind, other)
    for place, value in ((("objcGroupInfo", "name"), [["x"]]), (("objcGroupInfo",), 3)):
        lies.tell(place, value)
        assert not station.run(case.kind, other, check_mode=True)["changed"]
