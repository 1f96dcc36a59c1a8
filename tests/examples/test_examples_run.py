# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML of README, guides, roles, modules and plugins runs against the emulator as it stands.

test_guides_run.py runs commands, and the files that they name.
"""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
import textwrap
import zipfile
from pathlib import Path

import pytest
import yaml

from ansible_collections.truewatch.openapi.tests import warm
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api
from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.examples.test_guides_run import FILES_THAT_RUN
from ansible_collections.truewatch.openapi.tests.unit.plays import ORDER
from ansible_collections.truewatch.openapi.tests.unit.plugins.inventory.conftest import (  # noqa: F401 # pylint: disable=unused-import
    emulator,
    source,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.modules.test_examples import (
    GUIDES,
    MODULES,
    Loader,
    is_rulebook,
)

ROOT = Path(__file__).parents[2]
PACKAGE = "ansible_collections.truewatch.openapi"
KEYS = {"key-of-examples": "one", "key-of-another-workspace": "another", "key-of-an-empty-workspace": "empty"}
KEY, OTHER_KEY, EMPTY_KEY = KEYS

#: YAML that cannot run here, by its first key -> why.
YAML_LEFT_OUT = {
    "version": "the definition of an execution environment",
    "fields": "a form of AWX",
    "env": "a form of AWX",
    "collections": "requirements of a project",
    "template": "a part of a task",
    "module_defaults": "a part of a play",
    **dict.fromkeys(
        ("workspaces", "truewatch_region", "vault_api_keys", "workspace_definition", "processor_limit"),
        "a part of examples/repository, which test_example_repository.py compares and runs",
    ),
}
#: Lists that are no tasks -> what they are, by the first key of their members.
LISTS_LEFT_OUT = {"kind": "rows of a table of tests"}
TASKS_LEFT_OUT = {
    "A newer route that reads by POST": "a route that the emulator does not know",
    "Read a route that is newer than the reference and a POST": "a route that the emulator does not know",
    "Delete a note, which is a GET": "an object of the reader's own",
    "Keep the workspaces": "the playbook of examples/repository, which test_example_repository.py runs",
    "Store the secret": "a task file of the role key_rotation, which calls it",
}
#: Tasks that go on where the block before them on the page ends.
GO_ON = {"Delete the first key with the second one"}
INVENTORY = {"plugin", "hostnames", "group_by", "compose"}

#: What the examples take for granted to be in the workspace.
GIVEN = """
roles:
  - {name: Monitoring author, permissions: [monitor.cfgManage]}
  - {name: Deployer, permissions: [event.Query]}
login_mappings:
  - {attribute: dept, value: sales, roles: [readOnly]}
notify_objects:
  - {name: Payment robot, type: dingTalkRobot, webhook: 'https://robot.example.com/', secret: s}
  - {name: Team on duty, type: mailGroup, to: [ada@example.com]}
  - {name: Ops, type: simpleHTTPRequest, url: 'https://ops.example.com/'}
alert_notice_dates:
  - {name: Public holidays, dates: ['2026-12-25']}
alert_policies:
  - {name: On call, timezone: UTC, targets: [{rules: [{statuses: [critical], to: [Payment robot]}]}]}
  - {name: Storage, timezone: UTC, targets: [{rules: [{statuses: [critical], to: [Payment robot]}]}]}
monitors:
  - &monitor
    name: Database latency
    queries: [{dql: 'M::`cpu`:(AVG(`usage_total`)) BY `host`'}]
    group_by: [host]
    rules: [{level: critical, conditions: [{operator: '>=', operands: [95]}]}]
  - {<<: *monitor, name: Replication lag}
  - {<<: *monitor, name: Shop errors}
  - {<<: *monitor, name: Shop latency}
  - {<<: *monitor, name: 'CPU of {{ host }} is too high'}
  - {<<: *monitor, name: 'Memory of {{ host }} is too high'}
slos:
  - {name: Shop availability, goal: 99.9, min_goal: 99, monitors: [Shop errors, Shop latency]}
rum_apps:
  - {app_id: shop_web_prod, name: Shop, type: web}
dashboards:
  - {name: NGINX overview, tags: [team-web]}
  - {name: Overview}
  - {name: Payments}
