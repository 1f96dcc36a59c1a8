# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seconds, processor time and memory of a command and all processes that it starts; medians of paired runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Figures = TypeVar("Figures")


@dataclass(frozen=True)
class Usage:
    """seconds: from start to end. cpu: processor seconds of all processes. peak: most MB that one process had."""

    seconds: float
    cpu: float
    peak: float


def measure(command: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> Usage:
    """Run a command to its end; RuntimeError with what it printed when it fails."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for
        if process.returncode:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text[-4000:]}")
    return Usage(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turns(runs: int, *variants: Callable[[], Figures]) -> list[list[Figures]]:
    """The figures of each variant, run in turns (A B A B ...): what disturbs the machine then disturbs all of them."""
    rounds = [[variant() for variant in variants] for _run in range(runs)]
    return [list(figures) for figures in zip(*rounds, strict=True)]


def median(figures: Sequence[Figures], of: Callable[[Figures], float]) -> float:
    return statistics.median(map(of, figures))


def ratio(ours: Sequence[Figures], theirs: Sequence[Figures], of: Callable[[Figures], float]) -> float:
    """Median of the ratios of the runs that were made next to each other."""
    return statistics.median(of(a) / of(b) for a, b in zip(ours, theirs, strict=True))
