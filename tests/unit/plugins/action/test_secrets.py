# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API key appears nowhere: not in output at any verbosity, diffs, errors, tracebacks or files, on both execution
paths."""

from __future__ import annotations

import json

import pytest

PATHS = pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])

TEMPLATE = {"title": "t", "main": {"charts": [{"name": "c", "type": "text", "queries": []}]}}
LOUD = {"ANSIBLE_DISPLAY_TRACEBACK": "always", "ANSIBLE_LOG_PATH": "ansible.log", "ANSIBLE_STDOUT_CALLBACK": "default"}


def dashboard(**options):
    return {
        "truewatch.openapi.truewatch_dashboard": {"name": "CPU", "template": TEMPLATE, **options},
        "ignore_errors": True,
    }


def fault(emulator, name):
    """Tasks that order a fault for everything that follows, in place of the one before."""
    control = {"method": "POST", "body_format": "json", "status_code": 200}
    return [
        {"ansible.builtin.uri": {"url": f"{emulator.url}/_emulator/reset", **control}},
        {
            "ansible.builtin.uri": {
                "url": f"{emulator.url}/_emulator/faults",
                "body": {"fault": name, "times": None},
                **control,
            }
        },
    ]


def read_everything(play, finished):
    files = [path.read_bytes() for path in play.folder.rglob("*") if path.is_file() and path.name != "play.yml"]
    return finished.stdout + finished.stderr + b"\n".join(files).decode("utf-8", "replace")


@PATHS
def test_when_all_goes_well(play, fast_path):
    tasks = [
        dashboard(),
        dashboard(tags=["a"], description=f"the key {play.key} in a text"),
        {"truewatch.openapi.truewatch_info": {"kind": "dashboard", "export": True}},
        {"truewatch.openapi.truewatch_workspace_export": {"dest": str(play.folder / "exported")}},
        {"truewatch.openapi.truewatch_workspace": {"src": str(play.folder / "exported"), "verify": "quick"}},
    ]
    finished = play.run([*tasks], "-vvv", "--diff", fast_path=fast_path, **LOUD)
    assert "failed=0" in finished.stdout, finished.stdout
    assert "ignored=0" in finished.stdout, finished.stdout
    everything = read_everything(play, finished)
    # What the user puts into a text is on the service; there and in its export it is the user's own doing.
    shown = "\n".join(line for line in everything.splitlines() if "in a text" not in line)
    assert play.key not in shown
    assert play.key not in finished.stdout + finished.stderr


@PATHS
def test_when_the_service_fails(play, fast_path):
    faults = ["bad_key_401", "html", "truncated", "500", "reset_before", "redirect", "success_false"]
    tasks = [task for name in faults for task in (*fault(play.emulator, name), dashboard())]
    finished = play.run(tasks, "-vvv", "--diff", fast_path=fast_path, **LOUD)
    assert f"ignored={len(faults)}" in finished.stdout, finished.stdout
    assert play.key not in read_everything(play, finished)


@PATHS
def test_when_the_input_is_bad(play, fast_path):
    mistakes = [
        {"endpoint": "http://127.0.0.1:9"},
        {"endpoint": "ftp://nowhere"},
        {"endpoint": None, "region": "nowhere"},
        {"name": "x" * 129},
        {"unknown_option": 1},
        {"state": "sideways"},
        {"api_key": f"{play.key}\n"},
    ]
    finished = play.run([dashboard(**options) for options in mistakes], "-vvv", "--diff", fast_path=fast_path, **LOUD)
    assert f"ignored={len(mistakes)}" in finished.stdout, finished.stdout
    assert "Unforeseen" not in finished.stdout
    assert play.key not in read_everything(play, finished)


@PATHS
def test_secrets_inside_of_a_whole_set(play, fast_path):
    hook = {"name": "Ops", "type": "HTTPRequest", "url": "https://alerts.example/canary-7c2e"}
    folder = play.folder / "wanted" / "notify_objects"
    folder.mkdir(parents=True)
    (folder / "Ops.yml").write_text("type: HTTPRequest\n", encoding="utf-8")
    name = "truewatch.openapi.truewatch_workspace"
    tasks = [
        {name: {"definition": {"notify_objects": [hook]}}},
        {name: {"src": str(folder.parent), "secrets": {"notify_object/Ops": {"url": hook["url"] + "/new"}}}},
        {name: {"definition": {"notify_objects": [{**hook, "colour": "red"}]}}, "ignore_errors": True},
        {name: {"definition": {"notify_object": [hook, "Ops"], "monitors": hook}}, "ignore_errors": True},
    ]
    finished = play.run(tasks, "-vvv", "--diff", fast_path=fast_path, **LOUD)
    assert "changed=2" in finished.stdout, finished.stdout
    assert "ignored=2" in finished.stdout, finished.stdout
    assert "canary-7c2e" not in read_everything(play, finished)


def test_both_paths_fail_with_the_same_words(play):
    cases = [
        dashboard(name="x" * 129),
        dashboard(uuid="dsbd_" + "0" * 32),
        dashboard(endpoint=None, region="nowhere"),
        dashboard(template={"main": 1}),
        dashboard(colour="red"),
        dashboard(visibility="Public"),
    ]
    messages = []
    for fast_path in (True, False):
        finished = play.run(
            cases,
            fast_path=fast_path,
            ANSIBLE_STDOUT_CALLBACK="ansible.builtin.default",
            ANSIBLE_CALLBACK_RESULT_FORMAT="json",
        )
        lines = [line.split("=> ", 1)[1] for line in finished.stdout.splitlines() if line.startswith("fatal: ")]
        messages.append([json.loads(line)["msg"] for line in lines])
    assert len(messages[0]) == len(cases)
    assert messages[0] == messages[1]


@PATHS
def test_the_environment_of_a_task_gives_the_key(play, fast_path):
    task = {"truewatch.openapi.truewatch_info": {"kind": "dashboard", "api_key": None, "endpoint": play.emulator.url}}
    finished = play.run([{**task, "environment": {"TRUEWATCH_API_KEY": "other-key"}}], fast_path=fast_path)
    assert "ft.InvalidAPIKey" in finished.stdout
