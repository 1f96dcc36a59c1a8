# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of objects: columns, order, versions, and text that no spreadsheet or page takes for more than text."""

from __future__ import annotations

import csv
import io
import json

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.filter.object_table import object_table, version_key


def read(text):
    return list(csv.reader(io.StringIO(text), strict=True))


#: Each is older than the next one.
VERSIONS = [
    "0.9",
    "1.9.0",
    "v1.10.0",
    "1.72.0",
    "1.72.1-7",
    "1.72.1-beta",
    "1.72.1-rc2",
    "1.72.1-rc10",
    "1.72.1",
    "2.0.0+build5",
]


def test_versions_are_compared_as_versions():
    keys = [version_key(version) for version in VERSIONS]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)
    assert version_key("1.72") == version_key("1.72.0") == version_key("V1.72.0+x")
    assert [version_key(one) for one in ("unknown", "", None, 1.7, "1..2", "1.2 x")] == [None] * 6


def test_objects_are_sorted_and_what_has_no_value_comes_last():
    rows = [{"host": f"h{number}", "ver": version} for number, version in enumerate([*VERSIONS[::-1], None, ""])]
    names = [row[0] for row in read(object_table(rows, ["host"], order_by=["ver"]))[1:]]
    assert names == [f"h{number}" for number in [*range(9, -1, -1), 10, 11]]
    names = [row[0] for row in read(object_table(rows, ["host"], order_by=["-ver", "-host"]))[1:]]
    assert names == [*(f"h{number}" for number in range(10)), "h11", "h10"]
    mixed = [{"n": "b"}, {"n": 10}, {"n": "a"}, {"n": 9}, {"n": "1.0"}]
    assert read(object_table(mixed, ["n"], order_by=["n"]))[1:] == [["9"], ["10"], ["1.0"], ["a"], ["b"]]


def test_older_than_keeps_what_has_no_version():
    rows = [{"ver": version} for version in ["1.9.0", "1.70.2", "1.72.0", "1.72.0-rc1", "1.72.1", "dev", None]]
    told = read(object_table(rows, ["ver"], older_than={"ver": "1.72.0"}))
    assert told[1:] == [["1.9.0"], ["1.70.2"], ["1.72.0-rc1"], ["dev"], [""]]
    with pytest.raises(AnsibleFilterError, match="'older_than' holds 'new': give a version as text"):
        object_table(rows, ["ver"], older_than={"ver": "new"})


def test_a_field_that_no_object_has_is_told_with_the_nearest_one():
    rows = [{"datakit_ver": "1.0", "host": "a", "region": None}]
    with pytest.raises(AnsibleFilterError, match=r"has the field 'datakit_version' \(did you mean 'datakit_ver'\?\)"):
        object_table(rows, ["host", "datakit_version"])
    with pytest.raises(AnsibleFilterError, match="has the field 'region'"):
        object_table(rows, ["host"], order_by=["-region"])
    assert read(object_table(rows, ["region"], optional=["region"])) == [["region"], [""]]
    assert read(object_table([], ["anything"])) == [["anything"]]


HOSTILE = {
    "=1+1": "'=1+1",
    "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0",
    "-2+3": "'-2+3",
    "@SUM(A1)": "'@SUM(A1)",
    " \t=1": "'  =1",
    "\r=1": "' =1",
    "\uff1d1": "'\uff1d1",
    'say "hi", you;\nbye': 'say "hi", you; bye',
    "größe \U0001f600": "größe \U0001f600",
    "\u202eab\x1b[31m\ud800": " ab [31m ",
    -5: "-5",
    0.5: "0.5",
    True: "true",
}


def test_text_is_text_in_csv_and_in_markdown():
    rows = [{"value": value, "host": "=h"} for value in HOSTILE]
    text = object_table(rows, ["value", "host"])
    assert read(text) == [["value", "host"], *([expected, "'=h"] for expected in HOSTILE.values())]
    assert all(line.startswith('"') and line.endswith('"') for line in text.splitlines())
    text.encode()
    rows = [{"value": "a`|b\nc <b>", "none": None}, {"value": "", "none": 1}]
    told = object_table(rows, ["value", "none"], form="markdown")
    assert told == "| `value` | `none` |\n| --- | --- |\n| `a b c <b>` |  |\n|  | `1` |\n"


def test_labels_and_times_are_columns():
    rows = [
        {"df_label": ["prod", "team:web", "team=shop"], "last_update_time": 1_800_000_000_000},
        {"df_label": '["team:=x"]', "time": 1_700_000_000_000},
        {},
    ]
    columns = json.loads('["df_label", "label:prod", "label:team", "last_report", "silent"]')  # as a play has them
    told = read(object_table(rows, columns, order_by=["-last_report"], silent_before=1_750_000_000_000))
    assert told[1:] == [
        ["prod team:web team=shop", "yes", "web shop", "2027-01-15T08:00:00Z", "no"],
        ['["team:=x"]', "", "'=x", "2023-11-14T22:13:20Z", "yes"],
        ["", "", "", "", "yes"],
    ]
    told = read(object_table(rows, ["silent"]))
    assert told[1:] == [["no"], ["no"], ["no"]], "nobody says since when"
    told = read(object_table(rows, ["silent"], silent_before=1_700_000_000_000))
    assert told[1:] == [["no"], ["no"], ["yes"]], "one that reported just then is not silent"
