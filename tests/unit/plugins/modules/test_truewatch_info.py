# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading objects of every kind: what cannot be answered is told, and what is exported applies without a change."""

from __future__ import annotations

import importlib

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ForbiddenError
from ansible_collections.truewatch.openapi.plugins.module_utils._api.paging import Rows
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._validation import validated
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_info import TASK
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
)

_CHECK = {
    "type": "simpleCheck",
    "title": "CPU",
    "every": "1m",
    "interval": 300,
    "targets": [{"dql": "M::`cpu`:(AVG(`usage_total`) AS `Result`)", "alias": "Result"}],
    "checkerOpt": {
        "rules": [
            {
                "status": "critical",
                "conditionLogic": "and",
                "conditions": [{"alias": "Result", "operator": ">", "operands": ["90"]}],
            }
        ]
    },
}
_CHARTS = [{"name": "CPU {{ host }}", "type": "text", "pos": None, "queries": []}]

#: One object of every kind that has a module, in an order in which they can be made.
OBJECTS = {
    "sso": {
        "name": "Okta",
        "type": "saml",
        "metadata": "<EntityDescriptor/>",
        "email_domains": ["example.com"],
        "role": "general",
        "role_mapping": [{"attribute": "groups", "value": "sre", "roles": ["general"]}],
    },
    "login_mapping": {"attribute": "dept", "value": "ops", "roles": ["general"]},
    "api_key": {"name": "ci", "roles": ["readOnly"]},
    "member": {"email": "linus@example.com", "roles": ["general"]},
    "team": {"name": "On call", "members": ["ada@example.com"]},
    "role": {"name": "Author", "description": "", "permissions": ["scene.chartManage", "snapshot.create"]},
    "data_forwarding": {"name": "audit", "store_type": "s3", "bucket": "logs", "provider": "aws"},
    "data_access_rule": {
        "name": "r",
        "type": "logging",
        "indexes": ["*"],
        "roles": ["readOnly"],
        "filters": {"a": "b"},
    },
    "pipeline": {"name": "nginx", "category": "logging", "sources": ["nginx"], "script": "grok(_, x)\\n"},
    "external_log_index": {"name": "ours", "store_type": "es", "store_name": "logs", "url": "a", "username": "u"},
    "log_index": {"name": "payment", "retention": "60d", "filters": [{"name": "service", "values": ["pay"]}]},
    "data_mask_rule": {"name": "m", "type": "logging", "field": "f", "regex": "x", "roles": ["readOnly"]},
    "generated_metric": {"measurement": "shop", "metric": "errors", "type": "log", "query": "L::x:(count(`*`))"},
    "field": {"name": "resp_ms", "source": "logging", "alias": "Response time", "unit": ["time", "ms"]},
    "blacklist": {
        "name": "health",
        "type": "logging",
        "sources": ["b", "a"],
        "filters": [{"name": "n", "values": ["x"]}],
    },
    "tag": {"name": "shop", "description": "The shop", "colour": "style_key3"},
    "snapshot": {"name": "incident", "query": "status:error", "time": "45m", "columns": ["time", "message"]},
    "resource_catalog": {"name": "shelf", "alias": "Shelf", "required_fields": [{"name": "name"}, {"name": "rack"}]},
    "wksp_share": {
        "force": True,
        "workspace": "wksp_a810008c0e4e4e70ad9222c01f083287",
        "data": ["logging"],
        "indexes": ["*"],
    },
    "llm_app": {"app_id": "assistant", "name": "Assistant", "site": "https://llm.example.com", "extend": {"a": 1}},
    "service": {"name": "checkout", "type": "app", "colour": "#40C9C9", "tags": ["shop"]},
    "dial_node": {"code": "berlin-1", "name": "Berlin", "country": "Germany", "isp": "custom", "domestic": False},
    "dial_test": {
        "name": "front page",
        "type": "browser",
        "nodes": ["Singapore"],
        "frequency": "1h",
        "task": {"url": "https://shop.example.com", "advance_options": {"headers": {"Authorization": "canary"}}},
        "tags": ["shop"],
    },
    "rum_app": {"app_id": "shop_web", "name": "Shop", "type": "web"},
    "dashboard": {
        "name": "Überblick",
        "identifier": "overview",
        "tags": ["b", "a"],
        "template": {"main": {"charts": _CHARTS}},
    },
    "catalog_entity_type": {"name": "robot", "display_name": "Robot"},
    "catalog_entity": {"type": "robot", "name": "carrier", "attributes": {"hall": "north"}, "tags": ["shop"]},
    "user_view": {
        "name": "Beside",
        "identifier": "beside",
        "binding": {"service": ["web", "api"]},
        "template": {"main": {"charts": _CHARTS}},
    },
    "note": {"name": "Runbook", "time": "15m", "text": "# {{ title }}"},
    "explorer": {"name": "Errors", "data": "tracing", "definition": {"source": "shop"}, "tags": ["shop"]},
    "dashboard_carousel": {"name": "Wall", "dashboards": ["Überblick"], "interval": "30s"},
    "notify_object": {"name": "Robot", "type": "mailGroup", "to": ["ada@example.com"]},
    "report": {
        "name": "Monday",
        "dashboard": "Überblick",
        "channel": "email",
        "recipients": ["Robot", "ada@example.com"],
        "range": "7d",
        "schedule": "0 7 * * mon",
        "timezone": "Europe/Berlin",
        "variables": {"host": "web1"},
        "share": "public",
        "enabled": False,
    },
    "issue_level": {"name": "Visible", "colour": "#e94444", "description": "Tell"},
    "issue_channel": {"name": "Payments", "description": "Money", "targets": ["Robot"]},
    "issue_discovery": {
        "name": "Trouble",
        "every": "10m",
        "dimensions": ["host"],
        "issue_title": "{{ df_title }}",
        "level": "P1",
        "channels": ["Payments"],
        "assignees": ["ada@example.com"],
    },
    "notification_schedule": {
        "name": "Primary",
        "timezone": "Europe/Berlin",
        "targets": ["grace@example.com", "ada@example.com"],
        "rotate": True,
        "rotation": "work_day",
        "valid": {"from": "2036-12-01 09:00", "until": "2036-12-31 09:00"},
    },
    "issue_policy": {
        "name": "Escalate",
        "schedules": ["Primary"],
        "notify_on": ["issue.add", "issueUpgrade.noManager"],
        "unassigned": {"after": "20m", "repeat": {"every": "30m", "times": 3}},
    },
    "alert_notice_date": {"name": "Holidays", "dates": ["2026-12-25"]},
    "alert_policy": {
        "name": "On call",
        "timezone": "Europe/Berlin",
        "targets": [{"rules": [{"statuses": ["critical"], "to": ["Robot"]}]}],
        "silence": "6h",
    },
    "monitor": {
        "alert_policies": ["On call"],
        "dashboard": "Überblick",
        "enabled": False,
        "definition": {"jsonScript": _CHECK},
    },
    "inspection": {
        "ref_key": "ssl",
        "title": "SSL",
        "function_id": "a__b.run",
        "function_definition": "run()",
        "function_args": [],
        "function_kwargs": {},
        "alert_policies": ["On call"],
    },
    "slo": {
        "name": "Shop",
        "goal": 99.9,
        "min_goal": 99,
        "monitors": ["CPU"],
        "alert_policies": ["On call"],
        "tags": ["shop"],
    },
    "mute": {
        "name": "Patch",
        "monitors": ["CPU"],
        "starts_at": "2036-11-23 22:00",
        "until": "2036-11-24 02:00",
        "timezone": "Europe/Berlin",
    },
}


