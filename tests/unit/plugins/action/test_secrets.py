# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API key appears nowhere: not in output at any verbosity, diffs, errors, tracebacks or files, on both execution
paths."""

from __future__ import annotations

import json
import os
import re
import sys
from urllib.parse import quote

import pytest
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.truewatch.openapi.plugins.module_utils import _files
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import parse_content
from ansible_collections.truewatch.openapi.plugins.module_utils._masking import masked
from ansible_collections.truewatch.openapi.tests.unit.plays import order

PATHS = pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])

TEMPLATE = {"title": "t", "main": {"charts": [{"name": "c", "type": "text", "queries": []}]}}
CARELESS_LIBRARY = """
import requests

def send(self, request, **kwargs):
    raise RuntimeError(f"DF-API-KEY: {request.headers['DF-API-KEY']}")

requests.adapters.HTTPAdapter.send = send
"""
LOUD = {"ANSIBLE_DISPLAY_TRACEBACK": "always", "ANSIBLE_STDOUT_CALLBACK": "default"}
#: A start of its own: Ansible opens the log when it is imported.
LOGGED = {**LOUD, "ANSIBLE_LOG_PATH": "ansible.log"}


def dashboard(**options):
    return {
        "truewatch.openapi.truewatch_dashboard": {"name": "CPU", "template": TEMPLATE, **options},
        "ignore_errors": True,
    }


def fault(emulator):
    """A task from which on every request fails."""
    return order(emulator.url, "faults", {"fault": "success_false", "times": None})


def read_everything(play, finished):
    files = [path.read_bytes() for path in play.folder.rglob("*") if path.is_file() and path.name != "play.yml"]
    return finished.stdout + finished.stderr + b"\n".join(files).decode("utf-8", "replace")


@PATHS
def test_when_all_goes_well(play, fast_path):
    play.emulator.series("L::app", {"at": -5, "message": f"somebody logged {play.key}"}, host=play.key)
    event = {"at": -5, "df_status": "error", "df_title": play.key, "df_monitor_checker_event_ref": play.key}
    play.emulator.series("E::monitor", event)
    play.emulator.seed(incidents=[{"name": play.key, "event": {"host": play.key, play.key: play.key}}])
    tasks = [
        dashboard(),
        dashboard(tags=["a"], description=f"the key {play.key} in a text"),
        {"truewatch.openapi.truewatch_info": {"kind": "dashboard", "export": True}},
        {
            "truewatch.openapi.truewatch_gate": {
                "checks": [
                    {"dql": f"L::app:(count(`*`)) {{`message` = '{play.key}'}}", "name": play.key, "below": 1},
                    {"dql": "L::app:(count(`*`)) BY `host`", "below": 2},
                ]
            }
        },
        {
            "truewatch.openapi.truewatch_query_info": {
                "dql": f"L::app:(`message`, `host`) {{`message` != '{play.key}'}}"
            }
        },
        {"truewatch.openapi.truewatch_query_info": {"dql": "L::app:(count(`*`)) BY `host`", "query": "[0].host"}},
        {"truewatch.openapi.truewatch_connection_info": {"reads": ["all"]}},
        {"truewatch.openapi.truewatch_event_info": {}},
        {"truewatch.openapi.truewatch_incident_info": {"full": True}},
        {
            "truewatch.openapi.truewatch_incident": {
                "match": {"search": play.key[:6]},
                "level": "P1",
                "comment": f"the key {play.key} in a text",
            }
        },
        {"truewatch.openapi.truewatch_event": {"title": "x", "tags": {"a": f"the key {play.key} in a text"}}},
        {"truewatch.openapi.truewatch_issue": {"title": "x", "description": f"the key {play.key} in a text"}},
        {"truewatch.openapi.truewatch_issue_info": {}},
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
    """Each failure in words of its own, while reading and in the middle of a write, and never with the key."""
    faults = {
        "bad_key_401": "ft.InvalidAPIKey",
        "html": "HTML page (502",
        "truncated": "damaged JSON",
        "500": "ft.InternalError",
        "reset_before": "connection was closed before the answer",
        "redirect": "redirect to http://redirected.invalid",
        "success_false": "ft.OperationFailed",
    }
    for name in faults:
        play.emulator.fault(name)
    for name in ("500", "reset_before"):
        play.emulator.fault(name, "dashboards_create")
    at_once = {"total_timeout": 0.5}  # less than the pause before a read is repeated
    tasks = [dashboard(**at_once) for number in range(len(faults) + 2)]
    finished = play.run(tasks, "-vvv", "--diff", fast_path=fast_path, **LOUD)
    assert f"ignored={len(faults) + 2}" in finished.stdout, finished.stdout
    said = " ".join(finished.stdout.split())
    assert [words for words in faults.values() if words not in said] == []
    assert said.count("Read back afterwards: dashboard 'CPU' is not as wanted") >= 2
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
def test_keys_and_clients_of_providers(play, fast_path):
    """The list of keys shows the secret of each, and the task that makes one tells it: under no_log nothing does."""
    key = {"truewatch.openapi.truewatch_api_key": {"name": "ci", "roles": ["general"]}}
    sso = {
        "name": "Keycloak",
        "type": "oidc",
        "well_known_url": "https://idp.example.com",
        "client_id": "us",
        "client_secret": "canary-7c2e-1",
        "scopes": ["openid"],
        "email_domains": ["example.net"],
        "role": "readOnly",
        "oidc": {"getTokenSet": {"paramMapping": {"client_secret": "canary-7c2e-2"}}},
    }
    tasks = [
        {**key, "no_log": True},
        key,
        {"truewatch.openapi.truewatch_info": {"kind": "api_key"}},
        {"truewatch.openapi.truewatch_sso": sso},
        {"truewatch.openapi.truewatch_sso": {**sso, "oidc": {"accessToken": "canary-7c2e-3"}, "force": True}},
        {"truewatch.openapi.truewatch_sso": {**sso, "role": "Owner"}, "ignore_errors": True},
        {"truewatch.openapi.truewatch_info": {"kind": "sso", "export": True}},
        {"truewatch.openapi.truewatch_workspace_settings": {"name": "prod"}},
    ]
    finished = play.run(tasks, "-vvv", "--diff", fast_path=fast_path, **LOUD)
    assert "changed=4" in finished.stdout and "ignored=1" in finished.stdout, finished.stdout
    everything = read_everything(play, finished)
    assert not re.findall(r"sk-[0-9a-f]{32}|canary-7c2e", everything)
    assert play.key not in everything


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


def results(play, tasks, fast_path):
    """What the tasks answer, which all are to fail, or all to do something; and everything that was printed."""
    form = {"ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default", "ANSIBLE_CALLBACK_RESULT_FORMAT": "json"}
    finished = play.run(tasks, "-v", fast_path=fast_path, **form)
    answers = [line.partition("=> ")[2] for line in finished.stdout.splitlines() if "localhost] => " in line]
    answers += [line.partition("! => ")[2] for line in finished.stdout.splitlines() if line.startswith("fatal: ")]
    assert len(answers) == len(tasks), finished.stdout
    return [json.loads(answer) for answer in answers], " ".join((finished.stdout + finished.stderr).split())


def test_both_paths_fail_with_the_same_words(play):
    cases = [
        dashboard(name="x" * 129),
        dashboard(uuid="dsbd_" + "0" * 32),
        dashboard(endpoint=None, region="nowhere"),
        dashboard(template={"main": 1}),
        dashboard(unknown_option=1, another=2),
        dashboard(timeout="soon", tags={"a": 1}, visibility="sideways"),
        {
            "truewatch.openapi.truewatch_object_label": {"host": "a", "name": "b", "labels": ["c"]},
            "ignore_errors": True,
        },
        {
            "truewatch.openapi.truewatch_monitor": {"name": "x", "rules": [{"levl": 1, "operator": 2}]},
            "ignore_errors": True,
        },
    ]
    messages = []
    for fast_path in (True, False):
        answers, printed = results(play, cases, fast_path)
        messages.append([answer["msg"].partition("traceId")[0] for answer in answers])
        assert "'name' is the same option as host" in printed
    assert messages[0] == messages[1]


@PATHS
def test_a_short_secret_hides_neither_failure_nor_change(play, fast_path):
    """Masking replaces every occurrence, and short texts occur in the words that Ansible and playbooks go by."""
    robots = [
        {"truewatch.openapi.truewatch_notify_object": {"name": "R", "type": "HTTPRequest", "url": url}}
        for url in ("e", "e", "a", "T")
    ]
    headers = {"X-Env": "production", "Accept": "application/json", "X-Token": "correct-horse", "X-A": "battery7staple"}
    words = {"name": "production: correct-horse battery7staple", "type": "simpleHTTPRequest", "headers": headers}
    robots.append({"truewatch.openapi.truewatch_notify_object": {**words, "url": "https://a.invalid"}})
    *answers, hook = results(play, robots, fast_path)[0]
    assert hook["notify_object"]["name"] == "production: ******** ********"
    assert [answer["changed"] for answer in answers] == [True, False, True, True]
    assert {answer["notify_object"]["name"] for answer in answers} == {"R"}
    refused = {"name": "R", "type": "HTTPRequest", "url": "a", "headers": {"i": "e"}}
    task = {"truewatch.openapi.truewatch_notify_object": refused, "ignore_errors": True}
    assert "ignored=1" in play.run([task], fast_path=fast_path).stdout


SECRETS = ["url", "hook", "robot", "monitor", "definition", "pack", "misplaced"]
OBJECTS = {
    "notify_objects": [
        {"name": "O", "type": "HTTPRequest", "url": "https://ops.invalid/{url}"},
        {"name": "D", "type": "dingTalkRobot", "webhook": "https://ding.invalid/{hook}", "secret": "{robot}"},
    ],
    "monitors": [
        {"name": "E", "type": "OuterEventChecker", "secret": "{monitor}"},
        {"name": "F", "definition": {"secret": "{definition}", "jsonScript": {"type": "OuterEventChecker"}}},
    ],
}


def filled(value):
    """The value with a canary for each word in braces."""
    text = json.dumps(value)
    for word in SECRETS:
        text = text.replace(f"{{{word}}}", f"canary-{word}-71c2")
    return json.loads(text)


@PATHS
def test_secrets_inside_the_objects_of_a_workspace(play, fast_path):
    """From a folder and from the task: applied twice, with mistakes, and while the service fails."""
    for folder, objects in filled(OBJECTS).items():
        (play.folder / "wanted" / folder).mkdir(parents=True)
        for number, one in enumerate(objects):
            # A secret of a monitor is the only one of its kind in a workspace.
            text = json.dumps({**one, "name": f"From file {number}"}).replace("71c2", "file")
            (play.folder / "wanted" / folder / f"{number}.yml").write_text(text, encoding="utf-8")
    wrong = {**OBJECTS, "notify_object": [{"url": "{misplaced}"}], "monitors": [{"definition": "{pack}"}]}
    from_folder, inline = (
        {"truewatch.openapi.truewatch_workspace": given, "ignore_errors": True}
        for given in ({"src": str(play.folder / "wanted")}, {"definition": "{{ objects }}"})
    )
    mistaken = {**inline, "vars": {"objects": filled(wrong)}}
    tasks = [from_folder, from_folder, inline, inline, mistaken, fault(play.emulator), from_folder, inline]
    finished = play.run(tasks, "-vvv", "--diff", fast_path=fast_path, variables={"objects": filled(OBJECTS)}, **LOGGED)
    assert "changed=2 " in finished.stdout and "ignored=3 " in finished.stdout, finished.stdout
    assert "canary" not in finished.stdout + finished.stderr + (play.folder / "ansible.log").read_text("utf-8")
    assert all(b"canary" not in path.read_bytes() for path in (play.folder / "state").iterdir())
    assert "canary" not in json.dumps(play.emulator.requests(bodies=True))


def test_secrets_that_go_along_to_another_machine(play):
    """The files are read here; what is sent there stands in the arguments of the module."""
    (play.folder / "wanted" / "monitors").mkdir(parents=True)
    pack = {"checkers": [{"secret": "{pack}", "jsonScript": {"type": "OuterEventChecker", "title": "P"}}]}
    (play.folder / "wanted" / "monitors" / "pack.json").write_text(json.dumps(filled(pack)), encoding="utf-8")
    tasks = [
        {"truewatch.openapi.truewatch_workspace": {"src": "wanted"}, "vars": {"ansible_connection": "elsewhere"}},
        {
            "truewatch.openapi.truewatch_monitor": {"src": "wanted/monitors/pack.json", "state": "absent"},
            "vars": {"ansible_connection": "elsewhere"},
        },
    ]
    finished = play.run(tasks, "-vvv", "--diff", **LOUD)
    assert "changed=2" in finished.stdout, finished.stdout
    assert "canary" not in finished.stdout + finished.stderr


@PATHS
def test_a_failure_that_nobody_foresaw(play, fast_path):
    """Its text is whatever some library says; here the headers of the request, the key among them."""
    (play.folder / "sitecustomize.py").write_text(CARELESS_LIBRARY, encoding="utf-8")
    path = os.pathsep.join([str(play.folder), *filter(None, sys.path)])
    finished = play.run([dashboard()], "-vvv", "--diff", fast_path=fast_path, PYTHONPATH=path, **LOUD)
    assert "Unforeseen RuntimeError: DF-API-KEY: ****" in finished.stdout, finished.stdout
    assert "ignored=1" in finished.stdout
    assert play.key not in read_everything(play, finished)


@PATHS
def test_a_warning_that_quotes_the_user(play, fast_path):
    play.emulator.fault("reset_after", "dashboards_create")
    finished = play.run([dashboard(name=f"about {play.key}")], "-vvv", "--diff", fast_path=fast_path, **LOUD)
    assert "create of dashboard 'about ****" in " ".join(finished.stdout.split()) + finished.stderr, finished.stdout
    assert play.key not in finished.stdout + finished.stderr


@PATHS
def test_a_key_of_a_mapping(play, fast_path):
    mute = {"name": "m", "duration": "1h", "attributes": {play.key: ["x"]}}
    finished = play.run([{"truewatch.openapi.truewatch_mute": mute}], "-vv", "--diff", fast_path=fast_path, **LOUD)
    assert "changed=1" in finished.stdout, finished.stdout
    assert play.key not in finished.stdout + finished.stderr


@pytest.mark.parametrize(
    "secret", ["https://x.invalid/a b?t=1&u=2", 'invalid"quoted\\', "it's invalid", "invälid invalid"]
)
def test_what_a_secret_becomes_in_a_url_or_in_quotes(secret):
    as_json = json.dumps(secret)
    others = (as_json.replace("/", "\\/"), as_json.replace("&", "\\u0026"), json.dumps(secret, ensure_ascii=False))
    for said in (secret, quote(secret), quote(secret, safe=""), repr(secret), as_json, *others):
        shown = masked({"msg": f"refused: {said}", "objects": [{said: 1}]}, [secret])
        assert "invalid" not in json.dumps(shown)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_a_file_with_a_fault_is_not_quoted(monkeypatch, loader):
    monkeypatch.setattr(_files.yaml, "CSafeLoader", loader, raising=False)
    with pytest.raises(
        InputError, match=r"'m.yml' is neither .*mapping values are not allowed.* \(line 2, column \d+\)\."
    ) as caught:
        parse_content("secret: a\ntoken: canary: x\n", "m.yml")
    assert "canary" not in str(caught.value)


def test_a_vaulted_part_of_an_option(play):
    """Old cores leave it encrypted until it is written as JSON for a module."""
    (play.folder / "password").write_text("p", encoding="utf-8")
    vaulted = VaultLib([("default", VaultSecret(b"p"))]).encrypt("canary-71c2").decode()
    robot = {"name": "R", "type": "simpleHTTPRequest", "url": "https://x.invalid", "headers": {"Key": "{{ token }}"}}
    whole = {"name": "S", "type": "custom", "opt_set": {"url": {"__ansible_vault": vaulted}}}
    tasks = [{"truewatch.openapi.truewatch_notify_object": options} for options in (robot, robot, whole, whole)]
    variables = {"token": {"__ansible_vault": vaulted}}
    finished = play.run(
        tasks, "-vvv", "--diff", "--vault-password-file", str(play.folder / "password"), variables=variables, **LOUD
    )
    assert "ok=4 " in finished.stdout and "changed=2 " in finished.stdout, finished.stdout
    assert "canary" not in finished.stdout + finished.stderr


@PATHS
def test_the_environment_of_a_task_gives_the_key(play, fast_path):
    task = {"truewatch.openapi.truewatch_info": {"kind": "dashboard", "api_key": None, "endpoint": play.emulator.url}}
    finished = play.run([{**task, "environment": {"TRUEWATCH_API_KEY": "other-key"}}], fast_path=fast_path)
    assert "ft.InvalidAPIKey" in finished.stdout
