# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics, logs, events and traces: what a test sets is what queries find."""

from __future__ import annotations

import time

import pytest

ROUTE = "/api/v1/df/query_data_v1"


def post(api, statement, qtype="dql", **more):
    now = int(time.time() * 1000)
    query = {"q": statement, "disableMultipleField": False, "timeRange": [now - 900_000, now + 10_000], **more}
    return api.post(ROUTE, {"queries": [{"qtype": qtype, "query": query}]})


def series(api, statement, qtype="dql", **more):
    return api.content(post(api, statement, qtype, **more))["data"][0]["series"]


def values(api, statement, qtype="dql", **more):
    """The values, without times, of each group."""
    found = series(api, statement, qtype, **more)
    return {tuple(one.get("tags", {}).values()): [row[1:] for row in one["values"]] for one in found}


@pytest.fixture
def world(emulator):
    emulator.series("M::cpu", *({"at": -60 * n, "usage": 10.0 * n} for n in range(1, 6)), host="a", env="prod")
    emulator.series("M::cpu", {"at": -30, "usage": 90.0}, {"at": -3600, "usage": 1.0}, host="b", env="test")
    emulator.series("L::nginx", *({"at": -n, "status": "error", "message": f"m{n}"} for n in range(1, 26)), host="a")
    emulator.series("L::nginx", {"at": -5, "status": "info", "message": "fine"}, host="b")
    emulator.series("E::monitor", {"at": -90, "df_status": "critical"}, {"at": -10, "df_status": "ok"}, ref="1")
    emulator.series("T::shop", *({"at": -n, "duration": n, "status": "ok"} for n in range(1, 101)))
    return emulator


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("M::cpu:(avg(`usage`)) {`env` = 'prod'}", {(): [[30.0]]}),
        ("M::cpu:(max(`usage`) AS top, min(`usage`), count(`usage`)) BY `host`",
         {("a",): [[50.0, 10.0, 5]], ("b",): [[90.0, 90.0, 1]]}),
        ("M::cpu:(last(`usage`), first(`usage`)) {`host` = 'a'}", {(): [[10.0, 50.0]]}),
        ("M::cpu:(avg(`usage`)) {`host` = 'nobody'}", {}),
        ("L::nginx:(count(`*`)) {`status` = 'error'}", {(): [[25]]}),
        ("L::nginx:(count(`*`)) BY `status`", {("error",): [[25]], ("info",): [[1]]}),
        ("L::re('ngi.*'):(count_distinct(`host`))", {(): [[2]]}),
        ("L::nginx:(count(`*`)) {`message` = match('m2')}", {(): [[7]]}),
        ("E::monitor:(last(`df_status`)) {`ref` = exists()} BY `ref`", {("1",): [["ok"]]}),
        ("T::shop:(p95(`duration`), p50(`duration`), sum(`duration`))", {(): [[95, 50, 5050]]}),
    ],
)  # fmt: skip
def test_functions(world, api, statement, wanted):
    assert values(api, statement) == wanted


def test_an_interval_gives_a_row_for_each(world, api):
    for more in ({"interval": 60}, {}):
        statement = "M::cpu:(avg(`usage`)) {`host` = 'a'}" + ("" if more else " [15m::1m]")
        (one,) = series(api, statement, **more)
        assert [row[1] for row in one["values"]] == [50.0, 40.0, 30.0, 20.0, 10.0]
        assert {row[0] % 60_000 for row in one["values"]} == {0}
        assert len(series(api, statement, limit=2, **more)[0]["values"]) == 2


def test_groups_can_be_limited(world, api):
    assert len(series(api, "M::cpu:(avg(`usage`)) BY `host`", slimit=1)) == 1
    assert len(series(api, "M::cpu:(avg(`usage`)) BY `host` SLIMIT 5 SOFFSET 1")) == 1


def test_rows_of_logs_come_newest_first_and_in_pages(world, api):
    content = api.content(post(api, "L::nginx:(`message`)", limit=20, search_after=[]))["data"][0]
    first = content["series"][0]
    assert (len(first["values"]), first["values"][0][1], content["total_hits"]) == (20, "m1", 26)
    (rest,) = series(api, "L::nginx:(`message`)", limit=20, search_after=content["search_after"])
    assert len(rest["values"]) == 6
    (whole,) = series(api, "L::nginx")
    assert {"message", "host", "source", "__docid"} <= set(whole["columns"])


