# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notify objects and alert policies on the wire: what is sent, what survives, what a masked secret does."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting.policies import NotifyObjects

pytestmark = pytest.mark.usefixtures("each_list_shape")

ROBOT = {
    "name": "Robot",
    "type": "dingTalkRobot",
    "webhook": "https://robot.invalid/send?token=abcdef",
    "secret": "SEC-0123456789abcdef",
}
POLICY = {
    "name": "On-call",
    "timezone": "Europe/Berlin",
    "targets": [{"name": "Day", "rules": [{"statuses": ["critical"], "to": ["ada@example.com"]}]}],
}


def bodies(desk, operation):
    return [request["body"] for request in desk.emulator.requests(bodies=True) if request["operationId"] == operation]


def stored(desk, operation, **query):
    """What the service holds, without the engine in between (the record of the emulator hides secrets)."""
    return desk.client.call(operation, **query).content


# -- notify objects --------------------------------------------------------------------------------


@pytest.fixture
def masking(monkeypatch):
    """A service that shows the first and last characters of secrets only."""
    shown = NotifyObjects.shown

    def masked(self, call, record, schema=None):
        row = shown(self, call, record, schema)
        hidden = {
            key: f"{text[:8]}******{text[-2:]}" for key, text in row["optSet"].items() if key in ("webhook", "secret")
        }
        return {**row, "optSet": {**row["optSet"], **hidden}}

    monkeypatch.setattr(NotifyObjects, "shown", masked)
    return monkeypatch


def test_settings_that_are_not_named_survive(desk):
    desk.ensure(
        "notify_object", name="HTTP", type="simpleHTTPRequest", url="https://a.invalid", opt_set={"extra": {"deep": 1}}
    )
    desk.new_task()
    desk.ensure("notify_object", name="HTTP", url="https://b.invalid")
    assert bodies(desk, "notify_objects_modify")[-1]["optSet"] == {
        "url": "https://b.invalid",
        "extra": {"deep": 1},
        "headersConfig": {"isOpen": False, "items": []},
    }


def test_what_the_service_holds_beside_the_headers_survives(desk):
    settings = {
        "url": "https://a.invalid",
        "headersConfig": {"isOpen": True, "mode": 1, "items": [{"key": "A", "value": "b", "note": "n"}, {"key": "B"}]},
    }
    row = {"name": "HTTP", "type": "simpleHTTPRequest", "optSet": settings}
    body = NOTIFY_OBJECT.body({"headers": {"A": "c", "C": "d"}}, row)
    items = [{"key": "A", "value": "c", "note": "n"}, {"key": "C", "value": "d"}]
    assert body == {"optSet": {**settings, "headersConfig": {"isOpen": True, "mode": 1, "items": items}}}
    assert NOTIFY_OBJECT.body({"headers": None, "webhook": "w"}, row)["optSet"] == {**settings, "webhook": "w"}


def test_a_type_is_never_sent_with_a_change(desk):
    desk.ensure("notify_object", **ROBOT)
    desk.new_task()
    desk.ensure("notify_object", **{**ROBOT, "secret": "SEC124"})
    assert "type" not in bodies(desk, "notify_objects_modify")[-1]


def test_a_masked_secret_is_written_in_every_run_and_a_warning_says_so(desk, masking):
    desk.ensure("notify_object", update_secrets="always", **ROBOT)
    desk.new_task()
    again = desk.ensure("notify_object", update_secrets="always", **ROBOT)
    assert again["changed"]
    assert any("does not show 'webhook'" in text for text in again["warnings"])
    masking.undo()
    row = stored(desk, "notify_objects_get", query={"notifyObjectUUID": again["notify_object"]["uuid"]})
    assert row["optSet"] == {"webhook": ROBOT["webhook"], "secret": ROBOT["secret"]}


def test_a_masked_secret_is_left_alone_when_the_user_says_so(desk, masking):
    desk.ensure("notify_object", update_secrets="on_create", **ROBOT)
    desk.new_task()
    assert not desk.ensure("notify_object", update_secrets="on_create", **ROBOT)["changed"]


def test_a_rename_does_not_send_the_mask(desk, masking):
    uuid = desk.ensure("notify_object", **ROBOT)["notify_object"]["uuid"]
    desk.new_task()
    desk.ensure("notify_object", uuid=uuid, name="Renamed")
    assert bodies(desk, "notify_objects_modify") == [{"notifyObjectUUID": uuid, "name": "Renamed"}]


