# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Code that was compiled before is that of the source in the archive at hand."""

from __future__ import annotations

import pathlib
import subprocess
import sys
import zipfile

from ansible_collections.truewatch.openapi.tests.unit import compiled


def test_a_source_is_compiled_once_and_another_one_anew(tmp_path):
    kept = []
    for number, value in enumerate(("first", "first", "second")):
        archive = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("teller.py", f"def tell():\n    return '{tmp_path} {value}'\n")
        program = "import teller; print(teller.tell(), teller.tell.__code__.co_filename)"
        environment = {"PYTHONPATH": f"{compiled.folder()}:{archive}"}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
        )
        assert (done.stdout, done.stderr) == (f"{tmp_path} {value} {archive}/teller.py\n", "")
        kept.append(len(list(pathlib.Path(compiled.folder()).iterdir())))
    assert [count - kept[0] for count in kept] == [0, 0, 1]
