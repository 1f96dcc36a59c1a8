# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever refers to an object is among its users: generated from the references that the fields of all kinds declare,
and from the objects of the table of lifecycles."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.references import mentions
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.use import users_of
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.values import texts
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

#: References by name, which no field resolves: kind and option -> the kinds that it names.
BY_NAME = {
    ("catalog_entity", "owner"): ("team",),
    ("dashboard", "tags"): ("tag",),
    ("dial_test", "tags"): ("tag",),
    ("explorer", "tags"): ("tag",),
    ("monitor", "tags"): ("tag",),
    ("pipeline", "log_index"): ("log_index", "external_log_index"),
    ("slo", "tags"): ("tag",),
}
#: References that are no use: kind and option -> why a deletion need not ask for it.
NO_USE = {
    ("member", "roles"): "a guard of the role says it: its own row tells how many have it",
    ("issue_policy", "schedules"): "a guard of the schedule says it: its own row tells the policies",
    ("monitor", "dashboard"): "an alert loses a link",
    ("service", "views"): "a service loses a link",
    ("user_view", "copy_of"): "read once, while the view is made",
    ("rum_app", "views"): "no answer tells it, and an application opens without the view",
}
#: References that lists do not tell: the task says that it cannot be told.
UNTOLD = {
    ("alert_policy", "permissions"),
    ("api_key", "roles"),
    ("pipeline", "app_ids"),
    ("pipeline", "log_index"),
    ("sso", "role_mapping"),
    ("team", "members"),
}


def references():
    """Every reference: kind and option, and the kind that it is to."""
    for kind in KINDS.values():
        for field in kind.fields:
            if not field.mirrored and not (field.adds_to or field.removes_from):
                for other in getattr(field.resolve, "kinds", BY_NAME.get((kind.name, field.option), ())):
                    yield kind.name, field.option, other


REFERENCES = [reference for reference in references() if KINDS[reference[2]].delete_route]


@pytest.mark.parametrize(("user", "option", "used"), REFERENCES, ids=lambda value: value)
def test_a_kind_declares_every_reference_to_it(user, option, used):
    declared = [use for use in KINDS[used].uses if user in use.names and (use.ask or use.option == option)]
    assert bool(declared) != ((user, option) in NO_USE)


def test_the_exceptions_are_references():
    known = {(user, option) for user, option, _used in REFERENCES}
    assert set(NO_USE) <= known
    assert set(BY_NAME) <= known


@pytest.mark.parametrize("name", sorted(name for name, kind in KINDS.items() if kind.content_refers_to))
def test_what_content_refers_to_looks_into_it(name):
    for other in KINDS[name].content_refers_to:
        assert any(name in use.names for use in KINDS[other].uses), other


def test_users_are_made_after_what_they_use_and_deleted_before():
    order = list(KINDS)
    for user, option, used in REFERENCES:
        assert user == used or order.index(user) > order.index(used), f"{user}.{option} -> {used}"
    uses = [(used, use) for used, kind in KINDS.items() for use in [*kind.uses, *(g.users for g in kind.guards)] if use]
    for used, use in uses:
        assert all(user == used or order.index(user) > order.index(used) for user in use.names), f"{use} -> {used}"


def test_every_reference_of_an_object_is_found(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path))
    found, untold, missed = set(), set(), []
    with running() as emulator:
        for case in CASES:
            emulator.reset()
            station = Station(emulator, DEFAULT_KEY)
            station.prepare(case)
            station.run(case.kind, case.create)
            memory = station.memory()
            for option, used, row, user in referred(memory, case.kind):
                run = Run({}, memory.client, memory, KINDS)
                label = f"{case.kind.title} '{case.kind.label_of(user)}'"
                if label in users_of(run, used, used.uuid_of(row), lists=None):
                    found.add((case.kind.name, option, used.name))
                elif any(case.kind.plural in text for text in run.warnings):
                    untold.add((case.kind.name, option, used.name))
                elif (case.kind.name, option) not in NO_USE:
                    missed.append((case.id, option, used.name))
    assert not missed
    told = {(user, option) for user, option, _used in REFERENCES} - {*NO_USE, *UNTOLD}
    assert {user for user, _option in told} == {user for user, _option, _used in found}
    assert {(user, option) for user, option, _used in untold} <= UNTOLD


def referred(memory, kind):
    """What the objects of a kind refer to: the option, the other kind and the row of it, the row of the user."""
    for user in memory.rows(kind):
        for option, name in [(option, used) for own, option, used in REFERENCES if own == kind.name]:
            field, used = kind.field(option), KINDS[name]
            whole = kind.complete(Run({}, memory.client, memory, KINDS), user, [option])
            value = field.actual(whole)
            for row in memory.rows(used):
                is_named = (kind.name, option) in BY_NAME and used.name_of(row) in texts(value)
                if row is not user and (is_named or mentions(value, used.uuid_of(row))):
                    yield option, used, row, user
