# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real HTTP server that answers what a test scripts."""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client

# Stands out in any text, and needs care in patterns, URLs and shells.
KEY = "wsak-CANARY.*+$(x)%41\\'"


class Received(NamedTuple):
    method: str
    path: str
    headers: dict
    body: bytes


class Reply(NamedTuple):
    status: int = 200
    body: bytes = b""
    headers: dict = {}  # noqa: RUF012 - never changed


def envelope(content=None, *, status=200, error_code="", message="", success=None, **more) -> Reply:
    """An answer of the Open API; ``more`` are further keys of the envelope."""
    document = {
        "code": status,
        "content": content,
        "errorCode": error_code,
        "message": message,
        "success": status == 200 and not error_code if success is None else success,
        "traceId": "TRACE-1",
        **more,
    }
    return Reply(status, json.dumps(document).encode())


def throttled() -> Reply:
    return envelope(status=401, error_code="ft.TriggerApiAkCurrentLimiting", message="API key rate limit")


def reset(connection: socket.socket) -> None:
    """Script entry: break the connection after the request was read, with a TCP reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def tunnel(port: int):
    """Script entry for a CONNECT: pass everything on to and from a port of this machine, as a proxy does."""

    def enter(connection: socket.socket) -> None:
        with socket.create_connection(("127.0.0.1", port)) as target:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            threading.Thread(target=_pass_on, args=(target, connection), daemon=True).start()
            _pass_on(connection, target)

    return enter


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)


class Service:
    """A server; each request takes the next entry of ``script`` (the last one for ever), or asks ``answer``.

    An entry is a Reply, or a function of the connection that answers by itself.
    """

    def __init__(self, tls=None) -> None:
        self.script: list = []
        self.answer = None
        self.received: list[Received] = []
        self.connections = 0
        self._lock = threading.Lock()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self):
                super().setup()
                service.connections += 1

            def handle_request(self):
                service.handle(self)

            do_GET = do_POST = do_DELETE = do_CONNECT = handle_request  # noqa: N815 - names of the library

            def log_message(self, *arguments):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *arguments):
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        request = Received(handler.command, handler.path, dict(handler.headers), body)
        with self._lock:
            self.received.append(request)
            if self.answer is not None:
                entry = self.answer(request)
            else:
                entry = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if not isinstance(entry, Reply):
            handler.close_connection = True
            with contextlib.suppress(OSError):
                entry(handler.connection)
            return
        if "Date" in entry.headers:
            handler.send_response_only(entry.status)
        else:
            handler.send_response(entry.status)
        for name, value in {"Content-Length": str(len(entry.body)), **entry.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(entry.body)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Clock:
    """Time that only passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.sleeps: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.now += seconds


def run_python(code: str, *arguments: str) -> subprocess.Popen:
    """Start another Python, which finds the collection as this one does."""
    root = str(pathlib.Path(sys.modules[Client.__module__].__file__).parents[6])
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env={**os.environ, "PYTHONPATH": root})
