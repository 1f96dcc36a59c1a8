# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Property: whatever a workspace holds, a prune with every consent touches none of what must stay."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

FOLDERS = sorted({case.kind.name for case in CASES if case.kind.folder})
#: Kinds of which a prune deletes nothing, and for the others the rows that stay, told by what the service says of them.
#: The code of the kinds is not asked: it is what is tested.
STAYS = {
    **dict.fromkeys(("member", "api_key", "sso", "login_mapping", "tag", "snapshot"), lambda row: True),
    **dict.fromkeys(("log_index", "dial_node", "rum_app", "llm_app", "resource_catalog"), lambda row: True),
    "role": lambda row: row.get("isSystem") or int(row.get("memberCount") or 0),
    "issue_channel": lambda row: row["name"] == "default",
    "issue_level": lambda row: row.get("isDefault"),
    "issue_policy": lambda row: row.get("relChannelInfos"),
    "notification_schedule": lambda row: row.get("issueNotificationPolicyInfos"),
    "dashboard_carousel": lambda row: not str(row["creator"]).startswith("wsak_"),
    "report": lambda row: row.get("executed") and not row.get("crontab"),
    "pipeline": lambda row: row.get("isSysTemplate") or row.get("asDefault"),
    "field": lambda row: row.get("sysField"),
    "data_forwarding": lambda row: row.get("storeType") == "guanceObject",
    "service": lambda row: row.get("createType") == "automatic",
    "catalog_entity": lambda row: row.get("provider") not in (None, "manual"),
    "catalog_entity_type": lambda row: row.get("sourceType") == "default",
}
#: What only the platform and people make, so that no task and no emulator does: the rows of every second object say so.
OTHERS = {
    "dashboard_carousel": {"creator": "acnt_1"},
    "report": {"executed": 1, "crontab": ""},
    "service": {"createType": "automatic"},
    "issue_policy": {"relChannelInfos": [{"uuid": "chan_1"}]},
    "catalog_entity": {"provider": "discovery"},
    "catalog_entity_type": {"sourceType": "default"},
}
#: What the table of lifecycles lacks.
MORE = (
    ("pipeline", {"name": "first", "category": "logging", "script": "drop()", "default": True}),
    ("data_forwarding", {"name": "archive", "data_type": "logging", "store_type": "guanceObject", "retention": "180d"}),
)


def uuids(station, chosen):
    """Kind and uuid of each object of the kinds above whose row is chosen."""
    memory = station.memory()
    return {(name, KINDS[name].uuid_of(row)) for name in STAYS for row in memory.rows(KINDS[name]) if chosen(name, row)}


def prune(workspace):
    """The result of a prune of every kind but those that are refused: some of their objects are used by what stays."""
    kinds = FOLDERS
    while True:
        result, refusal = attempt(workspace, kinds)
        if not refusal:
            return result
        assert not [name for name in workspace.sent if OPERATIONS[name].writes]
        used = [name for name in kinds if re.search(f"{KINDS[name].title} '[^']*' is still used by", refusal)]
        assert used, refusal
        kinds = [name for name in kinds if name not in used]


def attempt(workspace, kinds):
    wanted = {"dashboards": [{"name": "Kept"}]}
    try:
        result = workspace.apply(definition=wanted, prune={"kinds": kinds}, max_deletions=1000, force=FOLDERS)
    except InputError as error:
        return None, str(error)
    return result, ""


@pytest.fixture
def with_others(monkeypatch):
    listed = Memory.rows

    def rows(memory, kind):
        found = listed(memory, kind)
        for row in found:
            row.update(OTHERS.get(kind.name, {}) if kind.name_of(row).endswith("_b") else {})
        return found

    monkeypatch.setattr(Memory, "rows", rows)


def world(emulator, cases):
    """A workspace with objects of these rows of the table, and what there is more."""
    emulator.reset()
    station = Station(emulator, DEFAULT_KEY)
    for case in cases:
        station.prepare(case)
        for options in case.several(2) if case.kind.name in OTHERS else [case.create]:
            station.run(case.kind, options)
    for name, options in MORE:
        station.run(KINDS[name], options)
    return station


def test_a_prune_of_anything_touches_nothing_that_must_stay(workspace, with_others):
    emulator, met, deleted = workspace.desk.emulator, set(), set()

    def check(cases):
        station = world(emulator, cases)
        must = uuids(station, lambda name, row: STAYS[name](row))
        before = len(emulator.requests())
        done = prune(workspace)
        sent = [entry for entry in emulator.requests(bodies=True)[before:] if OPERATIONS[entry["operationId"]].writes]
        assert len(sent) > 1
        for entry in sent:
            words = set(re.findall(r"[\w-]+", json.dumps([entry["path"], entry.get("query"), entry.get("body")])))
            assert entry["operationId"] == "dashboards_create" or not words & {uuid for _name, uuid in must}, entry
        assert must <= uuids(station, lambda _name, _row: True)
        met.update(name for name, _uuid in must)
        deleted.update(entry["kind"] for entry in done["results"] if entry["action"] == "delete")

    @settings(max_examples=2, derandomize=True, database=None, phases=[Phase.generate])
    @given(st.permutations(CASES))
    def check_all(cases):
        for start in range(0, len(cases), 24):
            check(cases[start : start + 24])

    check_all()
    assert met == set(STAYS) and len(deleted) > 20
