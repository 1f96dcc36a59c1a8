# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of every module: what is meant is brought into form, what cannot be meant gets a sentence with an example."""

from __future__ import annotations

import importlib
import pathlib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins import modules
from ansible_collections.truewatch.openapi.plugins.module_utils import _ansible
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._options import (
    checked,
    example,
    normalized,
    sample,
    secrets_in,
)
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_workspace import PRUNE

MODULES = sorted(path.stem for folder in modules.__path__ for path in pathlib.Path(folder).glob("truewatch_*.py"))
TASKS = {
    name: importlib.import_module(f"ansible_collections.truewatch.openapi.plugins.modules.{name}").TASK
    for name in MODULES
}

#: Values of each JSON type.
VALUES = {
    "text": st.text(max_size=20),
    "mapping": st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
    "list": st.lists(st.integers() | st.text(max_size=5) | st.none() | st.booleans(), max_size=3),
    "true or false": st.booleans(),
    "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "null": st.none(),
}
#: What can never be meant for a type of the argument spec.
WRONG = {
    "str": ("mapping", "list"),
    "path": ("mapping", "list"),
    "bool": ("mapping", "list"),
    "int": ("mapping", "list", "true or false"),
    "float": ("mapping", "list", "true or false"),
    "dict": ("list", "true or false", "number"),
    "list": ("true or false",),
}


def places(spec, wrap=lambda value: value, path=""):
    """Every option at every depth: its place in words, its argument spec, and what puts a value there."""
    for option, entry in spec.items():

        def put(value, option=option, wrap=wrap):
            return wrap({option: value})

        yield f"{path}{option}", entry, put
        if entry.get("options"):
            inner = (lambda value, put=put: put([value])) if entry["type"] == "list" else put
            mark = "[0]" if entry["type"] == "list" else ""
            yield from places(entry["options"], inner, f"{path}{option}{mark}.")


PLACES = [
    pytest.param(task, place, entry, put, id=f"{name}-{place}")
    for name, task in TASKS.items()
    for place, entry, put in places(task.argument_spec)
    if place not in _ansible.CONNECTION or name == "truewatch_dashboard"
]


def faults_of(task, options):
    return normalized(task.argument_spec, options, task.hints, fill_in=False)[1]


@pytest.mark.parametrize(("task", "place", "entry", "put"), PLACES)
def test_a_value_of_a_wrong_type_is_told_with_the_option_and_an_example_that_is_right(task, place, entry, put):
    for kind in WRONG.get(entry["type"], ()):
        for value in {"mapping": [{"a": 1}], "list": [[1], []], "true or false": [True, False], "number": [7]}[kind]:
            faults = faults_of(task, put(value))
            if entry.get("no_log") and entry["type"] == "str":
                assert faults
            assert len(faults) == 1, faults
            assert f"'{place}' must be " in faults[0]
            if not entry.get("choices"):
                assert faults[0].endswith(f", such as {example(place.rpartition('.')[2], entry)}.")
    good = yaml.safe_load(example("option", entry))["option"]
    assert faults_of(task, put(good)) == []
    assert faults_of(task, put(sample(entry))) == []


#: Modules that keep no kind, whose options see to it themselves -> what may be an empty text there.
MAY_BE_EMPTY = {
    **{name: () for name in TASKS if name.removeprefix("truewatch_") not in KINDS},
    "truewatch_event": ("description",),
    "truewatch_issue": ("description",),
    "truewatch_maintenance": ("description", "filter", "notify_message"),
    "truewatch_rum_sourcemap": ("version", "env"),
}


@pytest.mark.parametrize("name", MAY_BE_EMPTY)
@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_empty_text_is_not_taken_for_an_option_that_is_not_given(name, empty):
    """It would widen what is read or written: a filter that is none, the default channel, the objects of any name."""
    accepted = []
    for option, entry in TASKS[name].argument_spec.items():
        if entry["type"] in ("str", "path") and option not in _ansible.CONNECTION:
            faults = TASKS[name].normalized({option: empty}, fill_in=False)[1]
            accepted += [] if faults else [option]
            if not entry.get("choices"):
                assert all(fault.startswith(f"'{option}' is empty: give it a value") for fault in faults)
            assert not faults or " ".join(faults) in _refusal(TASKS[name], {option: empty})
    assert sorted(accepted) == sorted(MAY_BE_EMPTY[name])


