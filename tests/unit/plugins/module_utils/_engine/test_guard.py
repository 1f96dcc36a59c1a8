# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What destroys more than an object needs consent and is said everywhere; what is protected is refused."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.guard import CHANGE, CREATE, DELETE, Guard
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._engine.prototypes import PROTOTYPES, enter

AUTHOR = {"name": "Author", "permissions": ["log.Query"]}
WRITES = {"roles_add", "roles_modify", "roles_delete"}


def is_built_in(row):
    return row.get("isSystem") == 1


class GuardedRole(type(PROTOTYPES["role"])):
    """A role: the built-in ones are protected, the others lock people out."""

    name = "guarded_role"
    guards = (
        Guard("it is built in", CHANGE, rows=is_built_in, never=True),
        Guard("it is built in", DELETE, rows=is_built_in, never=True),
        Guard("takes rights from those who have it", CHANGE, options=("permissions",)),
        Guard("locks out those who have no other one", DELETE, rows=lambda row: not is_built_in(row)),
        Guard("gives away the workspace", CREATE, rows=lambda row: False),
    )


@pytest.fixture(autouse=True)
def guarded(monkeypatch):
    kind = GuardedRole()
    enter(monkeypatch, kind)
    return kind


@pytest.fixture
def built_in(desk, monkeypatch):
    desk.ensure("guarded_role", **AUTHOR)
    desk.new_task()
    rows = desk.client.rows

    def with_mark(operation, query=None):
        found = rows(operation, query=query)
        return found._replace(items=[{**row, "isSystem": 1} for row in found.items])

    monkeypatch.setattr(desk.client, "rows", with_mark)


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_dangerous_delete_asks_for_consent_and_names_the_loss(desk, check_mode):
    uuid = desk.ensure("guarded_role", **AUTHOR)["guarded_role"]["uuid"]
    desk.new_task()
    with pytest.raises(
        InputError, match="Deleting role 'Author' locks out those who have no other one. Set 'force: tr"
    ):
        desk.ensure("guarded_role", check_mode, name="Author", state="absent")
    assert not WRITES & set(desk.sent)
    gone = desk.ensure("guarded_role", check_mode, name="Author", state="absent", force=True)
    assert gone["dangers"] == ["locks out those who have no other one"]
    assert gone["diff"]["after_header"] == "role 'Author' (absent); locks out those who have no other one"
    assert gone["diff"]["before_header"] == f"role 'Author' ({uuid})"
    assert ("roles_delete" in desk.sent) is not check_mode


@pytest.mark.parametrize("check_mode", [True, False])
def test_only_the_change_that_is_dangerous_asks_for_consent(desk, check_mode):
    desk.ensure("guarded_role", **AUTHOR)
    desk.new_task()
    harmless = desk.ensure("guarded_role", check_mode, **AUTHOR, description="new")
    assert harmless["changed"]
    assert "dangers" not in harmless
    with pytest.raises(InputError, match="Changing role 'Author' takes rights from those who have it"):
        desk.ensure("guarded_role", check_mode, name="Author", permissions=["rum.Query"])
    assert "roles_modify" not in desk.sent
    changed = desk.ensure("guarded_role", check_mode, name="Author", permissions=["rum.Query"], force=True)
    assert changed["dangers"] == ["takes rights from those who have it"]
    assert not desk.ensure("guarded_role", name="Author", permissions=["log.Query" if check_mode else "rum.Query"])[
        "changed"
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_what_is_protected_is_refused_whatever_is_forced(desk, built_in, check_mode):
    with pytest.raises(InputError, match="role 'Author' cannot be deleted: it is built in"):
        desk.ensure("guarded_role", check_mode, name="Author", state="absent", force=True)
    with pytest.raises(InputError, match="role 'Author' cannot be changed: it is built in"):
        desk.ensure("guarded_role", check_mode, name="Author", description="x", force=True)
    assert not WRITES & set(desk.sent)
    assert not desk.ensure("guarded_role", check_mode, **AUTHOR)["changed"]


def test_the_option_force_comes_with_a_danger_only(guarded):
    assert "force" in guarded.argument_spec()
    assert "force" not in PROTOTYPES["role"].argument_spec()


def test_a_prune_never_takes_what_a_guard_protects(guarded):
    assert not guarded.is_prunable({"isSystem": 1})
    assert not guarded.is_prunable({"isSystem": 0})
    assert PROTOTYPES["role"].is_prunable({"isSystem": 1})


def test_what_nobody_may_change_is_in_no_export(guarded):
    assert not guarded.is_exported({"isSystem": 1})
    assert guarded.is_exported({"isSystem": 0})
