# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``verify: quick`` never plans less than ``full``, with every kind that has secrets and whatever was run before. The
objects are those of the table of lifecycles."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

SECRETIVE = [case for case in CASES if any(field.secret and field.option in case.create for field in case.kind.fields)]


@pytest.fixture(scope="module")
def service():
    with running() as emulator:
        yield emulator


def wishes(case):
    """What tasks may want of the object of the row."""
    spec = case.kind.argument_spec()
    other = {
        field.option: f"{case.create[field.option]}-other"
        for field in case.kind.fields
        if field.secret and isinstance(case.create.get(field.option), str)
    }
    hows = [{"update_secrets": how} for how in ("always", "on_create")] if "update_secrets" in spec else [{}]
    for options in (case.create, {**case.create, **other}):
        for how in hows:
            yield {**options, **how}


@pytest.mark.parametrize("variant", ["secrets_masked", "secrets_absent"])
@pytest.mark.parametrize("case", SECRETIVE, ids=lambda case: case.id)
def test_quick_never_plans_less_than_full(service, tmp_path, monkeypatch, case, variant):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    service.reset()
    service.vary(variant)
    station = Station(service, DEFAULT_KEY)
    station.prepare(case)
    for before in wishes(case):
        station.result(case.kind, {**case.create, **forced(case), **before, "verify": "quick"})
        for wanted in wishes(case):
            planned = [
                station.result(case.kind, {**wanted, **forced(case), "verify": how}, True) for how in ("quick", "full")
            ]
            quick, full = ((plan.get("changed"), plan.get("diff"), plan.get("failed")) for plan in planned)
            assert quick == full, (before, wanted)


def forced(case):
    return {"force": True} if "force" in case.kind.argument_spec() else {}
