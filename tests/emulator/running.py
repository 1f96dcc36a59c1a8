# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator for the length of a with block, and the handle that tests control it with."""

from __future__ import annotations

import contextlib
import http.client
import pathlib
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import orjson

from .control import PREFIX
from .server import listen, make_server, url_of
from .service import Service, Settings
from .variants import checked

DEFAULT_KEY = "emulator-key"
READY = "emulator ready: "  # what the command line prints before its URL


class Handle:
    """Controls an emulator over HTTP, wherever it runs. url: without a slash at the end."""

    def __init__(self, url: str) -> None:
        self.url = url

    def requests(self, bodies: bool = False) -> list[dict[str, Any]]:
        """Every recorded request, oldest first: method, path, query, operationId, status, ms, bytes_in, ..."""
        return self.control("GET", "requests?bodies=1" if bodies else "requests")

    def reset(self) -> None:
        """Back to the state after the start: seeded objects and what was kept only, no faults, no record."""
        self.control("POST", "reset", {})

    def keep(self) -> None:
        """Have what is stored now there again after each reset; points of metrics and the like are not part of it."""
        self.control("POST", "keep", {})

    def fault(self, fault: str, route: str | None = None, **details: Any) -> None:
        """Order a fault (see README). route: operationId, "METHOD /path" or path; details: times, after, seconds."""
        self.control("POST", "faults", {"fault": fault, "route": route, **details})

    def vary(self, *variants: str) -> None:
        """Have the service behave as these variants from now on, and no others, until the next reset."""
        self.control("POST", "variants", {"variants": list(variants)})

    def seed(self, **wanted: Any) -> Any:
        """hosts=N, seed=S, hostile=True, objects=[{"class": "HOST", "fields": {...}}], workspace=uuid; all optional."""
        return self.control("POST", "seed", wanted)

    def series(self, source: str, *points: dict[str, Any], replace: bool = False, **tags: Any) -> None:
        """Points of a metric, log, event or trace source such as M::cpu; `at` of each is in seconds from now. replace:
        in place of all that the source had."""
        self.control(
            "POST", "series", {"series": [{"source": source, "tags": tags, "points": points}], "replace": replace}
        )

    def fire(self, monitor: str, **details: Any) -> dict[str, Any]:
        """Let a monitor fire (see README): the event, who was told, and what was answered. details: status, tags,
        value, title, message."""
        return self.control("POST", "fire", {"monitor": monitor, **details})

    def limit(self, count: int | None, seconds: float = 60.0) -> None:
        """Change the rate limit per key; None switches it off."""
        self.control("POST", "limits", {"count": count, "seconds": seconds})

    def cap_dql_rows(self, rows: int) -> None:
        """The most rows that one DQL answer holds, whatever limit a query asks for."""
        self.control("POST", "limits", {"dql_rows": rows})

    def advance(self, seconds: float) -> None:
        """Move the emulator's clock on."""
        self.control("POST", "clock", {"advance": seconds})

    def hold_clock(self) -> None:
        """Let the emulator's clock stand still until the next reset, so that two reads show the same reports."""
        self.control("POST", "clock", {"advance": 0, "hold": True})

    def state(self) -> dict[str, dict[str, int]]:
        """How many objects each workspace holds per family."""
        return self.control("GET", "state")

    def control(self, method: str, route: str, body: Any = None) -> Any:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        try:
            connection.request(method, PREFIX + route, None if body is None else orjson.dumps(body))
            response = connection.getresponse()
            answer = orjson.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise ValueError(answer["error"])
        return answer


class _Beside(Handle):
    """Of an emulator in this process: reads its record where it is, which tests do as often as they send something."""

    def __init__(self, url: str, service: Service) -> None:
        super().__init__(url)
        self._service = service

    def requests(self, bodies: bool = False) -> list[dict[str, Any]]:
        return self._service.recorder.entries(with_bodies=bodies)


@contextlib.contextmanager
def running_process(*arguments: str) -> Iterator[Handle]:
    """Like running(), as a process of its own: for benchmarks, which must not share their time with the emulator.

    arguments: of the command line (see --help).
    """
    root = pathlib.Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.emulator", *arguments]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        if not line.startswith(READY):
            raise RuntimeError(f"the emulator did not start: {line or 'no output'}")
        yield Handle(line[len(READY) :].strip())
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@contextlib.contextmanager
def running(
    api_keys: dict[str, str | None] | None = None,
    hosts: int = 0,
    dialect: str = "both",
    rate_limit: tuple[int, float] | None = None,
    seed: int = 1,
    variants: Iterable[str] = (),
    strict: bool = True,
) -> Iterator[Handle]:
    """Run an emulator in a thread of this process on a free loopback port, and stop it whatever happens.

    api_keys: key -> workspace (uuid or any name); {"emulator-key": None} when not given.
    rate_limit: (count, seconds) per key. variants: names of variants.VARIANTS. strict: refuse query parameters that the
    reference does not know, which is wanted in tests of clients.
    """
    keys = api_keys or {DEFAULT_KEY: None}
    service = Service(Settings(keys, dialect, rate_limit, hosts, seed, checked(variants), strict))
    listener = listen("127.0.0.1", 0)
    server = make_server(service)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="emulator", daemon=True)
    thread.start()
    try:
        yield _Beside(url_of(listener), service)
    finally:
        server.stop()
        thread.join(10)
        listener.close()
