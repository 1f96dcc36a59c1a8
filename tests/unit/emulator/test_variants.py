# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services that answer otherwise, and the faults by which a list or a create tells less than it should."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.tests.emulator import running, running_process
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api

DASHBOARDS = "/api/v1/dashboards"
LISTS = {
    "/api/v1/checker/list": {"data", "declaration"},
    "/api/v1/monitor/mute/list": {"data", "declaration"},
    "/api/v1/notify_object/list": {"data"},
    "/api/v1/workspace/members/list": {"data"},
}


@pytest.mark.parametrize("path", LISTS)
def test_newer_lists_hold_their_rows_in_data_and_older_ones_are_bare(emulator, api, path):
    mapping = api.get(path).json()
    assert set(mapping["content"]) == LISTS[path]
    emulator.vary("bare_lists")
    bare = api.get(path).json()
    assert bare["content"] == mapping["content"]["data"]
    assert bare["pageInfo"] == mapping["pageInfo"]
    emulator.reset()
    assert set(api.get(path).json()["content"]) == LISTS[path]


def test_variants_of_the_start_come_back_with_a_reset():
    with running(variants=["bare_lists"]) as emulator:
        api = Api(emulator.url)
        emulator.vary()
        assert isinstance(api.content(api.get("/api/v1/checker/list")), dict)
        emulator.reset()
        assert api.content(api.get("/api/v1/checker/list")) == []


def test_variants_and_strictness_of_the_command_line():
    path = "/api/v1/checker/list"
    with running_process("--variant", "bare_lists", "--variant", "single_role") as emulator:
        api = Api(emulator.url)
        assert api.content(api.get(path, unknown="x")) == []
        assert "role" in api.content(api.get("/api/v1/workspace/members/list"))[0]
    with running_process("--strict") as emulator:
        assert Api(emulator.url).get(path, unknown="x").status_code == 400


def test_an_unknown_variant_is_refused_with_the_known_ones(emulator):
    with pytest.raises(ValueError, match=r"unknown variant 'bear_lists'; known are bare_lists, "):
        emulator.vary("bear_lists")
    with pytest.raises(ValueError, match="unknown variant 'x'"), running(variants=["x"]):
        pass


def test_unknown_query_parameters_are_passed_over_and_refused_on_request():
    with running(strict=False) as emulator:
        api = Api(emulator.url)
        assert api.content(api.get(f"{DASHBOARDS}/list", checkerTypes="x")) == []
        assert api.get(f"{DASHBOARDS}/list", pageSize="x").status_code == 400
    with running() as emulator:
        assert "checkerTypes" in Api(emulator.url).get(f"{DASHBOARDS}/list", checkerTypes="x").json()["message"]


def test_names_are_normalised(emulator, api):
    emulator.vary("normal_names")
    chart = {"name": " a  b ", "type": "text", "queries": []}
    template = {"title": " cafe\u0301  two ", "main": {"charts": [chart]}}
    made = api.content(api.post(f"{DASHBOARDS}/create", {"name": " cafe\u0301 \n two", "templateInfo": template}))
    assert made["name"] == "caf\u00e9 two"
    exported = api.content(api.get(f"{DASHBOARDS}/{made['uuid']}/export"))
    assert exported["main"]["charts"][0]["name"] == " a  b ", "only the names of objects are"
    assert [row["name"] for row in api.content(api.get(f"{DASHBOARDS}/list"))] == ["caf\u00e9 two"]


def test_line_ends_are_kept_as_crlf(emulator, api):
    emulator.vary("crlf_texts")
    made = api.content(api.post(f"{DASHBOARDS}/create", {"name": "x", "desc": "a\nb\r\nc"}))
    assert made["desc"] == "a\r\nb\r\nc"


def test_a_create_and_a_list_that_tell_nothing_were_carried_out(emulator, api):
    emulator.fault("null_content", "dashboards_create")
    answer = api.post(f"{DASHBOARDS}/create", {"name": "made"}).json()
    assert (answer["success"], answer["content"]) == (True, None)
    emulator.fault("null_content", "dashboards_list")
    answer = api.get(f"{DASHBOARDS}/list").json()
    assert (answer["success"], answer["content"], "pageInfo" in answer) == (True, None, False)
    assert [row["name"] for row in api.content(api.get(f"{DASHBOARDS}/list"))] == ["made"]


def test_a_row_lost_at_the_border_of_a_page_leaves_the_total_as_it_was(emulator, api):
    for number in range(4):
        api.content(api.post(f"{DASHBOARDS}/create", {"name": str(number)}))

    def page(index):
        return api.get(f"{DASHBOARDS}/list", pageSize=2, pageIndex=index).json()

    whole = page(2)
    emulator.fault("lost_row", "dashboards_list", after=1)
    assert [row["name"] for row in page(1)["content"]] == ["3", "2"]
    shifted = page(2)
    assert [row["name"] for row in whole["content"]] == ["1", "0"]
    assert [row["name"] for row in shifted["content"]] == ["0", "created meanwhile"]
    assert shifted["pageInfo"] == whole["pageInfo"]
    uuids = {row["uuid"] for row in [*whole["content"], *shifted["content"]]}
    assert len(uuids) == 3
    assert all(uuid.startswith("dsbd_") for uuid in uuids)


