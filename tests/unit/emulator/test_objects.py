# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Seeded objects, and every way to read them."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.emulator.envelope import ApiFailure
from ansible_collections.truewatch.openapi.tests.emulator.objects import seed
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api
from ansible_collections.truewatch.openapi.tests.emulator.queries import dql

HOSTS = "/api/v1/object/host/list"


def ask(api, q, **more):
    query = {"disableMultipleField": False, **more, "q": q}
    response = api.post("/api/v1/df/query_data_v1", {"queries": [{"qtype": "dql", "query": query}]})
    return api.content(response)["data"][0]


def rows(answer):
    """The rows of a one-series answer as dicts."""
    return [
        dict(zip(series["columns"], values, strict=True)) for series in answer["series"] for values in series["values"]
    ]


def every_row(api, q, limit, **more):
    found, after = [], []
    while True:
        answer = ask(api, q, limit=limit, search_after=after, **more)
        page = rows(answer)
        found += page
        if len(page) < limit:
            return found
        after = answer["search_after"]


@pytest.fixture
def seeded(emulator, api):
    emulator.seed(hosts=40)
    return api


def test_seed_is_deterministic_and_a_prefix():
    small, large = seed.objects(20, 7), seed.objects(50, 7)
    key = ("O", "HOST")
    assert [row.fields for row in small[key]] == [row.fields for row in large[key][:20]]
    assert [row.fields for row in seed.objects(20, 8)[key]] != [row.fields for row in small[key]]


def test_host_list_and_dql_tell_the_same(seeded):
    listed = seeded.get(HOSTS, pageSize=100).json()
    assert listed["pageInfo"] == {"count": 40, "pageIndex": 1, "pageSize": 100, "totalCount": 40}
    by_name = {row["name"]: row for row in listed["content"]["data"]}
    queried = rows(ask(seeded, "O::HOST", limit=100))
    assert {row["name"] for row in queried} == set(by_name)
    for row in queried:
        assert {name: value for name, value in row.items() if value is not None} == by_name[row["name"]]
    assert sum(row["os"] == "linux" for row in queried) > 20
    assert any("region" not in row for row in by_name.values())
    assert "api_token" in json.loads(queried[0]["message"])["config"]


def test_list_search_and_processes(seeded):
    names = [row["name"] for row in seeded.get(HOSTS, search="WEB-").json()["content"]["data"]]
    assert names
    assert all("web-" in name for name in names)
    processes = seeded.get("/api/v1/object/process/list").json()["content"]["data"]
    assert all(row["name"] == f"{row['host']}_{row['pid']}" for row in processes)
    assert processes
    assert seeded.get(HOSTS, pageSize=101).status_code == 400


def test_every_class_can_be_read(seeded):
    classes = [row["name"] for row in rows(ask(seeded, "show_object_source()"))]
    assert {"HOST", "host_processes", "docker_containers", "kubernetes_nodes", "kubelet_pod", "snmp_object"} == set(
        classes
    )
    assert all(rows(ask(seeded, f"O::{name}")) for name in classes)
    assert [row["name"] for row in rows(ask(seeded, "show_custom_object_source()"))] == ["aliyun_ecs"]
    assert rows(ask(seeded, "CO::aliyun_ecs:(`publicip`)"))[0]["publicip"].startswith("203.0.113.")
    fields = {row["fieldKey"]: row["fieldType"] for row in rows(ask(seeded, "show_object_field('HOST')"))}
    assert fields["os"] == "keyword"
    assert fields["num_cpu"] == "long"
    assert fields["load"] == "float"


def test_single_column_mode_is_the_default(seeded):
    query = {"q": "O::HOST:(`host`, `os`)", "limit": 3}
    answer = seeded.content(seeded.post("/api/v1/df/query_data_v1", {"queries": [{"qtype": "dql", "query": query}]}))
    series = answer["data"][0]["series"]
    assert [one["columns"] for one in series] == [["time", "host"], ["time", "os"]]
    assert [len(one["values"]) for one in series] == [3, 3]


@pytest.mark.parametrize("order", [None, [{"host": "asc"}], [{"os": "desc"}, {"host": "asc"}]])
def test_search_after_reaches_every_row_once(seeded, order):
    found = every_row(seeded, "O::HOST:(`host`)", 7, **({"orderby": order} if order else {}))
    assert len(found) == len({row["host"] for row in found}) == 40


