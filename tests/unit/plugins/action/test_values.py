# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of every kind on their way from a playbook to the wire and back, on both execution paths."""

from __future__ import annotations

import json
import os
import zipfile

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

PATHS = pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])

N = "truewatch.openapi.truewatch_"
MUTE = {"name": "m", "duration": "1h"}

TASKS = """
- truewatch.openapi.truewatch_mute: {name: m, duration: 1h, filter: null, hosts: "web-1, web-2,",
    attributes: {canary: yes, level: 5, share: 0.00001, zone: [1, true]}}
- truewatch.openapi.truewatch_notify_object: {name: h, type: simpleHTTPRequest, url: "https://x.invalid",
    headers: {X-On: true, X-Number: 1, X-Share: 1.5}}
- truewatch.openapi.truewatch_monitor: {name: c, interval: 5m, info_event: no, recover_after: null, tags: [1, true, a],
    queries: [{dql: "M::`cpu`:(LAST(`load`))"}],
    rules: {level: critical, match_times: 2, count: null, conditions: {operator: ">", threshold: 0.00001}}}
- truewatch.openapi.truewatch_dashboard: {title: d, description: 5, visibility: Public,
    extend: {a: 1, b: 1.5, c: true, d: null, e: "1"}}
"""


def sent(play):
    return {
        request["operationId"]: {
            key: value for key, value in request["body"].items() if key not in ("startTime", "endTime")
        }
        for request in play.emulator.requests(bodies=True)
        if request["operationId"].rpartition("_")[2] in ("create", "add")
    }


def test_numbers_booleans_and_null_of_yaml_give_the_same_bodies_on_both_paths(play):
    (play.folder / "tasks.yml").write_text(TASKS, encoding="utf-8")
    bodies = []
    for fast_path in (True, False):
        finished = play.run([{"include_tasks": "tasks.yml"}], fast_path=fast_path)
        assert "changed=4 " in finished.stdout, finished.stdout
        bodies.append(sent(play))
        play.emulator.reset()
    assert bodies[0] == bodies[1]
    body = bodies[0]
    assert body["mutes_create"]["tags"] == {
        "canary": ["true"],
        "level": ["5"],
        "share": ["0.00001"],
        "zone": ["1", "true"],
        "host": ["web-1", "web-2"],
    }
    items = body["notify_objects_create"]["optSet"]["headersConfig"]["items"]
    assert {item["key"]: item["value"] for item in items} == {"X-On": "true", "X-Number": "1", "X-Share": "1.5"}
    assert body["dashboards_create"]["extend"] == {"a": 1, "b": 1.5, "c": True, "d": None, "e": "1"}
    assert body["dashboards_create"]["desc"] == "5"
    assert sorted(body["checkers_create"]["tags"]) == ["1", "a", "true"]
    assert body["checkers_create"]["jsonScript"]["checkerOpt"]["infoEvent"] is False


EMPTY = [
    {"attributes": {"cluster": []}},
    {"attributes": {"cluster": None, "env": "prod"}},
    {"attributes": {"cluster": [" "]}},
    {"filter": " "},
    {"hosts": [""]},
    {"hosts": " , "},
    {"tags": None, "hosts": [None]},
]


@PATHS
def test_emptiness_that_looks_like_content_never_mutes_everything(play, fast_path):
    tasks = [{f"{N}mute": {**MUTE, **options}, "ignore_errors": True} for options in EMPTY]
    finished = play.run(tasks, fast_path=fast_path)
    assert f"ignored={len(EMPTY)} " in finished.stdout, finished.stdout
    assert "Unforeseen" not in finished.stdout
    assert [one["operationId"] for one in play.emulator.requests() if "create" in one["operationId"]] == []