MUTES = "/api/v1/monitor/mute"
WINDOW = {"repeatTimeSet": 0, "startTime": "2027/01/01 00:00:00", "endTime": "2027/01/01 01:00:00"}
MUTE = {"name": "m", "type": "checker", "timezone": "UTC", "muteRanges": [], "tags": {"host": ["a"]}}
SCHEDULE = {
    "repeatTimeSet": 1,
    "repeatCrontabSet": {"min": "0", "hour": "2", "day": "*", "month": "*", "week": "*"},
    "crontabDuration": 3600,
    "repeatExpireTime": "2027/06/01 00:00:00",
}
CLEARS = {"repeatCrontabSet": None, "crontabDuration": 0, "repeatExpireTime": ""}


@pytest.mark.parametrize("field", ["startTime", "endTime"])
def test_a_mute_with_an_empty_time_is_refused_and_null_is_none(api, field):
    refused = api.post(f"{MUTES}/create", {**MUTE, **SCHEDULE, field: ""}).json()
    assert (refused["code"], refused["message"]) == (400, f"{field} must not be empty")
    assert api.content(api.post(f"{MUTES}/create", {**MUTE, **SCHEDULE, field: None}))[field] == ""
    cleared = api.content(api.post(f"{MUTES}/create", {**MUTE, **WINDOW, **dict.fromkeys(CLEARS)}))
    assert (cleared["crontab"], cleared["crontabDuration"], cleared["repeatExpireTime"]) == ("", 0, "-1")


@pytest.mark.parametrize(
    ("variants", "sent", "crontab", "duration"),
    [
        ([], {}, "", 0),
        (["mutes_keep"], {}, "0 2 * * *", 3600),
        (["mutes_keep"], CLEARS, "", 0),
    ],
)
def test_a_change_of_a_mute_keeps_what_it_leaves_out_in_a_variant(emulator, api, variants, sent, crontab, duration):
    emulator.vary(*variants)
    uuid = api.content(api.post(f"{MUTES}/create", {**MUTE, **SCHEDULE}))["uuid"]
    change = {"type": "checker", "timezone": "UTC", **WINDOW, **sent}
    changed = api.content(api.post(f"{MUTES}/{uuid}/modify", change))
    assert (changed["crontab"], changed["crontabDuration"]) == (crontab, duration)
    assert changed["startTime"] == WINDOW["startTime"]
    assert changed["tags"] == (MUTE["tags"] if variants else {})


def test_ids_within_content_are_made_anew_by_every_write(emulator, api):
    emulator.vary("new_ids")
    query = {"query": {"filters": [{"id": "f", "name": "host"}]}}
    part = {"uuid": "u", "name": "part", "createAt": 1, "queries": [query]}
    chart = {"name": "a", "type": "combine", "queries": [part], "extend": {"settings": {"id": "kept"}}}
    main = {"charts": [chart], "vars": [{"id": 1, "code": "v"}], "groups": [{"name": "g", "uuid": "g"}]}
    sent = {"templateInfo": {"title": "x", "main": main}}
    uuid = api.content(api.post(f"{DASHBOARDS}/create", {"name": "x", **sent}))["uuid"]

    def told():
        shown = api.content(api.get(f"{DASHBOARDS}/{uuid}/export"))["main"]
        inner = shown["charts"][0]["queries"][0]
        found = inner["uuid"], inner["createAt"], inner["queries"][0]["query"]["filters"][0]["id"]
        assert shown["charts"][0]["extend"]["settings"]["id"] == "kept"
        return *found, shown["vars"][0]["id"], shown["groups"][0]["uuid"]

    before = told()
    api.content(api.post(f"{DASHBOARDS}/{uuid}/import", sent))
    assert not set(before) & set(told())
    assert not {"u", 1, "f", "g"} & set(before)


def test_icons_without_url_are_taken_as_vendor_templates_have_them(api):
    template = {"title": "x", "main": {"charts": []}, "iconSet": {"url": None, "icon": None}, "uid": "from a converter"}
    made = api.content(api.post(f"{DASHBOARDS}/create", {"name": "x", "templateInfo": template}))
    path = f"{DASHBOARDS}/{made['uuid']}"
    api.content(api.post(f"{path}/import", {"templateInfo": template}))
    exported = api.content(api.get(f"{path}/export"))
    assert exported["iconSet"] == {"url": None, "icon": None}
    assert "uid" not in exported


def test_a_monitor_may_make_issues_without_channels(api):
    script = {"type": "simpleCheck", "title": "t", "every": "1m", "targets": [], "channels": []}
    sent = {"jsonScript": {**script, "checkerOpt": {"rules": []}}, "extend": {"isNeedCreateIssue": True}}
    made = api.content(api.post("/api/v1/checker/add", sent))
    assert (made["extend"]["isNeedCreateIssue"], made["jsonScript"]["channels"]) == (True, [])


