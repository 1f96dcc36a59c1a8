# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event source that receives what a notify object of TrueWatch posts."""

from __future__ import annotations

import asyncio
import hmac
import importlib
import ipaddress
import logging
import ssl
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from aiohttp import web

DOCUMENTATION = r"""
---
short_description: Receive alerts of TrueWatch by a webhook
description:
  - Receives what a notify object of the type C(simpleHTTPRequest) or C(HTTPRequest) posts, and gives each alert to the
    rules as one event. Several alerts that come merged in one request become several events.
  - The keys of an event are C(alert) (one monitor and one object that it watches), C(outage) (one fault, from its first
    event to its recovery), C(delivery) (this event), C(resolved) (true or false), C(status), C(title), C(message),
    C(value), C(monitor), C(monitor_id), C(tags), C(host), C(time), C(link), C(workspace), and C(payload), which holds
    everything that came. A key that the platform says nothing of is not there.
  - Fields that hold JSON as text are decoded.
  - Text that Ansible would run in a playbook is changed, see truewatch.openapi.truewatch_defuse.
  - An alert is answered with 200 when the rules have it, and with 202 when they are busy and it waits in memory. When
    too many wait, the answer is 503 with Retry-After. No alert is dropped without a word.
options:
  port:
    description:
      - The port to listen on.
    type: int
    required: true
  token:
    description:
      - The secret that a request must bring, of at least 16 characters. A list of secrets lets you change one without a
        gap.
      - It comes in the header C(Authorization), as C(Bearer) and the token, or as the last part of the path.
      - A notify object of the type C(simpleHTTPRequest) can send headers. One of the type C(HTTPRequest) cannot, so put
        the token into its URL.
    type: raw
    required: true
  host:
    description:
      - The address to listen on. The default is reached from this machine only. Use C(0.0.0.0) or C(::) to be reached
        by others.
    type: str
    default: "127.0.0.1"
  path:
    description:
      - The path of the URL, without the token.
    type: str
    default: /
  certfile:
    description:
      - File of the certificate, with those of the authorities between. It turns TLS on.
      - Without it, put something that ends TLS in front of the source. Token and alerts are sent in clear otherwise.
    type: str
  keyfile:
    description:
      - File of the key of the certificate, when C(certfile) does not hold it.
    type: str
  password:
    description:
      - The password of the key.
    type: str
  max_size:
    description:
      - The most bytes that a request may have. A larger one is answered with 413.
    type: int
    default: 1048576
  timeout:
    description:
      - The seconds that a request may take to arrive.
    type: float
    default: 10
  max_waiting:
    description:
      - How many alerts may wait in memory for the rules.
    type: int
    default: 5000
  max_connections:
    description:
      - How many connections may be open at the same time.
    type: int
    default: 500
  defuse:
    description:
      - Whether text that Ansible would run is changed. Turn it off only when no rule starts a playbook, a module or a
        job template.
    type: bool
    default: true
"""

EXAMPLES = r"""
- name: Alerts of TrueWatch
  hosts: all
  sources:
    - truewatch.openapi.truewatch_webhook:
        host: 0.0.0.0
        port: 5000
        path: /truewatch
        token: "{{ truewatch_webhook_token }}"
        certfile: /etc/pki/tls/certs/eda.pem
        keyfile: /etc/pki/tls/private/eda.key
  rules:
    - name: Clean up when a disk is full
      condition: event.monitor == "Disk is full" and event.host is defined and not event.resolved
      action:
        run_playbook:
          name: cleanup.yml
          extra_vars:
            host: "{{ event.host }}"
"""

_LOG = logging.getLogger("truewatch_webhook")
_QUIET = logging.getLogger("truewatch_webhook.http")
_QUIET.setLevel(logging.CRITICAL + 1)  # it would tell requests, and with them tokens

