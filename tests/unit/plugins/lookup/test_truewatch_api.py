# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from ansible.errors import AnsibleLookupError
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import trusted
from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.unit.plugins.loading import load
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
)

KEY = "wsak-CANARY-77c1"
CANARY = "{{ lookup('pipe', 'echo executed') }}"


@pytest.fixture(scope="module")
def shared():
    with running(api_keys={KEY: None}) as handle:
        yield handle


@pytest.fixture
def emulator(shared):
    shared.reset()
    return shared


@pytest.fixture
def lookup(emulator):
    def run(*terms, variables=None, **options):
        plugin = load("lookup", "truewatch_api")
        templar = Templar(loader=DataLoader(), variables=variables or {})
        plugin._loader, plugin._templar = DataLoader(), templar
        return plugin.run(list(terms), variables=variables, **{"endpoint": emulator.url, "api_key": KEY, **options})

    return run


def post(emulator, path, body):
    import requests

    answer = requests.post(emulator.url + path, json=body, headers={"DF-API-KEY": KEY}, timeout=10)
    assert answer.json()["success"], answer.text


def test_the_rows_of_a_list_are_members(emulator, lookup):
    for name in ("a", "b"):
        post(emulator, "/api/v1/workspace/member_group/add", {"name": name})
    before = len(emulator.requests())
    assert sorted(row["name"] for row in lookup("member_groups_list")) == ["a", "b"]
    assert lookup("member_groups_list", query="[].name | sort(@)") == ["a", "b"]
    assert lookup("member_groups_list", "member_groups_list", query="length(@)") == [2, 2]
    assert len(lookup(["member_groups_list"], limit="1")) == 1
    assert len(lookup(["member_groups_list"], wantlist=True)) == 2  # what Ansible adds in with_truewatch.openapi.*
    assert {request["operationId"] for request in emulator.requests()[before:]} == {"member_groups_list"}


def test_anything_else_is_the_only_member(lookup):
    (workspace,) = lookup("workspace_get")
    assert workspace["token"] == "********"
    assert lookup("workspace_get", query="no_such") == []
    assert lookup("workspace_get", query="token", reveal_secrets=True)[0].startswith("tkn_")


def test_a_route(emulator, lookup):
    assert lookup(method="GET", path="/api/v1/const/check_ping") == []
    assert lookup(method="POST", path="/api/v1/checker/export", body={"checkers": []}, query="keys(@)")
    assert [request["status"] for request in emulator.requests()] == [200, 200]


@pytest.mark.parametrize(
    ("terms", "options", "message"),
    [
        (["roles_add"], {}, "roles_add changes something: use the module"),
        (["slos_delete"], {"path_params": {"slo_uuid": "x"}}, "slos_delete changes something"),
        ([], {"method": "GET", "path": "/api/v1/pipeline/delete"}, "pipeline_delete changes something"),
        ([], {"method": "POST", "path": "/api/v1/forecast/list"}, "POST /api/v1/forecast/list changes something"),
        ([], {}, "the name of an operation as the term"),
        (["roles_list"], {"method": "GET", "path": "/x"}, "the name of an operation as the term"),
        ([], {"path": "/api/v1/role/list"}, "the name of an operation as the term"),
        ([""], {}, "A term is the name of an operation"),
        (["role_list"], {}, "Did you mean 'roles_list'"),
        (["roles_list", "rolse_list"], {}, "no operation 'rolse_list'"),
        (["roles_list"], {"dest": "x"}, "no option dest"),
        (["roles_list"], {"Search": "x"}, "no option Search"),
        (["roles_list"], {"limit": "few"}, "'limit' must be a whole number"),
        (["roles_list"], {"query": "[?"}, "JMESPath"),
        (["roles_list"], {"query": ""}, "'query' is empty"),
        (["chart_image_get"], {"query_params": {"clientToken": "canary-71c2"}}, "answers a file: use the module"),
        (["slos_list"], {"query_params": {"token": "canary-71c2"}}, "has no token"),
        (["roles_list"], {"all_pages": "all"}, "'all_pages' must be true or false"),
    ],
)  # fmt: skip
def test_a_mistake_costs_no_request(emulator, lookup, terms, options, message):
    with pytest.raises(AnsibleLookupError) as caught:
        lookup(*terms, **options)
    assert message in str(caught.value)
    assert "canary" not in str(caught.value)
    assert not emulator.requests()


def test_variables_give_the_connection(emulator, lookup):
    variables = {"truewatch_api_key": trusted("{{ the_key }}"), "the_key": KEY, "truewatch_endpoint": emulator.url}
    assert lookup("member_groups_list", variables=variables, api_key=None, endpoint=None) == []


def test_a_failure_names_the_route_and_no_secret(emulator, lookup):
    with pytest.raises(AnsibleLookupError, match="/api/v1/role/list") as caught:
        lookup("roles_list", api_key="wrong-" + KEY)
    assert KEY not in str(caught.value)
    with pytest.raises(AnsibleLookupError) as caught:
        lookup(method="POST", path="/api/v1/forecast/canary-71c2", writes=False, body={"token": "canary-71c2"})
    assert "canary" not in str(caught.value)


def test_remote_text_is_no_template(emulator, lookup):
    post(emulator, "/api/v1/workspace/member_group/add", {"name": CANARY})
    (name,) = lookup("member_groups_list", query="[0].name")
    assert Templar(loader=DataLoader(), variables={"name": name}).template(trusted("{{ name }}")) == CANARY


def test_what_the_expression_gives_is_no_template_either(emulator, lookup):
    lookup("roles_list", query_params={"search": trusted(CANARY)})
    assert "lookup" in emulator.requests()[0]["query"]
