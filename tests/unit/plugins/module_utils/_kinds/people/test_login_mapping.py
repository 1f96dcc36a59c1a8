# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that give roles at a login: nobody is locked out without consent, nor all by anything."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.login_mapping import LOGIN_MAPPING
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.people.conftest import bodies, wrote

OPS = {"attribute": "dept", "value": "ops", "roles": ["general", "readOnly"]}


@pytest.fixture
def rule(ensure):
    task = ensure("login_mapping")
    task(**OPS)
    task(attribute="dept", value="sales", roles=["general"])
    return task


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("wanted", [{"state": "absent"}, {"roles": ["general"]}])
def test_what_may_lock_people_out_needs_consent(desk, rule, wanted, check_mode):
    which = {"attribute": "dept", "value": "ops"}
    with pytest.raises(InputError, match="may take roles from people at their next login.*Set 'force: true'"):
        rule(**which, **wanted, check_mode=check_mode)
    assert not wrote(desk)
    assert rule(**which, **wanted, force=True, check_mode=check_mode)["dangers"]
    assert bool(wrote(desk)) is not check_mode


def test_one_role_more_needs_none(desk, rule):
    assert rule(**{**OPS, "roles": ["general", "readOnly", "wsAdmin"]})["changed"]
    assert bodies(desk, "login_mappings_modify") == [
        {"sourceField": "dept", "sourceValue": "ops", "targetValues": ["general", "readOnly", "wsAdmin"]}
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_last_rule_stays(desk, rule, check_mode):
    rule(attribute="dept", value="sales", state="absent", force=True)
    with pytest.raises(InputError, match="'dept/ops' cannot be deleted: it is the last one"):
        rule(attribute="dept", value="ops", state="absent", force=True, check_mode=check_mode)
    assert not wrote(desk)
    assert not LOGIN_MAPPING.is_prunable({"uuid": "lgmp_1"})


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_loop_over_all_rules_leaves_the_last_one(desk, rule, check_mode):
    desk.new_task()
    gone = {"attribute": "dept", "state": "absent", "force": True, "check_mode": check_mode}
    assert desk.ensure("login_mapping", value="ops", **gone)["changed"]
    for _twice in range(2):
        with pytest.raises(InputError, match="'dept/sales' cannot be deleted: it is the last one"):
            desk.ensure("login_mapping", value="sales", **gone)
    assert not desk.ensure("login_mapping", value="ops", **gone)["changed"]


@pytest.mark.parametrize(("roles", "says"), [([], "is empty"), (["owner"], "nobody can be given")])
def test_roles_that_cannot_be_meant(desk, rule, roles, says):
    with pytest.raises(InputError, match=says):
        rule(**{**OPS, "roles": roles})
    assert not wrote(desk)


def test_a_rule_keeps_an_attribute(desk, ensure):
    rule = ensure("login_mapping")
    uuid = rule(attribute="dept", value="ops", roles=["general"])["login_mapping"]["uuid"]
    with pytest.raises(InputError, match="'attribute' is empty"):
        rule(uuid=uuid, attribute="", force=True)
    assert not wrote(desk)
