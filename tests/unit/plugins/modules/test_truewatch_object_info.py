# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from types import SimpleNamespace

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._api import client as api_client
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_object_info import TASK
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
)


@pytest.fixture
def run():
    with running(hosts=30) as emulator:
        defaults = {name: option.get("default") for name, option in TASK.argument_spec.items()}

        def running_task(connections=None, **options):
            params = {**defaults, "endpoint": emulator.url, "api_key": DEFAULT_KEY, **options}
            return run_task(TASK, params, False, connections or Connections())[0]

        running_task.emulator = emulator
        yield running_task


def test_it_tells_what_it_read(run):
    result = run()
    assert (len(result["objects"]), result["total_count"], result["source"], result["api_calls"]) == (30, 30, "list", 1)
    assert result["changed"] is False
    assert "result" not in result


def test_query_adds_its_result(run):
    result = run(query="length(@)", limit=4)
    assert (result["result"], len(result["objects"]), result["total_count"]) == (4, 4, 30)


def test_total_timeout_counts_anew_for_each_item_of_a_loop(run, monkeypatch):
    """As with the real module, which makes a client for each item."""
    now = [0.0]
    monkeypatch.setattr(api_client, "time", SimpleNamespace(monotonic=lambda: now[0]))
    connections = Connections()
    for _item in range(2):
        assert run(connections, total_timeout=5)["total_count"] == 30
        now[0] += 3600


@pytest.mark.parametrize(
    "options", [{"query": "[?"}, {"limit": -1}, {"max_age": "x"}, {"source": "catalog", "condition": "`a` = 1"}]
)
def test_a_mistake_costs_no_request(run, options):
    with pytest.raises(InputError):
        run(**options)
    assert not run.emulator.requests()
