# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any operation, as its Task runs on either path."""

from __future__ import annotations

import os
import pathlib
import re

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, failure, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._api import errors
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError, InputError
from ansible_collections.truewatch.openapi.plugins.modules import truewatch_api
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_api import TASK
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import Reply, envelope, reset

ROLE = {"name": "reader", "keys": ["log.Query"]}
ROOT = pathlib.Path(__file__).parents[4]
BY_UUID = {"slo_uuid": 1}
PNG = b"\x89PNG\r\n\x1a\n\0\xff"


def run_at(url, check_mode=False, **options):
    """The result of one task, and the texts that must not be shown."""
    params = TASK.checked({"endpoint": url, "api_key": DEFAULT_KEY, "rate_limit": "0", **options})
    secrets: set = set(TASK.secrets_in(params))
    result, warnings = run_task(TASK, params, check_mode, Connections(), secrets)
    assert warnings == []
    run_at.secrets = secrets
    return result


@pytest.fixture
def call(emulator):
    return lambda **options: run_at(emulator.url, **options)


def sent(emulator):
    return [request["operationId"] for request in emulator.requests()]


# -- what is sent ----------------------------------------------------------------------------------


def test_a_read_by_its_name(emulator, call):
    result = call(operation="workspace_get", query="name")
    assert result["changed"] is False
    assert result["operation"] == "workspace_get"
    assert result["result"] == result["content"]["name"]
    assert result["request"] == {"method": "GET", "path": "/api/v1/workspace/get", "query": {}, "body": None}
    assert (result["api_calls"], sent(emulator)) == (1, ["workspace_get"])
    assert result["trace_id"].startswith("TRACE-")
    assert "diff" not in result


def test_a_write_is_a_change_each_time(emulator, call):
    first, second = (call(operation="roles_add", body=ROLE) for _time in range(2))
    assert first["changed"] is second["changed"] is True
    assert first["content"]["uuid"] != second["content"]["uuid"]
    assert first["diff"] == {"before": {}, "after": {"method": "POST", "path": "/api/v1/role/add", "body": ROLE}}
    assert sent(emulator) == ["roles_add", "roles_add"]


def test_check_mode_sends_reads_and_shows_writes(emulator, call):
    planned = call(operation="roles_add", body=ROLE, check_mode=True)
    assert planned["changed"] is True
    assert planned["api_calls"] == 0
    assert planned["request"] == {"method": "POST", "path": "/api/v1/role/add", "query": {}, "body": ROLE}
    assert "content" not in planned
    assert call(operation="roles_list", check_mode=True)["changed"] is False
    assert sent(emulator) == ["roles_list"]
    done = call(operation="roles_add", body=ROLE)
    assert {**planned, "api_calls": 1} == {name: done[name] for name in planned}


@pytest.mark.parametrize(
    ("options", "operation", "changed"),
    [
        ({"method": "GET", "path": "/api/v1/slo/slo_1/delete"}, "slos_delete", True),
        ({"method": "GET", "path": "/api/v1/slo/{slo_uuid}/delete", "path_params": BY_UUID}, "slos_delete", True),
        ({"method": "GET", "path": "/api/v1/slo/slo_1/d%65lete"}, "slos_delete", True),
        ({"method": "GET", "path": "/api/v1/slo/slo_1%2Fdelete"}, "slos_delete", True),
        ({"method": "GET", "path": "/api/v1/slo/{id}/delete", "path_params": {"id": "slo_1"}}, "slos_delete", True),
        ({"method": "GET", "path": "/api/v1/slo/x/{verb}", "path_params": {"verb": "delete"}}, "slos_delete", True),
        ({"method": "POST", "path": "/api/v1/checker/export", "body": {"checkers": []}}, "checkers_export", False),
        ({"operation": "checkers_export", "body": {"checkers": []}}, "checkers_export", False),
        ({"method": "GET", "path": "/api/v1/checker/list"}, "checkers_list", False),
        ({"method": "GET", "path": "/api/v1/checker/list", "writes": True}, "checkers_list", True),
        ({"method": "GET", "path": "/api/v1/const/check_ping"}, None, False),
        ({"method": "GET", "path": "/api/v1/const/check_ping", "writes": True}, None, True),
        ({"method": "POST", "path": "/api/v1/forecast/list", "writes": False}, None, False),
        ({"method": "POST", "path": "/api/v1/forecast/list"}, None, True),
        ({"method": "DELETE", "path": "/api/v1/forecast/x"}, None, True),
    ],
)  # fmt: skip
def test_what_writes_is_told_by_table_caller_and_method(emulator, call, options, operation, changed):
    """In check mode only what reads is sent; whether the service knows the route is another matter."""
    try:
        result = call(check_mode=True, **options)
        assert (result["operation"], result["changed"]) == (operation, changed)
    except (errors.RouteNotFoundError, errors.NotFoundError):
        assert not changed
    assert len(emulator.requests()) == (0 if changed else 1)


