# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""truewatch_api in real plays, on both execution paths."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.truewatch.openapi.tests.unit.plugins.action.test_secrets import (
    CARELESS_LIBRARY,
    LOUD,
    PATHS,
    fault,
    read_everything,
)

API = "truewatch.openapi.truewatch_api"
HOOK = {"type": "HTTPRequest", "name": "hook", "optSet": {"url": "https://x.invalid/{c}", "headers": {"X-Any": "{c}"}}}


def canaries(value):
    return json.loads(json.dumps(value).replace("{c}", "canary-body-71c2"))


def call(**options):
    return {API: options, "ignore_errors": True}


def is_secret_free(play, finished):
    return "canary" not in read_everything(play, finished).replace(play.key, play.key.upper()) and (
        play.key not in finished.stdout + finished.stderr
    )


@PATHS
def test_secrets_in_bodies_and_answers_are_nowhere(play, fast_path):
    """At -vvv and with --diff: in results, arguments, diffs, failures, tracebacks and files."""
    body = canaries(HOOK)
    (play.folder / "hook.json").write_text(json.dumps(body), encoding="utf-8")
    tasks = [
        call(operation="notify_objects_create", body=body),
        call(operation="notify_objects_create", src="hook.json"),
        {**call(operation="notify_objects_create", body=body), "check_mode": True},
        call(operation="notify_objects_list", all_pages=True, query="[].optSet | {first: [0]}"),
        call(operation="notify_objects_create", body={**body, "name": {"password": "canary-71c2"}}),
        call(method="POST", path="/api/v1/push-events/canary-secret-71c2/x", body={"event": {"status": "ok"}}),
        call(operation="log_index_cfg_bind", body={"storeType": "es", "accessCfg": {"password": "q9#"}}),
        fault(play.emulator),
        call(operation="notify_objects_create", body=body),
    ]
    finished = play.run(tasks, "-vvv", "--diff", fast_path=fast_path, **LOUD)
    (play.folder / "hook.json").unlink()
    assert "Unforeseen" not in finished.stdout
    assert "ok=9 " in finished.stdout and "ignored=3 " in finished.stdout, finished.stdout
    assert is_secret_free(play, finished), finished.stdout
    assert "q9#" not in finished.stdout


@PATHS
def test_a_failure_that_nobody_foresaw(play, fast_path):
    """Its text is whatever some library says; here the headers and the body of the request."""
    careless = CARELESS_LIBRARY.replace("KEY']}", "KEY']} {request.body}")
    (play.folder / "sitecustomize.py").write_text(careless, encoding="utf-8")
    path = os.pathsep.join([str(play.folder), *filter(None, sys.path)])
    task = call(operation="notify_objects_create", body=canaries(HOOK))
    finished = play.run([task], "-vvv", "--diff", fast_path=fast_path, PYTHONPATH=path, **LOUD)
    assert "Unforeseen RuntimeError: DF-API-KEY: ****" in finished.stdout, finished.stdout
    assert is_secret_free(play, finished), finished.stdout


@pytest.mark.parametrize("place", ["here", "elsewhere"])
def test_files_of_a_form_are_found_as_copy_finds_them(play, place):
    """Also where the module runs on another machine, and where the file is vaulted."""
    (play.folder / "files").mkdir()
    (play.folder / "files" / "logo.png").write_bytes(b"\x89PNG\0canary-file")
    vaulted = VaultLib([("default", VaultSecret(b"p"))]).encrypt(b"\x89PNG\0canary-file")
    (play.folder / "files" / "vaulted.png").write_bytes(vaulted)
    (play.folder / "password").write_text("p", encoding="utf-8")
    upload = {"operation": "workspace_upload_logo_image", "query_params": {"filename": "logo.png", "language": "en"}}
    tasks = [call(**upload, files={"file": name}) for name in ("logo.png", "vaulted.png")]
    tasks.append({**call(**upload, files={"file": "missing.png"}), "register": "missing"})
    variables = {"ansible_connection": "elsewhere"} if place == "elsewhere" else {}
    finished = play.run(tasks, "--vault-password-file", str(play.folder / "password"), variables=variables)
    assert "changed=2" in finished.stdout, finished.stdout
    told = re.search(
        r"'missing\.png' was not found: correct the path, or put the file there\. Searched: (/.*?missing\.png)\.",
        " ".join(finished.stdout.split()),
    )
    places = told[1].split(", ")
    assert len(set(places)) == len(places), places
    requests = play.emulator.requests(bodies=True)
    assert [request["operationId"] for request in requests] == ["workspace_upload_logo_image"] * 2
    assert requests[0]["bytes_in"] - len("logo.png") == requests[1]["bytes_in"] - len("vaulted.png")


