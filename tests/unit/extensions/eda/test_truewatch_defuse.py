# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter, loaded as ansible-rulebook loads it: by its path, and without knowing collections."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

FILTER = Path(os.path.abspath(__file__)).parents[4] / "extensions/eda/plugins/event_filter/truewatch_defuse.py"


def nested(depth):
    value = []
    for _level in range(depth):
        value = [value]
    return value


def test_what_another_source_lets_through_does_not_break_the_filter():
    made = runpy.run_path(str(FILTER))["main"]({"deep": nested(900), "endless": float("inf")})
    assert "nested more than" in json.dumps(made, allow_nan=False)
    assert made["endless"] == "Infinity"


def test_the_filter_works_where_no_collection_can_be_imported(tmp_path):
    (tmp_path / "ansible_collections").mkdir()
    (tmp_path / "ansible_collections" / "__init__.py").touch()  # as the package "ansible" brings it
    code = (
        f"import json, runpy; print(json.dumps(runpy.run_path({str(FILTER)!r})['main']({{'{{{{x': ['a {{%'], '': 1}})))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(finished.stdout) == {"{ {x": ["a { %"], "_": 1}
