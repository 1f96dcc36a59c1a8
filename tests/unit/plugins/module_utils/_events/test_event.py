# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing and closing events: what is sent, once, and what is told when something goes wrong."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._events import sent

CUSTOM = "E::custom:(`df_title`, `df_status`, `df_message`, `unique_key`, `service`, `time`)"
MARKER = {"title": "Shop 1.4.2 goes live", "unique_key": "deploy-1.4.2", "tags": {"service": "shop"}}
WRITES = {"event_create", "event_recover", "checkers_event_receive"}
SECRET = "canary-5e1c-secret"
MONITOR = {
    "jsonScript": {"type": "OuterEventChecker", "title": "Backups", "name": "Backups", "subUri": "backup"},
    "secret": SECRET,
}


@pytest.fixture
def later(monkeypatch):
    """What was written is long known to queries: this machine remembers none of it."""
    monkeypatch.setattr(sent, "SHOWN_AFTER", -1)


def writes(tell):
    return [name for name in tell.sent() if name in WRITES]


def test_an_event_is_written(tell):
    result = tell("event", title="Shop goes live", description="By Ada", at="-5m", tags={"service": "shop", "build": 7})
    (row,) = tell.rows("E::custom")
    assert (row["df_title"], row["df_status"], row["df_message"]) == ("Shop goes live", "info", "By Ada")
    assert (row["service"], row["build"], row["df_source"], row["df_origin"]) == ("shop", "7", "custom", "ansible")
    assert row["time"] == result["event"]["at"]
    assert (result["changed"], result["api_calls"]) == (True, 1)
    assert result["diff"]["after"]["title"] == "Shop goes live"


def test_what_no_request_can_hold_is_replaced(tell):
    tell("event", title="\x1b[31m\ud800", description="\x00 as\nit\tis", tags={"service": "\udc80"})
    (row,) = tell.rows("E::custom:(`df_title`, `df_message`, `service`)")
    assert (row["df_title"], row["df_message"], row["service"]) == ("\ufffd[31m\ufffd", "\ufffd as\nit\tis", "\ufffd")


def test_without_a_key_each_run_writes_one(tell):
    for _run in range(2):
        assert tell("event", title="x")["changed"]
    assert writes(tell) == ["event_create"] * 2


@pytest.mark.usefixtures("later")
def test_an_event_of_a_key_is_written_once(tell):
    first, second = tell("event", **MARKER), tell("event", **MARKER)
    assert (first["changed"], second["changed"]) == (True, False)
    assert second["event_id"].startswith("E_")
    assert tell.sent() == ["query_data_v1", "event_create", "query_data_v1"]
    assert len(tell.rows(CUSTOM)) == 1


def test_what_was_written_just_now_is_known_before_queries_show_it(tell, emulator):
    """The service shows an event only after a while, and hosts of one play come at once."""
    tell("event", **MARKER)
    emulator.control("POST", "series", {"series": [{"source": "E::custom", "points": []}], "replace": True})
    assert [tell("event", **MARKER)["changed"] for _host in range(3)] == [False] * 3
    assert tell.sent() == ["query_data_v1", "event_create"]


@pytest.mark.usefixtures("later")
def test_a_key_is_looked_for_within_a_time(tell):
    tell.emulator.series("E::custom", {"at": -90000, "df_title": "old", "unique_key": "deploy-1.4.2"})
    assert not tell("event", **MARKER)["changed"]
    assert tell("event", **MARKER, unique_within="1d")["changed"]


@pytest.mark.usefixtures("later")
def test_a_marker_is_opened_and_closed_once(tell):
    tell("event", **MARKER)
    closed = tell("event", state="recovered", unique_key="deploy-1.4.2", tags={"service": "shop"})
    again = tell("event", state="recovered", unique_key="deploy-1.4.2")
    assert (closed["changed"], again["changed"]) == (True, False)
    assert closed["event"]["title"] == MARKER["title"]
    assert [row["df_status"] for row in tell.rows(CUSTOM)] == ["ok", "info"]
    assert not tell("event", **MARKER)["changed"]


