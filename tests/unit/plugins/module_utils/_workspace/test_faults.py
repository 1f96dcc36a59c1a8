# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wanted sets in which something is wrong: everything is told at once, and on request the rest is applied."""

from __future__ import annotations

import json
import re
import zipfile

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError

MAIN = {"charts": [{"name": "CPU", "type": "text", "queries": []}], "vars": [], "groups": []}
GRAFANA = {"title": "Node", "uid": "x", "schemaVersion": 39, "templating": {"list": []}, "panels": [{"type": "graph"}]}
SCRIPT = {
    "type": "simpleCheck",
    "targets": [{"alias": "Result", "dql": "M::`cpu`:(AVG(`usage_total`))"}],
    "checkerOpt": {"rules": []},
}


def monitor(title):
    return {"jsonScript": {**SCRIPT, "title": title}, "extend": {}}


def policy(*names):
    return {"timezone": "UTC", "targets": [{"rules": [{"statuses": ["critical"], "to": list(names)}]}]}


def writes(workspace):
    return [operation for operation in workspace.sent if "_list" not in operation and "_get" not in operation]


def faulty(workspace):
    """A folder with two good objects and a fault of every sort."""
    workspace.put("dashboards", "good.json", {"title": "Good", "main": MAIN})
    workspace.put("dashboards", "parse.json", '{"title": }')
    workspace.put("dashboards", "form.json", {"title": "Form", "main": {"charts": [{"name": "x"}]}})
    workspace.put("dashboards", "option.yml", "name: Option\ncolour: red\n")
    workspace.put("dashboards", "twin-1.yml", "name: Twin\n")
    workspace.put("dashboards", "twin-2.yml", "name: Twin\n")
    workspace.put("alert_policies", "refers.yml", {"name": "Refers", **policy("Nobody", "No one")})
    bad = {"jsonScript": {**SCRIPT, "title": "Disk", "targets": "none"}}
    workspace.put("monitors", "pack.json", {"checkers": [monitor("CPU"), bad, "nothing"]})


TOLD = (
    r"'dashboards/parse.json' is not valid JSON",
    r"dashboards/form.json: Chart 1 \('x'\) of the dashboard template has no 'type'",
    r"dashboards/option.yml: .*colour",
    r"dashboards/twin-2.yml: dashboard 'Twin' is in dashboards/twin-1.yml already; a name stands for one object",
    r"alert_policies/refers.yml: .*'Nobody'",
    r"monitors/pack.json number 2 'Disk': 'jsonScript.targets' of the definition must be a list of mappings",
    r"monitors/pack.json number 3: An object must be a mapping of options, not a text",
)


@pytest.mark.parametrize("check_mode", [True, False])
def test_all_faults_of_a_folder_are_told_at_once_and_nothing_is_written(workspace, check_mode):
    faulty(workspace)
    with pytest.raises(InputError) as refused:
        workspace.apply(check_mode)
    for text in TOLD:
        assert re.search(text, str(refused.value)), (text, str(refused.value))
    assert str(workspace.folder) not in str(refused.value)
    assert writes(workspace) == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_with_continue_on_error_everything_else_is_applied_and_the_task_fails(workspace, check_mode):
    faulty(workspace)
    workspace.desk.ensure(name="Other")
    with pytest.raises(UnfinishedError) as failed:
        workspace.apply(check_mode, continue_on_error=True, prune={"kinds": ["dashboard"]}, max_deletions=100)
    story, result = str(failed.value), failed.value.result
    assert story.startswith("8 of 10 changes failed. ")
    assert all(re.search(text, story) for text in TOLD), story
    assert "Run the task again" not in story
    done = {entry["name"] for entry in result["results"] if entry["action"] == "create"}
    assert done == {"Good", "CPU"}
    assert workspace.names == ["Other"] if check_mode else ["Good", "Other"]
    failures = [(entry["kind"], entry["name"]) for entry in result["results"] if entry.get("status") == "failed"]
    assert len(failures) == 8
    assert ("dashboard", "Option") in failures
    assert failures.count(("dashboard", "Twin")) == 2
    assert all(entry["origin"].startswith(str(workspace.folder)) for entry in result["results"])


def test_what_is_known_to_be_wrong_is_told_even_when_the_service_cannot_be_asked(workspace):
    workspace.put("dashboards", "parse.json", '{"title": }')
    workspace.put("dashboards", "good.json", {"title": "Good", "main": MAIN})
    workspace.desk.emulator.fault("bad_key_401", times=None)
    with pytest.raises(InputError, match=r"parse.json' is not valid JSON.* More may be wrong: .*dashboards/list"):
        workspace.apply()


