# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canonical form of a monitor, and the agreement of its two copies."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting import _checker
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting._checker_options import (
    SPEC,
    TYPES,
    laid_over,
)
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting import checkers as emulated

TEXTS = st.text(max_size=6)
OPERANDS = st.lists(st.integers(-99, 99) | st.floats(-9, 9, allow_nan=False) | TEXTS, max_size=2)
CONDITIONS = st.fixed_dictionaries(
    {"alias": TEXTS, "operator": st.sampled_from([">=", "<", "between"]), "operands": OPERANDS}
)
RULES = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["warning", "critical", "error", "own"]),
            "conditionLogic": st.sampled_from(["and", "or"]),
            "conditions": st.lists(CONDITIONS, max_size=2),
        }
    ),
    max_size=4,
    unique_by=lambda rule: rule["status"],
)
TARGETS = st.lists(
    st.fixed_dictionaries({"alias": TEXTS, "dql": TEXTS}, optional={"qtype": st.just("dql")}),
    max_size=3,
    unique_by=lambda one: one["alias"],
)
OTHERS = st.dictionaries(
    st.sampled_from(["message", "every", "noDataTitle", "openNotificationMessage", "noDataInterval"]),
    TEXTS | st.booleans() | st.none(),
)
DEFINITIONS = st.builds(
    lambda others, rules, targets, extend: {
        "jsonScript": {
            "title": "T",
            "type": "simpleCheck",
            **others,
            "targets": targets,
            "checkerOpt": {"rules": rules},
        },
        "extend": extend,
    },
    OTHERS,
    RULES,
    TARGETS,
    st.dictionaries(st.sampled_from(["funcName", "manager", "isNeedCreateIssue"]), TEXTS | st.booleans()),
)


def served(definition):
    """The definition as a service gives it back: defaults written out, ids, the name, leftovers of the editor."""
    definition = copy.deepcopy(definition)
    served = {
        "jsonScript": emulated._filled_script(definition["jsonScript"]),
        "extend": emulated._filled_extend(definition["extend"]),
    }
    blank = {
        "status": "fatal",
        "conditionLogic": "and",
        "conditions": [{"alias": "Result", "operator": ">=", "operands": [""]}],
    }
    if "rules" in served["extend"]:
        served["extend"]["rules"].append(blank)
    return served


@settings(max_examples=60, deadline=None)
@given(DEFINITIONS)
def test_what_the_server_adds_is_no_difference(definition):
    wanted = _checker.canonical(_checker.agreeing(definition))
    actual = _checker.canonical(served(_checker.agreeing(definition)))

    assert _checker.seen(actual, wanted) == wanted


@settings(max_examples=60, deadline=None)
@given(DEFINITIONS)
def test_the_canonical_form_is_its_own_canonical_form_and_changes_no_input(definition):
    before = copy.deepcopy(definition)
    once = _checker.canonical(_checker.agreeing(definition))

    assert _checker.canonical(_checker.agreeing(once)) == once
    assert definition == before


@settings(max_examples=60, deadline=None)
@given(DEFINITIONS, DEFINITIONS)
def test_what_is_written_is_seen_as_wanted_and_loses_nothing(one, other):
    actual, wanted = served(_checker.agreeing(one)), _checker.agreeing(other)
    written = _checker.merged(actual, wanted)

    assert _checker.seen(_checker.canonical(written), _checker.canonical(wanted)) == _checker.canonical(wanted)
    assert set(actual["jsonScript"]) <= set(written["jsonScript"])
    assert set(actual["extend"]) <= set(written["extend"])


@settings(max_examples=60, deadline=None)
@given(DEFINITIONS, st.data())
def test_one_threshold_changed_by_hand_is_all_that_the_diff_shows(definition, data):
    wanted = _checker.canonical(_checker.agreeing(definition))
    actual = served(_checker.agreeing(definition))
    places = [
        (number, place)
        for number, rule in enumerate(actual["jsonScript"]["checkerOpt"]["rules"])
        for place, condition in enumerate(rule["conditions"])
        if any(condition["operands"])
    ]
    if not places:
        return
    number, place = data.draw(st.sampled_from(places))
    for rules in (actual["jsonScript"]["checkerOpt"]["rules"], actual["extend"]["rules"]):
        rules[number]["conditions"][place]["operands"] = ["by hand"]
    level = actual["jsonScript"]["checkerOpt"]["rules"][number]["status"]

    before, after = _checker.view(_checker.seen(_checker.canonical(actual), wanted), wanted)

    assert list(before) == list(after) == ["rules"]
    assert list(before["rules"]) == list(after["rules"]) == [level]
    assert "by hand" in before["rules"][level]


def definition(**script):
    script = {"title": "T", "type": "simpleCheck", "targets": [{"alias": "Result", "dql": "M::cpu"}], **script}
    return {"jsonScript": script, "extend": {}}


def rule(level="critical", operands=("90",)):
    return {
        "status": level,
        "conditionLogic": "and",
        "conditions": [{"alias": "Result", "operator": ">=", "operands": list(operands)}],
    }


