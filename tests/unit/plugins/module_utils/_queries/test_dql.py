# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._queries import dql
from ansible_collections.truewatch.openapi.tests.emulator.queries.dql import parse

HOST = ("O", "HOST")

# Texts made of what could end a literal, a list, a condition or a statement.
HOSTILE = st.one_of(
    st.text(alphabet="'\"`\\{}[](),|&=! abO:#*-", min_size=1),
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1),
)
FIELDS = HOSTILE.filter(lambda text: "`" not in text and "\\" not in text)


def matches(statement: str, row: dict) -> bool:
    """What an independent parser makes of the condition of a statement."""
    return bool(parse(statement).condition(row.get))


@given(FIELDS, st.lists(HOSTILE, min_size=1, max_size=4), HOSTILE)
def test_no_field_or_value_can_leave_its_place(field, values, other):
    statement = dql.statement(*HOST, [], [dql.one_of(field, values), dql.one_of("guard", ["on"])])
    assert all(matches(statement, {field: value, "guard": "on"}) for value in values if field != "guard")
    assert not matches(statement, {field: values[0], "guard": "off"})
    assert matches(statement, {field: other, "guard": "on"}) == (other in values) or field == "guard"


@given(FIELDS, HOSTILE)
def test_a_column_is_only_a_column(field, text):
    query = parse(dql.statement(*HOST, [dql.identifier(field)], [dql.one_of("x", [text])]))
    assert [(target.column, target.function) for target in query.targets] == [(field, None)]
    assert (query.namespace, query.source, query.by, query.order, query.limit) == ("O", "HOST", [], [], None)


@pytest.mark.parametrize("value", [True, False, 0, -7, 4.5, "4", "linux"])
def test_values_keep_their_type(value):
    statement = dql.statement(*HOST, [], [dql.one_of("field", [value])])
    assert matches(statement, {"field": value})


@given(st.text(alphabet="ab'\"{}", min_size=1), st.text(alphabet="ab'\"{}"), st.text(alphabet="ab'\"{}"))
def test_contains_finds_a_part(part, before, after):
    assert matches(dql.statement(*HOST, [], [dql.contains(["host", "name"], part)]), {"name": before + part + after})


@pytest.mark.parametrize("name", ["", "a`b", "a\\b", "a\nb", "a\x00", "\x7f"])
def test_names_that_cannot_be_written_are_refused(name):
    with pytest.raises(InputError, match="name of a field"):
        dql.identifier(name)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "a\nb", "\x1b[31m", "a\x00"])
def test_values_that_cannot_be_searched_for_are_refused(value):
    with pytest.raises(InputError):
        dql.literal(value)


def test_a_custom_class_has_its_own_namespace():
    assert dql.statement("CO", "aliyun_ecs", ["`name`"], []) == "CO::`aliyun_ecs`:(`name`)"


@given(FIELDS, FIELDS)
def test_groups_are_only_names(first, second):
    query = parse(dql.statement("E", "monitor", ["count(`*`)"], [], [first, second]))
    assert (query.by, query.source, query.condition) == ([first, second], "monitor", None)
