# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders as people arrange them: subfolders, names of their own, several objects in one file, comments."""

from __future__ import annotations

import json
import os
import zipfile

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace import folder
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.layout import slug
from ansible_collections.truewatch.openapi.tests.emulator import running

LEVEL = "name: {name}   # {comment}\ncolour: '#E94444'\n# how bad\ndescription: {text}\n"
CPU = """\
# Hand-written, in the options of the module.
name: CPU
queries: [{dql: 'M::`cpu`:(AVG(`usage_total`))'}]
rules:
  - {level: critical, conditions: [{operator: '>=', operands: [90]}]}   # percent
enabled: true
"""


@pytest.fixture
def out(workspace):
    """The folder that is applied and exported to."""
    return workspace.folder


def content_of(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def level(name, text="Wakes somebody up", comment="mine"):
    return LEVEL.format(name=name, text=text, comment=comment)


def states(result):
    assert result["report"]["unread"] == {}
    return {entry["path"]: entry["state"] for entry in result["files"]}


def test_files_in_subfolders_with_names_of_their_own_stay_as_they_are(workspace, out):
    workspace.put("issue_levels/team-a/night", "first.yml", level("P9"))
    workspace.put("issue_levels", "P9.yml", level("P8", comment="called like the other one"))
    workspace.put("dashboards/services", "overview.json", {"name": "Web", "description": "as text"})
    workspace.put("monitors/hosts", "cpu.yaml", CPU)
    assert workspace.apply()["summary"]["create"] == 4
    before = content_of(out)
    kinds = ["issue_level", "dashboard", "monitor"]
    assert states(workspace.export(out, kinds=kinds, remove=True)) == dict.fromkeys(before, "unchanged")
    assert content_of(out) == before
    workspace.desk.ensure("issue_level", name="P8", description="new")
    workspace.desk.ensure("issue_level", name="p9", colour="#E94444")
    workspace.desk.ensure("monitor", name="CPU", every="5m")
    planned = workspace.export(out, True, kinds=kinds, remove=True)
    assert content_of(out) == before
    done = workspace.export(out, kinds=kinds, remove=True)
    assert done["files"] == planned["files"]
    (new,) = set(states(done)) - set(before)
    assert states(done) == {
        **dict.fromkeys(before, "unchanged"),
        "issue_levels/P9.yml": "updated",
        "monitors/hosts/cpu.yaml": "updated",
        new: "created",
    }
    assert new.startswith("issue_levels/p9-"), "the name of its own is taken by the file of another one"
    assert yaml.safe_load((out / "issue_levels" / "P9.yml").read_text())["description"] == "new"
    assert "every: 5m" in (out / "monitors" / "hosts" / "cpu.yaml").read_text()
    assert not workspace.apply()["changed"]
    assert not workspace.export(out, kinds=kinds, remove=True)["changed"]


def test_a_new_file_has_no_name_that_the_file_of_another_object_has(workspace, out):
    """Not in other capitals or with another ending either: the files of an object lie side by side with one name."""
    workspace.put("issue_levels", "Night.yaml", level("P8"))
    workspace.apply()
    workspace.desk.ensure("issue_level", name="night", colour="#E94444")
    done = states(workspace.export(out, kinds=["issue_level"]))
    (new,) = [path for path, state in done.items() if state == "created"]
    assert new.startswith("issue_levels/night-") and done["issue_levels/Night.yaml"] == "unchanged"


def test_objects_whose_files_would_have_one_name_all_get_a_digest(workspace, out):
    """So the name of a file tells nothing of which object was listed first."""
    for name in ("Web 50%", "web-50", "Other"):
        workspace.desk.ensure("issue_level", name=name, colour="#E94444")
    files = states(workspace.export(out, kinds=["issue_level"]))
    assert sorted(path.rpartition("-")[0] for path in files if "web" in path) == ["issue_levels/web-50"] * 2
    assert "issue_levels/other.yml" in files


def test_what_is_gone_goes_with_the_folder_that_it_leaves_empty(workspace, out):
    workspace.put("issue_levels/a/b", "one.yml", level("P7"))
    workspace.put("issue_levels/a", "other.yml", level("P8"))
    workspace.put("issue_levels/c", "README.md", "mine")
    workspace.put("issue_levels/c", "three.yml", level("P9"))
    workspace.apply()
    for name in ("P7", "P9"):
        workspace.desk.new_task()
        workspace.desk.ensure("issue_level", name=name, state="absent")
    before = content_of(out)
    assert not workspace.export(out, kinds=["issue_level"])["changed"]
    workspace.export(out, True, kinds=["issue_level"], remove=True)
    assert content_of(out) == before and (out / "issue_levels" / "a" / "b").is_dir()
    gone = [
        path
        for path, state in states(workspace.export(out, kinds=["issue_level"], remove=True)).items()
        if state == "removed"
    ]
    assert gone == ["issue_levels/a/b/one.yml", "issue_levels/c/three.yml"]
    assert sorted(content_of(out)) == ["issue_levels/a/other.yml", "issue_levels/c/README.md"]
    assert not (out / "issue_levels" / "a" / "b").exists()


@pytest.mark.parametrize("ending", ["yml", "json"])
def test_of_several_objects_in_a_file_only_those_that_differ_are_rewritten(workspace, out, ending):
    """None is lost or written twice, whatever becomes of the others."""
    levels = [{"name": f"P{number}", "colour": "#E94444", "extend": {"z": 1, "a": 2}} for number in (6, 7, 8)]
    text = yaml.safe_dump(levels, sort_keys=False) + "# mine\n" if ending == "yml" else json.dumps(levels, indent=1)
    workspace.put("issue_levels", f"all.{ending}", text)
    workspace.apply()
    file, kinds = out / "issue_levels" / f"all.{ending}", ["issue_level"]
    assert not workspace.export(out, kinds=kinds, remove=True)["changed"]
    assert file.read_text() == text
    workspace.desk.ensure("issue_level", name="P7", description="new")
    assert states(workspace.export(out, kinds=kinds, include=["P6"])) == {f"issue_levels/all.{ending}": "unchanged"}
    assert states(workspace.export(out, kinds=kinds)) == {f"issue_levels/all.{ending}": "updated"}
    first, second, third = yaml.safe_load(file.read_text())
    assert [first, third] == [levels[0], levels[2]]
    assert second == {**levels[1], "description": "new"}
    assert not workspace.apply()["changed"]
    workspace.desk.ensure("issue_level", name="P6", state="absent")
    assert not workspace.export(out, kinds=kinds)["changed"]
    assert workspace.export(out, kinds=kinds, remove=True)["summary"]["updated"] == 1
    assert yaml.safe_load(file.read_text()) == [second, third]
    assert not workspace.apply()["changed"]


def test_objects_that_are_called_by_their_place_in_a_file_keep_their_names(workspace, out):
    workspace.put("dashboards", "wall.json", [{"description": "a"}, {"description": "b"}, {"description": "c"}])
    workspace.apply()
    workspace.desk.ensure(name="wall 2", state="absent")
    workspace.export(out, kinds=["dashboard"], remove=True)
    assert json.loads((out / "dashboards" / "wall.json").read_text()) == [
        {"name": "wall 1", "description": "a"},
        {"name": "wall 3", "description": "c"},
    ]
    assert not workspace.apply()["changed"]


def test_an_object_in_two_files_is_refused_with_both_names(workspace, out):
    chosen = workspace.desk.ensure(name="Web", identifier="own")["dashboard"]["uuid"]
    for others in ({"name": "Web"}, {"name": "Other", "identifier": "own"}, {"name": "x", "uuid": chosen}):
        workspace.put("dashboards/team", "web.json", others)
        workspace.put(
            "dashboards", "own.json", {"name": "Web", "identifier": "own"} if others["name"] != "Web" else others
        )
        before = content_of(out)
        with pytest.raises(InputError, match=r"dashboards/own.json.*dashboards/team/web.json"):
            workspace.export(out, remove=True)
        assert content_of(out) == before


def test_a_file_follows_an_object_that_the_service_has_renamed_where_more_than_the_name_tells_it(workspace, out):
    uuid = workspace.desk.ensure("issue_level", name="P9", colour="#E94444")["issue_level"]["uuid"]
    workspace.put("issue_levels/own", "by-uuid.yml", f"uuid: {uuid}\nname: P9\n")
    workspace.put("dashboards/own", "key.json", {"name": "Web", "identifier": "own"})
    workspace.put("dashboards/own", "name.json", {"name": "Net"})
    workspace.apply()
    workspace.desk.ensure("issue_level", uuid=uuid, name="P10")
    workspace.desk.ensure(name="Website", identifier="own")
    uuid = workspace.desk.ensure(name="Net")["dashboard"]["uuid"]
    workspace.desk.ensure(uuid=uuid, name="Network")
    result = workspace.export(out, kinds=["issue_level", "dashboard"], remove=True)
    assert states(result) == {
        "issue_levels/own/by-uuid.yml": "updated",
        "dashboards/own/key.json": "updated",
        "dashboards/own/name.json": "removed",
        "dashboards/network.json": "created",
    }
    assert not workspace.apply()["changed"]


def test_what_no_export_holds_stays_in_a_file_that_is_rewritten(workspace, out):
    hook = {"name": "Hook", "type": "simpleHTTPRequest", "url": "https://example.com/1", "update_secrets": "on_create"}
    workspace.put("notify_objects/own", "hook.yml", yaml.safe_dump(hook) + "# mine\n")
    workspace.apply()
    kinds = ["notify_object"]
    assert not workspace.export(out, kinds=kinds)["changed"]
    workspace.desk.ensure("notify_object", name="Hook", permissions=["wsAdmin"])
    assert states(workspace.export(out, kinds=kinds)) == {"notify_objects/own/hook.yml": "updated"}
    written = yaml.safe_load((out / "notify_objects" / "own" / "hook.yml").read_text())
    assert written == {**hook, "permissions": ["wsAdmin"]}


def test_exports_of_the_console_and_archives_stay_until_an_object_in_them_differs(workspace, out, template):
    charts = template["main"]["charts"]
    settings = {"showTitle": True, "titleDesc": "", "isSampling": True, "timeInterval": "default"}
    charts = [
        {**chart, "uuid": f"chrt_{number}", "extend": {"settings": settings}} for number, chart in enumerate(charts)
    ]
    workspace.put("dashboards/console", "board.json", {"title": "Board", "summary": "x", "main": {"charts": charts}})
    script = {"type": "simpleCheck", "every": "1m", "interval": 300, "recoverNeedPeriodCount": 1}
    script["targets"] = [{"alias": "Result", "dql": "M::`cpu`:(AVG(`x`))"}]
    rule = {
        "status": "critical",
        "conditionLogic": "and",
        "conditions": [{"alias": "Result", "operator": ">", "operands": ["9"]}],
    }
    pack = [
        {"jsonScript": {**script, "title": name, "checkerOpt": {"rules": [rule]}}, "is_disable": False} for name in "ab"
    ]
    workspace.put("monitors", "pack.json", {"checkers": pack})
    with zipfile.ZipFile(out / "dashboards" / "old.zip", "w") as archive:
        archive.writestr("inner/zipped.json", json.dumps({"name": "Zipped"}))
    workspace.apply()
    before = content_of(out / "monitors")
    kinds = ["dashboard", "monitor"]
    assert set(states(workspace.export(out, kinds=kinds, remove=True)).values()) == {"unchanged"}
    workspace.desk.ensure("monitor", name="b", enabled=False)
    workspace.desk.ensure(name="Board", description="new")
    result = workspace.export(out, kinds=kinds, remove=True)
    assert states(result) == {
        "dashboards/console/board.json": "updated",
        "dashboards/old.zip": "unchanged",
        "monitors/pack.json": "updated",
    }
    first, second = json.loads((out / "monitors" / "pack.json").read_text())
    assert first == json.loads(before["pack.json"])["checkers"][0]
    assert (second["name"], second["enabled"]) == ("b", False)
    assert not workspace.apply()["changed"]
    assert not workspace.export(out, kinds=kinds, remove=True)["changed"]
    workspace.desk.ensure(name="Zipped", description="new")
    before = content_of(out / "monitors")
    with pytest.raises(InputError, match=r"into archives, .*'Zipped' in dashboards/old.zip/inner/zipped.json. Unpack"):
        workspace.export(out, kinds=kinds, remove=True)
    assert content_of(out / "monitors") == before


def test_twins_keep_their_files_when_a_second_one_comes(workspace, out):
    workspace.put("dashboards/own", "first.json", {"name": "Twin", "description": "1"})
    workspace.apply()
    workspace.desk.new_task()
    workspace.desk.client.call("dashboards_create", body={"name": "Twin", "desc": "2", "isPublic": 1})
    assert workspace.export(out, remove=True)["summary"]["created"] == 1
    told = sorted(json.loads(text)["description"] for text in content_of(out).values())
    assert told == ["1", "2"]
    assert not workspace.apply()["changed"]
    assert not workspace.export(out, remove=True)["changed"]


def test_a_file_without_a_uuid_means_the_twin_that_no_other_file_has(workspace, out):
    for text in "12":
        workspace.desk.client.call("dashboards_create", body={"name": "Twin", "desc": text, "isPublic": 1})
    workspace.export(out)
    # Each in turn is read before the other one.
    for path, first in zip(list((out / "dashboards").glob("twin-*")), ("b.json", "a.json"), strict=True):
        text = path.rename(path.with_name(first)).read_text()
        options = {name: value for name, value in json.loads(text).items() if name != "uuid"}
        path.with_name(first).write_text(json.dumps(options))
        before = {**content_of(out), f"dashboards/{first}": text}
        done = workspace.export(out, remove=True)
        assert (done["summary"]["created"], done["summary"]["removed"]) == (0, 0)
        assert content_of(out) == before


def test_links_inside_the_folder_of_a_kind(workspace, out, tmp_path):
    """They are read; an export writes below its folder only."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "web.json").write_text('{"name": "Web"}')
    (out / "dashboards" / "team").mkdir(parents=True)
    (out / "dashboards" / "team" / "shared").symlink_to(tmp_path / "shared")
    assert workspace.apply()["summary"]["create"] == 1
    with pytest.raises(InputError, match="dashboards/team/shared' is a link"):
        workspace.export(out)
    (out / "dashboards" / "team" / "shared").unlink()
    (out / "dashboards" / "team" / "web.json").symlink_to(tmp_path / "shared" / "web.json")
    assert not workspace.export(out)["changed"]
    workspace.desk.ensure(name="Web", description="new")
    assert states(workspace.export(out)) == {"dashboards/team/web.json": "updated"}
    assert (tmp_path / "shared" / "web.json").read_text() == '{"name": "Web"}'
    assert not (out / "dashboards" / "team" / "web.json").is_symlink()
    (out / "dashboards" / "team" / "again").symlink_to(out / "dashboards")
    (out / "dashboards" / "lost.json").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError) as told:
        workspace.apply()
    assert "dashboards/team/again: It is a link to a folder that it is in itself" in str(told.value)
    assert "'dashboards/lost.json' cannot be read: No such file" in str(told.value)


def test_subfolders_reach_another_machine_too(workspace, out):
    workspace.put("dashboards/monitors", "web.json", {"name": "Web"})
    (file,) = folder.unpacked(folder.packed(str(out)))
    assert (file.place, file.folders) == ("dashboards/monitors/web.json", ("dashboards", "monitors"))
    with running() as other:
        workspace.desk = type(workspace.desk)(other)
        (entry,) = workspace.apply(src=None, definition={}, _files=folder.packed(str(out)))["results"]
    assert (entry["kind"], entry["origin"]) == ("dashboard", os.path.join(str(out), "dashboards/monitors/web.json"))


def test_the_name_of_a_file_is_as_long_as_file_systems_allow():
    assert slug("x" * 150) == "x" * 100
    assert slug("\u754c" * 150) == "\u754c" * 66, "200 bytes"
    assert slug(" /Web: 50% .") == "web-50" and slug("/") == "unnamed"
    assert slug("Web", of="a").startswith("web-") and len(slug("Web", of="a")) == len("web-") + 8
    assert slug("Web", of="a") != slug("Web", of="b")
