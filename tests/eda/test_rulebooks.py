# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rulebooks of the collection, from the monitor that fires to what its playbook leaves in the workspace."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY

from .conftest import COLLECTIONS, TOKEN, free_port

HOSTS = ("web-01", "web-02")
SCRIPT = {"type": "simpleCheck", "every": "1m", "interval": 300, "targets": [], "checkerOpt": {"rules": []}}


@pytest.fixture
def monitor(emulator, api):
    """Makes a monitor whose alerts go to a port: monitor(name, port)."""

    def made(name, port):
        url = f"http://127.0.0.1:{port}/{TOKEN}"
        notify = create(api, "notify_object/create", {"name": "R", "type": "HTTPRequest", "optSet": {"url": url}})
        entry = {"targets": [{"status": "critical", "to": [notify]}]}
        options = {"alertTarget": [entry], "silentTimeout": 60, "aggInterval": 0}
        policy = create(api, "alert_policy/add_v2", {"name": "P", "ruleTimezone": "UTC", "alertOpt": options})
        script = {**SCRIPT, "title": name, "message": "x"}
        return create(api, "checker/add", {"jsonScript": script, "extend": {}, "alertPolicyUUIDs": [policy]})

    return made


def create(api, path, body):
    return api.content(api.post(f"/api/v1/{path}", body))["uuid"]


def environment(emulator):
    return {
        "TRUEWATCH_ENDPOINT": emulator.url,
        "TRUEWATCH_API_KEY": DEFAULT_KEY,
        "TRUEWATCH_RATE_LIMIT": "0",
        "NO_PROXY": "127.0.0.1",
    }


@pytest.mark.rulebook
def test_a_host_is_muted_and_labelled_while_it_is_repaired(emulator, api, monitor, rulebook, tmp_path):
    emulator.seed(objects=[{"class": "HOST", "fields": {"name": "web-01", "host": "web-01"}}])
    look = {"truewatch.openapi.truewatch_info": {"kind": "mute"}, "delegate_to": "localhost", "register": "mutes"}
    told = {
        "ansible.builtin.debug": {
            "msg": "REPAIRING {{ inventory_hostname }} {{ mutes.objects | map(attribute='name') }}"
        }
    }
    fails = {"ansible.builtin.command": "/bin/false", "changed_when": False}
    (tmp_path / "repair.yml").write_text(json.dumps([look, told, fails]))
    port = free_port()
    uuid = monitor("Disk is full", port)
    variables = {
        "truewatch_webhook_port": port,
        "truewatch_webhook_token": TOKEN,
        "repair_tasks": str(tmp_path / "repair.yml"),
    }
    running = rulebook("truewatch.openapi.repair_host", variables, **environment(emulator))
    running.wait_for("Waiting for events, ruleset:")

    fired = emulator.fire(uuid, tags={"host": "web-01"})
    assert fired["posts"] == [{"notify_object": "R", "status": 200}]
    running.wait_for("REPAIRING web-01 ['Repair of web-01']")
    running.wait_for("failed=1")  # the tasks failed, and all is taken back nevertheless
    sent = [request["operationId"] for request in emulator.requests()]
    assert sent.count("mutes_create") == sent.count("mutes_delete") == 1
    assert api.content(api.get("/api/v1/monitor/mute/list"))["data"] == []
    assert [one for one in sent if one and "label" in one and not one.endswith("list")]

    emulator.fire(uuid, tags={"host": "all"})
    running.wait_for("The inventory has no host of the name that the alert tells.")
    emulator.fire(uuid, tags={"host": "web-01"}, status="ok")
    assert [request["operationId"] for request in emulator.requests()].count("mutes_create") == 1
    assert DEFAULT_KEY not in running.text and TOKEN not in running.text


