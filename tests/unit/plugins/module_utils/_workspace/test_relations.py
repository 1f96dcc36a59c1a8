# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References by name to what neither the wanted set nor the workspace has, and secrets that are left out."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError

pytestmark = pytest.mark.usefixtures("each_list_shape")

CONDITION = {"alias": "Result", "operator": ">", "operands": ["90"]}
SCRIPT = {
    "type": "simpleCheck",
    "targets": [{"alias": "Result", "dql": "M::`cpu`:(AVG(`usage_total`))"}],
    "checkerOpt": {"rules": [{"status": "critical", "conditionLogic": "and", "conditions": [CONDITION]}]},
}
MEMBER = "ada@example.com"


def monitor(name, **options):
    return {"name": name, "definition": {"jsonScript": SCRIPT}, **options}


def policy(*to, **rule):
    return {"name": "A", "timezone": "UTC", "targets": [{"rules": [{"statuses": ["critical"], "to": [*to], **rule}]}]}


def monitors(number, **options):
    return {"monitors": [monitor(f"m{index:02}", **options) for index in range(number)]}


def told(workspace, **wanted):
    with pytest.raises(InputError) as refused:
        workspace.apply(definition=wanted)
    assert not any("create" in operation for operation in workspace.sent)
    return str(refused.value)


def test_what_many_objects_need_is_told_once(workspace):
    names = ", ".join(f"'m{index:02}'" for index in range(10))
    text = told(workspace, **monitors(12, alert_policies=["Oncall"]))
    need = "need alert policy 'Oncall', which neither the set nor this workspace has; there is none at all."
    assert f"nothing was written. 12 monitors ({names}, ...) {need} Add it to the set (kind alert_policy)" in text
    assert text.count("Oncall") == 1


def test_all_references_of_an_object_are_told_at_once_and_a_lone_object_with_its_file(workspace):
    options = {"alert_policies": ["P1", "P2"], "dashboard": "D", "permissions": ["x@example.com"]}
    workspace.put("monitors", "cpu.json", monitor("CPU", **options))
    with pytest.raises(InputError) as refused:
        workspace.apply()
    for what in ("alert policy 'P1'", "alert policy 'P2'", "dashboard 'D'", "member 'x@example.com'"):
        assert f"monitors/cpu.json: monitor 'CPU' needs {what}, which neither" in str(refused.value)


def test_objects_of_several_kinds_and_faults_of_single_ones(workspace):
    slo = {"name": "Fast", "goal": 99, "min_goal": 95, "monitors": ["m00"], "alert_policies": ["Oncall"]}
    text = told(workspace, **monitors(1, alert_policies=["Oncall"]), slos=[slo, {**slo, "name": "S", "goal": 90}])
    assert "2 objects (monitor 'm00', SLO 'Fast') need alert policy 'Oncall'" in text
    assert "definition.slos[1]: 'min_goal' is 95" in text


@pytest.mark.parametrize("relations", ["drop", "keep"])
def test_a_new_object_is_made_without_what_it_can_do_without(workspace, relations):
    wanted = {
        **monitors(2, alert_policies=["Oncall", "A"], dashboard="Gone", tags=["t"]),
        "alert_policies": [policy("Nobody", MEMBER)],
        "mute_rules": [
            {"name": "x", "hosts": ["h"], "duration": "1h", "notify": ["Nobody"], "repeat": {"at": "02:00"}}
        ],
    }
    planned = workspace.apply(True, definition=wanted, relations=relations)
    done, warnings = workspace.apply(definition=wanted, relations=relations, warnings=True)
    assert planned["summary"]["create"] == done["summary"]["create"] == 4
    assert planned["diff"] == done["diff"]
    (row,) = (row for row in workspace.desk.memory.rows(workspace.desk.run().kinds["alert_policy"]))
    assert workspace.desk.ensure("monitor", name="m00", alert_policies=["A"])["changed"] is False
    assert [person[:5] for person in row["alertOpt"]["alertTarget"][0]["targets"][0]["to"]] == ["acnt_"]
    what = "is left out; its option stays as it is in" if relations == "keep" else "is left out of"
    which = "The dashboard 'Gone', which neither the set nor this workspace has"
    assert f"{which}, {what} 2 monitors ('m00', 'm01')." in warnings
    assert len(warnings) == 4
    assert not workspace.apply(definition=wanted, relations=relations)["changed"]


def test_drop_takes_them_away_and_keep_leaves_the_option_as_it_is(workspace):
    before = {"alert_policies": [policy(MEMBER), {**policy(MEMBER), "name": "B"}]}
    workspace.apply(definition={**before, **monitors(1, alert_policies=["A", "B"])})
    moved = monitors(1, alert_policies=["A", "Oncall"], tags=["new"])
    kept = workspace.apply(definition=moved, relations="keep")
    assert [entry["diff"]["after"] for entry in kept["results"]] == [{"tags": ["new"]}]
    dropped = workspace.apply(definition=moved, relations="drop")
    assert [entry["diff"]["after"] for entry in dropped["results"]] == [{"alert_policies": ["A"]}]
    assert not workspace.apply(definition=moved, relations="drop", verify="quick")["changed"]


def bound(workspace):
    """The names of the alert policies of the monitor m00."""
    workspace.desk.new_task()
    run = workspace.desk.run()
    (row,) = run.memory.called(run.kinds["monitor"], "m00")
    names = {run.kinds["alert_policy"].uuid_of(one): one["name"] for one in run.memory.rows(run.kinds["alert_policy"])}
    return [names[uuid] for uuid in run.kinds["monitor"].get(run, row["uuid"])["alertPolicyUUIDs"]]