"""


EXPORTED = yaml.safe_load("""
extend: {querylist: [{datasource: dataflux, qtype: dql, query: {alias: Result, q: 'M::ssh:(MAX(`up`))'}}]}
jsonScript:
  type: simpleCheck
  every: 1m
  interval: 300
  message: The host does not answer.
  targets: [{alias: Result, dql: 'M::ssh:(MAX(`up`))'}]
  checkerOpt:
    rules:
      - {status: critical, conditionLogic: and, conditions: [{alias: Result, operator: '>=', operands: ['1']}]}
""")
#: Applies what the examples take for granted.
APPLY_GIVEN = """
- hosts: localhost
  gather_facts: false
  tasks:
    - truewatch.openapi.truewatch_workspace: {definition: "{{ lookup('file', 'given.json') | from_json }}"}
"""
#: Each list of tasks or plays begins in a workspace of its own: with what it takes for granted, and nothing else.
START_ANEW = """
- hosts: localhost
  gather_facts: false
  tasks:
    - ansible.builtin.debug:
        msg: "{{ lookup('order', emulator, 'reset', {}) ~ lookup('order', emulator, 'series', series) }}"
      vars: {series: "{{ lookup('file', 'series.json') | from_json }}"}
"""
WORKSPACES = {"hosts": {"localhost": {"truewatch_api_key": KEY}}}
SECRETS = {
    "notify_object/Ops": {"url": "https://ops.example.com/"},
    "notify_object/Payment robot": {"webhook": "https://robot.example.com/", "secret": "s"},
    "notify_object/On-call chat": {"webhook": "https://hooks.slack.com/services/T00000000/B00000000/example"},
}
VARIABLES = {
    "env": "prod",
    "other_workspace_key": OTHER_KEY,
    "empty_workspace_key": EMPTY_KEY,
    "tw_name": "web-01",
    **{
        f"vault_{name}": "https://hooks.example.com/x"
        for name in ("oncall_webhook", "oncall_secret", "slack_webhook", "eda_token", "new_channel", "ops_url")
    },
    "joiners": [{"mail": "lin@example.com"}],
    "vault_workspace_secrets": SECRETS,
    "vault_client_token": "token",
    "vault_client_secret": "secret",
    "vault_es_password": "password",
    "vault_code": "4711",
    "vault_probe_password": "password-of-a-probe",
    "vault_monitor_secret": "secret-of-a-monitor",
    "version": "1.4.2",
    "webhook_token": "token-of-the-webhook",
    "vault_external_id": "1",
    "channel": "chan_0123456789abcdef0123456789abcdef",
}


def documents(text):
    return [one for one in yaml.load_all(text, Loader) if one]


def blocks(guide, language):
    text = (ROOT / guide).read_text(encoding="utf-8")
    return map(textwrap.dedent, re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE))


def of_plugin(plugin):
    return importlib.import_module(f"{PACKAGE}.plugins.{plugin}").EXAMPLES


def inventory_examples():
    """Those of the inventory plugin: one document, in which all files but the first are comments."""
    for paragraph in of_plugin("inventory.truewatch_objects").strip().split("\n\n"):
        yield re.sub(r"^# ?", "", paragraph[paragraph.index("plugin:") :], flags=re.MULTILINE)


LOOKUPS = ["lookup.truewatch_objects", "lookup.truewatch_query"]
FOR_USERS = [guide for guide in GUIDES if guide.parts[0] in ("README.md", "docs", "roles")]
IN_GUIDES = [(str(guide), text) for guide in FOR_USERS for text in blocks(guide, "yaml") if text not in FILES_THAT_RUN]
IN_PLUGINS = [(plugin, of_plugin(plugin)) for plugin in [*LOOKUPS, *(f"modules.{name}" for name in MODULES)]]
MAPPINGS = [
    one
    for text in [*inventory_examples(), *(text for _place, text in IN_GUIDES)]
    for one in documents(text)
    if isinstance(one, dict)
]
FILES = [one for one in MAPPINGS if set(one) & INVENTORY]


def tasks_that_run(text):
    """The tasks and plays of an example, as they stand."""
    parts = re.split(r"(?m)^(?=- )", text)
    return "".join(part for part in parts if not any(part.startswith(f"- name: {name}\n") for name in TASKS_LEFT_OUT))


def first_key(text):
    return next(iter(documents(text)[0][0]))


LISTS = [
    (place, tasks_that_run(text))
    for place, text in IN_GUIDES + IN_PLUGINS
    if isinstance(documents(text)[0], list) and not is_rulebook(documents(text)[0])
]
LISTS = [(place, text) for place, text in LISTS if documents(text) and first_key(text) not in LISTS_LEFT_OUT]
for number in reversed(range(1, len(LISTS))):
    if documents(LISTS[number][1])[0][0].get("name") in GO_ON:
        LISTS[number - 1] = (LISTS[number - 1][0], LISTS[number - 1][1] + LISTS.pop(number)[1])
#: Into how many processes the lists of tasks are dealt, for the workers that run the tests.
SHARES = 4


def test_what_is_left_out_has_a_reason():
    """A new example runs, or somebody writes down why it cannot."""
    keys = {next(iter(one)) for one in MAPPINGS if not set(one) & INVENTORY}
    assert keys == set(YAML_LEFT_OUT)
    lists = [one for _place, text in IN_GUIDES + IN_PLUGINS for one in documents(text) if isinstance(one, list)]
    assert {next(iter(parts[0])) for parts in lists}.issuperset(LISTS_LEFT_OUT)
    names = {part.get("name") for parts in lists for part in parts}
    assert names.issuperset(TASKS_LEFT_OUT)
    assert len(list(inventory_examples())) == 4
    assert len(documents(of_plugin("inventory.truewatch_objects"))) == 1


@pytest.mark.parametrize("options", FILES, ids=lambda options: "-".join(options)[:40])
def test_inventory_files(emulator, source, tmp_path, monkeypatch, options):  # noqa: F811
    emulator.seed(hosts=40)
    emulator.seed(objects=[{"class": "HOST", "fields": {"name": "web-01", "host": "web-01", "lifecycle": "Active"}}])
    monkeypatch.setenv("HOME", str(tmp_path))
    given = {key: value for key, value in options.items() if key not in ("plugin", "region", "endpoint", "api_key")}
    if "cache_plugin" in given:  # full names need Ansible's loader of collections
        given["cache_plugin"] = given["cache_plugin"].rpartition(".")[2]
    made = source.parse(**given)
    undefined = [text for text in made.warnings if "undefined" in text or "no object has" in text]
    if "private_ip" not in str(given):
        assert not undefined


def given_series():
    points = [
        {"at": -20 * n, "usage_total": 50 + n, "duration": n, "status": "error", "message": "m"} for n in range(1, 9)
    ]
    names = ("M::cpu", "L::nginx", "T::shop")
    fault = {"df_status": "warning", "df_title": "Disk of web-01 is full", "df_monitor_checker_event_ref": "899faaa6"}
    return [
        *({"source": one, "tags": {"host": "web-01"}, "points": points} for one in names),
        {"source": "E::monitor", "tags": {"host": "web-01"}, "points": [{"at": -60, **fault}]},
    ]


class Bench:
    """A folder with the files that the examples name, and an emulator with what they take for granted."""

    def __init__(self, emulator, folder):  # noqa: F811
        self.emulator = emulator
        self.folder = folder
        dashboards = ROOT / "playbooks" / "files" / "dashboards"
        for place in ("dashboards", "files/dashboards"):
            shutil.copytree(dashboards, folder / place)
        shutil.copy(dashboards / "nginx.json", folder)
        shutil.copytree(ROOT / "playbooks" / "files" / "new_workspace", folder / "production")
        (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        for place in ("monitors/host.json", "monitors/ssh.json", "files/monitors/host.json"):
            self.write(place, json.dumps({**EXPORTED, "jsonScript": {**EXPORTED["jsonScript"], "title": place}}))
        self.write("workspace/dashboards/payment.yml", json.dumps({"name": "Payment", "tags": ["team-web"]}))
        self.write("okta-metadata.xml", "<EntityDescriptor/>")
        (folder / "dist").mkdir()
        with zipfile.ZipFile(folder / "dist" / "sourcemaps.zip", "w") as archive:
            archive.writestr("app.js.map", "{}")
        self.write("files/shop-nginx.p", "grok(_, '%{IPORHOST:client_ip}')\n")
        for place in ("patch.yml", "upgrade.yml"):
            self.write(place, "- ansible.builtin.debug: {msg: The work is done.}")
        self.write("vault.yml", json.dumps({"promote_secrets": SECRETS}))
        self.write("given.json", json.dumps(documents(GIVEN)[0]))
        self.write("given.yml", APPLY_GIVEN)
        self.write("series.json", json.dumps({"series": given_series()}))
        self.write("start_anew.yml", START_ANEW)
        self.write("lookup_plugins/order.py", ORDER)
        self.write(
            "hosts.yml",
            json.dumps(
                {
                    "all": {
                        "hosts": {"localhost": {}},
                        "children": {"web": {"hosts": {"web-01": {}}}, "workspaces": WORKSPACES},
                    }
                }
            ),
        )
        self.write("vars.json", json.dumps({**VARIABLES, "emulator": emulator.url}))
        for place in ("report", "ci"):
            (folder / "srv" / place).mkdir(parents=True)
        # A working tree of git, from which a backup can be pushed.
        for command in ("init -q --bare origin.git", "clone -q origin.git srv/observability"):
            subprocess.run(["git", *command.split()], cwd=folder, check=True, capture_output=True)
        store = next(text for _place, text in IN_GUIDES if text.startswith("# store-key.yml"))
        self.write("store-key.yml", self.adapted(store))
        people = next(text for text in blocks("docs/people.md", "text") if text.startswith("email,"))
        self.write("people.csv", people)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def adapted(self, text):
        """The text with the emulator in place of the reader's site, the folder in place of the reader's disk, and a
        second in place of a minute for which something has to hold."""
        text = text.replace("stable_for: 1m", "stable_for: 1s")
        text = re.sub(r"\bregion: [a-z]{2}1\b", f"endpoint: {self.emulator.url}", text)
        text = re.sub(r"_region=[a-z]{2}1\b", f"_endpoint={self.emulator.url}", text)
        return text.replace("/srv/", f"{self.folder}/srv/").replace("$PWD", str(self.folder))

    def playbook(self, number, text):
        """A playbook of the tasks or plays of an example."""
        if not any("hosts" in one for one in documents(text)[0]):
            text = "- hosts: localhost\n  gather_facts: false\n  tasks:\n" + textwrap.indent(text, "    ")
        return self.write(f"example_{number}.yml", self.adapted(text))

    def prepare(self):
        """Have what the examples take for granted in the workspace, now and after each reset of the emulator."""
        names = ["localhost", "web-01"]
        fields = [{"name": name, "host": name, "os": "linux", "lifecycle": "Active"} for name in names]
        event = {"host": "web-01", "env": "prod", "df_monitor_checker_name": "Disk is full"}
        self.emulator.seed(
            objects=[{"class": "HOST", "fields": one} for one in fields],
            incidents=[{"name": "Disk of web-01 is full", "event": event}],
        )
        api = Api(self.emulator.url, KEY)
        for name in ("Payment team", "Team on duty"):
            api.post("/api/v1/workspace/member_group/add", {"name": name, "accountUUIDs": []})
        for name in ("ansible", "ci"):
            api.post("/api/v1/workspace/accesskey/add", {"name": name, "roleUUIDs": ["wsAdmin"]})
        self.run("given.yml")
        self.emulator.keep()

    def run(self, *arguments):
        """A run of ansible-playbook that succeeds."""
        environment = warm.environment(
            self.folder,
            PWD=str(self.folder),
            ANSIBLE_GATHERING="explicit",
            ANSIBLE_TRANSPORT="local",
            TRUEWATCH_ENDPOINT=self.emulator.url,
            TRUEWATCH_API_KEY=KEY,
            TRUEWATCH_RATE_LIMIT="0",
            GIT_COMMITTER_NAME="Somebody",
            GIT_COMMITTER_EMAIL="somebody@example.com",
        )
        done = warm.run(["ansible-playbook", *arguments], cwd=self.folder, env=environment)
        assert done.returncode == 0, f"{done.args}\n{done.stdout[-4000:]}{done.stderr[-2000:]}"


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    with running(api_keys=KEYS, hosts=3) as handle:
        made = Bench(handle, tmp_path_factory.mktemp("examples"))
        made.prepare()
        yield made


@pytest.mark.plays
@pytest.mark.parametrize("share", range(SHARES))
def test_tasks_and_plays(bench, share):
    assert len(LISTS) >= 10 * SHARES
    playbooks = []
    for number, (_place, text) in enumerate(LISTS[share::SHARES]):
        playbooks += ["start_anew.yml", bench.playbook(number, text)]
    bench.run("-i", "hosts.yml", "-e", "@vars.json", *playbooks)


def test_until_asks_in_each_attempt(play):
    """As the example does it: the host begins to report while the task waits."""
    task = next(task for task in documents(of_plugin("lookup.truewatch_objects"))[0] if "until" in task)
    connection = {"truewatch_endpoint": play.emulator.url, "truewatch_api_key": play.key}
    play.run([{**task, "retries": 2, "delay": 0}], variables=connection)
    assert len(play.emulator.requests()) >= 2
