# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_query_info import TASK
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY

USAGE = "M::cpu:(avg(`usage`) AS `usage`)"
BY_HOST = USAGE + " BY `host`"


@pytest.fixture
def run(emulator):
    emulator.series("M::cpu", {"at": -5, "usage": 20.0}, host="a")
    emulator.series("M::cpu", {"at": -5, "usage": 90.0}, host="b")

    def running_task(check_mode=False, **options):
        params = TASK.checked({"endpoint": emulator.url, "api_key": DEFAULT_KEY, **options})
        result, warnings = run_task(TASK, params, check_mode, Connections())
        return {**result, "warnings": warnings}

    return running_task


@pytest.mark.parametrize("check_mode", [False, True])
def test_one_query(run, check_mode):
    result = run(check_mode, dql=USAGE)
    assert (result["value"], [row["usage"] for row in result["rows"]]) == (55.0, [55.0])
    assert (result["changed"], result["api_calls"], result["warnings"]) == (False, 1, [])
    assert "answers" not in result


def test_rows_tell_their_group(run):
    assert {row["host"]: row["usage"] for row in run(dql=BY_HOST)["rows"]} == {"a": 20.0, "b": 90.0}


def test_several_queries_by_their_names(run):
    result = run(queries=[{"name": "all", "dql": USAGE}, {"name": "prom", "promql": "count(cpu:usage)"}], to="now",
                 **{"from": "-1h"})  # fmt: skip
    assert {name: one["value"] for name, one in result["answers"].items()} == {"all": 55.0, "prom": 2}
    assert result["api_calls"] == 1
    assert "rows" not in result


def test_what_a_query_does_not_say_is_taken_from_beside_it(run):
    own = {"name": "own", "dql": USAGE, "from": "-3s"}
    result = run(queries=[own, {"name": "shared", "dql": USAGE}], **{"from": "-1h"})
    assert (result["answers"]["own"]["value"], result["answers"]["shared"]["value"]) == (None, 55.0)


def test_an_expression_picks(run):
    assert run(dql=BY_HOST, query="[?usage > `50`].host")["result"] == ["b"]
    assert run(queries=[{"name": "x", "dql": USAGE}], query="x.value")["result"] == 55.0


def test_many_groups_are_told(run):
    assert "there may be more: raise 'max_groups'" in run(dql=BY_HOST, max_groups=2)["warnings"][0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"queries": []}, "'queries' is empty"),
        ({"queries": [{"name": "a", "dql": USAGE}, {"name": "a", "dql": USAGE}]}, "'a' is given twice"),
        ({"queries": [{"name": "a"}]}, "Query 'a': give the statement"),
        ({"queries": [{"name": "a", "q": USAGE}]}, "the statement is the option 'dql'"),
        ({"dql": USAGE, "query": "[?"}, "no JMESPath|not a JMESPath"),
        ({"dql": USAGE, "promql": "x:y"}, "mutually exclusive"),
        ({}, "One of the following is required"),
        ({"dql": USAGE, "start": "-1h"}, "from 'from' to 'to'"),
    ],
)
def test_a_mistake_costs_no_request(run, emulator, options, said):
    with pytest.raises(InputError, match=said):
        run(**options)
    assert not emulator.requests()
