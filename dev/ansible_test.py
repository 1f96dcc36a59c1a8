# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running ansible-test on a copy of the collection, with nothing needed but a package index."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.outcome import Outcome
from dev.workbench import Workbench

# Integration targets get these keys, each of a workspace of its own.
_API_KEYS = {"truewatch_api_key": "it-main", "truewatch_other_api_key": "it-other"}
_EMULATOR_READY = re.compile(r"^emulator ready: (\S+)", re.MULTILINE)
_EMULATOR_START_SECONDS = 30


class AnsibleTest:
    """ansible-test on a workbench. Every run is counted from the reports that ansible-test leaves."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench
        self._output = workbench.collection / "tests" / "output"
        # By name of its interpreter, since a script's own first line may tell another path of it.
        self._command = ("python", workbench.bin / "ansible-test")
        self._python = ("--python", workbench.environment.python_version)

    def sanity(self, *arguments: str) -> Outcome:
        """Run the sanity tests that this machine has the programs for."""
        notes = []
        for test, program in (("shellcheck", "shellcheck"), ("pslint", "pwsh")):
            if not shutil.which(program):
                arguments += ("--skip-test", test)
                notes.append(f"sanity test {test} was left out: no {program} on this machine")
        reports = self._fresh_reports()
        status = self._workbench.run(*self._command, "sanity", "--junit", *arguments)
        return Outcome.of_junit(reports.glob("ansible-test-sanity-*.xml"), status, tuple(notes))

    def units(self) -> Outcome:
        """Run the unit tests on the Python of the environment."""
        reports = self._fresh_reports()
        status = self._workbench.run(*self._command, "units", *self._python)
        return Outcome.of_junit(reports.glob("*-units.xml"), status)

    def select_units(self, expression: str) -> Outcome:
        """Run the unit tests that match a pytest -k expression; ansible-test itself selects by file only."""
        reports = self._fresh_reports()
        report = reports / "selected-units.xml"
        status = self._workbench.run("pytest", "-k", expression, f"--junit-xml={report}")
        return Outcome.of_junit(reports.glob(report.name), status)

    def integration(self, *targets: str) -> Outcome:
        """Run integration targets, all by default, against one emulator."""
        listing = subprocess.run(
            self._workbench.command(*self._command, "integration", "--list-targets", *targets),
            cwd=self._workbench.collection,
            env=self._workbench.variables,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if listing.returncode:
            return Outcome(failed=1)
        names = listing.stdout.split()
        if not names:
            return Outcome(notes=("there are no integration targets",))
        config = self._workbench.collection / "tests" / "integration" / "integration_config.yml"
        results = self._output / "data"
        shutil.rmtree(results, ignore_errors=True)
        with self._emulator() as endpoint:
            config.write_text(json.dumps({"truewatch_endpoint": endpoint, **_API_KEYS}))
            try:
                status = self._workbench.run(
                    *self._command, "integration", *self._python, "--continue-on-error", *names
                )
            finally:
                config.unlink()
        passed = sum(len(json.loads(file.read_text())["targets"]) for file in results.glob("integration-*.json"))
        return Outcome(passed, max(len(names) - passed, int(status != 0)))

    @contextmanager
    def _emulator(self) -> Iterator[str]:
        log = self._workbench.root / "emulator.log"
        keys = [part for key in _API_KEYS.values() for part in ("--api-key", f"{key}={key}")]
        with log.open("w") as output:
            emulator = subprocess.Popen(
                self._workbench.command("python", "-m", "tests.emulator", "--port", "0", *keys),
                cwd=self._workbench.collection,
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

    def _fresh_reports(self) -> Path:
        reports = self._output / "junit"
        shutil.rmtree(reports, ignore_errors=True)
        return reports


def _wait_until_ready(emulator: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + _EMULATOR_START_SECONDS
    while time.monotonic() < deadline and emulator.poll() is None:
        if ready := _EMULATOR_READY.search(log.read_text()):
            return ready[1]
        time.sleep(0.05)
    raise SystemExit(f"The emulator did not start:\n{log.read_text()}")
