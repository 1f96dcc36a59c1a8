# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module has the kinds that it has to do with and no others, however many kinds there are."""

from __future__ import annotations

import importlib
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils import _ansible
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running

PACKAGE = "ansible_collections.truewatch.openapi.plugins"
FOLDER = pathlib.Path(_ansible.__file__).parents[1] / "modules"
KEEPING = sorted(name for name in KINDS if (FOLDER / f"truewatch_{name}.py").exists())
#: Modules over all kinds.
WHOLE = {"conformance", "connection_info", "info", "workspace", "workspace_export"}


@pytest.mark.parametrize("name", KEEPING)
def test_a_module_of_a_kind_has_the_related_kinds_and_no_others(name):
    task = importlib.import_module(f"{PACKAGE}.modules.truewatch_{name}").TASK
    assert set(task.kinds) == {name, *KINDS[name].related}


def test_a_module_that_forgets_a_related_kind_is_told():
    with pytest.raises(ValueError, match="the module of slo must name its related kinds, too: monitor, mute"):
        _ansible.kind_task(KINDS["slo"], related=(KINDS["alert_policy"],))


def test_only_modules_over_all_kinds_load_all_kinds():
    others = sorted(path.stem for path in FOLDER.glob("truewatch_*.py") if path.stem[len("truewatch_") :] not in WHOLE)
    program = f"""
import importlib, sys
for name in {others}:
    importlib.import_module("{PACKAGE}.modules." + name)
    assert "{PACKAGE}.module_utils._kinds.registry" not in sys.modules, name
for name in {sorted(WHOLE - {"conformance"})}:
    importlib.import_module("{PACKAGE}.modules.truewatch_" + name)
    assert not any(name.startswith("{PACKAGE}.module_utils._conformance") for name in sys.modules), name
"""
    subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(filter(None, sys.path))})


def kinds_among(modules):
    """The kinds whose declarations are among these modules of Python."""
    return {
        found[1] for found in (re.search(r"_kinds[./]\w+[./](\w+?)(?:\.py)?$", name) for name in modules) if found
    } & {*KINDS}


def needed(task):
    """The kinds of a task, and the permissions, by which a role is checked."""
    return {*task.kinds, *(["permission"] if "role" in task.kinds else [])}


#: Packs modules as Ansible does for another machine, and prints what is in each archive.
PACK = r"""
import base64, io, json, re, sys, zipfile
from ansible.plugins.loader import init_plugin_loader
init_plugin_loader(sys.argv[1:2])
from ansible.executor.module_common import modify_module
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
held = {}
for name in sys.argv[3:]:
    built = modify_module(
        module_name="ansible_collections.truewatch.openapi.plugins.modules." + name,
        module_path=f"{sys.argv[2]}/{name}.py",
        module_args={},
        templar=Templar(DataLoader()),
        task_vars={"ansible_python_interpreter": sys.executable},
    )
    text = built[0] if isinstance(built, tuple) else built.b_module_data
    packed = max(re.findall(rb"[A-Za-z0-9+/=]{1000,}", text), key=len)
    held[name] = zipfile.ZipFile(io.BytesIO(base64.b64decode(packed))).namelist()
print(json.dumps(held))
"""


def test_the_archive_of_a_module_carries_the_related_kinds_and_no_others(tmp_path):
    names = ["truewatch_slo", "truewatch_monitor", "truewatch_info"]
    root = next(str(path.parent) for path in FOLDER.parents if path.name == "ansible_collections")
    environment = {**os.environ, "ANSIBLE_HOME": str(tmp_path), "PYTHONPATH": ":".join(filter(None, sys.path))}
    arguments = [sys.executable, "-c", PACK, root, str(FOLDER), *names]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    held = json.loads(done.stdout)
    assert kinds_among(held.pop("truewatch_info")) == {*KINDS}
    for name, carried in held.items():
        task = importlib.import_module(f"{PACKAGE}.modules.{name}").TASK
        assert kinds_among(carried) == needed(task)
        assert not [
            path for path in carried if path.endswith(("/registry.py", "/apply.py")) or "/_conformance/" in path
        ]


def printed(program, folder):
    """The words that a program prints, which is given the address of an emulator."""
    with running() as emulator:
        done = subprocess.run(
            [sys.executable, "-c", program, emulator.url],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONPATH": ":".join(filter(None, sys.path)), "TRUEWATCH_STATE_DIR": str(folder)},
        )
    return done.stdout.split()


@pytest.mark.parametrize("name", ["slo", "monitor"])
def test_a_task_in_process_loads_the_related_kinds_and_no_others(name, tmp_path):
    task = importlib.import_module(f"{PACKAGE}.modules.truewatch_{name}").TASK
    program = f"""
import sys
from {PACKAGE}.action import truewatch_dashboard
from {PACKAGE}.module_utils._ansible import Connections, run_task
from {PACKAGE}.modules.truewatch_{name} import TASK
options = {{"endpoint": sys.argv[1], "api_key": {DEFAULT_KEY!r}, "name": "nothing", "state": "absent"}}
result, warnings = run_task(TASK, TASK.checked(TASK.normalized(options)[0]), True, Connections())
assert result["api_calls"] and not result["changed"]
print(*sys.modules, sep="\\n")
"""
    assert kinds_among(printed(program, tmp_path)) == needed(task)


def test_a_task_over_all_kinds_loads_those_that_it_is_asked_for(tmp_path):
    program = f"""
import sys
from {PACKAGE}.module_utils._ansible import Connections, run_task
from {PACKAGE}.modules.truewatch_info import TASK
options = {{"endpoint": sys.argv[1], "api_key": {DEFAULT_KEY!r}, "kind": "tag"}}
run_task(TASK, TASK.checked(TASK.normalized(options)[0]), True, Connections())
print(*sys.modules, sep="\\n")
"""
    assert kinds_among(printed(program, tmp_path)) == {"tag"}
