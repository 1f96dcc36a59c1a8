# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One table, in every form in which it may be answered."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import IncompleteListError
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.answers import mappings, newest, single, tables

NAMES = st.lists(st.sampled_from(["usage", "host", "avg(x)", "time2", "ü"]), min_size=1, max_size=4, unique=True)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3), st.lists(st.integers(), max_size=2)
)


@st.composite
def answered(draw):
    """The rows, as mappings, and series that tell them in one of the forms."""
    columns = draw(NAMES)
    groups = draw(
        st.lists(
            st.dictionaries(st.sampled_from(["g", "k"]), st.text(max_size=2)),
            max_size=3,
            unique_by=lambda tags: json.dumps(tags, sort_keys=True),
        )
    )
    naming = draw(st.sampled_from(["columns", "column_names"]))
    apart, place, chunks = draw(st.booleans()), draw(st.integers(0, len(columns))), draw(st.integers(1, 2))
    series, wanted = [], []
    for tags in groups or [{}]:
        rows = draw(st.lists(st.tuples(st.integers(0, 5), *[VALUES] * len(columns)), max_size=4))
        wanted += [{**tags, "time": row[0], **dict(zip(columns, row[1:], strict=True))} for row in rows]
        own = {"tags": tags} if tags else draw(st.sampled_from([{}, {"tags": None}, {"tags": {}}]))
        if apart:
            for number, column in enumerate(columns, 1):
                series.append({naming: ["time", column], "values": [[row[0], row[number]] for row in rows], **own})
            continue
        titles = [*columns[:place], "time", *columns[place:]]
        lists = [[*row[1 : place + 1], row[0], *row[place + 1 :]] for row in rows]
        middle = len(lists) // chunks
        series += [{naming: titles, "values": part, **own} for part in (lists[:middle], lists[middle:])]
    return wanted, series


@given(answered())
def test_every_form_gives_the_same_rows(example):
    wanted, series = example
    assert mappings(tables({"series": series})) == wanted


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["series", "columns", "values", "tags", "name", "x"]), inner, max_size=4),
                    max_leaves=12))  # fmt: skip
def test_anything_else_is_refused_or_read_but_never_breaks(value):
    with contextlib.suppress(IncompleteListError):
        mappings(tables({"series": value}))


@pytest.mark.parametrize("answer", [{}, {"series": None}, {"series": []}, {"series": [{"name": "x"}]}])
def test_nothing_is_no_rows(answer):
    assert mappings(tables(answer)) == []
    assert single(tables(answer)) is None


def one(columns, *rows, **tags):
    return {"columns": columns, "values": [list(row) for row in rows], "tags": tags}


@pytest.mark.parametrize(
    ("series", "value"),
    [
        ([one(["time", "avg(x)"], [None, 7.5])], 7.5),
        ([one(["avg(x)"], [7.5])], 7.5),
        ([one(["time", "avg(x)"], [3, 1], [9, 2], [6, 3])], 2),
        ([one(["time", "avg(x)"], [3, 1], [9, None], [6, 3])], 3),
        ([one(["time", "avg(x)"], [3, 1], host="a")], 1),
        ([one(["time", "last(s)"], [3, "ok"])], "ok"),
        ([one(["time", "distinct(x)"], [None, 1], [None, 2])], None),
        ([one(["time", "a", "b"], [3, 1, 2])], None),
        ([one(["time", "a"], [3, 1], host="a"), one(["time", "a"], [3, 1], host="b")], None),
        ([one(["time"], [3])], None),
        ([one(["time", "a"], [3, float("inf")])], "Infinity"),
    ],
)
def test_the_value_of_an_answer_that_has_one(series, value):
    assert single(tables({"series": series})) == value


def test_a_column_says_more_than_a_tag_of_its_name():
    assert mappings(tables({"series": [one(["time", "host"], [1, "a"], host="b", env="c")]})) == [
        {"time": 1, "host": "a", "env": "c"}
    ]


def test_sources_that_have_other_columns_are_tables_of_their_own():
    series = [
        {**one(["time", "usage"], [1, 2]), "name": "cpu"},
        {**one(["time", "used"], [1, 2], [2, 3]), "name": "mem"},
    ]
    assert len(mappings(tables({"series": series}))) == 3


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ([{"values": [[1]]}], "does not name its columns"),
        ([one(["time", "a"], [1])], "do not fit"),
        ([one(["time", "a", "a"], [1, 2, 3])], "two columns of one name"),
        ([one(["time", "a"], [1, 2]), one(["time", "b"], [2, 2])], "do not have the same rows"),
        ([one(["time", "a"], [1, 2]), one(["time", "b"])], "do not have the same rows"),
        ([one(["time", "a"], [1, 2]), one(["time", "a", "b"], [1, 2, 3])], "do not have the same rows"),
    ],
)
def test_half_answers_are_refused(series, said):
    with pytest.raises(IncompleteListError, match=said):
        tables({"series": series})


def test_the_newest_value_of_a_column_is_by_time():
    (table,) = tables({"series": [one(["a", "time", "b"], [1, 5, "x"], [2, 7, "y"])]})
    assert (newest(table, "a"), newest(table, "b")) == (2, "y")