def test_another_setting_is_refused_while_a_masked_one_is_unknown(desk, masking):
    desk.ensure("notify_object", **ROBOT)
    desk.new_task()
    with pytest.raises(InputError, match="does not show 'webhook' of notify object 'Robot', and a change must"):
        desk.ensure("notify_object", name="Robot", secret="entirely different")
    assert desk.sent == ["notify_objects_list"]


def test_the_old_one_is_kept_when_the_new_one_cannot_be_made(desk):
    desk.ensure("notify_object", **ROBOT)
    desk.new_task()
    desk.emulator.fault("success_false", "notify_objects_create")
    with pytest.raises(ApiError):
        desk.ensure("notify_object", name="Robot", type="mailGroup", to=["ada@example.com"], force=True)
    assert "notify_objects_delete" not in desk.sent


def test_it_is_told_when_the_old_one_could_not_be_deleted(desk):
    uuid = desk.ensure("notify_object", **ROBOT)["notify_object"]["uuid"]
    desk.new_task()
    desk.emulator.fault("success_false", "notify_objects_delete")
    with pytest.raises(UnfinishedError, match=f"recreated as notify_.*the old one, {uuid}, was not deleted"):
        desk.ensure("notify_object", name="Robot", type="mailGroup", to=["ada@example.com"], force=True)


def test_an_address_reaches_the_service_as_a_uuid_only(desk):
    desk.ensure("notify_object", name="Mail", type="mailGroup", to=["Ada@example.com", "Grace Green"])
    sent = bodies(desk, "notify_objects_create")[-1]["optSet"]["to"]
    assert len(sent) == 2 and all(entry.startswith("acnt_") for entry in sent)


@pytest.mark.parametrize("check_mode", [True, False])
def test_an_address_that_is_no_members_is_refused(desk, check_mode):
    with pytest.raises(InputError, match="no member named 'nobody@example.com'"):
        desk.ensure("notify_object", check_mode=check_mode, name="Mail", type="mailGroup", to=["nobody@example.com"])


def test_a_name_that_begins_like_a_uuid_is_a_name(desk):
    uuid = desk.ensure("notify_object", **{**ROBOT, "name": "notify_oncall"})["notify_object"]["uuid"]
    named = [{"rules": [{"statuses": ["critical"], "to": ["notify_oncall"]}]}]
    desk.ensure("alert_policy", **{**POLICY, "targets": named})
    body = bodies(desk, "alert_policies_create_v2")[-1]
    assert body["alertOpt"]["alertTarget"][0]["targets"][0]["to"] == [uuid]
    desk.new_task()
    by_uuid = [{"rules": [{"statuses": ["critical"], "to": [uuid]}]}]
    assert not desk.ensure("alert_policy", **{**POLICY, "targets": by_uuid})["changed"]
    misspelt = [{"rules": [{"statuses": ["critical"], "to": ["notify_oncal"]}]}]
    with pytest.raises(InputError, match="named 'notify_oncal' in this workspace; there is 'notify_oncall'"):
        desk.ensure("alert_policy", **{**POLICY, "targets": misspelt})


# -- permissions -----------------------------------------------------------------------------------


def test_permissions_turn_on_and_off_together_with_their_list(desk):
    desk.ensure("alert_policy", permissions=["wsAdmin"], **POLICY)
    desk.new_task()
    desk.ensure("alert_policy", name="On-call", permissions=[])
    sent = [bodies(desk, f"alert_policies_{action}")[-1] for action in ("create_v2", "modify_v2")]
    assert [(body["openPermissionSet"], body["permissionSet"]) for body in sent] == [(True, ["wsAdmin"]), (False, [])]


def test_permissions_that_are_not_named_are_sent_back_as_they_are(desk):
    desk.ensure("alert_policy", permissions=["wsAdmin"], **POLICY)
    desk.new_task()
    desk.ensure("alert_policy", name="On-call", silence="1h")
    body = bodies(desk, "alert_policies_modify_v2")[-1]
    assert (body["openPermissionSet"], body["permissionSet"]) == (True, ["wsAdmin"])


def test_that_nobody_but_the_creator_may_change_it_is_a_difference(desk):
    uuid = desk.ensure("alert_policy", **POLICY)["alert_policy"]["uuid"]
    locked = {"ruleTimezone": "UTC", "openPermissionSet": True, "permissionSet": [], "alertOpt": {"aggInterval": 0}}
    desk.client.call("alert_policies_modify_v2", path={"alert_policy_uuid": uuid}, body=locked)
    desk.new_task()
    result = desk.ensure("alert_policy", name="On-call", permissions=[])
    assert result["changed"]
    assert result["diff"]["before"]["permissions"] == ["(only the owner and the creator)"]


