# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carousels on the wire: spans by their length, dashboards in order, those of people left alone."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard_carousel import (
    DASHBOARD_CAROUSEL,
)


def test_spans_are_compared_by_their_length_and_sent_in_one_unit(desk):
    desk.ensure(name="Web")
    wall = {"kind": "dashboard_carousel", "name": "Wall", "dashboards": ["Web"]}
    desk.ensure(**wall, interval="1m30s")
    (body,) = (one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"].endswith("_add"))
    assert body["intervalTime"] == "90s"
    assert not desk.ensure(**wall, interval="90s")["changed"]
    desk.new_task()
    assert not desk.ensure(**wall, interval="1m30s")["changed"]
    with pytest.raises(InputError, match="'interval' is 'often'"):
        desk.ensure(**wall, interval="often")


def test_a_deleted_dashboard_stays_as_a_uuid_until_it_is_taken_out(desk):
    gone = desk.ensure(name="Old")["dashboard"]["uuid"]
    desk.ensure(name="Web")
    desk.ensure("dashboard_carousel", name="Wall", dashboards=["Old", "Web"], interval="30s")
    with pytest.raises(InputError, match="'Old' is still used by dashboard carousel 'Wall'"):
        desk.ensure(name="Old", state="absent")
    desk.ensure(name="Old", state="absent", force=True)
    desk.new_task()
    result = desk.ensure("dashboard_carousel", name="Wall", dashboards=["Web"])
    assert result["changed"] and gone in str(result["diff"]["before"])


def test_a_carousel_of_a_person_is_deleted_with_consent_only(desk):
    row = {"uuid": "csel_1", "name": "Wall", "creator": "acnt_1"}
    assert not DASHBOARD_CAROUSEL.is_prunable(row)
    assert DASHBOARD_CAROUSEL.is_prunable({**row, "creator": "wsak_1"})
    desk.ensure(name="Web")
    desk.ensure("dashboard_carousel", name="Wall", dashboards=["Web"], interval="30s")
    (row,) = desk.memory.rows(DASHBOARD_CAROUSEL)
    row["creator"] = "acnt_1"
    with pytest.raises(InputError, match="takes it from the person who made it"):
        desk.ensure("dashboard_carousel", name="Wall", state="absent")
    assert desk.ensure("dashboard_carousel", name="Wall", state="absent", force=True)["changed"]
