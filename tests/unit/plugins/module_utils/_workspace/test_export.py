# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace as a folder."""

from __future__ import annotations

import json
import pathlib

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.tests.emulator import running

pytestmark = pytest.mark.usefixtures("each_list_shape")


def content_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def dest(tmp_path):
    return tmp_path / "exported"


def test_what_was_exported_applies_with_nothing_to_do_and_exports_the_same_bytes(workspace, template, dest):
    workspace.desk.ensure(name="Web", template=template, tags=["b", "a"], description="ü {{ x }}")
    workspace.desk.ensure(name="web", identifier="own")
    result = workspace.export(dest)
    assert result["summary"] == {"created": 2, "updated": 0, "unchanged": 0, "removed": 0}
    assert len({entry["path"].lower() for entry in result["files"]}) == 2
    before = content_of(dest)
    assert not workspace.apply(src=str(dest))["changed"]
    assert not workspace.export(dest)["changed"]
    assert content_of(dest) == before


def test_check_mode_tells_and_writes_nothing(workspace, dest):
    workspace.desk.ensure(name="Web")
    planned = workspace.export(dest, check_mode=True)
    assert planned["changed"]
    assert not dest.exists()
    assert workspace.export(dest)["files"] == planned["files"]


def test_files_of_what_is_gone_go_on_request_and_nothing_else_does(workspace, dest):
    workspace.desk.ensure(name="Web")
    workspace.export(dest)
    (dest / "README.md").write_text("mine")
    (dest / "dashboards" / "old.json").write_text('{"name": "old"}')
    (dest / "dashboards" / "notes.txt").write_text("mine")
    assert workspace.export(dest)["summary"]["removed"] == 0
    assert workspace.export(dest, remove=True, include=["W*"])["summary"]["removed"] == 0
    assert workspace.export(dest, remove=True, kinds=["monitor"])["summary"]["removed"] == 0
    assert workspace.export(dest, remove=True)["summary"]["removed"] == 1
    assert sorted(content_of(dest)) == ["README.md", "dashboards/notes.txt", "dashboards/web.json"]


def test_a_workspace_without_objects_does_not_end_a_backup(workspace, dest):
    """The key may be that of another workspace."""
    workspace.desk.ensure(name="Web")
    workspace.export(dest)
    before = content_of(dest)
    workspace.desk.new_task()
    workspace.desk.ensure(name="Web", state="absent")
    for check_mode in (True, False):
        with pytest.raises(InputError, match=r"'remove' would remove all files of '.*': check the API key"):
            workspace.export(dest, check_mode, remove=True)
        assert content_of(dest) == before
    assert workspace.export(dest, remove=True, kinds=["dashboard"])["summary"]["removed"] == 1, "asked for by name"


def test_a_file_stays_with_its_object_when_others_of_its_file_name_come_and_go(workspace, dest):
    """Two files for one object would make the folder unusable."""
    workspace.desk.ensure(name="Web")
    workspace.export(dest)
    workspace.desk.ensure(name="web")
    assert workspace.export(dest)["summary"] == {"created": 1, "updated": 0, "unchanged": 1, "removed": 0}
    assert json.loads((dest / "dashboards" / "web.json").read_text())["name"] == "Web"
    assert workspace.apply(src=str(dest))["summary"]["nothing"] == 2
    assert not workspace.export(dest, include=["Web"])["changed"]
    workspace.desk.new_task()
    workspace.desk.ensure(name="Web", state="absent")
    before = content_of(dest)
    assert workspace.export(dest, remove=True)["summary"] == {"created": 0, "updated": 0, "unchanged": 1, "removed": 1}
    assert content_of(dest).items() < before.items() and "dashboards/web.json" not in content_of(dest)


def test_names_of_files_fit_a_file_system(workspace, dest):
    names = ["监" * 120, "监" * 119, "a/b", "..", ".", "🎉", "CON", "a\u0301"]
    for name in names:
        workspace.desk.ensure(name=name)
    workspace.export(dest)
    assert len(content_of(dest)) == len(names)
    assert all(len(path.name.encode()) <= 255 for path in dest.rglob("*"))
    assert workspace.apply(src=str(dest))["summary"]["nothing"] == len(names)