#: The same for lists, beside those whose default is an empty one and those that are required.
LISTS_THAT_MAY_BE_EMPTY = {
    "truewatch_incident": ("assignees", "tags"),
    "truewatch_issue": ("assignees",),
    "truewatch_workspace": ("_files", "force"),
}


@pytest.mark.parametrize("name", MAY_BE_EMPTY)
def test_an_empty_list_is_not_taken_for_an_option_that_is_not_given(name):
    """A filter without values would let everything pass, or nothing at all without a word."""
    accepted = [
        option
        for option, entry in TASKS[name].argument_spec.items()
        if entry["type"] == "list" and not entry.get("required") and entry.get("default") != []
        if not TASKS[name].normalized({option: []}, fill_in=False)[1]
    ]
    assert sorted(accepted) == sorted(LISTS_THAT_MAY_BE_EMPTY.get(name, ()))


def test_no_empty_suboption_is_taken_for_one_that_is_not_given():
    """Those of 'prune' are left to it: to leave out one of them deletes more."""
    accepted, refused = set(), set()
    for name in MAY_BE_EMPTY:
        for place, entry, put in places(TASKS[name].argument_spec):
            if "." in place and entry["type"] in ("str", "list") and not entry.get("choices"):
                faults = TASKS[name].normalized(put("" if entry["type"] == "str" else []), fill_in=False)[1]
                (refused if faults else accepted).add(f"{name}: {place}")
                assert all(fault.startswith(f"'{place}' is empty: give it a value") for fault in faults)
    assert accepted == {f"truewatch_workspace: prune.{option}" for option in PRUNE}
    assert len(refused) > 30


@pytest.mark.parametrize("name", [name for name, task in TASKS.items() if "uuid" in task.argument_spec])
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_uuid_does_not_mean_an_object_by_its_name(name, empty):
    """It would make a second object of what was to be renamed, or delete one that happens to have the name."""
    faults = TASKS[name].normalized({"uuid": empty}, fill_in=False)[1]
    assert len(faults) == 1 and faults[0].startswith("'uuid' is empty: give it a value, or leave it out")


@pytest.mark.parametrize("name", TASKS)
@settings(max_examples=20)
@given(value=st.one_of(*VALUES.values()))
def test_no_value_of_any_type_ends_in_the_words_of_a_library(name, value):
    for task, _place, _entry, put in (place.values for place in PLACES if place.values[0] is TASKS[name]):
        for fault in (*faults_of(task, put(value)), *_refusal(task, put(value))):
            assert fault.endswith(".")
            for words in ("requested", "iterable", "unable to convert", "NoneType", "<class", "object has no"):
                assert words not in fault or words in str(value), fault


def _refusal(task, options):
    try:
        task.checked({"api_key": "k", "endpoint": "https://x.invalid", **options})
    except InputError as error:
        return [str(error)]
    return []


SPEC = {
    "name": {"type": "str", "aliases": ["title"]},
    "hosts": {"type": "list", "elements": "str"},
    "secret": {"type": "str", "no_log": True},
    "level": {"type": "str", "choices": ["critical", "alert_policy"]},
    "rules": {
        "type": "list",
        "elements": "dict",
        "options": {"level": {"type": "str", "required": True}, "values": {"type": "list", "elements": "str"}},
    },
}


