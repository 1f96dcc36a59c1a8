# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the client sends, how it reads answers, and what it does when something goes wrong."""

from __future__ import annotations

import datetime
import json
import pathlib
import re
import ssl
import sys
import threading
import time
import urllib.request

import pytest
import requests
import trustme
import urllib3

from ansible_collections.truewatch.openapi.plugins.module_utils._api import errors
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._api.session import USER_AGENT
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import (
    KEY,
    Reply,
    Service,
    envelope,
    reset,
    run_python,
    throttled,
)

DASHBOARD = {"dashboard_uuid": "dsbd_1"}
ROUTER = envelope(status=400, error_code="RouterNotFound", message="no such route")
HTML_404 = Reply(404, b"<html><title>404 Not Found</title></html>", {"Content-Type": "text/html"})
MISSING = envelope(status=404, error_code="ft.NotFoundDashboard", message="no such dashboard")
OK = envelope({"uuid": "dsbd_1"})


# -- requests --------------------------------------------------------------------------------------------------------


def test_a_request_carries_key_agent_and_compact_utf8(service, client):
    service.script = [OK]
    client.call("dashboards_create", body={"name": "Übersicht", "tagNames": ["a", "b"]})
    (request,) = service.received
    assert (request.method, request.path) == ("POST", "/api/v1/dashboards/create")
    assert request.body == '{"name":"Übersicht","tagNames":["a","b"]}'.encode()
    assert request.headers["DF-API-KEY"] == KEY
    assert request.headers["User-Agent"] == USER_AGENT
    assert request.headers["Content-Type"] == "application/json"


def test_the_agent_tells_the_version_of_the_collection():
    galaxy = (pathlib.Path(__file__).parents[5] / "galaxy.yml").read_text(encoding="utf-8")
    assert USER_AGENT.split("/")[1].split()[0] == re.search(r"^version: *(\S+)", galaxy, re.MULTILINE)[1]


def test_path_and_query_are_encoded_as_the_reference_says(service, client):
    service.script = [envelope(True)]
    client.call("host_labels_modify", path={"host": "db/1 ü?"}, body={"labels": []})
    client.call("dashboards_list", query={"search": "a&b", "tagNames": ["x", "y"], "filter": None})
    client.call("checkers_list", query={"checkerUUID": ["rul_1", "rul_2"]})
    client.call("rum_cfg_quick_list", query={"flag": True})
    client.call("query_data_legacy", query={"body": {"queries": []}})
    assert [request.path for request in service.received] == [
        "/api/v1/object/hosts/db%2F1%20%C3%BC%3F/label/modify",
        "/api/v1/dashboards/list?search=a%26b&tagNames=%5B%22x%22%2C%22y%22%5D",
        "/api/v1/checker/list?checkerUUID=rul_1%2Crul_2",
        "/api/v1/rum_cfg/quick_list?flag=true",
        "/api/v1/df/query_data?body=%7B%22queries%22%3A%5B%5D%7D",
    ]


def test_a_post_without_arguments_sends_what_the_reference_shows(service, client):
    service.script = [envelope(True)]
    client.call("dashboards_delete", path=DASHBOARD)
    client.call("roles_delete", path={"role_uuid": "role_1"})
    client.call("channels_delete", path={"channel_uuid": "chan_1"})
    assert [request.body for request in service.received] == [b"", b"{}", b""]


@pytest.mark.parametrize("uuid", ["", ".", ".."])
def test_an_id_that_would_change_the_route_is_refused(service, client, uuid):
    with pytest.raises(errors.InvalidRequestError, match="dashboard_uuid"):
        client.call("dashboards_delete", path={"dashboard_uuid": uuid})
    assert service.received == []


@pytest.mark.parametrize("body", [{"a": float("nan")}, {"a": {1, 2}}, {"a": "\udcff"}])
def test_a_body_that_is_no_json_is_refused(service, client, body):
    with pytest.raises(errors.InvalidRequestError, match="cannot be sent as JSON"):
        client.call("dashboards_create", body=body)
    assert service.received == []


def test_a_form_is_sent_as_multipart(service, client):
    service.script = [envelope(True)]
    client.call("rum_sourcemap_upload_part", body={"uploadId": "up_1", "chunkIndex": 0, "files": b"PK\x03"})
    (request,) = service.received
    assert request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    for part in (b'name="uploadId"\r\n\r\nup_1', b'name="chunkIndex"\r\n\r\n0', b'name="files"; filename="files"'):
        assert part in request.body


def test_every_operation_can_be_sent(service, client):
    service.answer = lambda request: envelope([])
    for name, spec in OPERATIONS.items():
        client.call(name, path=dict.fromkeys(re.findall(r"{(\w+)}", spec.path), "x"))
    sent = [(request.method, request.path) for request in service.received]
    assert sent == [(spec.method, re.sub(r"{\w+}", "x", spec.path)) for spec in OPERATIONS.values()]


def test_one_connection_serves_many_calls(service, client):
    service.script = [OK]
    for _time in range(5):
        client.call("dashboards_get", path=DASHBOARD)
    assert service.connections == 1
    assert client.api_calls == 5


