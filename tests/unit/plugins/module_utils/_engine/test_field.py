# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A property on its way into a body and out of an answer, whatever form it has on the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.codec import BASE64, COMMAS, Codec
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import MISSING, Field
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.rules import SET
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.values import UNSET

SCRIPT = Field("script", "content", codec=BASE64)
FIELDS = Field("fields", "maskFields", codec=COMMAS, rule=SET)
#: On or off is told by the list: one option in two places, one of them inside a mapping.
WATCHERS = Field(
    "watchers",
    ("isWatched", "opt.watchers"),
    read=lambda row: (row.get("opt") or {}).get("watchers", MISSING),
    write=lambda value, row: (bool(value), value),
    rule=SET,
)


def put(field, value, row):
    body = {}
    field.put(body, value, row)
    return body


@given(st.text())
def test_base64_leads_back_to_the_same_text(text):
    body = put(SCRIPT, text, {})
    assert SCRIPT.actual(body) == text
    assert SCRIPT.actual({"content": f"{body['content'][:8]}\n{body['content'][8:]}\n"}) == text


@given(st.lists(st.text("abc_ ", min_size=1).map(str.strip).filter(bool)))
def test_commas_lead_back_to_the_same_list(names):
    body = put(FIELDS, names, {})
    assert isinstance(body["maskFields"], str)
    assert FIELDS.actual(body) == SET.canonical(names)


@pytest.mark.parametrize("field", [SCRIPT, FIELDS])
@pytest.mark.parametrize("odd", [None, 7, {"a": 1}])
def test_what_a_codec_does_not_understand_goes_through(field, odd):
    assert field.actual({field.api: odd}) == odd
    assert put(field, odd, {}) == {field.api: odd}


def test_a_text_that_is_no_base64_is_told_as_it_is():
    assert SCRIPT.actual({"content": "if true {\n}"}) == "if true {\n}"


def test_one_option_is_written_to_each_of_its_places():
    row = {"isWatched": False, "opt": {"watchers": [], "color": "red"}}
    assert put(WATCHERS, ["a"], row) == {"isWatched": True, "opt": {"watchers": ["a"], "color": "red"}}
    assert row["opt"]["watchers"] == []


def test_an_unchanged_option_with_a_writer_carries_along_what_the_answer_holds():
    row = {"isWatched": 1, "opt": {"watchers": ["a"], "color": "red"}}
    assert put(WATCHERS, ["a"], row) == row


def test_what_the_writer_leaves_out_stays_as_it_is():
    field = Field(
        "limits",
        ("opt.low", "opt.high"),
        read=lambda row: row["opt"],
        write=lambda value, row: [value.get(key, MISSING) for key in ("low", "high")],
    )
    assert put(field, {"high": 9}, {"opt": {"low": 1, "high": 2}}) == {"opt": {"low": 1, "high": 9}}


def test_a_value_may_leave_its_mapping_without_a_key():
    field = Field("limit", "opt.limit", codec=Codec(lambda value: value or UNSET, lambda told: told))
    assert put(field, {}, {"opt": {"limit": {"low": 1}, "unit": "s"}}) == {"opt": {"unit": "s"}}


def test_two_options_in_one_mapping_do_not_take_each_others_change_away():
    row = {"opt": {"low": 1, "high": 2, "unit": "s"}}
    body = {}
    for option, value in (("low", 5), ("high", 2)):
        Field(option, f"opt.{option}").put(body, value, row)
    assert body == {"opt": {"low": 5, "high": 2, "unit": "s"}}


@pytest.mark.parametrize(("sparse", "told"), [(False, None), (True, MISSING)])
def test_what_a_sparse_answer_lacks_is_unknown_and_not_empty(sparse, told):
    field = Field("password", "access.password", sparse=sparse)
    assert field.actual({"access": {"user": "a"}}) is told
    assert field.actual({"access": None}) is told
    assert field.actual({}) is MISSING
    assert field.actual({"access": {"password": None}}) is None


def test_a_check_brings_a_given_value_into_its_right_form():
    field = Field("zone", "zone", check=str.upper, max_length=3)
    assert field.wanted(None, "utc") == "UTC"
    assert field.wanted(None, "") == ""
    assert field.actual({"zone": "utc"}) == "utc"


def test_choices_are_part_of_the_argument_spec_but_for_a_switch():
    assert Field("level", choices=("low", "high")).argument_spec()["choices"] == ["low", "high"]
    assert "choices" not in Field("enabled", type="bool", choices=(0, 1)).argument_spec()
