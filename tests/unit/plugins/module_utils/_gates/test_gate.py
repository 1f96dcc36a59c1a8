# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds: how many, how far apart, and what they make of what the service answers."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    BadKeyError,
    InvalidRequestError,
    UnreachableError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._gates.gate import GateError

ERRORS = {"name": "errors", "dql": "L::shop:(count(`*`))", "below": 5, "empty_is": 0}
CPU = {"name": "cpu", "dql": "M::cpu:(last(`usage`))", "below": 80}


def cpu(emulator, *values, every=15, **tags):
    """One value after the other, from now on."""
    emulator.series(
        "M::cpu", *({"at": number * every - 1, "usage": value} for number, value in enumerate(values)), **tags
    )


def test_it_opens_at_once_when_all_is_well(gate):
    cpu(gate.emulator, 20)
    result = gate(ERRORS, CPU)
    assert (result["passed"], result["changed"], result["rounds"], result["elapsed"]) == (True, False, 1, 0)
    assert gate.requests() == ["query_data_v1"]
    assert gate.slept == []
    assert [(check["name"], check["holds"], check["value"]) for check in result["checks"]] == [
        ("errors", True, 0), ("cpu", True, 20),
    ]  # fmt: skip


def test_it_waits_until_all_hold(gate):
    cpu(gate.emulator, 95, 90, 85, 60)
    result = gate(ERRORS, CPU)
    assert (result["rounds"], gate.slept) == (4, [15, 15, 15])
    _errors, check = result["checks"]
    assert [entry["value"] for entry in check["history"]] == [95, 90, 85, 60]
    assert [entry["holds"] for entry in check["history"]] == [False, False, False, True]
    assert check["first_held"] == check["held_since"] == check["history"][3]["at"]
    assert len(gate.requests()) == 4


def test_ten_checks_over_thirty_rounds_are_thirty_requests(gate):
    cpu(gate.emulator, 95)
    gate.emulator.seed(objects=[{"class": "HOST", "fields": {"name": "a", "host": "a"}}])
    checks = [
        *({**CPU, "name": f"cpu {number}", "from": "-1h"} for number in range(4)),
        *({**ERRORS, "name": f"errors {number}"} for number in range(2)),
        {"name": "any event", "events": {}},
        {"name": "events of a", "events": {"hosts": ["a"], "monitors": ["CPU"]}},
        {"hosts": ["a"]},
        {"name": "prom", "promql": "count(cpu:usage)", "above": 5},
    ]
    with pytest.raises(GateError) as caught:
        gate(*checks, wait_timeout="435s", interval="15s")
    assert caught.value.result["rounds"] == 30
    assert gate.requests() == ["query_data_v1"] * 30
    assert gate.slept == [15] * 29


@pytest.mark.parametrize(("interval", "longest"), [("3s", 160), ("1s", 185)])
def test_under_the_limit_it_stretches_instead_of_failing(gate, interval, longest):
    """20 a minute: a round every 3 seconds is just too many, since the limit is kept with a margin."""
    gate.emulator.limit(20, 60)
    cpu(gate.emulator, *[95] * 50, 60, every=3)
    result = gate(CPU, interval=interval, settings={"rate_limit": "20/60"})
    assert result["passed"]
    assert 149 <= result["elapsed"] <= longest
    assert result["rounds"] == len(gate.requests()) <= 61
    assert {request["status"] for request in gate.emulator.requests()} == {200}
    assert gate.client.waited_seconds > 0


def test_a_round_that_had_to_wait_reads_what_is_new(gate):
    gate.emulator.limit(1, 60)
    cpu(gate.emulator, 95, 95, 60)
    result = gate(CPU, interval="1s", settings={"rate_limit": "1/60"})
    assert result["rounds"] == 2
    assert result["checks"][0]["value"] == 60
    assert 61 <= result["elapsed"] <= 62


def test_it_stretches_when_others_use_the_limit_too(gate):
    gate.emulator.limit(20, 60)
    gate.then = {30: lambda: gate.emulator.limit(10, 60)}
    cpu(gate.emulator, *[95] * 50, 60, every=3)
    result = gate(CPU, interval="3s", settings={"rate_limit": "20/60"})
    assert result["passed"]
    assert 150 <= result["elapsed"] <= 180
    answered = [request for request in gate.emulator.requests() if request["status"] == 200]
    assert len(answered) == result["rounds"] <= 45


def test_a_wait_that_is_too_long_for_one_request_is_a_round_without_answer(gate):
    gate.emulator.limit(1, 60)
    cpu(gate.emulator, *[95] * 20, 60)
    result = gate(CPU, wait_timeout="10m", settings={"rate_limit": "1/60", "rate_limit_timeout": 1})
    assert result["passed"]
    assert None in [entry["holds"] for entry in result["checks"][0]["history"]]


