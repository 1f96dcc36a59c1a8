# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tells one object of a kind from another, where that is more than its name."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import AmbiguousNameError, InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.references import uuid_of
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.item import Item
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._engine.prototypes import PROTOTYPES, enter

SCRIPT = PROTOTYPES["script"]

NGINX = {"name": "nginx", "script": "grok(_, '%{IP:ip}')\n"}


@pytest.fixture
def scripts(desk, monkeypatch):
    enter(monkeypatch, SCRIPT)
    return desk


def ensure(desk, check_mode=False, **params):
    return desk.ensure("script", check_mode, **params)


def test_two_objects_of_one_name_live_side_by_side(scripts):
    first = ensure(scripts, category="logging", **NGINX)["script"]
    second = ensure(scripts, category="tracing", **NGINX)["script"]
    assert first["uuid"] != second["uuid"]
    scripts.new_task()
    for category, made in (("logging", first), ("tracing", second)):
        again = ensure(scripts, category=category, **NGINX)
        assert not again["changed"]
        assert again["script"]["uuid"] == made["uuid"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_change_reaches_the_one_that_is_meant(scripts, check_mode):
    ensure(scripts, category="logging", **NGINX)
    ensure(scripts, category="tracing", **NGINX)
    scripts.new_task()
    changed = ensure(scripts, check_mode, category="tracing", name="nginx", script="drop()\n")
    assert changed["changed"]
    assert changed["diff"]["before_header"].startswith("script 'tracing/nginx'")
    scripts.new_task()
    assert not ensure(scripts, category="logging", **NGINX)["changed"]
    assert ensure(scripts, category="tracing", **NGINX)["changed"] is not check_mode


def test_the_rest_of_the_key_narrows_a_delete(scripts):
    ensure(scripts, category="logging", **NGINX)
    kept = ensure(scripts, category="tracing", **NGINX)["script"]["uuid"]
    scripts.new_task()
    assert ensure(scripts, category="logging", name="nginx", state="absent")["changed"]
    assert not ensure(scripts, category="logging", name="nginx", state="absent")["changed"]
    assert [row["uuid"] for row in scripts.client.rows("pipeline_list").items] == [kept]


def test_a_name_alone_does_for_one_and_asks_for_more_where_there_are_two(scripts):
    ensure(scripts, category="logging", **NGINX)
    assert not ensure(scripts, **NGINX)["changed"]
    ensure(scripts, category="tracing", **NGINX)
    with pytest.raises(AmbiguousNameError, match="Set 'category', or 'uuid'"):
        ensure(scripts, name="nginx", state="absent")


def test_a_new_object_needs_its_whole_key(scripts):
    with pytest.raises(InputError, match="a new one needs more: set category"):
        ensure(scripts, **NGINX)
    assert "pipeline_add" not in scripts.sent


def test_people_may_say_the_whole_key_where_an_object_is_named(scripts):
    made = [ensure(scripts, category=category, **NGINX)["script"]["uuid"] for category in ("logging", "tracing")]
    rows = [scripts.memory.called(SCRIPT, f"{category}/nginx") for category in ("logging", "tracing")]
    assert [[row["uuid"] for row in found] for found in rows] == [made[:1], made[1:]]
    assert [scripts.memory.names[uuid] for uuid in made] == ["logging/nginx", "tracing/nginx"]


@pytest.mark.parametrize("options", [{}, {"state": "absent"}])
def test_a_name_never_means_what_is_called_so_besides(scripts, options):
    """The id of an application, the name of a node elsewhere, a whole key: each was taken over, or deleted."""
    ensure(scripts, category="logging", **NGINX)
    needed = {"type": "web"}
    scripts.ensure("rum_app", name="Shop on the web", app_id="shop", **needed)
    node = {"country": "DE", "isp": "any"}
    scripts.ensure("dial_node", code="fra", name="Berlin", **node)
    scripts.new_task()
    for kind, wanted in (
        ("rum_app", {"name": "shop", **needed}),
        ("dial_node", {"code": "Berlin", "name": "Berlin 2", **node}),
        ("script", {**NGINX, "name": "logging/nginx", "category": "tracing"}),
    ):
        result = scripts.ensure(kind, check_mode=True, force=True, **wanted, **options)
        assert (result["changed"], result["diff"]["before"]) == (not options, {}), kind


def test_of_what_is_called_alike_the_one_of_that_name_is_meant(scripts):
    for options in ({"name": "Shop on the web", "app_id": "shop"}, {"name": "shop", "app_id": "other"}):
        scripts.ensure("rum_app", type="web", **options)
    assert uuid_of(scripts.run(), ["rum_app"], "shop") == "other"
    assert uuid_of(scripts.run(), ["rum_app"], "Shop on the web") == "shop"


def test_two_of_one_name_are_two_items_of_a_set():
    items = [
        Item(SCRIPT, {"category": category, **NGINX}, "scripts.yml", "scripts.yml", dict) for category in ("a", "b")
    ]
    assert [str(item) for item in items] == ["script 'a/nginx'", "script 'b/nginx'"]
    assert len({item.key for item in items}) == 2


def test_the_prototype_holds_its_script_in_base64_only_on_the_wire(scripts):
    ensure(scripts, category="logging", **NGINX)
    (row,) = scripts.client.rows("pipeline_list").items
    content = scripts.client.call("pipeline_get", path={"pl_uuid": row["uuid"]}).content["content"]
    assert content == "Z3JvayhfLCAnJXtJUDppcH0nKQo=\n"