@pytest.mark.parametrize(
    ("options", "formed"),
    [
        ({"hosts": "web-1, web-2,"}, {"hosts": ["web-1", "web-2"]}),
        ({"hosts": ["web-1", "", None, " "]}, {"hosts": ["web-1"]}),
        ({"hosts": [True, 1, 0.00001]}, {"hosts": ["true", "1", "0.00001"]}),
        ({"hosts": 5}, {"hosts": ["5"]}),
        ({"hosts": []}, {"hosts": []}),
        ({"hosts": None, "name": None}, {}),
        ({"name": " \n"}, {"name": ""}),
        ({"name": True}, {"name": "true"}),
        ({"title": "a"}, {"name": "a"}),
        ({"title": "a", "name": "a"}, {"name": "a"}),
        ({"level": "Alert policies"}, {"level": "alert_policy"}),
        ({"rules": {"level": "a", "values": None}}, {"rules": [{"level": "a"}]}),
        ({"rules": '[{"level": "a"}]'}, {"rules": [{"level": "a"}]}),
    ],
)
def test_what_is_meant_is_brought_into_form(options, formed):
    assert normalized(SPEC, options) == (formed, [])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"hosts": [""]}, "'hosts' holds nothing but blanks"),
        ({"hosts": " "}, "'hosts' holds nothing but blanks"),
        ({"hosts": [None]}, "'hosts' holds nothing but blanks"),
        ({"hosts": ["a", {"b": 1}]}, "'hosts' must be a list of texts; number 2 of it must be a text, not a mapping"),
        ({"title": "a", "name": "b"}, "'name' is the same option as title: give one of them."),
        ({"tilte": "a"}, "There is no option 'tilte' (did you mean 'title'?)."),
        ({"colour": "a"}, "There is no option 'colour': a hint."),
        ({"rules": [{"level": "a", "colour": 1}]}, "There is no option 'rules[0].colour': another hint."),
        ({"rules": [{"level": "a", "x": 1}]}, "There is no option 'rules[0].x'; the options here are level, values."),
        ({"rules": "a"}, "'rules' must be a list of mappings, not a text, such as rules: [{level: text}]."),
        ({"rules": [{"level": None}]}, "Missing required arguments: level found in rules."),
        ({"level": "crit"}, "'level' must be one of critical, alert_policy, not 'crit' (did you mean 'critical'?)."),
    ],
)
def test_what_cannot_be_meant_is_refused(options, words):
    with pytest.raises(InputError) as caught:
        checked(SPEC, options, hints={"colour": "a hint", "rules.colour": "another hint"})
    assert words in str(caught.value)


def test_a_wrong_secret_is_known_and_not_quoted():
    options = {"secret": {"canary": ["canary-1", "canary-2"]}}
    assert set(secrets_in(SPEC, options)) == {"canary-1", "canary-2"}
    assert "canary" not in normalized(SPEC, options)[1][0]


@pytest.mark.parametrize("name", MODULES)
def test_each_hint_is_of_an_option_that_is_none_and_names_one_that_is(name):
    task = TASKS[name]
    for guess, hint in task.hints.items():
        if guess in task.argument_spec:
            continue  # a general hint, and this module has the option
        if "." not in guess:
            assert faults_of(task, {guess: "x"}) == [f"There is no option '{guess}': {hint}."]


def test_a_secret_inside_an_option_is_not_shown_either():
    task = TASKS["truewatch_snapshot"]
    share = {"code": "12", "expires_in": "1d", "mask_expressions": [{"name": "a", "expression": "b"}]}
    shown = task.shown({"name": "x", "share": share})
    assert shown == {"name": "x", "share": {**share, "code": "********"}}
    assert task.secrets_in({"share": share}) == {"12"}
    assert task.shown({"share": "any text"}) == {"share": "any text"}


NEEDED_INSIDE = [
    pytest.param(task, place, entry, put, id=f"{name}-{place}")
    for name, task in TASKS.items()
    for place, entry, put in places(task.argument_spec)
    if entry.get("required") and "." in place
]


@pytest.mark.parametrize(("task", "place", "entry", "put"), NEEDED_INSIDE)
def test_what_is_required_inside_an_option_is_not_blank(task, place, entry, put):
    for blank in [[], ""] if entry["type"] == "list" else ["", " "]:
        assert any(f"'{place}' " in fault for fault in faults_of(task, put(blank))), blank


def test_null_is_no_member_of_a_list_whatever_its_members_are():
    spec = {"filters": {"type": "list", "elements": "raw"}}
    assert normalized(spec, {"filters": ["a", None, 1]}) == ({"filters": ["a", 1]}, [])


@pytest.mark.parametrize("option", ["template", "mapping"])
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"main": {"charts": [1]}, "main": {}}', "has the key 'main' twice in one mapping: keep one of them."),
        ('{"main": {"x": 1, "x": 1}}', "has the key 'x' twice in one mapping: keep one of them."),
        ('{"main": NaN}', "holds NaN, which is no number that JSON knows."),
        ('{"main": -Infinity}', "holds -Infinity, which is no number that JSON knows."),
    ],
)
def test_json_in_an_option_loses_nothing_without_a_word(option, text, fault):
    given = text if option == "template" else f"[{text}]"
    assert TASKS["truewatch_dashboard"].normalized({option: given}, fill_in=False) == ({}, [f"'{option}' {fault}"])
