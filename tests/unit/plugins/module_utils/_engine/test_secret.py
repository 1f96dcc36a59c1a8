# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets inside a value: found in whatever is given, shown nowhere, never replaced by a mask."""

from __future__ import annotations

import json
import types

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import IncompleteError, InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import Field
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.rules import SUBSET
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.secret import (
    MASK,
    Secret,
    as_it_is,
    hidden,
    hidden_in,
    label,
    masked,
    masked_pair,
    nulled,
    places,
    secrets_in,
    unknown,
    unmasked,
    with_secrets,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import Station

FIELD = Field(
    "task",
    "task",
    type="dict",
    rule=SUBSET,
    secrets=(
        Secret("**.auth.password", beside="username"),
        Secret("**.headers.*", when=lambda name, headers: name == "Cookie"),
        Secret("vars[].value", when=lambda key, one: one.get("secure") is True),
    ),
)
VALUE = {
    "auth": {"username": "ada", "password": "canary-1"},
    "steps": [{"task": {"headers": {"Cookie": "canary-2", "Accept": "text"}}}],
    "vars": [{"value": "open"}, {"value": "canary-3", "secure": True}],
}
PASSWORD, COOKIE, VARIABLE = (
    ("auth", "password"),
    ("steps", 0, "task", "headers", "Cookie"),
    ("vars", 1, "value"),
)


def test_they_are_found_at_any_depth():
    assert places(FIELD, VALUE) == [PASSWORD, COOKIE, VARIABLE]
    assert [label("task", place) for place in places(FIELD, VALUE)] == [
        "task.auth.password",
        "task.steps[0].task.headers.Cookie",
        "task.vars[1].value",
    ]
    assert places(FIELD, {"auth": "x", "vars": {"secure": True}, "steps": None}) == []
    whole = Field("any", secrets=(Secret("a"), Secret("**.b")))
    assert places(whole, {"a": {"b": 1}, "c": {"b": 2}}) == [("a",), ("c", "b")]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (VALUE, ["canary-1", "canary-2", "canary-3"]),
        (json.dumps(VALUE), ["canary-1", "canary-2", "canary-3"]),
        ({"steps": [{"task": json.dumps(VALUE["steps"][0]["task"])}]}, ["canary-2"]),
        ({"headers": {"Cookie": '{"a": "canary"}'}}, [{"a": "canary"}, '{"a": "canary"}']),
        ("auth=canary", ["auth=canary"]),
        ("{canary", ["{canary"]),
        ([{"auth": {"password": "canary"}}, 7], ["canary"]),
        (7, [7]),
    ],
)
def test_they_are_found_in_whatever_is_given(given, found):
    assert list(secrets_in(FIELD, given)) == found
    assert "canary" not in json.dumps(hidden_in(FIELD, given))


def test_results_and_diffs_show_masks():
    shown = masked(FIELD, VALUE)
    assert "canary" not in json.dumps(shown)
    assert shown["auth"] == {"username": "ada", "password": MASK}
    assert VALUE["auth"]["password"] == "canary-1", "nothing is changed in place"
    other = {**VALUE, "auth": {"username": "ada", "password": "canary-9"}}
    before, after = masked_pair(FIELD, VALUE, other)
    assert before["auth"]["password"] == MASK and after["auth"]["password"] == f"{MASK} (changed)"
    assert before["steps"] == after["steps"]
    assert masked(FIELD, {"auth": {"password": ""}}) == {"auth": {"password": ""}}, "nothing is no secret"


def test_null_means_as_it_is():
    exported = nulled(FIELD, VALUE)
    assert exported["auth"] == {"username": "ada", "password": None} and "canary" not in json.dumps(exported)
    assert as_it_is(FIELD, exported, VALUE) == VALUE
    assert as_it_is(FIELD, exported, {"auth": {"username": "ada"}})["auth"] == {"username": "ada"}


def test_what_the_service_hides_is_told():
    assert hidden(FIELD, VALUE, VALUE) == []
    assert hidden(FIELD, VALUE, {**VALUE, "auth": {"username": "ada"}}) == [PASSWORD]
    assert hidden(FIELD, VALUE, {**VALUE, "auth": {"password": "******"}}) == [PASSWORD]
    assert hidden(FIELD, VALUE, {**VALUE, "auth": {"password": "other"}}) == []
    mask = {**VALUE, "auth": {"username": "ada", "password": "c*****"}}
    assert unmasked(FIELD, mask, VALUE) == VALUE
    assert unmasked(FIELD, {**VALUE, "auth": {"password": "own"}}, VALUE)["auth"]["password"] == "own"
    assert unknown(FIELD, mask, {}, {}) == [PASSWORD]
    assert unknown(FIELD, mask, {}, {"task": {"auth": {"password": "c*****"}}}) == [], "it was given so"
    assert unknown(FIELD, {"auth": {"username": "ada"}}, {}, {}) == [PASSWORD], "there is one, untold"
    assert unknown(FIELD, {"auth": {"username": ""}}, {}, {}) == []


