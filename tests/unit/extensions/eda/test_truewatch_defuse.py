# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter, loaded as ansible-rulebook loads it: by its path, and without knowing collections."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FILTER = Path(os.path.abspath(__file__)).parents[4] / "extensions/eda/plugins/event_filter/truewatch_defuse.py"


#: Applies the filter to the event on standard input.
APPLY = f"""
import json, runpy, sys
print(json.dumps(runpy.run_path({str(FILTER)!r})["main"](json.load(sys.stdin)), allow_nan=False))
"""


@pytest.fixture
def filtered(tmp_path):
    """A function of an event that gives what the filter makes of it, in a process that cannot import collections."""
    (tmp_path / "ansible_collections").mkdir()
    (tmp_path / "ansible_collections" / "__init__.py").touch()  # as the package "ansible" brings it

    def apply(event):
        finished = subprocess.run(
            [sys.executable, "-c", APPLY],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)},
            input=json.dumps(event),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(finished.stdout)

    return apply


def nested(depth):
    value = []
    for _level in range(depth):
        value = [value]
    return value


def test_what_another_source_lets_through_does_not_break_the_filter(filtered):
    made = filtered({"deep": nested(900), "endless": float("inf")})
    assert "nested more than" in json.dumps(made)
    assert made["endless"] == "Infinity"


def test_the_filter_works_where_no_collection_can_be_imported(filtered):
    assert filtered({"{{x": ["a {%"], "": 1}) == {"{ {x": ["a { %"], "_": 1}
