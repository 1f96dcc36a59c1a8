# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export of a workspace in which one object is gone or odd, and the files that it leaves."""

from __future__ import annotations

import os
import stat

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    ApiError,
    BadKeyError,
    NotFoundError,
    ServerError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD

NAMES = ("first", "odd", "third")


@pytest.fixture
def dest(workspace, tmp_path):
    """The folder of an export of three dashboards."""
    for name in NAMES:
        workspace.desk.ensure(name=name)
    workspace.export(tmp_path / "exported")
    return tmp_path / "exported"


def files_in(dest):
    return sorted(path.stem for path in (dest / "dashboards").iterdir())


def odd(monkeypatch, make):
    """Let the export of the odd dashboard do what ``make`` does, given its options."""
    export = type(DASHBOARD).export

    def exported(kind, run, row):
        options = export(kind, run, row)
        return make(options, run, row) if row["name"] == "odd" else options

    monkeypatch.setattr(type(DASHBOARD), "export", exported)


def raising(error):
    def make(options, run, row):
        raise error

    return make


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda options, run, row: {**options, "description": "half \ud83d"}, "half a character, which no file can"),
        (lambda options, run, row: {**options, "extend": {"x": float("nan")}}, "cannot be read (ValueError: "),
        (raising(OverflowError("cannot convert float infinity to integer")), "cannot be read (OverflowError: "),
        (raising(InputError("It contradicts itself.")), "It contradicts itself."),
        (raising(ServerError("out of order", route="GET /x")), "GET /x: out of order"),
        (raising(NotFoundError("no such member", route="GET /members")), "GET /members: no such member"),
    ],
)
def test_one_odd_object_is_told_its_file_stays_and_the_others_are_exported(workspace, monkeypatch, dest, make, why):
    odd(monkeypatch, make)
    old = (dest / "dashboards" / "odd.json").read_bytes()
    for name in ("first", "third"):
        (dest / "dashboards" / f"{name}.json").write_text(f'{{"name": "{name}", "description": "old"}}')
    result, warnings = workspace.export(dest, remove=True, warnings=True)
    assert result["summary"] == {"created": 0, "updated": 2, "unchanged": 0, "removed": 0}
    assert (dest / "dashboards" / "odd.json").read_bytes() == old
    assert list(result["report"]["unread"]) == ["dashboard/odd"]
    assert why in result["report"]["unread"]["dashboard/odd"]
    assert len(warnings) == 1
    assert "dashboard 'odd' is not exported, and its file stays as it is. " in warnings[0]


@pytest.mark.parametrize("check_mode", [True, False])
def test_an_object_that_is_deleted_meanwhile_is_told_and_is_no_part_of_the_export(
    workspace, monkeypatch, dest, check_mode
):
    real = type(DASHBOARD).complete

    def complete(kind, run, row, options):
        if row["name"] == "odd":
            run.client.call("dashboards_delete", path={"dashboard_uuid": row["uuid"]})
        return real(kind, run, row, options)

    monkeypatch.setattr(type(DASHBOARD), "complete", complete)
    result, warnings = workspace.export(dest, check_mode, remove=True, warnings=True)
    assert warnings == ["dashboard 'odd' was deleted while the workspace was read."]
    assert result["summary"] == {"created": 0, "updated": 0, "unchanged": 2, "removed": 1}
    assert result["report"]["unread"] == {}
    assert files_in(dest) == (sorted(NAMES) if check_mode else ["first", "third"])


def test_what_would_meet_every_object_ends_the_export(workspace, monkeypatch, dest):
    odd(monkeypatch, raising(BadKeyError("no")))
    with pytest.raises(ApiError):
        workspace.export(dest)


@pytest.fixture
def umask():
    old = os.umask(0o027)
    yield
    os.umask(old)


def modes(dest):
    return {stat.S_IMODE(path.stat().st_mode) for path in (dest / "dashboards").iterdir()}


@pytest.mark.usefixtures("umask")
def test_the_umask_decides_about_permissions_unless_they_are_given(workspace, tmp_path):
    workspace.desk.ensure(name="Web")
    dest = tmp_path / "exported"
    assert workspace.export(dest)["changed"]
    assert modes(dest) == {0o640}
    assert stat.S_IMODE((dest / "dashboards").stat().st_mode) == 0o750
    for given, mode in (("0604", 0o604), ("600", 0o600), (0o664, 0o664)):
        planned = workspace.export(dest, True, mode=given)
        assert workspace.export(dest, mode=given)["files"] == planned["files"]
        assert planned["summary"]["updated"] == 1
        assert modes(dest) == {mode}
        assert not workspace.export(dest, mode=given)["changed"]
    assert not workspace.export(dest)["changed"]


@pytest.mark.parametrize("given", [644, "u=rw", "0444", "0o1777", "", True, "-1", "9"])
def test_permissions_that_cannot_be_meant_are_refused_before_anything_is_sent(workspace, tmp_path, given):
    with pytest.raises(InputError, match=r"'mode' is .*octal number in quotes, such as \"0640\""):
        workspace.export(tmp_path / "exported", mode=given)
    assert workspace.sent == []


def test_what_no_export_can_be_written_beside_is_refused_before_anything_is_sent(workspace, dest):
    """Somebody's unfinished work, and a pipe, which is not even opened."""
    odd = dest / "dashboards" / "odd.json"
    for text in (
        "",
        "{}",
        '{"name": "odd"',
        "<<<<<<< HEAD\n",
        "$ANSIBLE_VAULT;1.1;AES256\n31\n",
        '{"colour": "red"}',
        None,
    ):
        odd.unlink()
        odd.write_text(text) if text is not None else os.mkfifo(odd)
        with pytest.raises(InputError, match="holds what no export can be written beside. .*dashboards/odd.json"):
            workspace.export(dest, remove=True)
        assert workspace.sent == []
        assert text is None or odd.read_text() == text
    assert workspace.export(dest, kinds=["monitor"])["summary"]["created"] == 0


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_diff_names_the_files_that_are_created_updated_and_removed(workspace, dest, check_mode):
    workspace.desk.ensure(name="odd", state="absent")
    workspace.desk.ensure(name="third", description="new")
    workspace.desk.ensure(name="second")
    diff = workspace.export(dest, check_mode, remove=True)["diff"]
    assert diff == {
        "before": "dashboards/odd.json\ndashboards/third.json\n",
        "after": "dashboards/second.json\ndashboards/third.json\n",
    }
    assert files_in(dest) == (sorted(NAMES) if check_mode else ["first", "second", "third"])
    if not check_mode:
        assert workspace.export(dest, remove=True)["diff"] == {"before": "", "after": ""}
