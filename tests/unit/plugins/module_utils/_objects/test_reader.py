# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import math

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    ApiError,
    BadKeyError,
    IncompleteListError,
    RouteNotFoundError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import ObjectQuery
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.reader import read_objects
from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import envelope


def names(objects):
    return sorted(row["name"] for row in objects.rows)


# -- the sources agree -------------------------------------------------------------------------------------------------


def test_list_and_dql_give_the_same_rows(read):
    by_list, by_dql = read(source="list", max_age="24h"), read(source="dql", max_age="24h")
    assert names(by_list) == names(by_dql)
    moving = {"time", "last_update_time"}
    rows = {row["name"]: {key: value for key, value in row.items() if key not in moving} for row in by_dql.rows}
    for row in by_list.rows:
        assert {key: value for key, value in row.items() if key not in moving} == rows[row["name"]]
    assert (by_list.source, by_dql.source) == ("list", "dql")


@pytest.mark.parametrize(
    "options",
    [
        {"filters": {"os": "linux"}},
        {"filters": {"os": ["windows", "darwin"], "env": "prod"}},
        {"filters": {"df_label": ["pci", "canary"]}},
        {"filters": {"num_cpu": 4}},
        {"search": "WEB-prod"},
        {"search": "web-prod"},
        {"max_age": "10m"},
        {"fields": ["name", "private_ip"]},
        {"order_by": ["os", "-cpu_usage"]},
        {"order_by": ["-cpu_usage"], "limit": 7},
        {"order_by": ["-region", "name"], "limit": 7},
        {"order_by": ["region", "-name"], "limit": 7},
        {"order_by": ["-region", "name"], "limit": 249},
    ],
)
def test_every_option_means_the_same_to_both(world, read, options):
    world.hold_clock()
    options = {"max_age": "24h", **options}
    by_list, by_dql = (read(source=source, **options) for source in ("list", "dql"))
    if "order_by" in options:
        assert [row["name"] for row in by_list.rows] == [row["name"] for row in by_dql.rows]
    if options.get("search") != "WEB-prod":  # whether a search minds the case is up to each route
        assert names(by_list) == names(by_dql)
        assert by_list.total == by_dql.total
    assert by_list.rows


def test_the_catalog_gives_flat_rows_of_the_same_kind(read):
    catalog = read(source="catalog", filters={"os": "windows"})
    assert names(catalog) == names(read(source="dql", max_age="7d", filters={"os": "windows"}))
    assert {row["class"] for row in catalog.rows} == {"HOST"}
    assert all(isinstance(row["df_label"], list) for row in catalog.rows)


@pytest.mark.parametrize(
    "filters",
    [
        {"name": "web-1"},
        {"class": "HOST", "os": "linux"},
        {"df_label": ["pci", "x"]},
        {"num_cpu": 4},
        {"num_cpu": [4, 8], "os": "linux"},
        {"flag": True},
    ],
)
def test_the_catalog_filters_by_every_column(service, client_at, filters):
    entities = [
        {
            "urn": f"urn:host:{name}",
            "name": name,
            "attributes": {"os": system, "num_cpu": cpus, "flag": flag, "df_label": labels},
            "tagsInfo": tags,
        }
        for name, system, cpus, flag, labels, tags in [
            ("web-1", "linux", 4, True, ["pci"], []),
            ("web-2", "windows", 2, False, None, ["other", {"name": "b"}]),
        ]
    ]

    def answer(request):
        wanted = json.loads(request.body).get("filters") or {}
        assert set(wanted) <= {"os"}
        items = [one for one in entities if all(one["attributes"][key] in texts for key, texts in wanted.items())]
        return envelope({"items": items}, pageInfo={"totalCount": len(items)})

    service.answer = answer
    options = {"source": "catalog", "filters": filters, "limit": 1}
    found = read_objects(client_at(service.url), ObjectQuery.from_options(options))
    assert (names(found), found.total, found.rows[0]["df_label"]) == (["web-1"], 1, ["pci"])
    options["filters"] = {"df_label": "b"}
    assert names(read_objects(client_at(service.url), ObjectQuery.from_options(options))) == ["web-2"]


@pytest.mark.parametrize(
    "name", ["host_processes", "docker_containers", "kubelet_pod", "kubernetes_nodes", "snmp_object", "CO::aliyun_ecs"]
)
def test_every_class_can_be_read(read, name):
    objects = read(object_class=name)
    assert objects.rows
    assert {row["class"] for row in objects.rows} == {name.rpartition("::")[2]}