def test_metrics_without_functions_are_their_points(world, api):
    (one,) = series(api, "M::cpu:(`usage`, `host`)", limit=2)
    assert [row[1:] for row in one["values"]] == [[90.0, "b"], [10.0, "a"]]


def test_what_lies_ahead_shows_when_its_time_has_come(emulator, api):
    emulator.series("M::up", {"at": -1, "value": 0}, {"at": 5, "value": 1})
    assert values(api, "M::up:(last(`value`))") == {(): [[0]]}
    emulator.advance(6)
    assert values(api, "M::up:(last(`value`))") == {(): [[1]]}


def test_series_can_be_replaced_and_go_with_a_reset(world, api):
    world.series("M::cpu", {"at": -1, "usage": 5.0}, replace=True, host="c")
    assert values(api, "M::cpu:(avg(`usage`)) BY `host`") == {("c",): [[5.0]]}
    world.reset()
    assert values(api, "L::nginx:(count(`*`))") == {(): [[0]]}


def test_one_series_per_column(world, api):
    world.vary("single_columns")
    found = series(api, "M::cpu:(max(`usage`), min(`usage`)) BY `host`")
    assert [(one["columns"][1], one["tags"]["host"]) for one in found] == [
        ("max(usage)", "a"), ("min(usage)", "a"), ("max(usage)", "b"), ("min(usage)", "b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("cpu:usage", {("prod", "a"): [[10.0]], ("test", "b"): [[90.0]]}),
        ('cpu:usage{host="a"}', {("prod", "a"): [[10.0]]}),
        ('cpu:usage{host=~"a|c", env!="test"}', {("prod", "a"): [[10.0]]}),
        ("avg(cpu:usage)", {(): [[50.0]]}),
        ("sum by (env) (cpu:usage)", {("prod",): [[10.0]], ("test",): [[90.0]]}),
        ('max(cpu:usage{env="prod"}) by (host)', {("a",): [[10.0]]}),
        ("count(cpu:usage)", {(): [[2]]}),
        ("nothing:usage", {}),
    ],
)
def test_promql(world, api, statement, wanted):
    now = int(time.time() * 1000)
    found = series(api, statement, "promql", promqlType="instantQuery", timeRange=[now - 1000, now])
    assert {tuple(one["tags"].values()): [row[1:] for row in one["values"]] for one in found} == wanted


def test_promql_over_a_range(world, api):
    now = int(time.time() * 1000)
    (one,) = series(api, 'cpu:usage{host="a"}', "promql", timeRange=[now - 240_000, now], interval=60)
    assert [row[1] for row in one["values"]] == [40.0, 30.0, 20.0, 10.0, 10.0]


@pytest.mark.parametrize(
    ("statement", "qtype", "more", "said"),
    [
        ("R::error", "dql", {}, "holds O::, CO::, M::, L::, E::, T::, not R::"),
        ("M::cpu:(derivative(`usage`))", "dql", {}, "does not know the function derivative()"),
        ("M::cpu:(avg(`usage`) / 2)", "dql", {}, "unexpected character '/'"),
        ("E::monitor:(count(`*`)) BY `ref` HAVING x = 1", "dql", {}, "HAVING is not supported"),
        ("M::cpu:(`usage`)", "dql", {"interval": 60}, "an interval needs functions"),
        ("M::cpu:(avg(`usage`))", "dql", {"sorder_by": [{"column": "a"}]}, "sorder_by is not supported"),
        ("rate(cpu:usage[5m])", "promql", {}, "one aggregation of it only"),
        ("up", "promql", {}, "one aggregation of it only"),
        ('cpu:usage{host="a}', "promql", {}, "cannot read the labels"),
        ('cpu:usage{host=~"("}', "promql", {}, "bad regular expression"),
        ("cpu:usage", "promql", {"interval": 1, "timeRange": [0, 10**9]}, "too long"),
    ],
)
def test_the_rest_is_refused_with_a_reason(api, statement, qtype, more, said):
    response = post(api, statement, qtype, **more)
    assert response.status_code == 400
    assert said in response.json()["message"]


@pytest.mark.parametrize(
    "body", [{}, {"series": [{"source": "O::HOST", "points": []}]}, {"series": [{"source": "M::x", "points": [{}]}]}]
)
def test_wrong_series_are_refused(emulator, body):
    with pytest.raises(ValueError, match="body"):
        emulator.control("POST", "series", body)