def test_a_write_of_the_table_cannot_be_called_a_read(emulator, call):
    with pytest.raises(InputError, match=r"it is slos_delete"):
        call(method="GET", path="/api/v1/slo/x/delete", writes=False)
    assert not emulator.requests()


def test_values_in_a_path_are_encoded_once(emulator, call):
    encoded = "/api/v1/role/a%2F%C3%B6%25/get"
    for path, params in (("/api/v1/role/{role_uuid}/get", {"role_uuid": "a/ö%"}), (encoded, {})):
        with pytest.raises(errors.NotFoundError):
            call(method="GET", path=path, path_params=params)
    assert {request["path"] for request in emulator.requests()} == {encoded}
    assert sent(emulator) == ["roles_get", "roles_get"]


def test_the_path_is_shown_as_it_is_sent(call):
    shown = [
        call(check_mode=True, method="POST", path=path, path_params=params)["request"]["path"]
        for path, params in (
            ("/api/v1/role/{role_uuid}/delete", {"role_uuid": "a/b c"}),
            ("/api/v1/new/{id}", {"id": "a/b c"}),
        )
    ]
    assert shown == ["/api/v1/role/a%2Fb%20c/delete", "/api/v1/new/a%2Fb%20c"]


def test_of_two_fitting_routes_the_one_with_fewer_placeholders_is_meant(call):
    asked = {"start": 1, "end": 2, "serviceName": "s"}
    result = call(method="GET", path="/api/v1/service_manage/performance/get", query_params=asked)
    assert result["operation"] == "service_performance_get"


def test_a_route_of_the_guide_is_sent_as_it_is_written(emulator, call):
    assert call(method="GET", path="/api/v1/dashboard/list")["operation"] == "dashboards_list"
    assert emulator.requests()[0]["path"] == "/api/v1/dashboard/list"


def test_an_operation_learns_the_dialect_of_the_service():
    with running(dialect="guide") as guide:
        assert run_at(guide.url, operation="dashboards_list")["content"] == []
        paths = [request["path"] for request in guide.requests()]
        assert paths == ["/api/v1/dashboards/list", "/api/v1/dashboard/list"]


def test_text_that_is_json_is_a_body(emulator, call):
    assert call(operation="roles_add", body='{"name": "r", "keys": ["log.Query"]}')["content"]["name"] == "r"


# -- lists -----------------------------------------------------------------------------------------


def fill(call, count):
    for number in range(count):
        call(operation="notice_dates_create", body={"name": f"d{number}", "noticeDates": ["2026/01/01"]})


def test_all_pages_of_a_list(emulator, call, monkeypatch):
    fill(call, 5)
    monkeypatch.setitem(OPERATIONS, "notice_dates_list", OPERATIONS["notice_dates_list"]._replace(page_size=2))
    result = call(operation="notice_dates_list", all_pages=True, query="[].name | sort(@)")
    assert result["result"] == ["d0", "d1", "d2", "d3", "d4"]
    assert (result["total_count"], result["api_calls"]) == (5, 3)
    assert "page_info" not in result
    result = call(operation="notice_dates_list", limit=3)
    assert (len(result["content"]), result["api_calls"]) == (3, 2)


def test_one_page_is_answered_as_it_comes(call):
    fill(call, 2)
    result = call(operation="notice_dates_list", query_params={"pageSize": 1})
    assert len(result["content"]["data"]) == 1
    assert result["page_info"]["totalCount"] == 2


def test_all_pages_of_a_list_in_both_of_its_forms(emulator, call):
    call(operation="notify_objects_create", body={"type": "sms", "name": "s", "optSet": {"to": ["acnt_1"]}})
    mapping = call(operation="notify_objects_list", all_pages=True)["content"]
    emulator.vary("bare_lists")
    assert call(operation="notify_objects_list", all_pages=True)["content"] == mapping != []