def test_pages_of_one_query_read_one_state(emulator, seeded):
    first = ask(seeded, "O::HOST:(`host`)", limit=20, search_after=[])
    emulator.advance(50)
    second = ask(seeded, "O::HOST:(`host`)", limit=20, search_after=first["search_after"])
    assert len({row["host"] for row in rows(first) + rows(second)}) == 40


def test_reports_stand_still_with_the_clock(emulator, seeded):
    def times():
        return [row["time"] for row in rows(ask(seeded, "O::HOST:(`host`)", limit=40, orderby=[{"host": "asc"}]))]

    emulator.hold_clock()
    held = times()
    assert times() == held
    emulator.advance(300)
    assert [time - before for time, before in zip(times(), held, strict=True)] == [300_000] * len(held)


def test_row_cap(emulator, seeded):
    emulator.cap_dql_rows(15)
    answer = ask(seeded, "O::HOST:(`host`)", limit=1000)
    assert len(rows(answer)) == 15
    assert answer["total_hits"] == 40
    found = rows(answer) + rows(ask(seeded, "O::HOST:(`host`)", limit=1000, search_after=answer["search_after"]))
    assert len({row["host"] for row in found}) == 30


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ("`os` = 'linux'", lambda r: r.get("os") == "linux"),
        ("os != 'linux'", lambda r: r.get("os") != "linux"),
        ("os in ['windows', 'darwin']", lambda r: r.get("os") in ("windows", "darwin")),
        ("os not in ['windows', 'darwin']", lambda r: r.get("os") not in ("windows", "darwin")),
        ("host = wildcard('web-*')", lambda r: r["host"].startswith("web-")),
        ("host = re(`^(web|db)-`)", lambda r: r["host"][:3] in ("web", "db-")),
        ("host = re`^web-`", lambda r: r["host"].startswith("web-")),
        ("host match 'PROD'", lambda r: "prod" in r["host"]),
        ("num_cpu >= 8, num_cpu < 16", lambda r: 8 <= r["num_cpu"] < 16),
        (
            "os = 'linux' && env = 'prod' || team = 'growth'",
            lambda r: (r["os"] == "linux" and r["env"] == "prod") or r["team"] == "growth",
        ),
        (
            "os = 'linux' and (env = 'prod' or team = 'growth')",
            lambda r: r["os"] == "linux" and (r["env"] == "prod" or r["team"] == "growth"),
        ),
        ("exists(region)", lambda r: "region" in r),
        ("df_label = 'pci'", lambda r: "pci" in r.get("df_label", ())),
        ("df_label in ['pci', 'EU only']", lambda r: {"pci", "EU only"} & set(r.get("df_label", ()))),
        (
            "name = with_labels(object_class='HOST', labels=['pci', 'canary'])",
            lambda r: {"pci", "canary"} <= set(r.get("df_label", ())),
        ),
        ("os = 'no such'", lambda r: False),
        ("", lambda r: True),
    ],
)
def test_conditions(seeded, condition, test):
    everything = seeded.get(HOSTS, pageSize=100).json()["content"]["data"]
    expected = {row["host"] for row in everything if test(row)}
    assert {row["host"] for row in rows(ask(seeded, f"O::HOST:(`host`) {{{condition}}}", limit=100))} == expected


def test_functions(seeded):
    everything = seeded.get(HOSTS, pageSize=100).json()["content"]["data"]
    assert ask(seeded, "O::HOST:(count(`__docid`))")["series"][0]["values"] == [[None, 40]]
    assert ask(seeded, "O::HOST:(count(*)) {os = 'no such'}")["series"][0]["values"] == [[None, 0]]
    distinct = ask(seeded, "O::HOST:(distinct('os'))")["series"][0]
    assert distinct["columns"] == ["time", "distinct(os)"]
    assert {value for _time, value in distinct["values"]} == {row["os"] for row in everything}
    groups = ask(seeded, "O::HOST:(count(*)) BY os")["series"]
    assert {one["tags"]["os"]: one["values"][0][1] for one in groups} == {
        name: sum(row["os"] == name for row in everything) for name in {row["os"] for row in everything}
    }


