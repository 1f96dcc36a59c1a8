# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API cannot change: with consent a new object takes the old one's place, which goes last."""

from __future__ import annotations

import dataclasses

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.ensure import ensure
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.guard import CHANGE, Guard
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.life import ANEW
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_test import DialTest

PAGE = {"url": "https://a", "method": "GET", "success_when": [{"status_code": [{"is": "200"}]}]}
HOST = {"host": "a", "success_when": [{"hops": [{"op": "lt", "target": 9}]}]}
TEST = {"name": "shop", "type": "http", "nodes": ["Singapore"], "frequency": "5m", "tags": ["a"], "task": PAGE}


class Probe(DialTest):
    """A dial test of which the type can be changed."""

    fields = tuple(
        dataclasses.replace(field, life=ANEW) if field.option == "type" else field for field in DialTest.fields
    )
    not_taken_along = ("task",)


PROBE = Probe()


@pytest.fixture
def keep(desk):
    def run(kind=PROBE, check_mode=False, **params):
        before = len(desk.emulator.requests())
        desk.new_task()
        try:
            return ensure(desk.run(params, check_mode), kind, params)
        finally:
            desk.sent = [request["operationId"] for request in desk.emulator.requests()[before:]]

    return run


def rows(desk):
    return desk.client.rows("dialing_task_list").items


def test_the_new_one_comes_first_and_keeps_what_it_can(desk, keep):
    old = keep(**TEST, enabled=False)["dial_test"]["uuid"]
    other = {"name": "shop", "type": "icmp", "task": HOST}
    with pytest.raises(InputError, match="cannot change the type of dial test 'shop' from 'http' to 'icmp'.*force"):
        keep(**other)
    planned = keep(**other, force=True, check_mode=True)
    assert not any(name.endswith(("_add", "_delete")) for name in desk.sent)
    made = keep(**other, force=True)
    assert desk.sent[-2:] == ["dialing_task_add", "dialing_task_delete"] and made["diff"] == planned["diff"]
    (row,) = rows(desk)
    assert row["uuid"] == made["dial_test"]["uuid"] != old
    assert row["tagInfo"][0]["name"] == "a" and row["task"]["status"] == "stop"
    assert "url" not in row["task"] and row["task"]["host"] == "a"
    assert not keep(**other)["changed"]


def test_the_old_one_stays_when_the_new_one_cannot_be_made_or_it_cannot_go(desk, keep):
    keep(**TEST)
    other = {"name": "shop", "type": "icmp", "task": HOST, "force": True}
    desk.emulator.fault("success_false", "dialing_task_add")
    with pytest.raises(Exception, match="dialing_task/add"):
        keep(**other)
    assert "dialing_task_delete" not in desk.sent and len(rows(desk)) == 1
    desk.emulator.fault("success_false", "dialing_task_delete")
    with pytest.raises(UnfinishedError, match="recreated as dial_.*the old one, dial_.*, was not deleted"):
        keep(**other)
    assert {row["type"] for row in rows(desk)} == {"http", "icmp"}


def test_it_needs_the_consent_that_a_change_needs(keep):
    class Guarded(Probe):
        guards = (Guard("loses its history", CHANGE, options=("type",)),)

    keep(**TEST)
    made = keep(Guarded(), name="shop", type="icmp", task=HOST, force=True)
    assert made["dangers"] == ["loses its history"]
    assert "force" in PROBE.argument_spec() and "force" not in DialTest().argument_spec()
