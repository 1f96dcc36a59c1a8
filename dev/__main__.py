# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tasks behind the Makefile."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple, TextIO

if sys.version_info < (3, 10):  # noqa: UP036 - the python3 of the Makefile may be older
    raise SystemExit("Python 3.10 or newer is needed; choose one with PYTHON=, such as: make setup PYTHON=python3.12")

from . import publish, release
from .ansible_test import AnsibleTest
from .checks import lint_steps
from .collection import copy_root
from .eda import RulebookTests
from .environment import (
    CORES,
    DEVEL,
    Environment,
    core_environment,
    link_checkout,
    mutants_environment,
    project_environment,
)
from .locks import exclusive
from .outcome import Outcome
from .paths import ROOT
from .workbench import Workbench

Step = Callable[[], Outcome]


class Row(NamedTuple):
    """A step that was run."""

    name: str
    seconds: float
    outcome: Outcome


def main() -> int:
    # An end from outside must stop what was started, the emulator above all.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    parser = argparse.ArgumentParser(prog="python3 -m dev", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    for name in ("setup", "test", "lint", "sanity", "examples", "docs", "build"):
        tasks.add_parser(name)
    tasks.add_parser("test-matrix").add_argument("cores", nargs="*", metavar="core", help=", ".join([*CORES, DEVEL]))
    tasks.add_parser("units").add_argument("-k", dest="expression")
    tasks.add_parser("eda").add_argument("-k", dest="expression")
    tasks.add_parser("integration").add_argument("targets", nargs="*")
    tasks.add_parser("ee").add_argument("--build", action="store_true", help="build the image, too")
    tasks.add_parser("release").add_argument("--real", action="store_true", help="fail for what a dry run only notes")
    tasks.add_parser("mutants", add_help=False)
    options, further = parser.parse_known_args()
    if further and options.task not in ("sanity", "mutants"):
        parser.error(f"unknown arguments: {' '.join(further)}")
    if options.task == "test-matrix":
        if unknown := set(options.cores) - {*CORES, DEVEL}:
            parser.error(f"unknown ansible-core: {', '.join(sorted(unknown))}")
        return _run_steps(*_matrix(options.cores or list(CORES)))

    if options.task == "mutants":
        return subprocess.call([mutants_environment().ensure().python, "-m", "dev.mutants", *further], cwd=ROOT)

    if options.task == "eda":
        return _run_steps({"eda": partial(RulebookTests().run, options.expression)})

    environment = project_environment().ensure()
    link_checkout()
    if options.task == "setup":
        print(f"Ready: {environment.path}")
        return 0
    with exclusive(copy_root(environment.name)):
        if options.task == "test":
            return _run_all(environment)
        return _run_steps(_steps(options, further, Workbench(environment)))


def _steps(options: argparse.Namespace, further: list[str], workbench: Workbench) -> dict[str, Step]:
    tests = AnsibleTest(workbench)
    if options.task == "docs":
        return publish.docs_steps(workbench)
    if options.task == "build":
        return publish.build_steps(workbench)
    if options.task == "ee":
        return publish.ee_steps(workbench, options.build)
    if options.task == "release":
        return release.release_steps(workbench, options.real)
    if options.task == "lint":
        return lint_steps(workbench)
    if options.task == "sanity":
        return {"sanity": partial(tests.sanity, *further)}
    if options.task == "examples":
        return {"examples": tests.examples}
    if options.task == "units":
        return {"units": partial(tests.units, options.expression)}
    return {"integration": partial(tests.integration, *options.targets)}


def _run_all(environment: Environment) -> int:
    """Run the checks and tests of the code: what keeps one core busy beside what keeps all of them busy. What the
    former print is shown at the end."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed, ThreadPoolExecutor(1) as pool:
        checking = Workbench(environment, output=printed)
        tests = AnsibleTest(checking.beside(2))
        print("lint, sanity and eda run beside the tests; what they print follows", flush=True)
        rulebooks = RulebookTests(printed)
        steps = {**lint_steps(checking), "sanity": AnsibleTest(checking).brief_sanity, "eda": rulebooks.run}
        checks = pool.submit(_run_each, steps, printed)
        try:
            tested = _run_each({"units": tests.units, "integration": tests.warm_integration})
            checked = checks.result()
        except BaseException:
            checks.cancel()
            checking.stop()
            rulebooks.stop()
            raise
        printed.seek(0)
        print(printed.read(), end="")
    return _summary(checked + tested)


def _run_steps(steps: dict[str, Step], notes: tuple[str, ...] = ()) -> int:
    """Run every step, print a table and, as the last line, the sum; return the exit status."""
    return _summary(_run_each(steps), notes)


def _run_each(steps: dict[str, Step], output: TextIO | None = None) -> list[Row]:
    rows = []
    for name, step in steps.items():
        print(f"\n=== {name}", file=output, flush=True)
        started = time.monotonic()
        outcome = step()
        rows.append(Row(name, time.monotonic() - started, outcome))
    return rows


def _summary(rows: list[Row], notes: tuple[str, ...] = ()) -> int:
    width = max(len(row.name) for row in rows)
    total = sum((row.outcome for row in rows), Outcome(notes=notes))
    lines = [f"{row.name:{width}}  {row.seconds:6.1f} s  {row.outcome}" for row in rows]
    print("\n=== summary", *lines, *(f"note: {note}" for note in total.notes), total, sep="\n", flush=True)
    return 1 if total.failed else 0


def _matrix(cores: list[str]) -> tuple[dict[str, Step], tuple[str, ...]]:
    """Return every test for each ansible-core that a Python is found for, and a note for each other one."""
    steps: dict[str, Step] = {}
    notes = []
    for core in cores:
        environment = core_environment(core)
        if environment is None:
            notes.append(f"ansible-core {core} was skipped: no Python that it supports was found")
            continue
        title = f"ansible-core {core} on Python {environment.python_version}"
        steps[f"{title}: sanity"] = partial(_run_on, environment, AnsibleTest.sanity_of_core)
        steps[f"{title}: units"] = partial(_run_on, environment, AnsibleTest.isolated_units)
        steps[f"{title}: examples"] = partial(_run_on, environment, AnsibleTest.examples)
        steps[f"{title}: integration"] = partial(_run_on, environment, AnsibleTest.integration)
    return steps, tuple(notes)


def _run_on(environment: Environment, run: Callable[[AnsibleTest], Outcome]) -> Outcome:
    with exclusive(copy_root(environment.name)):
        return run(AnsibleTest(Workbench(environment.ensure())))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
