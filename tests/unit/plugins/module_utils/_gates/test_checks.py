# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each kind of check makes of the data."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._gates.gate import GateError

HOSTILE = "{{ lookup('pipe', 'id') }}\x1b[31m\n"


def check(gate, **options):
    """The result of one check."""
    (found,) = gate(options, check_mode=True)["checks"]
    return found


@pytest.mark.parametrize(
    ("limits", "value", "holds"),
    [
        ({"below": 5}, 4.9, True),
        ({"below": 5}, 5, False),
        ({"at_most": 5}, 5, True),
        ({"above": 5}, 5, False),
        ({"at_least": 5}, 5, True),
        ({"equals": 5}, 5, True),
        ({"equals": 5}, 6, False),
        ({"above": 1, "below": 5}, 0.5, False),
        ({"above": 1, "below": 5}, 3, True),
    ],
)
def test_thresholds(gate, limits, value, holds):
    gate.emulator.series("M::x", {"at": -1, "y": value})
    found = check(gate, dql="M::x:(last(`y`))", **limits)
    assert (found["holds"], found["value"]) == (holds, value)


def test_the_worst_group_is_told(gate):
    for host, value in (("a", 10), ("b", 95), ("c", 90)):
        gate.emulator.series("M::x", {"at": -1, "y": value}, host=host)
    found = check(gate, dql="M::x:(last(`y`)) BY `host`", below=80)
    assert (found["holds"], found["value"]) == (False, 95)
    assert found["message"] == "95 of host b, must be below 80 (2 of 3 groups)"
    found = check(gate, dql="M::x:(last(`y`)) BY `host`", above=50)
    assert found["message"] == "10 of host a, must be above 50 (1 of 3 groups)"
    gate.emulator.series("M::two", {"at": -1, "y": 1}, host="a")
    gate.emulator.series("M::two", {"at": -1, "y": 9}, host="b")
    found = check(gate, dql="M::two:(last(`y`)) BY `host`", below=5)
    assert found["message"] == "9 of host b, must be below 5 (1 of 2 groups)"
    found = check(gate, dql="M::x:(last(`y`)) BY `host`", below=100)
    assert (found["holds"], found["message"]) == (True, "95 of host b, must be below 100")


def test_no_data_does_not_hold_unless_it_counts_as_something(gate):
    assert check(gate, dql="M::x:(last(`y`))", below=5)["message"] == "no data, must be below 5"
    assert check(gate, dql="M::x:(last(`y`))", below=5, empty_is=0)["holds"] is True
    assert check(gate, dql="M::x:(last(`y`))", above=5, empty_is=0)["holds"] is False


def test_promql_and_times(gate):
    gate.emulator.series("M::x", {"at": -400, "y": 9}, {"at": -10, "y": 1})
    assert check(gate, promql="x:y", below=5)["value"] == 1
    assert check(gate, dql="M::x:(max(`y`))", below=5)["value"] == 1
    assert check(gate, dql="M::x:(max(`y`))", below=5, **{"from": "-1h"})["value"] == 9
    assert check(gate, dql="M::x:(max(`y`)) [1h]", below=5)["value"] == 9


def test_a_text_that_is_a_number_counts(gate):
    gate.emulator.series("E::monitor", {"at": -1, "df_monitor_checker_value": "7.5"})
    assert check(gate, dql="E::monitor:(last(`df_monitor_checker_value`))", above=7)["value"] == 7.5


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("M::x:(last(`y`), last(`z`))", "must ask for one number; its answer has the columns last.y., last.z."),
        ("M::x:(last(`s`))", "must ask for a number; up is none"),
        ("L::x:(distinct(`y`))", "several without a time"),
    ],
)
def test_what_is_no_number_is_refused(gate, statement, said):
    for source in ("M::x", "L::x"):
        gate.emulator.series(source, {"at": -1, "y": 1, "z": 2, "s": "up"}, {"at": -2, "y": 2})
    with pytest.raises(InputError, match=f"Check 'c': the statement.*{said}"):
        gate({"name": "c", "dql": statement, "below": 5})


