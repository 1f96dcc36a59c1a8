# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running ansible-test on a copy of the collection, with nothing needed but a package index."""

from __future__ import annotations

import ast
import configparser
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.collection import copy_collection
from dev.environment import Environment
from dev.outcome import Outcome
from dev.paths import WORK
from dev.pythons import find_pythons

# Integration targets get these keys by the variables truewatch_api_key and truewatch_other_api_key.
_API_KEYS = {"truewatch_api_key": "it-main", "truewatch_other_api_key": "it-other"}
_EMULATOR_READY = re.compile(r"^emulator ready: (\S+)", re.MULTILINE)
_EMULATOR_START_SECONDS = 30

# ansible-test fetches the script "get-pip" from a server of its project before it fills a new virtual environment, but
# takes the file in its cache when there is one. This one needs no server: Python brings a pip that can install the pip
# asked for.
_GET_PIP = '''\
import subprocess, sys
subprocess.check_call([sys.executable, "-m", "ensurepip"])
wanted = [argument for argument in sys.argv[1:] if argument not in ("--no-setuptools", "--no-wheel")]
subprocess.check_call([sys.executable, "-m", "pip", "install", *wanted])
'''


class AnsibleTest:
    """ansible-test of one environment, on its own copy of the collection."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.collection = copy_collection(environment.name)
        self._output = self.collection / "tests" / "output"
        self._env = _prepare_home(environment)

    def sanity(self, *arguments: str) -> Outcome:
        """Run the sanity tests that this machine has the programs for."""
        notes = []
        for test, program in (("shellcheck", "shellcheck"), ("pslint", "pwsh")):
            if not shutil.which(program):
                arguments += ("--skip-test", test)
                notes.append(f"sanity test {test} was left out: no {program} on this machine")
        reports = self._fresh_reports()
        status = self._run("sanity", "--junit", *arguments)
        return Outcome.of_junit(reports.glob("ansible-test-sanity-*.xml"), status, tuple(notes))

    def units(self, *arguments: str) -> Outcome:
        """Run the unit tests on the Python of the environment."""
        reports = self._fresh_reports()
        status = self._run("units", "--python", self.environment.python_version, *arguments)
        return Outcome.of_junit(reports.glob("*-units.xml"), status)

    def select_units(self, expression: str) -> Outcome:
        """Run the unit tests that match a pytest -k expression; ansible-test itself selects by file only."""
        reports = self._fresh_reports()
        report = reports / "selected-units.xml"
        root = self.collection.parents[2]
        env = {**self._env, **dict.fromkeys(("ANSIBLE_COLLECTIONS_PATH", "PYTHONPATH"), str(root))}
        command = ["-m", "pytest", "tests/unit", "-k", expression, f"--junit-xml={report}"]
        status = subprocess.call([self.environment.python, *command], cwd=self.collection, env=env)
        return Outcome.of_junit(reports.glob(report.name), status)

    def integration(self, *targets: str) -> Outcome:
        """Run integration targets, all by default, against one emulator."""
        python = ("--python", self.environment.python_version)
        listing = subprocess.run(
            self._command("integration", "--list-targets", *targets),
            cwd=self.collection, env=self._env, stdout=subprocess.PIPE, text=True, check=True,
        )
        names = listing.stdout.split()
        if not names:
            return Outcome(notes=("there are no integration targets",))
        config = self.collection / "tests" / "integration" / "integration_config.yml"
        results = self._output / "data"
        shutil.rmtree(results, ignore_errors=True)
        with self._emulator() as endpoint:
            config.write_text(json.dumps({"truewatch_endpoint": endpoint, **_API_KEYS}))
            try:
                status = self._run("integration", *python, "--continue-on-error", *names)
            finally:
                config.unlink()
        passed = sum(len(json.loads(file.read_text())["targets"]) for file in results.glob("integration-*.json"))
        return Outcome(passed, max(len(names) - passed, int(status != 0)))

    @contextmanager
    def _emulator(self) -> Iterator[str]:
        log = self.collection.parents[2] / "emulator.log"
        keys = [part for key in _API_KEYS.values() for part in ("--api-key", key)]
        with log.open("w") as output:
            emulator = subprocess.Popen(
                [self.environment.python, "-m", "tests.emulator", "--port", "0", *keys],
                cwd=self.collection, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
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

    def _run(self, *arguments: str) -> int:
        return subprocess.call(self._command(*arguments), cwd=self.collection, env=self._env, stdin=subprocess.DEVNULL)

    def _command(self, *arguments: str) -> list[str | Path]:
        return [self.environment.python, self.environment.path / "bin" / "ansible-test", *arguments]

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


def _prepare_home(environment: Environment) -> dict[str, str]:
    """Make a home folder for ansible-test, so that the user's stays as it is, and return the variables to run with."""
    home = WORK / "home"
    cache = home / ".ansible" / "test" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    requirements = (environment.ansible_test / "_internal" / "python_requirements.py").read_text()
    for version in set(re.findall(r"pip='([\d.]+)'", requirements)):
        (cache / f"get_pip_{version.replace('.', '_')}.py").write_text(_GET_PIP)
    _write_pip_config(environment, home / ".config" / "pip" / "pip.conf")

    bins = [environment.path / "bin", *(python.parent for python in find_pythons().values())]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "TRUEWATCH_", "DF_"))}
    path = os.pathsep.join([*map(str, bins), os.environ.get("PATH", os.defpath)])
    return {**kept, "HOME": str(home), "PATH": path}


def _write_pip_config(environment: Environment, target: Path) -> None:
    """Write down how pip is set up here: ansible-test passes neither the user's files nor the variables on."""
    listing = subprocess.run(
        [environment.python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    config = configparser.RawConfigParser()
    config["global"] = {"quiet": "2"}
    for line in listing.splitlines():
        name, value = line.split("=", 1)
        section, option = name.replace(":env:", "global").rsplit(".", 1)
        if not config.has_section(section):
            config.add_section(section)
        config.set(section, option, ast.literal_eval(value))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with target.open("w") as file:
        config.write(file)
