# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole workspace in one task: an unchanged one, the cost of the plan, new objects under the limit."""

from __future__ import annotations

import json
from pathlib import Path

from . import content
from .measure import in_turns
from .plans import HEADS, Costs, apply
from .report import Report
from .stage import Outcome, Stage, stage
from .throttle import ALLOWED, MINUTE, least_seconds, limit


def run(report: Report, quick: bool) -> None:
    dashboards, monitors, others, new, runs = (50, 20, 6, 30, 1) if quick else (500, 200, 50, 300, 3)
    minute = 2.0 if quick else MINUTE
    with stage() as here:
        folder = here.folder / "workspace"
        _write(folder, dashboards, monitors, others)
        created = apply(here, folder)
        full, first, empty = in_turns(
            runs,
            lambda: apply(here, folder, check=True),
            lambda: apply(here, folder, check=True, verify="quick"),
            here.play,
        )
        limit(here, minute)
        throttled = apply(here, folder, verify="quick", rate_limit=f"{ALLOWED}/{minute:g}")
        applied = _apply_new(here, new, minute)

    objects = dashboards + monitors + others
    report.note(
        f"{dashboards} dashboards, {monitors} monitors and {others} others. Plans are made in check mode,\n"
        f"median of {runs}. Processor time and memory are those of the whole command less those of an empty play."
    )

    costs = Costs(empty)
    report.table(
        HEADS,
        [
            costs.empty_row,
            costs.row(f"first run, {objects} created", [created]),
            costs.row("unchanged, verify: full", full),
            costs.row("unchanged, verify: quick", first),
            costs.row(f"quick, {ALLOWED} requests a minute", [throttled]),
            costs.row(f"{new} created, {ALLOWED} requests a minute", [applied]),
        ],
    )
    asked = full[0].requests
    report.at_most(12, first[0].requests.count, "requests of an unchanged workspace, quick:")
    report.at_most(dashboards, asked.count - asked.lists, f"requests besides {asked.lists} list pages, full:")
    report.goal("no read is sent twice", f"{asked.repeated} repeated", not asked.repeated)
    waited = throttled.tasks[0]["result"].get("waited_seconds", 0)
    found = f"{throttled.requests.count} requests, {waited:g} s waited"
    report.goal("quick ends within the budget of one minute", found, not waited)
    report.at_most(3, costs.cpu(full), f"processor time of the plan of {objects} objects:", " s")
    report.at_most(150, costs.peak(full), "memory of the plan:", " MB")
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
    return apply(here, here.folder / "new", rate_limit=f"{ALLOWED}/{minute:g}", rate_limit_timeout=-1)
