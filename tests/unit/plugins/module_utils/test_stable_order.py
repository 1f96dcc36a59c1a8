# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages built from sets read the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys

MESSAGES = """
from ansible_collections.truewatch.openapi.plugins.module_utils._validation import filter_values
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import query
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._masking import masked_text
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.selection import Selection
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_monitor import TASK

unknown = {word: 1 for word in ("zz", "yy", "xx", "ww")}
print(TASK.normalized({**unknown, "rules": [unknown]}, fill_in=False)[1])
print(masked_text("one-two-three one-two-three-four", {"one-two-three", "two-three-four", "one-two-three-four"}))
for call in (
    lambda: Selection(["zz", "yy", "xx"]),
    lambda: query._accepted(None, KINDS["mute"], unknown),
    lambda: KINDS["notify_object"]._check_options("HTTPRequest", dict.fromkeys(("token", "webhook", "to"), 1), True),
):
    try:
        call()
    except InputError as error:
        print(error)
"""


def test_the_same_words_whatever_the_seed_of_hashes():
    said = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        finished = subprocess.run(
            [sys.executable, "-c", MESSAGES], env=environment, capture_output=True, text=True, check=True
        )
        assert len(finished.stdout.splitlines()) == 5, finished.stdout
        said.add(finished.stdout)
    assert len(said) == 1, said
