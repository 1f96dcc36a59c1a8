# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unrecovered events over any time, and events by id."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError

HOUR = 3600


def event(tell, hours_ago, ref, status="critical", **columns):
    tell.emulator.series(
        "E::monitor",
        {"at": -hours_ago * HOUR, "df_status": status, "df_title": f"{ref} is {status}", **columns},
        df_monitor_checker_event_ref=ref,
        df_dimension_tags='{"host":"web-01"}',
    )


def refs(result):
    return [one["df_monitor_checker_event_ref"] for one in result["events"]]


def test_six_hours_are_one_request(tell):
    event(tell, 1, "a")
    event(tell, 2, "b", "warning")
    event(tell, 3, "c")
    event(tell, 0.5, "c", "ok")
    result = tell("event_info")
    assert refs(result) == ["a", "b"]
    assert result["events"][0]["df_dimension_tags"] == {"host": "web-01"}
    assert result["events"][0]["time"] == result["events"][0]["date"]
    assert (result["changed"], tell.sent()) == (False, ["event_abnormal_list"])


def test_a_day_is_read_in_parts_and_what_has_recovered_since_is_none(tell):
    """An old part of the time knows nothing of a recovery that came after it."""
    event(tell, 1, "new")
    event(tell, 20, "still open")
    event(tell, 20, "recovered since")
    event(tell, 2, "recovered since", "ok")
    event(tell, 20, "again and again")
    event(tell, 8, "again and again", "warning")
    event(tell, 30, "too old")
    result = tell("event_info", **{"from": "-24h"})
    assert refs(result) == ["new", "again and again", "still open"]
    assert result["events"][1]["df_status"] == "warning"
    assert tell.sent() == ["event_abnormal_list"] * 4 + ["query_data_v1"]


def test_no_query_is_sent_for_what_the_newest_part_tells(tell):
    event(tell, 1, "new")
    tell("event_info", **{"from": "-12h"})
    assert tell.sent() == ["event_abnormal_list"] * 2


def test_the_status_that_counts_is_the_latest(tell):
    event(tell, 20, "better now")
    event(tell, 2, "better now", "warning")
    event(tell, 20, "as before")
    assert refs(tell("event_info", status="critical", **{"from": "-24h"})) == ["as before"]


def test_many_pages_of_many_events(tell):
    for number in range(130):
        event(tell, 1, f"r{number}")
        event(tell, 9, f"old{number}")
    event(tell, 2, "old7", "ok")
    result = tell("event_info", **{"from": "-12h"})
    assert len(refs(result)) == len(set(refs(result))) == 259
    assert tell.sent() == ["event_abnormal_list"] * 4 + ["query_data_v1"]


def test_filters_and_search(tell):
    event(tell, 1, "a", host="web-01")
    event(tell, 1, "b", host="web-02")
    event(tell, 1, "c", host="db-01")
    assert set(refs(tell("event_info", filters={"host": ["web-01", "web-02"]}))) == {"a", "b"}
    assert refs(tell("event_info", search="c is")) == ["c"]


def test_by_id(tell):
    event(tell, 1, "a", df_meta="no json", Result=None)
    (known,) = tell("event_info")["events"]
    result = tell("event_info", ids=[known["__docid"], "E_gone", known["__docid"]])
    (found,) = result["events"]
    assert (found["df_title"], found["df_meta"], "Result" in found) == ("a is critical", "no json", False)
    assert result["missing"] == ["E_gone"]
    assert tell.sent(1) == ["event_get"] * 2


@pytest.mark.parametrize("fault", ["500", "reset_before", "truncated"])
def test_a_passing_fault_costs_a_repetition(tell, fault):
    event(tell, 1, "a")
    event(tell, 8, "b")
    for operation in ("event_abnormal_list", "query_data_v1"):
        tell.emulator.fault(fault, operation)
    if fault == "truncated":
        with pytest.raises(ApiError):
            tell("event_info", **{"from": "-12h"})
        return
    assert refs(tell("event_info", **{"from": "-12h"})) == ["a", "b"]


@pytest.mark.parametrize("after", range(3))
@pytest.mark.parametrize("fault", ["500", "html_200", "no_such_route"])
def test_a_fault_at_any_request_is_an_error_and_no_short_list(tell, fault, after):
    event(tell, 1, "a")
    event(tell, 8, "b")
    tell.emulator.fault(fault, after=after, times=None)
    with pytest.raises(ApiError):
        tell("event_info", **{"from": "-12h"})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"ids": []}, "'ids' is empty"),
        ({"ids": ["E_1"], "search": "x"}, "mutually exclusive"),
        ({"from": "-200d"}, "more than 100 days"),
        ({"from": "2h"}, "before or after now"),
        ({"from": "-1h", "to": "-2h"}, "'from' must be before 'to'"),
        ({"filters": {"host": []}}, "so nothing could match"),
        ({"timezone": "Mars"}, "'timezone' is 'Mars'"),
        ({"since": "-1h"}, "from 'from' to 'to'"),
    ],
)
def test_a_mistake_costs_no_request(tell, options, said):
    with pytest.raises(InputError, match=said):
        tell("event_info", **options)
    assert tell.sent() == []
