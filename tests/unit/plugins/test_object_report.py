# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import subprocess
import sys
import unicodedata

import pytest

from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.unit import plays

KEY = "wsak-CANARY-0b77"
EVIL = "ab\x00c\x1b[31m\x07\x9b\u202e\u2066=d"


@pytest.mark.parametrize("ending", ["csv", "md"])
def test_the_report_holds_nothing_that_acts_on_a_terminal(tmp_path, ending):
    rows = [{"name": "h1", "host": EVIL, "os": EVIL, "region": EVIL, "df_label": [EVIL], "unicast_ip": EVIL}]
    rows += [{"name": "h2", "host": "h2", "os": "linux", "last_update_time": None}]
    with running(api_keys={KEY: None}) as emulator:
        emulator.seed(objects=[{"class": "HOST", "fields": row} for row in rows])
        done = subprocess.run(
            [
                *(sys.executable, "-m", "ansible.cli.playbook", "truewatch.openapi.object_report"),
                *("-e", f"object_report_path=report.{ending}"),
            ],
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "PWD": str(tmp_path),
                "HOME": str(tmp_path),
                "LC_ALL": "C.UTF-8",
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "ANSIBLE_COLLECTIONS_PATH": str(plays.COLLECTIONS),
                "TRUEWATCH_ENDPOINT": emulator.url,
                "TRUEWATCH_API_KEY": KEY,
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    text = (tmp_path / f"report.{ending}").read_text(encoding="utf-8")
    assert "ab c [31m" in text
    assert "h2" in text
    acting = [one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Cs") and one != "\n"]
    assert not acting
