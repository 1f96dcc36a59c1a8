# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dial tests on the wire: each type in its form, forms that mean the same, secrets, and what is refused."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import IncompleteError, InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial import _task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_test import DIAL_TEST
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies

BASE = {"name": "shop", "nodes": ["Singapore"], "frequency": "5m"}
RULE = [{"status_code": [{"is": "200"}]}]
HTTP = {**BASE, "type": "http", "task": {"method": "GET", "url": "https://shop.invalid", "success_when": RULE}}
#: Type -> the settings of a test, and what is sent of its rules.
TYPES = {
    "http": (HTTP["task"], RULE),
    "tcp": (
        {"host": "a", "port": 443, "success_when": [{"response_time": "1s"}]},
        [{"response_time": [{"target": "1s"}]}],
    ),
    "icmp": (
        {"host": "a", "success_when": [{"packet_loss_percent": [{"op": "lt", "target": 10}]}]},
        [{"packet_loss_percent": [{"op": "lt", "target": 10}]}],
    ),
    "websocket": (
        {"url": "ws://a", "message": "m", "success_when": [{"response_time": "3ms"}]},
        [{"response_time": [{"target": "3ms"}]}],
    ),
    "grpc": ({"server": "a:1", "success_when": [{"response_time": "1s"}]}, [{"response_time": "1s"}]),
    "ssl": (
        {"host": "a", "port": "443", "success_when": [{"ssl_cert_expires_in_days": [{"op": "gt", "target": 14}]}]},
        [{"ssl_cert_expires_in_days": [{"op": "gt", "target": 14}]}],
    ),
    "dns": ({"domain": "a.example.com"}, None),
    "browser": ({"url": "https://a", "browser_config": "steps: []"}, None),
    "netpath": ({"host": "a"}, None),
}
STEPS = [
    {"type": "http", "name": "in", "task": HTTP["task"], "retry": {"retry": 2, "interval": 5}},
    {"type": "wait", "value": 3},
]
MULTI = {**BASE, "type": "multi", "task": {"steps": STEPS}}


@pytest.fixture
def keep(desk):
    def ensure(**params):
        desk.new_task()
        return desk.ensure("dial_test", **params)

    return ensure


def stored(desk):
    (row,) = desk.client.rows("dialing_task_list").items
    return row


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_is_sent_in_its_form(desk, keep, kind):
    task, rules = TYPES[kind]
    made = keep(**BASE, type=kind.upper(), task=task)
    assert made["changed"] and not made["warnings"] and made["dial_test"]["type"] == kind
    (body,) = bodies(desk, "dialing_task_add")
    assert body["type"] == kind and body["task"].get("success_when") == rules
    assert body["task"]["status"] == "ok" and body["task"]["frequency"] == "5m"
    assert all(uuid.startswith("regn_") for uuid in body["regions"])
    assert not keep(**BASE, type=kind, task=task)["changed"]
    assert keep(name="shop", frequency="1h")["changed"]
    (changed,) = bodies(desk, "dialing_task_modify")
    assert changed["task"] == {**body["task"], "frequency": "1h"} and changed["regions"] == body["regions"]
    assert "type" not in changed, "modify takes none"


def test_a_test_of_steps_has_its_own_routes(desk, keep):
    assert keep(**MULTI)["dial_test"]["task"]["steps"] == STEPS
    assert desk.sent[-1] == "dialing_task_multi_task_add"
    (body,) = bodies(desk, "dialing_task_multi_task_add")
    assert "type" not in body and body["task"]["steps"][1] == STEPS[1]
    assert body["task"]["steps"][0] == {
        **STEPS[0],
        "task": {"name": "in", **HTTP["task"]},
        "allow_failure": False,
        "extracted_vars": [],
    }
    text = {**STEPS[0], "task": json.dumps(STEPS[0]["task"], indent=1)}
    assert not keep(**{**MULTI, "task": {"steps": [text, STEPS[1]]}})["changed"], "a text is the same"
    other = {**STEPS[0], "task": {"url": "https://b"}}
    changed = keep(name="shop", task={"steps": [other, STEPS[1]]})
    assert changed["diff"]["after"] == {"task": {"steps[0] > task > url": "https://b"}}
    assert desk.sent[-1] == "dialing_task_multi_task_modify"
    assert stored(desk)["task"]["steps"][0]["task"] == {"name": "in", **HTTP["task"], "url": "https://b"}
    assert not keep(name="shop", task={"steps": [other, STEPS[1]]})["changed"]


