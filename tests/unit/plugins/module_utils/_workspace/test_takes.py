# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a service may hold and no options can say: each state of an object that is one step away from that of the table
of lifecycles, as the reference allows it, is exported and applied elsewhere, or the export says why it cannot be."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace import takes
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.emulator.validation import body_schema
from ansible_collections.truewatch.openapi.tests.unit.bodies import sample, with_other
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

OPERATIONS = load_operations()
#: Rows of the table whose objects hold much that is optional.
ROWS = (
    "notify_object-mail",
    "alert_policy-by_status",
    "slo",
    "blacklist",
    "pipeline",
    "issue_discovery",
    "issue_policy",
    "notification_schedule",
    "report",
)
ELSE = "would give another value to"


def steps(schema, value, path=()):
    """Each place in a body with another value that it may have; a value of ``...`` takes the place out."""
    types = schema.get("type", [])
    others = [one for one in schema.get("enum", ()) if one != value]
    others += [""] if "string" in types and value else []
    others += [[]] if "array" in types and value else []
    others += [0] if "integer" in types and value else []
    yield from ((path, other) for other in others if path)
    for key, inner in schema.get("properties", {}).items() if isinstance(value, dict) else ():
        yield (*path, key), ... if key in value else sample(inner)
        if key in value:
            yield from steps(inner, value[key], (*path, key))
    for number, inner in enumerate(value if isinstance(value, list) else ()):
        yield from steps(schema.get("items", {}), inner, (*path, number))


@pytest.mark.parametrize("case", [case for case in CASES if case.id in ROWS], ids=lambda case: case.id)
def test_an_export_is_applied_elsewhere_or_says_why_it_cannot_be(workspace, tmp_path, case):
    kind, emulator = case.kind, workspace.desk.emulator
    station = Station(emulator, DEFAULT_KEY)
    station.prepare(case)
    station.run(kind, case.create)
    sent = [one for one in emulator.requests(bodies=True) if one["operationId"] == kind.create_operation]
    client, made = station.memory().client, {}
    key = kind.field(kind.name_option).api
    schema = body_schema(OPERATIONS[kind.create_operation])
    for number, (path, other) in enumerate(steps(schema, sent[-1]["body"])):
        if path != (key,):
            name = f"step_{number}"
            try:
                client.call(kind.create_operation, body=with_other({**sent[-1]["body"], key: name}, path, other))
                made[name] = (path, other)
            except ApiError:  # the service does not take it either
                continue
    assert len(made) > 3
    report = workspace.export(tmp_path / "a", kinds=[kind.name])["report"]
    assert not report["unread"]
    secrets = {key: dict.fromkeys(options, "given") for key, options in report["secrets"].items()}
    refused = {key.rpartition("/")[2]: why for key, why in report["refused"].items()}
    emulator.reset()
    Station(emulator, DEFAULT_KEY).prepare(case)
    given = {"secrets": secrets, "src": str(tmp_path / "a"), "continue_on_error": True, "force": [kind.name]}
    results = entries(workspace, **given)
    failed = {entry["name"] for entry in results if entry.get("status") == "failed"}
    assert failed == {name for name, why in refused.items() if ELSE not in why}, made
    assert {entry["name"] for entry in entries(workspace, **given) if entry["changed"]} <= failed
    workspace.export(tmp_path / "b", kinds=[kind.name])
    for path in (tmp_path / "b" / kind.folder).glob("*.yml"):
        before, after = (yaml.safe_load((tmp_path / side / kind.folder / path.name).read_text()) for side in "ab")
        lost = [option for option in before if not isinstance(before[option], dict) and before[option] != after[option]]
        name = before["name"]
        assert bool(lost) == (ELSE in refused.get(name, "")), made.get(name)


def entries(workspace, **given):
    try:
        return workspace.apply(**given)["results"]
    except UnfinishedError as error:
        return error.result["results"]


def test_an_object_that_nobody_can_judge_is_exported_with_that_word(workspace, tmp_path, monkeypatch):
    """Whatever is odd about one object does not keep the others from being exported."""
    workspace.desk.ensure("issue_level", name="P9", colour="#E94444")
    plan_new = takes.plan_new

    def odd(run, kind, params):
        if params["name"] == "P9":
            raise KeyError("colour")
        return plan_new(run, kind, params)

    monkeypatch.setattr(takes, "plan_new", odd)
    report = workspace.export(tmp_path / "a", kinds=["issue_level"])["report"]
    assert report["refused"] == {"issue_level/P9": "What it holds cannot be read back (KeyError: 'colour')."}
    assert not report["unread"] and list((tmp_path / "a" / "issue_levels").glob("p9*"))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.id in ("wksp_share", "dial_test-http")], ids=lambda case: case.id
)
def test_neither_consent_nor_secrets_that_the_user_gives_are_missing(workspace, tmp_path, case):
    """The one is dangerous to create, and the other holds secrets inside an option."""
    station = Station(workspace.desk.emulator, DEFAULT_KEY)
    station.prepare(case)
    station.run(case.kind, case.create)
    report = workspace.export(tmp_path / "a", kinds=[case.kind.name])["report"]
    assert bool(report["secrets"]) == (case.kind.name == "dial_test")
    assert not report["refused"] and not report["unread"]
