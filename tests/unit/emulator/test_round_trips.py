# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every family that keeps objects: made, listed, read, changed and deleted, and never seen by another workspace."""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

import pytest

from ansible_collections.truewatch.openapi.tests.emulator.kinds import registry
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.emulator.service import Request, Service, Settings

FAMILIES: dict[str, dict] = {}
for _operation in load_operations().values():
    _family, _action = registry.split(_operation.id)
    FAMILIES.setdefault(_family, {})[_action] = _operation
KEPT = sorted(
    family
    for family, actions in FAMILIES.items()
    if {"create", "add", "regist", "create_v2"} & set(actions) and {"delete", "batch_delete"} & set(actions)
)
# Known otherwise than by a uuid that creating tells, or made of what exists: tests of their own.
OWN_TESTS = {"dialing_region", "dialing_task", "llm_cfg", "object_catalogs", "sso_mappings", "slos", "catalog_entities"}
OWN_TESTS |= {"issue_replies"}  # the uuid in the path of its list is that of the issue
# Where the reference shows no request.
_NOTIFY = {"name": "sample", "optSet": {"to": ["acnt_1"]}}
_INSPECTION = {"refKey": "k", "title": "sample", "refFuncInfo": {"funcId": "f"}}
BODIES = {
    "notify_objects_create": {"type": "sms", **_NOTIFY},
    "notify_objects_modify": {"notifyObjectUUID": "", **_NOTIFY},
    "notify_objects_delete": {"notifyObjectUUID": ""},
    "self_built_checkers_create": _INSPECTION,
    "self_built_checkers_modify": {"ruleUUID": "", "title": "changed"},
    "data_mask_rule_modify": FAMILIES["data_mask_rule"]["add"].body_example,
}
# Members of a request by which it filters or addresses.
IDENTITY = re.compile(r"(UUIDs?|refKey|appIds)$", re.IGNORECASE)


class Caller:
    def __init__(self) -> None:
        self._service = Service(Settings({"own": None, "foreign": "another"}, "reference"))

    def __call__(self, operation, made=None, key="own"):
        """The (status, body) of an operation that addresses what was made, or makes it."""
        path = re.sub(r"{[^}]+}", (made or {}).get("uuid", ""), operation.path)
        query = {name: made["uuid"] if IDENTITY.search(name) else made.get(name) for name in self._sent(operation)}
        body = BODIES.get(operation.id, operation.body_example) or {}
        if made:
            body = {name: self._addressed(name, value, made) for name, value in body.items()}
        content = json.dumps(body).encode() if operation.body else b""
        request = Request(operation.method, path, urlencode(query), key, "application/json", content)
        response = self._service.handle(request).response
        return response.status, json.loads(response.body)

    @staticmethod
    def _sent(operation):
        """The query parameters that have to be sent, or tell which object is meant."""
        named = registry.split(operation.id)[1] == "get"
        parameters = operation.parameters_in("query")
        return [p["name"] for p in parameters if p["required"] or (named and IDENTITY.search(p["name"]))]

    @staticmethod
    def _addressed(name, value, made):
        if not IDENTITY.search(name):
            return value
        identity = made["appId"] if name == "appIds" else made.get("refKey") if name == "refKey" else made["uuid"]
        return [identity] if isinstance(value, list) else identity


@pytest.mark.parametrize("family", sorted(set(KEPT) - OWN_TESTS))
def test_round_trip(family):
    actions, call = FAMILIES[family], Caller()
    creating = next(actions[name] for name in ("create", "create_v2", "add", "regist") if name in actions)
    status, answer = call(creating)
    assert status == 200, answer
    made = answer.get("content", answer)

    listing = [actions[name] for name in ("list", "quick_list") if name in actions]
    reading = [actions[name] for name in ("get", "info") if name in actions]
    changing = [actions[name] for name in ("modify", "modify_v2") if name in actions]

    for operation in listing:
        assert made["uuid"] in json.dumps(call(operation, made)[1]), operation.id
        assert made["uuid"] not in json.dumps(call(operation, made, "foreign")[1]), operation.id
    for operation in [*reading, *changing]:
        status, answer = call(operation, made, "foreign")
        assert (status, answer["errorCode"][:11]) == (404, "ft.NotFound"), operation.id
        status, answer = call(operation, made)
        assert status == 200, (operation.id, answer)

    deleting = actions.get("delete") or actions["batch_delete"]
    status, answer = call(deleting, made)
    assert status == 200, answer
    for operation in reading:
        assert call(operation, made)[0] == 404, operation.id
    for operation in listing:
        assert made["uuid"] not in json.dumps(call(operation, made)[1]), operation.id
