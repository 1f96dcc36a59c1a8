# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The webhook over HTTP, with rules that are a list."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import trustme

from .conftest import TOKEN, plugin, until

ALERT = {
    "timestamp": 1625638440,
    "df_status": "critical",
    "df_event_id": "event-1",
    "df_title": "web-01 is abnormal",
    "df_dimension_tags": '{"host":"web-01"}',
    "df_monitor_checker_event_ref": "ref-1",
    "df_fault_id": "event-1",
    "df_fault_status": "fault",
}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def post(source, content, path="/", headers=None, **options):
    headers = BEARER if headers is None else headers
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    with requests.Session() as session:
        session.trust_env = False
        return session.post(source.url + path, data=body, headers=headers, timeout=30, **options)


def test_an_alert_reaches_the_rules_with_its_keys(webhook):
    source = webhook()
    answer = post(source, ALERT)
    assert (answer.status_code, answer.json()) == (200, {"taken": 1})
    event = source.next()
    assert {key: event[key] for key in ("alert", "outage", "delivery", "resolved", "host", "tags")} == {
        "alert": "ref-1",
        "outage": "event-1",
        "delivery": "event-1",
        "resolved": False,
        "host": "web-01",
        "tags": {"host": "web-01"},
    }
    assert event["payload"]["df_dimension_tags"] == {"host": "web-01"}


def test_merged_alerts_become_events_in_their_order(webhook):
    source = webhook()
    answer = post(source, [{**ALERT, "df_event_id": "a"}, {**ALERT, "df_event_id": "b", "df_fault_status": "ok"}])
    assert answer.json() == {"taken": 2}
    assert [(event["delivery"], event["resolved"]) for event in (source.next(), source.next())] == [
        ("a", False),
        ("b", True),
    ]


@pytest.mark.parametrize(
    "options, path, headers, status",
    [
        ({}, "/", BEARER, 200),
        ({}, "/", {"Authorization": f"bearer  {TOKEN}"}, 200),
        ({}, f"/{TOKEN}", {}, 200),
        ({}, "/", {}, 401),
        ({}, "/", {"Authorization": f"Basic {TOKEN}"}, 401),
        ({}, "/", {"Authorization": f"Bearer {TOKEN[:-1]}"}, 401),
        ({}, "/", {"Authorization": f"Bearer {TOKEN}x"}, 401),
        ({}, "/", {"Authorization": "Bearer t\xf6ken"}, 401),
        ({}, f"/{TOKEN}/x", {}, 401),
        ({}, f"/{TOKEN[:-1]}", BEARER, 401),
        ({"path": "/hooks/tw/"}, "/hooks/tw", BEARER, 200),
        ({"path": "hooks/tw"}, f"/hooks/tw/{TOKEN}", {}, 200),
        ({"path": "/hooks/tw"}, "/hooks", BEARER, 404),
        ({"path": "/hooks/tw"}, f"/hooks/twx/{TOKEN}", {}, 404),
        ({"token": ["0123456789abcdef", TOKEN]}, "/", BEARER, 200),
        ({"token": ["0123456789abcdef", TOKEN]}, "/0123456789abcdef", {}, 200),
    ],
)
def test_only_a_request_with_a_token_gets_through(webhook, told, options, path, headers, status):
    source = webhook(**options)
    answer = post(source, ALERT, path, headers)
    assert answer.status_code == status
    assert source.taken.qsize() == (status == 200)
    assert TOKEN[:-1] not in answer.text + "".join(told)
    assert answer.headers["Server"] == "truewatch_webhook"


@pytest.mark.parametrize(
    "body, headers, status, error",
    [
        (b"", {}, 400, "the body is no JSON in UTF-8"),
        (b'{"df_title": "x', {}, 400, "the body is no JSON in UTF-8"),
        (b"\xff\xfe", {}, 400, "the body is no JSON in UTF-8"),
        (b"[" * 100_000, {}, 400, "the body is no JSON in UTF-8"),
        (b"[]", {}, 400, "the body is neither a JSON object with fields nor a list of such objects"),
        (gzip.compress(b"{}"), {"Content-Encoding": "gzip"}, 415, "the body is compressed"),
        (b"x" * 10_000_000, {}, 413, "the body has more than 1048576 bytes"),
        (iter([b"[" + b" " * 65_536] * 200), {}, 413, "the body has more than 1048576 bytes"),
    ],
)
def test_a_bad_body_is_refused_and_does_no_harm(webhook, body, headers, status, error):
    source = webhook()
    with requests.Session() as session:
        session.trust_env = False
        answer = session.post(source.url, data=body, headers={**BEARER, **headers}, timeout=30)
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert post(source, ALERT).status_code == 200
    assert source.taken.qsize() == 1


