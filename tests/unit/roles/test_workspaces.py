# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten workspaces in one run: each with its own key and variables, none stopped by another, one page about all."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plays import Play

pytestmark = pytest.mark.plays

NAMES = [f"shop-{number:02}" for number in range(1, 11)]
KEY_OF = {name: f"canary-key-of-{name}" for name in NAMES}
KEYS = {key: name for name, key in KEY_OF.items()}
PRODUCTION, STAGING = NAMES[:6], NAMES[6:]
BAD_KEY, NO_KEY, DRIFTED, REFUSED = "shop-03", "shop-04", "shop-05", "shop-07"
#: It runs or breaks something where it is taken for a template or markup.
HOSTILE = "{{ lookup('ansible.builtin.pipe', 'touch canary') }}<script>document.title='canary'</script>"


def inventory():
    keys = {name: {"truewatch_api_key": key} for name, key in KEY_OF.items()}
    keys[BAD_KEY]["truewatch_api_key"] = "canary-of-no-workspace"
    keys[NO_KEY] = {}
    return {
        "workspaces": {
            "vars": {
                "workspace_src": "workspace",
                "workspace_kinds": ["dashboard", "monitor"],
                "backup_kinds": ["dashboard"],
                "backup_message": "Back up {{ inventory_hostname }}",
                "workspace_definition": {
                    "monitors": [
                        {
                            "name": "Processor",
                            "queries": [{"dql": "M::`cpu`:(AVG(`usage_total`)) BY `host`"}],
                            "group_by": ["host"],
                            "rules": [
                                {
                                    "level": "critical",
                                    "conditions": [{"operator": ">=", "operands": ["{{ processor_limit }}"]}],
                                }
                            ],
                        }
                    ]
                },
            },
            "children": {
                "production": {
                    "hosts": {name: keys[name] for name in PRODUCTION},
                    "vars": {"processor_limit": 90},
                },
                "staging": {
                    "hosts": {name: keys[name] for name in STAGING},
                    "vars": {"processor_limit": 98, "backup_commit": True},
                },
            },
        }
    }


class Fleet(Play):
    def run_workspaces(self, *arguments):
        return self.run_playbook("workspaces", "-i", "inventory.json", "--forks", "10", *arguments)

    def answers(self, key, operation, **parameters):
        options = {"endpoint": self.emulator.url, "api_key": key, "rate_limit": "0"}
        return Client(Settings.from_options(options)).call(operation, **parameters).content


@pytest.fixture(scope="module")
def fleet(tmp_path_factory):
    """One run over all; each workspace held a dashboard before."""
    with running(api_keys={Play.key: None, **KEYS}) as emulator:
        fleet = Fleet(emulator, tmp_path_factory.mktemp("fleet"))
        (fleet.folder / "inventory.json").write_text(json.dumps(inventory()))
        for folder, name in (("workspace/dashboards", "Web"), ("workspace/dashboards", "Shop")):
            (fleet.folder / folder).mkdir(parents=True, exist_ok=True)
            (fleet.folder / folder / f"{name}.json").write_text(json.dumps({"name": name}))
        for command in ("init -q", "config user.name Test", "config user.email test@example.com"):
            subprocess.run(["git", *command.split()], cwd=fleet.folder, check=True)
        for name in NAMES:
            fleet.answers(KEY_OF[name], "dashboards_create", body={"name": "Shop"})
        fleet.answers(KEY_OF[DRIFTED], "dashboards_create", body={"name": HOSTILE})
        for _again in range(2):  # two of one name, which a folder cannot mean
            fleet.answers(KEY_OF[REFUSED], "dashboards_create", body={"name": "Web"})
        fleet.done = fleet.run_workspaces()
        yield fleet


def recap(done):
    """Host -> how many of its tasks failed."""
    return {host: int(failed) for host, failed in re.findall(r"(?m)^(\S+) +: ok=.* failed=(\d+)", done.stdout)}


