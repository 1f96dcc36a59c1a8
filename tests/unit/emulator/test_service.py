# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keys, workspaces, envelope, routes, limits, faults, the record and the control interface, all over HTTP."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from urllib.parse import urlsplit

import pytest
import requests

from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running, running_process, server
from ansible_collections.truewatch.openapi.tests.emulator.faults import NAMES
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api

LIST, CREATE = "/api/v1/dashboards/list", "/api/v1/dashboards/create"


def error(response):
    body = response.json()
    assert body["success"] is False
    assert body["content"] is None
    assert body["message"]
    return response.status_code, body["code"], body["errorCode"]


def test_success_envelope(api):
    body = api.get(LIST).json()
    assert re.fullmatch(r"TRACE-[0-9A-F-]{36}", body.pop("traceId"))
    page = {"count": 0, "pageIndex": 1, "pageSize": 50, "totalCount": 0}
    assert body == {"code": 200, "content": [], "pageInfo": page, "errorCode": "", "message": "", "success": True}


@pytest.mark.parametrize("key", [None, "", "wrong"])
def test_bad_key(emulator, key):
    assert error(Api(emulator.url, key).get(LIST)) == (403, 403, "ft.InvalidAPIKey")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/v1/nothing"), ("POST", LIST), ("GET", CREATE), ("GET", "/"), ("GET", LIST + "/")]
)
def test_unknown_route_or_method(api, method, path):
    assert error(api.session.request(method, api.url + path)) == (400, 400, "RouterNotFound")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("pageSize=101", "pageSize"),
        ("pageSize=0", "pageSize"),
        ("pageIndex=x", "pageIndex"),
        ("page=1", "page"),
        ("tagNames=[", "tagNames"),
    ],
)
def test_bad_query_is_named(api, query, told):
    response = api.get(f"{LIST}?{query}")
    assert error(response) == (400, 400, "ft.InvalidParams")
    assert told in response.json()["message"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "name"),
        ({"name": 1}, "name"),
        ({"name": "x" * 129}, "name"),
        ({"name": "x", "isPublic": 2}, "isPublic"),
        ({"name": "x", "templateInfo": {}}, "title"),
        ([], "body"),
        ({"name": "x", "typo": 1}, "typo"),
    ],
)
def test_bad_body_is_named(api, body, told):
    response = api.post(CREATE, body)
    assert error(response) == (400, 400, "ft.InvalidParams")
    assert told in response.json()["message"]


def test_body_has_to_be_json(api):
    for kind, body in (("application/json", b"{"), ("text/plain", b'{"name": "x"}')):
        response = api.session.post(api.url + CREATE, data=body, headers={"Content-Type": kind})
        assert error(response) == (400, 400, "ft.InvalidParams")


def test_workspaces_are_apart_and_keys_of_one_share_it():
    with running({"one": "wksp_1", "other": "wksp_1", "third": "wksp_2"}) as emulator:
        made = Api(emulator.url, "one").post(CREATE, {"name": "x"}).json()["content"]
        assert made["workspaceUUID"] == "wksp_1"
        rows = {key: Api(emulator.url, key).get(LIST).json()["content"] for key in ("one", "other", "third")}
        assert [len(rows[key]) for key in ("one", "other", "third")] == [1, 1, 0]
        changed = (
            Api(emulator.url, "other")
            .post(f"/api/v1/dashboards/{made['uuid']}/modify", {"desc": "y"})
            .json()["content"]
        )
        assert changed["creator"] == made["creator"] != changed["updator"]
        assert re.fullmatch("wsak_[0-9a-f]{32}", changed["updator"])


def test_rate_limit_slides_and_counts_only_what_passed():
    with running({"a": "w", "b": "w"}, rate_limit=(3, 60)) as emulator:
        api = Api(emulator.url, "a")
        assert [api.get(LIST).status_code for _time in range(3)] == [200] * 3
        emulator.advance(30)
        for _time in range(5):
            assert error(api.get(LIST)) == (401, 401, "ft.TriggerApiAkCurrentLimiting")
        assert Api(emulator.url, "b").get(LIST).status_code == 200
        emulator.advance(30)
        assert [api.get(LIST).status_code for _time in range(4)] == [200, 200, 200, 401]