def _task(module):
    return importlib.import_module(f"ansible_collections.truewatch.openapi.plugins.modules.{module}").TASK


class Workspace:
    """An emulator, and tasks that are run against it one by one."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.connection = {"endpoint": emulator.url, "api_key": DEFAULT_KEY, "rate_limit": "0"}

    def client(self):
        return Connections().memory(self.connection).client

    def info(self, kind, **options):
        return self.info_and_warnings(kind, **options)[0]

    def info_and_warnings(self, kind, **options):
        task = _task("truewatch_info")
        defaults = {name: option.get("default") for name, option in task.argument_spec.items()}
        return run_task(task, {**defaults, **self.connection, "kind": kind, **options}, False, Connections())

    def ensure(self, kind, check_mode=False, **options):
        params = {**validated(KINDS[kind], options), **self.connection}
        return run_task(_task(f"truewatch_{kind}"), params, check_mode, Connections())[0]

    def names(self, kind, **filters):
        return [row.get("name") for row in self.info(kind, filters=filters)["objects"]]


@pytest.fixture(scope="module", params=[(), ("bare_lists",)], ids=["mappings", "bare lists"])
def workspace(request):
    with running(variants=request.param) as emulator:
        made = Workspace(emulator)
        for kind, options in OBJECTS.items():
            assert made.ensure(kind, **options)["changed"]
        yield made


def test_every_kind_with_a_module_is_held_here():
    assert set(OBJECTS) == {name for name, kind in KINDS.items() if kind.create_operation}


@pytest.mark.parametrize("kind", OBJECTS)
def test_an_export_applied_back_is_unchanged_and_exports_the_same(workspace, kind):
    own = {"name": OBJECTS[kind].get(KINDS[kind].name_option)}  # besides what the platform made
    exported = workspace.info(kind, export=True, **own)["objects"]
    assert len(exported) == 1
    assert not workspace.ensure(kind, **exported[0])["changed"]
    assert workspace.info(kind, export=True, **own)["objects"] == exported


@pytest.mark.parametrize(
    ("kind", "filters", "names"),
    [
        ("monitor", {"enabled": "false"}, ["CPU"]),
        ("monitor", {"enabled": "True"}, []),
        ("monitor", {"alert_policies": "On call"}, ["CPU"]),
        ("monitor", {"alert_policies": ["On call"], "dashboard": ["Überblick"]}, ["CPU"]),
        ("notify_object", {"to": ["ada@example.com"]}, ["Robot"]),
        ("slo", {"goal": "99.9"}, ["Shop"]),
        ("dashboard", {"visibility": ["public", "custom"]}, ["Überblick"]),
        ("dashboard", {"description": ""}, ["Überblick"]),
        ("dashboard", {"description": None}, ["Überblick"]),
    ],
)
def test_filters_take_what_the_module_of_the_kind_takes(workspace, kind, filters, names):
    assert workspace.names(kind, **filters) == names


@pytest.mark.parametrize(
    ("kind", "filters", "message"),
    [
        ("dashboard", {"colour": "red"}, "cannot be filtered by colour"),
        ("dashboard", {"visibility": "publik"}, "visibility.*must be one of"),
        ("monitor", {"enabled": "maybe"}, "enabled"),
        ("monitor", {"alert_policies": ["On cal"]}, "no alert policy named 'On cal'.*'On call'"),
        ("monitor", {"tags": []}, "'tags' is empty: give it a value, or leave it out"),
        ("monitor", {"tags": ""}, "'tags' is empty"),
        ("monitor", {"name": []}, "'name' is empty"),
    ],
)
def test_a_filter_that_nothing_can_fit_is_refused(workspace, kind, filters, message):
    with pytest.raises(InputError, match=message):
        workspace.names(kind, **filters)


def test_wrong_filters_and_expressions_cost_no_request(workspace):
    before = len(workspace.emulator.requests())
    for options in (
        {"filters": {"colour": "red"}},
        {"filters": {"visibility": "publik"}},
        {"query": "[?"},
        {"query": ""},
    ):
        with pytest.raises(InputError):
            workspace.info("dashboard", **options)
    assert len(workspace.emulator.requests()) == before


def test_a_filter_by_what_the_service_does_not_tell_is_an_error_and_no_short_list(workspace, monkeypatch):
    row = {"uuid": "dsbd_1", "name": "Old"}
    monkeypatch.setattr(type(KINDS["dashboard"]), "lists", lambda kind, client: [Rows([row], 1)])
    monkeypatch.setattr(type(KINDS["dashboard"]), "get", lambda kind, run, uuid: row)
    with pytest.raises(InputError, match="does not tell 'visibility' of the dashboard 'Old'"):
        workspace.names("dashboard", visibility="public")


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("slo", {"monitors": ["CPU"], "alert_policies": ["On call"]}),
        ("mute", {"monitors": ["CPU"]}),
        ("inspection", {"alert_policies": ["On call"]}),
        ("notify_object", {"to": ["ada@example.com"]}),
        ("alert_policy", {"targets": OBJECTS["alert_policy"]["targets"]}),
    ],
)
def test_what_an_object_refers_to_is_shown_by_name_whatever_was_read_before(workspace, kind, shown):
    row = workspace.info(kind)["objects"][0]
    assert {option: row[option] for option in shown} == shown


def test_a_key_that_may_not_list_them_gets_uuids_and_a_warning(workspace, monkeypatch):
    tried = []

    def refuse(kind, client, query=None):
        tried.append(kind)
        raise ForbiddenError("not allowed")

    slo = KINDS["slo"]
    row = slo.lists(workspace.client())[0].items[0]
    twice = [Rows([{**row, "uuid": f"monitor_{number}"} for number in (1, 2)], 2)]
    monkeypatch.setattr(type(slo), "lists", lambda kind, client: twice)
    monkeypatch.setattr(type(KINDS["monitor"]), "lists", refuse)
    result, warnings = workspace.info_and_warnings("slo")
    assert result["objects"][0]["monitors"][0].startswith("rul_")
    assert "shown by uuid" in warnings[0]
    assert len(tried) == 1


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_folder_of_a_kind_is_a_word_for_it(kind):
    folder = kind.folder or f"{kind.name}s"
    for word in (kind.name, folder, folder.title()):
        assert TASK.normalized({"kind": word}, fill_in=False) == ({"kind": kind.name}, []), word
        assert TASK.checked({"kind": word, "endpoint": "https://x.example.com"})["kind"] == kind.name
