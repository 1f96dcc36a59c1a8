# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import NotAnApiAnswerError
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.rows import (
    labels_of,
    mappings,
    matcher,
    ordered,
    shaper,
    with_times,
)

VALUES = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False), st.text(max_size=3))
ROWS = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES), max_size=12)


@given(ROWS, st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=3))
def test_sorting_loses_nothing_and_puts_missing_fields_last(rows, order_by):
    result = ordered(rows, order_by)
    assert sorted(map(id, result)) == sorted(map(id, rows))
    if order_by:
        field, descending = order_by[0]
        present = [row[field] for row in result if row.get(field) is not None]
        assert all(row.get(field) is None for row in result[len(present) :])
        numbers = [value for value in present if not isinstance(value, str)]
        assert numbers == sorted(numbers, reverse=descending)


@given(ROWS)
def test_sorting_keeps_the_order_of_equals(rows):
    numbered = [{**row, "position": index} for index, row in enumerate(rows)]
    by_field = {}
    for row in ordered(numbered, [("a", True)]):
        by_field.setdefault(repr(row.get("a")), []).append(row["position"])
    assert all(positions == sorted(positions) for positions in by_field.values())


def test_values_match_as_text_and_lists_by_a_member():
    matches = matcher([("cpus", ("4",)), ("live", (True,)), ("df_label", ("a", "b"))])
    assert matches({"cpus": 4, "live": True, "df_label": ["x", "b"]})
    assert matches({"cpus": 4.0, "live": "true", "df_label": '["b"]'})
    assert not matches({"cpus": 4, "live": True, "df_label": []})
    assert not matches({"cpus": 40, "live": True, "df_label": ["a"]})
    assert not matches({"live": True, "df_label": ["a"]})


def test_sensitive_fields_are_shown_only_when_named():
    row = {"host": "a", "message": "token", "cmdline": "--password x", "yaml": "secret"}
    assert shaper(())(dict(row)) == {"host": "a"}
    assert shaper(("message",))(dict(row)) == {"message": "token"}
    assert shaper(("*", "cmdline"))(dict(row)) == {"host": "a", "cmdline": "--password x"}


def test_named_fields_are_always_there():
    assert shaper(("host", "os"))({"host": "a"}) == {"host": "a", "os": None}


def test_labels_come_as_a_list_or_as_its_text():
    assert labels_of(["a", 1]) == ["a", "1"]
    assert labels_of('["a", "b"]') == ["a", "b"]
    assert labels_of("plain") == ["plain"]
    assert labels_of(None) == labels_of("{}") == labels_of("3") == []


def test_no_label_breaks_the_others():
    many = "[" * 100_000
    assert labels_of(many) == [many]
    assert len(labels_of("[" * 900 + "]" * 900)) == 1


@pytest.mark.parametrize("column", ["time", "last_update_time"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), "NaN"])
def test_a_time_that_is_none_is_told_with_the_route(column, value):
    with pytest.raises(NotAnApiAnswerError, match=f"'{column}' of the object 'a'") as caught:
        mappings([{"name": "b", "time": 1}, {"name": "a", column: value}], "object_host_list")
    assert "/object/host/list" in str(caught.value)
    with pytest.raises(NotAnApiAnswerError, match="/df/query_data"):
        with_times([{"name": "a", column: value}], "query_data_v1")


def test_a_time_that_is_not_there_is_no_fault():
    rows = [{"name": "a"}, {"name": "b", "time": None}, {"name": "c", "time": "yesterday"}, {"name": "d", "time": 1.5}]
    assert mappings(rows, "object_host_list") == rows