def test_netrc_is_never_used_and_proxies_of_the_environment_are(service, client_of, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password CANARY\n")
    monkeypatch.setenv("NETRC", str(netrc))
    service.script = [OK]
    client_of(service).call("dashboards_get", path=DASHBOARD)
    monkeypatch.setenv("http_proxy", service.url)
    client = Client(Settings.from_options({"api_key": KEY, "endpoint": "http://tw.example.com", "allow_http": True}))
    client.call("dashboards_get", path=DASHBOARD)
    assert [request.path for request in service.received] == [
        "/api/v1/dashboards/dsbd_1/get",
        "http://tw.example.com/api/v1/dashboards/dsbd_1/get",
    ]
    assert all("Authorization" not in request.headers for request in service.received)


@pytest.mark.parametrize("silent", [True, False])
def test_a_write_that_a_proxy_passed_on_may_have_been_carried_out(service, monkeypatch, silent):
    """The library calls it a failure of the proxy, as it does when no proxy is there."""
    release = threading.Event()
    service.script = [(lambda connection: release.wait(10)) if silent else reset]
    monkeypatch.setenv("http_proxy", service.url)
    options = {"api_key": KEY, "endpoint": "http://tw.example.com", "allow_http": True, "timeout": 0.1}
    with pytest.raises(errors.UnreachableError) as caught:
        Client(Settings.from_options(options)).call("dashboards_delete", path=DASHBOARD)
    release.set()
    assert len(service.received) == 1
    assert caught.value.outcome_unknown
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with pytest.raises(errors.UnreachableError, match="the proxy refuses or cannot be reached") as caught:
        Client(Settings.from_options(options)).call("dashboards_delete", path=DASHBOARD)
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize(
    ("status", "reason"),
    [(407, r"wants a user and a password \(407\).*HTTPS_PROXY"), (403, r"does not let .* through \(403\).*NO_PROXY")],
)
def test_a_proxy_that_refuses_a_tunnel_says_why(service, monkeypatch, clock, status, reason):
    service.script = [Reply(status)]
    monkeypatch.setenv("https_proxy", service.url.replace("//", "//ada:CANARY@"))
    client = Client(Settings.from_options({"api_key": KEY, "endpoint": "https://tw.example.com"}), sleep=clock.sleep)
    with pytest.raises(errors.UnreachableError, match=reason) as caught:
        client.call("dashboards_delete", path=DASHBOARD)
    assert not caught.value.outcome_unknown
    assert "CANARY" not in str(caught.value)
    assert [request.method for request in service.received] == ["CONNECT"]


def test_the_system_is_never_asked_for_proxies(service, client_of, monkeypatch):
    """On macOS that can end a forked process."""

    def asked(*_arguments):
        raise AssertionError("the system was asked for proxies")

    for module in (urllib.request, requests.utils, requests.compat):
        for name in ("getproxies", "proxy_bypass"):
            monkeypatch.setattr(module, name, asked, raising=False)
    service.script = [OK]
    client_of(service).call("workspace_get")
    assert len(service.received) == 1


def test_the_environment_is_that_of_the_settings(service, monkeypatch):
    """Not that of the moment of the first request: other work may have another."""
    service.script = [OK]
    monkeypatch.setenv("http_proxy", service.url)
    options = {"api_key": KEY, "endpoint": "http://tw.example.com", "allow_http": True}
    client = Client(Settings.from_options(options))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    client.call("workspace_get")
    assert len(service.received) == 1


@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
def test_hosts_without_a_proxy_are_reached_directly(service, client_of, monkeypatch, name):
    service.script = [OK]
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv(name, "example.com,127.0.0.1")
    client_of(service).call("workspace_get")
    assert [request.path for request in service.received] == ["/api/v1/workspace/get"]


def test_a_socks_proxy_without_its_library_is_explained(client_of, service, clock, monkeypatch):
    def without_its_library(*_arguments, **_options):
        raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")

    monkeypatch.setattr(requests.adapters, "SOCKSProxyManager", without_its_library)
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1")
    with pytest.raises(errors.UnreachableError, match="PySocks"):
        client_of(service).call("workspace_get")
    assert clock.sleeps == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_redirect_is_not_followed(service, client, host):
    service.script = [Reply(302, b"", {"Location": f"http://{host}:{service.port}/elsewhere?x=1"})]
    with pytest.raises(errors.NotAnApiAnswerError, match=f"redirect to http://{host}:{service.port}") as caught:
        client.call("dashboards_get", path=DASHBOARD)
    assert len(service.received) == 1
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize(
    ("location", "told"),
    [
        (
            "http://somebody:CANARY@gateway.example.com:8443/CANARY?CANARY",
            "a redirect to http://gateway.example.com:8443",
        ),
        ("http://[CANARY", "a redirect"),
        ("/login?CANARY", "a redirect"),
    ],
)
def test_a_redirect_is_told_without_what_may_be_secret_in_it(service, client, location, told):
    service.script = [Reply(302, b"", {"Location": location})]
    with pytest.raises(errors.NotAnApiAnswerError, match=f"the answer is {told} \\(HTTP 302\\)") as caught:
        client.call("dashboards_delete", path=DASHBOARD)
    assert "CANARY" not in str(caught.value)
    assert not caught.value.outcome_unknown


def test_nothing_is_imported_or_sent_before_the_first_call():
    code = (
        "import sys\n"
        "from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client\n"
        "from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings\n"
        "Client(Settings.from_options({'api_key': 'k', 'region': 'us1'})).knows('dashboards_export')\n"
        "assert not {'requests', 'urllib3'} & set(sys.modules)\n"
    )
    assert run_python(code).wait(60) == 0


def test_a_missing_library_has_its_own_error(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "requests", None)
    with pytest.raises(errors.MissingLibraryError) as caught:
        client.call("workspace_get")
    assert caught.value.name == "requests"


# -- answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_has_content_page_info_and_trace(service, client):
    service.script = [envelope([1], pageInfo={"totalCount": 1})]
    answer = client.call("dashboards_list")
    assert answer == ([1], {"totalCount": 1}, "TRACE-1", len(service.script[0].body))


def test_an_envelope_that_ends_after_content_is_a_success(service, client):
    service.script = [Reply(body=b'{"code": 200, "content": [1]}')]
    assert client.call("viewer_list").content == [1]


def test_routes_without_an_envelope(service, client):
    service.script = [
        Reply(body=b'[{"uuid": "sman_1"}]'),
        Reply(body=b'{"data": [1], "pageInfo": {"totalCount": 1}}'),
        Reply(body=b"a,b\n1,2\n", headers={"Content-Type": "text/csv"}),
        Reply(body=b"\x89PNG"),
        envelope([2]),
    ]
    assert client.call("service_manage_export").content == [{"uuid": "sman_1"}]
    assert client.rows("service_manage_list")[:3] == ([1], 1, 1)
    assert client.call("service_performance_export").content == b"a,b\n1,2\n"
    assert client.call("chart_image_get").content == b"\x89PNG"
    assert client.call("service_manage_export").content == [2]


def test_a_failure_of_a_route_without_an_envelope_is_still_a_failure(service, client):
    service.script = [envelope(status=404, error_code="ft.NotFound", message="gone")]
    for operation in ("service_manage_export", "service_performance_export"):
        with pytest.raises(errors.NotFoundError):
            client.call(operation)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (envelope(status=403, error_code="ft.InvalidAPIKey"), errors.BadKeyError),
        (envelope(status=401, error_code="ft.InvalidAPIKey"), errors.BadKeyError),
        (envelope(status=403, error_code="InvalidApiKey"), errors.BadKeyError),
        (envelope(status=200, error_code="ft.InvalidAPIKey"), errors.BadKeyError),
        (envelope(status=403, error_code="ft.AccessDenied"), errors.ForbiddenError),
        (envelope(status=401, error_code="ft.LoginFailed"), errors.ForbiddenError),
        (envelope(status=401), errors.ForbiddenError),
        (envelope(status=403, error_code="kodo.tokenNotFound"), errors.ForbiddenError),
        (envelope(status=404, error_code="ft.NotFoundRuleInspector"), errors.NotFoundError),
        (envelope(status=400, error_code="ft.NotFoundMember"), errors.NotFoundError),
        (envelope(status=404), errors.NotFoundError),
        (Reply(200, b'{"code": 404, "success": false, "content": null}'), errors.NotFoundError),
        (envelope(status=400, error_code="RouterNotFound"), errors.RouteNotFoundError),
        (envelope(status=400, error_code="ft.RouterNotFound"), errors.RouteNotFoundError),
        (Reply(404, b"not found"), errors.RouteNotFoundError),
        (Reply(400, b'{"detail": "no"}'), errors.RouteNotFoundError),
        (envelope(status=400, error_code="ft.CheckObjectTargetAliasError"), errors.InvalidRequestError),
        (envelope(status=200, error_code="ft.Dql"), errors.InvalidRequestError),
        (envelope(status=200, success=False, message="no reason"), errors.InvalidRequestError),
        (envelope(status=503, error_code="InternalError"), errors.ServerError),
        (envelope(status=500), errors.ServerError),
        (Reply(502, b"<html>bad gateway</html>"), errors.ServerError),
        (Reply(200, b"<html><title>Sign in</title></html>"), errors.NotAnApiAnswerError),
        (Reply(200, b'{"code": 200, "content": ['), errors.NotAnApiAnswerError),
        (Reply(200, b""), errors.NotAnApiAnswerError),
        (Reply(200, b"[]"), errors.NotAnApiAnswerError),
        (Reply(403, b"error code: 1010"), errors.NotAnApiAnswerError),
    ],
)
def test_each_failure_has_its_class(service, client, reply, kind):
    service.script = [reply]
    with pytest.raises(errors.ApiError) as caught:
        client.call("checkers_get", path={"rule_uuid": "rul_1"})
    assert caught.value.__class__ is kind
    assert caught.value.route == "GET /api/v1/checker/rul_1/get"
    assert caught.value.status == reply.status
    assert "\n" not in str(caught.value)


