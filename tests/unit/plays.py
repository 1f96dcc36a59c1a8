# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real plays in a process of their own, against an emulator."""

from __future__ import annotations

import json
import pathlib

import pytest

from ansible_collections.truewatch.openapi.tests import warm
from ansible_collections.truewatch.openapi.tests.emulator import running

#: A connection plugin, ``elsewhere``: a machine that is not this one.
ELSEWHERE = '''
from ansible.plugins.connection.local import Connection as Local

DOCUMENTATION = """
name: elsewhere
short_description: A machine that is not this one
description: A machine that is not this one.
"""


class Connection(Local):
    transport = "elsewhere"
'''


#: A lookup plugin: an order to the emulator in the middle of a play, or without a body a question, such as ``state``.
ORDER = (pathlib.Path(__file__).parents[1] / "integration/targets/setup_emulator/lookup_plugins/order.py").read_text(
    encoding="utf-8"
)


def order(emulator, path, body):
    """A task of a play that gives an order to the emulator.

    emulator: its address. path: of the order, below ``/_emulator``. body: a mapping.
    """
    return {
        "name": f"Have the emulator follow {path}",
        "ansible.builtin.debug": {"msg": "{{ lookup('order', emulator, path, body) }}"},
        "vars": {"emulator": emulator, "path": path, "body": body},
    }


class Play:
    """Runs tasks on localhost.

    key: the API key that everything uses; it is the canary. hosts: an inventory to use instead, in Ansible's YAML form.
    """

    key = "canary-5f1d6c0e9b7a"
    hosts: dict | None = None

    def __init__(self, emulator, folder):
        self.emulator = emulator
        self.folder = folder

    def run(self, tasks, *arguments, fast_path=True, variables=None, **environment):
        """The finished process of ansible-playbook."""
        variables = {**({} if fast_path is None else {"truewatch_fast_path": fast_path}), **(variables or {})}
        return self.run_plays([{"tasks": tasks, "vars": variables}], *arguments, **environment)

    def run_playbook(self, name, *arguments):
        """The finished process of ansible-playbook over a playbook of the collection, in the folder of the test."""
        service = {"ENDPOINT": self.emulator.url, "API_KEY": self.key, "RATE_LIMIT": "0"}
        environment = {f"TRUEWATCH_{option}": value for option, value in service.items()}
        return self._finished(["-i", "localhost,", "-c", "local", *arguments, f"truewatch.openapi.{name}"], environment)

    def run_plays(self, plays, *arguments, **environment):
        """The finished process of ansible-playbook over several plays, which costs little more than one."""
        common = {
            "hosts": "all",
            "gather_facts": False,
            "module_defaults": {
                "group/truewatch.openapi.truewatch": {
                    "endpoint": self.emulator.url,
                    "api_key": self.key,
                    "rate_limit": "0",
                }
            },
        }
        inventory = "localhost,"
        if self.hosts is not None:
            inventory = str(self.folder / "hosts.yml")
            (self.folder / "hosts.yml").write_text(json.dumps(self.hosts), encoding="utf-8")
        for plugin, text in {"lookup_plugins/order.py": ORDER, "connection_plugins/elsewhere.py": ELSEWHERE}.items():
            (self.folder / plugin).parent.mkdir(exist_ok=True)
            (self.folder / plugin).write_text(text, encoding="utf-8")
        playbook = self.folder / "play.yml"
        playbook.write_text(json.dumps([{**common, **play} for play in plays]), encoding="utf-8")
        return self._finished(["-i", inventory, "-c", "local", *arguments, str(playbook)], environment)

    def _finished(self, arguments, environment):
        return warm.run(
            ["ansible-playbook", *arguments],
            cwd=self.folder,
            env=warm.environment(self.folder, **environment),
        )


@pytest.fixture
def play(tmp_path):
    with running(api_keys={Play.key: None}) as emulator:
        yield Play(emulator, tmp_path)