def test_a_place_that_cannot_be_written_is_refused_with_its_name(workspace, dest, tmp_path):
    workspace.desk.ensure(name="Web")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="file' is no folder"):
        workspace.export(tmp_path / "file" / "below")
    assert workspace.sent == []
    (dest / "dashboards" / "web.json").mkdir(parents=True)
    (dest / "dashboards" / "old.json").mkdir()
    with pytest.raises(InputError, match="web.json' cannot be written: Is a directory"):
        workspace.export(dest)
    (dest / "dashboards" / "web.json").rmdir()
    assert workspace.export(dest, remove=True)["summary"]["removed"] == 0


def test_nothing_outside_of_the_folder_is_touched(workspace, dest, tmp_path):
    workspace.desk.ensure(name="../../evil")
    workspace.desk.ensure(name="/etc/evil\x00\nx")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.json").write_text('{"name": "kept"}')
    dest.mkdir()
    (dest / "dashboards").symlink_to(outside)
    with pytest.raises(InputError, match="is a link"):
        workspace.export(dest)
    (dest / "dashboards").unlink()
    workspace.export(dest)
    (dest / "dashboards" / "kept.json").symlink_to(outside / "kept.json")
    workspace.export(dest, remove=True)
    assert not (dest / "dashboards" / "kept.json").is_symlink()
    assert content_of(outside) == {"kept.json": b'{"name": "kept"}'}
    assert all(path.startswith("dashboards/") for path in content_of(dest))
    with pytest.raises(InputError, match="is no folder"):
        workspace.export(outside / "kept.json")


def test_what_a_file_cannot_hold_is_reported(workspace, dest):
    account = "acnt_0123456789abcdef0123456789abcdef"
    for number in range(2):
        workspace.desk.new_task()
        workspace.desk.ensure(name="Twin", identifier=f"twin-{number}")
    private = workspace.desk.ensure(name="Private", visibility="custom", permissions=["wsAdmin"])["dashboard"]
    gone = {"path": {"dashboard_uuid": private["uuid"]}, "body": {"permissionSet": [account, "wsAdmin"]}}
    workspace.desk.client.call("dashboards_modify", **gone)
    workspace.desk.ensure("notify_object", name="Hook", type="simpleHTTPRequest", url="https://example.com/canary")
    report = workspace.export(dest)["report"]
    assert report["duplicates"] == ["dashboard/Twin"]
    assert report["ids"] == {"dashboard/Private": ["permissions"]}
    assert report["secrets"] == {"notify_object/Hook": ["url"]}
    assert not any(b"canary" in content for content in content_of(dest).values())
    assert not workspace.apply(src=str(dest))["changed"]


def test_only_a_name_that_leads_back_to_the_object_stands_for_it(workspace, dest):
    """A name that several share, or that nothing resolves, would mean another object when it is applied."""
    desk = workspace.desk
    (member, *_others) = desk.memory.rows(desk.run().kinds["member"])
    conditions = [{"alias": "Result", "operator": ">", "operands": ["90"]}]
    rule = {"status": "critical", "conditionLogic": "and", "conditions": conditions}
    for name in ("Twin", "Other"):
        script = {"type": "simpleCheck", "atAccounts": [member["uuid"]], "checkerOpt": {"rules": [rule]}}
        script["targets"] = [{"alias": "Result", "dql": "M::`cpu`:(AVG(`usage_total`))"}]
        made = desk.ensure("monitor", name=name, definition={"jsonScript": script})
    uuid = made["monitor"]["uuid"]
    desk.ensure("monitor", uuid=uuid, name="Twin")
    desk.ensure("slo", name="Fast", goal=99, min_goal=95, monitors=[uuid])
    targets = [{"rules": [{"statuses": ["critical"], "to": [member["email"]]}]}]
    desk.ensure("alert_policy", name="Told", timezone="UTC", targets=targets)
    report = workspace.export(dest)["report"]
    assert report["ids"] == {"monitor/Twin": ["definition"], "slo/Fast": ["monitors"]}
    assert uuid.encode() in content_of(dest)["slos/fast.yml"]
    assert member["email"].encode() in content_of(dest)["alert_policies/told.yml"]
    assert not workspace.apply(src=str(dest))["changed"]


def test_what_is_no_secret_is_not_reported_as_one(workspace, dest):
    (member, *_others) = workspace.desk.memory.rows(workspace.desk.run().kinds["member"])
    workspace.desk.ensure("notify_object", name="Mail", type="mailGroup", to=[member["email"]])
    assert workspace.export(dest)["report"]["secrets"] == {}
    assert not workspace.apply(src=str(dest))["changed"]