def test_they_are_given_beside_a_file():
    kind = types.SimpleNamespace(title="test", fields=(FIELD, Field("token", secret=True)))
    given = {label("task", place): f"new-{number}" for number, place in enumerate((PASSWORD, COOKIE, VARIABLE))}
    options = with_secrets(kind, {"task": nulled(FIELD, VALUE)}, {**given, "token": "t"})
    assert options["token"] == "t"
    assert [options["task"]["auth"]["password"], options["task"]["vars"][1]["value"]] == ["new-0", "new-2"]
    assert options["task"]["steps"][0]["task"]["headers"] == {"Cookie": "new-1", "Accept": "text"}
    assert with_secrets(kind, {}, {'task.headers."X.Key"': "x"}) == {"task": {"headers": {"X.Key": "x"}}}
    assert label("task", ("headers", "X.Key")) == 'task.headers."X.Key"'
    listed = {"task": {"tokens": ["a", "b"]}}
    assert with_secrets(kind, listed, {"task.tokens[1]": "x"}) == {"task": {"tokens": ["a", "x"]}}
    with pytest.raises(InputError, match="no such place"):
        with_secrets(kind, listed, {"task.tokens[2]": "x"})
    for wrong in ("task.vars[7].value", "task.auth.password.deep", "task.vars.name"):
        with pytest.raises(InputError, match="no such place"):
            with_secrets(kind, {"task": VALUE}, {wrong: "x"})
    assert with_secrets(kind, {}, {"task..x": 1}) == {"task..x": 1}, "an option that there is none of is refused later"


# -- with a kind -----------------------------------------------------------------------------------

HOOK = {
    "name": "Hook",
    "type": "simpleHTTPRequest",
    "url": "https://canary.invalid/1",
    "headers": {"Authorization": "Bearer canary-2", "Content-Type": "application/json"},
}


def stored(desk):
    (row,) = desk.client.rows("notify_objects_list").items
    return {item["key"]: item["value"] for item in row["optSet"]["headersConfig"]["items"]}


def test_no_output_shows_them_and_plain_words_stay(desk, tmp_path):
    station = Station(desk.emulator, desk.key)
    result = station.run(NOTIFY_OBJECT, {**HOOK, "verify": "quick"})
    assert result["notify_object"]["headers"] == {"Authorization": MASK, "Content-Type": "application/json"}
    assert result["invocation"]["headers"] == result["notify_object"]["headers"]
    station.run(NOTIFY_OBJECT, {**HOOK, "verify": "quick", "headers": {"Authorization": "canary-3"}})
    exported = read(desk.run(), NOTIFY_OBJECT, export=True)
    assert exported[0]["headers"] == {"Authorization": None}
    kept = b"".join(path.read_bytes() for path in (tmp_path / "state").glob("seen-*"))
    assert kept and b"canary" not in kept
    assert "canary" not in json.dumps([station.shown, exported, read(desk.run(), NOTIFY_OBJECT)])


@pytest.fixture
def masking(monkeypatch, desk):
    """A service that masks headers in what it answers."""
    rows = desk.client.__class__.rows

    def masking_rows(client, *args, **more):
        found = rows(client, *args, **more)
        for row in found.items:
            for item in row["optSet"].get("headersConfig", {}).get("items", []):
                item["value"] = item["value"].replace("canary", "****")
        return found

    monkeypatch.setattr(desk.client.__class__, "rows", masking_rows)
    return monkeypatch


def test_a_masked_one_is_written_in_every_run_or_left_alone(desk, masking):
    desk.ensure("notify_object", **HOOK)
    desk.new_task()
    again = desk.ensure("notify_object", update_secrets="always", **HOOK)
    assert again["changed"] and any("does not show 'headers.Authorization'" in text for text in again["warnings"])
    desk.new_task()
    assert not desk.ensure("notify_object", update_secrets="on_create", **HOOK)["changed"]


def test_a_mask_is_never_sent(desk, masking):
    desk.ensure("notify_object", **HOOK)
    desk.new_task()
    with pytest.raises(IncompleteError, match="does not show 'headers.Authorization' of notify object 'Hook'"):
        desk.ensure("notify_object", name="Hook", url="https://other.invalid")
    assert desk.sent == ["notify_objects_list"]
    desk.new_task()
    headers = {**HOOK["headers"], "Content-Type": "text/plain"}
    assert desk.ensure("notify_object", **{**HOOK, "headers": headers, "update_secrets": "on_create"})["changed"]
    masking.undo()
    assert stored(desk) == headers


def test_what_is_made_anew_gets_its_secrets_too(desk):
    desk.ensure("notify_object", name="Hook", type="mailGroup", to=["ada@example.com"])
    desk.new_task()
    desk.ensure("notify_object", **HOOK, update_secrets="on_create", force=True)
    assert stored(desk)["Authorization"] == "Bearer canary-2"
    assert bodies(desk, "notify_objects_create")[-1]["optSet"].keys() == {"url", "headersConfig"}
