# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How many small faults in the code the unit tests notice. Run in the environment that ``make mutants`` builds.

Each mutant is one change in one line of the plugins that a test runs, such as ``<`` for ``<=``. The tests that run the
line are run with it. A mutant that they all pass survives: a test is missing, or the change means nothing.
"""

from __future__ import annotations

import argparse
import collections
import difflib
import hashlib
import itertools
import os
import queue
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import cosmic_ray.plugins
import coverage
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code

from .collection import checkout_files, copy_collection, copy_root
from .paths import ROOT

_LANES = 2
_MOST_TESTS = 200
_LONGEST_SECONDS = 300
# ``str | None`` is an annotation nearly everywhere, and nothing evaluates it; ``**`` stands before mappings.
_POINTLESS = ("core/ReplaceBinaryOperator_BitOr_", "core/ReplaceBinaryOperator_Pow_")
_RUN_BY_TESTS = ("plugins/", "roles/", "playbooks/", "tests/")
_PASSED = 0


@dataclass(frozen=True)
class Mutant:
    """One change: what an operator makes of its ``occurrence``-th place in a file. ``tests`` run the line."""

    path: str
    line: int
    operator: str
    occurrence: int
    tests: tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="plugins", metavar="FOLDER", help="where to change something")
    options = parser.parse_args()
    copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
    for number in range(_LANES):
        copies.put(copy_collection(f"mutants-{number}"))
    first = copies.get()
    tests = _tests_by_line(first)
    copies.put(first)
    places = list(_places(first, options.only, tests))
    chosen = random.Random(options.seed)
    chosen.shuffle(places)
    possible = (mutant for mutant in map(chosen.choice, places) if _changed(first, mutant))
    mutants = list(itertools.islice(possible, options.count))
    print(f"{len(mutants)} of {len(places)} places that tests run, seed {options.seed}", flush=True)
    survivors = 0
    with ThreadPoolExecutor(_LANES) as pool:
        for report in filter(None, pool.map(lambda mutant: _survives(mutant, copies), mutants)):
            survivors += 1
            print(report, flush=True)  # at once: a long sample may be interrupted
    print(f"\n{len(mutants) - survivors} noticed, {survivors} survived")
    return 0


def _tests_by_line(copy: Path) -> dict[str, dict[int, list[str]]]:
    """The tests that run each line, by file and line, from one run of the unit tests in process."""
    found = coverage.CoverageData(str(_coverage(copy)))
    found.read()
    tests: dict[str, dict[int, list[str]]] = {}
    for file in found.measured_files():
        relative = os.path.relpath(file, copy)
        tests[relative] = {
            line: sorted({context.rpartition("|")[0] for context in contexts if context})
            for line, contexts in found.contexts_by_lineno(file).items()
        }
    return tests


def _coverage(copy: Path) -> Path:
    """The coverage of the code as it is; the file of an earlier run where no file has changed since."""
    data = copy_root("mutants-0") / f"coverage-{_state_of_files()}.db"
    if data.exists():
        return data
    for old in data.parent.glob("coverage-*"):
        old.unlink()
    # What plays run in other processes is not seen here.
    lanes = str(os.cpu_count() or 1)
    command = ("-q", "-m", "not plays", "-n", lanes, "--cov=plugins", "--cov-context=test", "--cov-report=")
    running = data.with_name("coverage-running.db")
    environment = {**os.environ, "COVERAGE_FILE": str(running)}
    status = subprocess.call([sys.executable, "-m", "pytest", *command], cwd=copy, env=environment)
    if status != _PASSED:
        raise SystemExit("The unit tests fail without any change: mend them first.")
    running.replace(data)
    return data


def _state_of_files() -> str:
    """A text that changes with any file that decides which lines a test runs."""
    digest = hashlib.sha256()
    for name in checkout_files():
        if not name.startswith(_RUN_BY_TESTS):
            continue
        digest.update(f"{name}\0{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()[:16]


def _places(copy: Path, folder: str, tests: dict[str, dict[int, list[str]]]) -> Iterator[list[Mutant]]:
    """The mutants of each place in the code, in lines that a test runs."""
    operators = [name for name in cosmic_ray.plugins.operator_names() if not name.startswith(_POINTLESS)]
    for path in sorted(tests):
        if not path.startswith(folder):
            continue
        nodes = list(ast_nodes(get_ast_from_path(copy / path)))
        here: dict[tuple[int, int], list[Mutant]] = collections.defaultdict(list)
        for name in operators:
            kind = cosmic_ray.plugins.get_operator(name)
            if kind.arguments():
                continue
            operator = kind()
            positions = (position for node in nodes for position in operator.mutation_positions(node))
            for occurrence, (start, _end) in enumerate(positions):
                if running := tests[path].get(start[0]):
                    here[start].append(Mutant(path, start[0], name, occurrence, tuple(running)))
        yield from here.values()


def _changed(copy: Path, mutant: Mutant) -> str:
    """The changed code of the file; nothing where it is no Python, which is no fault that could be overlooked, or where
    the operator stops at what it finds, such as a star among the names of exceptions."""
    original = (copy / mutant.path).read_text(encoding="utf-8")
    try:
        changed = mutate_code(original, cosmic_ray.plugins.get_operator(mutant.operator)(), mutant.occurrence)
        compile(changed or "", mutant.path, "exec", dont_inherit=True)
    except (AttributeError, SyntaxError):
        return ""
    return "" if changed == original else changed or ""


def _survives(mutant: Mutant, copies: queue.SimpleQueue[Path]) -> str:
    """The change as a diff when all tests of its line pass with it, else nothing."""
    copy = copies.get()
    path = copy / mutant.path
    original = path.read_text(encoding="utf-8")
    changed = _changed(copy, mutant)
    try:
        path.write_text(changed, encoding="utf-8")
        passed = _passes(copy, _nearest(mutant))
    finally:
        path.write_text(original, encoding="utf-8")
        copies.put(copy)
    print("S" if passed else ".", end="", flush=True)
    if not passed:
        return ""
    lines = difflib.unified_diff(
        original.splitlines(), changed.splitlines(), mutant.path, mutant.operator, "", "", 1, ""
    )
    return "\n".join(("", *lines))


def _nearest(mutant: Mutant) -> list[str]:
    """The tests of the line, those first that are about the file by name."""
    stem = Path(mutant.path).stem.strip("_")
    return sorted(mutant.tests, key=lambda test: stem not in test)[:_MOST_TESTS]


def _passes(copy: Path, tests: list[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", *tests]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=_LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == _PASSED


if __name__ == "__main__":
    sys.exit(main())