def test_stable_for_begins_anew_when_a_check_fails(gate):
    cpu(gate.emulator, 60, 60, 95, 60, 60, 60, 60, 60)
    result = gate(CPU, stable_for="45s")
    assert result["rounds"] == 7
    assert result["elapsed"] == 90
    (check,) = result["checks"]
    assert check["first_held"] == check["history"][0]["at"]
    assert check["held_since"] == check["history"][3]["at"]


def test_the_last_pause_ends_when_it_is_stable(gate):
    cpu(gate.emulator, 60, 60)
    assert gate(CPU, stable_for="20s")["elapsed"] == 20
    assert gate.slept == [15, 5]


def test_stable_too_late_is_told_as_that(gate):
    cpu(gate.emulator, 95, 95, 95, 60, 60)
    with pytest.raises(GateError, match="did not open within 1m: all checks hold, but only for 15s of 30s so far"):
        gate(CPU, wait_timeout="1m", stable_for="30s")


def test_the_message_tells_what_does_not_hold_and_since_when(gate):
    cpu(gate.emulator, 60, 95.125, 95.125)
    with pytest.raises(GateError) as caught:
        gate(CPU, {**CPU, "name": "other", "below": 90}, {**ERRORS, "name": "log", "at_least": 1}, ERRORS,
             name="shop", wait_timeout="30s")  # fmt: skip
    message = str(caught.value)
    assert message.startswith("The gate 'shop' did not open within 30s: cpu: 95.125, must be below 80 (it held at 20")
    assert "log: 0, must be below 5 and at least 1;" not in message
    assert "log: 0, must be below 5 and at least 1" in message
    assert message.endswith("1 of 4 checks hold.")
    assert caught.value.result["passed"] is False
    assert caught.value.result["checks"][0]["value"] == 95.125


def test_fail_fast_ends_at_once(gate):
    cpu(gate.emulator, 95, 60)
    with pytest.raises(GateError, match="cannot open, and waiting does not help: cpu: 95, must be below 80"):
        gate({**CPU, "fail_fast": True}, ERRORS)
    assert gate.requests() == ["query_data_v1"]


def test_fail_fast_counts_while_it_has_to_be_stable(gate):
    cpu(gate.emulator, 60, 95)
    with pytest.raises(GateError, match="waiting does not help"):
        gate({**CPU, "fail_fast": True}, stable_for="5m")
    assert gate.slept == [15]


@pytest.mark.parametrize("values", [[95], [60]])
def test_check_mode_evaluates_once_and_never_fails(gate, values):
    cpu(gate.emulator, *values)
    result = gate({**CPU, "fail_fast": True}, check_mode=True, stable_for="5m")
    assert (result["passed"], result["rounds"], gate.slept) == (values == [60], 1, [])
    assert gate.requests() == ["query_data_v1"]


@pytest.mark.parametrize("fault", ["500", "bad_key_401", "html_200", "null_content", "success_false", "redirect"])
def test_check_mode_does_not_even_fail_on_faults(gate, fault):
    gate.emulator.fault(fault, times=None)
    result = gate(CPU, {"slo": "nobody"}, check_mode=True, settings={"total_timeout": 0.4})
    assert result["passed"] is False
    assert result["rounds"] == 1


def test_check_mode_tells_what_it_cannot_evaluate(gate):
    assert gate({"slo": "Not there yet"}, check_mode=True)["passed"] is False
    assert "The gate cannot be evaluated: Check 'error budget of Not there yet': " in gate.warnings[0]


FAULTS = [
    "throttle",
    "500",
    "503",
    "html",
    "html_200",
    "truncated",
    "cut",
    "null_content",
    "reset_before",
    "reset_after",
]