def test_what_an_export_leaves_out_comes_back_when_it_was_changed(workspace, dest):
    """Defaults of suboptions and copies are left out; what would not come back otherwise is not, default or not."""
    rule = {"level": "critical", "conditions": [{"operator": ">", "operands": ["90"]}]}
    monitor = {"name": "CPU", "queries": [{"dql": "M::`cpu`:(AVG(`usage_total`))"}], "rules": [rule]}
    filters = [{"name": "url", "operation": "in", "condition": "and", "values": ["a"]}]
    blacklist = {"name": "health", "type": "logging", "sources": ["a"], "filters": filters}
    wanted = {"dashboards": [{"name": "Web"}], "monitors": [monitor], "blacklists": [blacklist]}
    workspace.apply(definition=wanted)
    workspace.export(dest)
    before = content_of(dest)
    assert b"operation" not in before["blacklists/health.yml"] and b"name: url" in before["blacklists/health.yml"]
    assert json.loads(before["dashboards/web.json"])["visibility"] == "public"
    definition = json.loads(before["monitors/cpu.json"])["definition"]
    assert not {"rules", "querylist"}.intersection(definition["extend"])
    assert not workspace.apply(src=str(dest))["changed"]
    workspace.desk.ensure("dashboard", name="Web", visibility="private")
    workspace.desk.ensure("blacklist", name="health", filters=[{**filters[0], "operation": "not_in"}])
    script = {"disableCheckEndTime": True, "checkerOpt": {"openMatchTimes": True}}
    copies = {
        "querylist": [{"query": {"code": "Result", "q": "M::`cpu`:(AVG(`usage_total`))", "field": "usage_total"}}]
    }
    workspace.desk.ensure("monitor", name="CPU", definition={"jsonScript": script, "extend": copies})
    assert workspace.export(dest, True)["summary"]["updated"] == 3
    assert workspace.apply(src=str(dest))["summary"]["change"] == 3
    assert not workspace.apply(src=str(dest))["changed"]
    row = workspace.desk.memory.rows(workspace.desk.run().kinds["monitor"])[0]
    assert row["jsonScript"]["disableCheckEndTime"] is row["jsonScript"]["checkerOpt"]["openMatchTimes"] is False
    assert row["extend"]["rules"] and row["extend"]["querylist"]


SAMPLES = [folder / "shared" / "data" for folder in pathlib.Path(__file__).parents]


def test_a_chain_of_relations_is_exported_by_name_and_without_a_circle(workspace, dest):
    """The service tells the relation of a monitor and a policy at both ends; naming it at both would be a circle."""
    rule = {"level": "critical", "conditions": [{"operator": ">", "operands": ["90"]}]}
    queries = [{"dql": "M::`cpu`:(AVG(`usage_total`))"}]
    chain = {
        "notify_objects": [{"name": "Hook", "type": "HTTPRequest", "url": "https://alerts.example/secret"}],
        "alert_policies": [
            {
                "name": "On-call",
                "timezone": "UTC",
                "targets": [{"name": "Always", "rules": [{"statuses": ["critical"], "to": ["Hook"]}]}],
            }
        ],
        "monitors": [{"name": "CPU", "queries": queries, "rules": [rule], "alert_policies": ["On-call"]}],
        "slos": [{"name": "Fast", "goal": 99, "min_goal": 95, "monitors": ["CPU"], "alert_policies": ["On-call"]}],
    }
    planned = workspace.apply(definition=chain, check_mode=True)
    done = workspace.apply(definition=chain)
    assert [entry["kind"] for entry in done["results"]] == ["notify_object", "alert_policy", "monitor", "slo"]
    assert planned["diff"] == done["diff"]
    assert not workspace.apply(definition=chain)["changed"]
    secrets = {"notify_object/Hook": {"url": "https://alerts.example/secret"}}
    workspace.export(dest)
    assert workspace.apply(src=str(dest), secrets=secrets)["summary"]["nothing"] == 4
    workspace.desk.emulator.reset()
    assert workspace.apply(src=str(dest), secrets=secrets)["summary"]["create"] == 4


