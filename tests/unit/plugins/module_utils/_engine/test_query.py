# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reading a kind tells of its objects."""

from __future__ import annotations

import re

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.history import CONDITIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import describe, read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS


def test_times_and_authors_are_told_as_the_results_of_a_workspace_tell_them(desk):
    desk.ensure("dashboard", name="Board")
    desk.new_task()
    (row,) = desk.run().memory.rows(DASHBOARD)
    (told,) = read(desk.run(), DASHBOARD)
    assert {name: told[name] for name in ("updated_at", "updated_by")} == DASHBOARD.last_change(row)
    assert told["updated_by"] == "API key of the emulator"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told["created_at"])


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"created_by": "Ada"}, ["a"]),
        ({"created_by": ["ada@example.com", "nobody"]}, ["a"]),
        ({"created_by": "acnt_1"}, ["a"]),
        ({"created_by": "ada"}, []),
        ({"updated_by": "Ada"}, []),
        ({"updated_by": ["Grace", "wsak_2"]}, ["a", "b"]),
        ({"updated_before": "2026-01-02"}, ["b"]),
        ({"updated_after": "2026-01-02"}, ["a"]),
        ({"updated_after": "2026-01-01T00:00:00Z"}, ["a"]),
        ({"created_before": "2026-01-01 00:00:01", "created_after": "2025-12-31 23:59:59"}, ["a", "b"]),
        ({"updated_after": "-60d"}, ["a"]),
        ({"updated_after": "-60d", "name": "b"}, []),
    ],
)
def test_objects_by_who_made_or_changed_them_and_when(desk, monkeypatch, filters, found):
    created, updated = 1767225600, 1772323200  # 2026-01-01 and 2026-03-01
    ada = {"name": "Ada", "email": "ada@example.com"}
    rows = [
        {"uuid": "dsbd_1", "name": "a", "createAt": created, "creator": "acnt_1", "creatorInfo": ada}
        | {"updateAt": updated, "updator": "acnt_2", "updatorInfo": {"name": "Grace"}},
        # An object that nobody has changed counts as updated when it was made.
        {"uuid": "dsbd_2", "name": "b", "createAt": float(created), "creator": "wsak_2", "updateAt": -1},
    ]
    run = desk.run()
    run.now = lambda: 1773000000.0
    monkeypatch.setattr(run.memory, "rows", lambda kind: rows)
    assert [one["name"] for one in read(run, DASHBOARD, filters=filters)] == found


def test_who_is_named_for_the_last_change_is_known_as_the_creator_too():
    """Lists of dashboards name the creator by the account alone."""
    row = {"createAt": 1, "creator": "acnt_1", "updateAt": 2, "updator": "acnt_1", "updatorInfo": {"name": "Ada"}}
    assert DASHBOARD.history(row)["created"] == ("1970-01-01T00:00:01Z", ["Ada", "acnt_1"])
    assert DASHBOARD.history({**row, "updator": "acnt_2"})["created"][1] == ["acnt_1"]
    assert DASHBOARD.history({"createAt": 1, "updatorInfo": {"name": "Ada"}})["created"][1] == []


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"updated_by": "Ada"}, "does not tell 'updated' of the dashboard 'c', .* by 'updated_by'"),
        ({"updated_before": "soon"}, "'filters.updated_before' is 'soon', which is no time"),
        ({"updated_before": "-soon"}, "'filters.updated_before' is 'soon', which is no time span"),
        ({"created_by": []}, "'filters.created_by' must be a name"),
        ({"created_by": 7}, "'filters.created_by' must be a name"),
        ({"edited_by": "Ada"}, "cannot be filtered by edited_by: use .*created_by.*updated_before"),
    ],
)
def test_a_filter_by_what_is_not_told_or_no_time_is_refused(desk, monkeypatch, filters, message):
    run = desk.run()
    monkeypatch.setattr(run.memory, "rows", lambda kind: [{"uuid": "dsbd_3", "name": "c"}])
    with pytest.raises(InputError, match=message):
        read(run, DASHBOARD, filters=filters)


def test_no_kind_has_an_option_of_that_name():
    assert not [kind.name for kind in KINDS.values() for field in kind.fields if field.option in CONDITIONS]


def test_what_the_service_does_not_tell_is_left_out(desk):
    told = describe(DASHBOARD, {"uuid": "dsbd_1", "name": "Board", "createAt": -1}, {})
    assert (told["name"], told["uuid"]) == ("Board", "dsbd_1")
    assert not any(name.endswith(("_at", "_by")) for name in told)