def test_an_empty_uuid_in_a_file_does_not_mean_an_object_by_its_name(workspace):
    workspace.put("dashboards", "renamed.yml", {"name": "New", "uuid": ""})
    with pytest.raises(InputError, match=r"dashboards/renamed.yml: 'uuid' is empty"):
        workspace.apply()
    assert workspace.names == []


def test_a_circle_stops_itself_alone_with_continue_on_error(workspace):
    def combined(member):
        script = {"type": "combinedCheck", "targets": [{"alias": "A", "monitorCheckerId": member}]}
        return {"definition": {"jsonScript": {**script, "checkerOpt": {"rules": [], "combineExpr": "A"}}}}

    wanted = [{"name": "a", **combined("b")}, {"name": "b", **combined("a")}, {"name": "c", **combined("d")}]
    wanted.append({"name": "d", "definition": monitor("d")})
    with pytest.raises(
        UnfinishedError, match=r"2 of 4 changes failed.*circle: monitor 'a' -> monitor 'b' -> monitor 'a'"
    ):
        workspace.apply(definition={"monitors": wanted}, continue_on_error=True)
    assert workspace.sent.count("checkers_create") == 2


@pytest.mark.parametrize(
    ("folder", "content", "advice"),
    [
        ("dashboards", GRAFANA, "It looks like a dashboard of Grafana"),
        ("dashboards", {"dashboard": GRAFANA, "meta": {}}, "It looks like a dashboard of Grafana"),
        ("monitors", GRAFANA, "It looks like a dashboard of Grafana"),
        (
            "dashboards",
            {"code": 200, "content": {"main": MAIN}, "success": True},
            "It looks like a whole answer of the API: give its 'content'",
        ),
        (
            "alert_policies",
            {"code": 200, "content": {"data": []}, "success": True},
            "It looks like a whole answer of the API: give its 'content'",
        ),
        ("dashboards", MAIN, "It looks like the value of 'main' alone: put it under the key 'main'"),
        ("dashboards", monitor("CPU"), "It looks like a monitor: put it into the folder 'monitors'"),
        ("dashboards", {"checkers": [monitor("CPU")]}, "It looks like a monitor: put it into the folder 'monitors'"),
        ("monitors", {"title": "Web", "main": MAIN}, "It looks like a dashboard: put it into the folder 'dashboards'"),
        ("notify_objects", {"title": "Web", "main": MAIN}, "It looks like a dashboard: put it into the folder"),
    ],
)
def test_wrong_content_is_recognized(workspace, folder, content, advice):
    for wrapped, place in ((content, f"{folder}/x.json"), ([content, {"name": "y"}], f"{folder}/x.json number 1")):
        workspace.put(folder, "x.json", wrapped)
        with pytest.raises(InputError, match=rf"{re.escape(place)}( '\w+')?: {re.escape(advice)}") as refused:
            workspace.apply()
        assert "Unsupported" not in str(refused.value) or wrapped is not content


@pytest.mark.parametrize(
    ("kind", "option", "content", "advice"),
    [
        ("dashboard", "template", GRAFANA, "It looks like a dashboard of Grafana"),
        ("dashboard", "template", monitor("CPU"), "It looks like a monitor: .* apply it with truewatch_monitor"),
        ("dashboard", "template", MAIN, "the value of 'main' alone"),
        ("dashboard", "template", {"success": True, "content": {}}, "give its 'content'"),
        ("monitor", "definition", {"title": "Web", "main": MAIN}, "a dashboard: .* apply it with truewatch_dashboard"),
        ("monitor", "definition", GRAFANA, "It looks like a dashboard of Grafana"),
    ],
)
def test_wrong_content_is_recognized_in_a_single_task_too(desk, kind, option, content, advice):
    with pytest.raises(InputError, match=advice):
        desk.ensure(kind, **{"name": "x", option: content})
    assert desk.sent == []


BOARDS = [
    {"title": "One", "main": MAIN},
    {"title": "{{ x }}", "main": MAIN},
    {"name": "Three"},
    {"title": "", "main": MAIN},
]
NAMES = ["One", "Three", "all 1", "all 2"]


@pytest.mark.parametrize("ending", [".json", ".JSON", ".Yml", ".YAML"])
def test_a_list_in_one_file_is_applied_like_a_folder_whatever_the_case_of_its_ending(workspace, ending):
    workspace.put("dashboards", f"all{ending}", BOARDS)
    assert workspace.apply()["summary"]["create"] == len(BOARDS)
    assert workspace.names == NAMES
    assert not workspace.apply()["changed"]


def pack(path, **files):
    path.parent.mkdir(exist_ok=True, parents=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, (str, bytes)) else json.dumps(content))


