# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The source that asks, against the emulator, with rules that are a list."""

from __future__ import annotations

import contextlib
import json

import pytest

from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY

from .conftest import Source, plugin, until

ROUND = "query_data_v1"
SCRIPT = {"type": "simpleCheck", "every": "1m", "interval": 300, "targets": [], "checkerOpt": {"rules": []}}


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    for name in ("TRUEWATCH_API_KEY", "TRUEWATCH_ENDPOINT", "TRUEWATCH_REGION", "DF_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "state"


@pytest.fixture
def fire(emulator, api):
    """Lets the monitor "Disk" fire: fire("web-01", "ok", ...)."""
    for title in ("Disk", "Memory"):
        body = {"jsonScript": {**SCRIPT, "title": title, "message": "x"}, "extend": {}, "alertPolicyUUIDs": []}
        api.content(api.post("/api/v1/checker/add", body))

    def fired(host, status="critical", monitor="Disk", **details):
        return emulator.fire(monitor, tags={"host": host}, status=status, **details)["events"][0]["event"]

    return fired


@pytest.fixture
def polling(emulator, state, told):
    """Starts the source; a round is over when `rounds` of it are."""
    with contextlib.ExitStack() as stack:

        def started(interval=0.05, **options):
            args = {"api_key": DEFAULT_KEY, "endpoint": emulator.url, "rate_limit": "0", **options}
            source = Source("truewatch_events", args)
            options_class = source.global_("Options")
            made = options_class.of(args)
            object.__setattr__(made, "interval", interval)
            source.set("Options", type("Options", (), {"of": staticmethod(lambda args: made)}))
            source.start()
            stack.callback(source.stop)
            return source

        yield started


def asked(emulator):
    return [request["operationId"] for request in emulator.requests() if request["operationId"] == ROUND]


def rounds(emulator, more):
    """Wait until so many rounds more were answered."""
    before = len(asked(emulator))
    until(lambda: len(asked(emulator)) >= before + more, "round")


def test_an_alert_is_told_when_it_opens_changes_and_is_over(emulator, fire, polling):
    first = fire("web-01")
    source = polling()
    event = source.next()
    assert {key: event[key] for key in ("alert", "outage", "delivery", "resolved", "host", "status", "monitor")} == {
        "alert": first["df_monitor_checker_event_ref"],
        "outage": first["df_fault_id"],
        "delivery": first["df_event_id"],
        "resolved": False,
        "host": "web-01",
        "status": "critical",
        "monitor": "Disk",
    }
    assert event["payload"]["df_dimension_tags"] == {"host": "web-01"} and event["time"].endswith("Z")
    fire("web-01")  # the same fault goes on
    rounds(emulator, 2)
    assert source.taken.qsize() == 0
    fire("web-01", "warning")
    assert source.next()["status"] == "warning"
    fire("web-01", "ok")
    over = source.next()
    assert (over["resolved"], over["outage"]) == (True, first["df_fault_id"])
    fire("web-01")
    again = source.next()
    assert not again["resolved"] and again["outage"] != first["df_fault_id"]
    rounds(emulator, 2)
    assert source.taken.qsize() == 0


def test_a_round_is_one_request_however_many_alerts_there_are(emulator, fire, polling):
    emulator.control("POST", "fire", [{"monitor": "Disk", "tags": {"host": f"web-{n}"}} for n in range(150)])
    before = len(emulator.requests())
    source = polling(interval=3600)
    hosts = {source.next()["host"] for _number in range(150)}
    assert hosts == {f"web-{n}" for n in range(150)}
    assert len(emulator.requests()) == before + 1


def test_a_restart_repeats_nothing_and_tells_what_came_meanwhile(emulator, fire, polling, state):
    fire("web-01")
    fire("web-02")
    source = polling()
    assert {source.next()["host"] for _number in range(2)} == {"web-01", "web-02"}
    source.stop()
    fire("web-01", "ok")
    fire("web-03")
    source = polling()
    assert {(event["host"], event["resolved"]) for event in (source.next(), source.next())} == {
        ("web-01", True),
        ("web-03", False),
    }
    rounds(emulator, 2)
    assert source.taken.qsize() == 0
    assert [file.stat().st_mode & 0o777 for file in state.glob("watch-*")] == [0o600]
    assert "web-0" not in "".join(file.read_text() for file in state.glob("watch-*"))


def test_what_the_rules_did_not_take_comes_again(emulator, fire, polling):
    fire("web-01")
    source = polling()
    source.hold()
    rounds(emulator, 1)
    source.stop()
    assert polling().next()["host"] == "web-01"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"a": 1}', "null", "[" * 200_000, f'{{"a": [["x", "y"], 1{"0" * 400}]}}']
)
def test_a_memory_that_is_damaged_is_an_empty_one(emulator, fire, polling, state, content):
    fire("web-01")
    source = polling()
    source.next()
    source.stop()
    [file] = state.glob("watch-*")
    file.write_text(content)
    assert polling().next()["host"] == "web-01"


@pytest.mark.parametrize(
    "options, hosts",
    [
        ({"hosts": ["web-01"]}, {"web-01"}),
        ({"tags": {"host": ["web-01", "web-02"]}}, {"web-01", "web-02"}),
        ({"monitors": ["Memory"]}, {"web-03"}),
        ({"statuses": ["warning"]}, {"web-02"}),
        ({"hosts": "web-02"}, {"web-02"}),
    ],
)
def test_only_what_is_chosen_is_told(emulator, fire, polling, options, hosts):
    fire("web-01")
    fire("web-02", "warning")
    fire("web-03", monitor="Memory")
    source = polling(**options)
    assert {source.next()["host"] for _host in hosts} == hosts
    rounds(emulator, 1)
    assert source.taken.qsize() == 0


