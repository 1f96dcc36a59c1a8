# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole workspace in one task: an unchanged one, the cost of the plan, new objects under the limit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from . import content
from .measure import in_turns, median
from .report import Report
from .stage import Outcome, Stage, stage
from .throttle import ALLOWED, MINUTE, least_seconds, limit


def run(report: Report, quick: bool) -> None:
    dashboards, monitors, others, new, runs = (50, 20, 6, 30, 1) if quick else (500, 200, 50, 300, 3)
    minute = 2.0 if quick else MINUTE
    with stage() as here:
        folder = here.folder / "workspace"
        _write(folder, dashboards, monitors, others)
        created = _apply(here, folder)
        full, first, empty = in_turns(
            runs,
            lambda: _apply(here, folder, check=True),
            lambda: _apply(here, folder, check=True, verify="quick"),
            here.play,
        )
        limit(here, minute)
        throttled = _apply(here, folder, verify="quick", rate_limit=f"{ALLOWED}/{minute:g}")
        applied = _apply_new(here, new, minute)

    objects = dashboards + monitors + others
    report.note(
        f"{dashboards} dashboards, {monitors} monitors and {others} others. Plans are made in check mode,\n"
        f"median of {runs}. Processor time and memory are those of the whole command less those of an empty play."
    )

    def cpu(outcomes: Sequence[Outcome]) -> float:
        return median(outcomes, _cpu) - median(empty, _cpu)

    def peak(outcomes: Sequence[Outcome]) -> float:
        return median(outcomes, _peak) - median(empty, _peak)

    def row(name: str, outcomes: Sequence[Outcome]) -> list[str]:
        lists = outcomes[0].requests.lists
        return [
            name,
            f"{median(outcomes, lambda one: one.task_seconds):.2f}",
            f"{cpu(outcomes):.2f}",
            f"{peak(outcomes):.0f}",
            str(lists),
            str(outcomes[0].requests.count - lists),
        ]

    report.table(
        ["", "seconds", "processor s", "MB", "list pages", "other requests"],
        [
            ["an empty play", "", f"{median(empty, _cpu):.2f}", f"{median(empty, _peak):.0f}", "0", "0"],
            row(f"first run, {objects} created", [created]),
            row("unchanged, verify: full", full),
            row("unchanged, verify: quick", first),
            row(f"quick, {ALLOWED} requests a minute", [throttled]),
            row(f"{new} created, {ALLOWED} requests a minute", [applied]),
        ],
    )
    asked = full[0].requests
    report.at_most(12, first[0].requests.count, "requests of an unchanged workspace, quick:")
    report.at_most(dashboards, asked.count - asked.lists, f"requests besides {asked.lists} list pages, full:")
    report.goal("no read is sent twice", f"{asked.repeated} repeated", not asked.repeated)
    waited = throttled.tasks[0]["result"].get("waited_seconds", 0)
    found = f"{throttled.requests.count} requests, {waited:g} s waited"
    report.goal("quick ends within the budget of one minute", found, not waited)
    report.at_most(3, cpu(full), f"processor time of the plan of {objects} objects:", " s")
    report.at_most(150, peak(full), "memory of the plan:", " MB")
    least = least_seconds(new + applied.requests.lists, minute)
    report.at_most(1.1, applied.task_seconds / least, f"time of {new} new objects against the least of {least:g} s:")


_OTHERS = {
    "alert_notice_dates": lambda number: {"dates": [f"2027-01-{1 + number:02}"]},
    "notify_objects": lambda number: {
        "type": "simpleHTTPRequest",
        "url": f"https://example.com/hooks/{number}",
        "update_secrets": "on_create",
    },
    "slos": lambda number: {"goal": 99.5, "min_goal": 95, "monitors": [f"Monitor {number:04}"]},
}


def _write(folder: Path, dashboards: int, monitors: int, others: int) -> None:
    content.write(content.dashboards(dashboards), folder / "dashboards")
    content.write(content.monitors(monitors), folder / "monitors")
    for number in range(others):
        kind, index = list(_OTHERS)[number % len(_OTHERS)], number // len(_OTHERS)
        (folder / kind).mkdir(exist_ok=True)
        document = {"name": f"{kind} {index}", **_OTHERS[kind](index)}
        (folder / kind / f"{index:04}.json").write_text(json.dumps(document))


def _apply_new(here: Stage, new: int, minute: float) -> Outcome:
    """Two dashboards for each monitor, in an empty workspace."""
    here.emulator.reset()
    limit(here, minute)
    _write(here.folder / "new", new * 2 // 3, new // 3, 0)
    return _apply(here, here.folder / "new", rate_limit=f"{ALLOWED}/{minute:g}", rate_limit_timeout=-1)


def _apply(here: Stage, folder: Path, check: bool = False, **options: object) -> Outcome:
    task = {"truewatch.openapi.truewatch_workspace": {"src": str(folder), **options}, "check_mode": check}
    return here.play(task)


def _cpu(outcome: Outcome) -> float:
    return outcome.usage.cpu


def _peak(outcome: Outcome) -> float:
    return outcome.usage.peak
