# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running the tests of what ansible-rulebook loads, with ansible-rulebook in an environment of its own."""

from __future__ import annotations

import shutil
from typing import TextIO

from .collection import copy_root
from .environment import eda_environment
from .locks import exclusive
from .outcome import Outcome
from .workbench import Workbench

_NO_JAVA = "tests with ansible-rulebook were left out: no Java 17 on this machine"


class RulebookTests:
    """The tests in ``tests/eda``. ``output`` takes what they print."""

    def __init__(self, output: TextIO | None = None) -> None:
        self._output = output
        self._workbench: Workbench | None = None

    def run(self, expression: str | None = None) -> Outcome:
        """Run all, or what matches a pytest -k expression. What needs Java is skipped where there is none."""
        environment = eda_environment()
        with exclusive(copy_root(environment.name)):
            try:
                environment.ensure()
            except SystemExit as error:  # beside other tests, which must go on
                return Outcome(failed=1, notes=(f"ansible-rulebook could not be installed: {error}",))
            self._workbench = Workbench(environment, output=self._output)
            report = self._workbench.collection / "tests" / "output" / "junit" / "eda.xml"
            report.unlink(missing_ok=True)
            chosen = ("-k", expression) if expression else ()
            status = self._workbench.run("pytest", "-q", "tests/eda", *chosen, f"--junit-xml={report}")
        notes = () if shutil.which("java") else (_NO_JAVA,)
        return Outcome.of_junit([report] if report.exists() else [], status, notes)

    def stop(self) -> None:
        """End the tests, if they run."""
        if self._workbench is not None:
            self._workbench.stop()
