# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re

import pytest
from ansible.errors import AnsibleError
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from ansible.template import Templar
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.plugin_utils._constructed import FastConstructable
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe, trusted

NAMES = [
    "tw_a",
    "tw_b",
    "tw_items",
    "tw_",
    "items",
    "get",
    "keys",
    "true",
    "None",
    "x",
    "range",
    "lookup",
    "vars",
    "omit",
    "_c",
]
TEXTS = st.one_of(
    st.sampled_from(
        ["", "True", "False", "None", "[1]", "{'a': 1}", "{{ 1 }}", "{% raw %}", "4", "4.0", " x ", "a\n", "\\n", "yes"]
    ),
    st.text(max_size=6),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-5, 2**60), st.floats(-5, 5), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)),
    max_leaves=6,
)
VARIABLES = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4)
PATHS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(".".join)
EXPRESSIONS = st.one_of(PATHS, PATHS.map(lambda path: f" {path} "), PATHS.map(lambda path: f"{path} | string"))


#: All that keyed_groups knows; a short cut must leave Jinja what the other parts of an entry need.
KEYED = [
    {"prefix": "k"},
    {"prefix": "p", "parent_group": trusted("parent_{{ tw_b }}")},
    {"prefix": "d", "default_value": "none"},
    {"prefix": "t", "trailing_separator": False},
    {"separator": "-"},
]


class _Options:
    def get_option(self, name):
        return self.options.get(name)


def plugin(base, extra_vars=None, **options):
    """An inventory plugin with one host and these options; ``base`` makes it constructable."""
    kind = type("Plugin", (_Options, base, BaseInventoryPlugin), {"own_prefix": "tw_", "options": options})
    made = kind()
    made.inventory, made.loader, made._vars = InventoryData(), DataLoader(), extra_vars or {}
    if not hasattr(kind, "templar"):
        made.templar = Templar(loader=made.loader)
    made.inventory.add_host("host")
    return made


def construct(base, variables, expression, strict, extra_vars=None, **more):
    """What the three constructed features make of a host: its variables, its groups, or the error."""
    options = {"leading_separator": True, **more}
    made = plugin(base, extra_vars, strict=strict, use_extra_vars=bool(extra_vars), **options)
    expression = trusted(expression)
    try:
        made._set_composite_vars({"made": expression}, variables, "host", strict)
        made._add_host_to_composed_groups({"group-1": expression}, variables, "host", strict, fetch_hostvars=False)
        for more_of_key in KEYED:
            made._add_host_to_keyed_groups(
                [{"key": expression, **more_of_key}], variables, "host", strict, fetch_hostvars=False
            )
    except AnsibleError as error:
        return "failed", str(error)
    host = made.inventory.hosts["host"]
    groups = sorted((group.name, [parent.name for parent in group.parent_groups]) for group in host.get_groups())
    value = host.vars.get("made", "nothing")
    return value, type(value).__name__.replace("Ansible", "").replace("Unsafe", ""), groups


def shown(result) -> str:
    """The result as text, without the addresses in memory that a template global shows of itself."""
    return re.sub(r"0x[0-9a-f]+", "", repr(result))


@settings(max_examples=400, deadline=None)
@given(VARIABLES, EXPRESSIONS, st.booleans(), st.booleans())
def test_plain_paths_give_what_jinja_gives(variables, expression, strict, leading):
    variables = make_unsafe(variables)
    fast = construct(FastConstructable, variables, expression, strict, leading_separator=leading)
    slow = construct(Constructable, variables, expression, strict, leading_separator=leading)
    assert shown(fast) == shown(slow)


@settings(max_examples=100, deadline=None)
@given(VARIABLES, PATHS, VARIABLES)
def test_extra_variables_win_in_the_same_way(variables, expression, extra):
    variables = make_unsafe(variables)
    fast = construct(FastConstructable, variables, expression, False, extra)
    slow = construct(Constructable, variables, expression, False, extra)
    assert shown(fast) == shown(slow)


class NoJinja(FastConstructable):
    """Fails where the short cut is not taken."""

    @property
    def templar(self):
        raise AssertionError("Jinja was used")

    @templar.setter
    def templar(self, value):
        pass


@pytest.mark.parametrize(
    ("variables", "path", "value"),
    [
        ({"tw_os": "linux"}, "tw_os", "linux"),
        ({"tw_meta": {"kernel": "5.15"}}, "tw_meta.kernel", "5.15"),
        ({"tw_live": True}, "tw_live", True),
        ({"tw_cpus": 4}, " tw_cpus ", 4),
        ({"tw_df_label": ["a", "b"]}, "tw_df_label", ["a", "b"]),
    ],
)
def test_the_short_cut_is_taken(variables, path, value):
    assert plugin(NoJinja)._compose(path, variables) == value


def test_an_undefined_variable_is_skipped_without_jinja():
    made = plugin(NoJinja, strict=False)
    made._set_composite_vars({"made": "tw_missing"}, {}, "host", False)
    assert "made" not in made.inventory.hosts["host"].vars
