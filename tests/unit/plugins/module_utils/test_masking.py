# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are hidden where they stand, and nothing else becomes unusable."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.secret import MASK
from ansible_collections.truewatch.openapi.plugins.module_utils._masking import masked, masked_text

RESULT = {
    "changed": True,
    "api_calls": 12,
    "waited_seconds": 1.5,
    "notify_object": {
        "uuid": "notify_12e6023f5b4944e2a6e5d2ea4ed7a1b1",
        "name": "Ops 1",
        "updated_at": "2026-11-23T22:00:00Z",
        "enabled": True,
        "to": None,
    },
    "summary": {"create": 1, "change": 10},
    "results": [{"name": "1", "uuid": "rul_custom_1" + "0" * 31}],
}


@given(st.sets(st.text("0123456789abcdef_-:TZ.", min_size=1, max_size=7), max_size=5))
def test_short_secrets_leave_data_as_it_is(secrets):
    assert masked(RESULT, secrets) == RESULT


@given(st.data())
def test_ids_times_and_numbers_stay_whatever_part_of_them_is_a_secret(data):
    text = data.draw(st.sampled_from([RESULT["notify_object"]["uuid"], "2026-11-23T22:00:00Z", "12345678901"]))
    start = data.draw(st.integers(0, len(text) - 2))
    secret = text[start : data.draw(st.integers(start + 1, len(text) - (start == 0)))]
    shown = masked({"uuid": text[:] if text[0] != "1" else "x", "count": 12345678901}, [secret])
    assert shown == {"uuid": text if text[0] != "1" else "x", "count": 12345678901}


@pytest.mark.parametrize("place", ["msg", "exception", "name", "warnings"])
def test_a_secret_of_some_length_is_hidden_everywhere(place):
    result = {place: "about canary-1 and", "deep": [{"canary-1": {"x": ["canary-1"]}}], "error": {"code": "canary-1"}}
    assert "canary" not in json.dumps(masked(result, ["canary-1"]))


def test_in_messages_short_secrets_are_hidden_where_they_stand_alone():
    message = "The token s3cr3 of 'R1' is wrong: s3cr3t, 1 of 3, \"1\""
    assert masked_text(message, ["s3cr3", "1"]) == f"The token {MASK} of 'R1' is wrong: s3cr3t, 1 of 3, \"{MASK}\""


def test_messages_hold_nothing_that_a_terminal_obeys():
    remote = "a\x1b]0;b\x07c\x9bd\u202ee\rf"
    result = masked({"msg": remote, "warnings": [remote], "results": [{"msg": remote, "name": remote}]}, [])
    assert result == {
        "msg": "a ]0;b c d e f",
        "warnings": ["a ]0;b c d e f"],
        "results": [{"msg": "a ]0;b c d e f", "name": remote}],
    }


def test_every_result_can_be_written():
    """Ansible refuses the result of a module that holds half a character."""
    result = masked({"objects": [{"h\ud800": "\udfff", "name": "日本 \U0001f600"}], "msg": "\ud800"}, ())
    json.dumps(result, ensure_ascii=False).encode()
    assert result["objects"] == [{"h\ufffd": "\ufffd", "name": "日本 \U0001f600"}]