@PATHS
def test_ids_counts_and_times_can_be_used_although_a_header_is_short(play, fast_path):
    robot = {"name": "R", "type": "simpleHTTPRequest", "url": "https://x.invalid"}
    options = {**robot, "headers": {"X-Api-Version": "1", "X-E": "e", "X-2": "20"}}
    tasks = [
        {f"{N}notify_object": options, "register": "made"},
        {f"{N}notify_object": {"uuid": "{{ made.notify_object.uuid }}", "state": "absent"}},
        {"ansible.builtin.assert": {"that": ["made.api_calls is integer", "made.changed is sameas true"]}},
    ]
    finished = play.run(tasks, "-vvv", "--diff", fast_path=fast_path)
    assert "changed=2 " in finished.stdout and "failed=0" in finished.stdout, finished.stdout


@PATHS
def test_diffs_can_be_read_in_every_script_and_hold_nothing_that_a_terminal_obeys(play, fast_path):
    text = "主机 ダッシュボード \x9b31m \u202e"
    tasks = [
        {f"{N}dashboard": {"name": "日本", "description": text, "tags": ["監視"]}},
        {f"{N}workspace": {"definition": {"dashboards": [{"name": "日本", "description": "概览"}]}}},
    ]
    finished = play.run(tasks, "--diff", fast_path=fast_path)
    assert "changed=2 " in finished.stdout, finished.stdout
    for words in ("日本", "主机 ダッシュボード", "監視", "概览"):
        assert words in finished.stdout
    for command in ("\x9b", "\u202e"):
        assert command not in finished.stdout + finished.stderr


@PATHS
def test_odd_files_are_refused_in_one_sentence(play, fast_path):
    folder = play.folder
    content = {"title": "主机", "main": {"charts": [], "vars": []}}
    as_text = json.dumps(content, ensure_ascii=False)
    os.mkfifo(folder / "pipe.json")
    (folder / "gbk.json").write_bytes(as_text.encode("gbk"))
    (folder / "wide.json").write_bytes(as_text.encode("utf-16"))
    (folder / "bom.json").write_bytes(as_text.encode("utf-8-sig"))
    (folder / "twice.json").write_text('{"main": {"charts": [1]},\n"main": {}}', encoding="utf-8")
    (folder / "deep.json").write_text("[" * 200_000, encoding="utf-8")
    (folder / "nan.yml").write_text("main:\n  x: .nan\n", encoding="utf-8")
    with zipfile.ZipFile(folder / "console.zip", "w") as archive:
        archive.writestr("a.json", as_text)
    words = {
        "pipe.json": "no ordinary file",
        "/dev/zero": "no ordinary file",
        "gbk.json": "looks like GBK",
        "wide.json": "looks like UTF-16",
        "twice.json": "has the key 'main' twice in one mapping, in line 1 and in line 2",
        "deep.json": "nested more than 100 levels deep",
        "nan.yml": "holds .nan in line 2",
        "console.zip": "is a zip archive: unpack it",
    }
    tasks = [{f"{N}dashboard": {"name": "x", "file": name}, "ignore_errors": True} for name in words]
    tasks.append({f"{N}dashboard": {"path": "bom.json"}})
    finished = play.run(tasks, fast_path=fast_path)
    assert f"ignored={len(words)} " in finished.stdout and "changed=1 " in finished.stdout, finished.stdout
    said = " ".join(finished.stdout.split())
    assert [one for one in words.values() if one not in said] == []
    assert "Unforeseen" not in said and "Traceback" not in said


@PATHS
def test_remote_names_cannot_command_the_terminal(play, fast_path):
    name = "a\x1b]0;owned\x07\x9b2J\u202eb"
    hook = {"name": "n", "type": "HTTPRequest", "url": "https://x.invalid"}
    policy = {"name": name, "timezone": "UTC", "targets": [{"rules": [{"statuses": ["fatal"], "to": ["n"]}]}]}
    tasks = [
        {f"{N}notify_object": hook},
        {f"{N}alert_policy": policy},
        {f"{N}notify_object": {"name": "n", "state": "absent"}, "ignore_errors": True},
    ]
    finished = play.run(tasks, "--diff", fast_path=fast_path)
    assert "ignored=1" in finished.stdout, finished.stdout
    for command in ("\x1b]", "\x07", "\x9b", "\u202e"):
        assert command not in finished.stdout + finished.stderr