def test_a_missing_copy_is_made():
    agreed = _checker.agreeing(definition(checkerOpt={"rules": [rule(operands=[90, 1.5, 2.0])]}))

    assert (
        agreed["extend"]["rules"] == agreed["jsonScript"]["checkerOpt"]["rules"] == [rule(operands=["90", "1.5", "2"])]
    )
    assert agreed["extend"]["querylist"][0]["query"] == {"code": "Result", "q": "M::cpu"}


@pytest.mark.parametrize(
    "operand, sent",
    [
        (90.0, "90"),
        ("90.0", "90"),
        ("1e-05", "0.00001"),
        (0.00001, "0.00001"),
        (1.5e-7, "0.00000015"),
        ("2.50", "2.5"),
        (1e21, "1000000000000000000000"),
        (-0.0, "0"),
        (12345678901234567890123456789012, "12345678901234567890123456789012"),
        ("0.1234567890123456789012345678901234567890", "0.123456789012345678901234567890123456789"),
        (True, "true"),
        (None, ""),
        ("007", "007"),
        ("1.2.0", "1.2.0"),
        ("ok", "ok"),
        ("1e999999999", "1e999999999"),
    ],
)
def test_a_number_is_sent_as_a_decimal_without_exponent(operand, sent):
    agreed = _checker.agreeing(definition(checkerOpt={"rules": [rule(operands=[operand])]}))
    assert agreed["jsonScript"]["checkerOpt"]["rules"] == agreed["extend"]["rules"] == [rule(operands=[sent])]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20) | st.floats(-9, 9))
def test_one_number_has_one_text(number):
    text = _checker._text(number)
    assert "e" not in text.lower() and _checker._text(text) == text and Decimal(text) == Decimal(str(number))


def test_an_interval_is_the_same_whichever_end_comes_first():
    def between(*ends):
        one = rule(operands=ends)
        one["conditions"][0]["operator"] = "between"
        return one

    swapped = definition(checkerOpt={"rules": [between("5", "10")]})
    swapped["extend"]["rules"] = [between("10", "5.0")]
    agreed = _checker.agreeing(swapped)
    assert agreed["extend"]["rules"] == [between("10", "5")]
    wanted = _checker.canonical(agreed)
    actual = _checker.canonical(_checker.agreeing(definition(checkerOpt={"rules": [between("10", "5")]})))
    assert _checker.seen(actual, wanted) == wanted
    swapped["extend"]["rules"] = [between("10", "6")]
    with pytest.raises(InputError, match="Result between 5, 10.*Result between 6, 10"):
        _checker.agreeing(swapped)


def test_dimensions_and_channels_have_no_order():
    wanted = _checker.canonical(_checker.agreeing(definition(groupBy=["host", "pod", "host"], channels=["b", "a"])))
    actual = _checker.canonical(served(_checker.agreeing(definition(groupBy=["pod", "host"], channels=["a", "b"]))))
    assert _checker.seen(actual, wanted) == wanted


def test_contradicting_rules_are_refused():
    contradiction = definition(checkerOpt={"rules": [rule()]})
    contradiction["extend"]["rules"] = [rule(operands=["95"])]

    with pytest.raises(InputError, match="level 'critical'.*Result >= 90.*Result >= 95"):
        _checker.agreeing(contradiction)


def test_contradicting_queries_are_refused():
    contradiction = definition()
    contradiction["extend"]["querylist"] = [{"query": {"code": "Result", "q": "M::mem"}}]

    with pytest.raises(InputError, match="query 'Result'.*M::cpu.*M::mem"):
        _checker.agreeing(contradiction)


def test_rules_that_the_editor_left_empty_are_no_contradiction():
    pack = definition(checkerOpt={"rules": [rule()]})
    pack["extend"]["rules"] = [rule(), rule("error", [""]), rule("warning", [])]

    assert _checker.canonical(_checker.agreeing(pack))["extend"]["rules"] == [rule()]


def test_a_new_query_does_not_keep_the_editors_parts_of_the_old_one():
    old = {"extend": {"querylist": [{"uuid": "1", "query": {"code": "A", "q": "M::cpu", "dataSource": "cpu"}}]}}
    new = {"extend": {"querylist": [{"query": {"code": "A", "q": "M::mem"}}]}}

    assert _checker.merged(old, new)["extend"]["querylist"] == [{"uuid": "1", "query": {"code": "A", "q": "M::mem"}}]
    assert _checker.merged(old, {"extend": {"querylist": [{"query": {"code": "A", "q": "M::cpu"}}]}}) == old


