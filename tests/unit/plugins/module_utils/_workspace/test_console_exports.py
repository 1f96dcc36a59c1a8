# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the console exports lies in the folder of its kind as it is, whichever of the forms the kind has."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError

MAIN = {"charts": [{"name": "CPU", "type": "text", "queries": []}]}
DROP = {"name": "path", "operation": "in", "condition": "and", "values": ["/healthz"]}
SCRIPT = {"type": "simpleCheck", "title": "x", "every": "1m", "targets": [], "checkerOpt": {"rules": []}}
#: Kind -> options of an object, and the request by which the console exports it.
EXPORTS = {
    "dashboard": ({"template": {"title": "x", "main": MAIN}}, "dashboards_export", "dashboard_uuid"),
    "user_view": ({"template": {"title": "x", "main": MAIN}}, "inner_dashboard_export", "dashboard_uuid"),
    "explorer": ({"data": "logging", "definition": {"a": 1}}, "viewer_export", "viewer_uuid"),
    "note": ({"template": {"main": MAIN}}, "notes_export", "notes_uuid"),
    "monitor": ({"definition": {"jsonScript": SCRIPT}}, "checkers_export", "checkers"),
    "pipeline": ({"category": "logging", "sources": ["nginx"], "script": "a"}, "pipeline_export", "pipelineUUIDs"),
    "blacklist": ({"type": "logging", "sources": ["nginx"], "filters": [DROP]}, "blacklist_export", "blacklistUUIDs"),
    "resource_catalog": ({"source_type": "custom_object"}, "object_catalogs_export", "objc_name"),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_what_the_console_exports_is_applied_from_the_folder_of_its_kind_without_a_change(workspace, kind):
    options, operation, key = EXPORTS[kind]
    desk = workspace.desk
    uuid = desk.ensure(kind, name="x", **options)[kind]["uuid"]
    how = {"body": {key: [uuid]}} if key.endswith("s") else {"path": {key: "x" if key == "objc_name" else uuid}}
    if kind == "resource_catalog":
        how["query"] = {"sourceType": "custom_object"}
    workspace.put(desk.run().kinds[kind].folder, "x.json", desk.client.call(operation, **how).content)
    assert not workspace.apply()["changed"]


@pytest.mark.parametrize(
    ("folder", "owner", "advice"),
    [
        ("user_views", "viewer", "an explorer: put it into the folder 'explorers'"),
        ("explorers", "inner", "a user view: put it into the folder 'user_views'"),
        ("explorers", "node", "a dashboard: put it into the folder 'dashboards'"),
        ("notes", "node", "a dashboard: put it into the folder 'dashboards'"),
        ("notes", "viewer", "an explorer: put it into the folder 'explorers'"),
    ],
)
def test_a_view_of_another_sort_is_told_with_its_folder(workspace, folder, owner, advice):
    workspace.put(folder, "x.json", {"title": "x", "dashboardOwnerType": owner, "dashboardExtend": {}, "main": MAIN})
    with pytest.raises(InputError, match=f"{folder}/x.json: It looks like {advice}"):
        workspace.apply()
