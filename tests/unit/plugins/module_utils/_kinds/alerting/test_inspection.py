# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Self-built inspections on the wire: known by the key of their author."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.inspection import INSPECTION

WANTED = {
    "ref_key": "ssl",
    "title": "SSL",
    "function_id": "monitor__ssl.run",
    "function_description": "Checks certificates",
    "function_args": ["name"],
    "function_kwargs": {"name": {"default": ""}},
}


@pytest.fixture
def inspection(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("inspection", **params)

    return ensure


def test_create_again_change_again_delete_again(desk, inspection):
    assert inspection(**WANTED)["changed"] and desk.sent == ["self_built_checkers_list", "self_built_checkers_create"]
    assert not inspection(**WANTED)["changed"] and desk.sent == ["self_built_checkers_list"]
    changed = inspection(ref_key="ssl", title="TLS", function_args=["name", "port"])
    assert changed["diff"]["before"] == {"title": "SSL", "function_args": ["name"]}
    body = desk.emulator.requests(bodies=True)[-1]["body"]
    assert (
        body["ruleUUID"] == changed["inspection"]["uuid"]
        and body["refFuncInfo"]["description"] == "Checks certificates"
    )
    assert "funcId" not in body["refFuncInfo"] and "refKey" not in body
    assert not inspection(**{**WANTED, "title": "TLS", "function_args": ["name", "port"]})["changed"]
    assert inspection(ref_key="ssl", state="absent")["changed"]
    assert not inspection(ref_key="ssl", state="absent")["changed"]


@pytest.mark.parametrize(
    "params, message",
    [
        ({"ref_key": "ssl", "function_id": "other.run"}, "'function_id' .* cannot be changed"),
        ({"ref_key": "new", "title": "New"}, "set function_id"),
        ({"title": "SSL"}, "set 'ref_key' or 'uuid'"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(desk, inspection, params, message):
    inspection(**WANTED)
    with pytest.raises(InputError, match=message):
        inspection(**params)
    assert set(desk.sent) <= {"self_built_checkers_list"}


def test_the_key_cannot_be_changed(inspection):
    uuid = inspection(**WANTED)["inspection"]["uuid"]
    with pytest.raises(InputError, match="'ref_key' .* cannot be changed"):
        inspection(uuid=uuid, ref_key="tls")


def test_enabled_has_routes_of_its_own(desk, inspection):
    inspection(**WANTED, enabled=False)
    assert desk.sent[-1] == "self_built_checkers_disable"
    assert inspection(ref_key="ssl", enabled=True)["changed"]
    assert desk.sent == ["self_built_checkers_list", "self_built_checkers_enable"]


def test_an_export_can_be_applied(desk, inspection):
    inspection(**WANTED)
    desk.new_task()
    (exported,) = read(desk.run(), INSPECTION, export=True)
    assert not inspection(**exported)["changed"]