def test_the_text_of_an_error_says_what_where_trace_and_what_to_do(service, client):
    service.script = [envelope(status=403, error_code="ft.InvalidAPIKey", message="Invalid\n API key.")]
    with pytest.raises(errors.BadKeyError) as caught:
        client.call("workspace_get")
    assert str(caught.value) == (
        "GET /api/v1/workspace/get: Invalid API key (ft.InvalidAPIKey, HTTP 403, traceId TRACE-1). Give the secret of "
        "an API key (older installations took its ID; a RUM client token never works) of a workspace on this endpoint; "
        "each site has its own keys."
    )


@pytest.mark.parametrize(
    ("reply", "facts"),
    [
        (Reply(200, b'{"code": 404, "success": false, "message": "none"}'), "none (code 404, HTTP 200)."),
        (envelope(status=404, message="none"), "none (HTTP 404, traceId TRACE-1)."),
    ],
)
def test_the_code_of_an_answer_is_shown_where_it_is_not_the_status(service, client, reply, facts):
    service.script = [reply]
    with pytest.raises(errors.NotFoundError) as caught:
        client.call("workspace_get")
    assert str(caught.value) == f"GET /api/v1/workspace/get: {facts}"


@pytest.mark.parametrize(
    ("status", "code", "hint"),
    [
        (400, "ft.CheckObjectTargetAliasError", "one query, with the alias Result"),
        (403, "kodo.tokenNotFound", "The data service does not know the workspace"),
        (403, "kodo.somethingElse", "the API key is not at fault"),
        (400, "dql.parseError", "Correct the DQL"),
        (401, "ft.LoginFailed", "does not say that the API key is bad"),
        (403, "ft.AccessDenied", "Check the roles of the API key"),
        (400, "ft.SomethingNew", ""),
    ],
)
def test_what_a_code_says_to_do(service, client, status, code, hint):
    service.script = [envelope(status=status, error_code=code, message="m")]
    with pytest.raises(errors.ApiError) as caught:
        client.call("workspace_get")
    assert hint in caught.value.hint
    assert "secret of an API key" not in str(caught.value)
    assert bool(hint) == bool(caught.value.hint)


