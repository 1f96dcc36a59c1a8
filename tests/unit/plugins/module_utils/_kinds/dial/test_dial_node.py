# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dial nodes on the wire: nothing of them can be changed, and their keys are told only to who asks."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial._credentials import keep
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_node import DIAL_NODE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.public_dial_node import PUBLIC_DIAL_NODE

NODE = {"code": "berlin-1", "name": "Berlin DC1", "country": "Germany", "city": "Berlin", "isp": "custom"}


@pytest.fixture
def node(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("dial_node", **params)

    return ensure


def secrets_of(desk):
    (row,) = desk.client.rows("dialing_region_list").items
    keys = desk.client.call("dialing_region_info", path={"region_uuid": row["uuid"]}).content["ak"]
    return keys["ak"], keys["sk"]


def test_a_node_is_registered_once(desk, node):
    assert node(**NODE, check_mode=True)["changed"] and desk.sent == ["dialing_region_list"]
    made = node(**NODE)
    assert made["dial_node"]["uuid"].startswith("reg_") and desk.sent[-1] == "dialing_region_regist"
    assert not node(**NODE, province="", company="")["changed"] and desk.sent == ["dialing_region_list"]
    assert not desk.ensure("dial_node", code="berlin-1")["changed"] and desk.sent == []


@pytest.mark.parametrize("change", [{"name": "Other"}, {"isp": "telecom"}, {"domestic": True}])
def test_nothing_of_it_can_be_changed(desk, node, change):
    node(**NODE)
    with pytest.raises(InputError, match=f"'{next(iter(change))}' of the dial node 'berlin-1' is .* cannot be"):
        node(**{**NODE, **change})
    assert desk.sent == ["dialing_region_list"]


def test_a_delete_takes_its_tests_along_and_needs_consent(desk, node):
    uuid = node(**NODE)["dial_node"]["uuid"]
    body = {"type": "http", "regions": [uuid], "task": {"name": "t", "frequency": "5m"}}
    desk.client.call("dialing_task_add", body=body)
    with pytest.raises(InputError, match="deletes the dial tests that run there, too"):
        node(code="berlin-1", state="absent")
    assert node(code="berlin-1", state="absent", force=True)["dangers"]
    assert not desk.client.rows("dialing_task_list").items
    assert not node(code="berlin-1", state="absent")["changed"]
    assert not DIAL_NODE.is_prunable({"uuid": uuid})


def test_keys_are_told_only_to_who_asks(desk, node):
    made = node(**NODE)
    seen = json.dumps([made, node(**NODE), desk.memory.rows(DIAL_NODE), read(desk.run(), DIAL_NODE, export=True)])
    ak, sk = secrets_of(desk)
    assert ak not in seen and sk not in seen
    assert sk not in json.dumps(desk.emulator.requests(bodies=True))
    params = {**NODE, "return_credentials": True}
    result = keep(desk.run(params))
    assert result["credentials"] == {"ak": ak, "sk": sk, "server": "https://dial.example.com"}
    assert not result["changed"] and sk not in json.dumps([result["diff"], result["dial_node"]])
    new = keep(desk.run({**params, "code": "x", "name": "x"}, check_mode=True))
    assert new["changed"] and "credentials" not in new


def test_an_export_can_be_applied(desk, node):
    node(**NODE)
    desk.new_task()
    (exported,) = read(desk.run(), DIAL_NODE, export=True)
    assert {**exported, **NODE} == exported and "uuid" not in exported
    assert not node(**exported)["changed"]


def test_the_nodes_of_the_vendor_are_read_by_any_of_their_names(desk):
    nodes = read(desk.run(), PUBLIC_DIAL_NODE)
    assert len({node["name"] for node in nodes}) == len(nodes) >= 10
    for name in ("Germany - Frankfurt", "eu-central-1", "德国-法兰克福"):
        (row,) = desk.memory.called(PUBLIC_DIAL_NODE, name)
        assert PUBLIC_DIAL_NODE.name_of(row) == "Germany - Frankfurt"
