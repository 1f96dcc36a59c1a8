# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A monitor that fires: from the event over policies and mutes to what is posted on this machine."""

from __future__ import annotations

import datetime
import http.server
import json
import threading

import pytest

DAY = 86_400
HEADERS = {"isOpen": True, "items": [{"key": "Authorization", "value": "Bearer token"}]}


class Receiver:
    """A web server that keeps what is posted to it: (path, headers, content)."""

    def __init__(self, answer=200):
        received = self.received = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received.append((self.path, dict(self.headers), json.loads(body)))
                self.send_response(answer)
                self.end_headers()

            def log_message(self, *args):
                """Nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver():
    one = Receiver()
    yield one
    one.close()


class Setup:
    """A monitor with a policy and a notify object; their uuids."""

    def __init__(self, api, url, **options):
        self.api = api
        self.notify = self.create(
            "/api/v1/notify_object/create",
            {"name": "Rulebook", "type": "simpleHTTPRequest", "optSet": {"url": url, "headersConfig": HEADERS}},
        )
        target = {"status": "critical,error", "to": [self.notify], **options.pop("target", {})}
        entries = options.pop("entries", [{"targets": [target]}])
        alert_options = {"alertTarget": entries, "silentTimeout": 21600, "aggInterval": 0, **options}
        self.policy = self.create(
            "/api/v1/alert_policy/add_v2", {"name": "P", "ruleTimezone": "UTC", "alertOpt": alert_options}
        )
        script = {"type": "simpleCheck", "title": "CPU of {{host}}", "name": "CPU", "message": "now {{ Result }}"}
        script.update(every="1m", interval=300, targets=[], checkerOpt={"rules": []})
        self.monitor = self.create(
            "/api/v1/checker/add",
            {"jsonScript": script, "extend": {}, "alertPolicyUUIDs": [self.policy], "tags": ["web"]},
        )

    def create(self, path, body):
        return self.api.content(self.api.post(path, body))["uuid"]

    def mute(self, **rule):
        now = datetime.datetime.now(datetime.timezone.utc)
        times = {
            "startTime": (now - datetime.timedelta(hours=1)).strftime("%Y/%m/%d %H:%M:%S"),
            "endTime": (now + datetime.timedelta(hours=1)).strftime("%Y/%m/%d %H:%M:%S"),
        }
        body = {"name": "M", "type": "custom", "repeatTimeSet": 0, "timezone": "UTC", **times, **rule}
        return self.create("/api/v1/monitor/mute/create", body)


def test_an_alert_and_its_recovery_are_posted_and_become_events(emulator, api, receiver):
    setup = Setup(api, f"{receiver.url}/hook?x=1")
    fired = emulator.fire(setup.monitor, tags={"host": "web-01"}, value=97)
    assert fired["posts"] == [{"notify_object": "Rulebook", "status": 200}]
    [(path, headers, alert)] = receiver.received
    assert (path, headers["Authorization"], headers["Content-Type"]) == (
        "/hook?x=1",
        "Bearer token",
        "application/json",
    )
    assert alert == fired["events"][0]["event"]
    assert (alert["df_title"], alert["df_message"], alert["host"]) == ("CPU of web-01", "now 97", "web-01")
    assert json.loads(alert["df_dimension_tags"]) == {"host": "web-01"}
    assert alert["df_fault_id"] == alert["df_event_id"]

    emulator.advance(60)
    again = emulator.fire(setup.monitor, tags={"host": "web-01"}, status="error")["events"][0]["event"]
    over = emulator.fire("CPU of {{host}}", tags={"host": "web-01"}, status="ok")["events"][0]["event"]
    assert [event["df_fault_id"] for event in (again, over)] == [alert["df_fault_id"]] * 2
    assert over["df_fault_status"] == "ok"
    assert over["df_fault_duration"] == over["timestamp"] - alert["timestamp"] >= 60
    assert [content["df_status"] for _path, _headers, content in receiver.received] == ["critical", "error", "ok"]
    later = emulator.fire(setup.monitor, tags={"host": "web-01"})["events"][0]["event"]
    assert later["df_monitor_checker_event_ref"] == alert["df_monitor_checker_event_ref"]
    assert later["df_fault_id"] not in (alert["df_fault_id"], "")

    query = {"q": "E::monitor:(`df_status`, `df_event_id`)", "disableMultipleField": False}
    answer = api.post("/api/v1/df/query_data_v1", {"queries": [{"qtype": "dql", "query": query}]})
    assert len(api.content(answer)["data"][0]["series"][0]["values"]) == 4


def test_several_alerts_for_one_notify_object_are_merged(emulator, api, receiver):
    setup = Setup(api, receiver.url)
    emulator.control("POST", "fire", [{"monitor": setup.monitor, "tags": {"host": host}} for host in ("a", "b")])
    [(_path, _headers, merged)] = receiver.received
    assert [event["host"] for event in merged] == ["a", "b"]


def test_the_same_status_is_silent_for_the_time_of_the_policy(emulator, api, receiver):
    setup = Setup(api, receiver.url, silentTimeout=600)
    told = []
    for advance, status in ((0, "critical"), (599, "critical"), (0, "error"), (601, "error"), (0, "ok"), (0, "error")):
        emulator.advance(advance)
        told.append(bool(emulator.fire(setup.monitor, status=status)["posts"]))
    assert told == [True, False, True, True, True, True]


def test_a_silence_of_0_is_for_ever(emulator, api, receiver):
    setup = Setup(api, receiver.url, silentTimeout=0)
    emulator.fire(setup.monitor)
    emulator.advance(10 * DAY)
    assert emulator.fire(setup.monitor)["posts"] == []


@pytest.mark.parametrize(
    "options, told",
    [
        ({"target": {"status": "warning"}}, []),
        ({"target": {"tags": {"host": ["web-01"]}}}, ["Rulebook"]),
        ({"target": {"tags": {"host": ["web-02"]}}}, []),
        ({"target": {"tags": {"host": ["web-02"]}, "filterString": "host:web-01"}}, ["Rulebook"]),
        ({"entries": []}, []),
    ],
)
def test_the_policy_says_who_is_told(emulator, api, receiver, options, told):
    setup = Setup(api, receiver.url, **options)
    assert emulator.fire(setup.monitor, tags={"host": "web-01"})["events"][0]["told"] == told


@pytest.mark.parametrize("window, is_told", [({"crontab": "* * * * *"}, True), ({"crontab": "0 0 30 2 *"}, False)])
def test_the_first_entry_whose_window_fits_counts(emulator, api, receiver, window, is_told):
    setup = Setup(api, receiver.url, entries=[])
    inside = {**window, "crontabDuration": 3600, "targets": [{"status": "critical", "to": [setup.notify]}]}
    options = {"alertTarget": [inside, {"targets": []}], "silentTimeout": 60, "aggInterval": 0}
    body = {"name": "P", "ruleTimezone": "UTC", "alertOpt": options}
    api.content(api.post(f"/api/v1/alert_policy/{setup.policy}/modify_v2", body))
    assert bool(emulator.fire(setup.monitor)["posts"]) is is_told


@pytest.mark.parametrize(
    "rule, is_muted",
    [
        ({"muteRanges": [{"checkerUUID": "monitor"}]}, True),
        ({"muteRanges": [{"checkerUUID": "rul_other"}]}, False),
        ({"muteRanges": [{"alertPolicyUUID": "policy"}]}, True),
        ({"muteRanges": [{"tagUUID": "tag"}]}, True),
        ({"tags": {"host": ["web-01"]}}, True),
        ({"tags": {"host": ["web-02"]}}, False),
        ({"tags": {"-host": ["web-02"]}}, True),
        ({"tags": {"-host": ["web-01"]}}, False),
        ({"filterString": "df_status:ok OR host:web-01 AND -host:web-02"}, True),
        ({"filterString": 'host:"web-02"'}, False),
        ({}, True),
        ({"startTime": "2020/01/01 00:00:00", "endTime": "2020/01/02 00:00:00"}, False),
        ({"startTime": "2020/01/01 00:00:00", "endTime": None}, True),
        ({"repeatTimeSet": 1, "crontabDuration": 600, "repeatCrontabSet": dict.fromkeys(
            ("min", "hour", "day", "month", "week"), "*")}, True),
    ],
)  # fmt: skip
def test_a_mute_keeps_notices_back_and_no_events(emulator, api, receiver, rule, is_muted):
    setup = Setup(api, receiver.url)
    tags = api.content(api.get(f"/api/v1/checker/{setup.monitor}/get"))["tagInfo"]
    uuids = {"monitor": setup.monitor, "policy": setup.policy, "tag": tags[0]["id"]}
    ranges = [{key: uuids.get(value, value) for key, value in one.items()} for one in rule.get("muteRanges", [])]
    setup.mute(**{**rule, "muteRanges": ranges})
    fired = emulator.fire(setup.monitor, tags={"host": "web-01"})
    assert fired["events"][0]["muted_by"] == (["M"] if is_muted else [])
    assert fired["events"][0]["event"]["df_is_silent"] == ("true" if is_muted else "false")
    assert bool(receiver.received) is not is_muted


def test_a_recovery_goes_to_whom_the_fault_was_told_only(emulator, api, receiver):
    setup = Setup(api, receiver.url)
    uuid = setup.mute()
    emulator.fire(setup.monitor)
    api.content(api.post(f"/api/v1/monitor/mute/{uuid}/delete"))
    assert emulator.fire(setup.monitor, status="ok")["posts"] == []


def test_only_this_machine_is_posted_to(emulator, api):
    setup = Setup(api, "http://example.com/secret-path")
    assert emulator.fire(setup.monitor)["posts"] == [
        {"notify_object": "Rulebook", "error": "it is not on this machine"}
    ]


def test_what_the_receiver_answers_is_told(emulator, api, receiver):
    receiver.close()
    setup = Setup(api, receiver.url)
    assert emulator.fire(setup.monitor)["posts"] == [{"notify_object": "Rulebook", "error": "ConnectionRefusedError"}]


@pytest.mark.parametrize(
    "body, error",
    [
        ({"monitor": "nobody"}, "there is no monitor 'nobody', or more than one; there are: CPU of {{host}}"),
        ({"monitor": "CPU of {{host}}", "status": "ok"}, "there is no fault of this monitor and these tags"),
        ([{"monitor": "CPU of {{host}}"}, {"monitor": "CPU of {{host}}", "tags": {"a": "b"}, "status": "ok"}],
         "there is no fault of this monitor and these tags"),
        ({"monitor": "CPU of {{host}}", "status": "bad"}, "status"),
        ({}, "monitor"),
    ],
)  # fmt: skip
def test_what_cannot_fire_changes_nothing(emulator, api, receiver, body, error):
    setup = Setup(api, receiver.url)
    with pytest.raises(ValueError, match=error.replace("{", "\\{")):
        emulator.control("POST", "fire", body)
    with pytest.raises(ValueError, match="there is no fault"):
        emulator.fire(setup.monitor, status="ok")
    assert receiver.received == []


def test_a_monitor_that_is_off_does_not_fire(emulator, api, receiver):
    setup = Setup(api, receiver.url)
    api.content(api.post("/api/v1/checker/set_disable", {"isDisable": True, "ruleUUIDs": [setup.monitor]}))
    with pytest.raises(ValueError, match="is switched off"):
        emulator.fire(setup.monitor)
