# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that is wrong on purpose, in ways that no variant has: the suite finds out each of them."""

from __future__ import annotations

import dataclasses

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import UnfinishedError
from ansible_collections.truewatch.openapi.tests.emulator import running, variants
from ansible_collections.truewatch.openapi.tests.emulator.envelope import refused
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting.mutes import Mutes
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting.policies import NotifyObjects
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting.slos import Slos
from ansible_collections.truewatch.openapi.tests.emulator.kinds.boards.dashboards import Dashboards
from ansible_collections.truewatch.openapi.tests.emulator.kinds.boards.notes import Notes
from ansible_collections.truewatch.openapi.tests.emulator.kinds.data.blacklists import Blacklists
from ansible_collections.truewatch.openapi.tests.emulator.observed import observed
from ansible_collections.truewatch.openapi.tests.emulator.workspaces import new_uuid

from .conftest import Suite

#: What the service does otherwise -> the question that finds it out, and what its answer says.
DIFFERENCES = {
    "the rows of a list stand in another place": ("list.note", "content.list"),
    "a field of answers has another name": ("life.issue_level", "create is not told: colour"),
    "a value comes back changed": ("life.tag", "create is told otherwise: description"),
    "a value is refused": ("life.mute-a_window", "create is refused (ft.InvalidParams)"),
    "a change is not carried out": ("life.slo", "change is told otherwise: monitors, tags"),
    "a delete is not carried out": ("life.blacklist", "delete leaves the object"),
    "a second object of one name is refused": ("taken.notify_object", "refused"),
    "what is not there is answered with success": ("missing_object", "no error"),
    "an import gives another uuid": ("import_uuid", "another one"),
    "a search looks at the beginnings of names only": ("search", "no part of the name"),
    "a change keeps what it leaves out": ("note_charts", "kept"),
    "a new object can be seen by everybody": ("default_visibility", "public"),
}


def renamed(value, old, new):
    """A value in which a key has another name, at any depth."""
    if isinstance(value, list):
        return [renamed(member, old, new) for member in value]
    if not isinstance(value, dict):
        return value
    return {new if key == old else key: renamed(member, old, new) for key, member in value.items()}


def loud(value):
    """A value whose descriptions are in capitals."""
    if isinstance(value, list):
        return [loud(member) for member in value]
    if not isinstance(value, dict):
        return value
    return {key: member.upper() if key == "description" else member for key, member in value.items()}


def answered(usual):
    def answer(operation, action, reply, chosen):
        reply = usual(operation, action, reply, chosen)
        content = reply.content
        if operation == "notes_list":
            content = {"list": content["data"]}
        elif operation.startswith("issue_levels_"):
            content = renamed(content, "color", "tint")
        elif operation.startswith("tag_"):
            content = loud(content)
        return dataclasses.replace(reply, content=content)

    return answer


def refusing_berlin(create):
    def answer(self, call):
        if call.body["timezone"] == "Europe/Berlin":
            raise refused("timezone: not supported")
        return create(self, call)

    return answer


def once(create):
    def answer(self, call):
        if call.body["name"] in [record["name"] for record in self.records(call.workspace).values()]:
            raise refused("name: there is one already")
        return create(self, call)

    return answer


def with_charts(modify):
    def answer(self, call):
        call.body.setdefault("chartUUIDs", [chart["uuid"] for chart in self.addressed(call)["charts"]])
        return modify(self, call)

    return answer


def elsewhere(take):
    def answer(self, call):
        call.body["specifyDashboardUUID"] = new_uuid("dsbd_")
        return take(self, call)

    return answer


def at_the_beginning(list_):
    def answer(self, call):
        text = call.query.pop("search", "")
        reply = list_(self, call)
        rows = [row for row in reply.content if row["name"].startswith(text)]
        return dataclasses.replace(reply, content=rows, page_info={**reply.page_info, "totalCount": len(rows)})

    return answer


def seen(create):
    def answer(self, call):
        call.body.setdefault("isPublic", 1)
        return create(self, call)

    return answer


def without_error(get):
    def answer(self, call):
        return get(self, call) if call.path["dashboard_uuid"] in self.records(call.workspace) else None

    return answer


#: What is replaced, and by what: a function of what it was.
REPLACED = (
    (variants, "answered", answered),
    (Mutes, "on_create", refusing_berlin),
    (Slos, "on_modify", lambda modify: lambda self, call: self.shown(call, self.addressed(call))),
    (Blacklists, "on_delete", lambda delete: lambda self, call: True),
    (NotifyObjects, "on_create", once),
    (Notes, "on_modify", with_charts),
    (Dashboards, "on_import", elsewhere),
    (Dashboards, "on_list", at_the_beginning),
    (Dashboards, "on_create", seen),
    (Dashboards, "on_get", without_error),
)


@pytest.fixture
def wrong(monkeypatch):
    """The emulator is that service while the test lasts."""
    for holder, name, make in REPLACED:
        monkeypatch.setattr(holder, name, make(getattr(holder, name)))


@pytest.mark.usefixtures("wrong")
def test_every_difference_is_found_out(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    with running(hosts=3, strict=False) as emulator:
        suite = Suite(emulator, tmp_path)
        with pytest.raises(UnfinishedError, match="blacklist '.*_health' is still there"):
            suite.run()
    answers = suite.answers
    found = {name: known["answer"] for name, known in answers.items() if known["status"] == "differs"}
    assert len(DIFFERENCES) >= 10
    unnoticed = {what: found.get(name) for what, (name, says) in DIFFERENCES.items() if says not in found.get(name, "")}
    assert not unnoticed
    assert all(answers[name]["exchanges"] for name, _answer in DIFFERENCES.values())
    report = observed((suite.dest / "conformance.json").read_text("utf-8"))
    assert not report.variants
    assert {name for name, _answer in DIFFERENCES.values()} <= set(report.others)
