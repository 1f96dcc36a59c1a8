# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where benchmarks run Ansible: an emulator as a process, a folder, and an environment with nothing of the user's."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dev.environment import link_checkout
from dev.paths import WORK

from ..emulator.running import Handle, running_process
from .measure import Usage, measure

API_KEY = "key-of-the-benchmark"
_PLUGINS = Path(__file__).parent / "plugins"
_BIN = WORK / "venv" / "bin"


@dataclass(frozen=True)
class Requests:
    """What the emulator counted.

    lists: pages of lists. repeated: reads that were sent before. refused: answered with 401. ms: to make the answers.
    """

    count: int
    lists: int
    repeated: int
    refused: int
    ms: float


@dataclass(frozen=True)
class Outcome:
    """One run of a command: what it used, what it asked for, and for a playbook what its tasks gave.

    tasks: one entry per task and host, {"task", "host", "seconds", "result"}.
    """

    usage: Usage
    requests: Requests
    tasks: list[dict]

    @property
    def task_seconds(self) -> float:
        """From the start of the task to the end of the last host, as a callback sees it: no start of Ansible."""
        return max((task["seconds"] for task in self.tasks), default=0.0)


class Stage:
    """Runs Ansible in ``folder`` against ``emulator``."""

    def __init__(self, emulator: Handle, folder: Path) -> None:
        self.emulator = emulator
        self.folder = folder
        self._tasks = folder / "tasks.jsonl"
        (folder / "ansible.cfg").touch()  # Ansible takes this one, not the user's
        users_own = ("ANSIBLE_", "TRUEWATCH_", "DF_")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(users_own)},
            "ANSIBLE_COLLECTIONS_PATH": str(WORK / "dev"),
            "ANSIBLE_HOME": str(folder / "ansible"),
            "ANSIBLE_CALLBACK_PLUGINS": str(_PLUGINS / "callback"),
            "ANSIBLE_CALLBACKS_ENABLED": "task_figures",
            "ANSIBLE_INVENTORY_PLUGINS": str(_PLUGINS / "inventory"),
            "ANSIBLE_INVENTORY_ENABLED": "truewatch.openapi.truewatch_objects,floor,ansible.builtin.ini",
            "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true",
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
            "BENCHMARK_TASKS": str(self._tasks),
            "LC_ALL": "C.UTF-8",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
            "TRUEWATCH_ENDPOINT": emulator.url,
            "TRUEWATCH_API_KEY": API_KEY,
            "TRUEWATCH_STATE_DIR": str(folder / "state"),
        }

    def run(self, program: str, *arguments: str | Path, **variables: str) -> Outcome:
        """Run a program of Ansible's; ``variables`` of its environment."""
        self._tasks.write_text("")
        before = len(self.emulator.requests())
        usage = measure([_BIN / program, *arguments], {**self.environment, **variables}, self.folder)
        tasks = [json.loads(line) for line in self._tasks.read_text().splitlines()]
        return Outcome(usage, _counted(self.emulator.requests()[before:]), tasks)

    def play(
        self, *tasks: dict, hosts: str = "localhost", inventory: Path | None = None, **variables: object
    ) -> Outcome:
        """Run tasks as one play of this machine, with ``variables`` of the play."""
        play = {"hosts": hosts, "connection": "local", "gather_facts": False, "vars": variables, "tasks": list(tasks)}
        playbook = self.folder / "play.yml"
        playbook.write_text(json.dumps([play]))  # JSON is YAML
        return self.run("ansible-playbook", playbook, *(("-i", inventory) if inventory else ()))


def _counted(requests: list[dict]) -> Requests:
    reads = Counter((request["path"], request["query"]) for request in requests if request["method"] == "GET")
    return Requests(
        count=len(requests),
        lists=sum((request["operationId"] or "").endswith("_list") for request in requests),
        repeated=sum(count - 1 for count in reads.values()),
        refused=sum(request["status"] == 401 for request in requests),
        ms=sum(request["ms"] for request in requests),
    )


@contextlib.contextmanager
def stage(*emulator_arguments: str) -> Iterator[Stage]:
    """A Stage with an emulator of its own, for the length of a with block."""
    link_checkout()
    with (
        tempfile.TemporaryDirectory(prefix="truewatch-bench-") as folder,
        running_process("--api-key", API_KEY, *emulator_arguments) as emulator,
    ):
        yield Stage(emulator, Path(folder))