def test_an_archive_in_the_folder_of_a_kind_is_applied_like_a_folder(workspace):
    files = {"export/One.json": BOARDS[0], "export/all.json": BOARDS[1:], "__MACOSX/export/._One.json": b"\xff"}
    pack(workspace.folder / "dashboards" / "console.ZIP", **files, **{"README.md": "x"})
    assert workspace.apply()["summary"]["create"] == len(BOARDS)
    assert workspace.names == NAMES
    assert not workspace.apply()["changed"]
    pack(
        workspace.folder / "dashboards" / "console.ZIP", **{"a.json": '{"x": }', "b.json": b"\xff\xfe", "c.json": MAIN}
    )
    with pytest.raises(InputError) as refused:
        workspace.apply()
    for text in ("console.ZIP/a.json' is not valid JSON", "console.ZIP/b.json' is not", "console.ZIP/c.json: It looks"):
        assert text in str(refused.value)


def test_an_archive_is_a_wanted_set(workspace, tmp_path):
    path = tmp_path / "export.zip"
    pack(path, **{"ws/monitors/cpu.json": monitor("CPU"), "Web.json": {"title": "Web", "main": MAIN}})
    assert workspace.apply(src=str(path))["summary"]["create"] == 2
    assert not workspace.apply(src=str(path))["changed"]
    pack(path, **{"x.yml": "name: What"})
    with pytest.raises(InputError, match=r"export.zip/x.yml: Nothing says of what kind it is. Put it into the folder"):
        workspace.apply(src=str(path))
    for content, message in (("no archive", "no zip archive"), ("", "no zip archive")):
        path.write_text(content)
        with pytest.raises(InputError, match=f"export.zip: it is {message}"):
            workspace.apply(src=str(path))
    pack(path, **{"README.md": "x"})
    with pytest.raises(InputError, match=r"holds no file that ends in \.json"):
        workspace.apply(src=str(path))


@pytest.mark.parametrize("word", ["monitors", "monitor"])
def test_a_kind_is_meant_by_its_name_and_by_its_folder(workspace, word):
    wanted = {word: [{"name": "CPU", "definition": monitor("CPU")}], "dashboards": [{"name": "Web"}]}
    assert workspace.apply(definition=wanted, kinds=[word], include=[f"{word}/C*"])["summary"]["create"] == 1
    assert workspace.apply(definition={}, prune={"kinds": [word]})["summary"]["delete"] == 1
    secret = {f"{word}/CPU": {"secret": "canary"}}
    assert workspace.apply(definition=wanted, secrets=secret, warnings=True)[1] == []


@pytest.mark.parametrize("number", range(5))
def test_not_begun_is_what_never_arrived_at_the_service(workspace, number):
    wanted = {"dashboards": [{"name": f"board {index}"} for index in range(5)]}
    workspace.desk.emulator.fault("success_false", "dashboards_create", after=number)
    with pytest.raises(UnfinishedError) as failed:
        workspace.apply(definition=wanted)
    assert workspace.sent.count("dashboards_create") == number + 1
    left = [f"dashboard 'board {index}'" for index in range(number + 1, 5)]
    told = f"Done: {number}. Not begun: {len(left)}" + (f" ({', '.join(left)})" if left else "")
    assert f"1 of 5 changes failed. dashboard 'board {number}': " in str(failed.value)
    assert told in str(failed.value)
    statuses = [entry["status"] for entry in failed.value.result["results"]]
    assert statuses == ["done"] * number + ["failed"] + ["left"] * len(left)
    assert workspace.names == [f"board {index}" for index in range(number)]


@pytest.mark.parametrize(("fault", "again"), [("500", True), ("throttle", True), ("bad_key_401", False)])
def test_run_again_is_said_only_when_the_answer_may_be_another_one(workspace, fault, again):
    workspace.desk.emulator.fault(fault, "dashboards_create", times=None)
    with pytest.raises(UnfinishedError) as failed:
        workspace.apply(definition={"dashboards": [{"name": "Web"}]})
    assert ("Run the task again." in str(failed.value)) is again
    assert ("Correct what failed" in str(failed.value)) is not again


@pytest.mark.parametrize(("fault", "again"), [("throttle", True), ("bad_key_401", False)])
def test_the_same_holds_for_a_switch_that_fails_after_the_write(workspace, fault, again):
    off = {"name": "CPU", "definition": monitor("CPU"), "enabled": False}
    for run in (
        lambda: workspace.apply(definition={"monitors": [off]}),
        lambda: workspace.desk.ensure("monitor", **off),
    ):
        workspace.desk.emulator.reset()
        workspace.desk.new_task()
        workspace.desk.emulator.fault(fault, "checkers_set_disable", times=None)
        with pytest.raises(UnfinishedError) as failed:
            run()
        assert ("Run the task again." in str(failed.value)) is again
