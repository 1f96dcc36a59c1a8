# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Monitors on the wire: which one is meant, what is sent, what survives."""

from __future__ import annotations

import copy
import json
import pathlib

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import (
    AmbiguousNameError,
    InputError,
    UnfinishedError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_monitor import TASK
from ansible_collections.truewatch.openapi.tests.emulator.kinds.alerting.checkers import Checkers

pytestmark = pytest.mark.usefixtures("each_list_shape")

LISTS = ["checkers_list", "checkers_list"]  # ordinary and intelligent monitors
PACKS = next(
    (
        sorted((folder / "shared/data/monitors").glob("*.json"))
        for folder in pathlib.Path(__file__).resolve().parents
        if (folder / "shared/data/monitors").is_dir()
    ),
    [],
)


def checker(title="CPU", dql="M::`cpu`:(AVG(`usage_total`))", threshold="90", **script):
    rules = [
        {
            "status": "critical",
            "conditionLogic": "and",
            "conditions": [{"alias": "Result", "operator": ">=", "operands": [threshold]}],
        }
    ]
    script = {
        "type": "simpleCheck",
        "title": title,
        "targets": [{"alias": "Result", "dql": dql}],
        "checkerOpt": {"rules": rules},
        **script,
    }
    return {"jsonScript": {"every": "1m", "interval": 300, "recoverNeedPeriodCount": 1, **script}, "extend": {}}


QUERY = {"queries": [{"dql": "M::`cpu`:(AVG(`usage_total`))"}]}
RULES = {"rules": [{"level": "critical", "conditions": [{"operator": ">=", "operands": [90]}]}]}


@pytest.fixture
def keep(desk):
    """Runs the module's task once; ``desk.sent`` holds the operations."""

    def run(check_mode=False, **params):
        validation = ArgumentSpecValidator(TASK.argument_spec, **TASK.constraints).validate(params)
        assert not validation.error_messages
        before = len(desk.emulator.requests())
        desk.new_task()
        run = desk.run(validation.validated_parameters, check_mode)
        try:
            result = TASK.run(run)
        finally:
            desk.sent = [request["operationId"] for request in desk.emulator.requests()[before:]]
        return {**result, "warnings": run.warnings}

    return run


@pytest.mark.parametrize(
    "group, is_sent",
    [({}, False), ({"monitorName": None}, False), ({"monitorName": "default"}, False), ({"monitorName": "Web"}, True)],
)
def test_a_change_names_the_group_only_where_the_row_tells_one(keep, desk, monkeypatch, group, is_sent):
    shown = Checkers.shown

    def with_group(self, call, record):
        row = shown(self, call, record)
        del row["monitorName"]
        return {**row, **group}

    monkeypatch.setattr(Checkers, "shown", with_group)
    keep(name="CPU", definition=checker())
    keep(name="CPU", definition=checker(threshold="95"))
    (body,) = bodies(desk, "checkers_modify")
    assert ("monitorUUID" in body) is is_sent


def test_a_monitor_may_make_issues_without_channels(keep, desk):
    options = {"name": "CPU", "definition": {**checker(channels=[]), "extend": {"isNeedCreateIssue": True}}}
    assert keep(**options)["changed"]
    (body,) = bodies(desk, "checkers_create")
    assert body["extend"]["isNeedCreateIssue"] is True and body["jsonScript"]["channels"] == []
    assert not keep(**options)["changed"]


def test_numbers_are_no_change_however_they_are_written(keep, desk):
    def options(*operands):
        rules = [
            {"level": level, "conditions": [{"operator": ">=", "operands": [operand]}]} for level, operand in operands
        ]
        return {"name": "CPU", **QUERY, "rules": rules, "group_by": ["host", "pod", "host"]}

    assert keep(**options(("critical", 90.0), ("warning", 0.00001)))["changed"]
    (body,) = bodies(desk, "checkers_create")
    sent = [rule["conditions"][0]["operands"] for rule in body["jsonScript"]["checkerOpt"]["rules"]]
    assert sent == [["90"], ["0.00001"]] and body["jsonScript"]["groupBy"] == ["host", "pod"]
    again = {**options(("warning", "1e-5"), ("critical", "90")), "group_by": ["pod", "host"]}
    assert not keep(**again)["changed"]


@pytest.mark.parametrize("spans", [{"every": "90"}, {"interval": 300}, {"no_data": {"after": "90"}}])
def test_a_time_span_of_a_monitor_needs_its_unit(keep, desk, spans):
    with pytest.raises(InputError, match="without a unit"):
        keep(check_mode=True, name="CPU", **QUERY, **RULES, **spans)
    assert desk.sent == []


@pytest.fixture
def server(desk):
    """What the console would see and do."""

    class Server:
        def get(self, uuid):
            return desk.client.call("checkers_get", path={"rule_uuid": uuid}).content

        def edit(self, uuid, **parts):
            desk.client.call("checkers_modify", path={"rule_uuid": uuid}, body=parts)

        def create(self, **body):
            return desk.client.call("checkers_create", body=body).content["uuid"]

    return Server()


def bodies(desk, operation):
    return [request["body"] for request in desk.emulator.requests(bodies=True) if request["operationId"] == operation]


def test_typed_options_make_a_whole_monitor_and_are_no_change_again(keep, desk, server):
    options = {
        "name": "CPU {{ host }}",
        **QUERY,
        **RULES,
        "group_by": ["host"],
        "text": "{{ Result }} << x >>",
        "tags": ["b", "a"],
    }

    planned = keep(check_mode=True, **options)
    made = keep(**options)
    again = keep(**options)

    assert desk.sent == [*LISTS, "checkers_get"]  # tags are not in rows of the list
    assert (planned["changed"], made["changed"], again["changed"]) == (True, True, False)
    assert planned["diff"] == made["diff"]
    kept = server.get(made["monitor"]["uuid"])
    assert kept["jsonScript"]["title"] == "CPU {{ host }}"
    assert kept["jsonScript"]["message"] == "{{ Result }} << x >>"
    assert kept["jsonScript"]["checkerOpt"]["rules"] == kept["extend"]["rules"]
    assert kept["extend"]["querylist"][0]["query"]["q"] == kept["jsonScript"]["targets"][0]["dql"]
    assert [tag["name"] for tag in kept["tagInfo"]] == ["a", "b"]


def test_one_option_given_changes_both_copies_and_nothing_else(keep, server):
    made = keep(definition={**checker(message="kept", combineExpr="own"), "tagInfo": [{"name": "kept"}]})
    uuid = made["monitor"]["uuid"]
    before = server.get(uuid)

    keep(name="CPU", rules=[{"level": "critical", "conditions": [{"operator": ">=", "operands": [95]}]}])

    after = server.get(uuid)
    for rules in (after["jsonScript"]["checkerOpt"]["rules"], after["extend"]["rules"]):
        assert rules[0]["conditions"][0]["operands"] == ["95"]
        rules[0]["conditions"][0]["operands"] = ["90"]
    volatile = ("updateAt", "updator")
    assert {key: value for key, value in after.items() if key not in volatile} == {
        key: value for key, value in before.items() if key not in volatile
    }


def test_what_the_console_changed_elsewhere_survives(keep, server, desk):
    uuid = keep(definition=checker())["monitor"]["uuid"]
    script = {**server.get(uuid)["jsonScript"], "ownOfTheConsole": {"deep": 1}, "message": "by hand"}
    script["checkerOpt"]["rules"][0]["matchTimes"] = 4
    server.edit(
        uuid,
        jsonScript=script,
        alertPolicyUUIDs=["altpl_1"],
        dashboardUUID="dsbd_1",
        openPermissionSet=True,
        permissionSet=["wsAdmin"],
    )
    desk.client.call("checkers_set_disable", body={"ruleUUIDs": [uuid], "isDisable": True})

    keep(definition=checker(threshold=95))

    kept = server.get(uuid)
    assert kept["jsonScript"]["checkerOpt"]["rules"][0]["conditions"][0]["operands"] == ["95"]
    assert kept["jsonScript"]["checkerOpt"]["rules"][0]["matchTimes"] == 4
    assert (kept["jsonScript"]["ownOfTheConsole"], kept["jsonScript"]["message"]) == ({"deep": 1}, "by hand")
    assert (kept["alertPolicyUUIDs"], kept["dashboardUUID"], kept["permissionSet"], kept["status"]) == (
        ["altpl_1"],
        "dsbd_1",
        ["wsAdmin"],
        2,
    )
    sent = bodies(desk, "checkers_modify")[-1]
    assert "type" not in sent
    assert sent["status"] == 2


def test_switching_is_one_call(keep, desk):
    keep(definition=checker())

    assert keep(name="CPU", enabled=False)["changed"]
    assert desk.sent == [*LISTS, "checkers_set_disable"]
    assert not keep(name="CPU", enabled=False)["changed"]
    assert keep(definition={**checker(), "is_disable": False})["diff"]["after"] == {"enabled": True}


def test_a_disabled_monitor_is_made_disabled(keep, server):
    assert server.get(keep(definition={**checker(), "is_disable": True})["monitor"]["uuid"])["status"] == 2


def test_permissions_given_back_switch_the_set_off(keep, server):
    uuid = keep(definition=checker(), permissions=["wsAdmin"])["monitor"]["uuid"]
    assert server.get(uuid)["openPermissionSet"] is True

    keep(name="CPU", permissions=[])

    assert (server.get(uuid)["openPermissionSet"], server.get(uuid)["permissionSet"]) == (False, [])
    assert not keep(name="CPU", permissions=[])["changed"]


def test_a_rename_needs_the_uuid_and_takes_title_and_name(keep, server):
    uuid = keep(definition=checker())["monitor"]["uuid"]

    keep(uuid=uuid, name="Processor")

    assert (server.get(uuid)["jsonScript"]["title"], server.get(uuid)["jsonScript"]["name"]) == (
        "Processor",
        "Processor",
    )
    assert not keep(uuid=uuid, name="Processor")["changed"]


def test_an_old_monitor_is_found_by_its_name_and_keeps_its_title(keep, desk, server):
    uuid = keep(definition=checker("Title {{ host }}"))["monitor"]["uuid"]
    for records in desk.emulator.state().values():
        assert records["checkers"] == 1
    row = MONITOR.lists(desk.client)[0].items[0]
    row["jsonScript"]["name"] = "old name"
    desk.new_task()
    desk.memory.rows(MONITOR)
    desk.memory.put(MONITOR, uuid, row)

    result = desk.ensure("monitor", name="old name", every="5m")

    assert result["changed"]
    assert result["monitor"]["name"] == "Title {{ host }}"
    assert (server.get(uuid)["jsonScript"]["title"], server.get(uuid)["jsonScript"]["every"]) == (
        "Title {{ host }}",
        "5m",
    )


def test_monitors_of_one_name_are_told_apart_by_their_queries(keep, server):
    cpu, memory = (server.create(**checker("Twin", dql=dql)) for dql in ("M::cpu", "M::mem"))

    assert keep(definition=checker("Twin", dql="M::mem", threshold=1))["monitor"]["uuid"] == memory
    with pytest.raises(AmbiguousNameError, match=f"(?=.*{cpu})(?=.*{memory})"):
        keep(name="Twin", enabled=False)
    with pytest.raises(AmbiguousNameError):
        keep(definition=checker("Twin", dql="M::disk"))


def test_a_group_is_no_name(keep, server):
    server.create(**checker())

    assert keep(name="default", **QUERY)["monitor"]["name"] == "default"
    assert keep(name="default", **QUERY)["changed"] is False


def test_a_new_monitor_needs_something_to_check(keep):
    with pytest.raises(InputError, match="needs to know what to check"):
        keep(name="CPU", enabled=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"type": "OuterEventChecker", "name": "E"}, "needs a 'secret'"),
        ({"name": "E", "text": "x"}, "needs a 'type'"),
        ({"name": "CPU", "secret": "", **QUERY}, "cannot clear a secret"),
        ({"name": "n" * 257, **QUERY}, "at most 256"),
        ({"uuid": "rul_00000000", **QUERY}, "no monitor with the uuid"),
        ({**QUERY}, "Nothing says which monitor"),
        ({"name": "CPU", **QUERY, "alert_policies": ["nobody"]}, "named 'nobody'"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_a_write(keep, desk, options, message):
    with pytest.raises(InputError, match=message):
        keep(**options)

    assert set(desk.sent) <= {"checkers_list", "checkers_get", "alert_policies_list"}


def test_a_secret_is_compared_in_silence_and_kept(keep, desk, server):
    options = {
        "name": "Push",
        "type": "OuterEventChecker",
        "secret": "CANARY-one",
        "definition": {"jsonScript": {"subUri": "push"}},
    }
    made = keep(**options)
    uuid = made["monitor"]["uuid"]

    assert not keep(**options)["changed"]
    changed = keep(**{**options, "secret": "CANARY-two"})
    keep(name="Push", text="text")

    assert "CANARY" not in json.dumps([made, changed])
    assert changed["diff"]["after"]["secret"] == "******** (changed)"
    assert server.get(uuid)["secret"] == "CANARY-two"


@pytest.mark.parametrize(
    "options",
    [
        {"secret": "CANARY"},
        {"definition": {"secret": "CANARY"}},
        {"definition": {"checkers": [{"secret": "CANARY"}, {}, {"secret": ""}, None]}},
        {"definition": {"secret": ["CANARY"], "checkers": 1}},
        {"definition": "CANARY"},
    ],
)
def test_secrets_are_found_in_whatever_is_given(options):
    assert list(MONITOR.secrets(options)) == ["CANARY"]


def test_combined_monitors_name_their_members_and_protect_them(keep, desk):
    member = {name: keep(name=name, **QUERY)["monitor"]["uuid"] for name in ("A one", "B one")}
    options = {
        "name": "Both",
        "type": "combinedCheck",
        "queries": [{"alias": "A", "monitor": "A one"}, {"alias": "B", "monitor": "B one"}],
        "definition": {"jsonScript": {"checkerOpt": {"combineExpr": "A && B"}}},
    }
    assert keep(check_mode=True, **{**options, "queries": [{"alias": "A", "monitor": "not there yet"}]})["changed"]
    keep(**options)

    assert not keep(**options)["changed"]
    exported = read(desk.run(), MONITOR, name="Both", export=True)[0]
    assert [target["monitorCheckerId"] for target in exported["definition"]["jsonScript"]["targets"]] == [
        "A one",
        "B one",
    ]
    with pytest.raises(InputError, match="still used by monitor 'Both'"):
        keep(name="A one", state="absent")
    assert keep(name="A one", state="absent", force=True)["changed"]
    assert member["A one"] not in [row["uuid"] for part in MONITOR.lists(desk.client) for row in part.items]


@pytest.mark.parametrize("kind", ["smartHostCheck", "smartLogCheck"])
def test_intelligent_monitors_are_found_in_their_own_list(keep, desk, kind):
    definition = {"jsonScript": {"type": kind, "title": "Smart", "targets": []}, "extend": {"querylist": []}}

    assert keep(definition=definition)["changed"]
    assert bodies(desk, "checkers_create")[0]["type"] == "smartMonitor"
    assert not keep(definition=definition)["changed"]


def test_a_service_without_the_single_read_is_asked_for_the_list(keep, desk):
    uuid = keep(definition=checker(), tags=["a"])["monitor"]["uuid"]
    desk.emulator.fault("no_such_route", "checkers_get", times=5)

    result = keep(uuid=uuid, enabled=False, tags=["a"])

    assert desk.sent == ["checkers_get", "checkers_list", "checkers_modify", "checkers_set_disable"]
    assert result["warnings"] == [
        "The service does not tell 'tags' of the monitor: it was not compared, and is sent with other changes only."
    ]


def test_a_hundred_unchanged_monitors_cost_a_handful_of_requests(keep, desk):
    policy = desk.client.call(
        "alert_policies_create_v2",
        body={
            "name": "On call",
            "ruleTimezone": "UTC",
            "alertOpt": {
                "alertType": "status",
                "silentTimeout": 300,
                "aggInterval": 120,
                "alertTarget": [{"targets": []}],
            },
        },
    ).content["uuid"]
    pack = {"checkers": [checker(f"Monitor {number}") for number in range(100)]}
    pack["checkers"][7] = {
        **checker("Twin"),
        "jsonScript": {**checker("Twin")["jsonScript"], "targets": [{"alias": "Result", "dql": "M::own"}]},
    }
    bound = {"tags": ["a"], "alert_policies": ["On call"]}
    made = keep(definition=pack, **bound)

    assert not keep(definition=pack)["changed"]
    assert desk.sent == LISTS
    again = keep(definition=pack, **bound)
    assert not again["changed"]
    assert desk.sent == ["alert_policies_list", *LISTS, "checkers_get", "checkers_export"]
    desk.client.call(
        "checkers_modify",
        path={"rule_uuid": made["monitors"][50]["uuid"]},
        body={"alertPolicyUUIDs": [], "tags": ["b"]},
    )
    changed = keep(definition=pack, **bound)
    assert [entry["name"] for entry in changed["monitors"] if entry["changed"]] == ["Monitor 50"]
    assert changed["diff"][0]["before"] == {"alert_policies": [], "tags": ["b"]}
    assert changed["diff"][0]["after"] == {"alert_policies": ["On call"], "tags": ["a"]}
    assert policy not in json.dumps(changed)


# -- packs ----


@pytest.mark.parametrize(
    ("every", "interval", "is_told"),
    [("5m", "1m", True), ("1h", "30 min", True), ("5m", "5m", False), ("1m", "5m", False), (None, "5m", False)],
)
def test_runs_that_leave_data_out_are_worth_a_warning(keep, every, interval, is_told):
    warnings = keep(name="x", **QUERY, **RULES, interval=interval, **({"every": every} if every else {}))["warnings"]
    told = f"It runs every {every} and looks back {interval}, so it does not see what happens in between."
    assert [told in text for text in warnings] == [True] * is_told


def test_ids_that_the_service_makes_anew_are_no_change(keep, desk):
    desk.emulator.vary("new_ids")
    own = checker("own")
    query = {"q": "M::`cpu`:(AVG(`usage_total`))", "code": "Result", "filters": [{"id": "f", "name": "host"}]}
    own["extend"]["querylist"] = [{"uuid": "u", "query": {**query, "children": [{"filters": [{"id": "c"}]}]}}]
    for pack in [{"checkers": [own]}, *(json.loads(path.read_text(encoding="utf-8")) for path in PACKS[:3])]:
        assert keep(definition=pack)["changed"]
        assert not keep(definition=pack)["changed"]


BLANK = "<<.Monitor.title>>"


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        ([BLANK], ["mysql"]),
        ([BLANK, "CPU", BLANK], ["mysql 1", "CPU", "mysql 2"]),
        ([f"{BLANK} of {{{{ host }}}}"], [f"{BLANK} of {{{{ host }}}}"]),
    ],
)
def test_the_name_of_the_file_stands_for_titles_that_are_placeholders(keep, titles, names):
    queries = [f"M::`cpu`:(AVG(`m{number}`))" for number in range(len(titles))]
    pack = {"checkers": [checker(title, dql) for title, dql in zip(titles, queries, strict=True)]}

    def read(content):
        return TASK.with_content({"src": "files/mysql.json"}, lambda path: json.dumps(content))["definition"]

    assert [entry["name"] for entry in keep(definition=read(pack))["monitors"]] == names
    assert not keep(definition=read(pack))["changed"]
    if len(titles) == 1:
        assert not keep(definition=read(pack["checkers"][0]))["changed"]
        assert keep(definition=read(pack["checkers"][0]), name="mine")["monitor"]["name"] == "mine"


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_pack_of_the_vendor_applies_twice_and_its_export_too(keep, desk, path):
    pack = json.loads(path.read_text(encoding="utf-8"))
    untouched = copy.deepcopy(pack)

    planned = keep(check_mode=True, definition=pack)
    made = keep(definition=pack)
    again = keep(definition=pack)

    assert pack == untouched
    assert desk.sent == LISTS
    assert planned["diff"] == made["diff"]
    assert [entry["action"] for entry in made["monitors"]] == ["create"] * len(pack["checkers"])
    assert not again["changed"] and again["diff"] == []
    exported = read(desk.run(), MONITOR, export=True)
    assert {o["definition"]["jsonScript"]["message"] for o in exported} == {
        c["jsonScript"]["message"] for c in pack["checkers"]
    }
    assert not any(keep(**options)["changed"] for options in exported)
    assert not keep(definition={"checkers": [options["definition"] for options in exported]})["changed"]


