# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a deletion asks before it deletes: who uses the object, at a cost that does not grow with the kinds."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import DangerError, InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.use import MOST_LISTS, Use, users_of
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

pytestmark = pytest.mark.usefixtures("each_list_shape")

SLO, TEAM = KINDS["slo"], KINDS["team"]
CPU = {"type": "simpleCheck", "queries": [{"alias": "A", "qtype": "dql", "dql": "M::`cpu`:(avg(`load`))"}]}


@pytest.fixture
def used(monkeypatch):
    """Gives a kind other users than it has."""

    def use(kind, *uses):
        monkeypatch.setattr(type(kind), "used_by", uses, raising=False)
        kind.__dict__.pop("uses", None)
        monkeypatch.setattr(type(kind), "uses", property(lambda self: tuple(Use(*one) for one in uses)))

    return use


def lists(desk):
    return [name for name in desk.sent if name.endswith("_list")]


def test_one_deletion_asks_a_few_lists_and_says_what_it_did_not_ask(desk, used):
    many = ("dashboard", "notify_object", "alert_notice_date", "alert_policy", "monitor", "mute")
    used(KINDS["alert_notice_date"], *((name, KINDS[name].fields[0].option) for name in many))
    desk.ensure("alert_notice_date", name="Holidays", dates=["2026-12-24"])
    desk.new_task()
    result = desk.ensure("alert_notice_date", name="Holidays", state="absent")
    assert len(set(lists(desk)) - {"notice_dates_list"}) == MOST_LISTS
    (warning,) = result["warnings"]
    assert warning == (
        "Whether monitors or mute rules use the list of notice dates 'Holidays' was not asked, or cannot be told."
    )


def test_what_the_run_has_listed_is_asked_first_and_costs_nothing(desk, used):
    many = ("dashboard", "notify_object", "alert_policy", "monitor", "mute")
    used(KINDS["alert_notice_date"], *((name, KINDS[name].fields[0].option) for name in many))
    desk.ensure("alert_notice_date", name="Holidays", dates=["2026-12-24"])
    desk.new_task()
    run = desk.run()
    for name in ("monitor", "mute"):
        run.memory.rows(KINDS[name])
    result = desk.ensure("alert_notice_date", name="Holidays", state="absent")
    assert set(lists(desk)) == {"notice_dates_list", "dashboards_list", "notify_objects_list", "alert_policies_list"}
    assert result["warnings"] == []


@pytest.mark.parametrize(
    ("kind", "create", "listed"),
    [
        ("log_index", {"name": "payment", "retention": "7d"}, ["data_query_rule_list"]),
        (
            "rum_app",
            {"name": "Shop", "app_id": "shop", "type": "web"},
            ["service_manage_list", "data_query_rule_list", "blacklist_list"],
        ),
    ],
)
def test_of_a_kind_with_several_lists_those_are_asked_that_can_refer_to_it(desk, kind, create, listed):
    desk.ensure(kind, **create)
    desk.new_task()
    with pytest.raises(DangerError):
        desk.ensure(kind, name=create["name"], state="absent")
    assert lists(desk)[1:] == listed


def test_a_user_in_the_only_list_that_is_asked_is_found_and_a_new_one_too(desk):
    desk.ensure("log_index", name="payment", retention="7d")
    desk.new_task()
    with pytest.raises(DangerError, match="deletes every log"):
        desk.ensure("log_index", name="payment", state="absent")
    rule = {"name": "r", "type": "logging", "indexes": ["payment"], "roles": ["readOnly"], "filters": {"a": ["b"]}}
    desk.ensure("data_access_rule", **rule)
    with pytest.raises(InputError, match="used by data access rule 'logging/r'"):
        desk.ensure("log_index", name="payment", state="absent")
    desk.new_task()
    with pytest.raises(InputError, match="used by data access rule 'logging/r'"):
        desk.ensure("log_index", name="payment", state="absent")


def test_what_no_answer_tells_is_said(desk, used):
    used(KINDS["alert_notice_date"], Use("dashboard", "tags", told=False), Use("dashboard", "name", told=False))
    desk.ensure("alert_notice_date", name="Holidays", dates=["2026-12-24"])
    desk.new_task()
    result = desk.ensure("alert_notice_date", name="Holidays", state="absent")
    assert result["warnings"] == [
        "Whether dashboards use the list of notice dates 'Holidays' was not asked, or cannot be told."
    ]
    assert lists(desk) == ["notice_dates_list"]


def test_a_policy_tells_by_itself_what_is_bound_to_it(desk):
    desk.ensure("alert_policy", name="Ops", timezone="UTC", targets=[])
    desk.ensure("monitor", name="CPU", alert_policies=["Ops"], **CPU)
    desk.new_task()
    with pytest.raises(InputError, match="'Ops' is still used by monitor 'CPU'"):
        desk.ensure("alert_policy", name="Ops", state="absent")
    assert sorted(set(desk.sent)) == ["alert_policies_get", "alert_policies_list", "checkers_list", "mutes_list"]
    desk.ensure("alert_policy", name="Ops", state="absent", force=True)


def test_users_by_name_are_found_and_those_that_go_do_not_count(desk):
    desk.ensure("dashboard", name="Shop", tags=["shop"])
    desk.new_task()
    run = desk.run()
    tag, dashboard = KINDS["tag"], KINDS["dashboard"]
    [row] = [row for row in run.memory.rows(tag) if tag.name_of(row) == "shop"]
    [user] = run.memory.rows(dashboard)
    assert users_of(run, tag, tag.uuid_of(row)) == ["dashboard 'Shop'"]
    assert users_of(run, tag, tag.uuid_of(row), gone={dashboard.uuid_of(user)}) == []
    assert run.warnings == []


def test_a_list_that_does_not_tell_is_no_proof_that_nobody_uses_it(desk):
    desk.ensure("monitor", name="CPU", tags=["shop"], **CPU)
    desk.new_task()
    run = desk.run()
    tag = KINDS["tag"]
    [row] = [row for row in run.memory.rows(tag) if tag.name_of(row) == "shop"]
    assert users_of(run, tag, tag.uuid_of(row)) == []
    (warning,) = run.warnings
    assert warning.startswith("Whether monitors or SLOs or dial tests or explorers or mute rules use the tag 'shop'")


def test_what_is_gone_before_it_is_asked_has_no_users(desk):
    uuid = desk.ensure("alert_policy", name="Ops", timezone="UTC", targets=[])["alert_policy"]["uuid"]
    desk.new_task()
    desk.memory.rows(KINDS["alert_policy"])
    desk.client.call("alert_policies_delete", body={"alertPolicyUUIDs": [uuid]})
    assert users_of(desk.run(), KINDS["alert_policy"], uuid) == []
    assert desk.ensure("alert_policy", name="Ops", state="absent")["changed"]
