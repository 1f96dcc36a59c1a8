# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The main job from end to end, with real ansible commands against the emulator: `make demo`.

Each step prints its command, runs it, and checks what it printed and which requests it sent; the first step that does
not do what it should ends the demo with an error.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.module_utils._api.operations import OPERATIONS
from tests.emulator import running

from .paths import COLLECTION, NAME, NAMESPACE, ROOT, WORK

_API_KEY = "key-of-the-demo-workspace"
_HOSTS = 12
_DASHBOARDS = ROOT / "playbooks" / "files" / "dashboards"
_CHANGED_CHART = "Processor in use"

_INVENTORY = f"""\
plugin: {COLLECTION}.truewatch_objects
ansible_host: [private_ip, unicast_ip]
group_by:
  - os
  - region
  - label
"""

_HOSTS_OF_ROLLOUT = """\
[web]
web-1
web-2
web-3

[web:vars]
ansible_connection=local
"""

_ON_CALL = """\
alerting_people: [ada@example.com]
alerting_slack_webhook: https://hooks.example.com/services/on-call
"""

_RELEASE = """\
- name: Install the release
  ansible.builtin.debug:
    msg: Shop 1.4.2 is installed.
"""

_ROLLOUT = f"""\
- name: Shop 1.4.2
  hosts: web
  gather_facts: false
  serial: 1
  vars:
    rollout_tasks: release.yml
    rollout_stable_for: 1s
    rollout_interval: 1s
    rollout_wait_timeout: 3s
    rollout_checks:
      - name: errors per minute
        dql: "M::shop:(last(`errors`)) {{`host` = '{{{{ rollout_batch | first }}}}'}}"
        below: 50
  roles:
    - {COLLECTION}.rollout
"""

_CLOSING = """\
Real Ansible commands sent real HTTP requests to the emulator:
  - {dashboards} dashboards were created; the second run found them unchanged with {again} requests
  - a changed chart was shown by name before anything was written
  - {hosts} hosts were read by the module, and grouped by system, cloud region and label by the inventory plugin
  - on-call notifications, from the notify object to the mute, were planned, created, and found unchanged
  - the whole workspace was exported to files, and applying the files changed nothing
  - a change outside of the files was found by the drift report
  - a rollout stopped after its second host, because the errors of that host rose; the third host was not changed

The same commands work on a real workspace. Create an API key in the console (Management > API Key Management), then:

  export PATH="$PWD/.work/venv/bin:$PATH" ANSIBLE_COLLECTIONS_PATH="$PWD/.work/dev"   # what the demo used
  export TRUEWATCH_REGION=us1   # or TRUEWATCH_ENDPOINT=https://openapi.example.com
  export TRUEWATCH_API_KEY=...  # the secret of the key
  ansible-playbook {collection}.demo --check --diff

Next, read README.md and docs/getting-started.md."""


#: Where Ansible finds the collection: the copy that tests run in, or the link that `make setup` makes.
_IS_INSTALLED = ROOT.parts[-3:] == ("ansible_collections", NAMESPACE, NAME)
COLLECTIONS = ROOT.parents[2] if _IS_INSTALLED else WORK / "dev"


class DemoError(Exception):
    """A step did not do what the demo says it does."""