def test_all_packs_of_the_vendor_live_in_one_workspace(keep):
    packs = [json.loads(path.read_text(encoding="utf-8")) for path in PACKS]
    made = [entry["uuid"] for pack in packs for entry in keep(definition=pack)["monitors"]]

    assert len(set(made)) == len(made)
    assert not any(keep(definition=pack)["changed"] for pack in packs)


def test_a_pack_gives_one_result_for_each_and_one_list(keep, desk):
    pack = {"checkers": [checker("one"), checker("two"), checker("three")]}
    keep(definition=pack, tags=["pack"])
    keep(name="two", enabled=False)
    pack["checkers"][2] = checker("three", threshold=5)

    result = keep(definition=pack, enabled=True)

    assert desk.sent == [*LISTS, "checkers_get", "checkers_set_disable", "checkers_modify"]
    assert [(entry["name"], entry["changed"], entry["action"]) for entry in result["monitors"]] == [
        ("one", False, "nothing"),
        ("two", True, "change"),
        ("three", True, "change"),
    ]
    assert [part["after"] for part in result["diff"]] == [
        {"enabled": True},
        {"definition": {"rules": {"critical": "Result >= 5"}}},
    ]
    assert keep(definition=pack, state="absent")["changed"]
    assert keep(definition=pack, state="absent")["changed"] is False


