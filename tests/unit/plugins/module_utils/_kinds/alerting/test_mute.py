# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mute rules on the wire: one window at a time, whatever the clock says."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine import times
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import MISSING
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE

pytestmark = pytest.mark.usefixtures("each_list_shape")

NOW = times.instant("", "2026-11-23T21:00:00Z", "UTC")
MINUTE, HOUR = 60, 3600


class Clock:
    """A mute rule, kept on a desk whose clock stands at NOW until it is moved on."""

    def __init__(self, desk):
        self.desk = desk
        self.at(0)

    def at(self, seconds):
        self.desk.now = lambda: NOW + seconds
        return self

    def mute(self, check_mode=False, **params):
        self.desk.new_task()
        return self.desk.ensure("mute", check_mode, **{"name": "patch", **params})

    def changes(self, **params):
        """The options that a run changes, in check mode as in the real run."""
        planned = self.mute(check_mode=True, **params)
        assert not any(sent.startswith("mutes_") and sent != "mutes_list" for sent in self.desk.sent)
        done = self.mute(**params)
        assert planned["diff"]["after"] == done["diff"]["after"] and done["warnings"] == []
        again = self.mute(**params)
        assert not again["changed"] and self.desk.sent[-1] == "mutes_list"
        return done["diff"]["after"]

    def rule(self):
        self.desk.new_task()
        (rule,) = read(self.desk.run(), MUTE)
        return rule

    def sent_body(self):
        """The body of the last write."""
        return [request["body"] for request in self.desk.emulator.requests(bodies=True) if request.get("body")][-1]


@pytest.fixture
def clock(desk):
    return Clock(desk)


# -- one window ------------------------------------------------------------------------------------------------------


def test_a_window_counts_from_its_start(clock):
    assert clock.changes(hosts=["web2", "web1"], duration="2h") == {
        "name": "patch",
        "hosts": ["web1", "web2"],
        "starts_at": "2026-11-23T21:00:00Z",
        "until": "2026-11-23T23:00:00Z",
        "duration": "2h",
        "timezone": "UTC",
    }
    clock.at(HOUR)
    assert clock.changes(hosts=["web1", "web2"], duration="120m") == {}
    assert clock.changes(hosts=["web1", "web2"], duration="3h", starts_at="now") == {
        "until": "2026-11-24T00:00:00Z",
        "duration": "3h",
    }
    assert clock.changes(hosts=["web1"]) == {"hosts": ["web1"]}


def test_a_window_that_is_over_is_opened_anew(clock):
    clock.mute(hosts=["web1"], duration="2h")
    clock.at(2 * HOUR)
    assert clock.changes(duration="2h") == {"starts_at": "2026-11-23T23:00:00Z", "until": "2026-11-24T01:00:00Z"}
    assert clock.rule()["until"] == "2026-11-24T01:00:00Z"


def test_a_window_that_would_be_over_with_the_new_duration_is_opened_anew(clock):
    clock.mute(hosts=["web1"], duration="4h")
    clock.at(3 * HOUR)
    assert clock.changes(duration="2h") == {
        "starts_at": "2026-11-24T00:00:00Z",
        "until": "2026-11-24T02:00:00Z",
        "duration": "2h",
    }


def test_a_planned_window_is_moved_forward_only_when_it_begins_too_late(clock):
    clock.mute(hosts=["web1"], starts_at="+30m", duration="1h")
    clock.at(10 * MINUTE)
    assert clock.changes(starts_at="+30m", duration="1h") == {}
    assert clock.changes(starts_at="now", duration="1h") == {
        "starts_at": "2026-11-23T21:10:00Z",
        "until": "2026-11-23T22:10:00Z",
    }


def test_a_window_at_fixed_times_is_compared_as_instants(clock):
    clock.mute(hosts=["web1"], starts_at="2026-11-23 23:00", until="2026/11/24 01:00:00", timezone="Europe/Berlin")
    assert clock.sent_body()["startTime"] == "2026/11/23 23:00:00" and clock.sent_body()["timezone"] == "Europe/Berlin"
    assert clock.changes(starts_at="2026-11-23 22:00", until="2026-11-24T00:00:00Z") == {}
    assert clock.changes(timezone="Asia/Shanghai") == {"timezone": "Asia/Shanghai"}
    assert clock.sent_body()["startTime"] == "2026/11/24 06:00:00"
    clock.at(48 * HOUR)
    assert clock.changes(starts_at="2026-11-23 22:00", until="2026-11-24T00:00:00Z") == {}


