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

from ansible_collections.truewatch.openapi.plugins.module_utils import _keeping
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running

PACKAGE = "ansible_collections.truewatch.openapi.plugins"
FOLDER = pathlib.Path(_keeping.__file__).parents[1] / "modules"
KEEPING = sorted(name for name in KINDS if (FOLDER / f"truewatch_{name}.py").exists())
#: Modules over all kinds.
WHOLE = {"conformance", "connection_info", "info", "workspace", "workspace_export"}


@pytest.mark.parametrize("name", KEEPING)
def test_a_module_of_a_kind_has_the_related_kinds_and_no_others(name):
    task = importlib.import_module(f"{PACKAGE}.modules.truewatch_{name}").TASK
    assert set(task.kinds) == {name, *KINDS[name].related}


def test_a_module_that_forgets_a_related_kind_is_told():
    with pytest.raises(ValueError, match="the module of slo must name its related kinds, too: monitor, mute"):
        _keeping.kind_task(KINDS["slo"], related=(KINDS["alert_policy"],))


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


#: Packs modules as Ansible does for another machine, and prints the files in each archive with what they add to it: the
#: compressed bytes, and the entry in both directories of the archive.
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
        module_compression="ZIP_DEFLATED",
        templar=Templar(DataLoader()),
        task_vars={"ansible_python_interpreter": sys.executable},
    )
    text = built[0] if isinstance(built, tuple) else built.b_module_data
    packed = max(re.findall(rb"[A-Za-z0-9+/=]{1000,}", text), key=len)
    infos = zipfile.ZipFile(io.BytesIO(base64.b64decode(packed))).infolist()
    held[name] = {one.filename: one.compress_size + 2 * len(one.filename) + 76 for one in infos}
print(json.dumps(held))
"""


@pytest.fixture(name="archives", scope="module")
def packed(tmp_path_factory):
    """The files in the archive of each module that a test here speaks of, with what they add to it in bytes."""
    names = sorted(f"truewatch_{name}" for name in {*LARGEST, *READING, "monitor"})
    root = next(str(path.parent) for path in FOLDER.parents if path.name == "ansible_collections")
    home = str(tmp_path_factory.mktemp("home"))
    environment = {**os.environ, "ANSIBLE_HOME": home, "PYTHONPATH": ":".join(filter(None, sys.path))}
    arguments = [sys.executable, "-c", PACK, root, str(FOLDER), *names]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return {name[len("truewatch_") :]: files for name, files in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", ["slo", "monitor"])
def test_the_archive_of_a_module_carries_the_related_kinds_and_no_others(archives, name):
    task = importlib.import_module(f"{PACKAGE}.modules.truewatch_{name}").TASK
    assert kinds_among(archives[name]) == needed(task)
    assert not [
        path for path in archives[name] if path.endswith(("/registry.py", "/apply.py")) or "/_conformance/" in path
    ]


@pytest.mark.parametrize("name", ["info", "workspace", "workspace_export"])
def test_the_archive_of_a_module_over_all_kinds_carries_them_all(archives, name):
    assert kinds_among(archives[name]) == {*KINDS}


#: What only writes: no file that imports one of these belongs into the archive of a module that reads.
WRITING = ("_keeping", "_engine/ensure", "_engine/batch", "_engine/creation", "_engine/seen", "_workspace/apply")
#: What plans a write, and what reads files of content. An export asks whether an apply takes what it writes.
PLANNING, FILES = ("_engine/plan", "_engine/compare", "_engine/unknown"), ("_content", "_files", "_workspace/files")
#: Modules that only read -> what they carry besides.
READING = {
    **dict.fromkeys(("chart_image", "gate", "info", "object_info", "query_info"), ()),
    **dict.fromkeys(("connection_info", "event_info", "incident_info", "issue_info"), ()),
    "workspace_export": (*PLANNING, *FILES[1:]),
}


@pytest.mark.parametrize("name", READING)
def test_the_archive_of_a_module_that_reads_carries_nothing_that_writes(archives, name):
    carried = {path.partition("/module_utils/")[2][: -len(".py")] for path in archives[name]}
    assert carried.intersection([*WRITING, *PLANNING, *FILES]) == {*READING[name]}


#: The most that the collection's own files may add to an archive, in kB. docs/benchmarks.md has the sizes and what was
#: before there were forty kinds: correct it together with a limit.
LARGEST = {"slo": 185, "dashboard": 189, "query_info": 92, "info": 302, "workspace": 362, "workspace_export": 343}


@pytest.mark.parametrize("name", LARGEST)
def test_an_archive_does_not_grow_unnoticed(archives, name):
    own = sum(size for path, size in archives[name].items() if "truewatch" in path)
    assert 0.9 * LARGEST[name] < own / 1000 < LARGEST[name]


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