class Terminal:
    """Where the demo prints to, in colour on a terminal only."""

    def __init__(self) -> None:
        self.is_tty = sys.stdout.isatty()

    def title(self, text: str) -> None:
        print(f"\n{self._styled('1', f'== {text}')}\n", flush=True)

    def command(self, text: str) -> None:
        print(self._styled("1;36", f"$ {text}"), flush=True)

    def note(self, text: str) -> None:
        print(self._styled("32", f"-> {text}"), flush=True)

    def output(self, text: str) -> None:
        """Print one or several lines as they are."""
        print(text, flush=True)

    def _styled(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.is_tty else text


class Demo:
    def __init__(self, emulator, folder: Path, terminal: Terminal) -> None:
        self._emulator = emulator
        self._folder = folder
        self._terminal = terminal
        self._environment = {**environment(emulator.url, _API_KEY, terminal.is_tty), "PWD": str(folder)}
        (folder / "ansible.cfg").touch()  # ansible takes this one, not the user's

    def run(self) -> None:
        self._terminal.title("The workspace")
        self._terminal.output(
            f"An emulator of the Open API with {_HOSTS} hosts and no dashboard. The commands connect to it with:\n"
        )
        for name in ("TRUEWATCH_ENDPOINT", "TRUEWATCH_API_KEY"):
            self._terminal.command(f"export {name}={self._environment[name]}")

        dashboards = len(list(_DASHBOARDS.glob("*.json")))
        self._terminal.title("1. Dashboards as code: apply a set")
        requests = self._ansible("ansible-playbook", f"{COLLECTION}.demo", expect=["changed=1"])
        _require(requests["dashboards_create"] == dashboards, f"{dashboards} dashboards should have been created")

        self._terminal.title("2. The second run: nothing to do")
        requests = self._ansible("ansible-playbook", f"{COLLECTION}.demo", expect=["changed=0"])
        again = requests.total()
        _require(not _writes(requests), "the second run should have written nothing")

        self._terminal.title(f"3. A changed chart ('{_CHANGED_CHART}' shows the maximum): what would happen?")
        folder = f"dashboards_folder={shlex.quote(str(self._with_a_changed_chart()))}"
        command = ("ansible-playbook", f"{COLLECTION}.demo", "-e", folder, "--check", "--diff")
        requests = self._ansible(*command, expect=["changed=1", _CHANGED_CHART])
        _require(not _writes(requests), "check mode should have written nothing")

        self._terminal.title("4. Hosts in a module")
        arguments = {"fields": ["host", "os", "region", "df_label"], "limit": 3}
        module = f"{COLLECTION}.truewatch_object_info"
        self._ansible("ansible", "localhost", "-m", module, "-a", json.dumps(arguments), expect=["total_count"])

        self._terminal.title("5. Hosts as inventory")
        Path(self._folder, "truewatch.yml").write_text(_INVENTORY)
        self._terminal.command("cat truewatch.yml")
        self._terminal.output(_INVENTORY)
        groups = ["@os_linux:", "@region_", "@label_"]
        self._ansible("ansible-inventory", "-i", "truewatch.yml", "--graph", expect=groups)

        self._monitoring_as_code()
        self._whole_workspace()
        self._rollout()

        self._terminal.title("What was shown")
        self._terminal.output(_CLOSING.format(dashboards=dashboards, again=again, hosts=_HOSTS, collection=COLLECTION))

    def _monitoring_as_code(self) -> None:
        Path(self._folder, "oncall.yml").write_text(_ON_CALL)
        playbook = ("ansible-playbook", f"{COLLECTION}.alerting", "-e", "@oncall.yml")
        self._terminal.title("6. On-call notifications: the plan on an empty workspace")
        self._terminal.command("cat oncall.yml")
        self._terminal.output(_ON_CALL)
        requests = self._ansible(*playbook, "--check", expect=["changed="])
        _require(not _writes(requests), "check mode should have written nothing")

        self._terminal.title("7. Create everything, from the notify object to the monitor")
        requests = self._ansible(*playbook, expect=["changed=", "failed=0"])
        _require(requests["checkers_create"] == 3, "three monitors should have been created")

        self._terminal.title("8. The second run: nothing to do")
        requests = self._ansible(*playbook, expect=["changed=0"])
        _require(not _writes(requests), "the second run should have written nothing")

    def _whole_workspace(self) -> None:
        self._terminal.title("9. The whole workspace as files")
        folder = self._folder / "workspace"
        backup = ("ansible-playbook", f"{COLLECTION}.backup", "-e", "backup_dest=workspace")
        self._ansible(*backup, expect=["changed=1"])
        self._terminal.command("ls workspace")
        self._terminal.output("\n".join(sorted(entry.name for entry in folder.iterdir())))

        self._terminal.title("10. Apply the files to the same workspace: nothing to do")
        apply = ("ansible-playbook", f"{COLLECTION}.apply", "-e", f"workspace_src={shlex.quote(str(folder))}")
        requests = self._ansible(*apply, expect=["changed=0"])
        _require(not _writes(requests), "the export should have applied without a change")

        self._terminal.title("11. Somebody disables a monitor: the drift report")
        monitor = json.dumps({"name": "CPU is busy", "enabled": False})
        self._ansible(
            "ansible", "localhost", "-m", f"{COLLECTION}.truewatch_monitor", "-a", monitor, expect=["CHANGED"]
        )
        drift = ("ansible-playbook", f"{COLLECTION}.drift", "-e", "drift_report_src=workspace")
        requests = self._ansible(*drift, expect=["1 changed, 0 missing, 0 unmanaged"], status=2)
        _require(not _writes(requests), "the report should have written nothing to the workspace")
        self._terminal.command("cat drift-report/report.md")
        self._terminal.output(Path(self._folder, "drift-report", "report.md").read_text(encoding="utf-8"))

    def _rollout(self) -> None:
        self._terminal.title("12. A rollout that stops because errors rise")
        for name, text in (("hosts.ini", _HOSTS_OF_ROLLOUT), ("release.yml", _RELEASE), ("rollout.yml", _ROLLOUT)):
            Path(self._folder, name).write_text(text)
        self._terminal.command("cat rollout.yml")
        self._terminal.output(_ROLLOUT)
        # What the shop measures, as far as the emulator is concerned: the release does not agree with web-2.
        for host, errors in (("web-1", 3), ("web-2", 140), ("web-3", 2)):
            self._emulator.series("M::shop", {"at": -5, "errors": errors}, host=host)
        why = "errors per minute: 140, must be below 50"
        command = ("ansible-playbook", "-i", "hosts.ini", "rollout.yml")
        requests = self._ansible(*command, expect=["did not open", why], status=2)
        _require(requests["mutes_create"] == requests["mutes_delete"] == 2, "each of two windows should have ended")
        _require(requests["event_create"] == 3, "beginning, reason and end should have been marked")

    def _ansible(self, *command: str, expect: Sequence[str], status: int = 0) -> Counter[str]:
        """Run a command as a user would; return the requests it sent, by operation, and its seconds."""
        sent_before = len(self._emulator.requests())
        self._terminal.command(shlex.join(command))
        started = time.monotonic()
        output = self._stream(command, status)
        seconds = time.monotonic() - started
        for text in expect:
            _require(text in output, f"its output should have held '{text}'")
        requests = Counter(request["operationId"] for request in self._emulator.requests()[sent_before:])
        self._terminal.note(f"{seconds:.1f} s, {_in_words(requests)}")
        return requests

    def _stream(self, command: Sequence[str], status: int) -> str:
        process = subprocess.Popen(
            command, cwd=self._folder, env=self._environment, text=True, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        lines = []
        with process:
            try:
                for line in process.stdout:
                    lines.append(line)
                    self._terminal.output(line.rstrip("\n"))
            except BaseException:
                process.terminate()  # it must not go on without its emulator
                raise
        _require(process.returncode == status, f"it should have ended with status {status}, not {process.returncode}")
        return "".join(lines)

    def _with_a_changed_chart(self) -> Path:
        """A copy of the dashboards in which one chart asks for the maximum instead of the average."""
        copy = Path(shutil.copytree(_DASHBOARDS, self._folder / "changed"))
        file = copy / "host-overview.json"
        template = json.loads(file.read_text(encoding="utf-8"))
        chart = next(chart for chart in template["main"]["charts"] if chart["name"] == _CHANGED_CHART)
        query = chart["queries"][0]["query"]
        query.update(q=query["q"].replace("AVG(", "MAX("), fieldFunc="max")
        file.write_text(json.dumps(template), encoding="utf-8")
        return copy


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise DemoError(f"The last command did not do what it should: {what}.")


def _writes(requests: Mapping[str, int]) -> set[str]:
    return {operation for operation in requests if OPERATIONS[operation].writes}


def _in_words(requests: Mapping[str, int]) -> str:
    total = sum(requests.values())
    parts = ", ".join(f"{count} {operation}" for operation, count in requests.items())
    return f"{total} request{'' if total == 1 else 's'} counted by the emulator ({parts})"


def environment(url: str, api_key: str, with_colour: bool) -> dict[str, str]:
    """The user's environment without what could point Ansible or the collection elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "TRUEWATCH_", "DF_"))}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])
    ansible = {
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_HOME": str(WORK / "demo"),
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "yaml",
        "ANSIBLE_FORCE_COLOR": str(with_colour),
        "ANSIBLE_NOCOLOR": str(not with_colour),
        "ANSIBLE_LOCALHOST_WARNING": "False",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "False",
        "ANSIBLE_NOCOWS": "True",
    }
    return {
        **kept, **ansible,
        "PATH": path, "LC_ALL": "C.UTF-8", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1",
        "TRUEWATCH_ENDPOINT": url, "TRUEWATCH_API_KEY": api_key,
    }  # fmt: skip


def play(folder: Path, terminal: Terminal) -> None:
    """Run the whole demo in a folder of its own. Raises DemoError at the first step that fails."""
    with running({_API_KEY: None}, hosts=_HOSTS) as emulator:  # in a thread: it cannot outlive the demo
        Demo(emulator, folder, terminal).run()


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up then, too
    try:
        with TemporaryDirectory(prefix="truewatch-demo-") as folder:
            play(Path(folder), Terminal())
    except DemoError as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read it, such as a pager, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python still flushes at its end
        return 141
    return 0


if __name__ == "__main__":
    sys.exit(main())
