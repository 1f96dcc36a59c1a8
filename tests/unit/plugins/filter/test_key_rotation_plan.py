# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a rotation came, as the keys tell."""

from __future__ import annotations

import re
import time

import pytest

from ansible_collections.truewatch.openapi.plugins.filter.key_rotation_plan import key_rotation_plan
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.times import instant_text

DAY = 86400


def key(number, days=0, name="ansible", made_by="acnt_ada", **told):
    return {
        "uuid": f"wsak_{number}",
        "name": name,
        "made_by": made_by,
        "created_at": instant_text(int(time.time()) - days * DAY),
        "in_use": False,
        **told,
    }


OLD, NEW = key(1, 100, in_use=True), key(2, 5, made_by="wsak_1")
SWITCHED = [{**OLD, "in_use": False}, {**NEW, "in_use": True}]
CI = [key(3, 50, "ci"), key(4, 5, "ci", "wsak_gone")]


@pytest.mark.parametrize(
    ("keys", "options", "step", "old", "new", "is_own", "is_due"),
    [
        ([OLD], {}, "create", 1, None, True, True),
        ([OLD], {"max_age": "90d", "grace": "7d"}, "create", 1, None, True, False),
        ([OLD], {"max_age": "101d"}, "none", 1, None, True, True),
        ([OLD, *CI], {}, "create", 1, None, True, True),
        ([NEW, OLD], {}, "continue", 1, 2, True, True),
        ([OLD, NEW], {"grace": "7d"}, "continue", 1, 2, True, False),
        ([OLD, NEW], {"grace": "4d"}, "continue", 1, 2, True, True),
        (SWITCHED, {}, "finish", 1, 2, False, True),
        (SWITCHED, {"grace": "4d", "max_age": "1d"}, "finish", 1, 2, False, True),
        (SWITCHED, {"grace": "7d"}, "wait", 1, 2, False, False),
        ([OLD, *CI], {"name": "ci"}, "continue", 3, 4, False, True),
        ([OLD, CI[0]], {"name": "ci", "max_age": "90d"}, "none", 3, None, False, True),
        ([{**OLD, "created_at": None}], {}, "create", 1, None, True, True),
    ],
)
def test_the_next_step(keys, options, step, old, new, is_own, is_due):
    plan = key_rotation_plan(keys, **options)
    assert (plan["step"], plan["old"], plan["new"]) == (step, f"wsak_{old}", f"wsak_{new}" if new else "")
    assert (plan["is_own"], plan["is_due"]) == (is_own, is_due)
    assert re.fullmatch(r"20..-..-..T..:..:..Z", plan["delete_after"])


def test_a_clock_that_is_behind_that_of_the_service_keeps_no_old_key():
    assert key_rotation_plan([OLD, {**NEW, "created_at": key(9, -1)["created_at"]}])["is_due"]


def hidden(one):
    return {name: value for name, value in one.items() if name != "in_use"}


@pytest.mark.parametrize(
    ("keys", "options", "why"),
    [
        ([OLD], {"name": "ci"}, "There is no API key named 'ci'"),
        ([hidden(OLD), hidden(CI[0])], {}, "does not tell which API key is in use: set 'key_rotation_name'"),
        ([hidden(OLD), hidden(NEW)], {"name": "ansible"}, "newer one is wsak_2, the older one wsak_1"),
        ([OLD, NEW, key(5, made_by="wsak_2")], {}, "There are 3 API keys named 'ansible', .* wsak_1, wsak_2, wsak_5"),
        ([OLD, {**NEW, "made_by": "acnt_ada"}], {}, "nothing tells that one was made to take the place"),
        ([OLD, hidden(NEW) | {"made_by": None, "in_use": False}], {}, "nothing tells that one was made"),
        (
            [{**OLD, "made_by": "wsak_9"}, {**NEW, "created_at": OLD["created_at"], "made_by": "wsak_9"}],
            {},
            "nothing tells",
        ),
        (
            [{**OLD, "created_at": None}],
            {"max_age": "90d"},
            "does not tell when the API key 'ansible' .wsak_1. was made",
        ),
        ([OLD], {"max_age": "90"}, "'key_rotation_max_age' is the number 90, without a unit"),
        ([OLD], {"grace": "soon"}, "'key_rotation_grace' is 'soon'"),
    ],
)
def test_what_is_refused(keys, options, why):
    plan = key_rotation_plan(keys, **options)
    assert plan["step"] == "refuse"
    assert re.search(why, plan["why"]), plan["why"]


def test_a_key_whose_use_is_not_told_counts_as_ones_own():
    assert key_rotation_plan([hidden(OLD)], name="ansible")["is_own"] is True
