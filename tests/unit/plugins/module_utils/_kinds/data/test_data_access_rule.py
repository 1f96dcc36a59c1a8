# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access rules on the wire: conditions are built, data of people is dropped, and nothing is opened without consent."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_access_rule import DATA_ACCESS_RULE
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies, rows_of

KEY = {"name": "staging", "type": "logging"}
STAGING = {**KEY, "indexes": ["*"], "roles": ["readOnly", "general"], "filters": {"env": ["staging"], "host": "it's"}}


@pytest.fixture
def rule(ensure):
    return ensure("data_access_rule")


def test_filters_are_what_counts_and_what_is_shown(desk, rule):
    rule(**STAGING)
    (body,) = bodies(desk, "data_query_rule_add")
    assert body["conditions"] == "`env` IN ['staging'] and `host` IN ['it\\'s']"
    assert body["extend"] == {"env": ["staging"], "host": ["it's"]} and body["logic"] == "and"
    assert not rule(**STAGING)["changed"]
    assert len(desk.sent) == 4, "a list of each type"
    assert rule(**STAGING, logic="or")["changed"]
    assert bodies(desk, "data_query_rule_modify")[-1]["conditions"].count(" or ") == 1
    assert not rule(**STAGING)["changed"], "joined as the rule is by now"
    with pytest.raises(InputError, match="'filters' says what 'conditions' and 'extend' say"):
        rule(**STAGING, conditions="x")
    with pytest.raises(InputError, match="'filters' cannot say '[*]env'"):
        rule(**{**STAGING, "filters": {"*env": ["a"]}})
    with pytest.raises(InputError, match="give 'filters', or 'extend', too"):
        rule(**KEY, conditions="`env` IN ['x']")


def test_names_are_those_of_a_type(rule):
    rule(**STAGING)
    rum = {"name": "staging", "type": "rum", "roles": ["readOnly"]}
    with pytest.raises(InputError, match="data access rule 'rum/staging' needs 'sources'"):
        rule(**rum)
    assert rule(**rum, sources=["*"])["changed"] and not rule(**rum, sources=["*"])["changed"]


def test_indexes_go_by_name(desk, rule, ensure):
    uuid = ensure("log_index")(name="pay", retention="7d")["log_index"]["uuid"]
    given = {**STAGING, "indexes": ["pay", "default", "wksp_1:lgim_1"]}
    made = rule(**given)
    (body,) = bodies(desk, "data_query_rule_add")
    assert sorted(body["indexes"]) == sorted([uuid, "default", "wksp_1:lgim_1"])
    assert "pay" in made["data_access_rule"]["indexes"] and not rule(**given)["changed"]
    with pytest.raises(InputError, match="nowhere"):
        rule(**{**STAGING, "indexes": ["nowhere"]})


def test_an_answer_with_a_role_more_is_not_believed_and_people_are_dropped(desk, rule):
    made = rule(**STAGING)
    assert made["data_access_rule"]["roles"] == ["general", "readOnly"]
    assert not desk.ensure("data_access_rule", **STAGING)["changed"], "in the same loop"
    told = json.dumps([rows_of(desk, DATA_ACCESS_RULE), read(desk.run(), DATA_ACCESS_RULE, export=True)])
    assert "people.example" not in told and "staging" in told


@pytest.mark.parametrize(
    "wanted", [{"state": "absent"}, {"enabled": False}, {"roles": ["general"]}, {"conditions": "", "extend": {}}]
)
def test_nothing_is_opened_without_consent(desk, rule, wanted):
    rule(**STAGING)
    with pytest.raises(InputError, match="lets (its roles )?read everything.* Set 'force: true'"):
        rule(**KEY, **wanted)
    assert not any(name.endswith(("delete", "modify", "disable")) for name in desk.sent)
    assert rule(**KEY, **wanted, force=True)["dangers"]
    assert not DATA_ACCESS_RULE.is_prunable({"uuid": "lqrl_1"})


def test_values_of_what_the_console_shows_are_texts_without_an_order(desk, rule):
    given = {**KEY, "indexes": ["*"], "roles": ["readOnly"], "conditions": "`env` IN [true]"}
    for nothing in ({"env": None}, {"env": []}, {"": "a"}):
        with pytest.raises(InputError, match="'extend' has no value for"):
            rule(**given, extend=nothing)
    with pytest.raises(InputError, match="'filters' is empty, and its roles would read everything"):
        rule(**KEY, indexes=["*"], roles=["readOnly"], filters={})
    rule(**given, extend={"env": [True, "a", None]})
    assert bodies(desk, "data_query_rule_add")[0]["extend"] == {"env": ["a", "true"]}
    assert not rule(**given, extend={"env": ["true", "a"]})["changed"]


@pytest.mark.parametrize("enable", [True, 1])
def test_an_expression_is_in_force_by_a_boolean_or_a_number(enable):
    row = {"reExprs": [{"name": "t", "reExpr": "x", "enable": enable}]}
    assert DATA_ACCESS_RULE.values(row)["mask_expressions"] == [{"name": "t", "regex": "x", "enabled": True}]
    assert DATA_ACCESS_RULE.values({"reExprs": [{"enable": 0}]})["mask_expressions"][0]["enabled"] is False


def test_sources_of_rum_data_are_applications_by_name_or_id(desk, rule):
    given = {"name": "shop", "roles": ["readOnly"], "filters": {"env": ["a"]}}
    desk.ensure("rum_app", name="Shop", app_id="shop_prod", type="web")
    for sources in (["Shop", "*"], ["shop_prod", "*"]):
        rule(**given, type="rum", sources=sources)
    assert bodies(desk, "data_query_rule_add")[0]["sources"] == ["*", "shop_prod"]
    assert not bodies(desk, "data_query_rule_modify")
    assert not rule(name="shop", type="rum", sources=["*", "Shop"])["changed"]
    rule(**given, type="tracing", sources=["Shop"])
    assert bodies(desk, "data_query_rule_add")[1]["sources"] == ["Shop"], "the name of a service"
    rule(**given | {"name": "other"}, type="rum", sources=["of another workspace"])
    assert bodies(desk, "data_query_rule_add")[2]["sources"] == ["of another workspace"]