_SHORTEST_TOKEN = 16
_MOST_NUMBERS = {"port": 65535}
_NUMBERS = {
    "port": None,
    "max_size": 1_048_576,
    "timeout": 10.0,
    "max_waiting": 5000,
    "max_connections": 500,
}
_TEXTS = {"host": "127.0.0.1", "path": "/", "certfile": None, "keyfile": None, "password": None}
# What ansible-rulebook itself adds or reads.
_FOREIGN = ("feedback", "eda_feedback_queue")

_PATIENCE = 5.0  # seconds until an alert that the rules have not taken is answered with 202
_RETRY_AFTER = "10"
_LARGE = 65_536  # bytes from which reading a body would keep other requests waiting
_TELL_EVERY = 60.0
_TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: %s\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n" % _RETRY_AFTER.encode()
)


def _shared(name: str) -> ModuleType:
    """Import what the plugins share: ansible-rulebook knows this file by its path only."""
    package = "truewatch_openapi_plugins"
    if package not in sys.modules:
        sys.modules[package] = ModuleType(package)
        sys.modules[package].__path__ = [str(Path(__file__).parents[4] / "plugins")]
    return importlib.import_module(f"{package}.{name}")


_notice = _shared("module_utils._events.notice")
_defuse = _shared("plugin_utils._defuse")


class OptionError(ValueError):
    """An option of the source is wrong."""


class _RefusedError(Exception):
    """A request is answered with an error. headers: what the answer carries besides."""

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True)
class Options:
    """The options of the source, checked."""

    tokens: tuple[bytes, ...] = field(repr=False)
    host: str
    port: int
    path: str
    tls: ssl.SSLContext | None
    max_size: int
    timeout: float
    max_waiting: int
    max_connections: int
    defuse: bool

    @classmethod
    def of(cls, args: dict[str, Any]) -> Options:
        """Check the arguments of a rulebook; OptionError tells what is wrong without a secret."""
        given = {
            name: value
            for name, value in args.items()
            if value not in (None, "") and name not in _FOREIGN
        }
        known = {*_NUMBERS, *_TEXTS, "token", "defuse"}
        if unknown := sorted(set(given) - known):
            message = f"unknown option '{unknown[0]}'; there are {', '.join(sorted(known))}"
            raise OptionError(message)
        texts = {name: _text(name, given.get(name, default)) for name, default in _TEXTS.items()}
        defuse = given.get("defuse", True)
        if not isinstance(defuse, bool):
            message = f"'defuse' must be true or false, not {defuse!r}"
            raise OptionError(message)
        tls = _tls(texts.pop("certfile"), texts.pop("keyfile"), texts.pop("password"))
        texts["path"] = "/" + texts["path"].strip("/")
        numbers = {
            name: _number(name, given.get(name, default)) for name, default in _NUMBERS.items()
        }
        return cls(tokens=_tokens(given.get("token")), tls=tls, defuse=defuse, **texts, **numbers)


def _text(name: str, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        message = f"'{name}' must be a text"
        raise OptionError(message)
    return value


def _number(name: str, value: object) -> float:
    if value is None:
        message = f"'{name}' is required"
        raise OptionError(message)
    kind = float if name == "timeout" else int
    try:
        number = kind(value) if not isinstance(value, bool) else 0
    except (TypeError, ValueError):
        number = 0
    if not 0 < number <= _MOST_NUMBERS.get(name, 2**40):
        most = ", at most 65535" if name == "port" else ""
        message = f"'{name}' must be a number above 0{most}, not {value!r}"
        raise OptionError(message)
    return number


def _tokens(value: object) -> tuple[bytes, ...]:
    tokens = value if isinstance(value, list) else [value]
    if value is None or not tokens:
        message = (
            "'token' is required: a secret of at least 16 characters, which the notify object sends"
        )
        raise OptionError(message)
    for token in tokens:
        if (
            not isinstance(token, str)
            or len(token) < _SHORTEST_TOKEN
            or not token.isprintable()
            or " " in token
        ):
            message = (
                f"'token' must be a text of at least {_SHORTEST_TOKEN} characters without blanks; "
                "make one with: "
                "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
            )
            raise OptionError(message)
    return tuple(token.encode() for token in tokens)


def _tls(certfile: str | None, keyfile: str | None, password: str | None) -> ssl.SSLContext | None:
    if certfile is None:
        if keyfile or password:
            message = "'keyfile' and 'password' belong to 'certfile', which is not given"
            raise OptionError(message)
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certfile, keyfile, lambda: password or "")
    except (OSError, ValueError) as error:
        message = (
            f"the certificate cannot be used: {error.strerror or type(error).__name__} ({certfile})"
        )
        raise OptionError(message) from None
    return context