# -- alert policies --------------------------------------------------------------------------------


def test_what_the_console_set_survives_a_change(desk):
    uuid = desk.ensure("alert_policy", **POLICY)["alert_policy"]["uuid"]
    path = {"alert_policy_uuid": uuid}
    policy = stored(desk, "alert_policies_get", path=path)
    options = policy["alertOpt"]
    options["newKey"] = {"deep": [1]}
    options["aggType"] = "byCluster"
    options["alertTarget"][0]["newKey"] = "kept"
    options["alertTarget"][0]["targets"][0].update(filterString="`a` IN ['b']", df_source="monitor")
    desk.client.call(
        "alert_policies_modify_v2",
        path=path,
        body={"ruleTimezone": "Asia/Tokyo", "desc": "by hand", "alertOpt": options},
    )

    desk.new_task()
    desired = {key: value for key, value in POLICY.items() if key != "timezone"}
    assert not desk.ensure("alert_policy", **desired)["changed"]
    desk.new_task()
    assert desk.ensure("alert_policy", silence="10m", **desired)["changed"]
    body = bodies(desk, "alert_policies_modify_v2")[-1]
    assert body["desc"] == "by hand"
    assert body["ruleTimezone"] == "Asia/Tokyo"
    assert body["alertOpt"] == {**options, "silentTimeout": 600}


def test_an_empty_source_is_not_sent_back(desk):
    uuid = desk.ensure("alert_policy", **POLICY)["alert_policy"]["uuid"]
    rule = {"status": "error", "to": ["notify_0000001"], "df_source": "", "tags": {}}
    row = {"uuid": uuid, "name": "On-call", "ruleTimezone": "UTC", "alertOpt": {"alertTarget": [{"targets": [rule]}]}}
    kind = desk.run().kinds["alert_policy"]
    body = kind.body({"silence": "1h"}, row)
    assert body["alertOpt"]["alertTarget"] == [{"targets": [{"status": "error", "to": ["notify_0000001"], "tags": {}}]}]


def test_bound_monitors_that_are_not_named_stay_bound(desk):
    create = {
        "type": "trigger",
        "jsonScript": {
            "type": "simpleCheck",
            "title": "m",
            "name": "m",
            "every": "1m",
            "interval": 300,
            "targets": [{"dql": "M::`cpu`:(avg(`load`))", "alias": "Result"}],
            "checkerOpt": {
                "rules": [
                    {
                        "status": "critical",
                        "conditionLogic": "and",
                        "conditions": [{"alias": "Result", "operator": ">", "operands": ["90"]}],
                    }
                ]
            },
        },
        "extend": {},
    }
    monitor = desk.client.call("checkers_create", body=create).content["uuid"]
    desk.ensure("alert_policy", monitors=["m"], **POLICY)
    desk.new_task()
    desk.ensure("alert_policy", name="On-call", silence="10m")
    assert bodies(desk, "alert_policies_modify_v2")[-1]["checkerUUIDs"] == [monitor]
    desk.new_task()
    with pytest.raises(InputError, match="still used by monitor 'm'"):
        desk.ensure("alert_policy", name="On-call", state="absent")
    desk.new_task()
    desk.ensure("alert_policy", name="On-call", monitors=[])
    assert bodies(desk, "alert_policies_modify_v2")[-1]["checkerUUIDs"] == []


def test_what_every_write_needs_is_sent(desk):
    uuid = desk.ensure("alert_policy", **POLICY)["alert_policy"]["uuid"]
    desk.new_task()
    desk.ensure("alert_policy", uuid=uuid, name="Renamed")
    created, changed = bodies(desk, "alert_policies_create_v2")[-1], bodies(desk, "alert_policies_modify_v2")[-1]
    assert created["alertOpt"]["aggInterval"] == changed["alertOpt"]["aggInterval"] == 0
    assert created["alertOpt"]["silentTimeout"] == changed["alertOpt"]["silentTimeout"] == 21600
    assert changed["ruleTimezone"] == "Europe/Berlin"


