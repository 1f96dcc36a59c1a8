# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._calls import checks
from ansible_collections.truewatch.openapi.plugins.module_utils._calls.checks import check, parameters_of
from ansible_collections.truewatch.openapi.plugins.module_utils._calls.parameters import TABLE
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations
from ansible_collections.truewatch.openapi.tests.unit.emulator.test_operations import sample

REFERENCE = load_operations()
UPLOADS = {"rum_sourcemap_upload_part": ["files"], "workspace_resource_upload": ["files"],
           "workspace_upload_logo_image": ["file"]}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_what_the_reference_shows_is_accepted(name):
    operation = REFERENCE[name]
    query = {one["name"]: sample(one["schema"]) for one in operation.parameters_in("query")}
    body = operation.body_example
    if body is None and operation.body is not None and operation.body.get("type") != "null":
        body = {key: value for key, value in sample(operation.body).items() if key not in UPLOADS.get(name, ())}
    assert check(name, query, body, UPLOADS.get(name, ()))[2] == []


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_the_table_knows_every_parameter(name):
    known, operation = parameters_of(name), REFERENCE[name]
    assert set(known.query) == {one["name"] for one in operation.parameters_in("query")}
    assert {one for one, entry in known.query.items() if entry.mark == "*"} == {
        one["name"] for one in operation.parameters_in("query") if one["required"]
    }
    assert set((operation.body or {}).get("properties", {})) <= set(known.body or {})


def test_routes_of_the_guide_are_not_checked():
    assert "object_host_list" in OPERATIONS
    assert parameters_of("object_host_list") is None
    assert check("object_host_list", {"anything": 1}, None, ())[2] == []


def test_a_name_that_begins_like_another_has_an_entry_of_its_own():
    assert set(parameters_of("alert_policies_create").body) < set(parameters_of("alert_policies_create_v2").body)
    assert parameters_of("alert_policies") is None


def test_the_table_is_small_and_names_no_type_that_nothing_checks():
    assert len(TABLE) < 30_000
    letters = {letter for name in REFERENCE for one in _all(parameters_of(name)) for letter in one.types}
    assert letters <= {*checks._TYPES, "f"}


def _all(known):
    return [*known.query.values(), *(known.body or {}).values()]


@pytest.mark.parametrize(
    ("name", "query", "body", "files", "message"),
    [
        ("notify_objects_get", {}, None, [], "'query_params' lacks notifyObjectUUID."),
        ("checkers_list", {"Search": "x"}, None, [], "'query_params' has no Search (did you mean 'search'?)."),
        ("slos_list", {"pageIndex": "one"}, None, [], "'query_params.pageIndex' must be a whole number, not a text."),
        ("roles_add", {}, {"name": "x", "keys": "y"}, [], "'body.keys' must be a list, not a text."),
        ("roles_add", {}, {"name": True, "keys": []}, [], "'body.name' must be a text, not true or false."),
        ("roles_add", {}, {"keys": []}, [], "'body' lacks name."),
        ("roles_add", {}, None, [], "'body' lacks name, keys."),
        ("roles_add", {}, [1], [], "'body' must be a mapping, not a list."),
        ("roles_add", {}, {"name": "x", "keys": [], "zz": 1}, [], "'body' has no zz; it takes name, desc, keys."),
        ("roles_add", {}, {"name": None, "keys": []}, [], "'body.name' must be a text, not null."),
        ("dashboards_delete", {}, {"force": True}, [], "The operation takes no body: leave 'body' out."),
        ("channels_quick_list", {"search": "x"}, None, [], "'query_params' has no search; it takes none."),
        ("notify_objects_delete", {}, {}, [], "'body' lacks one of notifyObjectUUID, notifyObjectUUIDs."),
        ("workspace_upload_logo_image", {}, None, [], "'files' lacks file: give the path of the file."),
        ("workspace_upload_logo_image", {}, None, ["file", "logo"], "'files' takes file, not logo."),
        ("rum_sourcemap_upload_part", {}, {"uploadId": "u"}, ["files"], "'body' lacks chunkIndex."),
        ("roles_list", {}, None, ["file"], "The operation takes no file: leave 'files' out."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(name, query, body, files, message):
    assert check(name, query, body, files)[2] == [message]


@pytest.mark.parametrize(
    ("name", "query", "body", "expected"),
    [
        ("checkers_list", {"pageIndex": "2"}, None, ({"pageIndex": 2}, None)),
        ("blacklist_delete", {"blacklistUUIDs": "blist_1"}, None, ({"blacklistUUIDs": ["blist_1"]}, None)),
        ("checkers_list", {"search": None}, None, ({}, None)),
        ("checkers_set_disable", {}, {"isDisable": "true", "ruleUUIDs": ["r"]},
         ({}, {"isDisable": True, "ruleUUIDs": ["r"]})),
        ("roles_add", {}, {"name": 7, "keys": []}, ({}, {"name": "7", "keys": []})),
        ("mutes_delete", {}, {}, ({}, {})),
    ],
)  # fmt: skip
def test_what_is_meant_is_brought_into_form(name, query, body, expected):
    assert check(name, query, body, ()) == (*expected, [])
