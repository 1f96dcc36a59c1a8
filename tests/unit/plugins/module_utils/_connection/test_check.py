# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each trouble of a connection, made on real sockets or by the emulator, is found and has its remedy."""

from __future__ import annotations

import datetime
import json
import ssl
import time
from email.utils import formatdate

import pytest
import trustme

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, failure, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._connection.check import FailedCheckError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_connection_info import TASK
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
    service,
    tls_service,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import (
    KEY,
    Reply,
    Service,
    envelope,
    throttled,
    tunnel,
)

WORKSPACE = {"uuid": "wksp_1", "name": "Shop", "versionType": "pay", "token": "CANARY-token", "cliToken": "CANARY-cli"}
KEYS = [
    {"uuid": "wsak_0", "name": "other", "sk": "CANARY-other"},
    {"uuid": "wsak_1", "name": "ansible", "sk": KEY, "createAt": 1764000000},
]


def check(**options):
    options = TASK.checked({"api_key": KEY, "rate_limit": "0", "rate_limit_timeout": 0, **options})
    result, _warnings = run_task(TASK, options, False, Connections())
    told = json.dumps(result)
    assert "CANARY" not in told
    assert json.dumps(KEY)[1:-1] not in told
    return result


def ordinary(request):
    """The answers of a service without a trouble."""
    if "DF-API-KEY" not in request.headers:
        return envelope(status=403, error_code="ft.InvalidAPIKey", message="No key")
    path = request.path.partition("?")[0].removeprefix("/api/v1/")
    return envelope({"workspace/get": WORKSPACE, "workspace/accesskey/list": KEYS}.get(path, []))


def troubles(result, severity="error"):
    return [f"{one['what']} {one['remedy']}" for one in result["troubles"] if one["severity"] == severity]


# -- without a trouble -------------------------------------------------------------------------------


def test_a_good_connection(service):  # noqa: F811
    service.answer = ordinary
    result = check(endpoint=service.url)
    assert (result["ok"], result["troubles"], result["changed"]) == (True, [], False)
    assert result["workspace"] == {
        **dict.fromkeys(("station", "timezone")),
        "uuid": "wksp_1",
        "name": "Shop",
        "version": "pay",
    }
    assert result["key"] == {
        "uuid": "wsak_1",
        "name": "ansible",
        "created_at": "2025-11-24T16:00:00Z",
        "created_by": None,
    }
    assert abs(result["clock"]["ahead"]) <= result["clock"]["margin"] + 1
    assert (result["tls"], result["proxy"], result["reads"]) == (None, None, None)
    assert result["service"]["dialect"] == "reference"
    assert result["page"][-1] == "No problems."
    assert result["api_calls"] == len(service.received)
    # The first request has no key.
    assert ["DF-API-KEY" in request.headers for request in service.received] == [False, True, True, True]
    assert {request.method for request in service.received} == {"GET"}


@pytest.mark.parametrize("dialect", ["both", "reference", "guide"])
@pytest.mark.parametrize("variant", [None, "bare_lists", "terse", "secrets_masked"])
def test_each_service_that_the_emulator_knows(dialect, variant):
    with running(dialect=dialect, variants=[variant] if variant else []) as emulator:
        result = check(endpoint=emulator.url, api_key=DEFAULT_KEY, reads=["dashboards", "Member"])
        sent = emulator.requests()
    assert {one["method"] for one in sent} == {"GET"}
    reads = {one["name"]: one["allowed"] for one in result["reads"]}
    if dialect == "guide":
        assert result["service"]["dialect"] == "guide"
        assert (result["workspace"], result["key"]) == (None, None)
        assert "GET /api/v1/workspace/get" in result["service"]["routes_missing"]
        assert reads == {"member": None, "dashboard": True}
        assert troubles(result)[0].startswith("The key cannot read members: ")
        return
    assert result["ok"]
    assert reads == {"member": True, "dashboard": True}
    assert result["workspace"]["name"] == "default"
    # A service that masks the secrets of keys tells which one is in use as long as there is one only.
    assert result["key"]["name"] == "API key of the emulator"


