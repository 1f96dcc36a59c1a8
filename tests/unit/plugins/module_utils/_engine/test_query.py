# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reading a kind tells of its objects."""

from __future__ import annotations

import re

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import describe, read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD


def test_times_and_authors_are_told_as_the_results_of_a_workspace_tell_them(desk):
    desk.ensure("dashboard", name="Board")
    desk.new_task()
    (row,) = desk.run().memory.rows(DASHBOARD)
    (told,) = read(desk.run(), DASHBOARD)
    assert {name: told[name] for name in ("updated_at", "updated_by")} == DASHBOARD.last_change(row)
    assert told["updated_by"] == "API key of the emulator"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told["created_at"])


def test_what_the_service_does_not_tell_is_left_out(desk):
    told = describe(DASHBOARD, {"uuid": "dsbd_1", "name": "Board", "createAt": -1}, {})
    assert (told["name"], told["uuid"]) == ("Board", "dsbd_1")
    assert not any(name.endswith(("_at", "_by")) for name in told)