@pytest.mark.parametrize(
    ("name", "field"),
    [("kubelet_pod", "pod_name"), ("kubernetes_nodes", "node_name"), ("docker_containers", "container_name")],
)
def test_a_search_finds_what_people_call_an_object(read, name, field):
    wanted = read(object_class=name).rows[0]
    for text in (wanted[field], wanted["name"]):
        found = read(object_class=name, search=text[1:])
        assert wanted["__docid"] in {row["__docid"] for row in found.rows}
        assert all(text[1:] in row[field] or text[1:] in row["name"] for row in found.rows)


def test_message_is_never_read_unless_named(read):
    assert not any("hunter2" in json.dumps(read(source=source).rows) for source in ("list", "dql", "catalog"))
    assert "hunter2" in read(source="dql", fields=["message"], limit=1).rows[0]["message"]


# -- requests ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page_size", "hosts"), [(100, 250), (125, 250), (250, 250), (1000, 250)])
def test_dql_costs_one_request_per_page(client_at, page_size, hosts):
    with running(hosts=hosts) as emulator:
        client = client_at(emulator.url)
        query = ObjectQuery.from_options({"source": "dql", "page_size": page_size, "max_age": "7d"})
        assert len(read_objects(client, query).rows) == hosts
        assert client.api_calls == math.ceil(hosts / page_size)


def test_the_list_costs_one_request_per_hundred(read):
    assert len(read(source="list").rows) == 250
    assert read.client.api_calls == 3


def test_nothing_found_costs_one_request(read):
    for source in ("list", "dql", "catalog"):
        calls = read.client.api_calls
        found = read(source=source, search="no such host")
        assert (found.rows, found.total) == ([], 0)
        assert read.client.api_calls == calls + 1


def test_a_limit_does_not_read_on(read):
    found = read(source="dql", limit=3, filters={"os": "linux"}, max_age="24h")
    assert len(found.rows) == 3
    assert found.total == len(read(source="dql", filters={"os": "linux"}, max_age="24h").rows)
    assert len(read(source="list", limit=3).rows) == 3
    assert read.client.api_calls == 3


# -- auto --------------------------------------------------------------------------------------------------------------


def test_auto_takes_the_list_where_there_is_one(read):
    assert read().source == "list"
    assert read(object_class="host_processes").source == "list"
    assert read(object_class="kubelet_pod").source == "dql"
    assert read(condition="`cpu_usage` > 50").source == "dql"
    assert read(filters={"os": "linux"}).source == "list"
    assert read(filters={"os": "linux"}, limit=2).source == "dql"


def test_auto_learns_on_the_read_itself_that_there_is_no_list(client_at):
    with running(hosts=5, dialect="reference") as emulator:
        client = client_at(emulator.url)
        assert read_objects(client, ObjectQuery.from_options({})).source == "dql"
        calls = client.api_calls
        assert read_objects(client, ObjectQuery.from_options({})).source == "dql"
        assert client.api_calls == calls + 1


def test_auto_falls_back_to_the_list_where_there_is_no_dql(client_at):
    with running(hosts=5, dialect="guide") as emulator:
        client = client_at(emulator.url)
        found = read_objects(client, ObjectQuery.from_options({"order_by": ["name"], "limit": 2}))
        assert (found.source, len(found.rows)) == ("list", 2)
        with pytest.raises(RouteNotFoundError):
            read_objects(client, ObjectQuery.from_options({"condition": "`a` = 1"}))


def test_other_failures_do_not_change_the_source(world, client_at):
    client = client_at(world.url, key="wrong")
    with pytest.raises(BadKeyError):
        read_objects(client, ObjectQuery.from_options({}))
    assert [request["operationId"] for request in world.requests()] == ["object_host_list"]


# -- a service that pages oddly ----------------------------------------------------------------------------------------


class DqlService:
    """Answers DQL over numbered hosts; each peculiarity of real services is a switch."""

    def __init__(self, service, hosts, cap=10**6, counts=True, marks=True, hits=None, lose=()):
        self.service, self.hosts, self.cap, self.counts, self.marks, self.hits, self.lose = (
            service,
            hosts,
            cap,
            counts,
            marks,
            hits,
            lose,
        )
        self.queries = []
        self.count = hosts
        service.answer = self.answer

    def answer(self, request):
        queries = [member["query"] for member in json.loads(request.body)["queries"]]
        self.queries.append(queries)
        data = [self.page(queries[0])]
        if len(queries) > 1 and self.counts:
            data.append({"series": [{"columns": ["time", "count(__docid)"], "values": [[None, self.count]]}]})
        return envelope({"data": data})

    def page(self, query):
        start = query["search_after"][0] + 1 if query.get("search_after") else query.get("offset", 0)
        numbers = range(start, min(start + min(query["limit"], self.cap), self.hosts))
        rows = [[1, f"O_{number}", f"host-{number}"] for number in numbers if number not in self.lose]
        page = {"series": [{"columns": ["time", "__docid", "name"], "values": rows}] if rows else []}
        if self.marks and numbers:
            page["search_after"] = [numbers[-1]]
        if self.hits is not None:
            page["total_hits"] = self.hits
        return page