def test_a_rule_taken_away_is_the_only_difference():
    wanted = _checker.canonical(_checker.agreeing(definition(checkerOpt={"rules": [rule()]})))
    actual = _checker.canonical(served(_checker.agreeing(definition(checkerOpt={"rules": [rule("error"), rule()]}))))

    before, after = _checker.view(_checker.seen(actual, wanted), wanted)

    assert before == {"rules": {"error": {"when": "Result >= 90", "matchTimes": 1}}}
    assert after == {"rules": {}}


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ([], "must be a mapping"),
        ({"jsonScript": {"title": ["t"]}}, "'jsonScript.title' of the definition must be a text"),
        ({"jsonScript": {"type": 5}}, "'jsonScript.type' of the definition must be a text"),
        (
            {"jsonScript": {"checkerOpt": {"rules": [{"conditions": [5]}]}}},
            r"rules\[0\].conditions' .* list of mappings",
        ),
        ({"jsonScript": {}, "extend": {"rules": [{"conditions": {}}, {"conditions": 1}]}}, r"rules\[1\].conditions'"),
        ({"jsonScript": {}, "extend": {"querylist": [{"query": 5}]}}, r"querylist\[0\].query' .* must be a mapping"),
        ({"jsonScript": {}, "tagInfo": ["a"]}, "'tagInfo' of the definition must be a list of mappings"),
        ({"jsonScript": {}, "tagInfo": [{"id": "a"}]}, r"'tagInfo\[0\].name' of the definition must be a text"),
        ({"jsonScript": {}, "alertPolicyNames": "a"}, "'alertPolicyNames' of the definition must be a list of texts"),
        ({"jsonScript": {}, "secret": 5}, "'secret' of the definition must be a text"),
        ({"jsonScript": {}, "dashboardUUID": "dsbd_1"}, "would not be sent: dashboardUUID. Take it out"),
        ({}, "lacks the mapping 'jsonScript'"),
        ({"content": {}}, "give its 'content'"),
        ({"jsonScript": {"targets": ["M::cpu"]}}, "jsonScript.targets"),
        ({"jsonScript": {"checkerOpt": {"rules": {}}}}, "checkerOpt.rules"),
        ({"jsonScript": {}, "extend": {"querylist": "x"}}, "extend.querylist"),
        ({"jsonScript": {}, "extend": {"rules": [{"conditions": [{"operator": 5}]}]}}, r"\[0\].operator' .* text"),
        ({"jsonScript": {}, "extend": {"rules": [{"conditions": [{"operands": 5}]}]}}, r"\[0\].operands' .* list"),
    ],
)
def test_what_is_no_definition_is_refused(broken, message):
    with pytest.raises(InputError, match=message):
        _checker.check(broken)


def test_what_converters_and_anchors_leave_in_a_file_is_no_part_of_the_definition():
    made = {"jsonScript": {}, "uid": "3f2a", "x-rules": [1], ".rules": [1], "_rules": [1]}
    assert _checker.check(made) == made


def test_options_lie_over_the_definition_and_drop_the_old_copies():
    base = definition(checkerOpt={"rules": [rule()], "diffMode": "percent"}, every="1m")
    base["extend"] = {"rules": [rule()], "querylist": [{"query": {"q": "M::cpu"}}], "manager": ["a"]}
    params = {
        "rules": [
            {
                "level": "error",
                "logic": "or",
                "conditions": [{"alias": "Result", "operator": ">", "operands": ["5"]}],
                "match_times": 3,
            }
        ],
        "every": "5m",
        "interval": "1h",
        "no_data": {"after": "10m", "notification_text": ""},
        "notification_text": "text",
    }

    over = _checker.agreeing(laid_over(base, params))

    wanted = {**rule("error", ["5"]), "conditionLogic": "or", "matchTimes": 3}
    wanted["conditions"][0]["operator"] = ">"
    assert over["jsonScript"]["checkerOpt"] == {"rules": [wanted], "diffMode": "percent", "openMatchTimes": True}
    assert over["extend"] == {"rules": [wanted], "querylist": [{"query": {"q": "M::cpu"}}], "manager": ["a"]}
    script = over["jsonScript"]
    assert (script["every"], script["interval"], script["noDataInterval"]) == ("5m", 3600, 600)
    assert (script["openNotificationMessage"], script["openNoDataNotificationMessage"]) == (True, False)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"interval": "soon"}, "interval"),
        ({"every": "soon"}, "every"),
        ({"crontab": "* * *"}, "no crontab time"),
        ({"queries": [{"alias": "A", "dql": None, "monitor": None, "qtype": "dql"}]}, "query 'A' needs either"),
        ({"queries": [{"alias": "A", "dql": "M::cpu", "monitor": "x", "qtype": "dql"}]}, "query 'A' needs either"),
        (
            {"rules": [{"level": "error", "logic": "and"}, {"level": "error", "logic": "and"}]},
            "several entries for the level error",
        ),
    ],
)
def test_options_that_cannot_be_meant_are_refused(params, message):
    with pytest.raises(InputError, match=message):
        laid_over(None, params)


def test_no_options_leave_the_definition_alone():
    assert laid_over(None, {}) is None
    assert laid_over({"jsonScript": {}}, dict.fromkeys(SPEC)) == {"jsonScript": {}}


def test_every_type_of_the_reference_is_a_choice():
    assert len(TYPES) == len(set(TYPES)) == 22 + 4