def event(gate, at, ref="1", **fields):
    gate.emulator.series("E::monitor", {"at": at, "df_monitor_checker_event_ref": ref, **fields})


FAULT = {"df_status": "critical", "df_fault_status": "fault", "df_title": "CPU is high", "host": "a",
         "df_monitor_checker_name": "CPU", "df_monitor_checker_id": "rul_1", "service": "shop"}  # fmt: skip


def test_events_that_have_not_recovered(gate):
    assert check(gate, events={})["holds"] is True
    event(gate, -60, **FAULT)
    found = check(gate, events={})
    assert (found["holds"], found["value"]) == (False, 1)
    assert found["message"] == "1 unrecovered event: critical 'CPU is high'"
    event(gate, -10, **{**FAULT, "df_status": "ok", "df_fault_status": "ok"})
    assert check(gate, events={})["holds"] is True


@pytest.mark.parametrize(
    ("chosen", "holds"),
    [
        ({"monitors": ["CPU"]}, False),
        ({"monitors": ["rul_1", "Other"]}, False),
        ({"monitors": ["Other"]}, True),
        ({"hosts": ["a", "b"]}, False),
        ({"hosts": ["b"]}, True),
        ({"tags": {"service": "shop"}}, False),
        ({"tags": {"service": ["x", "shop"], "host": "a"}}, False),
        ({"tags": {"service": "x"}}, True),
        ({"statuses": ["critical"]}, False),
        ({"statuses": ["fatal", "warning"]}, True),
        ({"within": "30s"}, True),
    ],
)
def test_events_can_be_chosen(gate, chosen, holds):
    event(gate, -60, **FAULT)
    assert check(gate, events=chosen)["holds"] is holds


@pytest.mark.parametrize(("at", "holds"), [(-5.9 * 3600, False), (-6.1 * 3600, True)])
def test_events_are_looked_for_in_the_last_six_hours(gate, at, holds):
    event(gate, at, **FAULT)
    assert check(gate, events={})["holds"] is holds


def test_events_without_a_fault_status_go_by_their_status(gate):
    event(gate, -60, df_status="error")
    event(gate, -60, "2", df_status="manual_ok")
    assert check(gate, events={})["value"] == 1


def test_hostile_names_cannot_leave_their_place(gate):
    event(gate, -60, **FAULT)
    assert check(gate, events={"hosts": ["x' || `host` != 'y"]})["holds"] is True
    assert check(gate, hosts=["x'] || `host` = 'a"])["value"] == 0


def test_hostile_text_comes_in_one_line_and_cut(gate):
    for number in range(5):
        event(gate, -60, str(number), **{**FAULT, "df_title": HOSTILE * 20})
    with pytest.raises(GateError) as caught:
        gate({"name": "c", "events": {}}, wait_timeout="5s")
    message = str(caught.value)
    assert not set(message) & {"\n", "\x1b"}
    assert "5 unrecovered events" in message
    assert "and 2 more" in message
    assert len(message) < 600


def test_more_groups_than_are_told_do_not_hold(gate):
    for number in range(1000):
        gate.emulator.series("M::x", {"at": -1, "y": 1}, host=f"h{number}")
    assert check(gate, dql="M::x:(last(`y`)) BY `host`", below=5)["message"].startswith("more than 1000 groups")
    assert check(gate, promql="x:y", below=5)["holds"] is True
    points = [{"at": -1, "df_monitor_checker_event_ref": str(number), "df_status": "ok"} for number in range(1000)]
    gate.emulator.series("E::monitor", *points)
    assert check(gate, events={})["message"].startswith("more than 1000 objects have events")


def seed(gate, *names):
    objects = [{"class": "HOST", "fields": {"name": name, "host": name}} for name in names]
    gate.emulator.seed(objects=objects)


def test_hosts_report(gate):
    seed(gate, "a", "b")
    found = check(gate, hosts=["a", "b"])
    assert (found["holds"], found["message"]) == (True, "all 2 hosts reported within 10m")
    found = check(gate, hosts=["a", "c", "d"], within="20m")
    assert (found["holds"], found["value"]) == (False, 1)
    assert found["message"] == "2 of 3 hosts did not report within 20m: c, d"


