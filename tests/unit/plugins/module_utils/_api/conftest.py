# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import ssl

import pytest
import trustme

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import KEY, Clock, Service


@pytest.fixture
def service():
    server = Service()
    yield server
    server.close()


@pytest.fixture
def tls_service(tmp_path):
    """A service behind TLS, and the path of the CA bundle that makes it trusted."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    bundle = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(bundle))
    server = Service(context)
    yield server, str(bundle)
    server.close()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(autouse=True)
def environment(monkeypatch, tmp_path):
    """No test sees the user's proxies, netrc, certificates or state."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
def client_of(clock):
    """Makes a client of a service, whose sleeping costs no time."""
    clients = []

    def make(service, **options) -> Client:
        settings = Settings.from_options({"api_key": KEY, "endpoint": service.url, **options})
        clients.append(Client(settings, sleep=clock.sleep, clock=clock))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(service, client_of):
    return client_of(service)