def test_a_fault_in_a_pack_writes_nothing(keep, desk):
    broken = checker("two")
    broken["extend"]["rules"] = checker(threshold=1)["jsonScript"]["checkerOpt"]["rules"]

    with pytest.raises(
        UnfinishedError,
        match="1 of 2 .*number 2 'two': The definition contradicts itself.*Nothing was written. Not tried: 'one'",
    ):
        keep(definition={"checkers": [checker("one"), broken]})
    assert desk.sent == LISTS


@pytest.mark.parametrize("check_mode", [True, False])
def test_with_continue_on_error_a_fault_in_a_pack_stops_its_monitor_only(keep, desk, check_mode):
    broken = checker("two")
    broken["extend"]["rules"] = checker(threshold=1)["jsonScript"]["checkerOpt"]["rules"]
    pack = {"checkers": [checker("one"), broken, {"jsonScript": 5}, checker("four"), "five"]}
    told = (
        r"3 of 5 monitors of the pack failed: number 2 'two': The definition contradicts itself.*"
        r"; number 3: The definition of a monitor lacks.*; number 5: The definition of a monitor must be a mapping"
    )
    with pytest.raises(UnfinishedError, match=told) as refused:
        keep(check_mode, definition=pack)
    assert desk.sent == LISTS
    assert "Not tried: 'one', 'four'." in str(refused.value)
    with pytest.raises(UnfinishedError, match=told) as failed:
        keep(check_mode, definition=pack, continue_on_error=True)
    assert desk.sent == LISTS + ([] if check_mode else ["checkers_create"] * 2)
    entries = failed.value.result["monitors"]
    assert [entry.get("failed", False) for entry in entries] == [False, True, True, False, True]
    assert [entry["changed"] for entry in entries] == [True, False, False, True, False]
    assert ("Written: 'one', 'four'." in str(failed.value)) is not check_mode