class _Connection(asyncio.Protocol):
    """One connection: cut when its request takes too long, refused when there are too many."""

    def __init__(
        self,
        inner: asyncio.Protocol,
        others: dict[asyncio.BaseTransport, _Connection],
        options: Options,
    ) -> None:
        self._inner: asyncio.Protocol | None = inner
        self._others = others
        self._options = options
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        if len(self._others) >= self._options.max_connections:
            self._inner = None
            transport.write(_TOO_MANY)
            transport.close()
            return
        self._others[transport] = self
        self._timer = asyncio.get_running_loop().call_later(self._options.timeout, transport.abort)
        self._inner.connection_made(transport)

    def arrived(self) -> None:
        """Stop the clock: the request is complete."""
        self._timer.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._inner is not None:
            self._timer.cancel()
            self._others.pop(self._transport, None)
            self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._inner is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._inner is not None else None

    def pause_writing(self) -> None:
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        if self._inner is not None:
            self._inner.resume_writing()


class _Line:
    """The alerts that wait for the rules, in their order; the rules' own queue holds one."""

    def __init__(self, queue: asyncio.Queue, most: int) -> None:
        self._queue = queue
        self._most = most
        self._waiting: asyncio.Queue[tuple[dict, asyncio.Future | None]] = asyncio.Queue()
        self._held = 0

    @property
    def held(self) -> int:
        """How many the rules have not taken yet."""
        return self._held

    def add(self, alerts: list[dict]) -> asyncio.Future:
        """Queue up all or none; the future ends when the rules have all, with the last failure."""
        if len(alerts) > self._most:
            raise _RefusedError(413, f"more than {self._most} alerts in one request")
        if self._held + len(alerts) > self._most:
            raise _RefusedError(503, "too many alerts wait for the rules", Retry_After=_RETRY_AFTER)
        taken = asyncio.get_running_loop().create_future()
        self._held += len(alerts)
        for alert in alerts[:-1]:
            self._waiting.put_nowait((alert, None))
        self._waiting.put_nowait((alerts[-1], taken))
        return taken

    async def feed(self) -> None:
        """Give the rules one alert after the other, for ever."""
        while True:
            alert, taken = await self._waiting.get()
            failure = None
            try:
                await self._queue.put(alert)
            # A filter that stumbles over an alert must not cost the others.
            except Exception as error:  # noqa: BLE001 pylint: disable=broad-exception-caught
                failure = type(error).__name__
                _LOG.error(
                    "A filter of the rulebook failed on the alert %s: %s",
                    alert.get("delivery"),
                    failure,
                )
            self._held -= 1
            if taken is not None and not taken.done():
                taken.set_result(failure)
            await asyncio.sleep(0)


