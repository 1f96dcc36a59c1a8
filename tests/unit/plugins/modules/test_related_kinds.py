# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module has the kinds that it has to do with and no others, however many kinds there are."""

from __future__ import annotations

import importlib
import pathlib
import subprocess
import sys

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils import _ansible
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

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