def test_a_host_that_reported_before_does_not_count(gate):
    gate.emulator.seed(objects=[{"class": "HOST", "fields": {"name": "a", "host": "a", "last_update_time": 1}}])
    assert check(gate, hosts=["a"])["holds"] is False


def test_two_hundred_hosts_are_one_request(gate):
    names = [f"h{number}" for number in range(200)]
    seed(gate, *names)
    assert check(gate, hosts=names)["value"] == 200
    ((query,),) = ([one["query"] for one in sent["body"]["queries"]] for sent in gate.emulator.requests(bodies=True))
    assert (query["limit"], query["slimit"]) == (400, 1000)


def test_a_check_without_a_name_is_called_by_what_it_checks(gate):
    checks = [{"dql": "M::x:(last(`y`))" + " " * 70 + "{`a` = 1}", "below": 1}, {"promql": "x:y", "below": 1},
              {"hosts": ["a"]}, {"events": {}}]  # fmt: skip
    names = [found["name"] for found in gate(*checks, check_mode=True)["checks"]]
    assert names == ["M::x:(last(`y`))" + " " * 61 + "...", "x:y", "hosts report", "unrecovered events"]


@pytest.mark.parametrize(
    ("value", "text"), [(0.1 + 0.2, "0.3"), (1234567.0, "1234567"), (12, "12"), (33.3333333, "33.3333")]
)
def test_numbers_as_people_read_them(gate, value, text):
    gate.emulator.series("M::x", {"at": -1, "y": value})
    assert check(gate, dql="M::x:(last(`y`))", below=0)["message"] == f"{text}, must be below 0"


@pytest.fixture
def slo(gate, api):
    script = {"type": "simpleCheck", "title": "t", "every": "1m", "targets": [], "checkerOpt": {"rules": []}}
    monitor = api.content(api.post("/api/v1/checker/add", {"jsonScript": script, "extend": {}}))["uuid"]
    body = {"name": "Shop", "interval": "5m", "goal": 99.0, "minGoal": 98.0, "sliUUIDs": [monitor]}
    uuid = api.content(api.post("/api/v1/slo/add", body))["uuid"]
    gate.emulator.series("E::slo", {"at": -86400, "df_slo_cost": 20.16}, {"at": -8 * 86400, "df_slo_cost": 1000},
                         df_slo_id=uuid)  # fmt: skip
    gate.emulator.series("E::slo", {"at": -60, "df_slo_cost": 1000}, df_slo_id="monitor_other")
    return uuid


def test_the_error_budget(gate, slo):
    """One percent of seven days are 100.8 minutes."""
    for named in ("Shop", slo):
        found = check(gate, slo=named)
        assert (found["holds"], found["value"]) == (True, 80.0)
    found = check(gate, slo="Shop", budget_left=80)
    assert found["holds"] is False
    assert found["message"] == ("80 % of the error budget left (20.16 of 100.8 minutes spent), must be more than 80 %")


def test_the_error_budget_is_not_waited_for(gate, slo):
    before = len(gate.requests())
    with pytest.raises(GateError, match="waiting does not help: error budget of Shop: 80 %"):
        gate({"slo": "Shop", "budget_left": 90})
    assert gate.requests()[before:] == ["slos_list", "query_data_v1"]


def test_an_slo_that_is_not_there_is_named(gate, slo):
    text = "Check 's': there is no SLO named 'Nothing' in this workspace; there is Shop. Create it first, or correct"
    with pytest.raises(InputError, match=text):
        gate({"name": "s", "slo": "Nothing"})


def test_an_slo_in_a_workspace_without_slos_is_named(gate):
    text = "there is no SLO named 'Nothing' in this workspace; there is none at all. Create it first, or correct the"
    with pytest.raises(InputError, match=text):
        gate({"name": "s", "slo": "Nothing"})
