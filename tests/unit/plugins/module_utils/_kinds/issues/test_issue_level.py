# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Levels of issues on the wire: colours in either case, those of the platform as they are."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_level import ISSUE_LEVEL


def test_colours_are_compared_in_either_case(desk):
    assert desk.ensure("issue_level", name="Seen", colour="#e94444")["changed"]
    desk.new_task()
    assert not desk.ensure("issue_level", name="Seen", colour="#E94444")["changed"]


@pytest.mark.parametrize("options", [{"colour": "#000000"}, {"state": "absent"}])
@pytest.mark.parametrize("check_mode", [True, False])
def test_a_built_in_level_stays_as_it_is(desk, options, check_mode):
    with pytest.raises(InputError, match="issue level 'P0' cannot be (changed|deleted): it is built in"):
        desk.ensure("issue_level", check_mode, name="P0", force=True, **options)
    assert not desk.ensure("issue_level", name="P0", colour="#e94444")["changed"]
    built_in = [row for row in desk.memory.rows(ISSUE_LEVEL) if row.get("isDefault")]
    assert len(built_in) == 4
    assert not any(ISSUE_LEVEL.is_exported(row) or ISSUE_LEVEL.is_prunable(row) for row in built_in)
