# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.playbook.conditional import Conditional
from ansible.template import Templar
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError, nodes

from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import (
    WORDS,
    is_plain,
    make_unsafe,
    trusted,
    variable,
)

GUIDE = Path(__file__).parents[4] / "docs" / "inventory.md"
CANARY = "{{ lookup('pipe', 'echo executed') }}"
MARKS = [make_unsafe, variable]


def rendered(value, expression="remote", **more):
    templar = Templar(loader=DataLoader(), variables={"remote": value, **more})
    return templar.template(trusted("{{ " + expression + " }}"))


def evaluate(text, **variables):
    """What ``assert``, ``when``, ``failed_when`` and ``until`` do with the text that a template gave them."""
    templar = Templar(loader=DataLoader(), variables=variables)
    if hasattr(templar, "evaluate_conditional"):
        return templar.evaluate_conditional(text)
    condition = Conditional(loader=DataLoader())
    condition.when = [text]
    return condition.evaluate_conditional(templar, variables)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "value", [CANARY, [CANARY], {"key": CANARY}, {CANARY: "x"}, [{"a": [CANARY]}], "{% if x %}", "}} {{ 1 }}"]
)
def test_remote_text_is_never_a_template(mark, value):
    assert rendered(mark(value)) == value


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("value", [1, None, True, 1.5])
def test_what_is_no_text_stays_what_it_is(mark, value):
    assert mark(value) is value


class Executed(BaseException):
    """Not an Exception, so that nothing takes it for an error of the expression."""


def canary(*_arguments):
    raise Executed


SHELLS = ["{}", "{{{{ {} }}}}", "{{% if {} %}}x{{% endif %}}", "x or {}", "[{}][0]", "{} | string", "'a' ~ {}"]
CALLS = ["lookup()", "lookup(x)", "avg(lookup(x))", "x.y(lookup())", "query('x', lookup())", "boom"]
HOSTILE = st.builds(
    lambda shell, call, before, after: before + shell.format(call) + after,
    st.sampled_from(SHELLS),
    st.sampled_from(CALLS),
    st.sampled_from(["", " ", "not ", "1 or ", "(", "true and "]),
    st.sampled_from(["", " ", ")", " is true", " or false", "-1"]),
)
#: How a play takes text out of a value, whatever its form.
READERS = ["remote", "remote ~ ''", "remote | string", "remote | first", "(remote | first) ~ ''", "remote | join"]


@settings(max_examples=100, deadline=None)
@given(HOSTILE, st.sampled_from(READERS), st.sampled_from(MARKS), st.integers(0, 4))
def test_nothing_remote_is_ever_executed(text, reader, mark, form):
    """The marks of this ansible-core, in the places where a template's result is evaluated a second time."""
    if form > 2 and "boom" in text:
        return  # a key without a text beside it may name a variable of the user, but never call anything
    value = mark([text, [text], {"key": text}, {text: 1}, {text: [None]}][form])
    more = {"lookup": canary, "boom": trusted("{{ lookup() }}"), "x": {"y": str}}
    try:
        shown = rendered(value, reader, **more)
        for one in shown if isinstance(shown, list) else [shown]:
            for again in (lambda one=one: evaluate(one, **more), lambda one=one: rendered(one, **more)):
                with contextlib.suppress(Exception):  # refused, as it should be
                    again()
    except Executed:
        pytest.fail(f"{text!r} was executed, read as {reader!r}")


PLAIN = ["linux", "Running", "HOST", "true", "web-01", "h1", "10.0.0.1", "10.0.0.0/8", "fe80::1", "5.15.0-91-generic"]
PLAIN += ["i-0abc123", "us-east-1", "2026-11-29T10:00:00Z", "4", "-1.5", "0e1c7d2a-77aa-4f3e-9a1b-2c3d4e5f6071"]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_has_no_mark_on_any_core(text):
    assert is_plain(text)
    marked = variable([text])[0]
    assert marked == text
    assert not getattr(marked, "__UNSAFE__", False)


@pytest.mark.parametrize(
    "text",
    ["secret", "ansible_password", "vars.h1", "1-vars.h1", "q1()", "a b1", "x|y1", "x1[0]", "{{1}}", "1_x", "a:=1"],
)
def test_what_could_be_run_or_names_a_variable_is_marked(text):
    assert not is_plain(text)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="ab1.:/-_ x0eE", max_size=12))
def test_plain_text_can_at_most_do_sums(text):
    if not is_plain(text):
        return
    try:
        tree = Environment(autoescape=True).parse("{{ " + text + " }}")
    except TemplateSyntaxError:
        return
    assert not list(tree.find_all((nodes.Call, nodes.Filter, nodes.Test)))
    for member in tree.find_all((nodes.Getattr, nodes.Getitem)):
        assert all(any(map(str.isdigit, name.name)) for name in member.find_all(nodes.Name))


def test_the_guide_lists_the_words():
    listed = re.search(r"<!-- plain words -->\n(.*?)\n<!-- end -->", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert set(re.findall(r"[a-z0-9_]+", listed[1])) == set(WORDS)


@pytest.mark.parametrize("key", ["avg(usage)", "round(avg(`usage`), 2)", "count(*)", "p99(latency) / 1000", "a b"])
def test_columns_keep_the_names_of_their_functions_on_every_core(key):
    assert make_unsafe([{"time": 1, key: 1.5}]) == [{"time": 1, key: 1.5}]


def test_no_two_keys_become_one():
    made = make_unsafe({"a[b": 1, "a]b": 2, "a_b": 3})
    assert sorted(made.values()) == [1, 2, 3]