def test_everything_is_tried_to_read_with_one_request_each():
    with running() as emulator:
        emulator.fault("no_such_route", "slos_list", times=None)
        result = check(endpoint=emulator.url, api_key=DEFAULT_KEY, reads=["all"])
        writes = [one for one in emulator.requests() if one["operationId"].endswith(("create", "modify", "delete"))]
    assert len(result["reads"]) == len(TASK.kinds) + 1
    assert [one["name"] for one in result["reads"] if one["allowed"] is not True] == ["slo"]
    assert result["ok"]
    assert result["service"]["routes_missing"] == ["GET /api/v1/slo/list"]
    assert len(TASK.kinds) + 5 <= result["api_calls"] <= len(TASK.kinds) + 10
    assert writes == []


@pytest.mark.parametrize("known", [True, False])
def test_a_service_without_the_routes_of_the_api(service, known):  # noqa: F811
    """An address that answers something else; a service that lacks only one route is another matter."""
    nothing = envelope(status=400, error_code="RouterNotFound", message="Requested route address does not exist.")
    service.answer = lambda request: ordinary(request) if known and "workspace/" in request.path else nothing
    result = check(endpoint=service.url)
    assert any("knows no route of the Open API" in one for one in troubles(result)) is not known


# -- what the key may do -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("code", ["ft.InvalidAPIKey", "InvalidApiKey"])
def test_a_bad_key(service, status, code):  # noqa: F811
    service.answer = lambda request: envelope(status=status, error_code=code, message=f"{KEY} is bad")
    result = check(endpoint=service.url, reads=["all"])
    (trouble,) = troubles(result)
    assert trouble.startswith("The service refuses the key: ******** is bad. Give the secret of an API key")
    assert "none of the public sites" in trouble
    assert not result["ok"]
    # It is sent once.
    assert len(service.received) == 2


def test_a_key_of_another_site_names_the_site(monkeypatch, service):  # noqa: F811
    service.answer = lambda request: envelope(status=403, error_code="ft.InvalidAPIKey", message="bad")
    monkeypatch.setattr(
        "ansible_collections.truewatch.openapi.plugins.module_utils._api.endpoints.REGIONS", {"eu1": service.url}
    )
    monkeypatch.setattr(
        "ansible_collections.truewatch.openapi.plugins.module_utils._connection.facts.REGIONS", {"eu1": service.url}
    )
    result = check(region="eu1")
    assert result["endpoint"] == {"url": service.url, "regions": ["eu1"]}
    assert "This is eu1: compare with the address of the console" in troubles(result)[0]


def test_a_key_without_permissions(service):  # noqa: F811
    def answer(request):
        if "DF-API-KEY" not in request.headers or "dashboards" in request.path:
            return ordinary(request)
        return envelope(status=403, error_code="ft.Forbidden", message="role")

    service.answer = answer
    result = check(endpoint=service.url)
    assert (result["ok"], result["key"], result["workspace"]) == (True, None, None)
    assert troubles(result, "warning") == ["The key may not read its workspace: role. Check the roles of the API key."]
    for reads, ok in ((["all"], True), (["monitor", "dashboard", "query"], False)):
        result = check(endpoint=service.url, reads=reads)
        allowed = [one["name"] for one in result["reads"] if one["allowed"]]
        refused = [one["name"] for one in result["reads"] if one["allowed"] is False]
        assert allowed == ["dashboard"]
        assert {"monitor", "query"} <= set(refused)
        assert result["ok"] is ok
    assert troubles(result) == [
        "The key cannot read monitors: role. Check the roles of the API key.",
        "The key cannot read data by queries: role. Check the roles of the API key.",
    ]


def test_reads_that_fail(service):  # noqa: F811
    service.answer = lambda request: (
        envelope(status=400, error_code="ft.Odd", message="odd") if "slo/list" in request.path else ordinary(request)
    )
    result = check(endpoint=service.url, reads=["slo", "dashboard"])
    assert [one["allowed"] for one in result["reads"]] == [True, None]
    assert troubles(result) == ["GET /api/v1/slo/list fails: odd. Try again later."]


