# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References that are given by uuid: one that leads nowhere is found before anything is written."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ForbiddenError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD

pytestmark = pytest.mark.usefixtures("each_list_shape")

GONE = "0123456789abcdef0123456789abcdef"
CONDITION = {"alias": "Result", "operator": ">", "operands": ["90"]}
SCRIPT = {
    "type": "simpleCheck",
    "targets": [{"alias": "Result", "dql": "M::`cpu`:(AVG(`usage_total`))"}],
    "checkerOpt": {"rules": [{"status": "critical", "conditionLogic": "and", "conditions": [CONDITION]}]},
}
MONITOR = {"definition": {"jsonScript": SCRIPT}}
SLO = {"name": "Fast", "goal": 99, "min_goal": 95}
COMBINED = {
    "type": "combinedCheck",
    "title": "all",
    "targets": [{"alias": "A", "monitorCheckerId": f"rul_{GONE}"}],
    "checkerOpt": {"rules": [], "combineExpr": "A"},
}


def targets(to):
    return [{"rules": [{"statuses": ["critical"], "to": [to]}]}]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("slo", {**SLO, "monitors": [f"rul_{GONE}"]}, f"'monitors' of SLO 'Fast' refers to rul_{GONE}, .*no monitor"),
        ("monitor", {**MONITOR, "name": "m", "dashboard": f"dsbd_{GONE}"}, "'dashboard' of monitor 'm' .*no dashboard"),
        ("monitor", {**MONITOR, "name": "m", "alert_policies": [f"altpl_{GONE}"]}, "no alert policy with that uuid"),
        ("monitor", {**MONITOR, "name": "m", "permissions": [f"acnt_{GONE}"]}, "no member with that uuid"),
        ("monitor", {"name": "all", "definition": {"jsonScript": COMBINED}}, "'definition' of monitor 'all'"),
        ("mute", {"name": "x", "monitors": [f"rul_{GONE}"], "duration": "1h"}, "no monitor or self-built inspection"),
        ("mute", {"name": "x", "tags": [f"tag_{GONE}"], "duration": "1h"}, "no tag with that uuid"),
        (
            "alert_policy",
            {"name": "A", "timezone": "UTC", "targets": targets(f"notify_{GONE}")},
            "'targets' of alert policy 'A' .*no notify object",
        ),
        ("notify_object", {"name": "N", "type": "mailGroup", "to": [f"group_{GONE}"]}, "no team with that uuid"),
    ],
)
def test_one_that_leads_nowhere_is_refused_before_anything_is_written(desk, check_mode, kind, options, message):
    with pytest.raises(InputError, match=message):
        desk.ensure(kind, check_mode, **options)
    assert not any(operation.endswith(("_create", "_create_v2", "_modify")) for operation in desk.sent)


def test_all_of_an_object_are_told_at_once(desk):
    policies = [f"altpl_{GONE}", f"altpl_{GONE[::-1]}"]
    with pytest.raises(InputError) as refused:
        desk.ensure("monitor", **MONITOR, name="m", dashboard=f"dsbd_{GONE}", alert_policies=policies)
    assert all(uuid in str(refused.value) for uuid in (*policies, f"dsbd_{GONE}"))


def test_one_that_leads_somewhere_costs_a_request_when_it_is_new_and_none_when_it_is_there(desk):
    board = desk.ensure(name="Board")["dashboard"]["uuid"]
    other = desk.ensure(name="Other")["dashboard"]["uuid"]
    desk.new_task()
    desk.ensure("monitor", **MONITOR, name="m", dashboard=board)
    assert sorted(desk.sent) == ["checkers_create", "checkers_list", "checkers_list", "dashboards_get"]
    for changed, more in (({}, []), ({"tags": ["new"]}, ["checkers_modify"])):
        desk.new_task()
        desk.ensure("monitor", **MONITOR, name="m", dashboard=board, **changed)
        assert sorted(desk.sent) == ["checkers_get", "checkers_list", "checkers_list", *more]
    desk.new_task()
    desk.ensure("monitor", **MONITOR, name="m", dashboard=other)
    assert sorted(desk.sent) == ["checkers_get", "checkers_list", "checkers_list", "checkers_modify", "dashboards_get"]


def test_one_that_was_lost_is_found_when_the_list_is_at_hand(desk):
    """The object refers to it already, and every change would send it again."""
    uuid = desk.ensure("monitor", **MONITOR, name="m")["monitor"]["uuid"]
    desk.ensure("slo", **SLO, monitors=[uuid])
    desk.ensure("monitor", name="m", state="absent", force=True)
    assert not desk.ensure("slo", **SLO, monitors=[uuid])["changed"]
    with pytest.raises(InputError, match=f"refers to {uuid}"):
        desk.ensure("slo", **SLO, monitors=[uuid], description="new")


def test_what_the_key_may_not_read_is_left_to_the_service(desk, monkeypatch):
    board = desk.ensure(name="Board")["dashboard"]["uuid"]
    desk.new_task()

    def refuse(kind, run, uuid):
        raise ForbiddenError("not allowed")

    monkeypatch.setattr(type(DASHBOARD), "get", refuse)
    assert desk.ensure("monitor", **MONITOR, name="m", dashboard=board)["changed"]
    assert desk.sent[-1] == "checkers_create"


def test_in_check_mode_an_earlier_task_may_choose_the_uuid(desk):
    chosen = DASHBOARD.chosen_uuid({"identifier": "own"})
    assert desk.ensure("monitor", True, **MONITOR, name="m", dashboard=chosen)["changed"]
    with pytest.raises(InputError, match="no dashboard with that uuid"):
        desk.ensure("monitor", **MONITOR, name="m", dashboard=chosen)