def test_no_part_of_an_answer_can_write_to_the_terminal_or_fill_it(service, client):
    hostile = "a\r\n\x1b[31m\x9b31m\u202e\ud800b" + "c" * 10000
    service.script = [envelope(status=400, error_code=hostile, message=hostile, traceId=hostile)]
    with pytest.raises(errors.InvalidRequestError) as caught:
        client.call("workspace_get")
    text = str(caught.value)
    text.encode()
    assert "a [31m 31m bccc" in text
    assert text.isprintable()
    assert len(text) < 1000


@pytest.mark.parametrize(
    ("reply", "text"),
    [
        (Reply(200, b"<html><title> Sign\nin </title>"), "an HTML page (Sign in)"),
        (Reply(200, b'{"code": 200, '), "damaged JSON"),
        (Reply(403, b"error code: 1010"), "content delivery network"),
        (Reply(200, b"[1]"), "without the envelope"),
    ],
)
def test_what_is_not_the_api_is_described(service, client, reply, text):
    service.script = [reply]
    with pytest.raises(errors.NotAnApiAnswerError, match=re.escape(text)):
        client.call("workspace_get")


# -- repeating -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("broken", [reset, envelope(status=500), Reply(502, b"<html>"), Reply(503, b"")])
@pytest.mark.parametrize("operation", ["dashboards_list", "checkers_export"])
def test_a_read_is_repeated(service, client, clock, broken, operation):
    service.script = [broken, broken, envelope([])]
    assert client.call(operation, body={} if operation == "checkers_export" else None).content == []
    assert len(service.received) == client.api_calls == 3
    assert clock.sleeps == [0.5, 1.0]


def test_a_read_gives_up_after_three_attempts(service, client):
    service.script = [envelope(status=500, message="boom")]
    with pytest.raises(errors.ServerError, match="boom") as caught:
        client.call("workspace_get")
    assert len(service.received) == 3
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (reset, errors.UnreachableError),
        (Reply(200, b"{", {"Content-Length": "100", "Connection": "close"}), errors.UnreachableError),
        (envelope(status=500), errors.ServerError),
        (Reply(504, b"<html>"), errors.ServerError),
        (Reply(200, b"{"), errors.NotAnApiAnswerError),
    ],
)
@pytest.mark.parametrize("operation", ["dashboards_delete", "notes_delete"])
def test_a_write_is_never_repeated_and_its_outcome_is_unknown(service, client, broken, kind, operation):
    service.answer = lambda request: broken
    if kind is errors.UnreachableError and broken is not reset:
        service.answer = lambda request: (
            lambda connection: (
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
                connection.close(),
            )
        )
    with pytest.raises(kind) as caught:
        client.call(operation, path={"dashboard_uuid": "dsbd_1", "notes_uuid": "notes_1"})
    assert caught.value.outcome_unknown
    assert "may have carried out" in str(caught.value)
    assert len(service.received) == 1


