# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of a workspace in which an object is deleted, or odd, while it is read."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD

pytestmark = pytest.mark.usefixtures("each_list_shape")


def deleting(monkeypatch, kind, operation, parameter, name):
    """Delete the object of the name just before it is read alone."""
    real = type(kind).complete

    def complete(self, run, row, options):
        if self.name_of(row) == name and name not in deleted:
            deleted.append(name)
            run.client.call(operation, path={parameter: self.uuid_of(row)})
        return real(self, run, row, options)

    deleted: list[str] = []
    monkeypatch.setattr(type(kind), "complete", complete)


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_wanted_object_that_is_deleted_meanwhile_is_made_anew(workspace, template, monkeypatch, check_mode):
    wanted = {"dashboards": [{"name": name, "template": template} for name in "abc"]}
    workspace.apply(definition=wanted)
    deleting(monkeypatch, DASHBOARD, "dashboards_delete", "dashboard_uuid", "b")
    result, warnings = workspace.apply(check_mode, definition=wanted, warnings=True)
    assert result["summary"] == {"create": 1, "change": 0, "delete": 0, "nothing": 2}
    assert any("'b'" in text for text in warnings)
    assert workspace.names == (["a", "c"] if check_mode else ["a", "b", "c"])


def test_what_prune_would_delete_may_be_gone_by_itself(workspace, monkeypatch):
    rule = {"level": "critical", "conditions": [{"operator": ">", "operands": ["90"]}]}
    cpu = {"name": "CPU", "queries": [{"dql": "M::`cpu`:(AVG(`x`))"}], "rules": [rule]}
    slos = [
        {"name": name, "goal": 99, "min_goal": 95, "monitors": ["CPU"], "tags": ["made"]} for name in ("one", "two")
    ]
    workspace.apply(definition={"monitors": [cpu], "slos": slos})
    real = type(SLO).complete
    deleted: list[str] = []

    def complete(kind, run, row, options):
        if not deleted:
            deleted.append(row["uuid"])
            run.client.call("slos_delete", path={"slo_uuid": row["uuid"]})
        return {**real(kind, run, row, options), **kind.get(run, row["uuid"])}

    monkeypatch.setattr(type(SLO), "complete", complete)
    result, warnings = workspace.apply(definition={}, prune={"tag": "made", "kinds": ["slo"]}, warnings=True)
    assert result["summary"]["delete"] == 1
    assert {entry["status"] for entry in result["results"]} == {"done"}
    assert len(warnings) == 1
    assert "was deleted while the workspace was read." in warnings[0]


def test_an_odd_object_is_left_alone_and_told(workspace, monkeypatch):
    for name in ("odd", "plain"):
        workspace.desk.ensure("mute", name=name, hosts=["h"], duration="1h", repeat={"at": "02:00"})

    def is_exported(kind, row):
        if row["name"] == "odd":
            raise OverflowError("cannot convert float infinity to integer")
        return True

    monkeypatch.setattr(type(MUTE), "is_exported", is_exported)
    result, warnings = workspace.apply(definition={}, prune={"kinds": ["mute"]}, unmanaged=True, warnings=True)
    assert [entry["name"] for entry in result["results"]] == ["plain"]
    assert warnings[0].startswith("mute rule 'odd' cannot be read and is left alone")
