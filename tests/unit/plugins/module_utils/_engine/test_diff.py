# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A diff shows what differs and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.diff import (
    changed_parts,
    excerpts,
    flat_parts,
)

LEAVES = st.none() | st.booleans() | st.integers(0, 3) | st.text("ab ", max_size=4)
VALUES = st.recursive(
    LEAVES, lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from("xyz"), values), max_leaves=8
)
WORDS = st.lists(st.sampled_from(["alpha", "beta ", "(", "\n", "x=1", "  "]), max_size=300).map("".join)


@given(VALUES)
def test_equal_values_have_no_parts(value):
    assert flat_parts(value, value, "here") == ({}, {})


@given(VALUES, VALUES)
def test_values_that_differ_show_a_difference(before, after):
    left, right = flat_parts(before, after, "here")
    assert (left != right) == (before != after) or repr(before) != repr(after)
    assert all(place.startswith("here") for place in [*left, *right])


@given(WORDS, WORDS)
@example("word " * 100, "word " * 100)
def test_excerpts_of_texts_differ_when_the_texts_do_and_are_never_longer(before, after):
    cut = excerpts(before, after)
    assert (cut[0] != cut[1]) == (before != after)
    assert len(cut[0]) <= max(len(before), 100) + 8


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        (
            {"rules": [{"to": ["a"]}, {"to": ["b"]}]},
            {"rules": [{"to": ["a"]}, {"to": ["c"]}]},
            {"rules[1] > to[0]": "b"},
            {"rules[1] > to[0]": "c"},
        ),
        (
            {"rules": [{"to": "a"}, {"to": "b"}]},
            {"rules": [{"to": "b"}]},
            {"rules[0]": {"to": "a"}},
            {},
        ),
        ({"tags": ["a", "b"]}, {"tags": ["a"]}, {"tags": ["a", "b"]}, {"tags": ["a"]}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a": {"c": 2}}, {"a": {"c": 3}}),
    ],
)
def test_lists_of_mappings_are_shown_item_by_item_and_names_whole(before, after, left, right):
    assert changed_parts(before, after) == (left, right)


def test_changes_that_are_near_each_other_are_one_excerpt():
    words = [f"w{number}" for number in range(60)]
    near, far = ([*words[:20], "new", *words[21:end], "other", *words[end + 1 :]] for end in (24, 40))
    around = "... w17 w18 w19 new w21 w22 w23 other w25 w26 w27 ..."
    assert excerpts(" ".join(words), " ".join(near))[1] == around
    assert excerpts(" ".join(words), " ".join(far))[1] == (
        "... w17 w18 w19 new w21 w22 w23 ... w37 w38 w39 other w41 w42 w43 ..."
    )
