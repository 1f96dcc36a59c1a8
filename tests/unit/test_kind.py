# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first form of a kind that `make kind` writes."""

from __future__ import annotations

import types

import pytest
import yaml

from ansible_collections.truewatch.openapi.dev import kind as generator
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations

FAMILIES = sorted(
    {
        name.rsplit("_", 1)[0]
        for name in load_operations()
        if name.endswith(("_create", "_add")) and f"{name.rsplit('_', 1)[0]}_list" in load_operations()
    }
)


def executed(text, package=""):
    module = types.ModuleType("written")
    module.__package__ = package
    exec(compile(text, "written.py", "exec"), vars(module))  # noqa: S102 - our own text
    return module


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_the_reference_gives_a_declaration_and_a_documented_module(family):
    kind = generator.kind_of("brand_new", family, "alerting")
    package = "ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting"
    declared = executed(generator.declaration(kind), package).BRAND_NEW
    text = generator.module(kind)
    parts = executed(text.split("\nfrom ansible_collections", maxsplit=1)[0])
    documented = set(yaml.safe_load(parts.DOCUMENTATION)["options"])
    assert documented <= set(declared.argument_spec())
    assert set(yaml.safe_load(parts.RETURN)["brand_new"]["contains"]) == {"uuid", *(f.option for f in declared.fields)}
    assert yaml.safe_load(parts.EXAMPLES)[1]["truewatch.openapi.truewatch_brand_new"]["state"] == "absent"


@pytest.mark.parametrize("family", FAMILIES)
def test_its_row_of_the_table_of_lifecycles_speaks_of_all_options(family):
    kind = generator.kind_of("brand_new", family, "alerting")
    (row,) = yaml.safe_load(generator.lifecycle(kind))
    package = "ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting"
    declared = executed(generator.declaration(kind), package).BRAND_NEW
    assert set(row["create"]) == {field.option for field in declared.fields}
    assert all(value != row["create"][option] for option, value in row["change"].items())
    assert not any(value in ("", [], {}, None) for value in row["create"].values())


@pytest.mark.parametrize("name, family", [("alert_notice_date", "notice_dates"), ("slo", "slos")])
def test_the_routes_are_those_of_kinds_that_were_written_by_hand(name, family):
    kind = generator.kind_of(name, family, "alerting")
    package = "ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting"
    written = getattr(executed(generator.declaration(kind), package), name.upper())
    by_hand = KINDS[name]
    for route in ("modify_route", "delete_route", "enable_route", "disable_route"):
        assert getattr(written, route) == getattr(by_hand, route)
    assert (written.list_operation, written.create_operation) == (by_hand.list_operation, by_hand.create_operation)
    assert written.uuid_prefix == by_hand.uuid_prefix


def test_an_unknown_family_is_told_with_near_ones():
    with pytest.raises(ValueError, match="set FAMILY, such as .*issue_levels"):
        generator.kind_of("issue_level", "issue_level", "issues")


@pytest.mark.parametrize("family", FAMILIES)
def test_no_line_of_the_documentation_is_too_long(family):
    kind = generator.kind_of("brand_new", family, "alerting")
    written = [generator.module(kind), generator.lifecycle(kind)]
    assert not [line for text in written for line in text.splitlines() if len(line) > 120]