NOWHERE = "altpl_" + "0" * 32


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ("Oncall", "Oncall"),
        ("Oncall", "alert_policy/Oncall"),
        ("Oncall", "alert_policies/Oncall"),
        ("a/b", "a/b"),
        (NOWHERE, NOWHERE),
    ],
)
def test_a_reference_means_what_its_name_is_renamed_to(workspace, old, key):
    workspace.apply(definition={"alert_policies": [policy(MEMBER)]})
    wanted = {"definition": monitors(1, alert_policies=[old]), "rename_relations": {key: "A"}}
    assert workspace.apply(True, **wanted)["summary"]["create"] == 1
    workspace.apply(**wanted)
    assert bound(workspace) == ["A"]
    assert not workspace.apply(**wanted, verify="quick")["changed"]


def test_names_can_be_swapped_and_mean_objects_of_the_set_too(workspace):
    both = {"alert_policies": [policy(MEMBER), {**policy(MEMBER), "name": "B"}]}
    wanted = {**both, **monitors(1, alert_policies=["A"])}
    workspace.apply(definition=wanted, rename_relations={"A": "B", "B": "A"})
    assert bound(workspace) == ["B"]
    changed = workspace.apply(definition=wanted, verify="quick")
    assert [entry["name"] for entry in changed["results"] if entry["changed"]] == ["m00"]


def test_recipients_and_who_is_permitted_are_renamed(workspace):
    renames = {"Ops": MEMBER, "member/eve@example.com": MEMBER}
    wanted = {
        "alert_policies": [policy("Ops")],
        "dashboards": [{"name": "D", "visibility": "custom", "permissions": ["eve@example.com"]}],
    }
    assert workspace.apply(definition=wanted, rename_relations=renames)["summary"]["create"] == 2


def test_what_renaming_cannot_do_is_told(workspace):
    wanted = monitors(1, alert_policies=["Oncall"])
    with pytest.raises(InputError, match="'rename_relations' names it in place of 'Oncall'"):
        workspace.apply(definition=wanted, rename_relations={"Oncall": "Nowhere"})
    with pytest.raises(InputError, match="must give 'Oncall' another name"):
        workspace.apply(definition=wanted, rename_relations={"Oncall": None})
    _result, warnings = workspace.apply(
        definition=wanted, rename_relations={"x": "y", "slo/Oncall": "y"}, relations="drop", warnings=True
    )
    assert "'rename_relations' has what no reference names: slo/Oncall, x." in warnings


@pytest.mark.parametrize("relations", ["drop", "keep"])
def test_a_uuid_that_leads_nowhere_is_refused_whatever_relations_say(workspace, relations):
    with pytest.raises(InputError, match=f"refers to {NOWHERE}"):
        workspace.apply(definition=monitors(1, alert_policies=[NOWHERE]), relations=relations)


@pytest.mark.parametrize("relations", ["drop", "keep"])
@pytest.mark.parametrize(
    "wanted",
    [
        {"slos": [{"name": "S", "goal": 99, "min_goal": 95, "monitors": ["Gone"]}]},
        # Without the monitor it would mute the host for all monitors.
        {"mute_rules": [{"name": "x", "monitors": ["Gone"], "hosts": ["h"], "duration": "1h"}]},
        {"monitors": [monitor("m", permissions=["Gone"])]},
        {"alert_policies": [policy("Gone")]},
        {"alert_policies": [policy(MEMBER, escalations=[{"to": ["Gone"], "after": "15m"}])]},
        {
            "monitors": [
                {
                    "name": "all",
                    "definition": {
                        "jsonScript": {
                            "type": "combinedCheck",
                            "targets": [{"alias": "A", "monitorCheckerId": "Gone"}],
                            "checkerOpt": {"rules": [], "combineExpr": "A"},
                        }
                    },
                }
            ]
        },
    ],
)
def test_what_an_object_needs_is_never_left_out(workspace, relations, wanted):
    with pytest.raises(InputError, match=r"needs .* 'Gone', which neither"):
        workspace.apply(definition=wanted, relations=relations)
    assert not any("create" in operation for operation in workspace.sent)


def test_with_continue_on_error_what_lacks_nothing_is_applied(workspace):
    wanted = {"monitors": [monitor("bad", alert_policies=["Oncall"]), monitor("good")]}
    with pytest.raises(UnfinishedError, match=r"1 of 2 changes failed. definition.monitors\[0\]: monitor 'bad' needs"):
        workspace.apply(definition=wanted, continue_on_error=True)
    assert workspace.sent.count("checkers_create") == 1


@pytest.mark.parametrize(
    ("options", "needs"),
    [
        ({"type": "HTTPRequest"}, "notify_object/Ops: {url: ...}"),
        ({"type": "dingTalkRobot"}, "notify_object/Ops: {webhook: ..., secret: ...}"),
    ],
)
def test_a_missing_secret_names_the_option_that_supplies_it(workspace, options, needs):
    workspace.put("notify_objects", "ops.yml", {"name": "Ops", **options})
    with pytest.raises(InputError) as refused:
        workspace.apply()
    assert f"A secret is given beside the set: secrets: {{{needs}}}." in str(refused.value)
    assert "notify_objects/ops.yml: " in str(refused.value)


def test_what_this_run_failed_to_make_is_not_left_out(workspace):
    wanted = {"alert_policies": [policy(MEMBER)], "monitors": [monitor("m", alert_policies=["A", "Gone"])]}
    workspace.desk.emulator.fault("success_false", "alert_policies_create_v2")
    with pytest.raises(UnfinishedError, match=r"2 of 2 changes failed.* There is no alert policy named 'A'"):
        workspace.apply(definition=wanted, relations="drop", continue_on_error=True)
    assert "checkers_create" not in workspace.sent
    assert workspace.apply(definition=wanted, relations="drop")["summary"]["create"] == 2
