# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tasks behind the Makefile."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial

if sys.version_info < (3, 10):
    raise SystemExit("Python 3.10 or newer is needed; choose one with PYTHON=, such as: make setup PYTHON=python3.12")

from dev import checks, publish
from dev.ansible_test import AnsibleTest
from dev.environment import CORES, Environment, core_environment, link_checkout, project_environment
from dev.outcome import Outcome

Step = Callable[[], Outcome]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m dev", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    for name in ("setup", "test", "lint", "docs", "build", "sanity"):
        tasks.add_parser(name)
    tasks.add_parser("test-matrix").add_argument("cores", nargs="*", default=list(CORES), choices=list(CORES))
    tasks.add_parser("units").add_argument("-k", dest="expression")
    tasks.add_parser("integration").add_argument("targets", nargs="*")
    options, further = parser.parse_known_args()
    if further and options.task != "sanity":
        parser.error(f"unknown arguments: {' '.join(further)}")

    if options.task == "test-matrix":
        return _matrix(options.cores)
    environment = project_environment().ensure()
    link_checkout()
    if options.task == "setup":
        print(f"Ready: {environment.path}")
        return 0
    if options.task == "docs":
        return publish.docs(environment)
    if options.task == "build":
        return publish.build(environment)
    if options.task == "lint":
        return _run_steps(checks.steps(environment))
    ansible_test = AnsibleTest(environment)
    if options.task == "sanity":
        return _run_steps({"sanity": partial(ansible_test.sanity, *further)})
    if options.task == "units":
        select = options.expression and partial(ansible_test.select_units, options.expression)
        return _run_steps({"units": select or ansible_test.units})
    if options.task == "integration":
        return _run_steps({"integration": partial(ansible_test.integration, *options.targets)})
    return _run_steps(
        {
            **checks.steps(environment),
            "sanity": ansible_test.sanity,
            "units": ansible_test.units,
            "integration": ansible_test.integration,
        }
    )


def _run_steps(steps: dict[str, Step], notes: tuple[str, ...] = ()) -> int:
    """Run every step, print a table and, as the last line, the sum; return the exit status."""
    width = max(len(name) for name in steps)
    rows, total = [], Outcome(notes=notes)
    for name, step in steps.items():
        print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        outcome = step()
        rows.append(f"{name:{width}}  {time.monotonic() - started:6.1f} s  {outcome}")
        total += outcome
    print("\n=== summary", *rows, *(f"note: {note}" for note in total.notes), total, sep="\n", flush=True)
    return 1 if total.failed else 0


def _matrix(cores: list[str]) -> int:
    steps: dict[str, Step] = {}
    notes = []
    for core in cores:
        environment = core_environment(core)
        if environment is None:
            notes.append(f"ansible-core {core} was skipped: none of Python {', '.join(CORES[core])} was found")
            continue
        title = f"ansible-core {core} on Python {environment.python_version}"
        steps[f"{title}: units"] = partial(_units, environment)
        steps[f"{title}: integration"] = partial(_integration, environment)
    return _run_steps(steps, tuple(notes))


def _units(environment: Environment) -> Outcome:
    return AnsibleTest(environment.ensure()).units()


def _integration(environment: Environment) -> Outcome:
    return AnsibleTest(environment.ensure()).integration()


if __name__ == "__main__":
    sys.exit(main())
