# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the roles: each to the last of its suboptions, null as not given, lists that are lists."""

from __future__ import annotations

import importlib
import json
import pathlib
import re

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.truewatch.openapi.plugins.lookup import role_faults
from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import CONNECTION
from ansible_collections.truewatch.openapi.plugins.module_utils._options import example, sample
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils.test_options import WRONG, places

from .results import results_in, shown

ROLES = pathlib.Path(__file__).parents[3] / "roles"
ALL = {path.name for path in ROLES.iterdir()}
ITEMS = {"dashboards": "truewatch_dashboard", "monitors": "truewatch_monitor"}
TYPED = ("type", "elements", "required")


def specs(role):
    content = yaml.safe_load((ROLES / role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    return content["argument_specs"].values()


def every_option(options):
    for name, entry in options.items():
        yield name, entry
        yield from every_option(entry.get("options", {}))


def module_options(module):
    task = importlib.import_module(f"ansible_collections.truewatch.openapi.plugins.modules.{module}").TASK
    return {name: entry for name, entry in task.argument_spec.items() if name not in (*CONNECTION, "verify")}


def typed(options):
    """What is compared of options. In a role an alias is an option of its own, there are no defaults, and a mapping has
    no suboptions, since Ansible stumbles over what is none; the module looks at it."""
    aliases = {alias: entry for entry in options.values() for alias in entry.get("aliases", [])}
    return {
        name: {"type": "raw"}
        if entry.get("type") == "raw" or (entry.get("options") and entry["type"] == "dict")
        else {
            **{key: entry[key] for key in TYPED if entry.get(key) and not (key == "required" and entry.get("aliases"))},
            # Null is one of the choices of a role, since it is not given there. Of numbers it cannot be one.
            **({"choices": {*entry["choices"], None}} if entry.get("choices") and entry.get("type") != "int" else {}),
            **({"options": typed(entry["options"])} if entry.get("options") else {}),
        }
        for name, entry in {**options, **aliases}.items()
    }


@pytest.mark.parametrize("role", sorted(ALL))
def test_no_option_has_what_makes_ansible_refuse_null(role):
    for spec in specs(role):
        assert [name for name, entry in every_option(spec["options"]) if None not in entry.get("choices", [None])] == []
        assert [name for name, entry in every_option(spec["options"]) if "default" in entry] == []


@pytest.mark.parametrize("role", sorted(ALL))
def test_a_value_of_a_wrong_type_is_told_with_its_option(role):
    for spec in specs(role):
        for place, entry, put in places(spec["options"]):
            for kind in WRONG.get(entry["type"], ()):
                for value in {"mapping": {"a": 1}, "list": [[1]], "true or false": True, "number": 7}[kind], "text":
                    found = ArgumentSpecValidator(spec["options"]).validate(put(value))
                    option = re.split(r"[.\[\]]+", place)[-1]
                    told = [message for message in found.error_messages if "required" not in message]
                    assert not told or option in " ".join(told)


@pytest.mark.parametrize("role", ITEMS)
def test_an_entry_of_a_list_has_the_options_of_the_module_and_the_role_passes_them_on(role):
    (spec,) = specs(role)
    wanted = module_options(ITEMS[role])
    assert typed(spec["options"][f"{role}_list"]["options"]) == typed(wanted)
    tasks = yaml.safe_load((ROLES / role / "tasks" / "main.yml").read_text(encoding="utf-8"))
    (passed,) = (
        task[f"truewatch.openapi.{ITEMS[role]}"] for task in inside(tasks) if f"truewatch.openapi.{ITEMS[role]}" in task
    )
    aliases = {alias for entry in wanted.values() for alias in entry.get("aliases", [])}
    assert set(passed) == {*wanted, *aliases, "verify"}


@pytest.mark.parametrize("role", sorted(ALL))
def test_what_ansible_would_convert_is_told_with_the_option_and_an_example(role):
    """Ansible validates a converted copy; the role works with what was given."""
    options = role_faults.options_of(ROLES / role)
    for place, entry, put in places(options):
        for kind in WRONG.get(entry["type"], ()):
            value = {"mapping": {"a": 1}, "list": [[1]], "true or false": True, "number": 7}[kind]
            (fault,) = role_faults.faults_of(options, put(value))
            assert f"'{place}' must be " in fault
            assert entry.get("choices") or ", such as " in fault
        if entry["type"] == "list" and "." not in place:
            (fault,) = role_faults.faults_of(options, put("a,b"))
            assert fault == f"'{place}' must be a list, not a text, such as {example(place, entry)}."
            assert role_faults.faults_of(options, put(sample(entry))) == []


@pytest.mark.parametrize("role", sorted(ALL - {"maintenance"}))  # where truewatch_maintenance looks at all of them
def test_a_role_begins_with_a_look_at_its_options(role):
    tasks = yaml.safe_load((ROLES / role / "tasks" / "main.yml").read_text(encoding="utf-8"))
    first = next(task for task in inside(tasks) if "ansible.builtin.set_fact" not in task)
    assert first["vars"][f"{role}_faults"].startswith("{{ query('truewatch.openapi.role_faults', role_path)")
    assert first["ansible.builtin.assert"]["that"] == f"{role}_faults | length == 0"


def inside(tasks):
    """The tasks, and those in blocks in place of the blocks."""
    for task in tasks:
        yield from inside(task["block"]) if "block" in task else [task]


def role(name, **variables):
    """The role, with what it refuses told and rescued, and its result."""
    include = {"ansible.builtin.include_role": {"name": f"truewatch.openapi.{name}"}, "vars": variables}
    told = {"ansible.builtin.debug": {"msg": f"REFUSED {{{{ ansible_failed_result.msg }}}} {shown(name)}"}}
    return {"block": [include, {"ansible.builtin.debug": {"msg": shown(name)}}], "rescue": [told]}


REFUSED = [
    (
        "workspace",
        {"workspace_definition": {"dashboards": []}, "workspace_prune": True},
        "'prune' must be a mapping, not true",
    ),
    ("dashboards", {"dashboards_list": [{"name": "X", "api_key": "k2"}]}, "dashboards_list.api_key"),
    ("monitors", {"monitors_list": [{"name": "T3", "rulez": []}]}, "monitors_list.rulez"),
    ("monitors", {"monitors_list": [{"name": "T3", "rules": [{"level": "error", "x": 1}]}]}, "monitors_list.rules.x"),
    ("dashboards", {"dashboards_tags": "team"}, "'dashboards_tags' must be a list, not a text, such as"),
    ("monitors", {"monitors_tags": "team"}, "'monitors_tags' must be a list, not a text"),
    ("workspace", {"workspace_kinds": "dashboard", "workspace_plan_dest": ["x"]}, "'workspace_kinds' must be a list"),
    ("backup", {"backup_dest": "x", "backup_include": "a"}, "'backup_include' must be a list"),
    (
        "drift_report",
        {"drift_report_src": "x", "drift_report_exclude": "a", "drift_report_dest": ["x"]},
        "'drift_report_exclude' must be a list",
    ),
    ("backup", {"backup_dest": ["x"]}, "'backup_dest' must be a text, not a list, such as backup_dest: text"),
    ("backup", {"backup_dest": "x", "backup_message": {"a": 1}}, "'backup_message' must be a text, not a mapping"),
    ("backup", {"backup_dest": "x", "backup_kinds": []}, "'kinds' is empty: give it a value, or leave it out"),
    ("workspace", {"workspace_definition": {"dashboards": []}, "workspace_kinds": []}, "'kinds' is empty"),
    (
        "workspace",
        {"workspace_definition": {"dashboards": []}, "workspace_plan_dest": ""},
        "'workspace_plan_dest' is empty: give a file, such as plan.md, or leave it out",
    ),
    (
        "workspace",
        {"workspace_definition": {"dashboards": []}, "workspace_plan_dest": "p.md", "workspace_plan_limit": 200},
        "'workspace_plan_limit' is 200: give a number of characters from 5000 on",
    ),
    ("dashboards", {"dashboards_folder": "twins"}, r"'a' in \S+/twins/a.json, \S+/twins/a.yml"),
    (
        "dashboards",
        {"dashboards_folder": "one", "dashboards_list": [{"name": "B", "identifier": "a"}]},
        "'a' in .*dashboards_list",
    ),
    (
        "dashboards",
        {"dashboards_folder": "one", "dashboards_list": [{"title": "A", "description": "x"}]},
        r"'A' in \S+/one/a.json, entry 1 of dashboards_list",
    ),
    ("dashboards", {"dashboards_list": [{"name": "B"}, {"title": "B"}]}, "'B' in entry 1 of .*, entry 2 of"),
    ("monitors", {"monitors_list": [{"name": "B"}, {"title": "B"}]}, "'B' in entry 1 of .*, entry 2 of"),
    ("monitors", {"monitors_list": [{"src": "packs/a.json"}, {"name": "CPU"}]}, "'CPU' in entry 1 of .*, entry 2 of"),
    ("monitors", {"monitors_folder": "packs"}, r"'CPU' in \S+/packs/a.json, \S+/packs/b.yml"),
    ("dashboards", {"dashboards_folder": "no/such"}, "There is no .*'no/such'"),
]


def monitor(title):
    return {"jsonScript": {"title": title, "type": "simpleCheck", "name": title}}


def test_what_the_modules_would_refuse_is_refused_by_the_roles_and_nothing_is_sent(play):
    files = {
        "twins/a.json": {"title": "A", "main": {"charts": []}},
        "twins/a.yml": {"title": "B", "main": {"charts": []}},
        "one/a.json": {"title": "A", "main": {"charts": []}},
        "packs/a.json": {"checkers": [monitor("CPU"), monitor("CPU")]},
        "packs/b.yml": monitor("CPU"),
    }
    write(play, files)
    finished = play.run([role(name, **variables) for name, variables, _message in REFUSED])
    told = re.findall(r"REFUSED (.*)", finished.stdout)
    assert len(told) == len(REFUSED), finished.stdout
    for (name, _variables, message), text in zip(REFUSED, told, strict=True):
        assert re.search(message, text), (name, message, text)
    assert play.emulator.requests() == []
    given = [result for result in results_in(finished.stdout) if result]
    assert given and all(result["failed"] and not result["changed"] for result in given)


@pytest.mark.parametrize(
    ("go_on", "statuses"), [(None, ["left", "failed", "done"]), (True, ["done", "failed", "done"])]
)
def test_a_bad_monitor_of_a_pack_stops_only_itself_where_the_role_goes_on(play, go_on, statuses):
    def plain(title, operand):
        rules = [
            {
                "status": "critical",
                "conditionLogic": "and",
                "conditions": [{"alias": "R", "operator": ">", "operands": [operand]}],
            }
        ]
        script = {
            "title": title,
            "type": "simpleCheck",
            "every": "1m",
            "interval": 60,
            "targets": [{"dql": "M::cpu:(AVG(x))", "alias": "R"}],
        }
        return {"jsonScript": {**script, "checkerOpt": {"rules": rules}}, "extend": {"rules": [{**rules[0]}]}}

    bad = plain("Bad", "2")
    bad["extend"]["rules"][0]["conditions"] = [{"alias": "R", "operator": ">", "operands": ["3"]}]
    write(play, {"packs/a.json": {"checkers": [plain("Good", "1"), bad]}, "packs/b.json": plain("Other", "1")})
    finished = play.run([role("monitors", monitors_folder="packs", monitors_continue_on_error=go_on)])
    assert "number 2 'Bad'" in re.sub(r"\s+", " ", finished.stdout)
    (result,) = results_in(finished.stdout)
    assert [one["status"] for one in result["objects"]] == statuses, finished.stdout


def write(play, files):
    for name, content in files.items():
        path = play.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")


SECRET = "https://hooks.example.com/canary-5d20"
HOSTILE = "{{ lookup('ansible.builtin.pipe', 'touch canary') }}"


def test_null_is_not_given_and_a_folder_is_taken_by_its_name_from_the_working_directory(play):
    write(
        play,
        {"x [prod]/nginx.json": {"title": "N", "main": {"charts": []}}, "wanted/dashboards/w.json": {"name": HOSTILE}},
    )
    write(play, {"wanted/notify_objects/o.json": {"name": "Ops", "type": "slackIncomingWebhook", "webhook": SECRET}})
    write(play, {"elsewhere/unused.json": {}})

    def nulls(name, *given):
        spec, *_other_entry_points = specs(name)
        return dict.fromkeys(set(spec["options"]) - set(given))

    tasks = [
        role("dashboards", **{**nulls("dashboards"), "dashboards_folder": "x [prod]"}),
        role("dashboards", dashboards_list=[{"name": "L", "identifier": None, "tags": None, "description": None}]),
        role("monitors", **nulls("monitors")),
        role("workspace", **{**nulls("workspace"), "workspace_src": "wanted"}),
        role("backup", **{**nulls("backup"), "backup_dest": "out"}),
        role("drift_report", **{**nulls("drift_report"), "drift_report_src": "out"}),
    ]
    finished = play.run(tasks)
    assert "REFUSED" not in finished.stdout, finished.stdout
    assert finished.returncode == 0, finished.stdout
    exported = [json.loads(path.read_text(encoding="utf-8")) for path in (play.folder / "out" / "dashboards").iterdir()]
    assert {one["name"]: one.get("identifier") for one in exported} == {"L": None, "N": "nginx", HOSTILE: None}
    assert (play.folder / "drift-report/report.html").exists()
    assert_small_and_harmless(play, finished)


def assert_small_and_harmless(play, finished):
    """What the roles returned is names and numbers: no secret, no content, nothing that a template would run."""
    boards, listed, monitors, workspace, backup, drift = results_in(finished.stdout)
    made = {"kind": "dashboard", "action": "create", "status": "done", "msg": ""}
    assert [{**one, "uuid": None} for one in boards["objects"]] == [{**made, "name": "N", "uuid": None}]
    assert listed["objects"][0]["uuid"].startswith("dsbd_")
    assert (monitors["changed"], monitors["objects"]) == (False, [])
    assert workspace["summary"] == {"create": 2, "change": 0, "delete": 0, "nothing": 0}
    assert backup["summary"] == {"created": 4, "updated": 0, "unchanged": 0, "removed": 0}
    assert (drift["drifted"], drift["failed"], drift["changed"]) == (0, False, False)
    assert HOSTILE not in finished.stdout and not list(play.folder.rglob("canary"))
    assert backup["report"]["secrets"] == {"notify_object/Ops": ["webhook"]}
    told = finished.stdout + finished.stderr + json.dumps(results_in(finished.stdout))
    assert play.key not in told and SECRET not in told
