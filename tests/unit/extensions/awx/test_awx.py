# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files for AWX: they fit its modules, each other and the repository to copy, and jobs run as AWX runs them.

There is no controller here. The options of its modules are recorded in awx_options.yml; what needs ansible-builder,
ansible-runner or ansible-navigator is skipped where that is not installed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import CONNECTION
from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.warm import COLLECTIONS

ROOT = Path(__file__).parents[4]
AWX = ROOT / "extensions" / "awx"
REPOSITORY = ROOT / "examples" / "repository"
NAMES = ("shop-staging", "shop-eu", "shop-us")
PYTHON_TYPES = {"str": str, "bool": bool, "int": int, "dict": dict, "list": list}


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


(PLAY,) = load(AWX / "controller.yml")
OPTIONS = load(Path(__file__).with_name("awx_options.yml"))
TASKS = {task["name"]: task for task in PLAY["tasks"]}


def call(task):
    """The module of a task and its options."""
    ((module, options),) = [(key, value) for key, value in task.items() if key.startswith("awx.awx.")]
    return module.removeprefix("awx.awx."), options


def faults(options, known, where):
    """What a module would refuse of options. A template may become anything."""
    for name, value in options.items():
        if name not in known:
            yield f"{where}: there is no {name}"
            continue
        entry = known[name]
        if isinstance(value, str) and "{{" in value:
            continue
        if not isinstance(value, PYTHON_TYPES[entry["type"]]):
            yield f"{where}: {name} is no {entry['type']}"
        if value not in entry.get("choices", [value]):
            yield f"{where}: {name} is {value}"
        for inner in [value] if isinstance(value, dict) else value if isinstance(value, list) else []:
            if isinstance(inner, dict) and "options" in entry:
                yield from faults(inner, entry["options"], f"{where}: {name}")
    yield from (
        f"{where}: {name} is missing" for name, entry in known.items() if entry.get("required") and name not in options
    )


@pytest.mark.parametrize("name", TASKS)
def test_each_task_fits_its_module(name):
    module, options = call(TASKS[name])
    assert list(faults(options, OPTIONS[module], name)) == []


def test_a_wrong_option_would_be_found():
    wrong = {"name": "x", "job_typ": "run", "job_type": "walk", "forks": "many"}
    assert len(list(faults(wrong, OPTIONS["job_template"], "wrong"))) == 3
    node = {"name": "x", "workflow_nodes": [{"related": {"succes_nodes": []}}]}
    assert len(list(faults(node, OPTIONS["workflow_job_template"], "wrong"))) == 2


def test_what_the_workflow_names_is_there():
    templates = {f"Workspaces: {template['name']}" for template in PLAY["vars"]["workspaces_templates"]}
    nodes = call(TASKS["Apply on merge, with approval before production"])[1]["workflow_nodes"]
    assert {node["unified_job_template"]["name"] for node in nodes if "approval" not in node["identifier"]} <= templates
    assert call(TASKS["Drift every night"])[1]["unified_job_template"] in templates
    # One after the other, and nothing reaches production but through the approval.
    follows = {node["identifier"]: node.get("related", {}).get("success_nodes", []) for node in nodes}
    chain, step = ["staging"], "staging"
    while follows[step]:
        ((step,),) = [tuple(one["identifier"] for one in follows[step])]
        chain.append(step)
    assert chain == ["staging", "plan", "approval", "production"] == list(follows)
    assert [node["unified_job_template"]["type"] for node in nodes].count("workflow_approval") == 1


def test_it_names_what_the_repository_and_the_playbook_have():
    assert (REPOSITORY / call(TASKS["Inventory source"])[1]["source_path"]).is_file()
    assert (REPOSITORY / call(TASKS["Job templates"])[1]["playbook"]).is_file()
    groups = load(REPOSITORY / "inventory.yml")["workspaces"]["children"]
    tags = set(re.findall(r"tags: \[(\w+)\]", (ROOT / "playbooks" / "workspaces.yml").read_text()))
    for template in PLAY["vars"]["workspaces_templates"]:
        assert template.get("limit", "staging") in groups
        assert template["tags"] in tags
    for folder in (item["folder"] for item in TASKS["Credential types"]["loop"]):
        assert (AWX / "credential_types" / folder / "input.yml").is_file()


FIELD = {"id", "type", "label", "secret", "multiline", "help_text", "format", "choices", "ask_at_runtime"}


def variables():
    """Environment variables that the collection and the repository read."""
    connection = {name for entry in CONNECTION.values() for name in (entry.get("fallback") or (None, ()))[1]}
    return connection | set(re.findall(r"\$\{(\w+)", (REPOSITORY / "vault-password").read_text()))


