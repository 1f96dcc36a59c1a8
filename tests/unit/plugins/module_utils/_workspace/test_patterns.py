# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and patterns of names in ``include`` and ``exclude``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.patterns import Patterns

ODD = "[prod] CPU"
PRUNE = {"kinds": ["dashboard"]}


@given(st.text(min_size=1).filter(str.strip))
def test_an_equal_name_always_fits(name):
    patterns = Patterns("include", [name])
    assert patterns.fit(name)
    assert patterns.idle == []


def test_every_pattern_that_fits_is_noted_and_no_other():
    patterns = Patterns("exclude", ["web*", "*1", "db", "web*"])
    assert patterns.fit("web 1", "dashboard/web 1")
    assert not patterns.fit("other")
    assert patterns.idle == ["db"]


@pytest.mark.parametrize("pattern", [ODD, f"dashboard/{ODD}"])
def test_a_name_with_brackets_is_spared_by_prune_applied_and_exported(workspace, tmp_path, pattern):
    workspace.desk.ensure(name=ODD)
    assert not workspace.apply(definition={}, exclude=[pattern], prune=PRUNE)["changed"]
    assert workspace.names == [ODD]
    wanted = {"dashboards": [{"name": ODD, "description": "new"}, {"name": "other"}]}
    assert workspace.apply(definition=wanted, include=[pattern])["summary"]["change"] == 1
    assert workspace.names == [ODD]
    assert workspace.export(tmp_path / "exported", include=[pattern])["summary"]["created"] == 1


@pytest.mark.parametrize("option", ["include", "exclude"])
@pytest.mark.parametrize("empty", ["", " "])
def test_an_empty_pattern_is_refused_before_anything_is_sent(workspace, tmp_path, option, empty):
    given = {option: ["web", empty]}
    for run in (lambda: workspace.apply(definition={}, **given), lambda: workspace.export(tmp_path, **given)):
        with pytest.raises(InputError, match=f"'{option}' holds an empty text"):
            run()
        assert workspace.sent == []


def test_a_pattern_that_fits_nothing_is_told(workspace, tmp_path):
    wanted = {"dashboards": [{"name": "Web"}], "monitors": []}
    given = {"include": ["Web", "Wbe*"], "exclude": ["monitor/Web", "old"]}
    told = "No object has a name that fits 'Wbe*' of 'include', 'monitor/Web' of 'exclude', 'old' of 'exclude'."
    assert workspace.apply(definition=wanted, **given, warnings=True)[1] == [told]
    with pytest.raises(InputError, match=r"fits 'Wbe\*' of 'include'"):
        workspace.apply(definition=wanted, **given, prune=PRUNE)
    workspace.desk.ensure(name="Web")
    assert workspace.export(tmp_path / "exported", **given, warnings=True)[1] == [told]


@pytest.mark.parametrize("check_mode", [True, False])
def test_prune_with_a_pattern_that_fits_nothing_writes_nothing(workspace, check_mode):
    workspace.desk.ensure(name="Precious")
    with pytest.raises(InputError, match=r"'Precius' of 'exclude'; nothing was written"):
        workspace.apply(check_mode, definition={"dashboards": [{"name": "new"}]}, exclude=["Precius"], prune=PRUNE)
    assert workspace.names == ["Precious"]


def test_what_prune_looks_at_and_kinds_left_out_count_as_fitting(workspace):
    workspace.desk.ensure(name="Precious")
    wanted = {"dashboards": [{"name": "Web"}], "alert_notice_dates": [{"name": "Holidays", "dates": ["2027-01-01"]}]}
    patterns = {"exclude": ["Precious", "alert_notice_date/Holidays"], "kinds": ["dashboard"]}
    result, warnings = workspace.apply(definition=wanted, prune=PRUNE, warnings=True, **patterns)
    assert (result["summary"]["delete"], warnings) == (0, [])
    result, warnings = workspace.apply(definition=wanted, unmanaged=True, warnings=True, **patterns)
    assert (result["unmanaged"], warnings) == ([], [])


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_whole_key_fits_and_spares_one_of_two_objects_of_a_name(workspace, tmp_path, check_mode):
    for category in ("logging", "metric"):
        workspace.desk.ensure("pipeline", name="shop", category=category, script="a")
    workspace.desk.new_task()
    for pattern in ("logging/shop", "pipeline/logging/shop", "pipelines/logging/*"):
        planned = workspace.apply(check_mode=True, definition={}, exclude=[pattern], prune={"kinds": ["pipeline"]})
        assert planned["summary"]["delete"] == 1
        exported = workspace.export(tmp_path / "exported", check_mode, include=[pattern])
        assert [entry["path"] for entry in exported["files"] if entry["path"].endswith(".yml")] != []
    both = workspace.apply(check_mode=True, definition={}, include=["shop"], prune={"kinds": ["pipeline"]})
    assert both["summary"]["delete"] == 2


def test_objects_that_share_a_name_but_no_key_are_carried_to_another_workspace(workspace, tmp_path):
    """Their files hold no uuid, which would lead nowhere there."""
    for measurement in ("shop", "pay"):
        workspace.desk.ensure("generated_metric", measurement=measurement, metric="count", type="log", query="L::x")
    result, warnings = workspace.export(tmp_path / "exported", kinds=["generated_metric"], warnings=True)
    assert (result["summary"]["created"], result["report"]["duplicates"], warnings) == (2, [], [])
    assert not workspace.apply(src=str(tmp_path / "exported"))["changed"]
    for measurement in ("shop", "pay"):
        workspace.desk.ensure("generated_metric", measurement=measurement, metric="count", state="absent")
    assert workspace.apply(src=str(tmp_path / "exported"))["summary"]["create"] == 2
    assert workspace.export(tmp_path / "exported", kinds=["generated_metric"])["summary"]["unchanged"] == 2