@pytest.fixture
def dql_read(service, client_at):
    def reading(**options):
        return read_objects(client_at(service.url), ObjectQuery.from_options({"source": "dql", **options}))

    return reading


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("cap", [3, 10, 1000])
@pytest.mark.parametrize("hits", [None, 10])
def test_the_list_is_complete_whatever_the_service_leaves_out(service, dql_read, counts, marks, cap, hits):
    DqlService(service, 25, cap, counts, marks, hits)
    found = dql_read(page_size=10)
    assert [row["name"] for row in found.rows] == [f"host-{number}" for number in range(25)]
    assert found.total == 25


@pytest.mark.parametrize("options", [{"counts": True}, {"counts": False, "hits": 25}])
def test_a_short_list_is_an_error(service, dql_read, options):
    DqlService(service, 25, lose={7}, **options)
    with pytest.raises(IncompleteListError, match="24 of 25"):
        dql_read(page_size=10)


@pytest.mark.parametrize("count", [0, 1, 9, 11, 24])
def test_a_count_below_what_came_ends_nothing(service, dql_read, count):
    fake = DqlService(service, 25)
    fake.count = count
    found = dql_read(page_size=10)
    assert (len(found.rows), found.total) == (25, 25)


def test_a_full_page_that_repeats_itself_is_no_list(service, dql_read):
    rows = [[f"O_{number}", "x"] for number in range(10)]
    service.script = [envelope({"data": [{"series": [{"columns": ["__docid", "name"], "values": rows}]}]})]
    with pytest.raises(IncompleteListError, match="same rows"):
        dql_read(page_size=10)


@pytest.mark.parametrize("fault", ["duplicate_rows", "repeat_page"])
@pytest.mark.parametrize("source", ["list", "dql"])
def test_pages_that_repeat_rows_once_are_read_again(world, read, source, fault):
    operation = {"list": "object_host_list", "dql": "query_data_v1"}[source]
    world.fault(fault, operation, times=1, after=1)
    assert len(set(names(read(source=source, page_size=100, max_age="30d")))) == 250
    world.fault(fault, operation, times=None, after=1)
    with pytest.raises(IncompleteListError, match="of 250"):
        read(source=source, page_size=100, max_age="30d")


def test_only_the_position_changes_from_page_to_page(service, dql_read):
    fake = DqlService(service, 25)
    dql_read(page_size=10)
    first, *others = ({**queries[0]} for queries in fake.queries)
    assert first.pop("search_after") == []
    for other in others:
        assert other.pop("search_after")
        assert other == first
    assert [len(queries) for queries in fake.queries] == [2, 1, 1]


def test_the_window_stays_open_while_pages_are_read(service, dql_read):
    fake = DqlService(service, 1)
    dql_read()
    start, end = fake.queries[0][0]["timeRange"]
    assert end - start == 25 * 3600 * 1000
    dql_read(object_class="CO::x")
    start, end = fake.queries[1][0]["timeRange"]
    assert end - start == 49 * 3600 * 1000


def test_a_page_that_repeats_itself_ends_the_read(service, dql_read):
    row = {"series": [{"columns": ["__docid", "name"], "values": [["O_1", "a"]]}], "search_after": ["x"]}
    service.script = [envelope({"data": [row]})]
    assert dql_read().rows == [{"__docid": "O_1", "name": "a"}]
    assert len(service.received) == 2


@pytest.mark.parametrize("content", [None, [], {}, {"data": []}, {"data": [None]}, True, "text"])
def test_an_answer_without_data_is_an_error(service, dql_read, content):
    service.script = [envelope(content)]
    with pytest.raises(ApiError):
        dql_read()


@pytest.mark.parametrize("variants", [["column_names"], ["single_columns"], ["column_names", "single_columns"]])
@pytest.mark.parametrize("options", [{}, {"fields": ["host", "os"]}, {"limit": 3}, {"object_class": "kubelet_pod"}])
def test_answers_of_other_forms_give_the_same_rows(world, read, variants, options):
    world.hold_clock()  # some object reports in most seconds
    as_usual = read(source="dql", page_size=100, **options)
    world.vary(*variants)
    found = read(source="dql", page_size=100, **options)
    assert as_usual.rows
    assert (found.rows, found.total) == (as_usual.rows, as_usual.total)


