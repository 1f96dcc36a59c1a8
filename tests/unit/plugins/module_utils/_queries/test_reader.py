# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many queries, one request."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    ApiError,
    BadKeyError,
    IncompleteListError,
    InvalidRequestError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.query import query_of
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.reader import read_queries
from ansible_collections.truewatch.openapi.tests.emulator.faults import AFTERWARDS, INSTEAD, RESET_AFTER, RESET_BEFORE
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import envelope

LOGS = "L::nginx:(`__docid`, `message`)"
GOOD, BAD = "M::cpu:(avg(`usage`))", "M::cpu:(median(`usage`))"


@pytest.fixture
def read(emulator, client_at):
    client = client_at(emulator.url)

    def reading(*queries, **defaults):
        made = [query_of(one if isinstance(one, dict) else {"dql": one}, defaults, f"Query {number}")
                for number, one in enumerate(queries, 1)]  # fmt: skip
        return read_queries(client, made)

    return reading


def sent(emulator):
    """The queries of each request."""
    return [[one["query"] for one in request["body"]["queries"]] for request in emulator.requests(bodies=True)]


def test_many_queries_are_one_request(emulator, read):
    emulator.series("M::cpu", {"at": -5, "usage": 20.0}, host="a")
    emulator.series("M::cpu", {"at": -5, "usage": 40.0}, host="b")
    average, groups, nothing = read(GOOD, GOOD + " BY `host`", "M::none:(avg(`x`))")
    assert average.value == 30.0
    assert {row["host"]: row["avg(usage)"] for row in groups.rows} == {"a": 20.0, "b": 40.0}
    assert (nothing.rows, nothing.value) == ([], None)
    assert len(emulator.requests()) == 1


def test_what_is_sent(emulator, read):
    prom = {"promql": "cpu:usage"}
    shared = {"from": "-2h", "timezone": "Europe/Berlin"}
    read({"dql": GOOD, "limit": 5, "interval": "1m"}, prom, {**prom, "interval": "5m"}, **shared)
    ((dql, instant, ranged),) = sent(emulator)
    start, end = dql.pop("timeRange")
    assert end - start == 7_200_000
    assert dql == {
        "q": GOOD, "limit": 5, "interval": 60, "slimit": 1000, "tz": "Europe/Berlin",
        "disableMultipleField": False, "disable_sampling": True,
    }  # fmt: skip
    assert (instant["promqlType"], ranged["promqlType"], ranged["interval"]) == ("instantQuery", "rangeQuery", 300)
    assert "slimit" not in instant


@pytest.mark.parametrize(
    ("statement", "has_time"),
    [
        ("M::cpu:(avg(`x`)) [15m]", True),
        ("M::cpu:(avg(`x`)) {host IN ['a']} [15m::1m] BY host", True),
        ("M::cpu:(avg(`x`)) {host in ['a', 'b']}", False),
        ("M::cpu:(avg(`x`)) {host = 'a [15m]'}", False),
        ("M::`c[p]u`:(avg(`x`)) # [15m]", False),
        ("M::cpu [2026-11-23 00:00:00:5m]", True),
        ("M::cpu [ 1672502400:1672588800 ]", True),
        ("M::cpu [this week]", True),
        ("M::cpu [:5m]", True),
        ("M::cpu:(avg(`x`)) [::1m]", False),
        ("L::nginx {@a[0] = 1}", False),
        ("M::cpu {code IN [1672502400, 15]}", False),
    ],
)
def test_a_statement_may_have_a_time_of_its_own(statement, has_time):
    query = query_of({"dql": statement}, {}, "The query")
    assert ("timeRange" in query.body(10**9)["query"]) is not has_time
    if has_time:
        with pytest.raises(InputError, match="not both"):
            query_of({"dql": statement, "from": "-1h"}, {}, "The query")


@pytest.mark.parametrize("number", range(5))
def test_a_refused_query_is_named(emulator, read, number):
    statements = [GOOD] * 5
    statements[number] = BAD
    with pytest.raises(InvalidRequestError, match=f"Query {number + 1}: DQL: .*median") as caught:
        read(*statements)
    assert len(emulator.requests()) <= 7
    assert "POST /api/v1/df/query_data_v1" in str(caught.value)


def test_a_refusal_of_all_together_names_none(emulator, read):
    emulator.fault("success_false")
    with pytest.raises(ApiError, match="query_data_v1: The operation failed"):
        read(GOOD, GOOD)


