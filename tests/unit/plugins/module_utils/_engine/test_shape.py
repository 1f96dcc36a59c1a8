# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Content without suboptions is held against an example of it."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.shape import Either, Names, Word, shaped

EXAMPLE = {
    "url": "https://shop.example.com",
    "code": "200",
    "count": 3,
    "on": True,
    "rules": [{"time": Either(("800ms", [{"target": "800ms"}]))}],
    "headers": Names({"Accept": "text/html"}),
    "free": None,
    "logic": Word("and", "or"),
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"url": 1, "count": "3", "on": "No"}, {"url": "1", "count": 3, "on": False}),
        ({"code": True, "on": True, "count": -1}, {"code": "true", "on": True, "count": -1}),
        ({"rules": [{"time": 1}, {"time": [{"target": 5}]}]}, {"rules": [{"time": "1"}, {"time": [{"target": "5"}]}]}),
        ({"headers": {"X": 1, "Y": None}}, {"headers": {"X": "1", "Y": None}}),
        (
            {"free": [{"a": 1}], "unknown": {"b": [2]}, "rules": None, "url": None},
            {"free": [{"a": 1}], "unknown": {"b": [2]}, "rules": None, "url": None},
        ),
        ({"logic": "or"}, {"logic": "or"}),
        (None, None),
    ],
)
def test_what_fits_takes_the_form_of_the_example(given, expected):
    formed = shaped(EXAMPLE, given, "task")
    assert formed == expected
    assert given is None or {key: type(value) for key, value in formed.items()} == {
        key: type(value) for key, value in expected.items()
    }


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"url": ["x"]}, "'task.url' must be a text, such as url: https://shop.example.com; it is a list."),
        ({"logic": "xor"}, "'task.logic' must be one of and, or."),
        ({"code": {}}, "'task.code' must be a text, such as code: \"200\"; it is a mapping."),
        ({"count": "x"}, "'task.count' must be a number, such as count: 3; it is a text."),
        ({"count": True}, "'task.count' must be a number, such as count: 3; it is true."),
        ({"count": 1.5}, "'task.count' must be a number, such as count: 3; it is a number."),
        ({"on": 2}, "'task.on' must be true or false, such as on: true; it is a number."),
        ({"rules": 1}, "'task.rules' must be a list, such as rules: [{time: \"800ms\"}]; it is a number."),
        ({"rules": ["x"]}, "'task.rules[0]' must be a mapping, such as rules: [{time: \"800ms\"}]; it is a text."),
        ({"rules": [{}, {"time": {}}]}, "'task.rules[1].time' must be a text, such as time: \"800ms\"; it is a map"),
        ({"rules": [{"time": [{"target": []}]}]}, "'task.rules[0].time[0].target' must be a text"),
        ({"headers": "secret"}, "'task.headers' must be a mapping, such as headers: {Accept: text/html}; it is a text"),
        ({"headers": {"X": []}}, "'task.headers.X' must be a text, such as X: text/html; it is a list."),
        ([], "'task' must be a mapping"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place_and_an_example(given, message):
    with pytest.raises(InputError) as caught:
        shaped(EXAMPLE, given, "task")
    assert message in str(caught.value) and "secret" not in str(caught.value)
