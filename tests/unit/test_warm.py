# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command that starts warm behaves as one that starts cold."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import zipfile

import pytest

from ansible_collections.truewatch.openapi.tests import warm

TOLD = "{{ [lookup('env', 'HOME'), lookup('env', 'TOLD'), lookup('config', 'DEFAULT_FORKS')] | join(' ') | own }}"
#: A filter beside the play, one of a name that ansible-core has, and a default that a test of Jinja decides.
OWN = """
class FilterModule:
    def filters(self):
        return {"own": lambda text: text, "to_nice_json": lambda value: "own"}
"""
TEXT = "{% if true %}\n{{ '\\\\n' }} [[ 2 + 2 ]]\n{% endif %}\n"
OTHER = "variable_start_string='[[', variable_end_string=']]'"
PLAY = [
    {
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {"ansible.builtin.command": "pwd", "register": "folder"},
            {"ansible.builtin.debug": {"msg": "{{ {'a': 1} | to_nice_json }}"}},
            {"ansible.builtin.debug": {"msg": "{{ a.b }}"}, "when": "1 is not odd or '\\n' is not string"},
            # The same text, as four different templates.
            {"ansible.builtin.debug": {"msg": "{{ lookup('ansible.builtin.template', 'text.j2') }}"}},
            {"ansible.builtin.debug": {"msg": "{{ lookup('ansible.builtin.template', 'untrimmed.j2') }}"}},
            {"ansible.builtin.debug": {"msg": f"{{{{ lookup('ansible.builtin.template', 'text.j2', {OTHER}) }}}}"}},
            {"ansible.builtin.debug": {"msg": TEXT}},
            {"ansible.builtin.debug": {"msg": "{{ a | nowhere }}"}, "ignore_errors": True},
            {"ansible.builtin.debug": {"msg": "{{ a."}, "ignore_errors": True},
            {"ansible.builtin.fail": {"msg": f"{TOLD} {{{{ folder.stdout }}}}"}},
        ],
    }
]


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Runs a command warm and cold."""
    (tmp_path / "play.yml").write_text(json.dumps(PLAY), encoding="utf-8")
    (tmp_path / "text.j2").write_text(TEXT, encoding="utf-8")
    (tmp_path / "untrimmed.j2").write_text(f"#jinja2: trim_blocks:False\n{TEXT}", encoding="utf-8")
    (tmp_path / "filter_plugins").mkdir()
    (tmp_path / "filter_plugins" / "own.py").write_text(OWN, encoding="utf-8")

    def run(**environment):
        env = warm.environment(tmp_path, ANSIBLE_LOCALHOST_WARNING="false", **environment)
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


def test_a_source_is_compiled_once_and_another_one_anew(tmp_path):
    kept = []
    for number, value in enumerate(("first", "first", "second")):
        archive = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("teller.py", f"def tell():\n    return '{tmp_path} {value}'\n")
        program = "import teller; print(teller.tell(), teller.tell.__code__.co_filename)"
        environment = warm.of_processes({"PYTHONPATH": str(archive)})
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
        )
        assert (done.stdout, done.stderr) == (f"{tmp_path} {value} {archive}/teller.py\n", "")
        kept.append(len(list(pathlib.Path(environment["WARM_CODE"]).iterdir())))
    assert [count - kept[0] for count in kept] == [0, 0, 1]
