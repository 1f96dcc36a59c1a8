# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names on services that rewrite them, texts with other line ends, and names that look like patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import (
    ConflictError,
    InputError,
    UnfinishedError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.rules import despite_line_ends

KINDS = {
    "dashboard": {},
    "mute": {"hosts": ["web-1"], "duration": "2h"},
    "notify_object": {"type": "wechatRobot", "webhook": "https://example.com", "update_secrets": "on_create"},
    "alert_notice_date": {"dates": ["2026-12-24"]},
}


def creates(desk):
    return [r["operationId"] for r in desk.emulator.requests() if r["operationId"].endswith("_create")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["two  blanks", "Cafe\u0301"])
def test_a_service_that_rewrites_names_gets_one_object(desk, kind, name):
    desk.emulator.vary("normal_names")
    with pytest.raises((UnfinishedError, ConflictError), match="keeps? (its name|names)"):
        desk.ensure(kind, name=name, **KINDS[kind])
    for check_mode in (True, False):
        desk.new_task()
        with pytest.raises(ConflictError, match="nothing was written"):
            desk.ensure(kind, check_mode, name=name, **KINDS[kind])
    assert len(creates(desk)) == 1
    desk.new_task()
    kept = {"two  blanks": "two blanks", "Cafe\u0301": "Caf\u00e9"}[name]
    assert not desk.ensure(kind, name=kept, **KINDS[kind])["changed"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", [" x", "x ", "x\n", "\u3000x"])
def test_a_name_with_blanks_at_its_ends_is_refused(desk, kind, name):
    with pytest.raises(InputError, match="begins or ends with a blank"):
        desk.ensure(kind, name=name, **KINDS[kind])
    assert not creates(desk)


def test_an_object_that_has_such_a_name_already_is_kept_and_can_be_renamed(desk):
    uuid = desk.client.call("dashboards_create", body={"name": "x "}).content["uuid"]
    desk.new_task()
    assert not desk.ensure(name="x ")["changed"]
    assert desk.ensure(uuid=uuid, name="x")["changed"]
    with pytest.raises(InputError, match="begins or ends with a blank"):
        desk.ensure(uuid=uuid, name="x ")


def test_a_service_that_keeps_names_takes_any(desk):
    for name in ("two  blanks", "Cafe\u0301"):
        assert desk.ensure(name=name)["changed"]
        desk.new_task()
        assert not desk.ensure(name=name)["changed"]


def test_line_ends_that_the_service_rewrites_are_no_change(desk):
    desk.emulator.vary("crlf_texts")
    options = {"name": "CPU", "description": "one\ntwo"}
    desk.ensure(**options)
    desk.new_task()
    assert not desk.ensure(**options)["changed"]
    changed = desk.ensure(name="CPU", description="one\ntwo\nthree")
    assert changed["changed"]


TEXTS = st.text(alphabet="ab\r\n", max_size=6)
VALUES = st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("xy"), inner))


@given(VALUES, VALUES)
def test_nothing_but_line_ends_is_passed_over(actual, wanted):
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return [plain(item) for item in value] if isinstance(value, list) else value.replace("\r\n", "\n")

    assert (despite_line_ends(actual, wanted) == wanted) is (plain(actual) == plain(wanted))
    assert plain(despite_line_ends(actual, wanted)) == plain(actual)


@pytest.mark.parametrize("kind", KINDS)
def test_a_pattern_for_a_name_deletes_nothing_and_says_so(desk, kind):
    for name in ("tmp-a", "tmp-b"):
        desk.ensure(kind, name=name, **KINDS[kind])
    desk.new_task()
    told = desk.ensure(kind, name="tmp-*", state="absent")
    assert not told["changed"]
    assert "it would fit 2: 'tmp-a', 'tmp-b'" in told["warnings"][0]
    assert "prune" in told["warnings"][0]


@pytest.mark.parametrize("name", ["[prod] CPU", "Is it up?", "gone"])
def test_a_name_that_is_merely_gone_is_no_pattern(desk, name):
    desk.ensure(name=name)
    desk.ensure(name="other")
    for changed in (True, False):
        told = desk.ensure(name=name, state="absent")
        assert (told["changed"], told["warnings"]) == (changed, [])


def test_a_name_that_differs_in_blanks_is_hinted_at(desk):
    desk.ensure(name="two blanks")
    told = desk.ensure(name="two  blanks", state="absent")
    assert not told["changed"]
    assert "one named 'two blanks'" in told["warnings"][0]
