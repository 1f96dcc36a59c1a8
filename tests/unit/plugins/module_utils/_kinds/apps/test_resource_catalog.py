# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource classes on the wire: known by sort and name, read by their export, and never by the answer to a change."""

from __future__ import annotations

import copy

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.resource_catalog import RESOURCE_CATALOG

VIEW = {"title": "Hosts", "required": True, "keys": {}, "viewType": "dashboard", "viewName": "NtpQ view"}
TEMPLATE = {
    "title": "Middleware",
    "main": [{"filters": [{"key": "env"}], "table": {"columns": [{"key": "name"}], "detail": {"views": [VIEW]}}}],
}
SORT = {"source_type": "custom_object"}
SHELF = {"name": "shelf", "alias": "Shelf", "template": TEMPLATE, "required_fields": [{"name": "name"}]}


@pytest.fixture
def catalog(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("resource_catalog", **copy.deepcopy({"source_type": "custom_object", **params}))

    return ensure


def bodies(desk, operation):
    return [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_it_is_made_once(desk, catalog):
    assert catalog(**SHELF, check_mode=True)["changed"] and desk.sent == ["object_catalogs_list"] * 2
    made = catalog(**SHELF)
    assert made["resource_catalog"]["uuid"].startswith("objc_")
    (body,) = bodies(desk, "object_catalogs_create")
    assert body["sourceType"] == "custom_object" and "name" not in body
    assert body["templateInfo"]["main"][0]["source"] == {"key": "shelf", "name": "Shelf"}
    assert not catalog(**SHELF)["changed"]
    assert desk.sent == ["object_catalogs_list", "object_catalogs_list", "object_catalogs_export"]
    as_text = {**TEMPLATE, "main": [{"table": {"detail": {"views": [{**VIEW, "required": "true"}]}}}]}
    assert not catalog(name="shelf", template=as_text)["changed"], "a text in place of a boolean, and no columns"


def test_a_class_needs_no_template(desk, catalog):
    assert catalog(name="shelf")["changed"]
    (body,) = bodies(desk, "object_catalogs_create")
    assert body["fields"] == [{"name": "name"}] and body["templateInfo"]["title"] == "shelf"
    assert not catalog(name="shelf", alias="")["changed"]


def test_a_change_sends_the_whole_and_believes_no_answer(desk, catalog):
    uuid = catalog(**SHELF)["resource_catalog"]["uuid"]
    desk.new_task()
    changed = desk.ensure("resource_catalog", **SORT, name="shelf", alias="Board")
    assert changed["diff"]["after"] == {"alias": "Board"} and changed["resource_catalog"]["uuid"] == uuid
    (body,) = bodies(desk, "object_catalogs_modify")
    assert body["templateInfo"]["main"][0]["table"] == TEMPLATE["main"][0]["table"] and body["fields"]
    assert not desk.ensure("resource_catalog", **SORT, name="shelf", alias="Board")["changed"], "in the same loop"
    other = {"main": [{"table": {"columns": []}}]}
    assert catalog(name="shelf", template=other)["changed"]
    main = bodies(desk, "object_catalogs_modify")[-1]["templateInfo"]["main"][0]
    assert main["table"] == {"columns": [], "detail": {"views": [VIEW]}} and main["filters"] == [{"key": "env"}]
    assert not catalog(name="shelf", alias="Board", template=other)["changed"]


def test_another_required_field_needs_consent_and_one_less_does_not(desk, catalog):
    catalog(**SHELF)
    more = [{"name": "rack", "alias": ""}, {"name": "name"}]
    with pytest.raises(InputError, match="discards all data that lacks a newly required field"):
        catalog(name="shelf", required_fields=more)
    assert catalog(name="shelf", required_fields=more, force=True)["dangers"]
    assert not catalog(name="shelf", required_fields=more[::-1])["changed"]
    fewer = catalog(name="shelf", required_fields=[])
    assert fewer["changed"] and "dangers" not in fewer
    assert not catalog(name="shelf", required_fields=[])["changed"]


def test_groups_are_known_by_their_classes(desk, catalog):
    catalog(name="bench", group="objcg_0001")
    assert catalog(name="shelf", group="Group 0001")["changed"]
    assert bodies(desk, "object_catalogs_create")[-1]["objcGroupUUID"] == "objcg_0001"
    assert not catalog(name="shelf", group="Group 0001")["changed"]
    with pytest.raises(InputError, match="No class is in a group named 'Other'"):
        catalog(name="shelf", group="Other")


def test_classes_of_the_platform_are_known_by_their_sort_and_protected(desk, catalog):
    assert catalog(name="HOST")["changed"], "of one's own, beside that of the platform"
    assert not catalog(name="HOST", source_type="object")["changed"]
    with pytest.raises(InputError, match="cannot be deleted: it is a class of the platform"):
        catalog(name="HOST", source_type="object", state="absent", force=True)
    assert catalog(name="HOST", state="absent")["changed"]
    assert bodies(desk, "object_catalogs_delete") == [{"objc_name": "HOST", "sourceType": "custom_object"}]
    assert not catalog(name="HOST", state="absent")["changed"]
    assert [RESOURCE_CATALOG.is_exported({"sourceType": sort}) for sort in ("object", "custom_object")] == [False, True]


def test_exports_can_be_applied(desk, catalog):
    catalog(**SHELF, group="objcg_0001")
    desk.new_task()
    (exported,) = read(desk.run(), RESOURCE_CATALOG, name="shelf", export=True)
    assert exported["template"]["main"] == [{"class": "custom_object", **TEMPLATE["main"][0]}]
    assert not catalog(**exported)["changed"]
    address = {"path": {"objc_name": "shelf"}, "query": {"sourceType": "custom_object"}}
    of_console = desk.client.call("object_catalogs_export", **address).content
    options = RESOURCE_CATALOG.from_file(of_console)
    assert (options["name"], options["group"], options["alias"]) == ("shelf", "Group 0001", "Shelf")
    assert not catalog(**options)["changed"]


def test_a_template_without_a_class_is_refused(catalog):
    with pytest.raises(InputError, match="'template' holds no class"):
        catalog(name="shelf", template={"main": {}})
