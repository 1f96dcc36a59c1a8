# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several tasks side by side under a limit of requests, against the least time in which the limit lets them through:
on one controller, where they share a file, and on several, which know nothing of each other."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .measure import in_turns, median
from .report import Report
from .stage import Outcome, Stage, stage

ALLOWED = 20
"""Requests in a minute, per key, as documented."""
MINUTE = 4.0
"""What the benchmarks take for a minute, in seconds."""


def least_seconds(requests: int, minute: float) -> float:
    """When the last of so many requests can be sent: the first 20 at once, the next 20 a minute later, and so on."""
    return (requests - 1) // ALLOWED * minute


def limit(here: Stage, minute: float) -> None:
    """Keep the limit from now on, with nothing of it used up: what was sent before is a minute ago."""
    here.emulator.limit(ALLOWED, minute)
    time.sleep(minute)


def run(report: Report, quick: bool) -> None:
    minute, forks, each, runs = (1.0, 3, 15, 1) if quick else (MINUTE, 4, 26, 3)
    with stage() as here:
        hosts = here.folder / "forks.ini"
        hosts.write_text("\n".join(f"fork{number}" for number in range(forks)))
        (outcomes,) = in_turns(runs, lambda: _create(here, hosts, each, minute))
    report.note(
        f"{forks} hosts at once, each a loop that creates {each} dashboards, {ALLOWED} requests per {minute:g} s\n"
        f"for all together; seconds of the task, median of {runs}."
    )
    requests = outcomes[0].requests.count
    least = least_seconds(requests, minute)
    seconds = median(outcomes, lambda one: one.task_seconds)
    refused = max(one.requests.refused for one in outcomes)
    report.table(
        ["", "seconds", "of the least", "requests", "refused"],
        [
            ["least possible", f"{least:.2f}", "1.00", str(requests), "0"],
            ["measured", f"{seconds:.2f}", f"{seconds / least:.3f}", str(requests), str(refused)],
        ],
    )
    done = min(len(one.tasks) for one in outcomes)
    report.goal("no task fails", f"{done} of {forks} hosts finished", done == forks)
    report.at_most(1.1, seconds / least, "time against the least possible:")


def controllers(report: Report, quick: bool) -> None:
    """Runs with one key and separate state folders, as containers have them."""
    minute, count, each, runs = (1.0, 3, 15, 1) if quick else (3.0, 4, 31, 3)
    with stage() as here:
        rounds = [_apart(here, count, each, minute) for _run in range(runs)]
    useful, least = count * each, least_seconds(count * each, minute)
    seconds = sorted(seconds for seconds, _refused in rounds)[runs // 2]
    refused = sorted(refused for _seconds, refused in rounds)[runs // 2]
    report.note(
        f"{count} controllers at once, each a loop of {each} requests, {ALLOWED} requests per {minute:g} s for all\n"
        f"together; seconds from the first task to the end, median of {runs}."
    )
    report.table(
        ["", "seconds", "of the least", "requests", "refused"],
        [
            ["least possible", f"{least:.2f}", "1.00", str(useful), "0"],
            ["measured", f"{seconds:.2f}", f"{seconds / least:.3f}", str(useful), str(refused)],
        ],
    )
    report.at_most(1.3, seconds / least, "time against the least possible:")
    report.at_most(15, 100 * refused / useful, "refused of the useful requests:", " %")


def _apart(here: Stage, count: int, each: int, minute: float) -> tuple[float, int]:
    """Seconds and refusals of one round."""
    here.emulator.reset()
    places = []
    for number in range(count):
        folder = here.folder / f"controller{number}-{time.monotonic_ns()}"
        folder.mkdir()
        places.append(Stage(here.emulator, folder))
    limit(here, minute)
    before = len(here.emulator.requests())
    with ThreadPoolExecutor(count) as pool:
        outcomes = list(
            pool.map(lambda number: _loop(places[number], f"place{number}", each - 1, minute), range(count))
        )
    refused = sum(request["status"] == 401 for request in here.emulator.requests()[before:])
    first = min(one.usage.seconds - one.task_seconds for one in outcomes)
    return max(one.usage.seconds for one in outcomes) - first, refused


def _loop(place: Stage, name: str, each: int, minute: float) -> Outcome:
    """One list and as many creations."""
    arguments = {"name": name + " {{ item }}", "rate_limit": f"{ALLOWED}/{minute:g}"}
    return place.play({"truewatch.openapi.truewatch_dashboard": arguments, "loop": list(range(each))})


def _create(here: Stage, hosts: Path, each: int, minute: float) -> Outcome:
    here.emulator.reset()
    limit(here, minute)
    arguments = {
        "name": "{{ inventory_hostname }} {{ item }}",
        "description": "Made by a benchmark",
        "rate_limit": f"{ALLOWED}/{minute:g}",
    }
    task = {"truewatch.openapi.truewatch_dashboard": arguments, "loop": list(range(each))}
    return here.play(task, hosts="all", inventory=hosts)
