# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pathlib
import re

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS, RAW

PATHS = pathlib.Path(__file__).parents[4] / "emulator" / "openapi" / "paths"
GUIDE_ONLY = {"object_host_list", "object_process_list"}
# What changes something although it is a GET. Written out, since only reading the reference tells.
WRITING_GETS = {
    "access_keys_delete", "blacklist_delete", "dialing_region_delete", "event_recover", "inner_dashboard_delete",
    "member_groups_delete", "notes_delete", "pipeline_delete", "share_config_delete", "slos_delete",
    "sso_mappings_delete", "sso_saml_delete", "viewer_delete",
}  # fmt: skip
READING_POSTS = {
    "blacklist_export", "catalog_entities_get", "catalog_entities_list", "catalog_entity_types_list",
    "catalog_topology_query", "checkers_export", "event_abnormal_list", "host_labels_list", "incidents_list",
    "issues_list", "pipeline_export", "query_data_async", "query_data_legacy", "query_data_v1",
    "rum_sourcemap_file_tree", "rum_sourcemap_parse_stack", "rum_sourcemap_part_list", "sql_query_execute_one_query",
    "tag_export", "workspace_sensitive_mask_rule_test",
}  # fmt: skip


@pytest.fixture(scope="module")
def reference():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for file in sorted(PATHS.glob("*.yaml")):
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                found[operation["operationId"]] = {**operation, "method": method.upper(), "path": path}
    return found


def test_every_operation_of_the_reference_is_known_by_its_route(reference):
    assert len(reference) == 349
    assert {name: (spec.method, spec.path) for name, spec in OPERATIONS.items() if name not in GUIDE_ONLY} == {
        name: (operation["method"], operation["path"]) for name, operation in reference.items()
    }


def test_what_writes_is_declared_and_not_guessed_from_the_method():
    for name, spec in OPERATIONS.items():
        expected = name in WRITING_GETS if spec.method == "GET" else name not in READING_POSTS
        assert spec.writes is expected, name


def test_a_route_that_sounds_like_a_change_is_a_write():
    changes = re.compile(
        r"/(add|create|modify|delete|set|set_disable|import|enable|disable|restore|regist)(_\w+)?(/|$)"
    )
    assert [name for name, spec in OPERATIONS.items() if changes.search(spec.path) and not spec.writes] == []


def test_pages_are_as_large_as_the_reference_allows(reference):
    def page_size(operation):
        parameters = [*operation.get("parameters", [])]
        content = operation.get("requestBody", {}).get("content", {})
        properties = content.get("application/json", {}).get("schema", {}).get("properties", {})
        sizes = [parameter["schema"] for parameter in parameters if parameter.get("name") == "pageSize"]
        sizes += [schema for name, schema in properties.items() if name in ("pageSize", "limit")]
        return sizes[0].get("maximum", 100) if sizes else 0

    for name, operation in reference.items():
        assert OPERATIONS[name].page_size == page_size(operation), name


def test_a_route_without_a_documented_body_is_sent_none(reference):
    without = {name for name, operation in reference.items() if "requestBody" not in operation}
    sent = {name: spec.no_body for name, spec in OPERATIONS.items() if spec.method == "POST" and not spec.form}
    assert {name for name, body in sent.items() if not body} == without & set(sent)


def test_routes_that_answer_files_are_read_as_bytes():
    assert {name for name, spec in OPERATIONS.items() if spec.answer == RAW} == {
        "chart_image_get", "issue_attachments_download", "service_performance_export",
    }  # fmt: skip


def test_the_guide_has_other_routes_for_dashboards_only():
    assert {name: spec.guide for name, spec in OPERATIONS.items() if spec.guide is not None} == {
        "dashboards_list": "/api/v1/dashboard/list",
        "dashboards_create": "/api/v1/dashboard/create",
        "dashboards_get": "/api/v1/dashboard/{dashboard_uuid}/get",
        "dashboards_modify": "/api/v1/dashboard/{dashboard_uuid}/modify",
        "dashboards_delete": "/api/v1/dashboard/{dashboard_uuid}/delete",
        "dashboards_export": "",
        "dashboards_import": "",
    }
