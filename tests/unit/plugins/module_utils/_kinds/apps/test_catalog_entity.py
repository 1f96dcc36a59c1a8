# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entities of the unified catalog on the wire: known by type and name, those that somebody made alone."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.catalog_entity import CATALOG_ENTITY

CARRIER = {"type": "robot", "name": "carrier", "attributes": {"hall": "north"}}


@pytest.fixture
def entity(desk):
    def ensure(check_mode=False, **params):
        desk.new_task()
        return desk.ensure("catalog_entity", check_mode, **params)

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_the_urn_is_the_services_and_a_change_sends_the_whole(desk, entity):
    made = entity(**CARRIER, tags=["a"], part_of=["urn:system:default:core"])
    assert made["catalog_entity"]["uuid"] == "urn:robot:default:carrier"
    assert not entity(**CARRIER, tags=["a"], part_of=["urn:system:default:core"])["changed"]
    assert entity(type="robot", name="carrier", attributes={"floor": 2})["changed"]
    (body,) = bodies(desk, "catalog_entities_modify")
    assert (body["urn"], body["entityType"], body["name"]) == ("urn:robot:default:carrier", "robot", "carrier")
    assert body["attributes"] == {
        "hall": "north",
        "floor": 2,
        "custom_tags": ["a"],
        "component_of": ["urn:system:default:core"],
    }
    assert entity(type="robot", name="carrier", part_of=[])["changed"]


def test_what_the_platform_found_is_left_alone(desk, entity):
    desk.emulator.seed(hosts=2)
    assert not entity(**CARRIER, state="absent", force=True)["changed"]
    assert bodies(desk, "catalog_entities_list")[0]["provider"] == "manual"
    assert desk.memory.rows(CATALOG_ENTITY) == []


def test_relations_go_by_type_and_name(entity):
    entity(**CARRIER)
    made = entity(type="database", name="orders", depends_on=["robot/carrier"])["catalog_entity"]
    assert made["depends_on"] == ["carrier"] or made["depends_on"] == ["robot/carrier"]
    with pytest.raises(InputError, match="robot/lifter"):
        entity(type="database", name="orders", depends_on=["robot/lifter"])


def test_a_delete_needs_consent_and_a_name_stays(entity):
    uuid = entity(**CARRIER)["catalog_entity"]["uuid"]
    with pytest.raises(InputError, match="deletes what was reported of it, too"):
        entity(**CARRIER, state="absent")
    with pytest.raises(InputError, match="cannot be changed"):
        entity(uuid=uuid, name="other")
    assert not CATALOG_ENTITY.is_prunable({"urn": uuid})
    assert entity(**CARRIER, state="absent", force=True)["dangers"]
