# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of the reference: its documented example is accepted, and the answer has the documented shape."""

from __future__ import annotations

import json
import re

import jsonschema_rs
import pytest

from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.unit.bodies import sample

OPERATIONS = load_operations()
OBJECT_QUERY = {"queries": [{"qtype": "dql", "query": {"q": "O::HOST:(`host`)"}}]}
# Where the reference shows no request, or one about objects that do not exist or data that is not emulated.
BODIES = {
    "query_data_v1": lambda api: OBJECT_QUERY,
    "query_data_async": lambda api: OBJECT_QUERY,
    "notify_objects_create": lambda api: {"type": "sms", "name": "sample", "optSet": {"to": ["acnt_1"]}},
    "slos_create": lambda api: {
        **OPERATIONS["slos_create"].body_example,
        "sliUUIDs": [create(api, OPERATIONS["checkers_get"])],
    },
}


@pytest.fixture
def seeded(emulator, api):
    emulator.seed(hosts=5)
    return api


def create(api: Api, operation) -> str | None:
    """Make the object that an operation addresses, where its family can; the uuid of it."""
    for name in ("create", "add", "regist"):
        family = re.sub(r"_[a-z]+(_v2)?$", "", operation.id)
        maker = OPERATIONS.get(f"{family}_{name}")
        if maker and maker is not operation and not maker.parameters and maker.body:
            content = api.content(api.post(maker.path, body_of(api, maker)))
            if isinstance(content, dict) and "uuid" in content:
                return content["uuid"]
    return None


def body_of(api, operation):
    if operation.id in BODIES:
        return BODIES[operation.id](api)
    if operation.body is None:
        return None
    return operation.body_example if operation.body_example is not None else sample(operation.body)


def call(api: Api, operation, uuid: str | None):
    path = operation.path
    for parameter in operation.parameters_in("path"):
        path = path.replace(f"{{{parameter['name']}}}", uuid or "sample")
    query = {}
    for parameter in operation.parameters_in("query"):
        if parameter["required"]:
            value = uuid if uuid and "UUID" in parameter["name"] else sample(parameter["schema"])
            if parameter["form"] == "json":
                value = json.dumps(OBJECT_QUERY)
            query[parameter["name"]] = ",".join(map(str, value)) if isinstance(value, list) else value
    if operation.body_media == "multipart/form-data":
        return api.session.request(operation.method, api.url + path, params=query, files={"file": b"content"})
    return api.session.request(
        operation.method, api.url + path, params=query, json=None if operation.body is None else body_of(api, operation)
    )


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_documented_request_gets_documented_answer(emulator, seeded, name):
    emulator.vary("bare_lists")  # the form that the reference still shows
    operation = OPERATIONS[name]
    response = call(seeded, operation, create(seeded, operation))
    assert response.status_code in (200, 404), response.text
    if response.status_code == 404:
        assert response.json()["errorCode"].startswith("ft.NotFound")
        return
    if operation.answer_media == "application/json" and operation.answer:
        errors = [e.message for e in jsonschema_rs.Draft202012Validator(operation.answer).iter_errors(response.json())]
        assert not errors, (errors[:5], response.text[:500])


@pytest.mark.parametrize("name", sorted(o.id for o in OPERATIONS.values() if o.body_media == "application/json"))
def test_unknown_body_field_is_refused(seeded, name):
    operation = OPERATIONS[name]
    if operation.body.get("additionalProperties") is True:
        pytest.skip("the reference lets this body hold anything")
    body = body_of(seeded, operation) or {}
    path = re.sub(r"{[^}]+}", "sample", operation.path)
    query = {p["name"]: json.dumps(sample(p["schema"])) for p in operation.parameters_in("query") if p["required"]}
    response = seeded.session.request(
        operation.method, seeded.url + path, params=query, json={**body, "noSuchField": 1}
    )
    assert (response.status_code, response.json()["errorCode"]) == (400, "ft.InvalidParams"), response.text
    named = "noSuchField" in response.json()["message"]
    assert named == (operation.body["type"] != "null"), response.text