@pytest.mark.parametrize(
    "written",
    [
        [{"status_code": {"is": "200"}}],
        [{"status_code": [{"is": 200}]}],
        [{"status_code": [{"is": "200", "contains": "", "match_regex": ""}], "body": [], "header": {"X": {"is": ""}}}],
    ],
)
def test_forms_that_mean_the_same_are_no_difference(keep, written):
    keep(**HTTP)
    assert not keep(**{**HTTP, "task": {**HTTP["task"], "success_when": written}})["changed"]


def test_a_response_time_has_two_forms(keep):
    task = {"host": "a", "port": "1", "success_when": [{"response_time": "1s"}]}
    keep(**BASE, type="tcp", task=task)
    as_list = [{"response_time": [{"is_contain_dns": False, "target": "1s"}]}]
    assert not keep(name="shop", task={"success_when": as_list})["changed"]
    assert keep(name="shop", task={"success_when": [{"response_time": [{"is_contain_dns": True, "target": "1s"}]}]})[
        "changed"
    ]


def test_rules_and_headers_count_as_a_whole(keep, desk):
    headers = {"advance_options": {"request_options": {"headers": {"Accept": "text", "X-Team": "web"}}}}
    rules = [{"status_code": [{"is": "200"}], "body": [{"contains": "ok"}]}]
    keep(**{**HTTP, "task": {**HTTP["task"], **headers, "success_when": rules}})
    assert keep(name="shop", task={"success_when": RULE})["changed"], "a check less is a change"
    fewer = {"advance_options": {"request_options": {"headers": {"Accept": "text"}}}}
    assert keep(name="shop", task=fewer)["changed"]
    task = stored(desk)["task"]
    assert task["success_when"] == RULE and task["advance_options"] == fewer["advance_options"]
    assert task["url"] == HTTP["task"]["url"], "what the task does not speak of stays"


def test_what_the_service_fills_in_is_neither_shown_nor_sent_back(desk, keep):
    made = keep(**HTTP)
    keep(name="shop", tags=["a"])
    (body,) = bodies(desk, "dialing_task_modify")
    assert not {"post_url", "external_id", "owner_external_id", "tagInfo"} & set(body["task"])
    assert stored(desk)["task"]["post_url"]
    desk.new_task()
    shown = json.dumps([made, read(desk.run(), DIAL_TEST), read(desk.run(), DIAL_TEST, export=True)])
    assert "token=" not in shown and "external_id" not in shown


def test_a_whole_task_of_the_vendor_can_be_given(keep):
    whole = {**HTTP["task"], "name": "told", "frequency": "1h", "status": "STOP", "post_url": "https://x?token=t"}
    made = keep(type="http", nodes=["Singapore"], task=whole)["dial_test"]
    assert made["name"] == "told" and made["frequency"] == "1h" and made["enabled"] is False
    assert made["task"] == HTTP["task"]
    assert (
        keep(type="http", nodes=["Singapore"], name="other", frequency="30m", task=whole)["dial_test"]["name"]
        == "other"
    )


def test_a_schedule_takes_the_place_of_the_frequency(desk, keep):
    keep(**HTTP, schedule="0 8 * * 1")
    task = stored(desk)["task"]
    assert (task["schedule_type"], task["crontab"], task["frequency"]) == ("crontab", "0 8 * * 1", "5m")
    assert not keep(**HTTP, schedule="0 8 * * 1")["changed"]
    assert keep(name="shop", schedule="")["changed"]
    assert stored(desk)["task"]["schedule_type"] == "frequency"
    assert not keep(name="shop", schedule="")["changed"]
    with pytest.raises(InputError, match="no crontab time"):
        keep(name="shop", schedule="every monday")


