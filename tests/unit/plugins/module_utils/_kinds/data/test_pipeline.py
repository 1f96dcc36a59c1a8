# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines on the wire: scripts as they are, one default of each category, answers that are not believed."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.pipeline import PIPELINE
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies, rows_of

SCRIPT = "grok(_, '%{IP:ip} {{ x }}')\nadd_key(city, 'Köln')\n"
NGINX = {"name": "nginx", "category": "logging", "sources": ["nginx"], "script": SCRIPT, "test_data": "GET /"}


@pytest.fixture
def pipeline(ensure):
    return ensure("pipeline")


def test_scripts_go_in_base64_and_come_back_as_they_were(desk, pipeline):
    pipeline(**NGINX)
    (body,) = bodies(desk, "pipeline_add")
    assert base64.b64decode(body["content"]).decode() == SCRIPT
    assert body["type"] == "local" and body["asDefault"] == 0
    assert not pipeline(**NGINX)["changed"]
    assert desk.sent == ["pipeline_list", "pipeline_list", "pipeline_get"]
    assert not pipeline(**{**NGINX, "script": SCRIPT.replace("\n", "\r\n")})["changed"]
    changed = pipeline(**{**NGINX, "script": SCRIPT.replace("city", "town")})
    assert changed["diff"]["before"]["script"][-1] == "add_key(city, 'Köln')"
    assert "script" not in changed["pipeline"]


def test_a_change_sends_the_whole_and_believes_no_sources(desk, pipeline):
    pipeline(**NGINX, log_index="payment", measurements=["cpu"])
    key = {"name": "nginx", "category": "logging"}
    pipeline(**key, measurements=[])
    (body,) = bodies(desk, "pipeline_modify")
    assert base64.b64decode(body["content"]).decode() == SCRIPT and body["source"] == ["nginx"]
    assert body["extend"] == {"measurement": [], "loggingIndex": "payment"} and body["type"] == "local"
    assert not desk.ensure("pipeline", **NGINX)["changed"], "in the same loop"


def test_names_and_categories(desk, pipeline):
    pipeline(**NGINX)
    assert pipeline(**{**NGINX, "category": "rum"})["changed"], "of another category"
    uuid = next(row["uuid"] for row in rows_of(desk, PIPELINE) if row["category"] == "rum")
    with pytest.raises(InputError, match="'category' of the pipeline 'rum/nginx' is 'rum' and cannot be changed"):
        pipeline(uuid=uuid, category="metric")
    with pytest.raises(InputError, match="A pipeline cannot be named 'my script'"):
        pipeline(name="my script", category="logging", script="drop()")
    assert pipeline(**{**NGINX, "name": "central", "type": "central"})["changed"]
    assert not pipeline(name="central", category="logging", type="central")["changed"]


def test_a_default_is_taken_from_another_one_only_when_that_is_meant(desk, pipeline):
    pipeline(**NGINX, default=True)
    other = {"name": "apache", "category": "logging", "script": "drop()", "default": True}
    with pytest.raises(InputError, match="The default of logging is the pipeline 'nginx', and there is one only"):
        pipeline(**other)
    assert "pipeline_add" not in desk.sent
    planned = pipeline(**other, replace_default=True, check_mode=True)
    assert planned["diff"]["after_header"].endswith("; takes the default of logging from 'nginx'")
    assert pipeline(**other, replace_default=True)["changed"]
    assert not pipeline(**other, replace_default=True)["changed"], "a word, no state"
    assert pipeline(**NGINX, default=True, replace_default=True)["changed"], "the other one has lost it"


def test_a_set_has_one_default_of_a_category(desk):
    members = [("a.yml", {"name": "a", "category": "rum", "default": True})]
    PIPELINE.review_set(desk.run(), [*members, ("b.yml", {"name": "b", "category": "metric", "default": True})])
    with pytest.raises(InputError, match="'a' and 'c' are each declared as the default of rum"):
        PIPELINE.review_set(desk.run(), [*members, ("c.yml", {"name": "c", "category": "rum", "default": True})])


def test_what_is_protected(pipeline):
    own, default = {"isSysTemplate": 1}, {"asDefault": 1}
    assert not PIPELINE.is_exported(own) and not PIPELINE.is_prunable(own) and not PIPELINE.is_prunable(default)
    assert PIPELINE.is_exported(default) and PIPELINE.is_prunable({})
    pipeline(**NGINX, default=True)
    with pytest.raises(InputError, match="leaves its category without a default"):
        pipeline(name="nginx", category="logging", state="absent")


def test_a_type_that_the_service_does_not_tell_is_asked_for(desk, pipeline, monkeypatch):
    pipeline(**NGINX)
    get = PIPELINE.get_route.__class__.call

    def without_type(*args, **more):
        answer = get(*args, **more)
        if args[0].operation == "pipeline_get":
            answer.content.pop("type")
        return answer

    monkeypatch.setattr(PIPELINE.get_route.__class__, "call", without_type)
    assert pipeline(**NGINX, type="local")["warnings"] == []
    with pytest.raises(InputError, match="does not tell 'type' of pipeline 'logging/nginx', and a change must send it"):
        pipeline(**{**NGINX, "script": "drop()"})
    assert pipeline(**{**NGINX, "script": "drop()"}, type="local")["changed"]


def test_the_file_of_the_console_is_taken(desk, pipeline):
    pipeline(**NGINX, enabled=False)
    (row,) = rows_of(desk, PIPELINE)
    exported = desk.client.call("pipeline_export", body={"pipelineUUIDs": [row["uuid"]]}).content
    (options,) = map(PIPELINE.from_file, PIPELINE.members(exported))
    assert options["script"] == SCRIPT and options["enabled"] is False and options["test_data"] == "GET /"
    assert not pipeline(**options)["changed"]
    none = {**exported["pipelines"][0], "testData": "W10=\n"}
    assert "test_data" not in PIPELINE.from_file(none)
