# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags on the wire: described, and not taken off what bears them unless that is meant."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds._shared.tag import TAG
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import rows_of


@pytest.fixture
def tag(ensure):
    return ensure("tag")


def test_a_tag_that_an_object_made_is_described(desk, tag):
    desk.ensure(name="Web", tags=["team web", "shop"])
    assert tag(name="team web", description="Web pages")["changed"] and "tag_modify" in desk.sent
    assert not tag(name="team web", description="Web pages")["changed"]
    exported = [row["name"] for row in rows_of(desk, TAG) if TAG.is_exported(row)]
    assert exported == ["team web"]


def test_a_borne_tag_is_deleted_with_force_only(desk, tag):
    desk.ensure(name="Web", tags=["team web"])
    tag(name="web", description="Another one")
    with pytest.raises(InputError, match="dashboard 'Web'"):
        tag(name="team web", state="absent")
    assert desk.sent.count("checkers_list") == 2, "the third list: monitors have two"
    assert set(desk.sent) == {"tag_list", "dashboards_list", "checkers_list"}
    assert tag(name="web", state="absent")["changed"], "a part of another name is not its use"
    assert tag(name="team web", state="absent", force=True)["changed"]
    desk.new_task()
    assert not desk.ensure(name="Web", tags=[])["changed"]
    assert not TAG.prunable
