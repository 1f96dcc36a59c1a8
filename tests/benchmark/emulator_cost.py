# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the emulator itself costs, so that the other figures can be judged."""

from __future__ import annotations

import http.client
import json
import statistics
import time
from urllib.parse import urlsplit

from .report import Report
from .stage import API_KEY, stage

_KEEPS_UP = 200
"""Requests a second that it must answer."""


def run(report: Report, quick: bool) -> None:
    requests, runs = (100, 1) if quick else (1000, 5)
    with stage() as here:
        connection = http.client.HTTPConnection(urlsplit(here.emulator.url).netloc)
        uuids = [_dashboard(connection, charts) for charts in (0, 80)]
        rows = []
        for uuid in uuids:
            path = f"/api/v1/dashboards/{uuid}/export"
            rates = [_rate(connection, path, requests) for _run in range(runs)]
            record = here.emulator.requests()[-requests:]
            rows.append(
                [
                    f"{record[-1]['bytes_out'] / 1000:.1f} kB",
                    f"{statistics.median(rates):.0f}",
                    f"{1000 / statistics.median(rates):.2f}",
                    f"{statistics.median(request['ms'] for request in record):.2f}",
                ]
            )
        connection.close()
    report.note(f"One client, one connection, one request after the other; {requests} requests, median of {runs}.")
    report.table(["answer", "requests a second", "ms per request", "ms to make the answer"], rows)
    slowest = min(float(row[1]) for row in rows)
    report.goal(f"the emulator answers at least {_KEEPS_UP} requests a second", f"{slowest:.0f}", slowest >= _KEEPS_UP)


def _dashboard(connection: http.client.HTTPConnection, charts: int) -> str:
    """The uuid of a new dashboard; a chart takes about 600 bytes."""
    query = {"q": "M::cpu:(`load`)" * 20}
    chart = {"type": "singlestat", "queries": [{"query": query}]}
    main = {"charts": [{"name": f"Chart {number}", **chart} for number in range(charts)]}
    name = f"Dashboard of {charts} charts"
    body = {"name": name, "templateInfo": {"title": name, "main": main}}
    return _send(connection, "POST", "/api/v1/dashboards/create", body)["uuid"]


def _rate(connection: http.client.HTTPConnection, path: str, requests: int) -> float:
    started = time.perf_counter()
    for _request in range(requests):
        _send(connection, "GET", path)
    return requests / (time.perf_counter() - started)


def _send(connection: http.client.HTTPConnection, method: str, path: str, body: dict | None = None) -> dict:
    headers = {"DF-API-KEY": API_KEY, **({"Content-Type": "application/json"} if body else {})}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise RuntimeError(text.decode())
    return json.loads(text)["content"] if body else {}
