# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots on the wire: replaced with consent, and shared by a new link in each run."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps._sharing import keep
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.snapshot import SNAPSHOT

INCIDENT = {"name": "incident", "query": "status:error", "time": "45m", "columns": ["time", "message"]}


@pytest.fixture
def snapshot(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("snapshot", **{"type": "logging", **params})

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_it_is_made_once_of_the_own_workspace(desk, snapshot):
    snapshot(**INCIDENT)
    assert desk.sent == ["snapshots_list", "workspace_get", "snapshots_create"]
    (body,) = bodies(desk, "snapshots_create")
    content = body["content"]
    assert (body["type"], content["routeName"], content["routeParams"]) == ("Log", "Log", {"source": "all"})
    query = content["routeQuery"]
    assert query["w"].startswith("wksp_") and query["cols"] == "time,message" and query["snapshotName"] == "incident"
    assert not snapshot(**INCIDENT)["changed"] and desk.sent == ["snapshots_list"]


def test_another_one_takes_its_place_with_consent(desk, snapshot):
    uuid = snapshot(**INCIDENT)["snapshot"]["uuid"]
    desk.client.call("snapshots_create", body={**bodies(desk, "snapshots_create")[0], "type": "rum"})
    wanted = {**INCIDENT, "query": "status:ok"}
    with pytest.raises(InputError, match="replaces it by another one"):
        snapshot(**wanted)
    desk.new_task()
    replaced = desk.ensure("snapshot", type="logging", **wanted, force=True)
    assert replaced["snapshot"]["uuid"] != uuid and bodies(desk, "snapshots_create")[-1]["isForce"]
    assert not desk.ensure("snapshot", type="logging", **wanted)["changed"], "in the same loop"
    assert not snapshot(**wanted)["changed"]
    with pytest.raises(InputError, match="'name' of the snapshot 'logging/incident' .* cannot be changed"):
        snapshot(uuid=replaced["snapshot"]["uuid"], name="other", force=True)
    assert snapshot(name="incident", state="absent")["changed"]
    assert not snapshot(name="incident", state="absent")["changed"]
    assert len(desk.client.rows("snapshots_list").items) == 1, "the one of another sort is left alone"


def test_each_run_makes_a_link(desk, snapshot):
    params = {**INCIDENT, "type": "logging", "share": {"expires_in": "7d", "code": "canary", "mask_fields": ["a", "b"]}}
    planned = keep(desk.run(params, check_mode=True))
    assert planned["changed"] and "share" not in planned and not bodies(desk, "snapshots_share")
    first, second = keep(desk.run(params)), keep(desk.run(params))
    assert second["changed"] and not second["diff"]["after"] and first["share"] != second["share"]
    assert len(bodies(desk, "snapshots_create")) == 1
    body = bodies(desk, "snapshots_share")[-1]
    assert body["expirationAt"] > desk.now() + 600000 and body["maskCfg"] == {"fields": "a,b", "reExprs": []}
    seen = json.dumps([first, second, desk.emulator.requests(bodies=True)])
    assert "shared." not in seen and "canary" not in json.dumps([first, second])


@pytest.mark.parametrize(
    "change, message",
    [
        ({"share": {"expires_in": "7d"}}, "set 'code', .* or 'public: true'"),
        ({"share": {"expires_in": "7d", "code": "c", "public": True}}, "and not both"),
        ({"share": {"expires_in": "7d", "code": "c" * 13}}, "at most 12 characters"),
        ({"share": {"expires_in": "7d", "code": "c", "allowed_addresses": []}}, "would let everybody in"),
        ({"share": {"expires_in": "soon", "code": "c"}}, "share.expires_in"),
        ({"share": {"expires_in": "7d", "code": "c"}, "state": "absent"}, "cannot be shared"),
        ({"time": "1700000000000,1600000000000"}, "ends before it begins"),
        ({"time": "yesterday"}, "write a span such as 45m"),
    ],
)
def test_what_cannot_be_meant_is_refused(desk, change, message):
    with pytest.raises(InputError, match=message):
        keep(desk.run({**INCIDENT, "type": "logging", **change}))
    assert not bodies(desk, "snapshots_create")


def test_it_is_no_file():
    assert not SNAPSHOT.is_exported({"name": "incident", "type": "Log"})
