# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SOCKS proxies of the environment, against a small one of our own."""

from __future__ import annotations

import socket
import struct
import threading
import traceback
import types

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api import errors
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import KEY, envelope

pytest.importorskip("socks", reason="PySocks is not installed")

DASHBOARD = {"dashboard_uuid": "dsbd_1"}
PASSWORD = "CANARY-OF-THE-PROXY"


class Socks:
    """A SOCKS5 proxy that takes one password. ``fault``: "auth" refuses it, "host" refuses to connect, "drop" breaks
    the connection once a request came."""

    def __init__(self, fault=""):
        self.fault = fault
        self.hosts: list[str] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self):
        self._server.close()

    def _serve(self):
        while True:
            try:
                connection = self._server.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection):
        with connection:
            _version, count = connection.recv(2)
            connection.recv(count)
            connection.sendall(b"\x05\x02")
            connection.recv(connection.recv(2)[1])
            password = connection.recv(connection.recv(1)[0]).decode()
            accepted = password == PASSWORD and self.fault != "auth"
            connection.sendall(b"\x01\x00" if accepted else b"\x01\x01")
            if accepted:
                self._connect(connection)

    def _connect(self, connection):
        is_name = connection.recv(4)[3] == 3
        host = connection.recv(connection.recv(1)[0]).decode() if is_name else socket.inet_ntoa(connection.recv(4))
        port = struct.unpack("!H", connection.recv(2))[0]
        self.hosts.append(host)
        connection.sendall(b"\x05" + (b"\x05" if self.fault == "host" else b"\x00") + b"\x00\x01" + bytes(6))
        if self.fault == "host":
            return
        if self.fault == "drop":
            connection.recv(1)
            return
        with socket.create_connection(("127.0.0.1", port)) as target:
            threading.Thread(target=_pump, args=(connection, target), daemon=True).start()
            _pump(target, connection)


def _pump(source, target):
    try:
        while data := source.recv(1 << 16):
            target.sendall(data)
    except OSError:
        pass


@pytest.fixture
def socks_of():
    proxies = []

    def make(fault=""):
        proxies.append(Socks(fault))
        return proxies[-1]

    yield make
    for proxy in proxies:
        proxy.close()


def client_behind(proxy, service, monkeypatch, scheme="socks5", variable="http_proxy"):
    monkeypatch.setenv(variable, f"{scheme}://user:{PASSWORD}@127.0.0.1:{proxy.port}")
    options = {"api_key": KEY, "endpoint": f"http://localhost:{service.port}"}
    return Client(Settings.from_options(options), sleep=lambda seconds: None)


@pytest.mark.parametrize("variable", ["http_proxy", "ALL_PROXY"])
@pytest.mark.parametrize(("scheme", "host"), [("socks5", "127.0.0.1"), ("socks5h", "localhost")])
def test_requests_go_through_the_proxy(service, socks_of, monkeypatch, scheme, host, variable):
    service.script = [envelope([])]
    proxy = socks_of()
    client = client_behind(proxy, service, monkeypatch, scheme, variable)
    for _time in range(2):
        client.call("dashboards_list")
    client.close()
    assert proxy.hosts == [host]
    assert len(service.received) == 2


@pytest.mark.parametrize(
    ("fault", "text", "unknown"),
    [
        ("auth", "the proxy refuses or cannot be reached.*Check HTTPS_PROXY", False),
        ("host", "the proxy refuses or cannot be reached.*Check HTTPS_PROXY", False),
        ("drop", "the connection was closed before the answer", True),
    ],
)
def test_failures_of_the_proxy_are_explained_and_never_tell_its_password(
    service, socks_of, monkeypatch, fault, text, unknown
):
    with pytest.raises(errors.UnreachableError, match=text) as caught:
        client_behind(socks_of(fault), service, monkeypatch).call("dashboards_delete", path=DASHBOARD)
    assert caught.value.outcome_unknown is unknown
    assert service.received == []
    assert PASSWORD not in "".join(traceback.format_exception(caught.type, caught.value, caught.tb))


def test_no_proxy_at_all_is_explained(service, monkeypatch):
    nobody = types.SimpleNamespace(port=1)
    with pytest.raises(errors.UnreachableError, match="the proxy refuses or cannot be reached") as caught:
        client_behind(nobody, service, monkeypatch).call("dashboards_delete", path=DASHBOARD)
    assert not caught.value.outcome_unknown