# -- the way -----------------------------------------------------------------------------------------


def test_nothing_listens():
    result = check(endpoint="http://127.0.0.1:1")
    (trouble,) = troubles(result)
    assert trouble == ("http://127.0.0.1:1 refuses the connection. Check endpoint, firewall and proxy.")
    assert (result["service"], result["workspace"], result["clock"]) == (None, None, None)


def test_a_name_that_does_not_resolve(monkeypatch):
    def unknown(*_arguments, **_options):
        import socket

        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert "cannot be resolved. Check endpoint or region." in troubles(check(endpoint="https://tw.invalid"))[0]


def test_a_silent_service(service):  # noqa: F811
    def silent(connection):
        connection.recv(1)

    service.script = [silent]
    (trouble,) = troubles(check(endpoint=service.url, timeout=0.05, total_timeout=0.5))
    assert "no answer within" in trouble.lower() or "total_timeout" in trouble


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (Reply(200, b"<html><title>Log in</title>", {"Content-Type": "text/html"}), "an HTML page (Log in)"),
        (Reply(302, b"", {"Location": "https://u:p@login.example.com/x"}), "a redirect to https://login.example.com"),
        (Reply(200, b'{"status": "UP"}'), "JSON without the envelope"),
    ],
)
def test_what_is_no_open_api_does_not_get_the_key(service, reply, what):  # noqa: F811
    service.script = [reply]
    result = check(endpoint=service.url)
    (trouble,) = troubles(result)
    assert what in trouble
    assert [request for request in service.received if "DF-API-KEY" in request.headers] == []


def test_a_service_that_fails(service, monkeypatch):  # noqa: F811
    """What may pass is tried again, as every module does."""
    monkeypatch.setattr("ansible_collections.truewatch.openapi.plugins.module_utils._api.client._RETRY_DELAY", 0)
    service.script = [Reply(502, b"<html><title>Bad gateway</title>", {"Content-Type": "text/html"})]
    result = check(endpoint=service.url)
    assert troubles(result) == [
        "GET /api/v1/workspace/get fails: the answer is an HTML page (Bad gateway). Try again later."
    ]
    assert len(service.received) == 4


@pytest.mark.parametrize(("status", "remedy"), [(407, "user:password@proxy"), (403, "NO_PROXY")])
def test_a_proxy_that_refuses(service, monkeypatch, status, remedy):  # noqa: F811
    service.script = [Reply(status)]
    monkeypatch.setenv("https_proxy", service.url.replace("//", "//ada:CANARY@"))
    result = check(endpoint="https://tw.example.com")
    assert result["proxy"] == service.url
    assert remedy in troubles(result)[0]