def test_a_marker_is_closed_just_after_it_was_opened(tell):
    tell("event", **MARKER)
    assert tell("event", state="recovered", unique_key="deploy-1.4.2")["changed"]
    assert not tell("event", state="recovered", unique_key="deploy-1.4.2")["changed"]
    assert len(writes(tell)) == 2


def test_what_was_never_opened_needs_no_closing(tell):
    assert not tell("event", state="recovered", unique_key="deploy-1.4.2")["changed"]
    assert writes(tell) == []


def fault(tell, at=-60, status="critical", fault="fault", ref="ref-1", **more):
    tell.emulator.series(
        "E::monitor",
        {"at": at, "df_status": status, "df_fault_status": fault, "df_title": "CPU", **more},
        df_monitor_checker_event_ref=ref,
    )


@pytest.mark.usefixtures("later")
def test_an_event_of_a_monitor_is_closed(tell):
    fault(tell)
    assert len(tell("event_info")["events"]) == 1
    result = tell("event", state="recovered", event_ref="ref-1")
    assert (result["changed"], result["event"]) == (True, None)
    assert result["event_id"].startswith("E_")
    assert not tell("event", state="recovered", event_ref="ref-1")["changed"]
    assert writes(tell) == ["event_recover"]
    assert tell("event_info")["events"] == []


def test_a_reference_of_no_event_is_a_mistake(tell):
    with pytest.raises(InputError, match="no event with the reference 'gone' within 7d"):
        tell("event", state="recovered", event_ref="gone")
    assert writes(tell) == []


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ({"title": "x"}, ["event_create"]),
        (MARKER, ["event_create"]),
        ({"state": "recovered", "event_ref": "ref-1"}, ["event_recover"]),
    ],
)
def test_check_mode_writes_nothing(tell, options, written):
    fault(tell)
    assert tell("event", check_mode=True, **options)["changed"]
    assert writes(tell) == []
    assert tell("event", **options)["changed"]
    assert writes(tell) == written


# -- external event monitors


def test_an_external_event_monitor_takes_events(tell, api):
    api.content(api.post("/api/v1/checker/add", MONITOR))
    options = {"monitor_secret": SECRET, "monitor_path": "/backup", "dimensions": {"host": "web-01"}}
    failed = {"title": "Backup failed", "status": "critical", "tags": {"app_job": 7}, "extra": {"a": 1}}
    result = tell("event", **options, **failed, value=3)
    (event,) = tell("event_info", **{"from": "-1h"})["events"]
    assert (event["df_title"], event["df_status"]) == ("Backup failed", "critical")
    assert event["df_dimension_tags"] == {"host": "web-01"}
    assert event["df_meta"] == {"extra_data": {"a": 1}}
    (row,) = tell.rows("E::monitor")
    assert (row["host"], row["app_job"], row["df_monitor_checker_value"]) == ("web-01", "7", "3.0")
    assert SECRET not in str(result)
    assert tell("event", **options, state="recovered", title="Backup is fine")["changed"]
    assert tell("event_info")["events"] == []
    assert SECRET not in str(tell.emulator.requests(bodies=True))


def test_a_refusal_does_not_show_the_secret(tell):
    tell.emulator.fault("500", "checkers_event_receive")
    with pytest.raises(ApiError) as caught:
        tell("event", title="x", monitor_secret=SECRET, monitor_path="backup")
    assert SECRET not in str(caught.value)
    assert "{secret}" in str(caught.value)


# -- faults


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("fault", ["reset_after", "500_after", "truncated", "cut"])
def test_a_write_whose_answer_is_lost_is_looked_for(tell, fault):
    tell.emulator.fault(fault, "event_create")
    assert tell("event", **MARKER)["changed"]
    assert not tell("event", **MARKER)["changed"]
    assert len(tell.rows(CUSTOM)) == 1


@pytest.mark.usefixtures("later")
def test_a_page_in_place_of_an_answer_leaves_the_outcome_open(tell):
    """Nothing was written, and nobody could know."""
    tell.emulator.fault("html_200", "event_create")
    with pytest.raises(ApiError, match="Run the task again after some minutes: it looks before it writes"):
        tell("event", **MARKER)
    assert writes(tell) == ["event_create"]


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("fault", ["reset_before", "500", "success_false"])
def test_a_write_that_failed_is_repeated_by_the_next_run_only(tell, fault):
    tell.emulator.fault(fault, "event_create")
    with pytest.raises(ApiError):
        tell("event", **MARKER)
    assert tell.rows(CUSTOM) == []
    assert writes(tell) == ["event_create"]
    assert tell("event", **MARKER)["changed"]
    assert len(tell.rows(CUSTOM)) == 1