def test_a_fixed_end_keeps_the_start_that_there_is(clock):
    clock.mute(hosts=["web1"], until="2026-11-23 23:00")
    assert clock.at(HOUR).changes(until="2026-11-23 23:00") == {}
    assert clock.at(3 * HOUR).changes(until="2026-11-23 23:00") == {}
    with pytest.raises(InputError, match="over already"):
        clock.mute(until="2026-11-23 23:30")


@pytest.mark.parametrize(
    "params, message",
    [
        ({}, "must end by itself"),
        ({"starts_at": "2026-11-23 22:00"}, "must end by itself"),
        ({"until": "2026-11-23 20:00"}, "over already.* Give a later time"),
        ({"starts_at": "2026-11-23 19:00", "until": "2026-11-23 20:00"}, "over already"),
        ({"starts_at": "2026-11-23 22:00", "until": "2026-11-23 22:00"}, "before it begins"),
        ({"duration": "1h", "until": "2026-11-23 22:00"}, "give one of them"),
        ({"duration": "soon"}, "'duration' is 'soon'"),
        ({"duration": "90"}, "write 90s if seconds are meant. YAML reads 1:30 as this number too: write 1h30m"),
        ({"duration": "1h", "starts_at": "+90"}, "'starts_at' is the number 90"),
        ({"repeat": {"at": "02:00"}, "duration": "48h"}, "'duration' is 2d, but the next window begins after 1d"),
        ({"repeat": {"at": "02:00", "days": ["sat", "sun"]}, "duration": "25h"}, "begins after 1d already"),
        ({"repeat": {"cron": "0 0 30 2 *"}, "duration": "1h"}, "never comes"),
        ({"duration": "1h", "starts_at": "+x"}, "'starts_at' is 'x'"),
        ({"duration": "1h", "timezone": "Mars"}, "'timezone' is 'Mars', which is no time zone"),
        ({"duration": "1h", "starts_at": "now", "repeat": {"at": "02:00"}}, "one window .* or a schedule"),
        ({"repeat": {"at": "02:00"}}, "must end by itself"),
        ({"repeat": {"days": ["sat"]}, "duration": "1h"}, "'at', or 'cron'"),
        ({"repeat": {"cron": "0 2 * * *", "at": "02:00"}, "duration": "1h"}, "leave out"),
        ({"repeat": {"at": "02:00", "expires": "2026-11-23 20:00"}, "duration": "1h"}, "over already"),
    ],
)
def test_times_that_cannot_be_meant_send_nothing_but_the_list(clock, params, message):
    with pytest.raises(InputError, match=message):
        clock.mute(hosts=["web1"], **params)
    assert set(clock.desk.sent) <= {"mutes_list"}


def test_absent_ends_the_window(clock):
    clock.mute(hosts=["web1"], duration="2h")
    assert clock.mute(state="absent")["changed"] and clock.desk.sent == ["mutes_list", "mutes_delete"]
    assert not clock.mute(state="absent")["changed"] and clock.desk.sent == ["mutes_list"]


def test_enabled_has_routes_of_its_own(clock):
    clock.mute(hosts=["web1"], duration="2h")
    clock.mute(enabled=False)
    assert clock.desk.sent == ["mutes_list", "mutes_disable"]
    assert not clock.mute(enabled=False)["changed"]
    assert clock.mute(enabled=True, duration="3h")["changed"]
    assert clock.desk.sent == ["mutes_list", "mutes_modify", "mutes_enable"] and clock.rule()["enabled"]


@given(st.lists(st.tuples(st.integers(0, 5 * HOUR), st.integers(1, 3 * HOUR)), min_size=1, max_size=6))
def test_whenever_it_is_run_the_window_covers_the_time_that_was_asked_for(runs):
    """Against a service in one dictionary: at every run the window has begun, is not over, and has the length asked
    for."""
    now, row = NOW, None
    for pause, length in runs:
        now += pause
        params = MUTE.prepare({"name": "patch", "hosts": ["web1"], "duration": f"{length}s"})
        run = type("Run", (), {"now": lambda now=now: now})
        settled = MUTE.settle(run, params, {"hosts": ["web1"]}, row)
        start, end = (times.instant("", settled[option], "UTC") for option in ("starts_at", "until"))
        assert start <= now < end and end - start == length
        row = {"start": start, "end": end, "timezone": "UTC", "muteRanges": [], "tags": {"host": ["web1"]}, "status": 0}
        again = MUTE.settle(run, params, {"hosts": ["web1"]}, row)
        assert (again["starts_at"], again["until"]) == (settled["starts_at"], settled["until"])


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "UTC",
)
#: Around the ends of months, and so close to the changes of the clocks of 2027 that they are met.
CHANGES = {
    "Europe/Berlin": ("2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z"),
    "America/New_York": ("2027-03-14T07:00:00Z", "2027-11-07T06:00:00Z"),
    "America/Santiago": ("2027-04-04T03:00:00Z", "2027-09-05T04:00:00Z"),
    "Australia/Lord_Howe": ("2027-04-03T15:00:00Z", "2027-10-02T15:30:00Z"),
    "Africa/Casablanca": ("2027-02-07T02:00:00Z", "2027-03-14T02:00:00Z"),
    "Pacific/Chatham": ("2027-04-03T14:00:00Z", "2027-09-25T14:00:00Z"),
}
MONTH_ENDS = ("2026-12-31T23:59:00Z", "2027-02-28T23:30:00Z", "2028-02-29T12:00:00Z", "2027-04-30T22:00:00Z")


