# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RUM applications on the wire: known by an id of the caller's, of which the list tells little."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError, InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.rum_app import RUM_APP

SHOP = {"app_id": "shop_web", "name": "Shop", "type": "reactnative"}
UNTOLD = {"extend": {"a": 1}, "custom_identity": "own", "views": ["dsbd_1"], "client_token": "canary"}


@pytest.fixture
def rum(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("rum_app", **params)

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_the_id_of_the_caller_names_it(desk, rum):
    assert rum(**SHOP, check_mode=True)["changed"] and desk.sent == ["rum_cfg_quick_list"]
    made = rum(**SHOP, **UNTOLD)
    assert made["rum_app"]["uuid"] == made["rum_app"]["app_id"] == "shop_web"
    assert not rum(**SHOP, **UNTOLD)["changed"] and desk.sent == ["rum_cfg_quick_list"]
    assert not rum(app_id="shop_web", **UNTOLD)["warnings"]
    assert rum(**{**SHOP, "app_id": "other"})["changed"], "another id is another application, whatever its name"
    with pytest.raises(EngineError, match="2 RUM applications have the name 'Shop'"):
        rum(name="Shop")


def test_the_service_chooses_an_id_where_nobody_does(rum):
    made = rum(name="Shop", type="web")
    assert made["rum_app"]["uuid"].startswith("appid_")
    assert not rum(name="Shop", type="web")["changed"]


def test_a_rename_sends_neither_type_nor_what_is_fixed(desk, rum):
    rum(**SHOP)
    desk.new_task()
    for changed in (True, False):
        assert desk.ensure("rum_app", **SHOP | {"name": "Store"}, **UNTOLD)["changed"] is changed
    (body,) = bodies(desk, "rum_cfg_modify")
    assert body["jsonContent"] == {"name": "Store", "extend": {"a": 1}} and "customIdentity" not in body
    with pytest.raises(InputError, match="'type' of the RUM application 'Store' is 'reactnative' and cannot"):
        rum(app_id="shop_web", type="web")


def test_another_id_takes_over_the_application_that_has_the_former_one(desk, rum):
    rum(**SHOP)
    wanted = {**SHOP, "app_id": "shop_2", "former_app_id": "shop_web"}
    with pytest.raises(InputError, match="breaks every page and app"):
        rum(**wanted)
    desk.new_task()
    moved = desk.ensure("rum_app", force=True, **wanted)
    assert moved["rum_app"]["uuid"] == "shop_2" and desk.sent[-1] == "rum_cfg_modify"
    (body,) = bodies(desk, "rum_cfg_modify")
    assert body["newAppId"] == "shop_2" and "type" not in body["jsonContent"]
    assert not desk.ensure("rum_app", **wanted)["changed"], "in the same loop"
    assert not desk.ensure("rum_app", name="Shop")["changed"], "the former one is not remembered"
    assert not rum(**wanted)["changed"]


def test_a_delete_needs_consent(desk, rum):
    rum(**SHOP)
    with pytest.raises(InputError, match="orphans its data"):
        rum(app_id="shop_web", state="absent")
    gone = rum(app_id="shop_web", state="absent", force=True)
    assert gone["dangers"] and bodies(desk, "rum_cfg_delete") == [{"appIds": ["shop_web"]}]
    assert not rum(app_id="shop_web", state="absent")["changed"]
    assert not RUM_APP.is_prunable({"appId": "x"})


def test_no_token_is_shown_or_remembered(desk, rum):
    made = rum(**SHOP, **UNTOLD)
    renamed = rum(**SHOP | {"name": "Store"}, **UNTOLD)
    seen = [made, renamed, desk.memory.rows(RUM_APP), desk.emulator.requests(bodies=True)]
    assert "canary" not in json.dumps(seen, default=str)


def test_an_export_can_be_applied(desk, rum):
    rum(**SHOP, **UNTOLD)
    desk.new_task()
    (exported,) = read(desk.run(), RUM_APP, export=True)
    assert exported == SHOP
    assert not rum(**exported)["changed"]