def test_other_methods_are_refused(webhook):
    source = webhook()
    answer = requests.get(source.url, headers=BEARER, timeout=30, proxies={"http": ""})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


def test_what_is_no_http_is_refused_without_telling_it(webhook, told):
    source = webhook()
    with socket.create_connection(("127.0.0.1", source.port), timeout=30) as sent:
        sent.sendall(f"POST /{TOKEN} \x00\r\n\r\n".encode())
        assert b" 400 " in sent.recv(1000)
    assert TOKEN not in "".join(told)
    assert post(source, ALERT).status_code == 200


def test_a_client_that_asks_first_may_send_its_body(webhook):
    source, body = webhook(), json.dumps(ALERT).encode()
    head = (
        f"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\nAuthorization: Bearer "
    )
    with socket.create_connection(("127.0.0.1", source.port), timeout=5) as client:
        client.sendall(f"{head}{TOKEN}\r\n\r\n".encode())
        assert client.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)
        assert client.recv(1000).startswith(b"HTTP/1.1 200")
    with socket.create_connection(("127.0.0.1", source.port), timeout=5) as client:
        client.sendall(f"{head}wrong\r\n\r\n".encode())
        assert client.recv(1000).startswith(b"HTTP/1.1 401")


def test_text_that_ansible_would_run_is_changed_unless_it_is_wanted(webhook):
    hostile = {
        **ALERT,
        "df_title": "{{ 1 }}",
        "{% x": ["lookup('pipe', 'id')"],
        "df_dimension_tags": '{"host": "{{ 1 }}"}',
    }
    source = webhook()
    post(source, hostile)
    event = source.next()
    assert (event["title"], event["host"], event["tags"]) == ("{ { 1 }}", "{ { 1 }}", {"host": "{ { 1 }}"})
    assert event["payload"]["{ % x"][0].startswith("«lookup(")
    assert "{{" not in json.dumps(event) and "{%" not in json.dumps(event)
    raw = webhook(defuse=False)
    post(raw, hostile)
    assert raw.next()["title"] == "{{ 1 }}"


def test_when_too_many_wait_the_answer_is_503_and_nothing_is_lost(webhook):
    source = webhook(max_waiting=3)
    source.set("_PATIENCE", 0.3)
    source.hold()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: post(source, {**ALERT, "df_event_id": f"e{number}"}), range(8)))
        statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [202] * 3 + [503] * 5
    assert {answer.headers.get("Retry-After") for answer in answers if answer.status_code == 503} == {"10"}
    assert post(source, [ALERT] * 4).status_code == 413
    source.go_on()
    accepted = {f"e{number}" for number, answer in enumerate(answers) if answer.status_code == 202}
    assert {source.next()["delivery"] for _number in range(3)} == accepted
    assert post(source, ALERT).status_code == 200


def test_a_stop_tells_how_many_alerts_did_not_reach_the_rules(webhook, told):
    source = webhook()
    source.set("_PATIENCE", 0.3)
    source.hold()
    assert post(source, [ALERT, ALERT]).status_code == 202
    source.stop()
    assert any("Stopped while 2 alerts had not reached the rules" in line for line in told)


def test_a_filter_that_fails_costs_its_alert_only_and_the_answer_says_so(webhook, told):
    source = webhook()
    source.fail = KeyError(TOKEN)
    answer = post(source, ALERT)
    assert (answer.status_code, answer.json()) == (500, {"error": "a filter of the rulebook failed: KeyError"})
    assert any("failed on the alert event-1: KeyError" in line for line in told)
    source.fail = None
    assert post(source, ALERT).status_code == 200


def is_cut(connection):
    with contextlib.suppress(ConnectionResetError):
        return connection.recv(1000) == b""
    return True


def test_slow_clients_are_cut_off_and_keep_nobody_waiting(webhook):
    source = webhook(timeout=0.5, max_connections=20)
    heads = [
        b"",
        b"POST / HTTP/1.1\r\nHost",
        f"POST /{TOKEN} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{{".encode(),
    ]
    slow = [socket.create_connection(("127.0.0.1", source.port), timeout=30) for _number in range(21)]
    for number, one in enumerate(slow):
        one.sendall(heads[number % 3])
    assert slow[-1].recv(100).startswith(b"HTTP/1.1 503 ")
    assert all(is_cut(one) for one in slow[:-1])
    assert post(source, ALERT).status_code == 200
    for one in slow:
        one.close()