@st.composite
def windows(draw):
    """A time zone, the start of a window near a change of its clocks or the end of a month, and its length."""
    zone = draw(st.sampled_from(ZONES))
    near = draw(st.sampled_from((*CHANGES.get(zone, ()), *MONTH_ENDS)))
    start = times.instant("", near, "UTC") + MINUTE * draw(st.integers(-26 * 60, 26 * 60))
    return zone, start, draw(st.integers(1, 26 * 60)) * MINUTE


@pytest.mark.parametrize("twice_is", [0, 1], ids=["the first", "the second"])
@given(windows(), st.booleans(), st.sampled_from(ZONES))
def test_a_window_is_stored_as_the_instants_asked_for_whatever_the_clocks_do(twice_is, window, with_offset, other):
    """Whichever of two equal times on the clocks the service takes for the one meant."""
    zone, start, length = window
    run = type("Run", (), {"now": lambda: start - HOUR})
    asked = times.instant_text(start) if with_offset else times.wall_clock(start, zone)
    params = MUTE.prepare(
        {"name": "p", "hosts": ["web1"], "starts_at": asked, "duration": f"{length}s", "timezone": zone}
    )
    if not with_offset:  # of two equal times the first is meant
        start = times.instant("", asked, zone)
    wanted = {**MUTE.wanted(run, params), **MUTE.settle(run, params, MUTE.wanted(run, params), None)}
    body = MUTE.body(wanted)
    stored = service_reading(body, twice_is)
    assert (stored["start"], stored["end"]) == (start, start + length)

    actual = MUTE.values(stored)
    again = MUTE.settle(run, params, MUTE.wanted(run, params), stored)
    assert {option: again[option] for option in ("starts_at", "until", "duration", "timezone")} == {
        option: actual[option] for option in ("starts_at", "until", "duration", "timezone")
    }
    moved = MUTE.prepare({"name": "p", "timezone": other})
    moved = MUTE.settle(run, moved, MUTE.wanted(run, moved), stored)
    stored = service_reading(MUTE.body({**actual, **moved}, stored), twice_is)
    assert (stored["start"], stored["end"]) == (start, start + length)


def service_reading(body, twice_is):
    """What a service makes of the texts."""
    zone = ZoneInfo(body["timezone"])
    row = {"muteRanges": body["muteRanges"], "tags": body["tags"], "timezone": body["timezone"], "status": 0}
    for text, number in (("startTime", "start"), ("endTime", "end")):
        when = datetime.datetime.fromisoformat(body[text].replace("/", "-")).replace(tzinfo=zone, fold=twice_is)
        row.update({text: body[text], number: int(when.timestamp())})
    return row


def test_the_repeated_hour_is_no_change_for_ever(clock):
    clock.at(times.instant("", "2027-10-30T12:00:00Z", "UTC") - NOW)
    window = {"starts_at": "2027-10-31T02:30:00+01:00", "duration": "2h", "timezone": "Europe/Berlin"}
    assert clock.changes(hosts=["web1"], **window)["starts_at"] == "2027-10-31T01:30:00Z"
    assert (clock.sent_body()["startTime"], clock.sent_body()["timezone"]) == ("2027/10/31 01:30:00", "UTC")
    assert clock.changes(**{**window, "starts_at": "2027-10-31T12:00:00+01:00"})["timezone"] == "Europe/Berlin"
    with pytest.raises(InputError, match="'repeat.expires' is .* the clocks of Europe/Berlin show twice"):
        clock.mute(
            name="nightly",
            hosts=["web1"],
            repeat={"at": "02:00", "expires": "2027-10-31 02:30"},
            duration="1h",
            timezone="Europe/Berlin",
        )


