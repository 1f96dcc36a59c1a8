# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts from the API against a plugin that sets the same variables and groups without doing anything else."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dev.paths import ROOT, WORK

from .measure import in_turns, median, ratio
from .report import Report
from .stage import API_KEY, Outcome, Stage, stage

_PAGE = 1000


class _Shape(NamedTuple):
    """options: of the inventory plugin. compose, groups: what they make of which field. limit: times the floor."""

    name: str
    options: dict
    compose: dict
    groups: dict
    limit: float


_NATIVE = _Shape(
    "group_by on 3 fields",
    {"group_by": ["os", "region", "label"]},
    {},
    {"os": "os", "region": "region", "label": "df_label"},
    1.3,
)
_CONSTRUCTED = _Shape(
    "3 compose, 1 group, 2 keyed_groups",
    {
        "compose": {"platform": "tw_os", "cores": "tw_num_cpu", "zone": "tw_zone_id"},
        # A number is no condition from ansible-core 2.19 on: the group stays empty, but has been asked for each host.
        "groups": {"in_docker": "tw_is_docker"},
        "keyed_groups": [{"key": "tw_os", "prefix": "os"}, {"key": "tw_region", "prefix": "region"}],
    },
    {"platform": "os", "cores": "num_cpu", "zone": "zone_id"},
    {"os": "os", "region": "region"},
    2.0,
)


def run(report: Report, quick: bool) -> None:
    sizes = {200: 2, 1000: 1} if quick else {1000: 5, 10000: 3, 50000: 3}
    report.note(
        "ansible all --list-hosts, by the plugin and by the floor: a plugin that sets the same variables and groups,\n"
        f"ready-made. Median of {', '.join(map(str, sizes.values()))} pairs. {_PAGE} hosts per request.\n"
        "'net' is without the time in which the emulator made its answers, which the goal is held against."
    )
    rows = []
    for hosts, runs in sizes.items():
        with stage("--hosts", str(hosts)) as here:
            rows += [_compare(report, here, shape, hosts, runs) for shape in (_NATIVE, _CONSTRUCTED)]
    heads = ["hosts, groups", "floor s", "plugin s", "", "net", "processor", "floor MB", "plugin MB", "", "requests"]
    report.table(heads, rows)


def _compare(report: Report, here: Stage, shape: _Shape, hosts: int, runs: int) -> list[str]:
    plugin, floor = _sources(here, shape)
    if hosts == 1000:
        _require_equal(here, plugin, floor)
    ours, theirs = in_turns(runs, partial(_list, here, plugin), partial(_list, here, floor))
    seconds, processor, memory = (ratio(ours, theirs, figure) for figure in (_seconds, _cpu, _peak))
    alone = ratio(ours, theirs, lambda one: one.usage.seconds - one.requests.ms / 1000)
    title = f"{hosts}, {shape.name}"
    report.at_most(shape.limit, alone, f"{title}: time against the floor", " x")
    report.at_most(shape.limit, memory, f"{title}: memory against the floor", " x")
    requests = ours[0].requests.count
    pages = -(-hosts // _PAGE)
    report.goal(f"{title}: {pages} requests", str(requests), requests == pages)
    return [
        title,
        *(f"{median(outcomes, _seconds):.2f}" for outcomes in (theirs, ours)),
        *(f"{figure:.2f} x" for figure in (seconds, alone, processor)),
        *(f"{median(outcomes, _peak):.0f}" for outcomes in (theirs, ours)),
        f"{memory:.2f} x",
        str(requests),
    ]


def _seconds(outcome: Outcome) -> float:
    return outcome.usage.seconds


def _cpu(outcome: Outcome) -> float:
    return outcome.usage.cpu


def _peak(outcome: Outcome) -> float:
    return outcome.usage.peak


def _list(here: Stage, source: Path) -> Outcome:
    return here.run("ansible", "all", "--list-hosts", "-i", source)


def _sources(here: Stage, shape: _Shape) -> tuple[Path, Path]:
    """An inventory file for the plugin, and one for the floor."""
    plugin, floor = here.folder / "truewatch.yml", here.folder / "hosts.floor"
    plugin.write_text(json.dumps({"plugin": "truewatch.openapi.truewatch_objects", "source": "dql", **shape.options}))
    wanted = json.dumps({"compose": shape.compose, "groups": shape.groups})
    command = [sys.executable, "-m", "tests.benchmark.floor", here.emulator.url, API_KEY, floor, wanted]
    subprocess.run(command, cwd=ROOT, env={**here.environment, "PYTHONPATH": str(WORK / "dev")}, check=True)
    return plugin, floor


def _require_equal(here: Stage, plugin: Path, floor: Path) -> None:
    """The comparison is worth nothing unless both give the same inventory."""
    listings = []
    for source in (plugin, floor):
        path = here.folder / "listing.json"
        here.run("ansible-inventory", "--list", "--output", path, "-i", source)
        listings.append(_plain(json.loads(path.read_text())))
    ours, theirs = listings
    different = [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]
    if different:
        raise RuntimeError(f"the plugin and its floor differ in {', '.join(different)}")


def _plain(value):
    """A listing with lists in one order, without marks of what is no template and what changes all the time."""
    if isinstance(value, dict):
        if "__ansible_unsafe" in value:
            return value["__ansible_unsafe"]
        return {key: _plain(item) for key, item in value.items() if key not in ("tw_last_update_time", "tw_time")}
    if isinstance(value, list):
        return sorted(map(_plain, value), key=str)
    return value
