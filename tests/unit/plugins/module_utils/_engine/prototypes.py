# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small kinds over families that no module keeps yet: each is odd in one way that the engine must cope with."""

from __future__ import annotations

import dataclasses

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.answers import Answers
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.codec import BASE64
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import MISSING, Field
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.key import Key
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.kind import Kind
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.life import (
    ALWAYS,
    FIXED_BUT_SENT,
    UNTOLD,
    USUAL,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.references import refer
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.route import Route
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.rules import SET
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS


def _members(row):
    members = row.get("groupMembers", MISSING)
    return members if members is MISSING else [member["uuid"] for member in members]


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
    replaces = True
    delete_route = Route("pipeline_delete", query="pipelineUUIDs")
    fields = (
        Field("category", "category", life=FIXED_BUT_SENT),
        Field("name", "name"),
        Field("script", "content", codec=BASE64, required=True),
        Field("test_data", "testData", codec=BASE64, on_create="", life=UNTOLD),
        Field("is_default", "asDefault", type="bool", choices={True: 1, False: 0}),
    )


class Role(Kind):
    """A role: its list hides the permissions, and modify answers ``true``."""

    name = title = "role"
    plural = "roles"
    uuid_prefix = "role_"
    list_operation = "roles_list"
    create_operation = "roles_add"
    get_route = Route("roles_get", path="role_uuid")
    modify_route = Route("roles_modify", path="role_uuid")
    delete_route = Route("roles_delete", path="role_uuid")
    fields = (
        Field("name", "name", max_length=256),
        Field("description", "desc"),
        dataclasses.replace(ROLE.field("permissions"), life=USUAL),
    )


class Group(Kind):
    """A team: its single read tells the members and nothing else, create the uuid alone, modify ``true``."""

    name = title = "group"
    plural = "groups"
    uuid_prefix = "group_"
    list_operation = "member_groups_list"
    create_operation = "member_groups_add"
    get_route = Route("member_groups_get", query="groupUUID")
    get_is_partial = True
    modify_route = Route("member_groups_modify", path="group_uuid")
    delete_route = Route("member_groups_delete", path="group_uuid")
    answers = Answers(believed=False)
    fields = (
        Field("name", "name", max_length=48),
        Field(
            "members",
            "accountUUIDs",
            read=_members,
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("member"),
            on_create=[],
            life=ALWAYS,
        ),
    )


class Mapping(Kind):
    """A rule that maps people of an identity provider: create answers ``true`` and names nothing."""

    name = title = "mapping"
    plural = "mappings"
    uuid_prefix = "fdmp_"
    key = Key(("attribute", "value"))
    list_operation = "sso_mappings_list"
    create_operation = "sso_mappings_add"
    modify_route = Route("sso_mappings_modify", path="fdmp_uuid")
    delete_route = Route("sso_mappings_delete", path="fdmp_uuid")
    answers = Answers(uuid=None)
    fields = (
        Field("attribute", "sourceField"),
        Field("value", "sourceValue"),
        Field("configuration", "ssoUUID", required=True),
        Field("roles", "targetValues", type="list", elements="str", rule=SET, required=True),
    )


class ApiKey(Kind):
    """An API key: the API has no route to change one."""

    name = "api_key"
    title = "API key"
    plural = "API keys"
    uuid_prefix = "wsak_"
    list_operation = "access_keys_list"
    create_operation = "access_keys_add"
    get_route = Route("access_keys_get", path="ak_uuid")
    delete_route = Route("access_keys_delete", path="ak_uuid")
    dropped_keys = ("sk",)
    fields = (
        Field("name", "name", max_length=256),
        Field("roles", "roleUUIDs", type="list", elements="str", rule=SET, required=True),
    )


def hide(desk, monkeypatch, *keys):
    """Let lists lack what a service does not tell there."""
    rows = desk.client.rows

    def fewer(operation, query=None):
        found = rows(operation, query=query)
        return found._replace(items=[{key: row[key] for key in row if key not in keys} for row in found.items])

    monkeypatch.setattr(desk.client, "rows", fewer)


PROTOTYPES = {kind.name: kind for kind in (Script(), Role(), Group(), Mapping(), ApiKey())}


def enter(monkeypatch, kind):
    """Have the registry know the kind until the test ends."""
    monkeypatch.setitem(KINDS._places, kind.name, "")
    monkeypatch.setitem(KINDS._loaded, kind.name, kind)
