# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many workspaces backed up, applied and compared in one run, against the largest of them alone, under their limits."""

from __future__ import annotations

import json
import time
from pathlib import Path

from . import content
from .report import Report
from .stage import Outcome, Stage, stage
from .throttle import ALLOWED

#: What this benchmark takes for a minute, in seconds: longer than the others, since Ansible itself works for each host.
MINUTE = 30.0
LARGEST = "workspace-00"


def run(report: Report, quick: bool) -> None:
    count, most, others, minute = (5, 15, 4, 4.0) if quick else (20, 30, 8, MINUTE)
    names = [f"workspace-{number:02}" for number in range(count)]
    keys = [argument for name in names for argument in ("--api-key", f"key-of-{name}={name}")]
    with stage(*keys) as here:
        inventory = _write(here.folder, names, most, others)
        here.emulator.limit(ALLOWED, minute)
        alone = _run(here, inventory, minute, "--limit", LARGEST)
        here.emulator.reset()
        here.emulator.limit(ALLOWED, minute)
        time.sleep(minute)  # so that the key of the largest has all of its requests again
        together = _run(here, inventory, minute)

    largest, all_of_them = alone.usage.seconds, together.usage.seconds
    report.note(
        f"{count} workspaces, one with {most} dashboards and the others with {others} each, {ALLOWED} requests per\n"
        f"{minute:g} s for each key. Seconds of the whole command: backup, apply, comparison, one page."
    )
    report.table(
        ["", "seconds", "of the largest", "processor s", "requests", "refused"],
        [
            _row("the largest alone", alone, largest),
            _row(f"all {count}", together, largest),
        ],
    )
    report.goal("no request is refused", f"{together.requests.refused} refused", not together.requests.refused)
    report.at_most(1.5, all_of_them / largest, "time of all against that of the largest:")


def _row(name: str, outcome: Outcome, largest: float) -> list[str]:
    seconds, requests = outcome.usage.seconds, outcome.requests
    return [
        name,
        f"{seconds:.1f}",
        f"{seconds / largest:.2f}",
        f"{outcome.usage.cpu:.1f}",
        str(requests.count),
        str(requests.refused),
    ]


def _write(folder: Path, names: list[str], most: int, others: int) -> Path:
    """The inventory, and a folder of dashboards for the largest and for the others."""
    content.write(content.dashboards(most), folder / "largest" / "dashboards")
    content.write(content.dashboards(others), folder / "others" / "dashboards")
    hosts = {name: {"truewatch_api_key": f"key-of-{name}", "workspace_src": str(folder / "others")} for name in names}
    hosts[LARGEST]["workspace_src"] = str(folder / "largest")
    kinds = {name: ["dashboard"] for name in ("workspace_kinds", "backup_kinds")}
    inventory = folder / "workspaces.json"
    folders = {f"workspaces_{name}": str(folder / name) for name in ("backup", "report")}
    inventory.write_text(json.dumps({"workspaces": {"hosts": hosts, "vars": {**kinds, **folders}}}))
    return inventory


def _run(here: Stage, inventory: Path, minute: float, *arguments: str) -> Outcome:
    return here.run(
        "ansible-playbook",
        "truewatch.openapi.workspaces",
        *("-i", inventory, "--forks", "20"),
        *arguments,
        ANSIBLE_INVENTORY_ENABLED="ansible.builtin.yaml",
        TRUEWATCH_RATE_LIMIT=f"{ALLOWED}/{minute:g}",
    )
