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
USAGE = "M::cpu:(avg(`usage`) AS `usage`)"
BY_HOST = USAGE + " BY `host`"


@pytest.fixture
def emulator():
    with running(api_keys={KEY: None}) as handle:
        handle.series("M::cpu", {"at": -5, "usage": 20.0}, host="a")
        handle.series("M::cpu", {"at": -5, "usage": 90.0}, host="{{ lookup('pipe', 'id') }}")
        yield handle


@pytest.fixture
def lookup(emulator):
    def run(*terms, variables=None, **options):
        plugin = load("lookup", "truewatch_query")
        plugin._loader, plugin._templar = DataLoader(), Templar(loader=DataLoader(), variables=variables or {})
        return plugin.run(list(terms), variables=variables, **{"endpoint": emulator.url, "api_key": KEY, **options})

    return run


def test_it_gives_rows_in_one_request(emulator, lookup):
    assert [row["usage"] for row in lookup(USAGE, [BY_HOST])] == [55.0, 20.0, 90.0]
    assert len(emulator.requests()) == 1


def test_values_and_expressions(lookup):
    assert lookup(USAGE, "M::none:(avg(`x`))", value=True) == [55.0, None]
    assert lookup("avg(cpu:usage)", promql=True, value="true") == [55.0]
    assert lookup(BY_HOST, query="length(@)") == [2]
    assert lookup(BY_HOST, query="[?usage < `50`].host") == ["a"]


def test_times_reach_the_service(lookup):
    assert lookup(USAGE, value=True, **{"from": "-3s"}) == [None]
    assert len(lookup("M::cpu:(`usage`)", limit="1")) == 1


def test_remote_text_is_no_template(lookup):
    templar = Templar(loader=DataLoader(), variables={"found": lookup(BY_HOST)})
    assert templar.template(trusted("{{ found[1].host }}")) == "{{ lookup('pipe', 'id') }}"


@pytest.mark.parametrize(
    ("terms", "options", "said"),
    [
        ([], {}, "Give a statement"),
        ([5], {}, "A term is a statement"),
        *(([USAGE], {option: ""}, f"'{option}' is empty") for option in ("from", "to", "interval", "query")),
        ([USAGE, "M::x:(median(`y`))"], {}, "Statement 2: DQL: .*median"),
        ([USAGE], {"since": "-1h"}, "from 'from' to 'to'"),
        ([USAGE], {"from": "1h"}, "The statement: .*write -1h"),
        ([USAGE], {"limit": "many"}, "limit"),
        ([BY_HOST], {"value": True}, "needs an answer of one value"),
        ([USAGE], {"value": True, "query": "x"}, "cannot go with 'value'"),
        ([USAGE], {"query": "[?"}, "JMESPath"),
        ([USAGE], {"api_key": f"{KEY}-wrong"}, "InvalidA"),
    ],
)
def test_failures_say_what_to_do_and_hide_the_key(lookup, terms, options, said):
    with pytest.raises(AnsibleLookupError, match=said) as caught:
        lookup(*terms, **options)
    assert "CANARY" not in str(caught.value)
    assert str(caught.value).startswith("truewatch_query: ")
