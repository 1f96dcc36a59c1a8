# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command that starts warm behaves as one that starts cold."""

from __future__ import annotations

import json
import os
import sys

import pytest

from ansible_collections.truewatch.openapi.tests.unit import warm
from ansible_collections.truewatch.openapi.tests.unit.plays import COLLECTIONS

TOLD = "{{ [lookup('env', 'HOME'), lookup('env', 'TOLD'), lookup('config', 'DEFAULT_FORKS')] | join(' ') }}"
PLAY = [
    {
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {"ansible.builtin.command": "pwd", "register": "folder"},
            {"ansible.builtin.fail": {"msg": f"{TOLD} {{{{ folder.stdout }}}}"}},
        ],
    }
]


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Runs a command warm and cold."""
    (tmp_path / "play.yml").write_text(json.dumps(PLAY), encoding="utf-8")

    def run(**environment):
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
            "ANSIBLE_LOCALHOST_WARNING": "false",
            **environment,
        }
        for cold in (False, True):
            monkeypatch.setattr(warm, "COLD", cold)
            done = warm.run(["ansible-playbook", "play.yml"], cwd=tmp_path, env=env)
            yield done.returncode, done.stdout, done.stderr

    return run


@pytest.mark.plays
@pytest.mark.parametrize(
    ("more", "told"), [({"TOLD": "a"}, "a 5"), ({"TOLD": "b"}, "b 5"), ({"TOLD": "c", "ANSIBLE_FORKS": "7"}, "c 7")]
)
def test_a_warm_start_changes_nothing(both, tmp_path, more, told):
    warm_one, cold_one = both(**more)
    assert warm_one == cold_one
    status, output, _errors = warm_one
    assert status == 2
    assert f"{tmp_path} {told} {tmp_path}" in output
