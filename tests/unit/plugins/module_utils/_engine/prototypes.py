# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small kinds over families that no module keeps yet: each is odd in one way that the engine must cope with."""

from __future__ import annotations

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.codec import BASE64
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import Field
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.key import Key
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.kind import Kind
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.route import Route


class Script(Kind):
    """A pipeline: two of one name are two objects when they are of different categories."""

    name = title = "script"
    plural = "scripts"
    uuid_prefix = "pl_"
    key = Key(("category", "name"))
    list_operation = "pipeline_list"
    create_operation = "pipeline_add"
    get_route = Route("pipeline_get", path="pl_uuid")
    modify_route = Route("pipeline_modify", path="pl_uuid")
    delete_route = Route("pipeline_delete", query="pipelineUUIDs")
    fields = (
        Field("category", "category"),
        Field("name", "name"),
        Field("script", "content", codec=BASE64, required=True),
        Field("test_data", "testData", codec=BASE64, on_create=""),
    )


SCRIPT = Script()