def test_nodes_go_by_name_and_are_needed(desk, keep):
    desk.ensure("dial_node", code="berlin-1", name="Berlin", country="Germany", isp="custom")
    made = keep(**{**HTTP, "nodes": ["Berlin", "eu-central-1"]})
    assert sorted(made["dial_test"]["nodes"]) == ["Germany - Frankfurt", "berlin-1"]
    assert not keep(**{**HTTP, "nodes": ["berlin-1", "Germany - Frankfurt"]})["changed"]
    with pytest.raises(InputError, match="no dial node or public dial node named 'Nowhere'"):
        keep(**{**HTTP, "nodes": ["Nowhere"]})
    with pytest.raises(InputError, match="'nodes' is empty: give it a value"):
        keep(name="shop", nodes=[])


@pytest.mark.parametrize(
    ("kind", "task", "message"),
    [
        ("http", {"url": "https://a", "success_when": RULE}, "set task.method"),
        ("http", {"url": "https://a", "method": "GET"}, "task.success_when. A node refuses a test without any rule"),
        ("tcp", {"host": "a", "success_when": RULE}, "set task.port"),
        ("websocket", {"url": "ws://a", "success_when": RULE}, "set task.message"),
        ("multi", {"success_when": RULE}, "set task.steps"),
        ("multi", {"steps": [{"name": "x"}]}, "Step 1 of dial test 'shop' must be a mapping with 'type: http'"),
        ("multi", {"steps": [STEPS[0], {"type": "wait", "value": 181}]}, "Step 2 .* 'value' of 1 to 180 seconds"),
        ("multi", {"steps": [STEPS[0], {"type": "wait", "value": 0}]}, "Step 2 .* 'value' of 1 to 180 seconds"),
        (
            "multi",
            {"steps": [{"type": "http", "task": {}}]},
            "Step 1 .* needs more in its 'task': set url, method, success_when",
        ),
        ("multi", {"steps": [{**STEPS[0], "retry": {"retry": 9}}]}, "'retry.retry' as a number from 0 to 5"),
        ("multi", {"steps": [{**STEPS[0], "retry": {"interval": 9000}}]}, "0 to 5000 milliseconds"),
        ("http", {**HTTP["task"], "steps": STEPS}, "has steps, which a test of the type http does not take: make a t"),
        ("unheard", {"steps": STEPS}, "a test of the type unheard does not take"),
        (
            "http",
            {**HTTP["task"], "url": ["x"]},
            r"'task.url' must be a text, such as url: https://shop.* it is a list",
        ),
        (
            "http",
            {**HTTP["task"], "success_when": 1},
            r"'task.success_when' must be a list, such as .*\[\{is: \"200\"\}\]",
        ),
        ("http", {**HTTP["task"], "success_when": [{"status_code": [{"is": [200]}]}]}, r"'task.success_when\[0\].stat"),
        ("http", {**HTTP["task"], "frequency": [1]}, "'task.frequency' must be a text"),
        ("http", {**HTTP["task"], "status": {}}, "'task.status' must be a text"),
        (
            "multi",
            {"steps": [{**STEPS[0], "task": json.dumps({"url": []})}]},
            r"'task.steps\[0\].task.url' must be a text",
        ),
        ("multi", {"steps": STEPS[0]}, "'task.steps' must be a list"),
    ],
)
def test_what_a_type_needs_is_told_before_anything_is_sent(desk, keep, kind, task, message):
    with pytest.raises(InputError, match=message):
        keep(**BASE, type=kind, task=task)
    assert not any(name.endswith(("_add", "_modify")) for name in desk.sent)


def test_steps_are_not_given_to_a_test_of_another_type_later(desk, keep):
    keep(**HTTP)
    with pytest.raises(InputError, match="does not take: make a test with 'type: multi'"):
        keep(name="shop", task={"steps": STEPS})
    assert not bodies(desk, "dialing_task_modify") and not keep(**HTTP)["changed"]