def test_workspace_rate_limit():
    keys = {f"k{number}": "w" for number in range(11)}
    with running(keys, rate_limit=(1, 60)) as emulator:
        answers = [Api(emulator.url, key).get(LIST) for key in keys]
        assert [answer.status_code for answer in answers] == [200] * 10 + [401]
        assert error(answers[-1]) == (401, 401, "ft.TriggerApiWorkspaceCurrentLimiting")


ANSWERED_FAULTS = {
    "throttle": (401, "ft.TriggerApiAkCurrentLimiting"),
    "throttle_workspace": (401, "ft.TriggerApiWorkspaceCurrentLimiting"),
    "500": (500, "ft.InternalError"),
    "503": (503, "InternalError"),
    "500_after": (500, "ft.InternalError"),
    "bad_key_401": (401, "ft.InvalidAPIKey"),
    "success_false": (200, "ft.OperationFailed"),
    "dql_error_200": (200, "ft.DQLParseError"),
}


@pytest.mark.parametrize("fault", sorted(ANSWERED_FAULTS))
def test_fault_that_answers_an_envelope(emulator, api, fault):
    emulator.fault(fault, "dashboards_create")
    status, _code, error_code = error(api.post(CREATE, {"name": "x"}))
    assert (status, error_code) == ANSWERED_FAULTS[fault]
    assert len(api.get(LIST).json()["content"]) == (1 if fault == "500_after" else 0)
    assert api.post(CREATE, {"name": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("fault", "status"), [("html", 502), ("html_200", 200), ("no_such_route", 404), ("redirect", 302)]
)
def test_fault_without_envelope(emulator, api, fault, status):
    emulator.fault(fault)
    response = api.session.get(api.url + LIST, allow_redirects=False)
    assert response.status_code == status
    with pytest.raises(requests.exceptions.JSONDecodeError):
        response.json()


@pytest.mark.parametrize(("fault", "carried_out"), [("reset_before", 0), ("reset_after", 1)])
def test_reset_is_a_real_reset(emulator, api, fault, carried_out):
    emulator.fault(fault, "POST /api/v1/dashboards/create")
    with pytest.raises(requests.exceptions.ConnectionError) as caught:
        api.post(CREATE, {"name": "x"})
    assert "ConnectionResetError" in repr(caught.value)
    assert len(api.get(LIST).json()["content"]) == carried_out


def test_truncated_and_cut(emulator, api):
    emulator.fault("truncated")
    with pytest.raises(requests.exceptions.JSONDecodeError):
        api.get(LIST).json()
    emulator.fault("cut")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        api.get(LIST)


def test_paging_faults(emulator, api):
    for number in range(4):
        api.post(CREATE, {"name": f"d{number}"})
    emulator.fault("duplicate_rows", "/api/v1/dashboards/list")
    names = [row["name"] for row in api.get(LIST, pageSize=2).json()["content"]]
    assert names == ["d3", "d3"]
    emulator.fault("repeat_page", times=None)
    assert [row["name"] for row in api.get(LIST, pageSize=2, pageIndex=2).json()["content"]] == ["d3", "d2"]


def test_request_that_breaks_off_is_not_carried_out(emulator, api):
    head = f"POST {CREATE} HTTP/1.1\r\nHost: x\r\nDF-API-KEY: {DEFAULT_KEY}\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(emulator.url).port)) as connection:
        connection.sendall(f'{head}Content-Length: 100\r\n\r\n{{"name": "half"}}'.encode())
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1) == b""
    assert api.get(LIST).json()["content"] == []
    assert [request["method"] for request in emulator.requests()] == ["GET"]


def test_slow(emulator, api):
    emulator.fault("slow", seconds=5)
    with pytest.raises(requests.exceptions.ReadTimeout):
        api.session.get(api.url + LIST, timeout=0.2)


def test_after_and_times(emulator, api):
    emulator.fault("503", after=1, times=2)
    assert [api.get(LIST).status_code for _time in range(5)] == [200, 503, 503, 200, 200]
    emulator.fault("503", "dashboards_create", times=None)
    assert api.get(LIST).status_code == 200
    assert [api.post(CREATE, {"name": "x"}).status_code for _time in range(3)] == [503] * 3