def test_a_list_that_is_not_paged_is_whole_as_it_is(call):
    call(operation="channels_add", body={"name": "c"})
    assert [row["name"] for row in call(operation="channels_quick_list", all_pages=True)["content"]] == ["c", "default"]


def test_a_newer_list_is_asked_in_pages(service):
    service.answer = lambda request: envelope([{"uuid": request.path}], pageInfo={"totalCount": 1})
    result = run_at(service.url, method="GET", path="/api/v1/forecast/list", all_pages=True, query_params={"a": [1, 2]})
    assert [row["uuid"] for row in result["content"]] == ["/api/v1/forecast/list?a=1%2C2&pageIndex=1&pageSize=100"]


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "One of the following is required: operation, path"),
        ({"operation": "roles_get", "method": "GET", "path": "/api/v1/x"}, "mutually exclusive"),
        ({"operation": "roles_get", "writes": False}, "mutually exclusive"),
        ({"path": "/api/v1/role/list"}, "method"),
        ({"operation": "role_list"}, "no operation 'role_list'. Did you mean 'roles_list'"),
        ({"operation": "zzz"}, "no operation 'zzz'. docs/coverage.md lists"),
        ({"operation": "roles_get"}, "'path_params' lacks role_uuid, for GET /api/v1/role/{role_uuid}/get"),
        ({"operation": "roles_get", "path_params": {"role_uuid": ".."}}, "'path_params.role_uuid' cannot be '..'"),
        ({"operation": "roles_get", "path_params": {"role_uuid": ["x"]}}, "'path_params.role_uuid' must be a text"),
        ({"operation": "roles_get", "path_params": {"uuid": "x", "role_uuid": "y"}}, "takes role_uuid, not uuid"),
        ({"operation": "roles_list", "path_params": {"uuid": "x"}}, "'path_params' takes none, not uuid"),
        ({"operation": "roles_list", "query_params": {"Search": "x"}}, "has no Search (did you mean 'search'?)"),
        ({"operation": "roles_add", "body": {"nmae": "x"}}, "no nmae (did you mean 'name'?). 'body' lacks name, keys."),
        ({"operation": "roles_add", "body": "name: x"}, "a text that is no JSON"),
        ({"operation": "roles_add", "body": {**ROLE, "desc": "********"}}, "the mask of a secret"),
        ({"operation": "roles_list", "files": {"a": "b"}}, "takes JSON and no form"),
        ({"operation": "workspace_upload_logo_image"}, "'files' lacks file"),
        ({"operation": "workspace_upload_logo_image", "files": {"file": 3}}, "'files.file' must be the path of a file"),
        ({"operation": "workspace_upload_logo_image", "files": {"file": "/no/such"}}, "'/no/such' cannot be read"),
        ({"operation": "roles_add", "body": ROLE, "all_pages": True}, "changes something"),
        ({"operation": "query_data_v1", "body": {"queries": []}, "limit": 3}, "query_data_v1 is no list"),
        ({"operation": "roles_list", "limit": 0}, "'limit' is 0"),
        ({"operation": "slos_list", "all_pages": True, "query_params": {"pageIndex": 2}}, "leave pageIndex out"),
        ({"operation": "roles_list", "query": "[?"}, "JMESPath"),
        ({"operation": "roles_list", "dest": "x"}, "answers JSON and no file"),
        ({"operation": "roles_list", "mode": "0600"}, "'mode' is the mode of the file in 'dest'"),
        ({"operation": "service_performance_export", "query_params": {"start": 1, "end": 2}}, "give 'dest'"),
        ({"method": "GET", "path": "https://x.invalid/api/v1/role/list"}, "'endpoint' names the service"),
        ({"method": "GET", "path": "/api/v1/role/list?search=x"}, "give its parameters as 'query_params'"),
        ({"method": "GET", "path": "api/v1/role/list"}, "begins with a slash"),
        ({"method": "GET", "path": "/role/list"}, "begin with /api/v1/"),
        ({"method": "GET", "path": "/api/v1/../v1/role"}, "a step of dots"),
        ({"method": "GET", "path": "/api/v1/%2e%2e/role"}, "a step of dots"),
        ({"method": "GET", "path": "/api/v1/role/li st"}, "blank"),
        ({"method": "GET", "path": "/api/v1/role/{role_uuid/get"}, "is a whole step"),
        ({"method": "GET", "path": "/api/v1/role/x-{role_uuid}/get"}, "is a whole step"),
        ({"method": "GET", "path": "/api/v1/slo/{id}/delete"}, "'path_params' lacks slo_uuid"),
        ({"method": "GET", "path": "/api/v1/slo/x/get", "path_params": {"id": "x"}}, "takes slo_uuid, not id"),
        ({"method": "GET", "path": "/api/v1/{a}/list", "path_params": {"a": ""}}, "'path_params.a' cannot be ''"),
        ({"method": "GET", "path": "/api/v1/slo/{a}/get", "path_params": {"a": ".."}}, "slo_uuid' cannot be '..'"),
        ({"method": "FETCH", "path": "/api/v1/role/list"}, "must be one of"),
        ({"operation": "roles_list", "params": {"a": 1}}, "'path_params', 'query_params' and 'body'"),
    ],
)  # fmt: skip
def test_a_mistake_costs_no_request(emulator, call, options, message):
    with pytest.raises(InputError) as caught:
        call(**options)
    assert message in str(caught.value)
    assert not emulator.requests()