def test_members_have_roles_and_on_older_services_one(emulator, api):
    def ada():
        (row,) = api.content(api.get("/api/v1/workspace/members/list", search="ada"))["data"]
        return row

    assert ada()["roles"] == [{"name": "Administrator", "uuid": "wsAdmin"}]
    assert "role" not in ada()
    emulator.vary("single_role")
    assert ada()["role"] == "wsAdmin"
    assert "roles" not in ada()


def test_a_search_for_members_without_hits_is_a_404_in_the_body_only(api):
    answer = api.get("/api/v1/workspace/members/list", search="nobody")
    assert (answer.status_code, answer.json()["code"], answer.json()["success"]) == (200, 404, False)


def test_teams_are_read_with_their_members(api):
    people = api.content(api.get("/api/v1/workspace/members/list"))["data"]
    ada = next(row["uuid"] for row in people if row["name"] == "Ada Adams")
    base = "/api/v1/workspace/member_group"
    uuid = api.content(api.post(f"{base}/add", {"name": "Ops", "accountUUIDs": [ada]}))["uuid"]
    team = api.content(api.get(f"{base}/get", groupUUID=uuid))
    assert team["groupMembers"] == [{"email": "ada@example.com", "name": "Ada Adams", "uuid": ada}]
    assert len(team["membersNotInGroup"]) == len(people) - 1
    api.content(api.post(f"{base}/{uuid}/modify", {"name": "Ops", "accountUUIDs": None}))
    assert api.content(api.get(f"{base}/get", groupUUID=uuid))["groupMembers"] == []
    assert len(api.content(api.get(f"{base}/get"))["membersNotInGroup"]) == len(people)
    assert api.get(f"{base}/get", groupUUID="group_x").status_code == 404


def ask(api, statement):
    query = {"q": statement, "disableMultipleField": False, "search_after": []}
    return api.content(api.post("/api/v1/df/query_data_v1", {"queries": [{"qtype": "dql", "query": query}]}))["data"][0]


def test_dql_answers_in_one_series_per_column(emulator, api):
    emulator.seed(hosts=3)
    whole = ask(api, "O::HOST:(`host`, `os`)")["series"][0]
    emulator.vary("single_columns")
    host, os_ = ask(api, "O::HOST:(`host`, `os`)")["series"]
    assert (host["columns"], os_["columns"]) == (["time", "host"], ["time", "os"])
    assert [[*h, o[1]] for h, o in zip(host["values"], os_["values"], strict=True)] == whole["values"]


def test_dql_answers_name_their_columns_otherwise(emulator, api):
    emulator.seed(hosts=3)
    whole = ask(api, "O::HOST:(`host`, `os`)")["series"]
    emulator.vary("column_names")
    (series,) = ask(api, "O::HOST:(`host`, `os`)")["series"]
    assert series["column_names"] == whole[0]["columns"]
    assert "columns" not in series
    assert series["values"] == whole[0]["values"]


def test_a_terse_service_tells_of_writes_what_it_must(emulator, api):
    emulator.vary("terse")
    dates = "/api/v1/notice/date"
    made = api.content(api.post(f"{dates}/add", {"name": "Feasts", "noticeDates": ["2026/12/25"]}))
    assert set(made) <= {"uuid", "workspaceUUID"}
    change = {"name": "Days", "noticeDates": ["2026/12/25"]}
    assert api.content(api.post(f"{dates}/{made['uuid']}/modify", change)) is True
    row = api.content(api.get(f"{dates}/{made['uuid']}/get"))
    assert (row["name"], type(row["updateAt"])) == ("Days", float)
    assert None not in row.values()


def test_monitors_are_reached_by_the_older_routes_too(emulator, api):
    script = {"type": "simpleCheck", "title": "t", "every": "1m", "targets": [], "checkerOpt": {"rules": []}}
    uuid = api.content(api.post("/api/v1/monitor/check/add", {"jsonScript": script, "extend": {}}))["uuid"]
    (row,) = api.content(api.get("/api/v1/monitor/check/list"))["data"]
    assert row["uuid"] == uuid == api.content(api.get(f"/api/v1/monitor/check/{uuid}/get"))["uuid"]
    assert [request["operationId"] for request in emulator.requests()] == [
        "checkers_create", "checkers_list", "checkers_get",
    ]  # fmt: skip


def test_routes_that_only_vendor_clients_name(emulator, api):
    emulator.seed(hosts=2)
    queries = json.dumps({"queries": [{"qtype": "dql", "query": {"q": "O::HOST:(`host`)", "_funcList": []}}]})
    for parameter in ("body", "queries_body"):
        got = api.get("/api/v1/df/query_data", **{parameter: queries})
        posted = api.session.post(api.url + "/api/v1/df/query_data", params={parameter: queries})
        assert api.content(got) == api.content(posted)
        assert len(api.content(got)["data"][0]["series"][0]["values"]) == 2
    assert api.post("/api/v1/df/query_data").status_code == 400
    pending = api.content(api.post("/api/v1/df/asynchronous/query_data", json.loads(queries)))
    assert pending["data"][0]["query_status"] == "finished"
    assert api.get("/api/v1/const/check_ping").json()["success"] is True
    assert api.get("/api/v1/wksp_share/granted_ws_list").json()["success"] is True
