# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the benchmarks."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time

from . import callback, eda, emulator_cost, fleet, inventory, kinds, loop, throttle, workspace
from .report import Report

BENCHMARKS = {
    "emulator": emulator_cost.run,
    "dashboards": loop.dashboards,
    "monitors": loop.monitors,
    "inventory": inventory.run,
    "throttle": throttle.run,
    "controllers": throttle.controllers,
    "workspace": workspace.run,
    "kinds": kinds.run,
    "fleet": fleet.run,
    "callback": callback.run,
    "eda": eda.run,
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description="Measure against the goals.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which ones: {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs, to try them out")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    return options


def main() -> int:
    """Run the chosen benchmarks; 1 when a goal is missed."""
    options = _arguments()
    started = time.monotonic()
    goals = []
    with contextlib.suppress(KeyboardInterrupt):
        for name in options.names or BENCHMARKS:
            report = Report(name)
            BENCHMARKS[name](report, options.quick)
            goals += report.goals
    print(f"\n== Summary ({(time.monotonic() - started) / 60:.0f} minutes{', small sizes' if options.quick else ''})\n")
    print(*goals, sep="\n")
    return 0 if all(goal.holds for goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
