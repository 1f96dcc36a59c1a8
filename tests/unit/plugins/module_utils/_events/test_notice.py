# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import itertools
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._events.columns import is_open, is_resolved
from ansible_collections.truewatch.openapi.plugins.module_utils._events.notice import NoticeError, alert_of, notices

#: The sample of the vendor's manual, repaired.
SAMPLE = {
    "timestamp": 1625638440,
    "df_status": "warning",
    "df_event_id": "event-xxxxxxxxxx",
    "df_title": "web001 is abnormal",
    "df_message": "web001 is abnormal\nNow: 90.1",
    "df_dimension_tags": '{"host":"web001"}',
    "df_monitor_id": "monitor_xxxxxxxxxx",
    "df_monitor_name": "Abnormal monitor",
    "df_monitor_checker_id": "rul_xxxxxxxxxx",
    "df_monitor_checker_name": "Abnormal check",
    "df_monitor_checker_value": "90.1",
    "df_monitor_checker_event_ref": "320fed7a6dd82a0bcb2a539248e6bedc",
    "df_fault_id": "event-first",
    "df_fault_status": "fault",
    "Result": 90.1,
    "df_event_link": "https://console.example.com/keyEvents/monitorChart?time=1",
    "df_workspace_uuid": "wksp_xxxxxxxxxx",
    "df_workspace_name": "My workspace",
}


def posted(content):
    return notices(json.dumps(content).encode())


def test_the_sample_of_the_manual_has_every_key():
    [alert] = posted(SAMPLE)
    assert alert == {
        "alert": "320fed7a6dd82a0bcb2a539248e6bedc",
        "outage": "event-first",
        "delivery": "event-xxxxxxxxxx",
        "resolved": False,
        "status": "warning",
        "title": "web001 is abnormal",
        "message": "web001 is abnormal\nNow: 90.1",
        "value": 90.1,
        "monitor": "Abnormal check",
        "monitor_id": "rul_xxxxxxxxxx",
        "tags": {"host": "web001"},
        "host": "web001",
        "time": "2021-07-07T06:14:00Z",
        "link": "https://console.example.com/keyEvents/monitorChart?time=1",
        "workspace": "wksp_xxxxxxxxxx",
        "payload": {**SAMPLE, "df_dimension_tags": {"host": "web001"}},
    }


def test_what_the_platform_does_not_say_is_not_there():
    assert posted({"text": "a test message", "df_title": ""}) == [
        {"resolved": False, "payload": {"text": "a test message", "df_title": ""}}
    ]


def test_merged_notices_come_one_by_one_and_in_order():
    assert [alert["delivery"] for alert in posted([{"df_event_id": "a"}, {"df_event_id": "b"}])] == ["a", "b"]


@pytest.mark.parametrize(
    "stamp, text",
    [
        (1642563300000, "2022-01-19T03:35:00Z"),
        (1642563300, "2022-01-19T03:35:00Z"),
        (1642563300.9, "2022-01-19T03:35:00Z"),
        ("2022-01-19", None),
        (True, None),
        (1e300, None),
        (-1e300, None),
    ],
)
def test_times_come_in_seconds_and_in_milliseconds(stamp, text):
    assert posted({"date": stamp})[0].get("time") == text


@pytest.mark.parametrize(
    "field, text, value",
    [
        ("df_meta", '{"alerts_sent": [{"a": "{}"}]}', {"alerts_sent": [{"a": "{}"}]}),
        ("df_channels", "[]", []),
        ("df_dimension_tags", "{broken", "{broken"),
        ("df_dimension_tags", '"text"', '"text"'),
        ("df_dimension_tags", "[" * 100_000, "[" * 100_000),
        ("df_message", '{"json": 1}', '{"json": 1}'),
        ("df_title", "[1]", "[1]"),
    ],
)
def test_fields_that_hold_json_as_text_are_decoded_and_no_others(field, text, value):
    assert posted({field: text})[0]["payload"] == {field: value}


def test_a_host_without_dimension_tags_is_told_too():
    assert alert_of({"host": "web-01", "df_dimension_tags": "broken"})["host"] == "web-01"
    assert alert_of({"host": "web-01", "df_dimension_tags": '{"host": "web-02"}'})["host"] == "web-02"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"null", b"1", b'"x"', b"[]", b"{}", b"[{}]", b'[{"a": 1}, 2]', b"[" * 100_000, b"\x00" * 10],
)
def test_what_is_no_notice_is_an_error_that_shows_nothing_of_it(body):
    with pytest.raises(NoticeError, match=r"^the body is (no JSON in UTF-8|neither a JSON object .* such objects)$"):
        notices(body)


def test_what_readers_stumble_over_becomes_legible():
    [alert] = notices(
        b'{"a": "\\ud800 \\u0000 \\u001b[2J \\n", "\\udfffk": 1e999, "n": NaN, "i": 1' + b"0" * 400 + b"}"
    )
    assert alert["payload"] == {
        "a": "\ufffd \ufffd \ufffd[2J \n",
        "\ufffdk": "Infinity",
        "n": "NaN",
        "i": "a number of 1329 bits",
    }


def test_names_that_are_empty_or_become_one_are_told_apart():
    assert posted({"": 1, "_": {"": 2}, "\x00": 3, "\x01": 4})[0]["payload"] == {
        "_": 1,
        "__2": {"_": 2},
        "\ufffd": 3,
        "\ufffd_2": 4,
    }


def test_many_names_that_become_one_cost_little():
    odd = [chr(code) for code in range(0x7F, 0xA0)]
    names = ["".join(letters) for letters in itertools.product(odd, repeat=3)]
    started = time.process_time()
    [alert] = posted(dict.fromkeys(names, 1))
    assert len(alert["payload"]) == len(names)
    assert time.process_time() - started < 5  # with a longer name for each it would take hours


def test_what_is_nested_too_deeply_is_said_to_be():
    depth = 200
    [alert] = notices(b'{"a": ' + b"[" * depth + b"]" * depth + b"}")
    assert "nested more than" in json.dumps(alert["payload"])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*SAMPLE, "date", "host", "df_meta"]) | st.text()


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=6))
def test_any_object_is_an_alert_that_can_be_written_as_json(fields):
    [alert] = posted(fields)
    json.dumps(alert, allow_nan=False).encode()
    assert isinstance(alert["resolved"], bool)


@pytest.mark.parametrize(
    "status, fault_status, open_, resolved",
    [
        ("critical", "fault", True, False),
        ("critical", None, True, False),
        ("nodata", None, True, False),
        ("critical", "ok", False, True),
        ("ok", "ok", False, True),
        ("nodata_as_ok", None, False, True),
        ("manual_ok", "", False, True),
        ("info", None, False, False),
        (None, None, False, False),
        ([], {}, True, False),
    ],
)
def test_the_status_of_the_fault_counts_before_that_of_the_event(status, fault_status, open_, resolved):
    row = {"df_status": status, "df_fault_status": fault_status}
    assert is_open(row) is open_
    assert is_resolved(row) is resolved
