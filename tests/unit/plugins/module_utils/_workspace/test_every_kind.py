# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace with objects of every kind: to files and back, here and elsewhere, and what a prune leaves alone. The
objects are those of the table of lifecycles."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.secret import at, label, opened, places
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

KEPT = sorted({case.kind.name for case in CASES if case.kind.folder})


#: Folders of kinds whose objects hold a point in time, which no file keeps, or that must be named.
NO_FILES = {"snapshots", *(kind.folder for kind in KINDS.values() if kind.named_only)}


class Whole:
    """A workspace that holds three objects of each row of the table."""

    def __init__(self, workspace):
        self.workspace = workspace
        #: ``kind/name`` of an object to its secrets.
        self.secrets = {}
        station = self.station(workspace.desk.emulator)
        for kind, options in self.objects():
            station.run(kind, options)
            secrets = [field.option for field in kind.fields if field.secret]
            secret = {option: options[option] for option in secrets if option in options}
            for field in kind.fields:
                value = opened(options.get(field.option))
                secret.update({label(field.option, place): at(value, place) for place in places(field, value)})
            if secret:
                self.secrets[f"{kind.name}/{kind.label(options)}"] = secret

    @staticmethod
    def objects():
        for case in CASES:
            yield from ((KINDS[what], options) for what, options in case.needs if what in KINDS)
        for case in CASES:
            yield from ((case.kind, options) for options in case.several(3))

    @staticmethod
    def station(emulator):
        """A place to work at, in a workspace that holds what no module makes."""
        station = Station(emulator, DEFAULT_KEY)
        bodies = {str(need): need for case in CASES for need in case.needs if need[0] not in KINDS}
        for operation, body in bodies.values():
            station.call(operation, body)
        return station

    def elsewhere(self, emulator):
        """Go on in another workspace."""
        self.station(emulator)
        self.workspace.desk = type(self.workspace.desk)(emulator)

    def rows(self):
        """Each object of the kinds of the table: its kind and its row."""
        self.workspace.desk.new_task()
        run = self.workspace.desk.run()
        return [(KINDS[name], row) for name in KEPT for row in run.memory.rows(KINDS[name])]


@pytest.fixture
def whole(workspace):
    return Whole(workspace)


def content_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_kind_goes_to_files_and_back_and_to_another_workspace(whole, tmp_path):
    dest, workspace = tmp_path / "exported", whole.workspace
    report = workspace.export(dest)["report"]
    assert not report["unread"] and not report["duplicates"]
    before = content_of(dest)
    kept = {KINDS[name].folder for name in KEPT} - NO_FILES
    assert {path.split("/")[0] for path in before} == kept
    assert not any(b"canary" in text for text in before.values())
    secrets = {key: whole.secrets[key] for key in report["secrets"]}
    given = {"src": str(dest), "secrets": secrets, "force": KEPT}
    assert not workspace.apply(**given)["changed"]
    with running() as other:
        whole.elsewhere(other)
        planned = workspace.apply(check_mode=True, **given)
        assert not any(OPERATIONS[name].writes for name in workspace.sent)
        done = workspace.apply(**given)
        assert done["diff"] == planned["diff"]
        objects = [path for path in before if path.endswith((".json", ".yml"))]  # the others lie beside them
        assert done["summary"] == {"create": len(objects), "change": 0, "delete": 0, "nothing": 0}
        assert not workspace.apply(**given)["changed"]
        again = workspace.export(dest, remove=True)
        assert not again["changed"], again["diff"]
    assert content_of(dest) == before


def test_a_prune_of_every_kind_leaves_what_is_protected_or_takes_more_with_it(whole):
    workspace = whole.workspace
    workspace.put("dashboards", "kept.json", {"name": "Kept"})
    for kind, row in whole.rows():
        if kind.is_prunable(row) and not kind.is_exported(row):  # it would stay, and use what is to go
            workspace.desk.ensure(kind.name, uuid=kind.uuid_of(row), state="absent", force=True)
    stays = {kind.uuid_of(row) for kind, row in whole.rows() if not kind.is_prunable(row)}
    goes = {kind.uuid_of(row) for kind, row in whole.rows()} - stays
    assert stays and goes
    done, warnings = workspace.apply(prune={"kinds": KEPT}, max_deletions=1000, force=KEPT, warnings=True)
    told = [text for text in warnings if text.startswith("'prune' never deletes")]
    left = {
        kind.title
        for kind, row in whole.rows()
        if not kind.is_prunable(row) and not kind.is_permanent(row) and not kind.named_only
    }
    assert len(told) == len({*left, KINDS["notification_schedule"].title})  # in use until policies went
    (indexes,) = [text for text in told if "log indexes" in text]
    assert indexes == (
        "'prune' never deletes 3 log indexes 'payment_d', 'payment_c', 'payment_b'. "
        "If that is meant, delete by a task of its own."
    )
    assert done["summary"] == {"create": 1, "change": 0, "delete": len(goes), "nothing": 0}
    bulk = {kind.delete_route.for_many for kind in KINDS.values() if kind.delete_route} - {None}
    sent = [name for name in workspace.sent if name in {route.operation for route in bulk}]
    assert len(sent) > 10 and len(sent) == len(set(sent)), "each kind goes in one request where the API has one"
    (kept,) = [entry["uuid"] for entry in done["results"] if entry["action"] == "create"]
    assert {kind.uuid_of(row) for kind, row in whole.rows()} == stays | {kept}


def test_what_is_dangerous_needs_consent_for_its_kind(workspace):
    wanted = {"wksp_shares": [{"workspace": "wksp_1", "data": ["rum"]}]}
    with pytest.raises(InputError, match=r"which the API cannot take back.*Set 'force: \[wksp_share\]' in the task"):
        workspace.apply(definition=wanted)
    with pytest.raises(InputError, match="There is no kind wksp_shaer .did you mean 'wksp_share'"):
        workspace.apply(definition=wanted, force=["wksp_shaer"])
    with pytest.raises(InputError, match="which the API cannot take back"):
        workspace.apply(definition=wanted, force=["rum_app"])
    standing = {"wksp_shares": [{**wanted["wksp_shares"][0], "force": True}]}
    with pytest.raises(InputError, match="which the API cannot take back"):
        workspace.apply(definition=standing)
    planned, warnings = workspace.apply(definition=standing, force=["wksp_shares"], check_mode=True, warnings=True)
    assert "'force' in a set means nothing" in warnings[0]
    assert "lets another workspace read data" in planned["results"][0]["dangers"][0]
    assert "lets another workspace read data" in planned["diff"][0]["after_header"]
    assert workspace.apply(definition=wanted, force=["*"], check_mode=True)["results"][0]["dangers"]
    with pytest.raises(InputError, match="in check mode only.*name the kinds"):
        workspace.apply(definition=wanted, force=["*"])
    assert workspace.apply(definition=wanted, force=["wksp_share"])["changed"]