def test_order_limit_offset(seeded):
    names = sorted(row["name"] for row in seeded.get(HOSTS, pageSize=100).json()["content"]["data"])
    assert [r["name"] for r in rows(ask(seeded, "O::HOST:(`name`) ORDER BY `name` DESC LIMIT 3 OFFSET 1"))] == names[
        -2:-5:-1
    ]
    assert [
        r["name"]
        for r in rows(
            ask(seeded, "O::HOST:(`name`)", order_by=[{"column": "`name`", "order": "ASC"}], limit=2, offset=5)
        )
    ] == names[5:7]


def test_time_ranges_tell_who_reported(emulator, api):
    emulator.seed(hosts=300)
    everything = every_row(api, "O::HOST:(`host`, `last_update_time`)", 1000)
    recent = every_row(api, "O::HOST:(`host`) [10m]", 1000)
    assert 280 <= len(recent) < len(everything) == 300
    start = min(row["last_update_time"] for row in everything)
    assert len(every_row(api, "O::HOST:(`host`) [10m]", 1000, timeRange=[start])) == 300  # beside it wins over inside
    assert len(every_row(api, f"O::HOST:(`host`) {{last_update_time < {start + 1}}}", 1000)) == 1


@pytest.mark.parametrize(
    "q",
    [
        "",
        "O::",
        "O::HOST:(",
        "O::HOST {os = }",
        "O::HOST {os ~ 'x'}",
        "O::HOST {host = re('(')}",
        "nothing()",
        "show_nothing()",
        "R::error:(count(`*`))",
        "O::HOST limit x",
        "O::HOST:(median(`load`))",
        "O::HOST [yesteryear]",
        "O::HOST extra",
    ],
)
def test_unreadable_statements_are_refused(seeded, q):
    response = seeded.post("/api/v1/df/query_data_v1", {"queries": [{"qtype": "dql", "query": {"q": q}}]})
    assert (response.status_code, response.json()["errorCode"]) == (400, "ft.DQLParseError")


NAMES = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20)


def quoted(text, mark):
    return mark + text.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark


@settings(max_examples=200, deadline=None)
@given(column=NAMES, wanted=NAMES, actual=NAMES)
def test_quoting_carries_any_text(column, wanted, actual):
    query = dql.parse(f"O::HOST:({quoted(column, '`')}) {{ {quoted(column, '`')} = {quoted(wanted, chr(39))} }}")
    assert query.targets[0].column == column
    for value in (wanted, actual):
        assert query.condition(lambda name, value=value: value if name == column else None) == (value == wanted)


@settings(max_examples=300, deadline=None)
@given(st.text("O:HST(){}[]`'\"=,&|! a1.*", max_size=40))
def test_parser_answers_or_refuses_but_never_breaks(text):
    with contextlib.suppress(ApiFailure):
        dql.parse(text)


def test_labels_are_cached_for_five_minutes(emulator, seeded):
    def labels():
        return seeded.content(seeded.post("/api/v1/object/hosts/label/list", {"source": "HOST", "names": [name]}))

    def in_dql():
        return rows(ask(seeded, f"O::HOST:(`df_label`) {{name = '{name}'}}"))[0]["df_label"]

    name = rows(ask(seeded, "O::HOST:(`name`)", limit=1))[0]["name"]
    before, shown_before = labels(), in_dql()
    path = f"/api/v1/object/hosts/{name}/label/modify"
    assert seeded.content(seeded.post(path, {"source": "HOST", "labels": ["x", "y"]})) is True
    assert labels() == before
    assert in_dql() == shown_before
    emulator.advance(301)
    assert labels() == {name: {"labels": ["x", "y"]}}
    assert in_dql() == ["x", "y"]
    assert seeded.post("/api/v1/object/hosts/nobody/label/modify", {"source": "HOST", "labels": []}).status_code == 404


def test_label_route_takes_encoded_names(emulator, api):
    emulator.seed(objects=[{"class": "HOST", "fields": {"name": "a/b c?", "host": "x"}}])
    assert (
        api.content(api.post("/api/v1/object/hosts/a%2Fb%20c%3F/label/modify", {"source": "HOST", "labels": ["l"]}))
        is True
    )


