# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running ansible-test on a copy of the collection, with nothing needed but a package index."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path

from .integration import run_targets
from .outcome import Outcome
from .workbench import Workbench

_MATRIX_ONLY = ("pep8", "pylint", "import")
#: Linux keeps in memory what lies here: a file that replaces another one is on a disk only after a wait.
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folders in it are private ones
_ENOUGH_MEMORY = 2 * 1024**3


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
        return Outcome.of_junit(reports.glob("ansible-test-sanity-*.xml"), status) + Outcome(notes=tuple(notes))

    def brief_sanity(self) -> Outcome:
        """Run them without the three that take most of the time and find least: ``pep8`` and ``pylint`` look for what
        ruff finds, too, and the unit tests do ``import`` every module. They are part of ``make sanity`` and of each
        core of the matrix."""
        return self.sanity(*(word for test in _MATRIX_ONLY for word in ("--skip-test", test)))

    def sanity_of_core(self) -> Outcome:
        """Run them in the matrix, without ``changelog``: what it starts warns on new versions of Python when it is
        compiled, in each new environment, and that counts as a fault. ``make lint`` checks the changelog."""
        return self.sanity("--skip-test", "changelog")

    def units(self, expression: str | None = None) -> Outcome:
        """Run the unit tests, all or those that match a pytest -k expression, with pytest itself: ansible-test forks
        for each test, and then every one makes the fixtures of its file and of the session once more."""
        return self._pytest(*(("-k", expression) if expression else ()))

    def examples(self) -> Outcome:
        """Run everything that the documentation shows."""
        return self._pytest("tests/examples")

    def warm_integration(self) -> Outcome:
        """Run the integration targets with pytest, too: ansible-test starts a play for each of them from scratch."""
        return self._pytest("tests/integration")

    def _pytest(self, *arguments: str) -> Outcome:
        report = self._fresh_reports() / "pytest.xml"
        command = ("pytest", "--quiet", "--numprocesses=auto", "--dist=worksteal", f"--junit-xml={report}")
        with _scratch_folder() as folder:
            status = self._workbench.run(*command, *arguments, TMPDIR=folder, WARM_KEPT=self._kept.name)
        return Outcome.of_junit(report.parent.glob(report.name), status)

    @cached_property
    def _kept(self) -> tempfile.TemporaryDirectory[str]:
        """A folder that lives as long as this: for what the processes of all runs would make each for itself."""
        return tempfile.TemporaryDirectory(prefix="truewatch-kept-")

    def isolated_units(self) -> Outcome:
        """Run the unit tests as the community's CI does, each in a process of its own."""
        reports = self._fresh_reports()
        status = self._workbench.run(*self._command, "units", *self._python)
        return Outcome.of_junit(reports.glob("*-units.xml"), status)

    def integration(self, *targets: str) -> Outcome:
        """Run integration targets, all by default: one before everybody's eyes, several side by side."""
        return run_targets(self._workbench, self._command, targets)

    def _fresh_reports(self) -> Path:
        reports = self._output / "junit"
        shutil.rmtree(reports, ignore_errors=True)
        return reports


def _scratch_folder() -> AbstractContextManager[str]:
    """A folder for the files of tests, which is removed with them: in memory where that holds enough."""
    fits = os.access(_MEMORY, os.W_OK) and not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    in_memory = fits and shutil.disk_usage(_MEMORY).free >= _ENOUGH_MEMORY
    return tempfile.TemporaryDirectory(prefix="truewatch-", dir=_MEMORY if in_memory else None)