def test_parameters_newer_than_the_reference(emulator, call):
    emulator.vary()
    with pytest.raises(errors.InvalidRequestError, match="colour"):
        call(operation="roles_add", body={**ROLE, "colour": "red"}, check_parameters=False)
    assert sent(emulator) == ["roles_add"]


# -- failures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["reset_after", "500", "truncated"])
def test_a_write_is_sent_once_and_its_unknown_outcome_is_said(emulator, call, fault):
    emulator.fault(fault, route="roles_add", times=None)
    with pytest.raises(errors.ApiError) as caught:
        call(operation="roles_add", body=ROLE)
    told = failure(caught.value)
    assert told["outcome_unknown"] is True
    assert "may have carried out this change" in told["msg"]
    assert sent(emulator) == ["roles_add"]


def test_a_newer_write_is_sent_once_and_a_newer_read_again(service):
    service.script = [reset]
    for writes, times in ((True, 1), (False, 3)):
        service.received.clear()
        with pytest.raises(errors.UnreachableError) as caught:
            run_at(service.url, method="POST", path="/api/v1/forecast/x", writes=writes, total_timeout=30)
        assert len(service.received) == times
        assert caught.value.outcome_unknown is writes


def test_a_path_that_the_reference_has_with_another_method(emulator, call):
    with pytest.raises(errors.RouteNotFoundError, match=r"routes\. The reference has this path with GET\.$"):
        call(method="POST", path="/api/v1/pipeline/list")


def test_a_refused_write_has_no_unknown_outcome(emulator, call):
    with pytest.raises(errors.NotFoundError) as caught:
        call(operation="roles_delete", path_params={"role_uuid": "role_x"})
    assert "outcome_unknown" not in failure(caught.value)
    assert failure(caught.value)["error"]["route"] == "POST /api/v1/role/role_x/delete"


def test_a_query_that_does_not_suit_comes_after_the_write(emulator, call):
    with pytest.raises(EngineError) as caught:
        call(operation="roles_add", body=ROLE, query="sum(name)")
    told = failure(caught.value)
    assert told["msg"].startswith("The call was carried out, but 'query' does not suit")
    assert (told["changed"], told["content"]["name"]) == (True, "reader")


# -- files -----------------------------------------------------------------------------------------