def test_in_check_mode_names_may_not_exist_yet(desk):
    targets = [{"rules": [{"statuses": ["critical"], "to": ["Robot of an earlier task"]}]}]
    planned = desk.ensure("alert_policy", check_mode=True, **{**POLICY, "targets": targets})
    assert planned["alert_policy"]["targets"][0]["rules"][0]["to"] == ["Robot of an earlier task (known after apply)"]
    with pytest.raises(InputError, match="no notify object or team or member named 'Robot of an earlier task'"):
        desk.ensure("alert_policy", **{**POLICY, "targets": targets})


def test_windows_alone_are_worth_a_warning(desk):
    windowed = [{**POLICY["targets"][0], "window": {"crontab": "0 9 * * *", "duration": "8h"}}]
    assert any(
        "at all other times nobody is notified" in text
        for text in desk.ensure("alert_policy", **{**POLICY, "targets": windowed})["warnings"]
    )


SILENT = {"statuses": ["error"], "to": []}
LATER = {**SILENT, "escalations": [{"to": ["ada@example.com"], "after": "15m"}]}
BY_MAIL = {"statuses": ["error"], "to": ["email"]}


@pytest.mark.parametrize(
    ("kind", "entry", "place"),
    [
        ("status", {"rules": []}, "'rules'"),
        (
            "status",
            {"rules": [SILENT, {"statuses": ["info"], "to": ["ada@example.com"]}]},
            "'to' of the rule for error",
        ),
        ("status", {"rules": [LATER]}, ""),
        ("member", {"routes": []}, "'routes'"),
        ("member", {"routes": [{"name": "a", "members": [], "rules": [BY_MAIL]}]}, "'members' of route 'a'"),
        ("member", {"routes": [{"members": ["ada@example.com"]}]}, "'rules' of a route"),
        (
            "member",
            {"routes": [{"name": "a", "members": ["ada@example.com"], "rules": [SILENT]}]},
            "'to' of the rule for error of route 'a'",
        ),
    ],
)
def test_an_empty_list_notifies_nobody_which_is_told(desk, kind, entry, place):
    wanted = {**POLICY, "alert_type": kind, "targets": [entry]}
    where = f"In entry 1 of 'targets' of alert policy 'On-call', {place} is empty"
    told = [f"{where}, so nobody is notified there."] if place else []
    assert desk.ensure("alert_policy", **wanted)["warnings"] == told
    desk.new_task()
    assert not desk.ensure("alert_policy", **wanted)["changed"]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": "Day"}, "Entry 1 of 'targets' notifies nobody: give it 'rules' or 'routes'"),
        ({"rules": [{"statuses": ["error"]}]}, "A rule in entry 1 of 'targets' has no 'to'.*set 'to: ..'"),
        (
            {"rules": [{**SILENT, "escalations": [{"after": "15m"}]}]},
            "An escalation in entry 1 of 'targets' has no 'to'",
        ),
        ({"routes": [{"rules": [BY_MAIL]}]}, "A route in entry 1 of 'targets' has no 'members'"),
        (
            {"routes": [{"members": [], "rules": [{"statuses": ["error"]}]}]},
            "A rule in entry 1 of 'targets' has no 'to'",
        ),
    ],
)
def test_recipients_that_are_left_out_are_asked_for(desk, entry, message):
    with pytest.raises(InputError, match=message):
        desk.ensure("alert_policy", **{**POLICY, "targets": [entry]})
    assert not [request for request in desk.emulator.requests() if "alert_policies" in request["operationId"]]


def test_holidays_behind_office_hours_are_told_at_no_further_request(desk):
    desk.ensure("alert_notice_date", name="Holidays", dates=["2026-12-25"])
    rules = POLICY["targets"][0]["rules"]
    office = {"name": "Office", "window": {"crontab": "0 9 * * 1-5", "duration": "8h"}, "rules": rules}
    holidays = {
        "name": "Holidays",
        "window": {"dates": ["Holidays"], "start": "00:00", "duration": "1d"},
        "rules": rules,
    }
    desk.new_task()
    wrong = desk.ensure("alert_policy", **{**POLICY, "targets": [office, holidays, {"rules": rules}]})
    assert ["('Holidays') does not count on its dates" in text for text in wrong["warnings"]] == [True]
    sent = desk.sent
    desk.new_task()
    right = desk.ensure("alert_policy", **{**POLICY, "name": "Right", "targets": [holidays, office, {"rules": rules}]})
    assert right["warnings"] == [] and sorted(desk.sent) == sorted(sent)