def test_policies_that_notify_nobody_are_exported_as_they_can_be_applied(workspace, dest):
    """The console keeps entries, rules and routes without recipients; each of them silences its window."""
    window = {"crontab": "0 9 * * 1", "crontabDuration": 3600}
    rule = {"status": "error", "to": [], "upgradeTargets": [{"to": [], "duration": 900}]}
    entries = {
        "status": [{"name": "Silent", **window}, {"name": "Empty", **window, "targets": []}, {"targets": [rule]}],
        "member": [{"name": "Silent", **window}, {"alertInfo": [{"name": "r", "memberInfo": [], "targets": [rule]}]}],
    }
    silence = {"silentTimeout": 21600, "aggInterval": 0}
    for kind, targets in entries.items():
        body = {"name": kind, "ruleTimezone": "UTC", "alertOpt": {"alertType": kind, "alertTarget": targets, **silence}}
        workspace.desk.client.call("alert_policies_create_v2", body=body)
    workspace.export(dest)
    assert not workspace.apply(src=str(dest))["changed"]
    before = content_of(dest)
    with running() as second:
        workspace.desk = type(workspace.desk)(second)
        assert workspace.apply(src=str(dest))["summary"]["create"] == 2
        (sent,) = [
            request["body"]["alertOpt"]["alertTarget"]
            for request in second.requests(bodies=True)
            if request["operationId"] == "alert_policies_create_v2" and request["body"]["name"] == "status"
        ]
        assert sent == [{**entries["status"][0], "targets": []}, *entries["status"][1:]]
        assert not workspace.apply(src=str(dest))["changed"]
        assert not workspace.export(dest, remove=True)["changed"]
    assert content_of(dest) == before


@pytest.mark.skipif(
    not any(path.is_dir() for path in SAMPLES), reason="the vendor's exports are not beside the checkout"
)
def test_the_vendors_exports_as_one_folder_here_and_in_a_second_workspace(workspace, dest):
    samples = next(path for path in SAMPLES if path.is_dir())
    for kind in ("dashboards", "monitors"):
        (workspace.folder / kind).symlink_to(samples / kind)
    total = workspace.apply(check_mode=True)["summary"]["create"]
    assert total > 50
    assert workspace.apply()["summary"]["create"] == total
    assert workspace.apply()["summary"] == {"create": 0, "change": 0, "delete": 0, "nothing": total}
    assert workspace.export(dest)["summary"]["created"] == total
    before = content_of(dest)
    assert not workspace.apply(src=str(dest))["changed"]
    with running() as second:
        workspace.desk = type(workspace.desk)(second)
        assert workspace.apply(src=str(dest))["summary"]["create"] == total
        assert not workspace.apply(src=str(dest))["changed"]
        assert not workspace.export(dest, remove=True)["changed"]
    assert content_of(dest) == before


def test_a_relation_that_leads_nowhere_is_found_by_the_plan_in_another_workspace(workspace, dest):
    rule = {"level": "critical", "conditions": [{"operator": ">", "operands": ["90"]}]}
    cpu = {"name": "CPU", "queries": [{"dql": "M::`cpu`:(AVG(`usage_total`))"}], "rules": [rule]}
    chain = {
        "monitors": [cpu],
        "slos": [{"name": "Fast", "goal": 99, "min_goal": 95, "monitors": ["CPU"]}],
        "dashboards": [{"name": "Web"}],
    }
    workspace.apply(definition=chain)
    workspace.desk.ensure("monitor", name="CPU", state="absent", force=True)
    assert workspace.export(dest)["report"]["ids"] == {"slo/Fast": ["monitors"]}
    assert not workspace.apply(src=str(dest))["changed"]
    workspace.desk.emulator.reset()
    for check_mode in (True, False):
        with pytest.raises(
            InputError, match=r"slos/fast.yml: 'monitors' of SLO 'Fast' refers to rul_\w+, .*no monitor"
        ):
            workspace.apply(check_mode, src=str(dest))
        assert not any("_create" in operation for operation in workspace.sent)


def test_a_uuid_that_the_set_chooses_may_be_referred_to_before_it_exists(workspace):
    chosen = workspace.desk.run().kinds["dashboard"].chosen_uuid({"identifier": "own"})
    rule = {"level": "critical", "conditions": [{"operator": ">", "operands": ["90"]}]}
    cpu = {"name": "CPU", "queries": [{"dql": "M::`cpu`:(AVG(`x`))"}], "rules": [rule], "dashboard": chosen}
    wanted = {"monitors": [cpu], "dashboards": [{"name": "Web", "identifier": "own"}]}
    assert workspace.apply(True, definition=wanted)["summary"]["create"] == 2
    done = workspace.apply(definition=wanted)
    assert [entry["kind"] for entry in done["results"]] == ["dashboard", "monitor"]
    assert not workspace.apply(definition=wanted)["changed"]
