# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

from ansible_collections.truewatch.openapi.plugins.module_utils._queries.rows import compacted


def test_no_value_breaks_those_who_read_the_row():
    deep = json.loads("[" * 900 + "]" * 900)
    row = compacted({"deep": deep, "odd": float("inf"), "in": [float("nan"), {"a": 1.5}], "ok": 2.0}.items(), {})
    assert json.dumps(row["deep"]).count("[") == 32
    assert "nested more than 32 levels deep" in json.dumps(row["deep"])
    assert {**row, "deep": None} == {"deep": None, "odd": "Infinity", "in": ["NaN", {"a": 1.5}], "ok": 2.0}


def test_mappings_are_nested_no_deeper_than_lists():
    deep = json.loads('{"a":' * 100 + "1" + "}" * 100)
    assert json.dumps(compacted([("deep", deep)], {})).count("{") == 33


def test_nulls_are_left_out_and_texts_are_kept_once():
    known = {}
    first, second = (compacted([("a", "".join(["x", "y"])), ("b", None)], known) for _time in range(2))
    assert first == second == {"a": "xy"}
    assert first["a"] is second["a"]
