# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace with objects of every kind: to files and back, here and elsewhere, and what a prune leaves alone. The
objects are those of the table of lifecycles."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.selection import FOLDERS
from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.test_uses import (
    REFERENCES,
    UNTOLD,
    referred,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._workspace.filled import Filled

KEPT = sorted({case.kind.name for case in CASES if case.kind.folder})
#: What no file keeps, since its objects hold a point in time.
NO_FILES = {"snapshots"}
#: What services make at random: the form of most ids.
RANDOM = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
#: Objects with the references that the rows of the table lack.
REFERRING = (
    (
        "mute",
        {"name": "Nightly", "monitors": ["CPU"], "notify": ["Robot"], "repeat": {"at": "02:00"}, "duration": "1h"},
    ),
    ("mute", {"name": "Daily", "alert_policies": ["On call"], "repeat": {"at": "12:00"}, "duration": "1h"}),
    ("mute", {"name": "Rarely", "slos": ["Shop"], "repeat": {"at": "03:00"}, "duration": "1h"}),
    ("catalog_entity", {"type": "database", "name": "stock", "part_of": ["database/orders"]}),
    ("data_access_rule", {"name": "by index", "type": "logging", "indexes": ["payment_b"], "roles": ["readOnly"]}),
)
#: The number of people whom every workspace of the emulator has.
THERE = 3


class Whole(Filled):
    """A workspace that holds three objects of each row of the table, and runs over it."""

    def __init__(self, workspace):
        self.workspace = workspace
        super().__init__(workspace.desk.emulator)

    def refer(self):
        """The objects that refer to others in every way."""
        for kind, options in REFERRING:
            self.workspace.desk.ensure(kind, force=True, **options)

    def elsewhere(self, emulator):
        """Go on in another workspace."""
        self.station(emulator)
        self.workspace.desk = type(self.workspace.desk)(emulator)

    def rows(self):
        """Each object of the kinds of the table: its kind and its row."""
        self.workspace.desk.new_task()
        run = self.workspace.desk.run()
        return [(KINDS[name], row) for name in KEPT for row in run.memory.rows(KINDS[name])]

    def rows_of(self, name):
        return self.workspace.desk.memory.rows(KINDS[name])


@pytest.fixture
def whole(workspace):
    return Whole(workspace)


def content_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rearrange(folder):
    """Move each file into a subfolder, under another name and in another form: a comment, other blanks and orders of
    keys. Returns the new content."""
    for number, path in enumerate(sorted(folder.rglob("*.*"))):
        if path.suffix not in (".yml", ".json"):
            continue
        moved = path.parent / ("team" if number % 2 else "team/night") / f"own {number}.yml"
        moved.parent.mkdir(parents=True, exist_ok=True)
        for beside in path.parent.glob(f"{path.stem}.*"):
            beside.rename(moved.with_suffix(beside.suffix if beside != path else ".yml"))
        options = yaml.safe_load(moved.read_text(encoding="utf-8"))
        moved.write_text(f"# mine\n{yaml.safe_dump(options, allow_unicode=True)}", encoding="utf-8")
    return content_of(folder)


def test_every_kind_goes_to_files_and_back_and_to_another_workspace(whole, tmp_path):
    dest, workspace = tmp_path / "exported", whole.workspace
    whole.refer()
    report = workspace.export(dest, kinds=KEPT)["report"]
    assert not (report["unread"] or report["duplicates"] or report["refused"])
    chosen = json.dumps([options for _kind, options in whole.objects(3)])
    ids = {text for path in dest.rglob("*.*") for text in RANDOM.findall(path.read_text(encoding="utf-8"))}
    assert not [text for text in ids if text not in chosen], "ids that the service made"
    before = rearrange(dest)
    kept = {KINDS[name].folder for name in KEPT} - NO_FILES
    assert {path.split("/")[0] for path in before} == kept
    assert not any(b"canary" in text for text in before.values())
    secrets = {key: whole.secrets[key] for key in report["secrets"]}
    given = {"src": str(dest), "secrets": secrets, "force": KEPT}
    assert not workspace.apply(**given)["changed"]
    with running() as other:
        other.vary("new_ids")
        whole.elsewhere(other)
        planned = workspace.apply(check_mode=True, **given)
        assert not any(OPERATIONS[name].writes for name in workspace.sent)
        done = workspace.apply(**given)
        assert done["diff"] == planned["diff"]
        objects = [path for path in before if path.endswith((".json", ".yml"))]  # the others lie beside them
        new = len(objects) - THERE - 1  # the settings of the workspace are changed
        assert done["summary"] == {"create": new, "change": 1, "delete": 0, "nothing": THERE}
        assert not workspace.apply(**given)["changed"]
        again = workspace.export(dest, remove=True, kinds=KEPT)
        assert not again["changed"] and not again["report"]["unread"], again["diff"]
    assert content_of(dest) == before


#: Options that refer to something, and that no file names.
UNNAMED = {
    ("api_key", "roles"),  # the kind has no file
    ("team", "add_members"),  # members says the same
    ("alert_policy", "monitors"),  # alert_policies of the monitors says the same
    ("user_view", "copy_of"),  # only for a new one, and no answer tells it
    ("rum_app", "views"),  # no answer tells it
    ("issue_channel", "escalation"),  # the emulator does not tell it, as the service may not
    ("catalog_entity", "parts"),  # part_of of the parts says the same
}


def test_rename_relations_counts_in_every_option_that_refers_to_something(whole, tmp_path):
    """Each name that is referred to is another one in the files, and renamed to the one that is there."""
    dest, workspace = tmp_path / "exported", whole.workspace
    whole.refer()
    workspace.export(dest, kinds=KEPT)
    memory, renames, met = workspace.desk.memory, {}, set()

    def elsewhere(kinds, value):
        if isinstance(value, dict):
            return {key: elsewhere(kinds, item) for key, item in value.items()}
        if isinstance(value, list):
            return [elsewhere(kinds, item) for item in value]
        meant = [kind for kind in kinds if isinstance(value, str) and memory.called(kind, value)]
        if not meant:
            return value
        renames[f"{meant[0].name}/{value} elsewhere"] = value
        return f"{value} elsewhere"

    for path in sorted(dest.rglob("*.*")):
        kind = FOLDERS[path.parent.name]
        options = yaml.safe_load(path.read_text(encoding="utf-8")) if path.suffix in (".json", ".yml") else {}
        for field in kind.fields:
            kinds = [KINDS[name] for name in getattr(field.resolve, "kinds", ())]
            given = options.get(field.option)
            changed = elsewhere(kinds, given)
            if changed != given:
                options[field.option] = changed
                met.add((kind.name, field.option))
        if options:
            path.write_text(json.dumps(options), encoding="utf-8")
    referring = {
        (kind.name, f.option) for kind in KINDS.values() for f in kind.fields if getattr(f.resolve, "kinds", ())
    }
    assert referring - met == UNNAMED
    result, warnings = workspace.apply(src=str(dest), rename_relations=renames, warnings=True, force=KEPT)
    assert not result["changed"], result["diff"]
    assert not [text for text in warnings if "rename_relations" in text]


_BOTH = ["Tied team", "Tied role"]
_FEASTS = {"dates": ["Tied dates"], "start": "00:00", "duration": "1d"}
_SCHEDULE = {"timezone": "UTC", "start": "09:00", "end": "18:00"}
#: Objects that refer to others of which a prune deletes them, too, in the ways that those above do not.
TIED = {
    "roles": [{"name": "Tied role", "permissions": ["log.Query"]}],
    "teams": [{"name": "Tied team", "members": ["ada@example.com"]}],
    "issue_levels": [{"name": "Tied level", "colour": "#ff0000"}],
    "alert_notice_dates": [{"name": "Tied dates", "dates": ["2036-12-25"]}],
    "dashboards": [
        {"name": "Tied board", "visibility": "custom", "permissions": _BOTH, "read_permissions": _BOTH},
    ],
    "notify_objects": [{"name": "Tied mail", "type": "mailGroup", "to": ["Tied team"], "permissions": _BOTH}],
    "data_forwardings": [
        {
            "name": "Tied copy",
            "store_type": "kafka",
            "data_type": "tracing",
            "url": "https://kafka.invalid",
            "topic": "audit",
            "read_roles": ["Tied role"],
        },
    ],
    "pipelines": [
        {"name": "Tied", "category": "logging", "script": "drop()", "log_index": "ours_b"},
    ],
    "reports": [
        {
            "name": "Tied report",
            "dashboard": "Tied board",
            "channel": "dingTalkRobot",
            "recipients": ["Ding_b"],
            "range": "7d",
            "schedule": "0 7 * * 1",
            "timezone": "UTC",
        },
        {
            "name": "Tied letter",
            "dashboard": "Tied board",
            "channel": "email",
            "recipients": ["Tied team"],
            "range": "7d",
            "schedule": "0 7 * * 1",
            "timezone": "UTC",
        },
    ],
    "issue_channels": [
        {
            "name": "Tied channel",
            "targets": ["Tied team"],
            "escalation": {"after": "30m", "to": ["Tied team", "Tied mail"]},
        }
    ],
    "issue_discoveries": [
        {
            "name": "Tied discovery",
            "namespace": "keyevent",
            "every": "10m",
            "conditions": "`source` IN ['kube-controller']",
            "dimensions": ["host"],
            "issue_title": "Tied",
            "level": "Tied level",
            "channels": ["Tied channel"],
            "assignees": ["Tied team", "Tied mail"],
        }
    ],
    "notification_schedules": [{"name": "Tied rota", "targets": ["Tied team", "Tied mail"], **_SCHEDULE}],
    "alert_policies": [
        {
            "name": "Tied policy",
            "timezone": "UTC",
            "alert_type": "status",
            "permissions": _BOTH,
            "targets": [
                {"name": "Always", "rules": [{"statuses": ["error"], "to": ["Tied team"]}]},
                {"name": "Never", "window": _FEASTS, "rules": []},
            ],
        }
    ],
    "monitors": [
        {
            "name": "Tied monitor",
            "permissions": _BOTH,
            "queries": [{"dql": "M::`cpu`:(AVG(`x`))"}],
            "rules": [{"level": "critical", "conditions": [{"operator": ">", "operands": [90]}]}],
        }
    ],
    "mutes": [{"name": "Tied mute", "monitors": ["ssl_b"], "repeat": {"at": "02:00"}, "duration": "1h"}],
}


def test_a_prune_of_every_kind_leaves_what_is_protected_or_takes_more_with_it(whole):
    """Everything else goes in one run, whatever it refers to: every reference that kinds declare is met."""
    workspace = whole.workspace
    whole.refer()
    workspace.apply(definition=TIED)
    workspace.put("dashboards", "kept.json", {"name": "Kept"})
    for kind, row in whole.rows():
        if kind.is_prunable(row) and not kind.is_exported(row):  # it would stay, and use what is to go
            workspace.desk.ensure(kind.name, uuid=kind.uuid_of(row), state="absent", force=True)
        elif kind.name == "catalog_entity":  # it stays, and its team is to go
            workspace.desk.ensure(kind.name, uuid=kind.uuid_of(row), owner=[])
    goes = {kind.uuid_of(row) for kind, row in whole.rows() if kind.is_prunable(row)}
    goes |= {KINDS["notification_schedule"].uuid_of(row) for row in whole.rows_of("notification_schedule")}
    met = {
        (kind.name, option, used.name, kind.uuid_of(user), used.uuid_of(row))
        for kind in map(KINDS.get, KEPT)
        for option, used, row, user in referred(workspace.desk.memory, kind)
        if {kind.uuid_of(user), used.uuid_of(row)} <= goes
    }
    prunable = {kind.name for kind, row in whole.rows() if kind.uuid_of(row) in goes}
    told = [pair for pair in REFERENCES if {pair[0], pair[2]} <= prunable and pair[:2] not in {*UNTOLD, *UNNAMED}]
    assert not set(told) - {pair[:3] for pair in met}
    stays = {kind.uuid_of(row) for kind, row in whole.rows()} - goes
    assert stays and goes
    done, warnings = workspace.apply(prune={"kinds": KEPT}, max_deletions=1000, force=KEPT, warnings=True)
    told = [text for text in warnings if text.startswith("'prune' never deletes")]
    left = {
        kind.title
        for kind, row in whole.rows()
        if not kind.is_prunable(row) and not kind.is_permanent(row) and not kind.named_only
    }
    assert len(told) == len(left)
    (indexes,) = [text for text in told if "log indexes" in text]
    assert indexes == (
        "'prune' never deletes 3 log indexes 'payment_d', 'payment_c', 'payment_b'. "
        "If that is meant, delete by a task of its own."
    )
    assert done["summary"] == {"create": 1, "change": 0, "delete": len(goes), "nothing": 0}
    bulk = {kind.delete_route.for_many for kind in KINDS.values() if kind.delete_route} - {None}
    sent = [name for name in workspace.sent if name in {route.operation for route in bulk}]
    assert len(sent) > 10 and len(sent) == len(set(sent)), "each kind goes in one request where the API has one"
    order = [entry["uuid"] for entry in done["results"] if entry["action"] == "delete"]
    assert not [pair for pair in met if order.index(pair[3]) > order.index(pair[4])]
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
    assert "'force' in a set has no effect" in warnings[0]
    assert "lets another workspace read data" in planned["results"][0]["dangers"][0]
    assert "lets another workspace read data" in planned["diff"][0]["after_header"]
    assert workspace.apply(definition=wanted, force=["*"], check_mode=True)["results"][0]["dangers"]
    with pytest.raises(InputError, match="in check mode only.*name the kinds"):
        workspace.apply(definition=wanted, force=["*"])
    assert workspace.apply(definition=wanted, force=["wksp_share"])["changed"]
