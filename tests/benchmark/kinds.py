# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace with objects of many kinds, those of the table of lifecycles of the unit tests."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from dev.paths import WORK

from .measure import in_turns
from .plans import HEADS, Costs, apply
from .report import Report
from .stage import API_KEY, Stage, stage

#: Kind -> why no file holds many objects of it.
_LEFT_OUT = {
    "api_key": "no file holds one",
    "issue_level": "a workspace has ten at most",
    "member": "an export writes none unless it is told to",
    "snapshot": "its objects hold a point in time",
    "workspace_settings": "a workspace has one",
}
_MOST_REQUESTS = 2
#: Folders of kinds whose list shows neither their content nor when an object changed: each object is read.
_READ_ONE_BY_ONE = ("teams", "resource_catalogs")


def run(report: Report, quick: bool) -> None:
    each, most, runs = (3, 6, 1) if quick else (25, 40, 3)
    with stage() as here:
        folder, secrets = here.folder / "workspace", _fill(here, each, most)
        here.play({"truewatch.openapi.truewatch_workspace_export": {"dest": str(folder)}})
        _leave_secrets(folder)
        kinds = sum(path.is_dir() for path in folder.iterdir())
        read = sum(len(list((folder / name).iterdir())) for name in _READ_ONE_BY_ONE if (folder / name).is_dir())
        options = {"secrets": secrets, "force": ["*"]}
        full, fast, empty = in_turns(
            runs,
            lambda: apply(here, folder, check=True, **options),
            lambda: apply(here, folder, check=True, verify="quick", **options),
            here.play,
        )
    done = full[0].tasks[0]["result"]["summary"]
    costs = Costs(empty)
    report.note(f"{sum(done.values())} objects of {kinds} kinds. Plans are made in check mode, median of {runs}.")
    rows = [costs.empty_row, costs.row("unchanged, verify: full", full), costs.row("unchanged, verify: quick", fast)]
    report.table(HEADS, rows)
    report.goal("nothing differs", f"{done['change'] + done['create']} differ", not done["change"] + done["create"])
    quick_requests = fast[0].requests.count
    report.at_most(_MOST_REQUESTS * kinds + read, quick_requests, f"requests of {kinds} unchanged kinds, quick:")
    report.at_most(4, costs.cpu(full), "processor time of the plan:", " s")
    report.at_most(150, costs.peak(full), "memory of the plan:", " MB")


def _leave_secrets(folder: Path) -> None:
    """Let secrets that the service hides be written on create only: those of other objects are sent in every run."""
    from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

    for kind in KINDS.values():
        for path in (folder / kind.folder).glob("*.yml") if kind.hides_secrets else ():
            path.write_text(f"{path.read_text(encoding='utf-8')}update_secrets: on_create\n", encoding="utf-8")


def _fill(here: Stage, each: int, most: int) -> Mapping[str, Mapping[str, object]]:
    """Make so many objects of each of so many kinds; the secrets that their files will leave out."""
    sys.path.insert(0, str(WORK / "dev"))
    from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

    station = Station(here.emulator, API_KEY)
    chosen = {case.kind.name: case for case in reversed(CASES) if case.kind.name not in _LEFT_OUT}
    secrets: dict[str, dict] = {}
    for case in list(chosen.values())[:most]:
        station.prepare(case)
        for options in case.several(each):
            station.run(case.kind, options)
            hidden = {field.option for field in case.kind.fields if field.secret} & set(options)
            if hidden:
                secrets[f"{case.kind.name}/{case.kind.label(options)}"] = {name: options[name] for name in hidden}
    return secrets
