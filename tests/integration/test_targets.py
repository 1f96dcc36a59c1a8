# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each target as ansible-test runs it, but from a warm process, which takes half the time."""

from __future__ import annotations

import json
import os
import pathlib
import sys

import pytest

from ansible_collections.truewatch.openapi.tests import warm
from ansible_collections.truewatch.openapi.tests.emulator.running import running

FOLDER = pathlib.Path(__file__).parent / "targets"
TARGETS = sorted(aliases.parent.name for aliases in FOLDER.glob("*/aliases"))
#: Of variables of a target, each key with a workspace of its own.
KEYS = {"truewatch_api_key": "it-main", "truewatch_other_api_key": "it-other"}
#: Targets start commands of ansible-core.
PATH = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])


@pytest.mark.parametrize("target", TARGETS)
def test_target(tmp_path, target):
    assert "gather_facts/no" in (FOLDER / target / "aliases").read_text(encoding="utf-8").split()
    play = {"hosts": "testhost", "gather_facts": False, "roles": [target]}
    (tmp_path / "play.yml").write_text(json.dumps([play]), encoding="utf-8")
    with running(api_keys={key: key for key in KEYS.values()}) as emulator:
        variables = {**KEYS, "truewatch_endpoint": emulator.url, "output_dir": str(tmp_path)}
        finished = warm.run(
            ["ansible-playbook", "-i", "testhost,", "-c", "local", "-e", json.dumps(variables), "play.yml"],
            cwd=tmp_path,
            env=warm.environment(tmp_path, ANSIBLE_ROLES_PATH=str(FOLDER), PATH=PATH),
        )
    assert finished.returncode == 0, finished.stdout + finished.stderr
