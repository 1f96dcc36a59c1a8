# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import ObjectQuery
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.reader import read_objects
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
    service,
)


@pytest.fixture
def client_at():
    """Makes a client of the service at a URL."""
    clients = []

    def make(url: str, key: str = DEFAULT_KEY) -> Client:
        clients.append(Client(Settings.from_options({"api_key": key, "endpoint": url})))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def world():
    """An emulator with 250 hosts and what runs on them."""
    with running(hosts=250) as emulator:
        yield emulator


@pytest.fixture
def read(world, client_at):
    """Reads objects from ``world`` by the options of a query."""
    client = client_at(world.url)

    def reading(**options):
        return read_objects(client, ObjectQuery.from_options(options))

    reading.client = client
    return reading