def test_two_that_are_the_same_count_once(desk):
    desk.ensure("notify_object", **ROBOT)
    rule = {"statuses": ["critical", "critical"], "to": ["Robot", "Robot", "ada@example.com", "Ada@example.com"]}
    twice = {**POLICY, "targets": [{"rules": [rule, dict(rule)]}]}
    once = {**POLICY, "targets": [{"rules": [{"statuses": ["critical"], "to": ["ada@example.com", "Robot"]}]}]}
    assert desk.ensure("alert_policy", **twice)["changed"]
    (sent,) = bodies(desk, "alert_policies_create_v2")[-1]["alertOpt"]["alertTarget"]
    (rule,) = sent["targets"]
    assert rule["status"] == "critical" and len(rule["to"]) == 2
    desk.new_task()
    assert not desk.ensure("alert_policy", **once)["changed"]
    desk.new_task()
    assert not desk.ensure("alert_policy", **twice)["changed"]


def test_the_order_in_which_rules_come_back_is_no_change(desk):
    rules = [{"statuses": [status], "to": ["ada@example.com"]} for status in ("critical", "error", "info")]
    uuid = desk.ensure("alert_policy", **{**POLICY, "targets": [{"rules": rules}]})["alert_policy"]["uuid"]
    options = stored(desk, "alert_policies_get", path={"alert_policy_uuid": uuid})["alertOpt"]
    options["alertTarget"][0]["targets"].reverse()
    desk.client.call(
        "alert_policies_modify_v2",
        path={"alert_policy_uuid": uuid},
        body={"ruleTimezone": "Europe/Berlin", "alertOpt": options},
    )
    desk.new_task()
    assert not desk.ensure("alert_policy", **{**POLICY, "targets": [{"rules": rules}]})["changed"]


@pytest.mark.parametrize("after, told", [("15", 15), ("15s", 15), ("15 min", None), ("15min", None), ("1m", None)])
def test_an_escalation_after_less_than_a_minute_is_worth_a_warning(desk, after, told):
    steps = [{"to": ["ada@example.com"], "after": after}]
    rules = [{"statuses": ["critical"], "to": ["ada@example.com"], "escalations": steps}]
    warnings = desk.ensure("alert_policy", **{**POLICY, "targets": [{"rules": rules}]})["warnings"]
    message = f"'after' is {told} seconds, less than a minute. If minutes are meant, write {told}m."
    assert warnings == ([message] if told else [])


@pytest.mark.parametrize(
    "options, message",
    [
        ({"silence": "90"}, "'silence' is the number 90, without a unit"),
        ({"aggregation": {"interval": "120"}}, "'interval' is the number 120, without a unit"),
        ({"silence_by_status": [{"statuses": ["info"], "silence": "90"}]}, "'silence' is the number 90"),
        ({"timezone": "Mars"}, "'timezone' is 'Mars'"),
        (
            {"targets": [{**POLICY["targets"][0], "window": {"crontab": "0 9 * * *", "duration": "48h"}}]},
            "'duration' is 2d, but the next window begins after 1d",
        ),
        ({"targets": [{**POLICY["targets"][0], "window": {"crontab": "0 9 30 2 *", "duration": "8h"}}]}, "never comes"),
    ],
)
@pytest.mark.parametrize("check_mode", [True, False])
def test_times_that_cannot_be_meant_are_refused_before_anything_is_written(desk, check_mode, options, message):
    with pytest.raises(InputError, match=message):
        desk.ensure("alert_policy", check_mode, **{**POLICY, **options})
    assert "alert_policies_create_v2" not in desk.sent


def test_the_time_zone_utc_is_written_as_the_service_takes_it(desk):
    desk.ensure("alert_policy", **{**POLICY, "timezone": "utc"})
    assert bodies(desk, "alert_policies_create_v2")[-1]["ruleTimezone"] == "UTC"
    desk.new_task()
    assert not desk.ensure("alert_policy", **{**POLICY, "timezone": "utc"})["changed"]


def test_policies_are_written_by_the_second_routes_alone(desk):
    desk.ensure("alert_policy", **POLICY)
    desk.new_task()
    desk.ensure("alert_policy", name="On-call", silence="1h")
    desk.new_task()
    desk.ensure("alert_policy", name="On-call", state="absent")
    written = {request["operationId"] for request in desk.emulator.requests() if request["method"] == "POST"}
    assert written == {"alert_policies_create_v2", "alert_policies_modify_v2", "alert_policies_delete"}
