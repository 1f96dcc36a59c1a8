# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every role returns one variable, of one form, and says so where its options are described.

That a run returns the keys which are documented is tested where runs are: every test of a role that shows its result
reads it with ``results_in``.
"""

from __future__ import annotations

import re

import pytest
import yaml

from .results import COMMON, ROLES, documented

ALL = sorted(path.name for path in ROLES.iterdir())


@pytest.mark.parametrize("role", ALL)
def test_a_role_sets_its_result_and_documents_its_keys_at_both_places(role):
    keys = documented(role)
    assert keys[: len(COMMON)] == list(COMMON)
    specs = yaml.safe_load((ROLES / role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))["argument_specs"]
    (told,) = [text for text in specs["main"]["description"] if f"C({role}_result)" in text]
    assert re.findall(r"C\((\w+)\)", told) == [f"{role}_result", *(key for key in keys if "." not in key)]
    assert told.endswith("The README of the role explains them.")
    tasks = "".join(path.read_text(encoding="utf-8") for path in (ROLES / role / "tasks").iterdir())
    assert re.search(rf"ansible.builtin.set_fact:\n +{role}_result: ", tasks)


def test_a_key_means_the_same_in_all_roles():
    """Keys that several roles have are explained with the same words, or are numbers of what differs by role."""
    rows = {}
    for role in ALL:
        text = (ROLES / role / "README.md").read_text(encoding="utf-8")
        for key, meaning in re.findall(r"(?m)^\| `([\w.]+)` \| (.*) \|$", text.partition("## Result")[2]):
            rows.setdefault(key, set()).add(meaning)
    differ = {key for key, meanings in rows.items() if len(meanings) > 1}
    assert differ <= {"summary", "objects"}, {key: rows[key] for key in differ}
