# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a create or a change accepts, no answer afterwards is an error of the server: bodies that hold the least,
everything, and everything but for one place that is missing, null, empty, or out of any range."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

import pytest

from ansible_collections.truewatch.openapi.tests.emulator.kinds.registry import split
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.emulator.service import Request, Service, Settings
from ansible_collections.truewatch.openapi.tests.emulator.validation import body_schema
from ansible_collections.truewatch.openapi.tests.unit.bodies import sample, with_other

OPERATIONS = load_operations()
FAMILIES = {}
for _operation in OPERATIONS.values():
    FAMILIES.setdefault(split(_operation.id)[0], []).append(_operation)
CREATING = ("create", "create_v2", "add", "regist")
CREATES = sorted(one.id for one in OPERATIONS.values() if one.body and split(one.id)[1] in CREATING)
READS = ("list", "quick_list", "get", "info", "export")
CHANGES = ("modify", "modify_v2", "replace", "set")
#: What a place of a body may hold instead; ... takes it out.
OTHERS = (..., None, "", -1, 10**18, [], {}, {"start": 1})


def places(value, path=()):
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


def bodies(operation):
    """The bodies to send. An example of the reference counts as one that holds everything."""
    schema = body_schema(operation)
    yield sample(schema, whole=False)
    for whole in (sample(schema, whole=True), operation.body_example):
        if not isinstance(whole, dict):
            continue
        yield whole
        for path in places(whole):
            for other in OTHERS:
                yield with_other(whole, path, other)


class Caller:
    """Asks the service without a server; each answer is one that a client can be told."""

    def __init__(self):
        self.service = Service(Settings({"key": None}))

    def call(self, operation, body=None, uuid=""):
        """The content of the answer, None for a refusal. uuid: whatever the operation wants to know of the object."""
        path = re.sub(r"\{\w+\}", uuid, operation.path)
        query = {place["name"]: uuid for place in operation.parameters_in("query") if place["required"]}
        if operation.body and body is None:
            body = dict.fromkeys(operation.body.get("required", ()), uuid)
        raw = b"" if body is None else json.dumps(body).encode()
        media = "" if body is None else "application/json"
        response = self.service.handle(
            Request(operation.method.upper(), path, urlencode(query), "key", media, raw)
        ).response
        assert response.status < 500, (operation.id, body)
        return json.loads(response.body)["content"] if response.status == 200 and operation.enveloped else None


@pytest.mark.parametrize("name", CREATES)
def test_what_is_accepted_can_be_read(name):
    caller, create = Caller(), OPERATIONS[name]
    family = [(split(one.id)[1], one) for one in FAMILIES[split(name)[0]]]
    reads = [one for action, one in family if action in READS]
    changes = [one for action, one in family if action in CHANGES and one.body]

    def look(content):
        uuid = content.get("uuid") if isinstance(content, dict) else content
        for operation in reads:
            caller.call(operation, uuid=str(uuid))
        return uuid

    accepted = None
    for body in bodies(create):
        content = caller.call(create, body)
        if content is not None:
            accepted = body
            look(content)
            caller.service.reset()
    for change in changes if accepted else ():
        for body in bodies(change):
            caller.service.reset()
            uuid = look(caller.call(create, accepted))
            named = {key: uuid for key in body if key.lower().endswith("uuid") and body[key] in ("x", "")}
            caller.call(change, {**body, **named}, uuid=str(uuid))
            look(uuid)