class _Log:
    """Tells of refused requests, each reason once a minute: they must not fill the disk."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[float, int]] = {}

    def refused(self, request: web.BaseRequest, error: _RefusedError) -> None:
        """Count a request that was refused, and tell it when it is time to."""
        now = time.monotonic()
        since, count = self._told.get(error.reason, (-_TELL_EVERY, 0))
        if now - since < _TELL_EVERY:
            self._told[error.reason] = since, count + 1
            return
        self._told[error.reason] = now, 0
        more = f" ({count} more before)" if count else ""
        _LOG.warning(
            "Refused a request of %s with %d: %s%s",
            request.remote,
            error.status,
            error.reason,
            more,
        )


class Receiver:
    """The server: from a request to the line of alerts."""

    def __init__(self, queue: asyncio.Queue, options: Options) -> None:
        """Prepare to put alerts into the queue of the rules."""
        self._options = options
        self._line = _Line(queue, options.max_waiting)
        self._connections: dict[asyncio.BaseTransport, _Connection] = {}
        self._log = _Log()

    async def run(self) -> None:
        """Serve until the task is cancelled."""
        options = self._options
        # Compressed bodies are refused, since a small one may become a large one.
        http = web.Server(
            self._answer,
            logger=_QUIET,
            access_log=None,
            auto_decompress=False,
            lingering_time=2.0,
        )
        server = await asyncio.get_running_loop().create_server(
            lambda: _Connection(http(), self._connections, options),
            options.host,
            options.port,
            ssl=options.tls,
            ssl_handshake_timeout=options.timeout if options.tls else None,
            backlog=1024,
        )
        _LOG.info("Listening on %s, port %d", options.host, options.port)
        if options.tls is None and not _is_loopback(options.host):
            _LOG.warning(
                "Token and alerts come in clear unless something in front of %s ends TLS",
                options.host,
            )
        try:
            await self._line.feed()
        finally:
            server.close()
            if self._line.held:
                _LOG.error("Stopped while %d alerts had not reached the rules", self._line.held)
            await http.shutdown(1.0)

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        try:
            answer = await self._take(request)
        except _RefusedError as error:
            self._log.refused(request, error)
            answer = web.json_response(
                {"error": error.reason},
                status=error.status,
                headers=error.headers,
            )
        answer.headers["Server"] = "truewatch_webhook"
        answer.force_close()
        return answer

    async def _take(self, request: web.BaseRequest) -> web.Response:
        self._admit(request)
        if request.headers.get("Expect", "").lower() == "100-continue":
            await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.writer.output_size = 0  # the answer is still to come
        body = await self._body(request)
        self._connections[request.transport].arrived()
        alerts = (
            self._read(body) if len(body) < _LARGE else await asyncio.to_thread(self._read, body)
        )
        taken = self._line.add(alerts)
        await asyncio.wait({taken}, timeout=_PATIENCE)
        if not taken.done():
            return web.json_response({"waiting": len(alerts)}, status=202)
        if taken.result():
            raise _RefusedError(500, f"a filter of the rulebook failed: {taken.result()}")
        return web.json_response({"taken": len(alerts)})

    def _admit(self, request: web.BaseRequest) -> None:
        """Refuse a request for what its head says, before its body is read."""
        scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        base = self._options.path.rstrip("/")
        if request.path.rstrip("/") == base:
            secret = secret.strip() if scheme.lower() == "bearer" else ""
        elif request.path.startswith(f"{base}/"):
            secret = request.path[len(base) + 1 :]
        else:
            raise _RefusedError(404, "there is nothing at this path")
        sent = secret.encode(errors="replace")
        if not any(hmac.compare_digest(sent, token) for token in self._options.tokens):
            raise _RefusedError(401, "the token is missing or wrong", WWW_Authenticate="Bearer")
        if request.method != "POST":
            raise _RefusedError(405, "alerts are posted", Allow="POST")
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise _RefusedError(415, "the body is compressed")
        if (request.content_length or 0) > self._options.max_size:
            raise self._too_large()

    async def _body(self, request: web.BaseRequest) -> bytes:
        parts, size = [], 0
        async for part in request.content.iter_any():
            size += len(part)
            if size > self._options.max_size:
                raise self._too_large()
            parts.append(part)
        return b"".join(parts)

    def _too_large(self) -> _RefusedError:
        return _RefusedError(413, f"the body has more than {self._options.max_size} bytes")

    def _read(self, body: bytes) -> list[dict]:
        try:
            alerts = _notice.notices(body)
        except _notice.NoticeError as error:
            raise _RefusedError(400, str(error)) from None
        return _defuse.defuse(alerts) if self._options.defuse else alerts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def main(queue: asyncio.Queue, args: dict[str, Any]) -> None:
    """Receive alerts and put them into the queue of the rules, until the task is cancelled."""
    await Receiver(queue, Options.of(args)).run()