def test_a_proxy_that_is_not_there(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    assert "The proxy refuses or cannot be reached." in troubles(check(endpoint="https://tw.example.com"))[0]


def test_a_service_that_sends_the_key_in_the_clear(monkeypatch, service):  # noqa: F811
    """Through a proxy, so that the name need not resolve."""
    service.answer = ordinary
    monkeypatch.setenv("http_proxy", service.url)
    result = check(endpoint="http://tw.example.com", allow_http=True)
    assert result["ok"]
    assert troubles(result, "warning") == [
        "The API key is sent unencrypted, since the endpoint begins with http://. Use https://."
    ]


# -- TLS ---------------------------------------------------------------------------------------------


@pytest.fixture
def serving():
    """Makes services behind TLS: with days until the end of the certificate, a name, and whether it signs itself."""
    services = []

    def make(days=100, name="127.0.0.1", authority=None):
        authority = authority or trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        today = datetime.datetime.now(datetime.timezone.utc)
        begin, end = today - datetime.timedelta(days=60), today + datetime.timedelta(days=days, hours=1)
        authority.issue_cert(name, not_before=begin, not_after=end, common_name=name).configure_cert(context)
        services.append(Service(context))
        services[-1].answer = ordinary
        return services[-1]

    yield make
    for one in services:
        one.close()


def ca_of(authority, folder):
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    return str(folder / "ca.pem")


def test_a_good_certificate(serving, tmp_path):
    authority = trustme.CA(organization_name="Our office")
    service = serving(authority=authority)  # noqa: F811
    bundle = ca_of(authority, tmp_path)
    result = check(endpoint=service.url, ca_path=bundle)
    assert (result["ok"], result["troubles"]) == (True, [])
    assert (result["tls"]["checked"], result["tls"]["ca_file"]) == (True, bundle)
    own = result["tls"]["certificates"][0]
    assert (own["subject"], own["issuer"], own["names"]) == ("127.0.0.1", "Our office", ["127.0.0.1"])
    assert (own["days_left"], own["self_signed"]) == (100, False)
    assert any("by Our office" in line and "(100 days)" in line for line in result["page"])


def test_a_certificate_through_a_proxy(serving, tmp_path, monkeypatch, service):  # noqa: F811
    authority = trustme.CA()
    behind = serving(authority=authority)
    service.script = [tunnel(behind.port)]
    monkeypatch.setenv("https_proxy", service.url)
    result = check(endpoint=behind.url, ca_path=ca_of(authority, tmp_path))
    assert (result["ok"], result["proxy"]) == (True, service.url)
    assert result["tls"]["certificates"][0]["subject"] == "127.0.0.1"
    assert {request.method for request in service.received} == {"CONNECT"}


def test_an_unknown_authority(serving):
    service = serving(authority=trustme.CA(organization_name="Our office"))  # noqa: F811
    (trouble,) = troubles(check(endpoint=service.url))
    assert "is not trusted" in trouble
    assert "Give the CA with ca_path or REQUESTS_CA_BUNDLE." in trouble
    assert "issued by Our office, and comes alone" in trouble
    assert "The CA file is " in trouble
    assert [request for request in service.received if "DF-API-KEY" in request.headers] == []


def test_a_certificate_that_signs_itself(tmp_path):
    authority = trustme.CA(organization_name="Box")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for name, blob in (("cert", authority.cert_pem), ("key", authority.private_key_pem)):
        blob.write_to_path(str(tmp_path / name))
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    service = Service(context)  # noqa: F811
    try:
        (trouble,) = troubles(check(endpoint=service.url))
    finally:
        service.close()
    assert "self-signed certificate" in trouble
    assert "issued by Box (self-signed). The CA file is " in trouble


def test_an_expired_certificate(serving, tmp_path):
    authority = trustme.CA()
    service = serving(days=-3, authority=authority)  # noqa: F811
    result = check(endpoint=service.url, ca_path=ca_of(authority, tmp_path))
    (trouble,) = troubles(result)
    assert "certificate has expired" in trouble
    assert "has to renew it" in trouble
    assert result["tls"]["certificates"][0]["days_left"] == -3
    result = check(endpoint=service.url, validate_certs=False)
    assert result["ok"]
    warnings = troubles(result, "warning")
    assert "is not checked" in warnings[0]
    assert "The certificate of 127.0.0.1 expired on " in warnings[1]


@pytest.mark.parametrize(("limit", "count"), [(10, 0), (12, 1)])
def test_a_certificate_that_expires_soon(serving, tmp_path, limit, count):
    authority = trustme.CA()
    result = check(
        endpoint=serving(days=11, authority=authority).url,
        ca_path=ca_of(authority, tmp_path),
        certificate_days=limit,
    )
    assert result["ok"]
    assert len(troubles(result, "warning")) == count


def test_a_certificate_of_another_host(serving, tmp_path):
    authority = trustme.CA()
    result = check(
        endpoint=serving(name="other.example.com", authority=authority).url, ca_path=ca_of(authority, tmp_path)
    )
    assert "another host" in troubles(result)[0]
    assert result["tls"]["certificates"][0]["names"] == ["other.example.com"]


def test_https_to_a_plain_port(service):  # noqa: F811
    result = check(endpoint=service.url.replace("http:", "https:"))
    assert "Check that the endpoint speaks https" in troubles(result)[0]
    assert result["tls"] is None


# -- clock and limit ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "side"), [(-50, None), (50, None), (300, "behind the service"), (-300, "ahead of the service")]
)
def test_the_clock(service, ahead, side):  # noqa: F811
    service.answer = lambda request: ordinary(request)._replace(headers={"Date": formatdate(time.time() + ahead)})
    result = check(endpoint=service.url)
    warnings = troubles(result, "warning")
    assert result["clock"]["ahead"] == pytest.approx(ahead, abs=2)
    assert len(warnings) == (side is not None)
    assert all(side in warning and "NTP" in warning for warning in warnings)


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Foo 2026 00:00:00 GMT"])
def test_a_clock_that_cannot_be_read(service, date):  # noqa: F811
    service.answer = lambda request: ordinary(request)._replace(headers={"Date": date})
    assert check(endpoint=service.url)["clock"] is None