def test_without_a_key_a_lost_answer_is_told_and_nothing_is_repeated(tell):
    tell.emulator.fault("reset_after", "event_create")
    with pytest.raises(ApiError, match="Look for the event before you run the task again"):
        tell("event", title="x")
    assert tell.sent() == ["event_create"]


def test_a_throttled_write_is_written_once(tell):
    tell.emulator.fault("throttle", "event_create")
    assert tell("event", title="x", rate_limit="1000/1")["changed"]
    assert len(tell.rows("E::custom")) == 1


@pytest.mark.parametrize("fault", ["500", "reset_before", "truncated", "null_content"])
def test_a_key_that_cannot_be_looked_for_writes_nothing(tell, fault):
    tell.emulator.fault(fault, "query_data_v1", times=None)
    with pytest.raises(ApiError):
        tell("event", **MARKER)
    assert writes(tell) == []


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("fault_name", ["reset_after", "500_after", "truncated"])
def test_closing_whose_answer_is_lost_is_looked_for(tell, fault_name):
    fault(tell)
    tell.emulator.fault(fault_name, "event_recover")
    assert tell("event", state="recovered", event_ref="ref-1")["changed"]
    assert not tell("event", state="recovered", event_ref="ref-1")["changed"]
    assert writes(tell) == ["event_recover"]


# -- mistakes


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "'title' is missing or empty"),
        ({"title": "  "}, "'title' is empty"),
        ({"title": "x", "unique_key": " "}, "'unique_key' is empty"),
        ({"title": "x", "unique_key": "k" * 257}, "'unique_key' must be a text of 1 to 256 characters"),
        ({"title": "x", "unique_key": "a\nb"}, "'unique_key' must be a text"),
        ({"title": "x", "event_ref": "r"}, "goes with 'state: recovered'"),
        ({"title": "x", "tags": {"df_status": "ok"}}, "the service keeps names like 'df_status' for itself"),
        ({"title": "x", "tags": {"a": {"b": 1}}}, "'tags.a' must be a text, a number"),
        ({"title": "x", "tags": {"a": None}}, "'tags.a' must be a text, a number"),
        ({"title": "x", "tags": {"unique_key": "k"}}, "written by the option of this name"),
        ({"title": "x", "at": "soon"}, "'at' is 'soon', which is no time"),
        ({"title": "x", "dimensions": {"a": "b"}}, "'dimensions' belongs to an external event monitor"),
        ({"title": "x", "monitor_secret": "s"}, "'monitor_path' is missing or empty"),
        ({"title": "x", "monitor_secret": "", "monitor_path": "p"}, "'monitor_secret' is empty"),
        ({"title": "x", "monitor_path": "p"}, "'monitor_path' belongs to an external event monitor"),
        ({"title": "x", "monitor_secret": "s", "monitor_path": "p", "status": "nodata"}, "does not take nodata"),
        ({"title": "x", "monitor_secret": "s", "monitor_path": "p", "value": "inf"}, "'value' must be a number"),
        ({"state": "recovered", "event_ref": "r", "unique_key": "k"}, "mutually exclusive"),
        ({"state": "recovered"}, "needs to know what has recovered"),
        ({"state": "recovered", "event_ref": " "}, "'event_ref' is empty"),
        ({"state": "recovered", "event_ref": "a\nb"}, "'event_ref' must be one line of text"),
        ({"state": "recovered", "monitor_secret": "s", "monitor_path": "p"}, "wants it in every event"),
        ({"title": "x", "unique_key": "k", "unique_within": "long"}, "'unique_within' is 'long'"),
        ({"titel": "x"}, "titel"),
        ({"name": "x"}, "what happened is the option 'title'"),
    ],
)
def test_a_mistake_costs_no_request(tell, options, said):
    with pytest.raises(InputError, match=said):
        tell("event", **options)
    assert tell.sent() == []
