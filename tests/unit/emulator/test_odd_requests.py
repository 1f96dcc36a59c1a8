# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""No request makes the emulator stumble: whatever stands where in a body or query, the answer has the API's form."""

from __future__ import annotations

import copy
import json
import re
from urllib.parse import urlencode

import pytest

from ansible_collections.truewatch.openapi.tests.emulator.faults import NAMES
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.emulator.service import Request, Service, Settings

OPERATIONS = load_operations()
ODD = (None, "", -1, 1.5, True, [], {}, [1], [{}], 1e30)
ODD_TEXTS = ("", "-1", "1.5", "1_0", "true", "[]", "{}", "[null]", "null", "\udcff", str(10**30))


@pytest.fixture(scope="module")
def service():
    return Service(Settings({"key": None}, hosts=3))


def places(value, path=()):
    """The paths of all members inside a JSON value."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield (*path, step)
        yield from places(member, (*path, step))


def with_member(value, path, member):
    changed = copy.deepcopy(value)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = member
    return changed


def answer(service, operation, uuid="unknown", query="", body=None):
    path = re.sub(r"{[^}]+}", uuid, operation.path)
    content = b"" if operation.body is None else json.dumps(body).encode()
    return service.handle(Request(operation.method, path, query, "key", "application/json", content)).response


def made(service, operation):
    """The uuid of an object that the operation can address, where its family is made from the documented example."""
    for name in ("create", "add"):
        maker = OPERATIONS.get(f"{operation.id.rsplit('_', 1)[0]}_{name}")
        if maker and maker.body_example:
            content = json.loads(answer(service, maker, body=maker.body_example).body)["content"]
            return content.get("uuid", "unknown") if isinstance(content, dict) else "unknown"
    return "unknown"


@pytest.mark.parametrize("name", sorted(o.id for o in OPERATIONS.values() if isinstance(o.body_example, dict)))
def test_odd_member_of_a_body(service, capfd, name):
    operation = OPERATIONS[name]
    example = operation.body_example
    uuid = made(service, operation)
    for number, path in enumerate(places(example)):
        for odd in (ODD[number % len(ODD)], ODD[(number + 3) % len(ODD)]):
            response = answer(service, operation, uuid, body=with_member(example, path, odd))
            assert response.status != 500, (path, odd, capfd.readouterr().err)


@pytest.mark.parametrize("name", sorted(o.id for o in OPERATIONS.values() if o.parameters_in("query")))
def test_odd_query(service, capfd, name):
    operation = OPERATIONS[name]
    for parameter in operation.parameters_in("query"):
        for odd in ODD_TEXTS:
            query = urlencode({parameter["name"]: odd}, errors="surrogateescape")
            assert answer(service, operation, query=query).status != 500, (query, capfd.readouterr().err)


@pytest.mark.parametrize(("index", "size"), [(1.0, 1.0), (10**30, 1), (-1, -1), (0, 0)])
def test_odd_page_numbers(service, index, size):
    answered = answer(
        service, OPERATIONS["issues_list"], body={"channelUUID": "chan_1", "pageIndex": index, "pageSize": size}
    )
    assert answered.status == 200
    assert all(number >= 0 for number in json.loads(answered.body)["pageInfo"].values())


@pytest.mark.parametrize("text", ["1_0", "1.0", "10e0", str(10**30)])
def test_numbers_of_a_query_are_written_as_in_json(service, text):
    answered = answer(service, OPERATIONS["dashboards_list"], query=f"pageIndex={text}")
    assert json.loads(answered.body)["errorCode"] == "ft.InvalidParams"


@pytest.mark.parametrize("fault", NAMES)
def test_fault_on_every_operation(fault, capfd):
    service = Service(Settings({"key": None}, hosts=3))
    service.faults.order([{"fault": fault, "times": None}])
    for operation in OPERATIONS.values():
        outcome = answer(service, operation, body=operation.body_example)
        assert outcome is None or outcome.status != 500 or fault.startswith("500"), (operation.id, capfd.readouterr())


def test_defect_is_told_and_answered_in_the_form_of_the_api(service, monkeypatch, capfd):
    monkeypatch.setattr("ansible_collections.truewatch.openapi.tests.emulator.paging.cut", lambda *_arguments: 1 / 0)
    answered = answer(service, OPERATIONS["dashboards_list"])
    assert (answered.status, json.loads(answered.body)["errorCode"]) == (500, "ft.InternalError")
    assert "ZeroDivisionError" in capfd.readouterr().err