#: A connection to a machine that does not answer.
GONE = '''
from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.connection import ConnectionBase

DOCUMENTATION = """
name: gone
short_description: A machine that does not answer
description: A machine that does not answer.
"""


class Connection(ConnectionBase):
    transport = "gone"
    has_pipelining = False

    def _connect(self):
        raise AnsibleConnectionFailure("nobody answers")

    exec_command = put_file = fetch_file = lambda self, *args, **kwargs: self._connect()

    def close(self):
        pass
'''
SERVICE = """
import os
from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule({"name": {}, "state": {}})
if os.path.exists(__BROKEN__):
    module.fail_json(msg="no such unit <broken>")
module.exit_json(changed=True, name=module.params["name"])
"""


@pytest.mark.rulebook
def test_a_service_is_restarted_and_the_incident_says_so(emulator, monitor, rulebook, tmp_path):
    port, broken = free_port(), tmp_path / "broken"
    uuid = monitor("Service is down", port)
    about = {"df_monitor_checker_id": uuid, "df_monitor_checker_name": "Service is down"}
    incidents = [{"name": about["df_monitor_checker_name"], "event": {"host": host, **about}} for host in HOSTS]
    emulator.seed(incidents=[*incidents, {"name": "x", "event": {"host": "web-01"}}])
    modules = tmp_path / "ansible_collections/testing/fake/plugins/modules"
    modules.mkdir(parents=True)
    (modules / "service.py").write_text(SERVICE.replace("__BROKEN__", repr(str(broken))))
    variables = {
        "truewatch_webhook_port": port,
        "truewatch_webhook_token": TOKEN,
        "restart_monitor": "Service is down",
        "restart_service": "nginx",
        "restart_use": "testing.fake.service",
        "restart_become": False,
    }
    places = os.pathsep.join([str(COLLECTIONS), str(tmp_path)])
    own = {**environment(emulator), "ANSIBLE_COLLECTIONS_PATH": places}
    running = rulebook("truewatch.openapi.restart_service", variables, **own)
    running.wait_for("Waiting for events, ruleset:")

    def comments():
        sent = [one for one in emulator.requests(bodies=True) if one["operationId"] == "incident_comments_add"]
        return [one["body"]["comment"] for one in sent]

    emulator.fire(uuid, tags={"host": "web-01"})
    running.wait_for("failed=0")
    [comment] = comments()
    assert "Ansible restarted nginx on web-01." in comment
    broken.touch()
    emulator.fire(uuid, tags={"host": "web-02"})
    running.wait_for("failed=1")
    [_first, comment] = comments()
    assert "no such unit" in comment


def test_a_host_that_cannot_be_reached_keeps_neither_mute_nor_label(emulator, api, tmp_path):
    emulator.seed(objects=[{"class": "HOST", "fields": {"name": "web-01", "host": "web-01"}}])
    (tmp_path / "repair.yml").write_text(json.dumps([{"ansible.builtin.ping": {}}, {"ansible.builtin.ping": {}}]))
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "gone.py").write_text(GONE)
    variables = {"ansible_connection": "gone", "ansible_python_interpreter": sys.executable}
    hosts = {"all": {"hosts": {"web-01": variables, "web-02": {}}}}
    (tmp_path / "hosts.yml").write_text(json.dumps(hosts))
    extra = json.dumps({"repair_host": "web-01", "repair_tasks": str(tmp_path / "repair.yml")})
    finished = subprocess.run(
        ["ansible-playbook", "truewatch.openapi.repair_host", "-i", "hosts.yml", "-e", extra],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_CONNECTION_PLUGINS": str(tmp_path / "plugins"),
            "TRUEWATCH_STATE_DIR": str(tmp_path / "state"),
            **environment(emulator),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "UNREACHABLE" in finished.stdout, finished.stdout + finished.stderr
    sent = [request["operationId"] for request in emulator.requests()]
    assert sent.count("mutes_create") == sent.count("mutes_delete") == 1
    assert api.content(api.get("/api/v1/monitor/mute/list"))["data"] == []
    bodies = [one["body"] for one in emulator.requests(bodies=True) if "label" in str(one["operationId"])]
    assert [body["labels"] for body in bodies if "labels" in body] == [["in-repair"], []]
