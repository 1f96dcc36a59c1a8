# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""External log indexes on the wire: found after a create that tells nothing, and never changed without secrets."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.external_log_index import (
    EXTERNAL_LOG_INDEX,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies

OURS = {"name": "ours", "store_type": "es", "store_name": "logs", "url": "https://es.invalid", "username": "reader"}
SECRET = {"password": "canary"}


@pytest.fixture
def index(ensure):
    return ensure("external_log_index")


def test_it_is_found_by_its_name_after_a_create_that_answers_true(desk, index):
    made = index(**OURS, **SECRET)
    assert desk.sent[-2:] == ["log_index_cfg_bind", "log_index_cfg_list"]
    assert made["external_log_index"]["uuid"].startswith("lgim_")
    assert not index(**OURS, **SECRET)["changed"]
    assert "canary" not in json.dumps(made)


def test_a_mapping_of_fields_has_a_name_on_either_side(desk, index):
    for mapping in ({"time": None}, {"time": " "}, {" ": "ts"}):
        with pytest.raises(InputError, match="'field_mapping' has no value for"):
            index(**OURS, **SECRET, field_mapping=mapping)
    assert "log_index_cfg_bind" not in desk.sent
    index(**OURS, **SECRET, field_mapping={"time": 1})
    assert bodies(desk, "log_index_cfg_bind")[0]["fields"] == [{"field": "time", "originalField": "1"}]
    assert not index(**OURS, **SECRET, field_mapping={"time": 1})["changed"]


@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_a_change_needs_the_secret_that_the_service_hides(desk, index, variant):
    desk.emulator.vary(variant)
    index(**OURS, **SECRET)
    with pytest.raises(InputError, match="does not show 'password' of external log index 'ours', and a change must"):
        index(name="ours", store_region="eu")
    assert "external_log_index_cfg_modify" not in desk.sent
    kept = {**SECRET, "update_secrets": "on_create"}
    assert index(name="ours", store_region="eu", **kept)["diff"]["after"] == {"store_region": "eu"}
    (body,) = bodies(desk, "external_log_index_cfg_modify")
    assert body["accessCfg"].keys() == {"url", "username", "password"}
    assert "canary" not in json.dumps(body)  # the record masks it
    assert not index(name="ours", store_region="eu", **kept)["changed"]
    written = index(name="ours", **SECRET, update_secrets="always")
    assert written["changed"] and "written in every run" in written["warnings"][0]


def test_an_unknown_store_is_told(index):
    assert "'store_type' of" in index(**{**OURS, "store_type": "tls"})["warnings"][0]


def test_the_two_kinds_of_indexes_leave_each_other_alone(desk, index, ensure):
    own = ensure("log_index")
    uuid = own(name="pay", retention="7d")["log_index"]["uuid"]
    with pytest.raises(InputError, match="cannot be deleted: it is no external one"):
        index(uuid=uuid, state="absent")
    other = index(**OURS)["external_log_index"]["uuid"]
    with pytest.raises(InputError, match="it is an external one"):
        own(uuid=other, state="absent", force=True)
    assert not own(name="ours", state="absent", force=True)["changed"]
    assert EXTERNAL_LOG_INDEX.is_prunable({"uuid": other, "isBindCustomStore": 1})
    assert index(name="ours", state="absent")["changed"]


def test_one_that_cannot_be_reached_is_refused_before_it_is_sent(desk, index):
    with pytest.raises(InputError, match="'ours' does not say how its store is reached: set url"):
        index(name="ours", store_type="es", store_name="logs")
    assert "log_index_cfg_bind" not in desk.sent