def test_a_limit_that_somebody_else_uses_up(service):  # noqa: F811
    service.answer = lambda request: ordinary(request) if "DF-API-KEY" not in request.headers else throttled()
    result = check(endpoint=service.url, rate_limit="20/0.2")
    assert "The rate limit lets no request through: " in troubles(result)[0]
    (warning,) = troubles(result, "warning")
    assert "this machine sent only 0: somebody else uses the key" in warning
    assert result["rate_limit"]["refused_at"]
    # A later check finds the limit still in force; what was refused before it began is told on the page only.
    service.answer = ordinary
    result = check(endpoint=service.url, rate_limit="20/0.2", rate_limit_timeout=600)
    assert result["ok"]
    assert troubles(result, "warning") == []
    assert any("last refusal" in line for line in result["page"])


def test_a_limit_that_this_machine_uses_up():
    with running(rate_limit=(20, 60)) as emulator:
        result = check(endpoint=emulator.url, api_key=DEFAULT_KEY, rate_limit=None, reads=["all"])
    assert "The rate limit lets no request through: " in troubles(result)[0]
    assert "this machine use up the rate limit (20 requests in 60 s)" in troubles(result, "warning")[0]
    assert (result["rate_limit"]["kept"], result["rate_limit"]["sent"]) == (True, 20)


# -- fail_on and options -----------------------------------------------------------------------------


def test_it_fails_when_it_is_asked_to_and_returns_everything_all_the_same(service):  # noqa: F811
    service.answer = lambda request: ordinary(request)._replace(headers={"Date": formatdate(0)})
    assert check(endpoint=service.url, fail_on="error")["ok"]
    with pytest.raises(FailedCheckError, match=r"^The clock .*NTP") as caught:
        check(endpoint=service.url, fail_on="warning")
    assert failure(caught.value)["workspace"]["name"] == "Shop"
    assert failure(caught.value)["api_calls"] == 4
    service.script, service.answer = [Reply(200, b"{}")], None
    for severity in ("error", "warning"):
        with pytest.raises(FailedCheckError, match="without the envelope"):
            check(endpoint=service.url, fail_on=severity)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"reads": ["pictures"]}, r"'pictures', which cannot be read: use .*dashboard"),
        ({"certificate_days": -1}, "give 0 or more"),
        ({"clock_tolerance": -0.5}, "give 0 or more"),
        ({"kinds": ["dashboard"]}, "'reads'"),
    ],
)
def test_options_that_cannot_be_meant_send_nothing(service, options, message):  # noqa: F811
    with pytest.raises(InputError, match=message):
        check(endpoint=service.url, **options)
    assert service.received == []


def test_names_of_the_service_cannot_act_on_a_terminal(service):  # noqa: F811
    service.answer = lambda request: (
        envelope({**WORKSPACE, "name": "a\x1b[2Jb\n\u202ec"}) if "workspace/get" in request.path else ordinary(request)
    )
    assert check(endpoint=service.url)["workspace"]["name"] == "a [2Jb c"