def test_bad_control_calls_are_explained(emulator):
    with pytest.raises(ValueError, match="reset_before"):
        emulator.fault("no such fault")
    with pytest.raises(ValueError, match="known are"):
        emulator.control("POST", "nothing")
    with pytest.raises(ValueError, match="'host' was unexpected"):
        emulator.seed(host=1)
    assert "reset_before" in NAMES


@pytest.mark.parametrize(
    ("route", "body", "told"),
    [
        ("faults", 5, "body"),
        ("faults", [5], "body.0"),
        ("faults", {"times": 1}, "fault"),
        ("faults", {"fault": "500", "times": "x"}, "body.times"),
        ("faults", {"fault": "500", "times": 0}, "body.times"),
        ("faults", {"fault": "500", "after": -1}, "body.after"),
        ("faults", {"fault": "slow", "seconds": "x"}, "body.seconds"),
        ("faults", {"fault": "500", "rout": "x"}, "rout"),
        ("faults", {"fault": "500", "route": "dashboards_lst"}, "dashboards_lst"),
        ("faults", [{"fault": "500"}, {"fault": "none"}], "reset_before"),
        ("limits", {"count": 0}, "body.count"),
        ("limits", {"count": 1, "seconds": 0}, "body.seconds"),
        ("limits", {"dql_rows": -1}, "body.dql_rows"),
        ("limits", {"cont": 1}, "cont"),
        ("clock", {}, "advance"),
        ("clock", {"advance": -1}, "body.advance"),
        ("clock", {"advance": 1e300}, "body.advance"),
        ("seed", [], "body"),
        ("seed", {"hosts": "5"}, "body.hosts"),
        ("seed", {"hosts": -1}, "body.hosts"),
        ("seed", {"objects": [{"class": "HOST"}]}, "fields"),
        ("seed", {"objects": [{"class": "HOST", "fields": []}]}, "body.objects.0.fields"),
        ("seed", {"objects": [{"class": "XX::a", "fields": {}}]}, "body.objects.0.class"),
        ("seed", {"workspace": "nobody's", "hosts": 1}, "nobody's"),
        ("reset", {"all": True}, "all"),
    ],
)
def test_bad_control_body_is_explained_and_changes_nothing(emulator, api, route, body, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        emulator.control("POST", route, body)
    assert api.get(LIST).status_code == 200


def test_seed_of_one_workspace_by_its_name_or_uuid():
    with running({"one": "team-a", "two": "wksp_b"}) as emulator:
        emulator.seed(hosts=2, workspace="team-a")
        emulator.seed(hosts=3, workspace="wksp_b")
        lists = [Api(emulator.url, key).get("/api/v1/object/host/list").json() for key in ("one", "two")]
        assert [page["pageInfo"]["totalCount"] for page in lists] == [2, 3]


def test_record_tells_requests_but_no_secrets(emulator, api):
    api.post(
        "/api/v1/notify_object/create",
        {
            "type": "simpleHTTPRequest",
            "name": "n",
            "optSet": {"url": "http://x.invalid", "secret": "canary-1"},
        },
    )
    api.get("/api/v1/nothing")
    text = str(emulator.requests(bodies=True))
    assert "canary-1" not in text
    assert DEFAULT_KEY not in text
    assert "x.invalid" in text
    first, second = emulator.requests()
    expected = {
        "method": "POST",
        "path": "/api/v1/notify_object/create",
        "operationId": "notify_objects_create",
        "status": 200,
    }
    assert {name: first[name] for name in expected} == expected
    assert first["bytes_in"] > 50
    assert first["bytes_out"] > 100
    assert first["ms"] > 0
    assert (second["operationId"], second["status"]) == (None, 400)
    assert first["connection"] == second["connection"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/v1/push-events/canary-1/events", {}),
        ("GET", "/api/v1/chart_image/get?clientToken=canary-1", None),
        ("GET", "/api/v1/nothing?client%54oken=canary-1", None),
        ("POST", "/api/v1/nothing", {"optSet": {"url": "https://hook.invalid/services/canary-1"}}),
        ("POST", "/api/v1/nothing", {"optSet": {"url": "https://user:canary-1@hook.invalid/"}}),
        ("POST", "/api/v1/nothing", {"headersConfig": {"items": [{"key": "Authorization", "value": "canary-1"}]}}),
        ("POST", "/api/v1/nothing", {"task": {"certificate": {"private_key": "canary-1"}}}),
    ],
)
def test_record_masks_secrets_wherever_they_travel(emulator, api, method, path, body):
    api.session.request(method, api.url + path, json=body, headers={"X-Auth-Token": "canary-1"})
    (entry,) = emulator.requests(bodies=True)
    assert "canary-1" not in str(entry)
    assert "********" in str({name: entry.get(name) for name in ("path", "query", "body")})