def test_an_alert_that_is_not_chosen_any_more_is_not_over(emulator, fire, polling):
    fire("web-01")
    source = polling(statuses=["critical"])
    source.next()
    fire("web-01", "warning")
    rounds(emulator, 2)
    assert source.taken.qsize() == 0
    fire("web-01", "ok")
    assert source.next()["resolved"] is True


def test_text_of_alerts_is_changed_unless_it_is_wanted(emulator, fire, polling):
    fire("web-01", title="{{ lookup('pipe', 'id') }}", message="lookup('pipe', 'id')")
    event = polling().next()
    assert event["title"] == "{ { lookup('pipe', 'id') }}"
    assert event["message"].startswith("«lookup(")
    assert "{{" not in json.dumps(event)
    assert polling(defuse=False, name="raw").next()["title"] == "{{ lookup('pipe', 'id') }}"


@pytest.mark.parametrize("fault", ["500", "html", "html_200", "truncated", "reset_after", "throttle", "null_content"])
def test_a_round_without_an_answer_is_made_up_for(emulator, fire, polling, told, fault):
    fire("web-01")
    emulator.fault(fault, ROUND, times=3)
    source = polling(rate_limit="1000/1")
    assert source.next()["host"] == "web-01"
    assert DEFAULT_KEY not in "".join(told)


@pytest.mark.parametrize("fault", ["no_such_route", "success_false", "dql_error_200"])
def test_a_refusal_ends_the_source_only_before_the_first_answer(emulator, fire, polling, told, fault):
    fire("web-01")
    source = polling(rate_limit="1000/1")
    source.next()
    emulator.fault(fault, ROUND, times=3)
    fire("web-02")
    assert source.next()["host"] == "web-02"
    emulator.fault(fault, ROUND, times=3)
    first = polling(name="other")
    until(lambda: first.error, "error")


def test_a_filter_that_fails_on_an_alert_costs_neither_it_nor_the_source(emulator, fire, polling, told):
    source = polling()
    source.fail = KeyError("CANARY")
    fire("web-01")
    until(lambda: any("filter of the rulebook failed" in line for line in told), "line")
    source.fail = None
    assert source.next()["host"] == "web-01"
    assert "CANARY" not in "".join(told)


def test_a_bad_key_ends_the_source_with_a_message(emulator, fire, polling, told):
    source = polling(api_key="CANARY-key")
    until(lambda: source.error, "error")
    assert "key" in str(source.error).lower()
    assert "CANARY" not in str(source.error) + "".join(told)


def test_more_alerts_than_may_come_are_warned_of(emulator, fire, polling, told):
    for host in ("a", "b", "c"):
        fire(host)
    polling(max_alerts=2)
    until(lambda: any("More than 2 objects may have events" in line for line in told), "warning")


def test_two_sources_with_one_memory_are_refused(emulator, fire, polling):
    fire("web-01")
    polling().next()
    second = polling()
    until(lambda: second.error, "error")
    assert str(second.error) == (
        "Another source on this machine remembers the same alerts. Give each of them a 'name' of its own."
    )
    assert polling(name="other").next()["host"] == "web-01"


def test_without_a_place_for_its_memory_it_works_and_says_so(emulator, fire, polling, told, state):
    state.write_text("a file where the folder should be")
    fire("web-01")
    assert polling().next()["host"] == "web-01"
    assert any("set TRUEWATCH_STATE_DIR" in line for line in told)


def test_a_stop_does_not_wait_for_the_rate_limit(emulator, fire, polling):
    emulator.limit(1, 3600)
    source = polling(rate_limit="1/3600")
    until(lambda: asked(emulator), "round")  # the only one, which may be over by now
    source.stop()


@pytest.mark.parametrize(
    "options, error",
    [
        ({"endpoint": None}, "No endpoint"),
        ({"api_key": None}, "No API key"),
        ({"region": "nowhere", "endpoint": None}, "nowhere"),
        ({"interval": "1s"}, "'interval' must be at least 5s"),
        ({"interval": 90}, "'interval' is the number 90, without a unit"),
        ({"max_alerts": 0}, "'max_alerts' at least 1"),
        ({"statuses": ["bad"]}, "statuses"),
        ({"defuse": "perhaps"}, "defuse"),
        ({"monitor": "Disk"}, "unknown option 'monitor'; there are"),
    ],
)
def test_wrong_options_are_told(state, options, error):
    given = {"api_key": "CANARY", "endpoint": "https://example.com", **options}
    with pytest.raises(ValueError, match=error) as failure:
        plugin("event_source", "truewatch_events")["Options"].of(given)
    assert "CANARY" not in str(failure.value)


def test_the_connection_may_come_from_the_environment(state, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_API_KEY", "CANARY")
    monkeypatch.setenv("TRUEWATCH_REGION", "us1")
    options = plugin("event_source", "truewatch_events")["Options"].of({"interval": "2m", "api_key": ""})
    assert (options.settings.endpoint, options.interval) == ("https://us1-openapi.truewatch.com", 120)
    assert "CANARY" not in repr(options)
