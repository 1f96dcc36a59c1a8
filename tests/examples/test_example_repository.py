# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The repository to copy: what its pipelines run works in a copy of it, and the guide shows what it holds."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plays import Play
from ansible_collections.truewatch.openapi.tests.unit.plugins.modules.test_examples import Loader

ROOT = Path(__file__).parents[2]
REPOSITORY = ROOT / "examples" / "repository"
NAMES = ("shop-staging", "shop-eu", "shop-us")
PLAN, STAGING, PRODUCTION, DRIFT = (
    f"ansible-playbook site.yml --tags {options}"
    for options in ("apply --check --diff", "apply --limit staging", "apply --limit production", "drift")
)


def commands(*paths):
    """The commands of Ansible that pipelines run, in order."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [one for text in texts for one in re.findall(r"(?m)^ *- (?:run: )?(ansible-playbook .*)$", text)]


class Repository(Play):
    """A copy of the repository whose workspaces are those of the emulator."""

    def command(self, line):
        """The finished process of a command of a pipeline."""
        program, *arguments = shlex.split(line)
        assert program == "ansible-playbook"
        elsewhere = ["-e", "truewatch_region=", "-e", f"truewatch_endpoint={self.emulator.url}"]
        return self._finished([*arguments, *elsewhere], {"WORKSPACES_VAULT_PASSWORD": "example"})

    def writes(self, since=0):
        sent = self.emulator.requests()[since:]
        return [
            one["operationId"]
            for one in sent
            if re.search("_(create|add|modify|import|set|delete)", one["operationId"])
        ]


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "repository"
    shutil.copytree(REPOSITORY, folder)
    with running(api_keys={f"key-of-{name}": name for name in NAMES}) as emulator:
        yield Repository(emulator, folder)


@pytest.mark.plays
def test_a_pull_request_is_planned_and_a_merge_is_applied(repository):
    """Plan, apply to staging, plan again, apply to production, look for drift: as the pipelines do it."""
    done = repository.command(PLAN)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Planned: 4 to create") == len(NAMES)
    assert repository.writes() == []
    plans = {path.stem: path.read_text(encoding="utf-8") for path in repository.folder.glob("plan-*.md")}
    assert set(plans) == {f"plan-{name}" for name in NAMES}
    assert all("Processor in use" in text for text in plans.values())
    for command, count in ((STAGING, 1), (PRODUCTION, 2)):
        done = repository.command(command)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("Applied: 4 created") == count
    before = len(repository.writes())
    done = repository.command(DRIFT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 changed, 0 missing" in done.stdout
    assert len(repository.writes()) == before
    assert (repository.folder / "drift-report" / "index.html").is_file()
    bodies = [
        one["body"] for one in repository.emulator.requests(bodies=True) if one["operationId"] == "checkers_create"
    ]
    rules = [body["jsonScript"]["checkerOpt"]["rules"] for body in bodies]
    assert sorted(rule["conditions"][0]["operands"] for (rule,) in rules) == [["90"], ["90"], ["98"]]


@pytest.mark.plays
def test_the_play_of_ones_own_works_in_the_repository(repository):
    guide = (ROOT / "docs" / "many-workspaces.md").read_text(encoding="utf-8")
    plays = [one for one in re.findall(r"^```yaml\n(.*?)^```", guide, re.DOTALL | re.MULTILINE) if "overview" in one]
    (repository.folder / "own.yml").write_text("".join(plays), encoding="utf-8")
    shutil.rmtree(repository.folder / "drift-report", ignore_errors=True)
    done = repository.command("ansible-playbook own.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    index = json.loads((repository.folder / "drift-report" / "index.json").read_text(encoding="utf-8"))
    assert [one["summary"]["unmanaged"] for one in index["workspaces"]] == [0] * len(NAMES), index


def test_both_pipelines_run_the_same_commands():
    workflows = [REPOSITORY / ".github" / "workflows" / f"{name}.yml" for name in ("plan", "apply", "drift")]
    assert commands(*workflows) == [PLAN, STAGING, PRODUCTION, DRIFT]
    assert commands(REPOSITORY / ".gitlab-ci.yml") == [PLAN, STAGING, PRODUCTION, DRIFT]


def test_each_workspace_has_a_key_in_the_vault():
    text = (REPOSITORY / "group_vars" / "workspaces" / "vault.yml").read_text(encoding="utf-8")
    vault = yaml.load(text, Loader)  # noqa: S506 - it is a safe one
    assert set(vault["vault_api_keys"]) == set(NAMES)
    values = [*vault["vault_api_keys"].values(), vault["vault_on_call_url"]]
    assert all(value.startswith("$ANSIBLE_VAULT;1.1;AES256\n") for value in values)


def merged(texts):
    """The mappings among these YAML texts as one."""
    contents = (yaml.load(text, Loader) for text in texts)  # noqa: S506 - it is a safe one
    return {key: value for content in contents if isinstance(content, dict) for key, value in content.items()}


def test_the_guide_shows_what_the_repository_holds():
    guide = (ROOT / "docs" / "many-workspaces.md").read_text(encoding="utf-8")
    files = [
        REPOSITORY / name for name in ("inventory.yml", "group_vars/production.yml", "group_vars/workspaces/main.yml")
    ]
    held = merged(path.read_text(encoding="utf-8") for path in files)
    shown = merged(re.findall(r"^```yaml\n(.*?)^```", guide, re.DOTALL | re.MULTILINE))
    assert set(shown) - set(held) == {"vault_api_keys", "vault_on_call_url"}
    assert {key: shown[key] for key in shown if key in held} == {key: held[key] for key in held if key in shown}


def test_the_password_is_asked_for():
    done = subprocess.run([str(REPOSITORY / "vault-password")], env={}, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "WORKSPACES_VAULT_PASSWORD" in done.stderr
