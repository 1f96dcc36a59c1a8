# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a step of a test run came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Outcome:
    """Numbers of test cases. ``notes`` say what was not run and why."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: tuple[str, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.notes + other.notes,
        )

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"

    @classmethod
    def of_junit(cls, files: Iterable[Path], status: int, notes: tuple[str, ...] = ()) -> Outcome:
        """Count the cases in JUnit files. A command that failed (``status``) without a failed case counts as one."""
        cases = [case for file in files for case in ElementTree.parse(file).iter("testcase")]
        failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
        skipped = sum(1 for case in cases if case.find("skipped") is not None)
        passed = len(cases) - failed - skipped
        return cls(passed, failed or int(status != 0), skipped, notes)

    @classmethod
    def of_status(cls, status: int) -> Outcome:
        """Count a command as one case."""
        return cls(passed=int(status == 0), failed=int(status != 0))
