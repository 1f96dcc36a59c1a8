# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""LLM applications on the wire: known by an id of the caller's, with a token that nobody sees."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.llm_app import LLM_APP

APP = {"app_id": "assistant", "name": "Assistant", "site": "https://llm.example.com", "extend": {"service": "shop"}}


@pytest.fixture
def llm(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("llm_app", **params)

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_it_is_made_once_and_a_change_keeps_what_others_put_beside(desk, llm):
    assert llm(**APP, check_mode=True)["changed"] and not bodies(desk, "llm_cfg_add")
    assert llm(**APP)["llm_app"]["uuid"] == "assistant"
    (body,) = bodies(desk, "llm_cfg_add")
    assert body["jsonContent"]["type"] == "Langfuse" and "newAppId" not in body
    foreign = {"jsonContent": {"extend": {"service": "shop", "own": 1}}}
    desk.client.call("llm_cfg_modify", path={"appid": "assistant"}, body=foreign)
    assert not llm(**APP)["changed"] and desk.sent == ["llm_cfg_get"]
    changed = llm(**{**APP, "name": "Helper", "extend": {"service": "store"}})
    assert changed["diff"]["before"] == {"name": "Assistant", "extend": {"service": "shop"}}
    assert bodies(desk, "llm_cfg_modify")[-1]["jsonContent"]["extend"] == {"service": "store", "own": 1}
    assert not llm(name="Helper", extend={"own": 1})["changed"]


def test_another_id_needs_consent(desk, llm):
    llm(**APP)
    wanted = {**APP, "app_id": "assistant_2", "former_app_id": "assistant"}
    with pytest.raises(InputError, match="breaks everything that still sends"):
        llm(**wanted)
    assert llm(**wanted, force=True)["llm_app"]["uuid"] == "assistant_2"
    assert not llm(**wanted)["changed"]
    with pytest.raises(InputError, match="letters, digits and underscores"):
        llm(app_id="a b", name="x")
    with pytest.raises(ApiError, match="LlmCfgNameRepeat"):
        llm(app_id="other", name="Assistant")


def test_a_delete_needs_consent(desk, llm):
    llm(**APP)
    with pytest.raises(InputError, match="orphans its data"):
        llm(name="Assistant", state="absent")
    assert llm(name="Assistant", state="absent", force=True)["dangers"]
    assert not llm(name="Assistant", state="absent")["changed"]


def test_a_token_is_compared_in_silence(desk, llm):
    seen = [llm(**APP, client_token="canary-1")]
    assert not llm(**APP, client_token="canary-1")["changed"]
    seen.append(llm(**APP, client_token="canary-2"))
    assert seen[-1]["changed"]
    seen += [read(desk.run(), LLM_APP, export=True), read(desk.run(), LLM_APP), desk.emulator.requests(bodies=True)]
    assert "canary" not in json.dumps(seen)


def test_an_export_can_be_applied(desk, llm):
    llm(**APP)
    desk.new_task()
    (exported,) = read(desk.run(), LLM_APP, export=True)
    assert exported == {**APP, "type": "Langfuse"}
    assert not llm(**exported)["changed"]