def test_reset_forgets_everything(emulator, api):
    api.post(CREATE, {"name": "x"})
    emulator.fault("500", times=None)
    emulator.limit(1)
    emulator.seed(hosts=3)
    emulator.reset()
    assert emulator.requests() == []
    assert api.get(LIST).json()["content"] == []
    assert api.get("/api/v1/object/host/list").json()["content"]["data"] == []
    assert api.get(LIST).status_code == 200


def test_what_is_kept_is_there_after_each_reset():
    with running(api_keys={"k": None}, hosts=2) as own:
        api = Api(own.url, "k")
        api.post(CREATE, {"name": "kept"})
        own.seed(objects=[{"class": "HOST", "fields": {"name": "added"}}])
        own.keep()
        for _time in range(2):
            api.post(CREATE, {"name": "later"})
            own.seed(objects=[{"class": "HOST", "fields": {"name": "added later"}}])
            own.reset()
            assert [one["name"] for one in api.get(LIST).json()["content"]] == ["kept"]
            hosts = api.get("/api/v1/object/host/list").json()["content"]["data"]
            assert len(hosts) == 3 and "added" in str(hosts) and "later" not in str(hosts)


FOREIGN = [
    {"Host": "evil.example"},
    {"Host": "evil.example:80"},
    {"Host": "localhost.evil.example"},
    {"Host": "127.0.0.1@evil.example"},
    {"Host": "[::1"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:1"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(("method", "route"), [("POST", "reset"), ("GET", "requests"), ("POST", "faults")])
def test_control_by_a_foreign_page_or_name_is_refused(emulator, headers, method, route):
    body = {"fault": "500"} if route == "faults" else {}
    refused = requests.request(method, f"{emulator.url}/_emulator/{route}", json=body, headers=headers, timeout=10)
    assert refused.status_code == 403
    assert "--allow-remote" in refused.json()["error"]
    assert requests.get(f"{emulator.url}/api/v1/dashboards/list", timeout=10).status_code == 403, "no fault is ordered"


def test_control_by_names_of_this_machine_and_its_own_origin(emulator):
    port = emulator.url.rpartition(":")[2]
    for headers in ({"Host": f"localhost:{port}"}, {"Host": "[::1]:80"}, {"Origin": emulator.url}):
        assert requests.get(f"{emulator.url}/_emulator/health", headers=headers, timeout=10).status_code == 200


def test_control_from_anywhere_when_that_is_meant():
    with running_process("--allow-remote") as emulator:
        for headers in FOREIGN:
            assert requests.get(f"{emulator.url}/_emulator/health", headers=headers, timeout=10).status_code == 200


def test_a_body_of_many_parts_is_read_in_linear_time():
    part, count = b"x" * 2_000, 8_000  # joined one by one, 64 GB would be copied
    parts = iter(range(count - 1, -1, -1))

    async def receive():
        return {"type": "http.request", "body": part, "more_body": next(parts) > 0}

    before = time.process_time()
    assert len(asyncio.run(server._read(receive))) == len(part) * count
    assert time.process_time() - before < 4


def test_the_record_is_told_over_http_as_it_is(emulator, api):
    api.content(api.post("/api/v1/dashboards/create", {"name": "https://u:p@a/b?c=d"}))
    for query, bodies in (("", False), ("?bodies=1", True)):
        (told,) = emulator.control("GET", f"requests{query}")
        assert [told] == emulator.requests(bodies)
        assert ("body" in told) is bodies


def test_the_record_keeps_no_huge_bodies(emulator, api):
    big = {"name": "x", "templateInfo": {"title": "https://a/" + "x" * 2**23, "main": {"charts": []}}}
    api.content(api.post("/api/v1/dashboards/create", big))
    api.content(api.post("/api/v1/dashboards/create", {"name": "https://u:p@a/b?c=d"}))
    assert [request["body"] for request in emulator.requests(bodies=True)] == [
        "<more than 8388608 bytes>",
        {"name": "https://********@a/********"},
    ]