@pytest.mark.parametrize(
    "series",
    [
        [{"columns": ["time", "a"], "values": [[1, "x"], [2, "y"]]}, {"columns": ["time", "b"], "values": [[1, "z"]]}],
        [{"columns": ["time", "a"], "values": [[1, "x"]]}, {"columns": ["time", "b"], "values": [[2, "z"]]}],
        [{"columns": ["time", "a"], "values": [[1, "x"]]}, {"columns": ["time", "b"], "values": []}],
        [{"columns": ["a", "b"], "values": [["x", "y"]]}, {"columns": ["b"], "values": [["z"]]}],
        [{"values": [[1, "x"]]}],
    ],
)
def test_columns_that_do_not_fit_together_are_no_rows(service, dql_read, series):
    service.answer = lambda request: envelope({"data": [{"series": series}]})
    with pytest.raises(IncompleteListError, match="columns"):
        dql_read()


# -- odd rows ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("odd", ["", None, 3, []])
@pytest.mark.parametrize(("source", "route"), [("list", "GET /api/v1/object/host/list"), ("catalog", "POST")])
def test_a_row_that_is_none_is_an_error_with_the_route(service, client_at, odd, source, route):
    service.script = [envelope({"data": [{"name": "a"}, odd]})]
    with pytest.raises(ApiError, match="row 2") as caught:
        read_objects(client_at(service.url), ObjectQuery.from_options({"source": source}))
    assert route in str(caught.value)


@pytest.mark.parametrize("column", ["time", "last_update_time"])
@pytest.mark.parametrize("time", [math.nan, math.inf])
@pytest.mark.parametrize("age", [{}, {"max_age": "10m"}])
def test_a_time_that_is_none_is_an_error_with_the_route(service, client_at, column, time, age):
    service.script = [envelope({"data": [{"name": "a", "time": 1}, {"name": "b", column: time}]})]
    with pytest.raises(ApiError, match=f"GET /api/v1/object/host/list: '{column}' of the object 'b'"):
        read_objects(client_at(service.url), ObjectQuery.from_options({"source": "auto", **age}))
    found = {"series": [{"columns": ["__docid", "name", column], "values": [["1", "b", time]]}]}
    count = {"series": [{"columns": ["count(__docid)"], "values": [[1]]}]}
    service.script = [envelope({"data": [found, count]})]
    with pytest.raises(ApiError, match=f"query_data.*: '{column}' of the object 'b'"):
        read_objects(client_at(service.url), ObjectQuery.from_options({"source": "dql", **age}))


@pytest.mark.parametrize("time", [None, "yesterday"])
def test_max_age_never_drops_a_row_whose_time_is_unknown(service, client_at, time):
    rows = [{"name": "a", "last_update_time": 4102444800000}, {"name": "b", "last_update_time": time}]
    service.script = [envelope({"data": rows})]
    with pytest.raises(IncompleteListError, match="max_age") as caught:
        read_objects(client_at(service.url), ObjectQuery.from_options({"source": "list", "max_age": "10m"}))
    assert "source dql" in str(caught.value)
    found = {"series": [{"columns": ["__docid", "name"], "values": [["1", "a"], ["2", "b"]]}]}
    count = {"series": [{"columns": ["count(__docid)"], "values": [[2]]}]}
    service.script = [envelope({"data": rows}), envelope({"data": [found, count]})]
    read = read_objects(client_at(service.url), ObjectQuery.from_options({"max_age": "10m"}))
    assert (read.source, names(read)) == ("dql", ["a", "b"])


@pytest.mark.parametrize("values", [[["1"]], [None], "x"])
def test_half_rows_of_dql_are_refused(service, client_at, values):
    service.script = [envelope({"data": [{"series": [{"columns": ["__docid", "name"], "values": values}]}]})] * 4
    with pytest.raises(IncompleteListError, match="do not fit"):
        read_objects(client_at(service.url), ObjectQuery.from_options({"source": "dql"}))


def test_a_single_column_of_dql_is_refused(service, client_at):
    service.script = [envelope({"data": [{"series": [{"columns": ["time", "name"], "values": [[1, "a"]]}]}]})] * 4
    with pytest.raises(IncompleteListError, match="lacks columns"):
        read_objects(client_at(service.url), ObjectQuery.from_options({"source": "dql"}))