def test_a_file_is_kept_as_it_comes(emulator, call, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    options = {"operation": "service_performance_export", "query_params": {"start": 1, "end": 2}, "dest": f"{folder}/f"}
    planned = call(check_mode=True, **options)
    assert (planned["changed"], planned["state"]) == (True, "created")
    assert not list(folder.iterdir())
    done = call(**options, mode="0640")
    assert (done["changed"], done["state"], done["dest"]) == (True, "created", f"{folder}/f")
    assert (folder / "f").stat().st_size == done["size"] > 0
    assert (folder / "f").stat().st_mode & 0o777 == 0o640
    assert "content" not in done
    again = call(**options)
    assert (again["changed"], again["state"]) == (False, "unchanged")
    assert call(**options, mode="0600")["state"] == "updated"
    assert [entry.name for entry in folder.iterdir()] == ["f"]


def test_the_umask_counts_without_a_mode(call, tmp_path):
    before = os.umask(0o027)
    try:
        call(operation="service_performance_export", query_params={"start": 1, "end": 2}, dest=str(tmp_path / "f"))
    finally:
        os.umask(before)
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o640


def test_a_chart_comes_byte_by_byte_and_its_token_is_not_shown(service, tmp_path):
    service.script = [Reply(200, PNG, {"Content-Type": "image/png"})]
    query = {"clientToken": "canary-token-9", "q": "M::cpu", "startTime": 1, "endTime": 2}
    result = run_at(service.url, operation="chart_image_get", query_params=query, dest=str(tmp_path / "c.png"))
    assert (tmp_path / "c.png").read_bytes() == PNG
    assert result["request"]["query"] == {**query, "clientToken": "********"}
    assert "clientToken=canary-token-9" in service.received[0].path


def test_a_chart_of_the_emulator(call, tmp_path):
    query = {"clientToken": "t", "q": "M::cpu", "startTime": 1, "endTime": 2}
    call(operation="chart_image_get", query_params=query, dest=str(tmp_path / "c.png"))
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_of_xml_is_no_page_of_a_gateway(service, tmp_path):
    download = {"operation": "issue_attachments_download", "path_params": {"attachment_uuid": "a"}}
    for media, is_file in (("image/svg+xml", True), ("application/octet-stream", True), ("text/html", False)):
        service.script = [Reply(200, b"<svg/>", {"Content-Type": media})]
        if is_file:
            assert run_at(service.url, **download, dest=str(tmp_path / "a.svg"))["size"] == 6
        else:
            with pytest.raises(errors.NotAnApiAnswerError, match="an HTML page"):
                run_at(service.url, **download, dest=str(tmp_path / "a.svg"))


def test_a_newer_route_answers_a_file_where_dest_is_given(service, tmp_path):
    service.script = [Reply(200, PNG, {"Content-Type": "image/png"})]
    route = {"method": "GET", "path": "/api/v1/forecast/image"}
    assert run_at(service.url, **route, dest=str(tmp_path / "c.png"))["size"] == len(PNG)
    with pytest.raises(errors.NotAnApiAnswerError, match="For a route that answers a file give 'dest'"):
        run_at(service.url, **route)


@pytest.mark.parametrize("dest", ["", "missing/f", "f/", "."])
def test_a_place_for_no_file_costs_no_request(emulator, call, tmp_path, dest):
    with pytest.raises(InputError, match="dest|folder"):
        call(operation="service_performance_export", query_params={"start": 1, "end": 2}, dest=f"{tmp_path}/{dest}")
    assert not emulator.requests()


def test_a_failure_leaves_the_file_alone(service, tmp_path):
    (tmp_path / "c.png").write_bytes(b"old")
    query = {"clientToken": "t", "q": "M::cpu", "startTime": 1, "endTime": 2}
    for entry in (envelope(status=400, message="no"), Reply(200, b"<html></html>", {"Content-Type": "text/html"})):
        service.script = [entry]
        with pytest.raises(errors.ApiError):
            run_at(service.url, operation="chart_image_get", query_params=query, dest=str(tmp_path / "c.png"))
    assert (tmp_path / "c.png").read_bytes() == b"old"


def test_a_form_carries_fields_and_files(service, tmp_path):
    (tmp_path / "part").write_bytes(PNG)
    service.script = [envelope({"chunkIndex": "0"})]
    result = run_at(
        service.url,
        operation="rum_sourcemap_upload_part",
        body={"uploadId": "up_1", "chunkIndex": 0},
        files={"files": {"path": str(tmp_path / "part"), "filename": "part-0.zip"}},
    )
    assert result["changed"] is True
    assert result["request"]["files"] == {"files": "part-0.zip"}
    body = service.received[0].body
    assert PNG in body
    assert b'name="files"; filename="part-0.zip"' in body
    assert b'name="chunkIndex"\r\n\r\n0\r\n' in body
    assert service.received[0].headers["Content-Type"].startswith("multipart/form-data")


def test_a_newer_route_takes_a_form_where_files_are_given(service, tmp_path):
    (tmp_path / "a.bin").write_bytes(PNG)
    service.script = [envelope(True)]
    options = {"method": "POST", "path": "/api/v1/forecast/upload", "body": {"deep": {"a": True}, "on": False}}
    run_at(service.url, **options, files={"file": str(tmp_path / "a.bin")})
    body = service.received[0].body
    assert b'filename="a.bin"' in body
    assert b'name="deep"\r\n\r\n{"a":true}\r\n' in body
    assert b'name="on"\r\n\r\nfalse\r\n' in body


# -- secrets ---------------------------------------------------------------------------------------


def test_secrets_in_answers_are_masked_unless_revealed(emulator, call):
    created = call(operation="access_keys_add", body={"name": "k"})
    assert created["content"]["sk"] in ("********", None, "")
    shown = call(operation="workspace_get")
    assert shown["content"]["token"] == "********"
    revealed = call(operation="workspace_get", reveal_secrets=True, query="token")
    assert revealed["result"].startswith("tkn_")
    assert revealed["result"] not in run_at.secrets


def test_a_secret_that_an_answer_repeats_elsewhere_is_known(service):
    service.script = [envelope({"sk": "canary-5e11d2", "hint": "use canary-5e11d2"})]
    run_at(service.url, operation="workspace_get")
    assert "canary-5e11d2" in run_at.secrets


def test_secrets_in_what_is_sent_stay_masked(emulator, call):
    body = {"type": "HTTPRequest", "name": "h", "optSet": {"url": "https://x.invalid/canary-1"}}
    result = call(operation="notify_objects_create", body=body, reveal_secrets=True)
    assert result["request"]["body"]["optSet"] == {"url": "********"}
    assert "https://x.invalid/canary-1" in run_at.secrets
    (stored,) = call(operation="notify_objects_list", all_pages=True, reveal_secrets=True)["content"]
    assert stored["optSet"]["url"] == "https://x.invalid/canary-1"


def test_what_was_read_masked_cannot_be_written_back(emulator, call):
    call(operation="notify_objects_create", body={"type": "HTTPRequest", "name": "h", "optSet": {"url": "https://x/1"}})
    (row,) = call(operation="notify_objects_list", all_pages=True)["content"]
    with pytest.raises(InputError, match="reveal_secrets"):
        call(
            operation="notify_objects_modify",
            body={"notifyObjectUUID": row["uuid"], "name": "new", "optSet": row["optSet"]},
        )


@pytest.mark.parametrize(
    "options",
    [
        {"body": {"password": "abc"}},
        {"body": '{"password": "abc"}'},
        {"body": "password: abc"},
        {"body": [{"deep": [{"sk": "abc"}]}]},
        {"query_params": {"clientToken": "abc"}},
        {"path_params": {"secret": "abc"}},
        {"method": "POST", "path": "/api/v1/push-events/abc/x"},
        {"method": "POST", "path": "/api/v1/push-events/{a}/x", "path_params": {"a": "abc"}},
    ],
)
def test_the_arguments_of_a_module_hide_secrets_however_short(options):
    assert "abc" not in str(TASK.shown({"operation": None, **options}))
    assert any("abc" in secret for secret in TASK.secrets_in(options))


@pytest.mark.parametrize(
    "options", [{"body": 3}, {"query_params": "x"}, {"path_params": [1]}, {"path": 3, "method": {}}, {"files": "x"}]
)
def test_wrong_options_can_be_asked_for_secrets(options):
    assert isinstance(TASK.secrets_in(options), set)


# -- documentation ---------------------------------------------------------------------------------

NAME = "truewatch.openapi.truewatch_api"
GUIDE = (ROOT / "docs" / "api.md").read_text("utf-8")
BLOCKS = [truewatch_api.EXAMPLES, *re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)]
EXAMPLES = [task[NAME] for block in BLOCKS for task in yaml.safe_load(block) if NAME in task]


@pytest.mark.parametrize("options", EXAMPLES, ids=lambda options: options.get("operation") or options["path"])
def test_examples_run(emulator, call, tmp_path, options):
    """As far as the emulator knows the objects and the newer routes in them."""
    options = yaml.safe_load(re.sub(r"\{\{.*?\}\}", "some-id", yaml.safe_dump(options)))
    if "dest" in options:
        options["dest"] = str(tmp_path / "kept")
    for field in options.get("files", ()):
        (tmp_path / field).write_bytes(PNG)
        options["files"][field] = str(tmp_path / field)
    try:
        call(**options)
    except (errors.NotFoundError, errors.RouteNotFoundError):
        assert "some-id" in str(options) or "forecast" in options["path"]
    assert len(emulator.requests()) == 1