def test_channels_are_for_all_monitors_of_a_pack(keep, desk):
    pack = {"checkers": [checker("one"), checker("two")]}
    channel = desk.ensure("issue_channel", name="Payments")["issue_channel"]["uuid"]
    assert keep(definition=pack, channels=["Payments"])["changed"]
    assert not keep(definition=pack, channels=[channel])["changed"]
    run = desk.run()
    rows = run.memory.rows(run.kinds["monitor"])
    assert [row["jsonScript"]["channels"] for row in rows] == [[channel]] * 2


def test_channels_and_level_of_issues_go_by_name_in_a_definition_and_in_an_export(keep, desk):
    level = desk.ensure("issue_level", name="Seen", colour="#000000")["issue_level"]["uuid"]
    desk.ensure("issue_channel", name="Payments")
    definition = {**checker("CPU", channels=["Payments"]), "extend": {"issueLevelUUID": "Seen"}}
    assert keep(definition=definition)["changed"]
    run = desk.run()
    (row,) = run.memory.rows(run.kinds["monitor"])
    assert row["extend"]["issueLevelUUID"] == level
    exported = run.kinds["monitor"].export(run, row)["definition"]
    assert (exported["jsonScript"]["channels"], exported["extend"]["issueLevelUUID"]) == (["Payments"], "Seen")
    assert not keep(definition=exported)["changed"]
    with pytest.raises(InputError, match="still used by monitor 'CPU'"):
        desk.ensure("issue_level", name="Seen", state="absent")
    with pytest.raises(InputError, match="no issue channel named 'Paymens' in this workspace; there is 'Payments'"):
        keep(definition=checker("CPU", channels=["Paymens"]))