@pytest.mark.parametrize("folder", sorted((AWX / "credential_types").iterdir()), ids=lambda folder: folder.name)
def test_credential_types_inject_what_is_read(folder):
    inputs, injectors = load(folder / "input.yml"), load(folder / "injectors.yml")
    ids = {field["id"] for field in inputs["fields"]}
    assert set(inputs["required"]) <= ids
    assert all(set(field) <= FIELD and field["type"] in ("string", "boolean") for field in inputs["fields"])
    used = set()
    for name, template in injectors["env"].items():
        assert name in variables()
        used |= set(re.findall(r"\{\{ (\w+) \}\}", template))
    assert used == ids
    secret = {field["id"] for field in inputs["fields"] if field.get("secret")}
    assert secret & {"api_key", "password"}


def test_the_guide_shows_the_files():
    guide = (ROOT / "docs" / "awx.md").read_text(encoding="utf-8")
    shown = [yaml.safe_load(block) for block in re.findall(r"^ *```yaml\n(.*?)^ *```", guide, re.DOTALL | re.MULTILINE)]
    folder = AWX / "credential_types" / "truewatch_workspace"
    for path in (
        AWX / "execution-environment.yml",
        folder / "input.yml",
        folder / "injectors.yml",
        AWX / "truewatch.yml",
    ):
        assert load(path) in shown, path


def environment(folder):
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "TRUEWATCH_STATE_DIR": str(folder / "state"),
        "WORKSPACES_VAULT_PASSWORD": "example",
    }


def run(command, folder, **more):
    done = subprocess.run(
        command, cwd=folder, env={**environment(folder), **more}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_the_context_of_the_execution_environment_can_be_made(tmp_path):
    pytest.importorskip("ansible_builder")
    definition = AWX / "execution-environment.yml"
    run([sys.executable, "-m", "ansible_builder", "create", "--context", "made", "--file", str(definition)], tmp_path)
    made = tmp_path / "made"
    (recipe,) = [path for path in made.iterdir() if path.name in ("Containerfile", "Dockerfile")]  # by what there is
    assert "FROM $EE_BASE_IMAGE" in recipe.read_text()
    assert load(made / "_build" / "requirements.yml") == load(definition)["dependencies"]["galaxy"]


def test_the_collection_tells_the_builder_its_libraries(tmp_path):
    pytest.importorskip("ansible_builder")
    told = run([sys.executable, "-m", "ansible_builder", "introspect", str(COLLECTIONS)], tmp_path)
    python = yaml.safe_load(told)["python"]
    assert {"requests", "jmespath"} <= {re.split("[ ><=]", line)[0] for line in python}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with the repository as a project, and an emulator of its workspaces."""
    folder = tmp_path_factory.mktemp("controller")
    shutil.copytree(REPOSITORY, folder / "project")
    with running(api_keys={f"key-of-{name}": name for name in NAMES}) as emulator:
        yield folder, {"truewatch_region": "", "truewatch_endpoint": emulator.url}, emulator


@pytest.mark.plays
def test_a_job_runs_as_on_the_controller(project):
    """An inventory update, and the job of a template, by ansible-runner in its private data directory."""
    runner = pytest.importorskip("ansible_runner")
    folder, variables_of_job, emulator = project
    exported = run(["ansible-inventory", "-i", "inventory.yml", "--list", "--export"], folder / "project")
    assert "__ansible_vault" in exported
    assert "key-of-" not in exported
    (folder / "inventory").mkdir()
    script = folder / "inventory" / "hosts"
    script.write_text(f"#!/bin/sh\ncat <<'END'\n{exported}\nEND\n")
    script.chmod(0o700)
    template = next(one for one in PLAY["vars"]["workspaces_templates"] if one["name"] == "apply to staging")
    job = runner.run(
        private_data_dir=str(folder),
        playbook=call(TASKS["Job templates"])[1]["playbook"],
        limit=template["limit"],
        cmdline=f"--tags {template['tags']} --diff",
        forks=20,
        envvars=environment(folder),
        extravars=variables_of_job,
        quiet=True,
    )
    assert job.status == "successful", (folder / "artifacts").exists() and job.stdout.read()[-3000:]
    assert set(job.stats["changed"]) == {"shop-staging"}
    assert "key-of-" not in "".join(json.dumps(event, default=str) for event in job.events)
    assert any(request["operationId"] == "checkers_create" for request in emulator.requests())


@pytest.mark.plays
def test_navigator_runs_the_plan(project):
    pytest.importorskip("ansible_navigator")
    folder, variables_of_job, _emulator = project
    command = ["ansible-navigator", "run", "site.yml", "--mode", "stdout", "--execution-environment", "false"]
    options = ["--playbook-artifact-enable", "false", "--tags", "apply", "--limit", "shop-us", "--check", "-e"]
    printed = run([*command, *options, json.dumps(variables_of_job)], folder / "project")
    assert "Planned: 4 to create" in printed