def test_each_failure_is_one_workspaces_own(fleet):
    assert fleet.done.returncode == 2, fleet.done.stdout[-3000:]
    failed = {host for host, count in recap(fleet.done).items() if count}
    assert failed == {BAD_KEY, NO_KEY, DRIFTED, REFUSED}
    assert set(recap(fleet.done)) == set(NAMES)
    for name in set(NAMES) - failed:
        assert len(fleet.answers(KEY_OF[name], "dashboards_list")) == 2, name
    # The key of the environment stands in for nobody's.
    assert fleet.answers(Play.key, "dashboards_list") == []


def test_group_variables_make_the_difference(fleet):
    for name, limit in ((PRODUCTION[0], "90"), (STAGING[-1], "98")):
        (monitor,) = fleet.answers(KEY_OF[name], "checkers_list")["data"]
        assert monitor["jsonScript"]["checkerOpt"]["rules"][0]["conditions"][0]["operands"] == [limit]


def test_each_backup_is_a_commit_of_its_own(fleet):
    log = subprocess.run(
        ["git", "log", "--format=%s", "--name-only"], cwd=fleet.folder, check=True, capture_output=True, text=True
    ).stdout
    assert sorted(re.findall("Back up (.*)", log)) == STAGING
    for name in STAGING:
        assert f"Back up {name}\n\nbackup/{name}/dashboards/shop.json" in log
    assert {path.name for path in (fleet.folder / "backup").iterdir()} == set(NAMES) - {BAD_KEY, NO_KEY}


def test_one_page_shows_them_all(fleet):
    rows = json.loads((fleet.folder / "drift-report" / "index.json").read_text())["workspaces"]
    states = {row["workspace"]: row["state"] for row in rows}
    assert set(states) == set(NAMES)
    assert {name for name, state in states.items() if state == "failed"} == {BAD_KEY, NO_KEY, REFUSED}
    assert {name for name, state in states.items() if state == "drifted"} == {DRIFTED}
    assert [row["state"] for row in rows] == ["failed"] * 3 + ["drifted"] + ["same"] * 6
    reasons = {row["workspace"]: row["failure"] for row in rows if row["state"] == "failed"}
    assert "InvalidAPIKey" in reasons[BAD_KEY]
    assert "truewatch_api_key" in reasons[NO_KEY]
    assert "Web" in reasons[REFUSED]
    page = (fleet.folder / "drift-report" / "index.html").read_text()
    assert page.count('<details class="workspace ') == len(NAMES)
    assert f'href="{DRIFTED}/report.html"' in page
    assert (fleet.folder / "drift-report" / DRIFTED / "report.html").is_file()


def test_remote_text_stays_text_and_keys_stay_hidden(fleet):
    page = (fleet.folder / "drift-report" / "index.html").read_text()
    assert "touch canary" in page
    assert "<script" not in page
    assert not (fleet.folder / "canary").exists()
    everything = fleet.done.stdout + fleet.done.stderr + page
    for key in [*KEYS, "canary-of-no-workspace", Play.key]:
        assert key not in everything


def test_check_mode_writes_to_no_workspace(fleet):
    before = len(fleet.emulator.requests())
    done = fleet.run_workspaces(
        "--limit", f"{PRODUCTION[0]},{DRIFTED}", "--tags", "apply", "--check", "-e", "processor_limit=80"
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert done.stdout.count("1 to change") == 2
    asked = fleet.emulator.requests()[before:]
    assert asked
    assert {request["method"] for request in asked} == {"GET"}


def test_a_key_that_two_hosts_have_is_refused(fleet):
    before = len(fleet.emulator.requests())
    done = fleet.run_workspaces("--limit", "shop-01,shop-02", "-e", "truewatch_api_key=canary-key-of-shop-01")
    assert done.returncode == 2
    assert "shop-01, shop-02 have the same truewatch_api_key" in re.sub(r"\s+", " ", done.stdout)
    assert fleet.emulator.requests()[before:] == []
