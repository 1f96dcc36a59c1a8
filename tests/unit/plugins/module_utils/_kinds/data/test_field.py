# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields on the wire: known by source and name, beside those of the platform."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import (
    AmbiguousNameError,
    ConflictError,
    InputError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.field import FIELD
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies, rows_of


@pytest.fixture
def field(ensure):
    return ensure("field")


def test_fields_are_known_by_source_and_name(desk, field):
    field(name="code", source="logging", alias="Code")
    field(name="code", source="rum", alias="Code")
    assert not field(name="code", source="rum", alias="Code")["changed"]
    with pytest.raises(AmbiguousNameError, match="2 fields have the name 'code'.* Set 'source', or 'uuid'"):
        field(name="code", alias="Other")
    assert field(name="code", source="any", alias="Code")["field"]["source"] == "any"
    assert bodies(desk, "field_cfg_add")[-1]["fieldSource"] == ""
    assert field(name="code", source="rum", state="absent")["changed"]


def test_a_change_sends_the_whole(desk, field):
    field(name="ms", source="logging", alias="Time", type="float", unit=["time", "ms"], description="d")
    field(name="ms", source="logging", alias="Duration")
    (body,) = bodies(desk, "field_cfg_modify")
    assert body == {
        "name": "ms",
        "fieldSource": "logging",
        "alias": "Duration",
        "fieldType": "float",
        "unit": 'custom/["time","ms"]',
        "desc": "d",
    }
    assert not field(name="ms", unit='custom/["time","ms"]')["changed"]


def test_a_string_has_no_unit(desk, field):
    with pytest.raises(InputError, match="is a string, which has no unit"):
        field(name="ms", alias="Time", type="string", unit=["time", "ms"])
    field(name="ms", alias="Time", type="float", unit=["time", "ms"])
    assert field(name="ms", type="string")["changed"] and not field(name="ms", type="string", unit="")["changed"]
    with pytest.raises(InputError, match="'unit' must be a list of two texts"):
        field(name="ms", type="float", unit=["ms"])


def test_a_field_of_the_platform_is_hidden_only_when_that_is_meant(desk, field):
    given = {"name": "message", "source": "logging", "alias": "Text"}
    with pytest.raises(InputError, match="field 'logging/message' is described by the platform. Set 'replace_builtin"):
        field(**given)
    assert desk.sent == ["field_cfg_list"]
    field(name="text", source="logging", alias="Text")
    with pytest.raises(InputError, match="described by the platform"):
        field(uuid=rows_of(desk, FIELD)[0]["uuid"], name="message")
    assert field(**given, replace_builtin=True)["changed"]
    assert not field(**given)["changed"] and not field(**given, replace_builtin=True)["changed"]
    assert field(name="message", source="logging", state="absent")["changed"]
    assert [row["sysField"] for row in rows_of(desk, FIELD) if row["name"] == "message"] == [1]
    assert not field(name="message", source="logging", state="absent")["changed"], "that of the platform"


def test_the_word_of_the_service_is_no_success(desk, field, monkeypatch):
    rows = desk.client.rows
    monkeypatch.setattr(
        desk.client,
        "rows",
        lambda *args, **more: rows(*args, **more)._replace(items=[]),
    )
    with pytest.raises(ConflictError, match="The platform describes the field. Set 'replace_builtin"):
        desk.ensure("field", name="message", source="logging", alias="Text")


def test_fields_of_the_platform_are_protected(desk, field):
    row = next(row for row in rows_of(desk, FIELD) if row["sysField"])
    for wanted in ({"alias": "Other"}, {"state": "absent"}):
        with pytest.raises(InputError, match="it is the platform's own"):
            field(uuid=row["uuid"], **wanted)
    assert not FIELD.is_exported(row) and not FIELD.is_prunable(row)


def test_a_field_that_becomes_a_string_loses_its_unit_as_the_service_has_it(desk, field):
    given = {"name": "ms", "source": "logging", "alias": "Time"}
    field(**given, type="float", unit=["time", "ms"])
    result = field(**given, type="string")
    assert result["field"]["unit"] == ""
    assert result["diff"]["after"] == {"type": "string", "unit": ""}
    assert bodies(desk, "field_cfg_modify")[0]["unit"] == ""
    desk.new_task()
    assert not field(**given, type="string")["changed"]
