# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles: built-in ones are left alone, permissions are looked up, and everything else names roles by name."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.permission import PERMISSION
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.people.conftest import bodies, wrote

AUTHOR = {"name": "Author", "permissions": ["monitor.cfgManage"]}


@pytest.fixture
def role(ensure):
    return ensure("role")


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    "which",
    [
        {"name": "wsAdmin"},
        {"name": "Administrator"},
        {"name": "Read-only"},
        {"uuid": "general"},
        {"uuid": "owner"},
    ],
)
@pytest.mark.parametrize("wanted", [{"description": "ours"}, {"state": "absent", "force": True}])
def test_a_built_in_role_is_refused(desk, role, which, wanted, check_mode):
    with pytest.raises(InputError, match="cannot be (changed|deleted): it is built in"):
        role(**which, **wanted, check_mode=check_mode)
    assert not wrote(desk)


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("permissions", "says"),
    [
        (["monitor.cfgManag"], "monitor.cfgManag .did you mean 'monitor.cfgManage'"),
        (["workspace.tokenRead"], "no role of one's own can have here: workspace.tokenRead"),
        (["monitor.*"], r"can have here: monitor\.\*"),
        ([], "'permissions' is empty"),
    ],
)
def test_permissions_that_cannot_be_given(desk, role, permissions, says, check_mode):
    with pytest.raises(InputError, match=says):
        role(name="Author", permissions=permissions, check_mode=check_mode)
    assert not wrote(desk)


def test_where_the_service_tells_no_permissions_it_judges_itself(desk, role):
    desk.emulator.fault("no_such_route", "permissions_list")
    with pytest.raises(ApiError, match="keys must hold permissions"):
        role(name="Author", permissions=["nothing.known"])


def test_what_every_role_has_is_no_difference(desk, role):
    role(**AUTHOR)
    for same in (AUTHOR["permissions"], ["routine.defaultAccess", *AUTHOR["permissions"]]):
        assert not role(name="Author", permissions=same)["changed"]
    assert desk.sent == ["roles_list", "roles_get"]
    role(name="Guest", permissions=["routine.defaultAccess"])
    assert not role(name="Guest", permissions=["routine.defaultAccess"])["changed"]


def test_a_change_sends_all_permissions(desk, role):
    role(**AUTHOR)
    role(name="Author", description="Writes")
    assert bodies(desk, "roles_modify") == [
        {"name": "Author", "desc": "Writes", "keys": ["monitor.cfgManage"]},
    ]


def test_a_role_that_somebody_has_needs_consent_and_survives_a_prune(desk, role):
    uuid = role(**AUTHOR)["role"]["uuid"]
    (ada,) = read(desk.run(), KINDS["member"], name="ada@example.com")
    body = {"accountUUIDs": [ada["uuid"]], "roleUUIDs": [uuid], "onlyModifyRoles": True}
    desk.client.call("workspace_members_batch_modify", body=body)
    with pytest.raises(InputError, match="takes it away from those who have it. Set 'force: true'"):
        role(name="Author", state="absent")
    assert not wrote(desk)
    desk.new_task()
    (row,) = desk.memory.called(ROLE, "Author")
    assert row["memberCount"] == 1 and not ROLE.is_prunable(row) and ROLE.is_prunable({**row, "memberCount": 0})
    assert role(name="Author", state="absent", force=True, check_mode=True)["dangers"]
    with pytest.raises(ApiError, match="members have cannot be deleted"):
        role(name="Author", state="absent", force=True)


def test_others_name_a_role_by_every_name_of_it(desk, role):
    uuid = role(**AUTHOR)["role"]["uuid"]
    given = {"name": "m", "type": "logging", "field": "f", "regex": "x", "roles": ["Author", "Standard"]}
    desk.ensure("data_mask_rule", **given)
    (body,) = bodies(desk, "data_mask_rule_add")
    assert sorted(body["roleUUIDs"]) == sorted([uuid, "general"])
    desk.new_task()
    (rule,) = read(desk.run(), KINDS["data_mask_rule"], export=True)
    assert rule["roles"] == ["Author", "general"]
    with pytest.raises(InputError, match="still used by data mask rule 'm'"):
        role(name="Author", state="absent")


def test_built_in_roles_by_word_cost_no_list_and_the_owner_needs_no_permission(desk):
    desk.ensure(
        "notify_object", name="Robot", type="simpleHTTPRequest", url="https://x.example", permissions=["general"]
    )
    assert "roles_list" not in desk.sent
    for kind, params in {
        "notify_object": {"name": "Other", "permissions": ["owner"]},
        "dashboard": {"name": "D", "visibility": "custom", "read_permissions": ["owner"]},
        "data_forwarding": {"name": "f", "store_type": "s3", "read_roles": ["owner"]},
    }.items():
        with pytest.raises(InputError, match="permissions' holds owner|read_roles' holds owner"):
            desk.ensure(kind, **params)
        with pytest.raises(InputError, match="'Owner' is the role of the owner"):
            desk.ensure(kind, **{name: ["Owner"] if value == ["owner"] else value for name, value in params.items()})


def test_nobody_gets_the_role_of_the_owner_by_another_name_of_it(desk):
    for kind, params in {
        "member": {"email": "linus@example.com"},
        "api_key": {"name": "x"},
        "login_mapping": {"attribute": "a", "value": "b"},
    }.items():
        desk.new_task()
        with pytest.raises(InputError, match="'Owner' is the role of the owner"):
            desk.ensure(kind, roles=["Owner"], **params)
        assert not wrote(desk)


def test_permissions_name_roles_teams_and_people(desk, role):
    uuid = role(**AUTHOR)["role"]["uuid"]
    desk.new_task()
    desk.ensure(
        "dashboard",
        name="D",
        visibility="custom",
        permissions=["Author", "ada@example.com"],
        read_permissions=["readOnly"],
    )
    (body,) = bodies(desk, "dashboards_create_v2") or bodies(desk, "dashboards_create")
    assert uuid in body["permissionSet"]
    with pytest.raises(InputError, match="no team or role or member .*'Authors'.*there is 'Author'"):
        desk.ensure("dashboard", name="D", visibility="custom", permissions=["Authors"])


def test_permissions_of_the_service(desk):
    rows = read(desk.run(), PERMISSION, filters={"custom_roles": True})
    assert "monitor.cfgManage" in [row["key"] for row in rows]
    (token,) = read(desk.run(), PERMISSION, name="workspace.tokenRead")
    assert token["custom_roles"] is False
