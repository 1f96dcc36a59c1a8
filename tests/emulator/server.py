# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP serving of the emulated service, by uvicorn."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import socket
import struct
import time
from email.utils import formatdate
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .control import PREFIX, Control
from .envelope import Response
from .faults import RESET_AFTER, RESET_BEFORE, SLOW
from .recorder import masked_headers, masked_path, masked_query
from .service import Request, Service

KEEP_ALIVE_SECONDS = 75


class _Protocol(HttpToolsProtocol):
    """Lets the application see the connection, so that it can reset it."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["transport"] = self.transport


class Application:
    """The ASGI application: reads a request, has it answered, records it and sends the answer."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._control = Control(service)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        with contextlib.suppress(_CallerGoneError, asyncio.CancelledError):  # or the emulator is stopped
            await self._answer(scope, receive, send)

    async def _answer(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        started = time.perf_counter()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        request = Request(
            method=scope["method"],
            path=scope["raw_path"].decode("latin-1"),
            query=scope["query_string"].decode("latin-1"),
            key=headers.get("df-api-key"),
            content_type=headers.get("content-type", ""),
            body=await _read(receive),
            host=headers.get("host"),
            origin=headers.get("origin"),
        )
        if request.path.startswith(PREFIX):
            await self._send(send, await self._control.handle(request))
            return
        outcome = self._service.handle(request)
        fault = outcome.fault.fault if outcome.fault else None
        self._record(scope, headers, request, outcome, started)
        if fault in (RESET_BEFORE, RESET_AFTER):
            _reset(scope["transport"])
            return
        if fault == SLOW:
            await asyncio.sleep(outcome.fault.seconds)
        await self._send(send, outcome.response)

    async def _send(self, send: Any, response: Response) -> None:
        length = len(response.body) if response.announced_length is None else response.announced_length
        headers = {
            b"content-type": response.media.encode(),
            b"content-length": str(length).encode(),
            b"date": formatdate(self._service.clock.now(), usegmt=True).encode(),
        }
        headers = [*headers.items(), *response.headers]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        # An answer announced as longer stays open here; uvicorn then closes the connection in the middle of it.
        await send({"type": "http.response.body", "body": response.body, "more_body": length > len(response.body)})

    def _record(
        self, scope: dict[str, Any], headers: dict[str, str], request: Request, outcome: Any, started: float
    ) -> None:
        entry = {
            "method": request.method,
            "path": masked_path(request.path, outcome.operation.path) if outcome.operation else request.path,
            "query": masked_query(request.query),
            "operationId": outcome.operation.id if outcome.operation else None,
            "dialect": outcome.operation.dialect if outcome.operation else None,
            "status": outcome.response.status if outcome.response else None,
            "fault": outcome.fault.fault if outcome.fault else None,
            "ms": round((time.perf_counter() - started) * 1000, 3),
            "bytes_in": len(request.body),
            "bytes_out": len(outcome.response.body) if outcome.response else 0,
            "connection": ":".join(map(str, scope["client"])),
            "headers": masked_headers(headers),
        }
        self._service.recorder.add(entry, request.body)


class _CallerGoneError(Exception):
    """The connection ended before the request was complete: nothing is carried out."""


async def _read(receive: Any) -> bytes:
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _CallerGoneError
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _reset(transport: asyncio.Transport) -> None:
    """Close with an RST instead of an orderly FIN: linger on, for zero seconds."""
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's delay off only for sockets that say TCP: 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(256)
    return listener


def url_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """Stops when stop() is called and at once; signals are left to whoever runs it.

    uvicorn itself looks every tenth of a second whether it should stop, waits for open connections, and raises the
    signal again before anything could be saved. Tests start and stop many emulators.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stopped: concurrent.futures.Future[None] = concurrent.futures.Future()

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext()

    async def main_loop(self) -> None:
        await asyncio.wrap_future(self._stopped)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()

    def stop(self) -> None:
        """From any thread, at any time: before it serves, and twice, too."""
        with contextlib.suppress(concurrent.futures.InvalidStateError):
            self._stopped.set_result(None)


def make_server(service: Service) -> Server:
    """A server to be run with the sockets of listen()."""
    config = uvicorn.Config(
        Application(service),
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    return Server(config)