@pytest.mark.parametrize("fault", [*FAULTS, "success_false", "dql_error_200"])
@pytest.mark.parametrize("after", [1, 2])
def test_a_fault_in_a_later_round_does_not_end_it(gate, fault, after):
    cpu(gate.emulator, 95, 95, 95, 95, 60)
    gate.emulator.fault(fault, "query_data_v1", after=after)
    assert gate(CPU)["passed"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_first_round_does_not_end_it(gate, fault):
    cpu(gate.emulator, 60)
    gate.emulator.fault(fault, times=4)
    assert gate(CPU)["passed"]


def test_a_service_that_stays_away_is_told(gate):
    gate.emulator.fault("503", times=None)
    with pytest.raises(GateError, match="did not open within 30s, and the last round had no answer: POST .*503"):
        gate(CPU, ERRORS, wait_timeout="30s")


def test_a_round_without_answer_begins_stability_anew(gate):
    cpu(gate.emulator, *[60] * 10)
    gate.emulator.fault("503", times=3, after=1)
    result = gate(CPU, stable_for="30s")
    assert [entry["holds"] for entry in result["checks"][0]["history"]] == [True, None, True, True, True]


@pytest.mark.parametrize(("fault", "error"), [("bad_key_401", BadKeyError), ("dql_error_200", InvalidRequestError)])
def test_what_waiting_cannot_cure_ends_it_at_once(gate, fault, error):
    gate.emulator.fault(fault, times=None)
    with pytest.raises(error):
        gate(CPU)
    assert len(gate.requests()) == 1


def test_a_bad_key_ends_it_whenever_it_comes(gate):
    cpu(gate.emulator, 95)
    gate.emulator.fault("bad_key_401", after=2)
    with pytest.raises(BadKeyError):
        gate(CPU)
    assert len(gate.requests()) == 3


def test_a_connection_may_come_back(gate):
    gate.url = "http://127.0.0.1:1"
    with pytest.raises(GateError, match="did not open within 20s, and the last round had no answer"):
        gate(CPU, wait_timeout="20s")


def test_trust_does_not_come_back(gate, tls_service):
    gate.url = tls_service[0].url
    with pytest.raises(UnreachableError, match="certificate"):
        gate(CPU)
    assert gate.slept == []


def test_a_refused_statement_names_its_check(gate):
    with pytest.raises(InvalidRequestError, match="Check 'bad': DQL: .*median"):
        gate(CPU, {**CPU, "name": "bad", "dql": "M::cpu:(median(`usage`))"})


def test_total_timeout_must_not_end_it(gate):
    with pytest.raises(InputError, match="'total_timeout' would end the requests"):
        gate(CPU, settings={"total_timeout": 60})
    assert not gate.requests()


def test_progress_tells_what_it_waits_for(gate):
    cpu(gate.emulator, 95, 60, 60)
    gate(CPU, ERRORS, stable_for="10s")
    assert gate.told == [
        "gate: 1 of 2 checks hold, 10m left; cpu: 95, must be below 80",
        "gate: 2 of 2 checks hold, 9m45s left; they have to hold for 10s",
    ]


def test_the_history_is_bounded(gate):
    cpu(gate.emulator, 95)
    with pytest.raises(GateError) as caught:
        gate({**CPU, "from": "-1h"}, wait_timeout="150s", interval="1s")
    assert caught.value.result["rounds"] == 151
    assert len(caught.value.result["checks"][0]["history"]) == 100


@pytest.mark.parametrize(
    ("checks", "options", "said"),
    [
        ([], {}, "'checks' is empty"),
        ([{}], {}, "Check 1: give exactly one of dql, promql, events, slo, hosts"),
        ([{"name": "x", "dql": "M::x", "hosts": ["a"], "below": 1}], {}, "Check 'x': give exactly one of"),
        ([{"name": "x", "dql": "M::x:(avg(`y`))"}], {}, "Check 'x': say what the number must be: below, at_most"),
        ([CPU, CPU], {}, "two are called 'cpu'"),
        ([{**CPU, "within": "5m"}], {}, "'within' does not belong to a check of 'dql'"),
        ([{"hosts": ["a"], "below": 5}], {}, "'below' does not belong to a check of 'hosts'"),
        ([{"hosts": []}], {}, r"'checks\[0\].hosts' is empty"),
        ([{"slo": "a", "budget_left": 100}], {}, "percentage from 0 to below 100"),
        ([{"events": {"within": "soon"}}], {}, "no time span"),
        ([{"events": {"tags": {"a`b": 1}}}], {}, "cannot be the name of a field"),
        ([{"events": {"tags": {"a": []}}}], {}, "tags: the list of values"),
        ([{**CPU, "from": "5m"}], {}, "Check 'cpu': .*write -5m"),
        ([CPU], {"wait_timeout": "1m", "stable_for": "2m"}, "could never open"),
        ([CPU], {"timeout": "10m"}, "how long the gate waits is the option 'wait_timeout'"),
        ([CPU], {"interval": "fast"}, "'interval' is 'fast'"),
        ([CPU], {"wait_timeout": "90"}, "write 90s if seconds are meant"),
        ([{**CPU, "threshold": 5}], {}, "thresholds are below"),
    ],
)
def test_mistakes_cost_no_request(gate, checks, options, said):
    for check_mode in (False, True):
        with pytest.raises(InputError, match=said):
            gate(*checks, check_mode=check_mode, **options)
    assert not gate.requests()


def test_nothing_that_commands_a_terminal_gets_into_messages(gate):
    odd = "\x1b]0;x\x07\x1b[2J\u202e\x9b\r\nfake"
    cpu(gate.emulator, 95, host=f"a{odd}")
    gate.emulator.series(
        "E::monitor", {"at": -5, "df_status": "error", "df_title": odd}, df_monitor_checker_event_ref="1"
    )
    checks = [{"name": "cpu", "dql": "M::cpu:(last(`usage`)) BY `host`", "below": 80}, {"name": "e", "events": {}}]
    messages = [check["message"] for check in gate(*checks, check_mode=True)["checks"]]
    with pytest.raises(InvalidRequestError) as caught:
        gate(CPU, {**CPU, "name": f"bad{odd}", "dql": "M::cpu:(median(`usage`))"})
    assert all(text.isprintable() for text in [*messages, str(caught.value)])
    assert "a ]0;x [2J fake" in messages[0]