def test_utc_is_written_as_the_service_takes_it(clock):
    assert clock.changes(hosts=["web1"], duration="1h", timezone="utc")["timezone"] == "UTC"
    assert clock.changes(duration="1h", timezone="Utc") == {}


# -- a schedule ------------------------------------------------------------------------------------------------------


def test_a_schedule_is_found_again_in_what_the_service_makes_of_it(clock):
    weekend = {"days": ["sun", "Saturday"], "at": "2:00"}
    assert clock.changes(hosts=["web1"], repeat=weekend, duration="3h", timezone="Europe/Berlin") == {
        "name": "patch",
        "hosts": ["web1"],
        "duration": "3h",
        "repeat": {"cron": "0 2 * * 0,6", "expires": "never"},
        "timezone": "Europe/Berlin",
    }
    assert clock.changes(repeat={"cron": "00 02 * * 6-7"}, duration="180m", timezone="Europe/Berlin") == {}
    assert clock.changes(duration="4h") == {"duration": "4h"}
    body = clock.sent_body()
    assert (
        body["repeatTimeSet"] == 1 and body["repeatCrontabSet"]["week"] == "0,6" and body["crontabDuration"] == 4 * HOUR
    )
    assert "startTime" not in body and body["timezone"] == "Europe/Berlin" and body["type"] == "checker"


def test_windows_of_a_schedule_may_touch(clock):
    assert clock.changes(hosts=["web1"], repeat={"at": "00:00", "days": ["sat", "sun"]}, duration="24h")
    with pytest.raises(InputError, match="begins after 1d already"):
        clock.mute(duration="25h")
    with pytest.raises(InputError, match="begins after 30m already"):
        clock.mute(repeat={"cron": "*/30 * * * *"})


def test_an_expiry_that_is_not_spoken_of_stays(clock):
    clock.mute(hosts=["web1"], repeat={"at": "02:00", "expires": "2027-01-01"}, duration="3h")
    assert clock.changes(repeat={"at": "03:00"}) == {"repeat": {"cron": "0 3 * * *"}}
    assert clock.rule()["repeat"]["expires"] == "2027-01-01T00:00:00Z"
    assert clock.changes(repeat={"at": "03:00", "expires": "never"}) == {"repeat": {"expires": "never"}}


def test_from_a_window_to_a_schedule_and_back(clock):
    clock.mute(hosts=["web1"], duration="3h")
    assert clock.changes(repeat={"at": "02:00"})["repeat"] == {"cron": "0 2 * * *", "expires": "never"}
    assert "starts_at" not in clock.rule()
    back = clock.changes(starts_at="now", duration="1h")
    assert (back["repeat"], back["starts_at"]) == ({}, "2026-11-23T21:00:00Z") and clock.rule()["repeat"] == {}


def test_a_schedule_is_cleared_where_a_change_keeps_what_it_leaves_out(clock):
    clock.desk.emulator.vary("mutes_keep")
    clock.mute(hosts=["web1"], repeat={"at": "02:00", "expires": "2027-01-01"}, duration="3h")
    assert {"startTime", "endTime", "notifyTimeStr"}.isdisjoint(clock.sent_body())
    assert clock.changes(starts_at="now", duration="1h")["repeat"] == {}
    cleared = {key: clock.sent_body()[key] for key in ("repeatCrontabSet", "crontabDuration", "repeatExpireTime")}
    assert cleared == {"repeatCrontabSet": None, "crontabDuration": 0, "repeatExpireTime": ""}
    clock.changes(starts_at="now", duration="2h")
    assert "repeatCrontabSet" not in clock.sent_body()


def test_no_time_is_sent_empty(clock):
    clock.mute(hosts=["web1"], duration="1h", notify_at="now")
    assert "notifyTimeStr" not in clock.sent_body()
    assert clock.changes(notify_at="2026-11-23 22:00") == {"notify_at": "2026-11-23T22:00:00Z"}
    assert clock.changes(notify_at="now") == {"notify_at": "now"}
    endless = {"type": "checker", "start": NOW, "startTime": "2026/11/23 21:00:00", "end": -1, "endTime": ""}
    body = MUTE.body(MUTE.values({**endless, "timezone": "UTC"}), {**endless, "timezone": "UTC"})
    assert body["startTime"] == "2026/11/23 21:00:00" and "endTime" not in body


