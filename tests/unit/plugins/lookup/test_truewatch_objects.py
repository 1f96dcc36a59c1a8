# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleLookupError
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.truewatch.openapi.plugins.module_utils._api import client as api_client
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import trusted
from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.unit.plugins.inventory.conftest import (  # noqa: F401 # pylint: disable=unused-import
    told_waits,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.loading import load
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
)

KEY = "wsak-CANARY-77c1"
CANARY = "{{ lookup('pipe', 'echo executed') }}"


@pytest.fixture
def emulator():
    with running(api_keys={KEY: None}, hosts=30) as handle:
        yield handle


@pytest.fixture
def lookup(emulator):
    def run(*terms, variables=None, **options):
        plugin = load("lookup", "truewatch_objects")
        templar = Templar(loader=DataLoader(), variables=variables or {})
        plugin._loader, plugin._templar = DataLoader(), templar
        return plugin.run(list(terms), variables=variables, **{"endpoint": emulator.url, "api_key": KEY, **options})

    return run


def test_it_gives_a_list_of_rows(lookup):
    rows = lookup()
    assert len(rows) == 30
    assert {row["class"] for row in rows} == {"HOST"}


def test_terms_are_classes(lookup):
    rows = lookup("snmp_object", "CO::aliyun_ecs")
    assert {row["class"] for row in rows} == {"snmp_object", "aliyun_ecs"}
    assert {row["class"] for row in lookup(object_class="snmp_object")} == {"snmp_object"}


def test_options_reach_the_service(emulator, lookup):
    rows = lookup(filters={"os": "linux"}, fields=["host"], order_by=["-host"], limit=2)
    assert [sorted(row) for row in rows] == [["host"], ["host"]]
    assert rows[0]["host"] > rows[1]["host"]
    assert len(emulator.requests()) == 1


def test_total_timeout_counts_anew_for_each_reading(lookup, monkeypatch):
    """A play lives longer than any reading, and a process keeps its client."""
    now = [0.0]
    monkeypatch.setattr(api_client, "time", SimpleNamespace(monotonic=lambda: now[0]))
    for _time in range(2):
        assert len(lookup(total_timeout=5)) == 30
        now[0] += 3600


@pytest.mark.parametrize(
    ("query", "check"),
    [
        ("[].host", lambda picked: len(picked) == 30),
        ("length(@)", lambda picked: picked == [30]),
        ("[0].no_such_field", lambda picked: picked == []),
        ("[?os=='no such']", lambda picked: picked == []),
    ],
)
def test_query_gives_a_list_too(lookup, query, check):
    assert check(lookup(query=query))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"query": "[?"}, "JMESPath"),
        ({"filters": {"a": []}}, "empty"),
        ({"source": "list", "object_class": "x"}, "list route"),
        *(({option: ""}, f"'{option}' is empty") for option in ("condition", "search", "object_class", "query")),
        ({"search": " "}, "'search' is empty"),
        *(({option: []}, f"'{option}' is empty") for option in ("fields", "order_by")),
    ],
)
def test_a_mistake_costs_no_request(emulator, lookup, options, message):
    with pytest.raises(AnsibleLookupError, match=message):
        lookup(**options)
    assert not emulator.requests()


def test_variables_give_the_connection(emulator, lookup):
    variables = {"truewatch_api_key": trusted("{{ the_key }}"), "the_key": KEY, "truewatch_endpoint": emulator.url}
    assert len(lookup(variables=variables, api_key=None, endpoint=None)) == 30


@pytest.mark.parametrize(
    ("option", "variable", "told"),
    [("api_key", "TRUEWATCH_API_KEY", "No API key"), ("endpoint", "TRUEWATCH_ENDPOINT", "No endpoint")],
)
def test_an_empty_option_is_not_that_of_the_environment(emulator, lookup, monkeypatch, option, variable, told):
    monkeypatch.setenv(variable, {"api_key": KEY, "endpoint": emulator.url}[option])
    with pytest.raises(AnsibleLookupError, match=told):
        lookup(**{option: ""})
    assert emulator.requests() == []
    assert len(lookup(**{option: None})) == 30


def test_a_failure_names_the_route_and_not_the_key(emulator, lookup):
    emulator.fault("success_false", times=None)
    with pytest.raises(AnsibleLookupError) as caught:
        lookup()
    assert "/api/v1/object/host/list" in str(caught.value)
    with pytest.raises(AnsibleLookupError) as caught:
        lookup(api_key="wrong-" + KEY)
    assert KEY not in str(caught.value)


def test_remote_text_is_no_template(emulator, lookup):
    emulator.seed(objects=[{"class": "HOST", "fields": {"name": "evil", "host": "evil", "note": CANARY}}])
    note = lookup(filters={"name": "evil"}, query="[0].note")[0]
    assert Templar(loader=DataLoader(), variables={"note": note}).template(trusted("{{ note }}")) == CANARY


@pytest.mark.parametrize(
    "options",
    [
        {"filters": {"host": trusted(CANARY)}},
        {"filters": {"host": ["x", trusted(CANARY)]}},
        {"search": trusted(CANARY)},
        {"condition": trusted(f'`host` = "{CANARY}"')},
        {"order_by": [trusted(CANARY)], "limit": 1},
    ],
)
def test_what_the_expression_gives_is_no_template_either(emulator, lookup, options):
    """It may be remote text that lost its mark, as 'x' ~ text does before ansible-core 2.19."""
    lookup(source="dql", **options)
    query = emulator.requests(bodies=True)[0]["body"]["queries"][0]["query"]
    assert "lookup(" in query["q"] + str(query["order_by"])


def test_one_connection_serves_all_lookups_of_a_process(lookup):
    from ansible_collections.truewatch.openapi.plugins.plugin_utils import _options

    known = len(_options._clients)
    for _time in range(3):
        lookup(limit=1)
    assert len(_options._clients) == known + 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"filter": {"os": "linux"}}, "'filters'"),
        ({"regions": ["x"]}, "regions of a cloud"),
        ({"key": "x"}, "'api_key'"),
        ({"validate_certs": "ture"}, "'validate_certs' must be true or false"),
    ],
)
def test_an_option_that_does_not_exist_or_fit_is_told(emulator, lookup, options, message):
    with pytest.raises(AnsibleLookupError, match=message):
        lookup(**options)
    assert not emulator.requests()


def test_a_list_of_classes_may_be_one_term(lookup):
    assert {row["class"] for row in lookup(["snmp_object", "CO::aliyun_ecs"])} == {"snmp_object", "aliyun_ecs"}


def test_a_wait_for_the_rate_limit_is_told(lookup, told_waits):  # noqa: F811
    assert len(lookup(source="dql", page_size=10, rate_limit="2/30")) == 30
    assert len(told_waits) == 1
    assert re.fullmatch(r"truewatch: waiting for the API's rate limit until [\d:]{8}", told_waits[0])


@pytest.mark.parametrize("term", ["", " ", None, ["HOST", ""], 3])
def test_a_term_that_names_no_class_is_an_error(emulator, lookup, term):
    with pytest.raises(AnsibleLookupError, match="class of objects"):
        lookup(term)
    assert not emulator.requests()


@pytest.mark.parametrize(("value", "works"), [("{{ tls }}", True), ("", True), ("ture", False), ("/etc/ca.pem", False)])
def test_variables_of_booleans_are_rendered_and_checked(lookup, value, works):
    variables = {"truewatch_validate_certs": trusted(value), "tls": True}
    if works:
        assert len(lookup(variables=variables)) == 30
    else:
        with pytest.raises(AnsibleLookupError, match="validate_certs must be true or false"):
            lookup(variables=variables)