@PATHS
def test_both_paths_tell_the_same(play, fast_path):
    """Remote text, revealed secrets and check mode among it."""
    hostile = "{{ lookup('pipe', 'echo executed') }}"
    role = {"operation": "roles_add", "body": {"name": "{{ hostile }}", "keys": ["log.Query"]}}
    calls = [
        call(**role),
        {**call(**role), "check_mode": True},
        call(operation="roles_list", query="[].name"),
        call(operation="workspace_get", query="token"),
        call(operation="workspace_get", query="token", reveal_secrets=True),
        call(operation="rolse_list"),
    ]
    tasks = [{**one, "register": f"call_{number}"} for number, one in enumerate(calls)]
    found = "FOUND {{ [call_0, call_1, call_2, call_3, call_4, call_5] | to_json | b64encode }} END"
    tasks.append({"ansible.builtin.debug": {"msg": found}})
    variables = {"hostile": {"__ansible_unsafe": hostile}}
    finished = play.run(tasks, fast_path=fast_path, variables=variables)
    assert "ignored=1" in finished.stdout, finished.stdout
    results = json.loads(base64.b64decode(re.search(r"FOUND (\S+) END", finished.stdout)[1]))
    assert [one["changed"] for one in results] == [True, True, False, False, False, False]
    assert [one["api_calls"] for one in results] == [1, 0, 1, 1, 1, 0]
    assert results[1]["request"] == results[0]["request"]
    assert results[2]["result"][-1:] == [hostile]
    assert results[3]["result"] == "********"
    assert results[4]["result"].startswith("tkn_")
    assert "Did you mean 'roles_list'" in results[5]["msg"]


@PATHS
def test_a_result_with_a_file_is_what_the_task_says_of_it(play, fast_path):
    """Ansible would add the owner of the file and what else it finds of it, in place of what the task says."""
    csv = {"operation": "service_performance_export", "query_params": {"start": 1764000000000, "end": 1764086400000}}
    keep = call(**csv, dest=str(play.folder / "services.csv"))
    told = "FOUND {{ [first.state, again.state, first.keys() | intersect(['owner', 'uid', 'mode'])] | to_json }} END"
    tasks = [{**keep, "register": "first"}, {**keep, "register": "again"}, {"ansible.builtin.debug": {"msg": told}}]
    finished = play.run(tasks, fast_path=fast_path)
    found = re.search(r"FOUND (.*?) END", finished.stdout)
    assert json.loads(found[1].replace('\\"', '"')) == ["created", "unchanged", []], finished.stdout


# -- what it costs others --------------------------------------------------------------------------


def test_no_other_module_loads_the_table_of_parameters():
    code = """
import importlib, pathlib, sys
import ansible_collections.truewatch.openapi.plugins.modules.truewatch_info as one
for path in sorted(pathlib.Path(one.__file__).parent.glob("truewatch_*.py")):
    if path.stem != "truewatch_api":
        importlib.import_module(f"ansible_collections.truewatch.openapi.plugins.modules.{path.stem}")
from ansible_collections.truewatch.openapi.plugins.action import truewatch_dashboard, truewatch_maintenance
from ansible_collections.truewatch.openapi.plugins.lookup import truewatch_objects
print([name for name in sys.modules if name.endswith("._calls.parameters")])
"""
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **paths}
    )
    assert done.stdout.strip() == "[]"
