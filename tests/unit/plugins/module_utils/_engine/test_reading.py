# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the objects of a kind are read where one list does not show all of them, or shows too much."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import Field
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.route import Listing, Route
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._engine.prototypes import PROTOTYPES, enter


class ScriptOfPlace(type(PROTOTYPES["script"])):
    """A pipeline as the API lists it: the local ones and the central ones apart, in rows that do not say which."""

    name = "placed_script"
    listings = (Listing({"type": "local"}, {"place": "local"}), Listing({"type": "central"}, {"place": "central"}))
    fields = (*PROTOTYPES["script"].fields, Field("place", read="place"))


@pytest.fixture(autouse=True)
def prototypes(monkeypatch):
    for kind in (*PROTOTYPES.values(), ScriptOfPlace()):
        enter(monkeypatch, kind)


def test_each_list_is_asked_for_and_marks_its_rows(desk, monkeypatch):
    kind = KINDS["placed_script"]
    desk.ensure("script", category="logging", name="a", script="drop()")
    (row,) = desk.client.rows("pipeline_list").items
    rows = desk.client.rows
    shown = {"local": row, "central": {**row, "uuid": "pl_central", "name": "b"}}

    def apart(operation, query=None):
        found = rows(operation, query=query)
        return found._replace(items=[shown[query["type"]]])

    monkeypatch.setattr(desk.client, "rows", apart)
    desk.memory.forget(kind)
    before = len(desk.emulator.requests())
    found = {kind.name_of(row): kind.field("place").actual(row) for row in desk.memory.rows(kind)}
    assert found == {"a": "local", "b": "central"}
    queries = [request["query"] for request in desk.emulator.requests()[before:]]
    assert [query.partition("&")[0] for query in queries] == ["type=local", "type=central"]


def test_what_is_dropped_never_enters_the_memory(desk):
    desk.ensure("api_key", name="CI", roles=["general"])
    kind = KINDS["api_key"]
    assert any("sk" in row for row in desk.client.rows("access_keys_list").items)
    assert not any("sk" in row for row in desk.memory.rows(kind))
    desk.new_task()
    assert not any("sk" in row for row in desk.memory.rows(kind))


def test_a_route_may_always_ask_for_more(desk):
    route = Route("log_index_cfg_get", path="cfg_uuid", asking={"isShowAccessCfg": True})
    with pytest.raises(ApiError):
        route.call(desk.client, "lgim_0")
    (request,) = [one for one in desk.emulator.requests() if one["operationId"] == "log_index_cfg_get"]
    assert request["query"] == "isShowAccessCfg=true"


def test_an_object_that_was_read_alone_is_not_read_again_for_what_is_not_told(desk, monkeypatch):
    made = desk.ensure("role", name="Author", permissions=["log.Query"])["role"]["uuid"]
    desk.new_task()
    monkeypatch.setattr(KINDS["role"], "fields", (*KINDS["role"].fields, Field("colour", "colour")), raising=False)
    KINDS["role"].__dict__.pop("_by_option", None)
    result = desk.ensure("role", uuid=made, colour="red")
    KINDS["role"].__dict__.pop("_by_option", None)
    assert not result["changed"]
    assert desk.sent == ["roles_get"]