def test_an_expiry_told_as_text_alone_is_read_and_sent_back():
    row = {
        "type": "checker",
        "timezone": "Europe/Berlin",
        "crontab": "0 2 * * *",
        "crontabDuration": 3600,
        "repeatExpireTime": "2027/01/01 00:00:00",
    }
    values = MUTE.values(row)
    assert values["repeat"] == {"cron": "0 2 * * *", "expires": "2026-12-31T23:00:00Z"}
    assert MUTE.body(values, row)["repeatExpireTime"] == "2027/01/01 00:00:00"
    for never in ("-1", "0", "", None):
        assert MUTE.values({**row, "repeatExpireTime": never})["repeat"]["expires"] == "never"


def test_less_than_a_minute_is_worth_a_warning(clock):
    assert clock.mute(hosts=["web1"], duration=30)["warnings"] == [
        "'duration' is 30 seconds, less than a minute. If minutes are meant, write 30m."
    ]


# -- what is muted ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "params, message",
    [
        ({}, "Nothing says what to mute"),
        ({"hosts": []}, "Nothing says what to mute"),
        ({"all_monitors": False}, "Nothing says what to mute"),
        ({"hosts": ["web1"], "filter": "host:web1"}, "one or the other"),
        ({"hosts": ["web1"], "all_monitors": True}, "one or the other"),
        ({"attributes": {"host": "web1"}}, "set 'hosts'"),
        ({"tags": ["nope"]}, "no tag named 'nope'"),
        ({"filter": "x" * 2049}, "2049 characters"),
    ],
)
def test_a_scope_that_cannot_be_meant_is_refused(clock, params, message):
    with pytest.raises(InputError, match=message):
        clock.mute(duration="1h", **params)
    assert "mutes_create" not in clock.desk.sent


def test_a_rule_is_never_widened_to_everything_by_an_empty_list(clock):
    clock.mute(hosts=["web1"], duration="1h")
    with pytest.raises(InputError, match="Nothing says what to mute"):
        clock.mute(hosts=[])
    assert clock.changes(all_monitors=True) == {"hosts": [], "all_monitors": True}
    assert clock.changes(filter="host:web*") == {"filter": "host:web*", "all_monitors": False}
    assert clock.changes(hosts=["web1"], attributes={"service": "web"}) == {
        "hosts": ["web1"],
        "attributes": {"service": ["web"]},
        "filter": "",
    }
    assert clock.sent_body()["tags"] == {"host": ["web1"], "service": ["web"]}


def test_tags_by_name_give_the_rule_its_type(clock):
    clock.desk.client.call("dashboards_create", body={"name": "any", "tagNames": ["shop"]})
    assert clock.changes(tags=["shop"], duration="1h")["tags"] == ["shop"]
    clock.mute(description="new")
    body = clock.sent_body()
    (entry,) = body["muteRanges"]
    assert body["type"] == "tag" and entry["tagUUID"].startswith("tag_")


def test_what_the_module_does_not_know_survives_a_change():
    row = {
        "type": "custom",
        "timezone": "UTC",
        "start": NOW,
        "end": NOW + HOUR,
        "muteRanges": [{"checkerUUID": "rul_1", "name": "CPU", "new": 1}, {"newKindUUID": "new_1"}],
        "notifyTargets": [{"to": ["acnt_1"], "type": "mail"}, {"to": ["x"], "type": "carrierPigeon"}],
    }
    values = {field.option: field.actual(row) for field in MUTE.fields}
    body = MUTE.body({option: value for option, value in values.items() if value is not MISSING}, row)
    assert body["type"] == "custom"
    assert body["muteRanges"] == [{"newKindUUID": "new_1"}, {"checkerUUID": "rul_1", "name": "CPU", "new": 1}]
    assert "tags" not in body
    assert body["notifyTargets"] == [{"to": ["x"], "type": "carrierPigeon"}, {"to": ["acnt_1"], "type": "mail"}]


def test_old_answers_have_a_list_of_attributes():
    row = {"tags": [{"host": "web1"}, {"host": "web2"}, {"service": "web"}]}
    assert MUTE.field("hosts").actual(row) == ["web1", "web2"]
    assert MUTE.field("attributes").actual(row) == {"service": ["web"]}


def test_an_export_can_be_applied(clock):
    clock.mute(hosts=["web1"], duration="1h", notify_at="2026-11-23 22:00")
    (exported,) = read(clock.desk.run(), MUTE, export=True)
    assert not clock.mute(**exported)["changed"]
    clock.mute(repeat={"at": "02:00"})
    clock.desk.new_task()
    (exported,) = read(clock.desk.run(), MUTE, export=True)
    assert not clock.mute(**exported)["changed"]