@PATHS
def test_vaulted_variables_in_a_rendered_file_are_shown_nowhere(play, fast_path):
    (play.folder / "password").write_text("p", encoding="utf-8")
    vaulted = VaultLib([("default", VaultSecret(b"p"))]).encrypt("canary-71c2").decode()
    chart = {"name": "c {{ token }}", "type": "text", "queries": []}
    (play.folder / "a.json").write_text(json.dumps({"title": "t", "main": {"charts": [chart]}}), encoding="utf-8")
    broken = "{{ token | no_such_filter }}"
    (play.folder / "b.json").write_text(broken, encoding="utf-8")
    tasks = [
        {f"{N}dashboard": {"src": "a.json", "render": True}},
        {f"{N}dashboard": {"name": "x", "src": "b.json", "render": True}, "ignore_errors": True},
    ]
    loud = {"ANSIBLE_DISPLAY_TRACEBACK": "always", "ANSIBLE_STDOUT_CALLBACK": "default"}
    finished = play.run(
        tasks,
        "-vvv",
        "--diff",
        "--vault-password-file",
        str(play.folder / "password"),
        variables={"token": {"__ansible_vault": vaulted}},
        fast_path=fast_path,
        **loud,
    )
    assert "changed=1 " in finished.stdout and "ignored=1 " in finished.stdout, finished.stdout
    assert "cannot be rendered" in " ".join(finished.stdout.split())
    assert "canary" not in finished.stdout + finished.stderr
    made = [one["body"] for one in play.emulator.requests(bodies=True) if one["operationId"] == "dashboards_create"]
    assert made[0]["templateInfo"]["main"]["charts"][0]["name"] == "c canary-71c2"


def test_without_variable_and_environment_a_task_runs_in_process(play):
    finished = play.run([{f"{N}info": {"kind": "dashboards"}}], "-vvv", fast_path=None)
    assert "failed=0" in finished.stdout, finished.stdout
    assert "AnsiballZ" not in finished.stdout


RECORDER = '''
import json
from ansible.plugins.callback import CallbackBase

class CallbackModule(CallbackBase):
    """Writes what json and log_plays write: whole results."""
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "recorder"

    def _note(self, result, *args, **kwargs):
        with open("recorded", "a") as file:
            file.write(json.dumps(result._result if hasattr(result, "_result") else result.result, default=str))

    v2_runner_on_ok = v2_runner_on_failed = v2_runner_item_on_ok = v2_runner_item_on_failed = _note
'''


@PATHS
def test_callbacks_that_write_whole_results_get_no_secret(play, fast_path):
    (play.folder / "callback_plugins").mkdir()
    (play.folder / "callback_plugins" / "recorder.py").write_text(RECORDER, encoding="utf-8")
    hook = {"name": "n", "type": "HTTPRequest", "url": "https://x.invalid/canary-9d1f"}
    tasks = [
        {f"{N}notify_object": hook},
        {f"{N}notify_object": {**hook, "typ": 1}, "ignore_errors": True},
        {f"{N}workspace": {"definition": {"notify_objects": [hook, {**hook, "name": 5}]}}},
        {f"{N}workspace": {"definition": {"notify_objects": [hook]}, "secrets": {"x": hook}}, "ignore_errors": True},
    ]
    finished = play.run(tasks, "-vvv", fast_path=fast_path, ANSIBLE_CALLBACKS_ENABLED="recorder")
    assert "ignored=2 " in finished.stdout, finished.stdout
    recorded = (play.folder / "recorded").read_text(encoding="utf-8")
    assert "notify_object" in recorded
    assert "canary" not in recorded + finished.stdout + finished.stderr