def test_refused_requests_do_not_fill_the_log(webhook, told):
    source = webhook()
    for _number in range(50):
        assert post(source, ALERT, headers={}).status_code == 401
    assert sum("Refused" in line for line in told) == 1


def test_tls(webhook, tmp_path):
    authority = trustme.CA()
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(tmp_path / "cert.pem"))
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    source = webhook(certfile=str(tmp_path / "cert.pem"))
    source.url = f"https://localhost:{source.port}"
    assert post(source, ALERT, verify=str(tmp_path / "ca.pem")).status_code == 200
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.post(f"http://127.0.0.1:{source.port}", data=b"{}", timeout=30, proxies={"http": ""})


def test_a_key_with_a_password(tmp_path):
    options = plugin("event_source", "truewatch_webhook")["Options"]
    with pytest.raises(ValueError, match="the certificate cannot be used: No such file or directory"):
        options.of({"port": 1, "token": TOKEN, "certfile": str(tmp_path / "none.pem")})
    (tmp_path / "bad.pem").write_text("no certificate")
    with pytest.raises(ValueError, match="the certificate cannot be used") as failure:
        options.of({"port": 1, "token": TOKEN, "certfile": str(tmp_path / "bad.pem"), "password": "CANARY"})
    assert "CANARY" not in str(failure.value)


@pytest.mark.parametrize(
    "options, error",
    [
        ({}, "'port' is required"),
        ({"port": 0}, "'port' must be a number above 0, at most 65535, not 0"),
        ({"port": 70000}, "'port' must be a number above 0, at most 65535, not 70000"),
        ({"port": "http"}, "'port' must be a number above 0, at most 65535, not 'http'"),
        ({"port": 1, "token": None}, "'token' is required: a secret of at least 16 characters"),
        ({"port": 1, "token": ""}, "'token' is required"),
        ({"port": 1, "token": []}, "'token' is required"),
        ({"port": 1, "token": "short"}, "'token' must be a text of at least 16 characters without blanks"),
        ({"port": 1, "token": [TOKEN, "short"]}, "'token' must be a text of at least 16 characters without blanks"),
        ({"port": 1, "max_size": True}, "'max_size' must be a number above 0, not True"),
        ({"port": 1, "timeout": -1}, "'timeout' must be a number above 0, not -1"),
        ({"port": 1, "defuse": "no"}, "'defuse' must be true or false, not 'no'"),
        ({"port": 1, "keyfile": "x"}, "'keyfile' and 'password' belong to 'certfile', which is not given"),
        ({"port": 1, "host": 5}, "'host' must be a text"),
        ({"port": 1, "tokne": "x"}, "unknown option 'tokne'; there are certfile, defuse, host,"),
    ],
)
def test_wrong_options_are_told_before_anything_listens(options, error):
    with pytest.raises(ValueError, match=re.escape(error)) as failure:
        plugin("event_source", "truewatch_webhook")["Options"].of({"token": TOKEN, **options})
    assert "short" not in str(failure.value) and TOKEN not in str(failure.value)


def test_numbers_of_credentials_are_texts_and_empty_options_are_none():
    options = plugin("event_source", "truewatch_webhook")["Options"].of(
        {"port": "5000", "token": TOKEN, "host": "", "certfile": "", "keyfile": "", "password": "", "feedback": False}
    )
    assert (options.port, options.host, options.tls) == (5000, "127.0.0.1", None)
    assert TOKEN not in repr(options)


def test_alerts_in_clear_over_a_network_are_warned_of(webhook, told):
    webhook(host="0.0.0.0")  # noqa: S104
    assert any("come in clear" in line for line in told)


def test_a_burst_of_a_thousand_alerts_arrives_whole(webhook):
    source = webhook()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: post(source, {**ALERT, "df_event_id": str(number)}), range(1000)))
    assert {answer.status_code for answer in answers} == {200}
    assert {source.next()["delivery"] for _number in range(1000)} == {str(number) for number in range(1000)}


def test_a_body_that_takes_long_to_read_keeps_nobody_waiting(webhook):
    source = webhook()
    heavy = [{"df_title": "a+" * 4000 + "(b)"} for _number in range(100)]
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(post, source, heavy)
        until(lambda: source.taken.qsize() or waiting.running(), "request")
        started = time.monotonic()
        assert post(source, ALERT).status_code == 200
        quick = time.monotonic() - started
        assert waiting.result().status_code in (200, 202)
        assert quick < time.monotonic() - started
