# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the documentation are those of a run of the demo now, which proves the demo as well."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from ansible_collections.truewatch.openapi.tests import warm

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
#: What the pictures were drawn with: other versions print and draw some characters otherwise.
DRAWN_WITH = {"rich": "15.0.0", "ansible-core": "2.19"}


def is_there(name: str, wanted: str) -> bool:
    try:
        return f"{version(name)}.".startswith(f"{wanted}.")
    except PackageNotFoundError:
        return False


def test_every_picture_is_shown_and_every_shown_picture_is_there():
    texts = [path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]]
    shown = {name for text in texts for name in re.findall(r"\]\((?:docs/)?pictures/([^)]+)\)", text)}
    assert shown == {path.name for path in PICTURES.iterdir()}


@pytest.mark.plays
@pytest.mark.skipif(not (ROOT / "dev").is_dir(), reason="the archive of the collection has no dev")
@pytest.mark.skipif(not all(is_there(*one) for one in DRAWN_WITH.items()), reason=f"needs {DRAWN_WITH}")
def test_the_pictures_are_fresh():
    compare = """
import difflib, json, sys
from dev.pictures import PICTURES, RECORDING, pictures, record

old = {path.name: path.read_text(encoding="utf-8") for path in PICTURES.iterdir()}
new = pictures(record())
for files in (old, new):  # of the recording, its steps and commands
    lines = map(json.loads, files[RECORDING].splitlines()[1:])
    files[RECORDING] = "".join(line[2] for line in lines if line[2].lstrip().startswith(chr(27) + "[1"))
for name in sorted({*old, *new}):
    lines = (files.get(name, "").splitlines() for files in (old, new))
    print(*difflib.unified_diff(*lines, name, name, n=0, lineterm=""), sep="\\n")
sys.exit(old != new)
"""
    done = subprocess.run(
        [sys.executable, "-c", compare],
        cwd=ROOT,
        env={**os.environ, **warm.of_processes(os.environ)},
        capture_output=True,
        text=True,
        check=False,
    )
    differences = done.stdout[:3000] + done.stderr[-2000:]
    assert done.returncode == 0, f"Run make pictures, and look at them. They differ:\n{differences}"
