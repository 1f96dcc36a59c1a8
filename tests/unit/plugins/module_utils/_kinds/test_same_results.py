# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""However the service answers, a task has the same result and sends the same requests: as the reference says, with bare
lists, or as the mocks of the vendor's Terraform provider do (``true``, missing members, times as fractions)."""

from __future__ import annotations

import json
import re

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

OTHER_FORMS = {"older": ("bare_lists",), "terse": ("terse",)}
_ID = re.compile(r"\b[a-z]+_(?:[a-z]+_)?[0-9a-f]{8,}\b|\b[0-9a-f]{32}\b")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|\b1[67]\d{8}(?:\d{3})?(?:\.\d+)?\b")


@pytest.fixture(scope="module")
def service():
    with running() as emulator:
        yield emulator


def life(service, case, variants):
    """What each task of a life tells and sends."""
    service.reset()
    service.vary(*variants)
    station = Station(service, DEFAULT_KEY)
    station.prepare(case)
    renamed = {**case.key, **case.rename}
    tasks = [case.create, case.create, {**case.key, **case.change}, {**case.key, **case.foreign}]
    tasks += [{"uuid": None, **case.rename}] if case.rename else []
    tasks += [{**renamed, "state": "absent"}] if case.kind.delete_route else []
    told, uuid = [], None
    for options in tasks:
        before = len(service.requests())
        given = {**options, "uuid": uuid} if "uuid" in options else options
        result = station.run(case.kind, given)
        uuid = uuid or result[case.kind.name].get("uuid")
        sent = service.requests(bodies=True)[before:]
        shown = {key: result.get(key) for key in ("changed", "diff", "warnings", case.kind.name)}
        told.append(without_ids({"result": shown, "sent": [asked(one) for one in sent]}))
    return told


def asked(request):
    return [request["operationId"], request.get("body") if OPERATIONS[request["operationId"]].writes else None]


def without_ids(told):
    """Without ids and times, which differ from run to run."""
    text = _TIME.sub("time", json.dumps(told, sort_keys=True))
    return in_order(json.loads(_ID.sub("id", text)))


def in_order(told):
    """Lists of texts in one order: what counts as a set is in that of the ids."""
    if isinstance(told, dict):
        return {key: in_order(value) for key, value in told.items()}
    if isinstance(told, list):
        members = [in_order(value) for value in told]
        return sorted(members) if all(isinstance(one, str) for one in members) else members
    return told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_form_of_answers_changes_neither_results_nor_requests(service, tmp_path, monkeypatch, case):
    lives = {}
    for form, variants in {"usual": (), **OTHER_FORMS}.items():
        monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / form))
        lives[form] = life(service, case, variants)
    assert any(step["sent"] for step in lives["usual"])
    for form in OTHER_FORMS:
        assert lives[form] == lives["usual"], form
