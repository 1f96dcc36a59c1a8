# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Types of the unified catalog on the wire: those of the platform stay as they are."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.catalog_entity_type import (
    CATALOG_ENTITY_TYPE,
)


@pytest.mark.parametrize("options", [{"display_name": "Mine"}, {"state": "absent"}])
@pytest.mark.parametrize("check_mode", [True, False])
def test_a_built_in_type_stays_as_it_is(desk, options, check_mode):
    with pytest.raises(InputError, match="'host' cannot be (changed|deleted): it is built in"):
        desk.ensure("catalog_entity_type", check_mode, name="host", **options)
    rows = desk.memory.rows(CATALOG_ENTITY_TYPE)
    assert rows and not any(CATALOG_ENTITY_TYPE.is_exported(row) for row in rows)


def test_a_change_sends_the_configuration_as_a_whole(desk):
    desk.ensure("catalog_entity_type", name="robot", extra_config={"a": 1, "b": 2})
    desk.new_task()
    assert desk.ensure("catalog_entity_type", name="robot", extra_config={"b": 3})["changed"]
    sent = [one for one in desk.emulator.requests(bodies=True) if one["operationId"] == "catalog_entity_types_modify"]
    assert sent[0]["body"]["extraConfig"] == {"a": 1, "b": 3} and "entityType" not in sent[0]["body"]
