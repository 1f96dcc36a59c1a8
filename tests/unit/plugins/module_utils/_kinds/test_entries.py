# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single tags of an object are added and removed while the others stay, for every kind with tags. The objects are those
of the table of lifecycles."""

from __future__ import annotations

import types

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.adding import with_entries, with_entries_changed
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.field import Field
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.rules import SET
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

#: The first row of each kind that has tags of its own.
TAGGED = list({case.kind.name: case for case in reversed(CASES) if case.create.get("tags")}.values())
TAGGED = [case for case in TAGGED if case.kind.name != "mute"]  # what it mutes


@pytest.fixture(scope="module")
def service():
    with running() as emulator:
        yield emulator


@pytest.fixture(params=[(False, ()), (False, ("bare_lists", "terse")), (True, ())], ids=["usual", "older", "modules"])
def station(request, service, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    as_modules, variants = request.param
    service.reset()
    service.vary(*variants)
    return Station(service, DEFAULT_KEY, as_modules)


def test_every_kind_with_tags_of_its_own_takes_single_ones():
    declared = {kind.name for kind in KINDS.values() if any(field.removes_from == "tags" for field in kind.fields)}
    assert declared == {case.kind.name for case in TAGGED}


@pytest.mark.parametrize("case", TAGGED, ids=lambda case: case.kind.name)
def test_single_tags(station, case):
    def run(check_mode=False, **options):
        return station.run(case.kind, {**case.key, **options}, check_mode)

    def tags(result):
        return sorted(result[case.kind.name]["tags"])

    station.prepare(case)
    station.run(case.kind, case.create)
    had = sorted(case.create["tags"])
    options = {"add_tags": ["night", had[0]], "remove_tags": [had[-1], "never"] if len(had) > 1 else ["never"]}
    left = sorted({*had, "night"} - set(options["remove_tags"]))
    planned = run(check_mode=True, **options)
    assert planned["changed"] and not station.writes
    done = run(**options)
    assert done["changed"] and done["diff"] == planned["diff"]
    assert sorted(done["diff"]["before"]["tags"]) == had and sorted(done["diff"]["after"]["tags"]) == left
    assert not {"add_tags", "remove_tags"} & {*done["diff"]["after"], *done[case.kind.name]}
    again = run(**options)
    assert not again["changed"] and not station.writes and tags(again) == left
    assert tags(run(remove_tags=left)) == []
    assert not run(remove_tags=left)["changed"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"tags": [], "add_tags": ["a"]}, "'tags' names all, 'add_tags' those besides the others: give either"),
        ({"tags": ["a"], "remove_tags": ["b"]}, "'tags' names all, 'remove_tags' those that go: give either"),
        ({"add_tags": ["a", "b"], "remove_tags": ["b"]}, "'add_tags' and 'remove_tags' both name 'b'"),
    ],
)
def test_what_contradicts_itself_is_refused_before_anything_is_sent(station, options, message):
    result = station.result(KINDS["slo"], {"name": "Shop", **options})
    assert result["failed"] and message in result["msg"]
    assert not station.sent


@pytest.mark.parametrize("option", ["add_tags", "remove_tags"])
def test_a_list_that_no_answer_tells_is_not_overwritten(option):
    fields = {field.option: field for field in with_entries(Field("tags", "tags", type="list", rule=SET))}
    kind = types.SimpleNamespace(
        fields=fields.values(),
        field=fields.get,
        complete=lambda *_: {},
        title="board",
        label_of=lambda row: row["name"],
    )
    with pytest.raises(InputError, match=f"does not return 'tags' of the board 'Shop', so others .* '{option}'"):
        with_entries_changed(None, kind, {option: ["a"]}, {"name": "Shop"})