def test_a_broken_connection_tells_what_to_do(service, client):
    for entry in (reset, lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{")):
        service.script = [entry]
        with pytest.raises(errors.UnreachableError, match="Try again; if it stays so, check proxies and firewalls"):
            client.call("workspace_get")


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(200, b"abcd", {"Content-Encoding": "gzip"}), errors.UnreachableError),
        (Reply(201, b"{}"), errors.NotAnApiAnswerError),
        (Reply(202, envelope({}).body), errors.NotAnApiAnswerError),
        (Reply(204, b""), errors.NotAnApiAnswerError),
    ],
)
def test_an_odd_answer_to_a_write_leaves_its_outcome_unknown(service, client, reply, kind):
    service.script = [reply]
    with pytest.raises(kind) as caught:
        client.call("dashboards_delete", path=DASHBOARD)
    assert caught.value.outcome_unknown
    assert "could not be sent" not in str(caught.value)
    assert len(service.received) == 1


def test_what_speaks_no_http_is_told(service, client):
    service.script = [lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")]
    with pytest.raises(errors.UnreachableError, match="does not speak HTTP"):
        client.call("workspace_get")


def test_an_answer_that_ends_early_is_noticed_where_the_library_does_not(service, client, monkeypatch):
    """As urllib3 before 2.0, which takes what came for the whole answer."""
    original = urllib3.response.HTTPResponse.__init__
    monkeypatch.setattr(
        urllib3.response.HTTPResponse,
        "__init__",
        lambda self, *args, **kwargs: original(self, *args, **{**kwargs, "enforce_content_length": False}),
    )
    service.script = [
        lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na,b\n1,2\n"),
        Reply(200, b"a,b\n1,2\n3,4\n"),
    ]
    assert client.call("service_performance_export").content == b"a,b\n1,2\n3,4\n"
    assert len(service.received) == 2


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("operation", ["workspace_get", "dashboards_delete"])
def test_an_answer_that_is_too_large_is_given_up_at_once(service, client_of, operation, announced):
    sent = []

    def endless(connection):
        length = b"Content-Length: 300000000\r\n" if announced else b""
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n")
        while True:
            connection.sendall(bytes(1 << 16))
            sent.append(1 << 16)

    service.script = [endless]
    with pytest.raises(errors.TooLargeError, match=r"the answer is larger than 1 MiB.*raise max_size") as caught:
        client_of(service, max_size=1).call(operation, path=DASHBOARD)
    assert len(service.received) == 1
    assert caught.value.outcome_unknown == (operation == "dashboards_delete")
    # What stands in buffers of the two ends comes on top.
    assert sum(sent) < (1 << 20) + (8 << 20)
    assert not [value for _frame, value in frame_values(caught.value) if isinstance(value, bytearray) and value]


def frame_values(error):
    """The variables that an error keeps in memory."""
    trace = error.__traceback__
    while trace:
        yield from ((trace.tb_frame, value) for value in trace.tb_frame.f_locals.values())
        trace = trace.tb_next


@pytest.mark.parametrize(
    ("bound", "text", "asked"),
    [
        ({"max_rows": 3}, "the list has more than 3 rows", 1),
        ({"max_size": 0.0015}, "the list is larger than 0.0015 MiB", 2),
    ],
)
@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"data": rows}], ids=["list", "mapping"])
def test_a_list_has_bounds_that_a_user_can_raise(service, client_of, wrap, bound, text, asked):
    def answer(request):
        page = int(re.search(r"pageIndex=(\d+)", request.path)[1])
        rows = [{"uuid": f"{page}-{number}", "padding": "x" * 400} for number in range(2)]
        return envelope(wrap(rows), pageInfo={"totalCount": 6, "pageSize": 2, "count": 2})

    service.answer = answer
    with pytest.raises(errors.TooLargeError, match=rf"GET /api/v1/checker/list: {text}.*raise max_"):
        client_of(service, **bound).rows("checkers_list")
    assert len(service.received) == asked
    assert len(client_of(service, **bound).rows("checkers_list", limit=2).items) == 2
    assert len(client_of(service, max_rows=6, max_size=1).rows("checkers_list").items) == 6
    assert len(client_of(service, max_rows=0, max_size=0).rows("checkers_list").items) == 6


@pytest.mark.parametrize("reply", [envelope(status=400), envelope(status=403), HTML_404, Reply(302, b"")])
def test_a_refused_write_was_surely_not_carried_out(service, client, reply):
    service.script = [reply]
    with pytest.raises(errors.ApiError) as caught:
        client.call("notes_delete", path={"notes_uuid": "notes_1"})
    assert not caught.value.outcome_unknown


def test_a_write_that_found_no_connection_was_surely_not_carried_out(service, client):
    service.close()
    with pytest.raises(errors.UnreachableError, match="refuses the connection") as caught:
        client.call("dashboards_delete", path=DASHBOARD)
    assert not caught.value.outcome_unknown


