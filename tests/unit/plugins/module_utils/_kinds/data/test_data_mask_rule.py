# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mask rules on the wire: nothing that they mask is shown without consent."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_mask_rule import DATA_MASK_RULE
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies

CARDS = {
    "name": "cards",
    "type": "logging",
    "field": "message",
    "regex": "[0-9]{13,16}",
    "roles": ["general", "readOnly"],
}


@pytest.fixture
def mask(ensure):
    return ensure("data_mask_rule")


def test_a_change_sends_all_that_the_service_needs(desk, mask):
    mask(**CARDS)
    mask(name="cards", regex="[0-9]{16}")
    (body,) = bodies(desk, "data_mask_rule_modify")
    assert body == {
        "name": "cards",
        "type": "logging",
        "field": "message",
        "reExpr": "[0-9]{16}",
        "roleUUIDs": ["general", "readOnly"],
    }


@pytest.mark.parametrize(
    ("wanted", "whom"),
    [({"state": "absent"}, "its roles"), ({"enabled": False}, "its roles"), ({"roles": ["general"]}, "the roles that")],
)
def test_what_is_masked_is_shown_with_consent_only(desk, mask, wanted, whom):
    mask(**CARDS)
    with pytest.raises(InputError, match=f"shows what it masks to {whom}.* Set 'force: true'"):
        mask(name="cards", **wanted)
    assert desk.sent == ["data_mask_rule_list"]
    assert mask(name="cards", force=True, **wanted)["dangers"]
    assert not DATA_MASK_RULE.is_prunable({"uuid": "wdmk_1"})


def test_one_role_more_or_a_switch_on_needs_none(mask):
    mask(**CARDS, enabled=False)
    assert mask(name="cards", roles=["wsAdmin", "general", "readOnly"])["changed"]
    assert mask(name="cards", enabled=True)["changed"]


@pytest.mark.parametrize(
    ("roles", "says"),
    [(["owner"], "whom no rule binds"), (["Ops"], "no role named 'Ops'.*The built-in roles are"), ([], "is empty")],
)
def test_roles_that_cannot_be_meant(mask, roles, says):
    with pytest.raises(InputError, match=says):
        mask(**{**CARDS, "roles": roles})


def test_a_regex_that_may_be_wrong_is_told(mask):
    assert "may be wrong" in mask(**{**CARDS, "regex": "("})["warnings"][0]
