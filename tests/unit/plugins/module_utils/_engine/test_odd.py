# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that are gone before they are read, and answers that hold what nobody foresaw."""

from __future__ import annotations

import json
import types

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.envelope import Answer
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import NotAnApiAnswerError, NotFoundError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, OddAnswerError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.find import by_uuid
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

BOARD = KINDS["dashboard"]


def delete_elsewhere(desk, name):
    (row,) = [row for row in desk.client.rows("dashboards_list").items if row["name"] == name]
    desk.client.call("dashboards_delete", path={"dashboard_uuid": row["uuid"]})
    return row["uuid"]


def test_what_is_gone_between_list_and_read_is_told_and_made_again(desk, template):
    for name in ("A", "B"):
        desk.ensure(name=name, template=template)
    desk.new_task()
    desk.ensure(name="A", template=template)
    gone = delete_elsewhere(desk, "B")
    planned = desk.ensure(check_mode=True, name="B", template=template)
    assert planned["changed"]
    assert f"'B' ({gone}) was deleted meanwhile" in planned["warnings"][0]
    made = desk.ensure(name="B", template=template)
    assert made["changed"]
    assert made["dashboard"]["uuid"] != gone


def test_what_is_gone_cannot_be_meant_by_its_uuid(desk, template):
    uuid = desk.ensure(name="A", template=template)["dashboard"]["uuid"]
    desk.memory.rows(BOARD)
    delete_elsewhere(desk, "A")
    with pytest.raises(InputError, match="There is no dashboard with the uuid"):
        desk.ensure(uuid=uuid, template=template)


def test_a_read_that_finds_nothing_does_not_make_a_listed_object_twice(desk, template, monkeypatch):
    desk.ensure(name="A", template=template)
    desk.new_task()

    def refuse(run, kind, row):
        raise NotFoundError("not here")

    monkeypatch.setattr(BOARD.field("template").part, "read", refuse, raising=False)
    with pytest.raises(NotFoundError):
        desk.ensure(name="A", template=template)
    assert "dashboards_create" not in desk.sent


def test_the_rest_of_what_is_read_is_told_when_one_is_gone(desk, template):
    for name in ("A", "B", "C"):
        desk.ensure(name=name, template=template)
    desk.new_task()
    desk.memory.rows(BOARD)
    delete_elsewhere(desk, "B")
    run = desk.run()
    assert [one["name"] for one in read(run, BOARD, export=True)] == ["A", "C"]
    assert "was deleted meanwhile" in run.warnings[0]


class Odd:
    """The client of a desk, which puts odd values into the first row of a list."""

    def __init__(self, desk, monkeypatch, operation, **values):
        call = desk.client.call

        def odd(name, **details):
            answer = call(name, **details)
            rows = answer.content.get("data") if isinstance(answer.content, dict) else answer.content
            if getattr(name, "name", name) != operation or not rows:
                return answer
            return Answer([{**rows[0], **values}, *rows[1:]], answer.page_info)

        monkeypatch.setattr(desk.client, "call", odd)


@pytest.mark.parametrize("stamp", [float("inf"), float("-inf"), float("nan"), 1e30, -5, "soon", [], True])
@pytest.mark.parametrize("by", ["updator", {"name": 3}, None])
def test_odd_times_and_authors_are_unknown(desk, monkeypatch, stamp, by):
    desk.ensure(name="A")
    desk.new_task()
    Odd(desk, monkeypatch, "dashboards_list", updateAt=stamp, createAt=stamp, updatorInfo=by, creatorInfo=by)
    (told,) = read(desk.run(), BOARD)
    assert told["name"] == "A"
    assert not desk.ensure(name="A")["changed"]


@pytest.mark.parametrize("value", ["\ud800", "A\ud800", "\udfff\u202e"])
def test_half_a_character_in_a_name_hurts_nobody_else(desk, monkeypatch, value):
    desk.ensure(name="B")
    desk.ensure(name="A")
    desk.new_task()
    Odd(desk, monkeypatch, "dashboards_list", name=value)
    assert not desk.ensure(name="B")["changed"]
    assert json.dumps(read(desk.run(), BOARD))


@pytest.mark.parametrize("value", [5, "text", [1], {"tagInfo": 7}, {"tagInfo": [None]}, {"tagInfo": [{}]}])
def test_an_odd_object_is_told_and_the_rest_goes_on(desk, monkeypatch, value):
    desk.ensure(name="B", tags=["b"])
    desk.ensure(name="A", tags=["a"])
    desk.new_task()
    Odd(desk, monkeypatch, "dashboards_list", tag_info=value)
    run = desk.run()
    assert "B" in [one["name"] for one in read(run, BOARD)]
    assert not any("Error" in text or "object" in text.replace("objects", "") for text in run.warnings)
    assert not desk.ensure(name="B", tags=["b"])["changed"]


def test_an_odd_object_that_is_wanted_is_refused_by_name(desk, monkeypatch):
    desk.ensure(name="A", tags=["a"])
    desk.new_task()
    Odd(desk, monkeypatch, "dashboards_list", tag_info={"tagInfo": [{}]})
    with pytest.raises(OddAnswerError, match="dashboard 'A'"):
        desk.ensure(name="A", tags=["a"])


@pytest.mark.parametrize("kind", ["monitor", "mute", "slo", "notify_object", "alert_policy"])
@pytest.mark.parametrize("value", [5, "text", [1]])
def test_a_list_with_one_odd_row_can_be_read(desk, monkeypatch, kind, value):
    kind = KINDS[kind]
    row = dict.fromkeys(("jsonScript", "config", "optSet", "alertOpt", "tags", "muteRanges", "tagInfo"), value)
    odd = {"uuid": f"{kind.uuid_prefix}1", "name": "odd", **row}
    monkeypatch.setattr(desk.client, "call", lambda name, **details: Answer([odd], {"totalCount": 1}))
    read(desk.run(), kind)


@pytest.mark.parametrize("row", ["", None, [], {}, {"uuid": None}, {"uuid": 3}, {"name": "A"}])
def test_a_row_without_a_uuid_is_an_error_with_the_route(desk, monkeypatch, row):
    monkeypatch.setattr(desk.client, "call", lambda name, **details: Answer([row], {"totalCount": 1}))
    with pytest.raises(NotAnApiAnswerError) as error:
        desk.ensure(name="A")
    assert "GET /api/v1/dashboards/list" in str(error.value)


WHOLE_READS = [kind for kind in KINDS.values() if kind.get_route and not kind.get_is_partial]


@pytest.mark.parametrize("kind", WHOLE_READS, ids=lambda kind: kind.name)
def test_an_answer_without_content_tells_of_no_object(kind):
    """A service may answer success and nothing for what is not there."""
    texts = (name for field in kind.fields for name in (field.api, field.read))
    listed = {name: "x" for name in texts if isinstance(name, str)}  # what the single read may ask for it by
    memory = types.SimpleNamespace(row=lambda kind, uuid: listed, names={}, prefers_list=lambda kind: False)
    client = types.SimpleNamespace(knows=lambda operation: True)
    run = types.SimpleNamespace(client=client, memory=memory)
    for nothing in ({}, None, [], ""):
        client.call = lambda *given, content=nothing, **more: Answer(content)
        with pytest.raises(NotFoundError):
            kind.get(run, "x")
        assert by_uuid(run, kind, "x") is None
    client.call = lambda *given, **more: Answer(True)
    with pytest.raises(OddAnswerError, match="is no object, but true"):
        kind.get(run, "x")