def test_a_level_of_the_platform_costs_no_request(keep, desk):
    definition = {**checker("CPU"), "extend": {"issueLevelUUID": "system_level_3"}}
    assert keep(definition=definition)["changed"]
    assert "issue_levels_list" not in desk.sent


def test_one_that_cannot_be_written_does_not_stop_the_others(keep, desk):
    pack = {
        "checkers": [
            checker("one"),
            {"jsonScript": {"title": "two", "type": "combinedCheck", "targets": []}},
            checker("three"),
        ]
    }

    with pytest.raises(UnfinishedError) as failure:
        keep(definition=pack)

    assert (
        "1 of 3" in str(failure.value)
        and "combineExpr" in str(failure.value)
        and "Written: 'one', 'three'." in str(failure.value)
    )
    assert failure.value.result["changed"]
    assert [(entry["changed"], entry.get("failed", False)) for entry in failure.value.result["monitors"]] == [
        (True, False),
        (False, True),
        (True, False),
    ]


def test_a_key_that_is_refused_is_tried_once(keep, desk):
    desk.emulator.fault("bad_key_401", "checkers_create", times=9)

    with pytest.raises(UnfinishedError, match="Nothing was written. Not tried: 'two', 'three'"):
        keep(definition={"checkers": [checker("one"), checker("two"), checker("three")]})
    assert desk.sent.count("checkers_create") == 1