def test_a_service_that_does_not_answer_in_time(service, client_of):
    release = threading.Event()
    service.script = [lambda connection: release.wait(10)]
    client = client_of(service, timeout=0.05)
    with pytest.raises(errors.UnreachableError, match=r"no answer within 0.05 s") as caught:
        client.call("dashboards_delete", path=DASHBOARD)
    release.set()
    assert caught.value.outcome_unknown


def test_the_deadline_ends_repeating_and_forbids_further_requests(service, client_of, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    service.script = [envelope(status=500, message="boom")]
    client = client_of(service, total_timeout=1)
    with pytest.raises(errors.ServerError):
        client.call("workspace_get")
    assert len(service.received) == 2
    now[0] = 1.5
    with pytest.raises(errors.UnreachableError, match="total_timeout of 1 s is used up"):
        client.call("workspace_get")
    assert len(service.received) == 2


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_the_deadline_ends_an_answer_that_trickles_in(service, client_of, beginning):
    """No silence is longer than the timeout; the answer ends never."""
    over = threading.Event()

    def trickle(connection):
        connection.sendall(beginning)
        while not over.wait(0.02):
            connection.sendall(b" " if beginning.endswith(b"\r\n\r\n") else b"H")

    service.script = [trickle]
    client = client_of(service, timeout=5, total_timeout=0.2)
    with pytest.raises(errors.UnreachableError, match="no whole answer within total_timeout") as caught:
        client.call("dashboards_delete", path=DASHBOARD)
    over.set()
    assert caught.value.outcome_unknown


@pytest.mark.parametrize("operation", ["dashboards_get", "dashboards_delete"])
def test_reading_an_answer_counts_towards_the_deadline(service, client_of, monkeypatch, operation):
    """A read is given up; a write is done and told as done, and what follows it is not begun."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    original = json.loads

    def slow(text):
        now[0] += 2
        return original(text)

    service.script = [OK]
    client = client_of(service, total_timeout=1)
    monkeypatch.setattr(json, "loads", slow)
    if operation == "dashboards_get":
        with pytest.raises(errors.UnreachableError, match="total_timeout of 1 s is used up"):
            client.call(operation, path=DASHBOARD)
    else:
        assert client.call(operation, path=DASHBOARD).content == {"uuid": "dsbd_1"}
        with pytest.raises(errors.UnreachableError, match="total_timeout of 1 s is used up"):
            client.call(operation, path=DASHBOARD)
    assert len(service.received) == 1


@pytest.mark.parametrize("operation", ["workspace_get", "dashboards_delete"])
def test_silence_until_the_deadline_is_told_as_that(service, client_of, operation):
    release = threading.Event()
    service.script = [lambda connection: release.wait(10)]
    with pytest.raises(
        errors.UnreachableError, match="no whole answer within total_timeout.*Raise total_timeout"
    ) as caught:
        client_of(service, total_timeout=0.2).call(operation, path=DASHBOARD)
    release.set()
    assert "longer timeout" not in str(caught.value)
    assert caught.value.outcome_unknown == (operation == "dashboards_delete")
    assert len(service.received) == 1


def test_each_piece_of_work_has_its_own_deadline(service, client_of, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    service.script = [OK]
    client = client_of(service, total_timeout=1)
    for _time in range(3):
        client.begin()
        client.call("workspace_get")
        now[0] += 1.5
        with pytest.raises(errors.UnreachableError, match="total_timeout of 1 s is used up"):
            client.call("workspace_get")


def test_a_deadline_without_incident_changes_nothing(service, client_of):
    service.script = [OK]
    client = client_of(service, total_timeout=30)
    assert [client.call("dashboards_get", path=DASHBOARD).content["uuid"] for _time in range(3)] == ["dsbd_1"] * 3
    assert service.connections == 1


# -- TLS -------------------------------------------------------------------------------------------------------------


def test_a_certificate_is_checked_unless_switched_off(client_of, monkeypatch, tls_service):
    service, bundle = tls_service
    service.script = [OK]
    with pytest.raises(errors.UnreachableError, match=r"not trusted.*ca_path") as caught:
        client_of(service).call("dashboards_delete", path=DASHBOARD)
    assert not caught.value.outcome_unknown
    assert service.received == []
    client_of(service, ca_path=bundle).call("dashboards_get", path=DASHBOARD)
    client_of(service, validate_certs=False).call("dashboards_get", path=DASHBOARD)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", bundle)
    client_of(service).call("dashboards_get", path=DASHBOARD)
    assert len(service.received) == 3


@pytest.mark.parametrize(
    ("days", "name", "hint"),
    [
        (-1, "127.0.0.1", "has to renew it"),
        (30, "tw.example.com", "belongs to another host: check endpoint"),
        (30, "127.0.0.1", "Give the CA with ca_path"),
    ],
    ids=["expired", "foreign", "unknown CA"],
)
def test_a_bad_certificate_is_told_once_with_its_own_hint(client_of, clock, tmp_path, days, name, hint):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    today = datetime.datetime.now(datetime.timezone.utc)
    begin = today - datetime.timedelta(days=60)
    authority.issue_cert(name, not_before=begin, not_after=today + datetime.timedelta(days=days)).configure_cert(
        context
    )
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    service = Service(context)
    try:
        trust = {} if "ca_path" in hint else {"ca_path": str(tmp_path / "ca.pem")}
        with pytest.raises(errors.UnreachableError, match=hint) as caught:
            client_of(service, **trust).call("workspace_get")
    finally:
        service.close()
    assert ("ca_path" in str(caught.value)) == ("ca_path" in hint)
    assert clock.sleeps == []
    assert service.connections <= 1


def test_a_bundle_of_the_environment_that_is_missing_is_told_before_anything_is_sent(
    client_of, monkeypatch, tls_service
):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(errors.SettingsError, match="REQUESTS_CA_BUNDLE '/nowhere/ca.pem' does not exist"):
        client_of(tls_service[0])
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "")
    monkeypatch.setenv("CURL_CA_BUNDLE", tls_service[1])
    tls_service[0].script = [OK]
    client_of(tls_service[0]).call("workspace_get")


def test_https_to_a_plain_port_is_explained(service, clock):
    settings = Settings.from_options({"api_key": KEY, "endpoint": f"https://127.0.0.1:{service.port}"})
    with pytest.raises(errors.UnreachableError, match=r"TLS failure.*speaks https") as caught:
        Client(settings, sleep=clock.sleep).call("dashboards_delete", path=DASHBOARD)
    assert not caught.value.outcome_unknown


def test_an_unusable_ca_bundle_is_explained(client_of, tmp_path, tls_service):
    bundle = tmp_path / "broken.pem"
    bundle.write_text("no certificate")
    with pytest.raises(errors.UnreachableError, match=r"CA bundle|ca_path"):
        client_of(tls_service[0], ca_path=str(bundle)).call("workspace_get")


# -- throttling ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code", ["ft.TriggerApiAkCurrentLimiting", "ft.TriggerApiWorkspaceCurrentLimiting", "triggerapiakcurrentlimiting"]
)
def test_a_throttled_request_is_repeated_even_if_it_writes(service, client_of, code):
    service.script = [envelope(status=401, error_code=code), OK]
    client = client_of(service)
    client.call("dashboards_create", body={"name": "x"})
    assert len(service.received) == client.api_calls == 2
    assert 3 * 0.75 <= client.waited_seconds <= 3 * 1.25


def test_waiting_for_the_rate_limit_is_announced_and_bounded(service, clock):
    service.script = [throttled()]
    waits = []
    settings = Settings.from_options({"api_key": KEY, "endpoint": service.url, "rate_limit_timeout": 20})
    client = Client(settings, on_wait=waits.append, sleep=clock.sleep, clock=clock)
    with pytest.raises(errors.ThrottledError) as caught:
        client.call("workspace_get")
    assert waits == clock.sleeps
    assert sum(waits) == pytest.approx(client.waited_seconds)
    assert len(waits) == 2  # 3 and 12 seconds, a third of 48 would be too much; each by a quarter more or less
    assert client.waited_seconds <= 20
    assert caught.value.error_code == "ft.TriggerApiAkCurrentLimiting"
    assert re.search(r"waited \d+ s, and the next try is in \d+ s", str(caught.value))


@pytest.mark.parametrize(("rate_limit", "window"), [(None, 60), ("0", 60), ("20", 60), ("5/10", 10)])
def test_a_service_that_always_refuses_is_not_hammered(service, client_of, rate_limit, window):
    service.answer = lambda request: envelope([]) if len(service.received) <= 30 else throttled()
    client = client_of(service, rate_limit=rate_limit, rate_limit_timeout=900)
    for _time in range(30):
        client.call("workspace_get")
    with pytest.raises(errors.ThrottledError):
        client.call("workspace_get")
    # Some tries that come ever slower, then one in each window.
    assert client.api_calls - 30 <= 8 + 900 / (0.75 * window)


def test_a_body_that_is_a_function_is_made_when_the_request_goes(service, client_of, clock):
    """After each wait for the rate limit, and for each repetition."""
    client = client_of(service, rate_limit="1/60")
    service.script = [OK, throttled(), OK]
    for _call in range(2):
        client.call("query_data_v1", body=lambda: {"queries": [], "at": clock()})
    first, refused, last = (json.loads(request.body)["at"] for request in service.received)
    assert first < refused - 59 < refused < last


def test_a_deadline_that_forbids_waiting_is_named(service, client_of):
    service.script = [throttled()]
    with pytest.raises(errors.ThrottledError, match="Raise total_timeout"):
        client_of(service, total_timeout=1).call("workspace_get")
    with pytest.raises(errors.ThrottledError, match="Raise rate_limit_timeout"):
        client_of(service, total_timeout=3, rate_limit_timeout=1).call("workspace_get")


def test_no_waiting_at_all(service, client_of):
    service.script = [throttled()]
    client = client_of(service, rate_limit_timeout=0)
    with pytest.raises(errors.ThrottledError):
        client.call("workspace_get")
    assert len(service.received) == 1
    assert client.waited_seconds == 0


# -- dialects --------------------------------------------------------------------------------------------------------


class TwoDialects:
    """Answers the routes of one dialect only, and says so with ``no_route``."""

    def __init__(self, dialect, no_route=ROUTER, content=OK):
        self.known = "/api/v1/dashboards/" if dialect == "reference" else "/api/v1/dashboard/"
        self.no_route = no_route
        self.content = content

    def __call__(self, request):
        return self.content if request.path.startswith(self.known) else self.no_route


@pytest.mark.parametrize("no_route", [ROUTER, HTML_404, Reply(404, b'{"detail": "Not Found"}'), Reply(400, b"")])
def test_the_guides_routes_are_learned_on_a_read_and_kept(service, client, no_route):
    service.answer = TwoDialects("guide", no_route)
    assert client.knows("dashboards_export")
    client.call("dashboards_list")
    assert not client.knows("dashboards_export")
    assert client.knows("dashboards_create")
    client.call("dashboards_get", path=DASHBOARD)
    client.call("dashboards_create", body={"name": "x"})
    client.call("dashboards_delete", path=DASHBOARD)
    assert [request.path for request in service.received] == [
        "/api/v1/dashboards/list",
        "/api/v1/dashboard/list",
        "/api/v1/dashboard/dsbd_1/get",
        "/api/v1/dashboard/create",
        "/api/v1/dashboard/dsbd_1/delete",
    ]
    with pytest.raises(errors.RouteNotFoundError):
        client.call("dashboards_export", path=DASHBOARD)
    assert len(service.received) == 5


def test_a_write_never_tries_the_other_dialect(service, client):
    service.answer = TwoDialects("guide")
    with pytest.raises(errors.RouteNotFoundError):
        client.call("dashboards_create", body={"name": "x"})
    assert [request.path for request in service.received] == ["/api/v1/dashboards/create"]
    client.call("dashboards_list")
    assert client.knows("dashboards_create")


def test_a_service_of_the_reference_is_never_asked_for_the_guides_routes(service, client):
    service.answer = TwoDialects("reference")
    client.call("dashboards_list")
    service.answer = TwoDialects("reference", content=ROUTER)
    with pytest.raises(errors.RouteNotFoundError):
        client.call("dashboards_get", path=DASHBOARD)
    assert not any(request.path.startswith("/api/v1/dashboard/") for request in service.received)


def test_a_missing_dashboard_proves_the_route(service, client):
    service.answer = TwoDialects("reference", content=MISSING)
    with pytest.raises(errors.NotFoundError):
        client.call("dashboards_get", path=DASHBOARD)
    assert len(service.received) == 1
    assert client.knows("dashboards_export")


def test_a_404_without_an_envelope_for_one_dashboard_proves_no_dialect(service, client):
    """In the reference, the guide's path of a dashboard is the path of a user view."""
    service.answer = lambda request: HTML_404 if request.path.startswith("/api/v1/dashboards/") else MISSING
    with pytest.raises(errors.NotFoundError):
        client.call("dashboards_get", path=DASHBOARD)
    assert client.knows("dashboards_export")


def test_neither_dialect(service, client):
    service.script = [HTML_404]
    with pytest.raises(errors.RouteNotFoundError, match="endpoint is an Open API"):
        client.call("dashboards_list")
    assert not client.knows("dashboards_list")


def test_a_route_that_only_the_guide_names_may_be_missing(service, client):
    service.script = [ROUTER]
    assert client.knows("object_host_list")
    with pytest.raises(errors.RouteNotFoundError):
        client.rows("object_host_list")
    assert not client.knows("object_host_list")
    assert client.knows("object_process_list")


# -- lists -----------------------------------------------------------------------------------------------------------


def test_pages_are_asked_for_in_the_query_of_a_get_and_the_body_of_a_post(service, client):
    service.script = [envelope({"data": []})]
    client.rows("checkers_list", query={"search": "cpu"})
    client.rows("issues_list", body={"orderBy": "x"})
    client.rows("event_abnormal_list", body={"timeRange": [1, 2]})
    client.rows("notes_list")
    assert [(request.path, request.body and json.loads(request.body)) for request in service.received] == [
        ("/api/v1/checker/list?search=cpu&pageIndex=1&pageSize=100", b""),
        ("/api/v1/issue/list", {"orderBy": "x", "pageIndex": 1, "pageSize": 100}),
        ("/api/v1/events/abnormal/list", {"timeRange": [1, 2], "offset": 0, "limit": 100}),
        ("/api/v1/notes/list", b""),
    ]


def test_an_incomplete_list_names_its_route(service, client):
    service.script = [envelope([{"uuid": "a"}], pageInfo={"totalCount": 2})]
    with pytest.raises(errors.IncompleteListError, match=r"GET /api/v1/checker/list: only 1 of 2 rows"):
        client.rows("checkers_list")


def test_several_threads_share_one_client(service, client):
    service.answer = lambda request: envelope([{"uuid": request.path}])
    found = []

    def read(number):
        found.append(client.rows("notes_list", query={"search": number}).items[0]["uuid"])

    threads = [threading.Thread(target=read, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(f"/api/v1/notes/list?search={number}" for number in range(20))
    assert client.api_calls == 20