def test_catalog(seeded):
    def entities(**body):
        return seeded.post("/api/v1/unified_catalog/entity/list", body).json()

    answer = entities(entityType="host", pageSize=25)
    assert answer["pageInfo"]["totalCount"] == 40
    assert len(answer["content"]["items"]) == 25
    assert len(entities()["content"]["items"]) == 20
    assert entities(pageSize=201)["code"] == 400
    linux = entities(entityType="host", filters={"os": ["linux"]}, pageSize=200)["content"]["items"]
    assert linux
    assert all(entity["attributes"]["os"] == "linux" for entity in linux)
    urn = linux[0]["urn"]
    got = seeded.content(seeded.post("/api/v1/unified_catalog/entity/get", {"urn": urn}))
    assert got["urn"] == urn
    assert got["systemRelationInfo"] == []
    assert seeded.post("/api/v1/unified_catalog/entity/get", {"urn": "urn:x"}).status_code == 404
    types = seeded.content(seeded.post("/api/v1/unified_catalog/entity_type_cfg/list", {"withEntityCount": True}))[
        "items"
    ]
    assert {one["uuid"]: one["entityCount"] for one in types}["sys_host"] == 40


def test_catalog_entities_of_ones_own(api):
    def call(action, **body):
        return api.post(f"/api/v1/unified_catalog/entity/{action}", body)

    made = call("create", entityType="database", name="demo", attributes={"env": "prod", "team": "a"})
    urn = api.content(made)["urn"]
    assert call("create", entityType="database", name="demo").status_code == 400
    changed = {"urn": urn, "entityType": "database", "name": "demo", "attributes": {"env": "test"}}
    assert api.content(call("modify", **changed)) == {"urn": urn}
    assert api.content(call("get", urn=urn))["attributes"] == {"env": "test", "team": "a"}
    listed = api.content(call("list", entityType="database", providers=["manual"]))["items"]
    assert [entity["urn"] for entity in listed] == [urn]
    assert api.content(call("delete", urn=urn)) is True
    assert call("get", urn=urn).status_code == call("delete", urn=urn).status_code == 404


def test_catalog_entity_types_of_ones_own(api):
    def call(action, **body):
        return api.post(f"/api/v1/unified_catalog/entity_type_cfg/{action}", body)

    def uuids(**body):
        return [row["uuid"] for row in api.content(call("list", **body))["items"]]

    uuid = api.content(call("create", entityType="custom_demo"))["uuid"]
    assert call("create", entityType="host").status_code == 400
    assert uuids() == ["sys_host", "sys_service", "sys_database", uuid]
    assert uuids(withDefault=False) == [uuid]
    assert api.content(call("sys_host/modify", extraConfig={"a": 1})) == {"uuid": "sys_host"}
    assert call("sys_host/modify", name="Machine").status_code == 400
    urn = api.content(api.post("/api/v1/unified_catalog/entity/create", {"entityType": "custom_demo", "name": "x"}))
    assert call("delete", entityTypeUUID=uuid).status_code == 400
    api.content(api.post("/api/v1/unified_catalog/entity/delete", urn))
    assert api.content(call("delete", entityTypeUUID=uuid)) is True
    assert uuids(withDefault=False) == []


def test_hostile_and_own_rows(emulator, seeded):
    emulator.seed(hostile=True)
    hostile = {json.dumps(row.get("name")) for row in rows(ask(seeded, "O::HOST", limit=1000))}
    for name in ("{{ lookup('pipe', 'id') }}", "--help", "line\nbreak\x1b[31m\ttab", "", 12345, None):
        assert json.dumps(name) in hostile
    assert seeded.get(HOSTS, search="twin").json()["pageInfo"]["totalCount"] == 2
    emulator.seed(objects=[{"class": "CO::switch", "fields": {"name": "s1", "ip": "10.0.0.1"}}])
    assert rows(ask(seeded, "CO::switch:(`name`, `ip`)"))[0]["ip"] == "10.0.0.1"


def test_dql_duplicates_on_request(emulator, seeded):
    emulator.fault("duplicate_rows", "query_data_v1")
    found = rows(ask(seeded, "O::HOST:(`host`)", limit=100))
    assert len(found) == 40
    assert len({row["host"] for row in found}) == 39


def test_fifty_thousand_hosts_by_all_ways():
    with running(hosts=50_000) as emulator:
        api = Api(emulator.url)
        found = every_row(api, "O::HOST:(`__docid`, `host`)", 10_000)
        assert len({row["__docid"] for row in found}) == 50_000
        last = api.get(HOSTS, pageSize=100, pageIndex=500).json()
        assert last["pageInfo"] == {"count": 100, "pageIndex": 500, "pageSize": 100, "totalCount": 50_000}
        assert ask(api, "O::HOST:(count(*))")["total_hits"] == 10_000
