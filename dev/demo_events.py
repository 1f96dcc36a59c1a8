# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An alert that starts a playbook, with the real ansible-rulebook against the emulator: `make demo-events`.

A monitor fires, its alert policy posts to the rulebook, the rulebook restarts a service and says so in the incident.
"""

from __future__ import annotations

import json
import os
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.emulator import running

from .demo import DemoError, Terminal, environment
from .environment import eda_environment
from .paths import COLLECTION, WORK

_API_KEY = "key-of-the-demo-workspace"
_MONITOR = "Shop is down"
_SECONDS = 120
_SETUP = """\
- hosts: localhost
  gather_facts: false
  tasks:
    - truewatch.openapi.truewatch_notify_object:
        name: Rulebook
        type: HTTPRequest
        url: "http://127.0.0.1:{port}/{{{{ truewatch_webhook_token }}}}"

    - truewatch.openapi.truewatch_alert_policy:
        name: Rulebook
        timezone: UTC
        targets:
          - rules:
              - {{statuses: [critical], to: [Rulebook]}}

    - truewatch.openapi.truewatch_monitor:
        name: {monitor}
        queries: [{{dql: "M::`http`:(MAX(`up`)) BY `host`"}}]
        group_by: [host]
        rules: [{{level: critical, conditions: [{{operator: "<", operands: [1]}}]}}]
        alert_policies: [Rulebook]
"""
#: Nothing runs on this machine that could be restarted.
_STAND_IN = """\
from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule({"name": {}, "state": {}})
module.exit_json(changed=True, name=module.params["name"])
"""
_CLOSING = """\
Shown on the emulator, with the real ansible-rulebook: {seconds:.1f} s after the monitor had fired, the service was
restarted and the incident had its comment. The service was a stand-in; all else is as you would run it.
docs/event-driven-ansible.md goes on from here."""


class Demo:
    """The demo in a folder, with an emulator."""

    def __init__(self, emulator, folder: Path, terminal: Terminal, programs: Path) -> None:
        self._emulator = emulator
        self._folder = folder
        self._terminal = terminal
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        known = environment(emulator.url, _API_KEY, terminal.is_tty)
        self._environment = {
            **known,
            "PWD": str(folder),
            "PATH": os.pathsep.join([str(programs), known["PATH"]]),
            "ANSIBLE_COLLECTIONS_PATH": os.pathsep.join([str(WORK / "dev"), str(folder)]),
        }
        (folder / "ansible.cfg").touch()  # ansible takes this one, not the user's

    def run(self) -> None:
        """Show all steps; DemoError when one does not do what it should."""
        self._write_files()
        self._terminal.title("1. A monitor, an alert policy, and a notify object that posts to a rulebook")
        self._show("cat", "setup.yml")
        self._show("ansible-playbook", "setup.yml", "-e", "@vars.yml")

        self._terminal.title("2. The rulebook waits for alerts")
        self._show("cat", "vars.yml")
        files = ("--inventory", "hosts.yml", "--vars", "vars.yml")
        command = ("ansible-rulebook", "--rulebook", f"{COLLECTION}.restart_service", *files, "--verbose")
        self._terminal.command(shlex.join(command))
        output = self._folder / "rulebook.log"
        with output.open("w") as file:
            process = subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file
            )
        try:
            self._wait("the rulebook to start", lambda: "Waiting for events" in output.read_text(), process)
            self._alert(output, process)
        finally:
            process.terminate()
            process.wait(30)

    def _alert(self, output: Path, process: subprocess.Popen) -> None:
        self._terminal.title(f"3. The monitor '{_MONITOR}' fires, and opens an incident")
        event = {"host": "web-01", "df_monitor_checker_name": _MONITOR}
        self._emulator.seed(incidents=[{"name": _MONITOR, "event": event}])
        body = {"monitor": _MONITOR, "tags": {"host": "web-01"}}
        self._terminal.command(f"curl -d {shlex.quote(json.dumps(body))} {self._emulator.url}/_emulator/fire")
        started = time.monotonic()
        print(self._emulator.fire(**body)["posts"], flush=True)

        self._terminal.title("4. The rulebook restarts the service and says so in the incident")
        self._wait("a comment", self._comments, process)
        seconds = time.monotonic() - started
        self._wait("the end of the play", lambda: "PLAY RECAP" in output.read_text(), process)
        text = output.read_text()
        print(text[text.index("PLAY [Know the host]") :], flush=True)
        [comment] = self._comments()
        if "Ansible restarted" not in comment:
            raise DemoError(f"The comment should have said that the service was restarted, not: {comment}")
        self._terminal.note(f"comment on the incident: {comment}")
        self._terminal.title("What was shown")
        print(_CLOSING.format(seconds=seconds))

    def _write_files(self) -> None:
        variables = {
            "truewatch_webhook_port": self._port,
            "truewatch_webhook_token": secrets.token_urlsafe(32),
            "restart_monitor": _MONITOR,
            "restart_service": "shop",
            "restart_become": False,
            "restart_use": "demo.stand_in.service",
        }
        known = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        hosts = {"all": {"hosts": {"web-01": {}}, "vars": known}}
        modules = self._folder / "ansible_collections" / "demo" / "stand_in" / "plugins" / "modules"
        modules.mkdir(parents=True)
        (modules / "service.py").write_text(_STAND_IN)
        (self._folder / "setup.yml").write_text(_SETUP.format(port=self._port, monitor=_MONITOR))
        (self._folder / "vars.yml").write_text("".join(f"{name}: {json.dumps(v)}\n" for name, v in variables.items()))
        (self._folder / "hosts.yml").write_text(json.dumps(hosts))

    def _show(self, *command: str) -> None:
        self._terminal.command(shlex.join(command))
        status = subprocess.call(command, cwd=self._folder, env=self._environment, stdin=subprocess.DEVNULL)
        if status:
            raise DemoError(f"The last command ended with status {status}.")

    def _comments(self) -> list[str]:
        requests = self._emulator.requests(bodies=True)
        return [one["body"]["comment"] for one in requests if one["operationId"] == "incident_comments_add"]

    def _wait(self, what: str, is_there, process: subprocess.Popen) -> None:
        end = time.monotonic() + _SECONDS
        while not is_there():
            if process.poll() is not None or time.monotonic() > end:
                log = (self._folder / "rulebook.log").read_text()
                raise DemoError(f"Waited for {what} in vain; the rulebook printed:\n{log[-3000:]}")
            time.sleep(0.1)


def main() -> int:
    """Show the demo; 0 also where it cannot be shown for want of Java."""
    if not shutil.which("java"):
        print("The demo is left out: ansible-rulebook needs Java 17, and there is no java on this machine.")
        return 0
    programs = eda_environment().ensure().path / "bin"
    try:
        with TemporaryDirectory(prefix="truewatch-demo-") as folder, running({_API_KEY: None}) as emulator:
            Demo(emulator, Path(folder), Terminal(), programs).run()
    except DemoError as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