def test_members_of_one_title_are_told_apart_by_their_queries(keep, desk):
    pack = {"checkers": [checker("Same", dql="M::cpu"), checker("Same", dql="M::mem")]}
    keep(definition={"checkers": [pack["checkers"][0]]})

    made = keep(definition=pack)

    assert [entry["action"] for entry in made["monitors"]] == ["nothing", "create"]
    assert not keep(definition=pack)["changed"]


def test_the_same_monitor_twice_in_a_pack_is_refused(keep):
    with pytest.raises(UnfinishedError, match="number 2 'Same'.*the same monitor as number 1"):
        keep(definition={"checkers": [checker("Same"), checker("Same", threshold=1)]})


def test_a_member_of_the_pack_can_be_combined_in_it(keep):
    both = {
        "jsonScript": {
            "title": "Both",
            "type": "combinedCheck",
            "targets": [{"alias": "A", "monitorCheckerId": "one"}],
            "checkerOpt": {"combineExpr": "A"},
        }
    }
    pack = {"checkers": [both, checker("one")]}

    assert [entry["action"] for entry in keep(definition=pack)["monitors"]] == ["create", "create"]
    assert not keep(definition=pack)["changed"]
    assert (
        keep(check_mode=True, definition=pack, state="absent")["diff"] == keep(definition=pack, state="absent")["diff"]
    )


def test_what_is_meant_for_one_is_refused_for_many(keep):
    with pytest.raises(InputError, match="pack of 2 monitors cannot be combined with name, every"):
        keep(definition={"checkers": [checker("one"), checker("two")]}, name="x", every="1m")
    assert keep(definition={"checkers": [checker("one")]}, name="x", every="5m")["monitors"][0]["name"] == "x"