def test_a_bad_key_is_not_searched_for(emulator, read):
    emulator.fault("bad_key_401")
    with pytest.raises(BadKeyError):
        read(GOOD, GOOD)
    assert len(emulator.requests()) == 1


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001, 2500])
def test_complete_reads_every_row(emulator, read, count):
    emulator.series("L::nginx", *({"at": -n / 100, "message": f"m{n}"} for n in range(1, count + 1)))
    (found,) = read(LOGS, complete=True)
    assert {row["message"] for row in found.rows} == {f"m{n}" for n in range(1, count + 1)}
    assert len(found.rows) == found.hits == count
    assert len(emulator.requests()) == max(1, -(-count // 1000)) + (count == 1000)


def test_the_pages_of_several_queries_are_read_together(emulator, read):
    for source, count in (("a", 1500), ("b", 2500), ("c", 3)):
        emulator.series(f"L::{source}", *({"at": -n / 100, "message": "m"} for n in range(count)))
    found = read("L::a", "L::b", {"dql": "L::c", "complete": False}, GOOD, complete=True)
    assert [len(one.rows) for one in found] == [1500, 2500, 3, 0]
    assert [len(queries) for queries in sent(emulator)] == [4, 2, 1]


def test_a_service_that_gives_fewer_rows_is_noticed(emulator, read):
    emulator.series("L::nginx", *({"at": -n / 100, "message": f"m{n}"} for n in range(30)))
    emulator.cap_dql_rows(7)
    try:
        assert len(read(LOGS, complete=True)[0].rows) == 30
    finally:
        emulator.cap_dql_rows(10_000)


@pytest.mark.parametrize("fault", ["duplicate_rows", "lost_row", "repeat_page", "reset_before", "500"])
@pytest.mark.parametrize("after", [0, 1])
def test_a_fault_gives_all_rows_or_an_error(emulator, read, fault, after):
    emulator.series("L::nginx", *({"at": -n / 100, "message": f"m{n}"} for n in range(1500)))
    emulator.fault(fault, after=after)
    (found,) = read(LOGS, complete=True)  # read a second time where rows were missing
    assert {row["message"] for row in found.rows} == {f"m{n}" for n in range(1500)}


@pytest.mark.parametrize("fault", sorted({*INSTEAD, *AFTERWARDS, RESET_BEFORE, RESET_AFTER} - {"throttle_workspace"}))
def test_a_fault_that_stays_is_told_clearly(emulator, fault):
    """One line, with the route or the query, and never half an answer."""
    emulator.series("M::cpu", {"at": -5, "usage": 20.0})
    emulator.fault(fault, times=None)
    options = {"api_key": DEFAULT_KEY, "endpoint": emulator.url, "rate_limit_timeout": 0}
    client = Client(Settings.from_options(options), sleep=lambda seconds: None)
    query = query_of({"dql": GOOD}, {}, "The query")
    if fault in ("duplicate_rows", "lost_row"):  # of one row there is nothing to shift
        assert read_queries(client, [query])[0].value == 20.0
        return
    with pytest.raises(ApiError, match="The query|POST /api/v1/df/query_data_v1") as caught:
        read_queries(client, [query])
    assert "\n" not in str(caught.value)
    assert len(emulator.requests()) <= 3


def test_functions_are_complete_in_one_request(emulator, read):
    emulator.series("L::nginx", *({"at": -n / 100, "message": f"m{n}"} for n in range(1200)))
    assert read("L::nginx:(count(`*`))", complete=True)[0].value == 1200
    assert len(emulator.requests()) == 1


def test_many_groups_are_told(emulator, read):
    for number in range(4):
        emulator.series("M::cpu", {"at": -1, "usage": 1.0}, host=f"h{number}")
    few, all_, prom = read({"dql": GOOD + " BY `host`", "max_groups": 3}, GOOD + " BY `host`",
                           {"promql": "cpu:usage", "max_groups": 3})  # fmt: skip
    assert (len(few.rows), few.is_cut, len(all_.rows), all_.is_cut) == (3, True, 4, False)
    assert (len(prom.rows), prom.is_cut) == (4, False)


def test_as_many_intervals_as_the_service_keeps_to(emulator, read):
    assert read(GOOD, interval="1m", **{"from": "-12h"})[0].rows == []
    with pytest.raises(InputError, match="more than 720 points over 12h1s"):
        read(GOOD, interval="1m", **{"from": "-43201s"})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "give the statement"),
        ({"dql": " "}, "give the statement"),
        ({"dql": GOOD, "promql": "x:y"}, "give the statement"),
        ({"dql": GOOD, "to": "now"}, "'to' needs 'from'"),
        ({"dql": GOOD, "from": "-1h", "to": "-2h"}, "'from' must be before 'to'"),
        ({"dql": GOOD, "from": "2026-11-23 10:00", "to": "2026-11-23 09:00"}, "'from' must be before 'to'"),
        ({"dql": GOOD, "timezone": "Mars/Olympus"}, "no time zone"),
        ({"dql": GOOD, "interval": "1s", "from": "-1h"}, "more than 720 points over 1h"),
        ({"dql": GOOD, "interval": "often"}, "no time span"),
        ({"dql": GOOD, "limit": 0}, "'limit' must be above zero"),
        ({"dql": GOOD, "max_groups": -1}, "'max_groups' must be above zero"),
        ({"dql": GOOD, "complete": True, "limit": 5}, "cannot go with 'limit'"),
        ({"promql": "x:y", "complete": True}, "cannot go with PromQL"),
    ],
)
def test_mistakes_cost_no_request(emulator, read, options, said):
    with pytest.raises(InputError, match=said) as caught:
        read(GOOD, options)
    assert str(caught.value).startswith("Query 2: ")
    assert not emulator.requests()


def answering(service, *data):
    service.answer = lambda request: envelope({"data": list(data)})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "Query 1: The answer to the query holds no data"),
        ([None, {}], "Query 1: The answer to the query holds no data"),
        ([{"series": []}], "Query 2: the service answered 1 of 2 queries"),
        ([{"series": []}, {"series": [{"values": [[1]]}]}], "Query 2: .*does not name its columns"),
        ([{"series": []}, {"series": "none"}], "Query 2: .*no series"),
    ],
)
def test_an_odd_answer_names_its_query(service, client_at, data, said):
    answering(service, *data)
    queries = [query_of({"dql": GOOD}, {}, f"Query {number}") for number in (1, 2)]
    with pytest.raises(IncompleteListError, match=said):
        read_queries(client_at(service.url), queries)


@pytest.mark.parametrize("marker", [None, ["same"]])
def test_a_service_that_never_goes_on_ends_in_an_error(service, client_at, marker):
    rows = [[1, f"m{number}"] for number in range(1000)]
    answering(service, {"series": [{"columns": ["time", "message"], "values": rows}], "search_after": marker})
    query = query_of({"dql": LOGS, "complete": True}, {}, "The query")
    with pytest.raises(IncompleteListError, match="same rows" if marker else "nothing by which to read on"):
        read_queries(client_at(service.url), [query])
