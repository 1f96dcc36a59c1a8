# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The webhook in ansible-rulebook: from the post of an alert to the rules, one by one, and in a burst.

Beside it stands the webhook that ansible-rulebook brings, in the same process and in turns. It answers when the alert
is in the queue of the rules, before they have looked at it, so its time says what HTTP alone costs. Where there is no
Java, it is left out and says so.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dev.environment import eda_environment
from dev.paths import WORK

from .report import Report

_TOKEN = "token-of-the-benchmark"
_START_SECONDS = 120
_RULEBOOK = """\
- name: Alerts
  hosts: all
  sources:
    - truewatch.openapi.truewatch_webhook: {{port: {own}, token: {token}}}
  rules:
    - name: Count
      condition: event.delivery is defined
      action:
        debug:
          msg: "ARRIVED {{{{ event.delivery }}}}"
- name: Beside
  hosts: all
  sources:
    - eda.builtin.webhook: {{host: 127.0.0.1, port: {builtin}, token: {token}}}
  rules:
    - name: Count
      condition: event.payload.df_event_id is defined
      action:
        debug:
          msg: "BESIDE {{{{ event.payload.df_event_id }}}}"
"""
#: About what TrueWatch posts.
_ALERT = {
    "timestamp": 1764410400,
    "df_status": "critical",
    "df_title": "CPU usage of web-01 is too high (97.2 %)",
    "df_message": "CPU usage of web-01 has been above 95 % for 5 minutes.\n" * 20,
    "df_dimension_tags": '{"host":"web-01","region":"us-east-1"}',
    "df_monitor_checker_name": "CPU usage",
    "df_monitor_checker_event_ref": "320fed7a6dd82a0bcb2a539248e6bedc",
    "df_fault_status": "fault",
    "df_event_link": "https://console.example.com/keyEvents/monitorChart?time=1764410400000",
    **{f"df_field_{number}": f"value {number}" for number in range(30)},
}


def run(report: Report, quick: bool) -> None:
    singles, burst = (20, 100) if quick else (200, 1000)
    if not shutil.which("java"):
        report.note("left out: ansible-rulebook needs Java 17, and there is no java on this machine")
        return
    environment = eda_environment().ensure()
    with tempfile.TemporaryDirectory() as folder, _Rulebook(Path(folder), environment.path / "bin") as rulebook:
        for number in range(10):
            rulebook.post(f"warm-{number}")
            rulebook.post(f"warm-{number}", builtin=True)
        own, builtin = [], []
        for number in range(singles):
            own.append(rulebook.post(f"single-{number}")[1])
            builtin.append(rulebook.post(f"single-{number}", builtin=True)[1])
        started = time.perf_counter()
        with ThreadPoolExecutor(16) as pool:
            statuses = [one[0] for one in pool.map(rulebook.post, (f"burst-{number}" for number in range(burst)))]
        seconds = time.perf_counter() - started
        accepted, refused = sum(status in (200, 202) for status in statuses), statuses.count(503)
        arrived = rulebook.arrived("burst-", accepted)
    report.note(f"{singles} alerts one after the other, then {burst} from 16 clients at once; alerts of 3 kB.")
    report.table(
        ["", "alerts", "median ms", "95 % ms", "alerts a second"],
        [
            ["eda.builtin.webhook", str(singles), *_in_milliseconds(builtin), ""],
            ["truewatch_webhook", str(singles), *_in_milliseconds(own), ""],
            ["a burst", str(burst), "", "", f"{burst / seconds:.0f}"],
        ],
    )
    report.at_most(50, 1000 * statistics.median(own), "from the post to the rules, in the median:", " ms")
    report.goal(
        "no alert of a burst is lost without a word",
        f"{accepted} accepted, {refused} refused with 503, {arrived} reached the rules",
        arrived == accepted and accepted + refused == burst,
    )


def _in_milliseconds(times: list[float]) -> tuple[str, str]:
    """Median and 95th percentile."""
    return f"{1000 * statistics.median(times):.1f}", f"{1000 * sorted(times)[int(len(times) * 0.95)]:.1f}"


class _Rulebook:
    """ansible-rulebook with the webhook and one rule that prints what arrives."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._own, self._builtin = _free_port(), _free_port()
        (folder / "rules.yml").write_text(_RULEBOOK.format(own=self._own, builtin=self._builtin, token=_TOKEN))
        (folder / "hosts").write_text("localhost ansible_connection=local\n")
        self._output = folder / "output"
        with self._output.open("w") as output:
            self._process = subprocess.Popen(
                [programs / "ansible-rulebook", "--rulebook", "rules.yml", "--inventory", "hosts", "--verbose"],
                cwd=folder,
                env={
                    **os.environ,
                    "PATH": os.pathsep.join([str(programs), os.environ["PATH"]]),
                    "ANSIBLE_COLLECTIONS_PATH": str(WORK / "dev"),
                },
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> _Rulebook:
        self._wait(lambda text: text.count("Waiting for events, ruleset:") == 2)
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait(30)

    def _wait(self, is_enough) -> str:
        end = time.monotonic() + _START_SECONDS
        while not is_enough(text := self._output.read_text()) and time.monotonic() < end:
            if self._process.poll() is not None:
                raise SystemExit(f"ansible-rulebook ended: {text[-1000:]}")
            time.sleep(0.1)
        return text

    def post(self, delivery: str, builtin: bool = False) -> tuple[int, float]:
        """The status of the answer, and the seconds until it was there."""
        body = json.dumps({**_ALERT, "df_event_id": delivery})
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self._builtin if builtin else self._own, timeout=60)
        connection.request("POST", "/endpoint" if builtin else "/", body, {"Authorization": f"Bearer {_TOKEN}"})
        status = connection.getresponse().status
        connection.close()
        return status, time.perf_counter() - started

    def arrived(self, prefix: str, wanted: int) -> int:
        """How many alerts with such a delivery the rule has told, once so many are or no more come."""
        text = self._wait(lambda text: text.count(f"ARRIVED {prefix}") >= wanted)
        return len({line for line in text.splitlines() if line.startswith(f"ARRIVED {prefix}")})


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