def test_scalars_take_the_form_of_the_api(desk, keep):
    advanced = {"request_options": {"follow_redirect": "yes", "timeout": 10}, "secret": {"not_save": False}}
    task = {**HTTP["task"], "advance_options": advanced}
    keep(**{**HTTP, "task": task})
    sent = stored(desk)["task"]["advance_options"]
    assert sent == {"request_options": {"follow_redirect": True, "timeout": "10"}, "secret": {"not_save": False}}
    assert not keep(**{**HTTP, "task": task})["changed"]


def test_a_script_that_judges_needs_no_rule(keep):
    task = {"url": "https://a", "method": "GET", "post_mode": "script", "post_script": "result['is_failed'] = false"}
    assert keep(**BASE, type="http", task=task)["changed"]


def test_a_type_is_fixed_and_an_unknown_one_is_told(keep):
    assert "'htpp' of dial test 'x' is not known here (did you mean 'http'?)" in "".join(
        keep(**{**BASE, "name": "x"}, type="htpp", task={"url": "a"})["warnings"]
    )
    keep(**HTTP)
    with pytest.raises(InputError, match="'type' of the dial test 'shop' is 'http' and cannot be changed to 'tcp'"):
        keep(**BASE, type="tcp", task=TYPES["tcp"][0])


SECRET = {
    "auth": {"username": "probe", "password": "canary-1"},
    "headers": {"Authorization": "canary-2", "Accept": "text"},
    "cookies": "canary-3",
}
HIDING = {**HTTP, "task": {**HTTP["task"], "advance_options": {"request_options": SECRET}}}


@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_secrets_that_the_service_hides(desk, keep, variant):
    desk.emulator.vary(variant)
    keep(**HIDING)
    with pytest.raises(IncompleteError, match="does not show 'task.advance_options.request_options.auth.password'"):
        keep(name="shop", frequency="1h")
    assert "dialing_task_modify" not in desk.sent
    kept = {**HIDING, "update_secrets": "on_create"}
    assert not keep(**kept)["changed"]
    assert keep(**{**kept, "frequency": "1h"})["diff"]["after"] == {"frequency": "1h"}
    written = keep(**HIDING, update_secrets="always")
    assert written["changed"] and any("written in every run" in text for text in written["warnings"])
    desk.emulator.vary()
    assert stored(desk)["task"]["advance_options"]["request_options"] == SECRET


def test_secrets_are_changed_and_not_shown(desk, keep):
    keep(**HIDING)
    other = {"advance_options": {"request_options": {"auth": {"password": "canary-9"}}}}
    changed = keep(name="shop", task=other)
    place = changed["diff"]["after"]["task"]["advance_options"]["request_options"]
    assert place == {"auth": {"password": "******** (changed)"}} and "canary" not in json.dumps(changed)
    assert stored(desk)["task"]["advance_options"]["request_options"]["auth"]["username"] == "probe"
    null = {"advance_options": {"request_options": {"auth": {"username": "probe", "password": None}}}}
    assert not keep(name="shop", task=null)["changed"]
    url = "https://probe:canary@shop.invalid"
    keep(name="shop", task={"url": url})
    assert not keep(name="shop", task={"url": None, "method": "GET"})["changed"]
    assert keep(name="shop", task={"url": None, "method": "POST"})["changed"]
    assert stored(desk)["task"]["url"] == url
    with pytest.raises(IncompleteError, match="null for task.advance_options.request_options.auth.password"):
        keep(**{**HTTP, "name": "new", "task": {**HTTP["task"], **null}})


def test_what_the_api_answers_can_stand_in_a_file(desk, keep):
    keep(**HTTP, tags=["a"])
    options = DIAL_TEST.from_file(stored(desk))
    assert options.pop("nodes")[0].startswith("regn_")
    assert {**options, "nodes": HTTP["nodes"]} == {**HTTP, "tags": ["a"], "enabled": True}


def test_one_form_is_one_form():
    for task, _rules in TYPES.values():
        once = _task.canonical(task)
        assert _task.canonical(once) == once
    assert _task.canonical("text") == "text" and _task.canonical({"steps": "x", "success_when": [1]})["steps"] == "x"
