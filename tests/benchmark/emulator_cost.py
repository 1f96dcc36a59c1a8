# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulator itself costs, so that the other figures can be judged."""

from __future__ import annotations

import http.client
import json
import resource
import time
from urllib.parse import urlsplit

from .report import Report
from .stage import API_KEY, stage

_KEEPS_UP = 200
"""Requests a second that it must answer on one core."""


def run(report: Report, quick: bool) -> None:
    requests = 500 if quick else 5000
    start = _cost(0, 0)[0]
    rows = []
    rates = []
    for charts in (0, 80):
        processor, seconds, size = _cost(charts, requests)
        rates.append(requests / max(processor - start, 0.01))
        figures = f"{requests / seconds:.0f}", f"{1000 / rates[-1]:.2f}", f"{rates[-1]:.0f}"
        rows.append([f"{size / 1000:.1f} kB", *figures])
    report.note(
        f"One client, one connection, {requests} requests in a row. The start of the emulator, {start:.1f} s of\n"
        "processor time, is taken off; the rate of one core follows from what is left."
    )
    report.table(["answer", "a second now", "processor ms each", "a second of one core"], rows)
    slowest = min(rates)
    report.goal(f"one core answers at least {_KEEPS_UP} requests a second", f"{slowest:.0f}", slowest >= _KEEPS_UP)


def _cost(charts: int, requests: int) -> tuple[float, float, int]:
    """Processor seconds of an emulator that answers so many requests, seconds until then, and bytes of an answer."""
    before = _processor_seconds()
    with stage() as here:
        connection = http.client.HTTPConnection(urlsplit(here.emulator.url).netloc)
        path = f"/api/v1/dashboards/{_dashboard(connection, charts)}/export"
        size = len(_send(connection, "GET", path))
        started = time.perf_counter()
        for _request in range(requests):
            _send(connection, "GET", path)
        seconds = time.perf_counter() - started
        connection.close()
    return _processor_seconds() - before, seconds, size


def _processor_seconds() -> float:
    """Of all processes that this one started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _dashboard(connection: http.client.HTTPConnection, charts: int) -> str:
    """The uuid of a new dashboard; a chart takes about 600 bytes."""
    query = {"q": "M::cpu:(`load`)" * 20}
    chart = {"type": "singlestat", "queries": [{"query": query}]}
    main = {"charts": [{"name": f"Chart {number}", **chart} for number in range(charts)]}
    name = f"Dashboard of {charts} charts"
    body = {"name": name, "templateInfo": {"title": name, "main": main}}
    return json.loads(_send(connection, "POST", "/api/v1/dashboards/create", body))["content"]["uuid"]


def _send(connection: http.client.HTTPConnection, method: str, path: str, body: dict | None = None) -> bytes:
    headers = {"DF-API-KEY": API_KEY, **({"Content-Type": "application/json"} if body else {})}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(text.decode())
    return text
