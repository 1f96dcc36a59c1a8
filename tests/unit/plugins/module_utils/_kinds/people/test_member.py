# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members as newer and older services tell them."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER


@pytest.mark.parametrize(
    ("variants", "roles"),
    [([], ["wsAdmin"]), (["single_role"], ["wsAdmin"]), (["bare_lists", "single_role"], ["wsAdmin"])],
)
def test_roles_of_newer_and_older_rows(desk, variants, roles):
    desk.emulator.vary(*variants)
    (ada,) = read(desk.run(), MEMBER, name="ada@example.com")
    assert {option: ada[option] for option in ("name", "display_name", "roles")} == {
        "name": "ada@example.com",
        "display_name": "Ada Adams",
        "roles": roles,
    }


def test_people_are_there_whatever_was_asked_before(desk):
    report = {
        "title": "Monday",
        "dashboardUUID": "dsbd_1",
        "recipient": [],
        "notifyType": "email",
        "timeRange": "7d",
        "timezone": "UTC",
    }
    desk.client.call("crontab_report_add", body=report)
    desk.client.call("crontab_report_list")
    assert len(read(desk.run(), MEMBER)) == 4
