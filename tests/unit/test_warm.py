# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A command that starts warm behaves as one that starts cold."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
import time
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


def test_a_source_is_compiled_once_and_another_one_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("WARM_KEPT", str(tmp_path))
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


TELLER = """
import atexit, os, sys
umask = os.umask(0)
atexit.register(lambda: print("ended"))
print(sys.argv, __name__, os.getcwd(), os.environ["TOLD"], umask, sys.path[0], sys.stdin.read())
print("an error", file=sys.stderr)
"""


forks = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="a module is forked on Linux only")


@forks
@pytest.mark.plays
@pytest.mark.parametrize("end", ["", "sys.exit(3)", "sys.exit('text')", "os._exit(4)", "raise ValueError('wrong')"])
def test_a_module_runs_as_if_it_had_been_started(tmp_path, end):
    module = tmp_path / "AnsiballZ_teller.py"
    module.write_text(TELLER + end, encoding="utf-8")
    own = {"PATH": os.environ["PATH"], "TOLD": "a"}
    ways = []
    for variables in (own, {**own, **warm.of_processes(own)}):
        done = subprocess.run(
            [sys.executable, module, "more"],
            input="given",
            env=variables,
            cwd=tmp_path,
            check=False,
            capture_output=True,
            text=True,
        )
        # The frames of a traceback begin where the module is started from.
        ways.append((done.returncode, done.stdout, done.stderr.splitlines()[:1], done.stderr.splitlines()[-1:]))
    assert "WARM_MODULES" in variables
    assert ways[0] == ways[1]


@forks
@pytest.mark.plays
def test_a_module_ends_with_the_process_that_was_started_for_it(tmp_path):
    module = tmp_path / "AnsiballZ_sleeper.py"
    module.write_text("import os, time; print(os.getpid(), flush=True); time.sleep(600)", encoding="utf-8")
    variables = {"PATH": os.environ["PATH"], **warm.of_processes({})}
    with subprocess.Popen([sys.executable, module], env=variables, stdout=subprocess.PIPE, text=True) as started:
        own = int(started.stdout.readline())
        started.kill()
    assert own != started.pid
    until = time.monotonic() + 60
    while os.path.exists(f"/proc/{own}"):
        assert time.monotonic() < until, "it runs on"
        time.sleep(0.01)


def test_a_module_is_started_where_python_is_told_how():
    assert "WARM_MODULES" not in warm.of_processes({"PYTHONWARNINGS": "error"})
