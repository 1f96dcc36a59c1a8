# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every request of the reference, as the client sends it, is one that the reference allows."""

from __future__ import annotations

import contextlib

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api import errors
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import api, emulator, shared_emulator
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.emulator.test_operations import (
    OBJECT_QUERY,
    body_of,
    create,
    sample,
)

__all__ = ["api", "emulator", "shared_emulator"]

REFERENCE = load_operations()
FORM = {"file": b"content", "files": b"content", "uploadId": "up_1", "chunkIndex": 0}


@pytest.fixture(scope="module")
def client(shared_emulator):
    client = Client(Settings.from_options({"api_key": DEFAULT_KEY, "endpoint": shared_emulator.url, "rate_limit": "0"}))
    yield client
    client.close()


def argument(parameter, uuid):
    """A value of a query parameter: as many kinds as the reference knows, each in the form of its own."""
    if parameter["form"] == "json" and "queries" in parameter["schema"].get("properties", {}):
        return OBJECT_QUERY
    if uuid and "UUID" in parameter["name"]:
        return [uuid] if parameter["form"] == "commas" else uuid
    value = sample(parameter["schema"])
    return [*value, *value] if isinstance(value, list) and parameter["required"] is False else value


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_every_operation_with_all_its_parameters_is_accepted(emulator, api, client, name):
    emulator.seed(hosts=5)
    operation = REFERENCE[name]
    uuid = create(api, operation)
    path = {parameter["name"]: uuid or "no such/äöü ?#%" for parameter in operation.parameters_in("path")}
    asked = [one for one in operation.parameters_in("query") if "Withdrawn" not in one["description"]]
    query = {parameter["name"]: argument(parameter, uuid) for parameter in asked}
    body = FORM if OPERATIONS[name].form else body_of(api, operation)
    before = client.api_calls
    with contextlib.suppress(errors.NotFoundError):  # an object that nothing could make
        client.call(name, path=path, query=query, body=body)
    assert client.api_calls == before + 1
    assert emulator.requests()[-1]["operationId"] == name
