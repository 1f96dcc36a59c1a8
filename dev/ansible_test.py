# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running ansible-test on a copy of the collection, with nothing needed but a package index."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from .integration import run_targets
from .outcome import Outcome
from .pythons import find_pythons, version_key
from .workbench import Workbench

_MODULES_NEED = re.compile(r"^modules:\n  python_requires: \">=([\d.]+)\"", re.MULTILINE)
_ON_MANAGED_HOSTS = {"modules", "module_utils"}
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
        return self._sanity(*arguments) + Outcome(notes=tuple(notes))

    def brief_sanity(self) -> Outcome:
        """Run them without ``pep8``, whose rules are among those of ruff, and with less of the two that take minutes.
        The others read the code on every Python in a few seconds.

        ``pylint`` reads what the archive brings to users; ruff reads tests and tools, too. ``import`` takes the oldest
        Python here that modules support, and of this one, on which the unit tests import every module, only what runs
        on a controller.
        """
        supported = _MODULES_NEED.search((self._workbench.collection / "tests" / "config.yml").read_text())
        oldest = next(one for one in find_pythons() if version_key(one) >= version_key(supported[1]))
        elsewhere = ("pep8", "import", "pylint")
        outcome = self.sanity(*(word for test in elsewhere for word in ("--skip-test", test)))
        outcome += self._sanity("--test", "pylint", "plugins/", "extensions/")
        outcome += self._sanity("--test", "import", "--python", oldest)
        if oldest != self._workbench.environment.python_version:
            folders = sorted(path.name for path in (self._workbench.collection / "plugins").iterdir())
            here = [f"plugins/{name}/" for name in folders if name not in _ON_MANAGED_HOSTS]
            outcome += self._sanity("--test", "import", *self._python, *here)
        return outcome

    def _sanity(self, *arguments: str) -> Outcome:
        reports = self._fresh_reports()
        status = self._workbench.run(*self._command, "sanity", "--junit", *arguments)
        return Outcome.of_junit(reports.glob("ansible-test-sanity-*.xml"), status)

    def units(self, expression: str | None = None) -> Outcome:
        """Run the unit tests, all or those that match a pytest -k expression, with pytest itself: ansible-test forks
        for each test, and then every one makes the fixtures of its file and of the session once more."""
        return self._pytest(*(("-k", expression) if expression else ()))

    def warm_integration(self) -> Outcome:
        """Run the integration targets with pytest, too: ansible-test starts a play for each of them from scratch."""
        return self._pytest("tests/integration")

    def _pytest(self, *arguments: str) -> Outcome:
        report = self._fresh_reports() / "pytest.xml"
        command = ("pytest", "--quiet", "--numprocesses=auto", "--dist=worksteal", f"--junit-xml={report}")
        with _scratch_folder() as folder:
            status = self._workbench.run(*command, *arguments, TMPDIR=folder)
        return Outcome.of_junit(report.parent.glob(report.name), status)

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
