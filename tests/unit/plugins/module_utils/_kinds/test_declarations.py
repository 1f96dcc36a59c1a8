# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind is a declaration: what two kinds need is a word of the engine, not a method in both."""

from __future__ import annotations

import statistics
import types

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import Field
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.kind import Kind
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations

OPERATIONS = load_operations()

#: The kinds that are older than most words of the engine, and the most methods of ``Kind`` that they override together.
#: It only ever goes down: lower it when it does.
OLDEST = {"alert_notice_date", "alert_policy", "dashboard", "inspection", "monitor", "mute", "notify_object", "slo"}
MOST = 22


def overrides(kind):
    """The methods of ``Kind`` that a kind has of its own."""
    own = {
        name
        for name, value in vars(type(kind)).items()
        if isinstance(value, (types.FunctionType, staticmethod, property))
    }
    return sorted(own & (set(dir(Kind)) - set(dir(object))))


def test_overrides_become_fewer():
    found = {name: overrides(kind) for name, kind in KINDS.items()}
    total = sum(len(found[name]) for name in OLDEST)
    assert total <= MOST, f"{total}, by kind: {found}"
    assert statistics.median(map(len, found.values())) <= 2
    assert sum(not names for names in found.values()) >= len(found) / 2, found


def test_no_kind_has_a_class_of_fields_of_its_own():
    assert {type(field) for kind in KINDS.values() for field in kind.fields} == {Field}


def test_no_kind_takes_a_private_name_of_all_kinds():
    taken = {name: [own for own in overrides(kind) if own.startswith("_")] for name, kind in KINDS.items()}
    assert not any(taken.values()), taken


def test_an_export_names_what_counts_only():
    dashboard, duration = KINDS["dashboard"], KINDS["mute"].field("duration")
    for option in ("permissions", "read_permissions"):
        assert dashboard.field(option).exported({"visibility": "custom"})
        assert not dashboard.field(option).exported({"visibility": "public"})
    assert not dashboard.field("identifier").exported({"identifier": ""})
    assert duration.exported({"duration": "1h"}) and not duration.exported({"duration": "1h", "until": "x"})


#: Options whose values the reference enumerates, and which take others, too.
OPEN = {
    ("dial_test", "type"): "the vendor's own programs take more",
    ("notify_object", "type"): "newer services have more; opt_set says what one of them needs",
}


def enumerated(kind, field):
    """The words that a create takes for the option, by the reference; empty where it does not enumerate them."""
    operation = OPERATIONS.get(kind.create_operation)
    words = set()
    for place in field.places if operation and operation.body else ():
        schema = operation.body
        for key in place.split("."):
            schema = schema.get("properties", {}).get(key, {})
        words.update(schema.get("enum") or schema.get("items", {}).get("enum") or ())
    return {str(word) for word in words if word not in (None, "") and not isinstance(word, bool)}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_an_option_whose_values_the_reference_enumerates_has_these_choices(kind):
    for field in kind.fields:
        wanted = enumerated(kind, field)
        if not wanted or field.type == "bool" or (kind.name, field.option) in OPEN:
            continue
        choices = field.choices or (field.suboptions or {}).get("type", {}).get("choices") or ()
        words = choices.values() if isinstance(choices, dict) else choices
        assert {str(word) for word in words if word != ""} == wanted, field.option
