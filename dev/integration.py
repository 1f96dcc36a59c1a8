# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running integration targets in lanes, side by side, since one play keeps only one core busy.

Each lane has a copy of the collection and an emulator of its own: targets reset the emulator that they talk to.
"""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from .outcome import Outcome
from .workbench import Workbench

# Integration targets get these keys, each of a workspace of its own.
_API_KEYS = {"truewatch_api_key": "it-main", "truewatch_other_api_key": "it-other"}
_EMULATOR_READY = re.compile(r"^emulator ready: (\S+)", re.MULTILINE)
_EMULATOR_START_SECONDS = 30
_MOST_LANES = 4


def run_targets(workbench: Workbench, command: Sequence[str | Path], wanted: Sequence[str]) -> Outcome:
    """Run targets, all by default. ``command`` is ansible-test as a program of the workbench.

    A single one shows what it does; of several, only what a failed one printed is shown.
    """
    listing = subprocess.run(
        workbench.command(*command, "integration", "--list-targets", *wanted),
        cwd=workbench.collection,
        env=workbench.variables,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    names = listing.stdout.split()
    if listing.returncode:
        return Outcome(failed=1)
    if not names:
        return Outcome(notes=("there are no integration targets",))
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for name in names:
        waiting.put(name)
    lanes = [workbench, *(workbench.beside(number) for number in range(2, _lanes(len(names)) + 1))]
    running: set[subprocess.Popen[bytes]] = set()
    with ThreadPoolExecutor(len(lanes)) as pool:
        runs = [pool.submit(_run_lane, lane, command, waiting, running, len(names) == 1) for lane in lanes]
        try:
            return sum((run.result() for run in runs), Outcome())
        except BaseException:  # an interruption: nothing further begins, and what runs ends
            while not waiting.empty():
                waiting.get()
            for process in list(running):
                os.killpg(process.pid, signal.SIGTERM)
            raise


def _lanes(targets: int) -> int:
    return min(targets, os.cpu_count() or 1, _MOST_LANES)


def _run_lane(
    workbench: Workbench,
    command: Sequence[str | Path],
    waiting: queue.SimpleQueue[str],
    running: set[subprocess.Popen[bytes]],
    visible: bool,
) -> Outcome:
    """Run targets until none is left."""
    total = Outcome()
    config = workbench.collection / "tests" / "integration" / "integration_config.yml"
    with _emulator(workbench) as endpoint:
        config.write_text(json.dumps({"truewatch_endpoint": endpoint, **_API_KEYS}))
        try:
            while True:
                try:
                    name = waiting.get_nowait()
                except queue.Empty:
                    return total
                total += _run_target(workbench, command, name, running, visible)
        finally:
            config.unlink()


def _run_target(
    workbench: Workbench,
    command: Sequence[str | Path],
    name: str,
    running: set[subprocess.Popen[bytes]],
    visible: bool,
) -> Outcome:
    log = workbench.root / "target.log"
    started = time.monotonic()
    with log.open("w") as output:
        process = subprocess.Popen(
            workbench.command(*command, "integration", "--python", workbench.environment.python_version, name),
            cwd=workbench.collection,
            env=workbench.variables,
            stdin=subprocess.DEVNULL,
            stdout=None if visible else output,
            stderr=None if visible else subprocess.STDOUT,
            start_new_session=True,  # to be ended as a whole
        )
        running.add(process)
        outcome = Outcome.of_status(process.wait())
        running.discard(process)
    if not visible:
        said = log.read_text(errors="replace") if outcome.failed else ""
        verdict = "FAILED" if outcome.failed else "passed"
        print(f"{said}{verdict}  {time.monotonic() - started:5.1f} s  {name}", flush=True)
    return outcome


@contextmanager
def _emulator(workbench: Workbench) -> Iterator[str]:
    log = workbench.root / "emulator.log"
    keys = [part for key in _API_KEYS.values() for part in ("--api-key", f"{key}={key}")]
    with log.open("w") as output:
        emulator = subprocess.Popen(
            workbench.command("python", "-m", "tests.emulator", "--port", "0", "--strict", *keys),
            cwd=workbench.collection,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _wait_until_ready(emulator, log)
    finally:
        emulator.terminate()
        try:
            emulator.wait(timeout=10)
        except subprocess.TimeoutExpired:
            emulator.kill()
            emulator.wait()


def _wait_until_ready(emulator: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _EMULATOR_START_SECONDS
    while time.monotonic() < deadline and emulator.poll() is None:
        if ready := _EMULATOR_READY.search(log.read_text()):
            return ready[1]
        time.sleep(0.05)
    raise SystemExit(f"The emulator did not start:\n{log.read_text()}")
