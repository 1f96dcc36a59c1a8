# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes on the wire: charts come with an import, and no other change loses them."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.note import NOTE

CHARTS = [{"type": "text", "queries": [{"query": {"content": text}}]} for text in ("one", "{{ two }}")]
BOOK = {"name": "Book", "template": {"main": {"charts": CHARTS}}}


@pytest.fixture
def note(desk):
    def ensure(check_mode=False, **params):
        desk.new_task()
        return desk.ensure("note", check_mode, **params)

    return ensure


def charts(desk):
    (row,) = desk.memory.sure_rows(NOTE)
    return desk.client.call("notes_get", path={"notes_uuid": row["uuid"]}).content["charts"]


def test_a_new_note_takes_two_requests_and_an_unchanged_one_no_write(desk, note):
    note(**BOOK, time="15m")
    assert desk.sent[-2:] == ["notes_create", "notes_import"]
    assert not note(**BOOK, time="15m")["changed"]
    assert desk.sent == ["notes_list", "notes_get", "notes_export"]
    turned = {"main": {"charts": CHARTS[::-1]}}
    assert note(name="Book", template=turned)["changed"] and desk.sent[-1] == "notes_import"
    assert not note(name="Book", template=turned)["changed"]


def test_other_changes_keep_the_charts(desk, note):
    uuid = note(**BOOK)["note"]["uuid"]
    assert note(uuid=uuid, name="Runbook")["changed"]
    assert len(charts(desk)) == 2
    both = note(uuid=uuid, name="Book", time="1h", template={"main": {"charts": CHARTS[:1]}})
    assert both["changed"] and desk.sent[-3:] == ["notes_import", "notes_get", "notes_modify"]
    assert [chart["queries"] for chart in charts(desk)] == [CHARTS[0]["queries"]]


def test_a_text_is_a_note_of_one_chart(desk, note):
    note(name="Book", text="# {{ title }}")
    (chart,) = charts(desk)
    assert (chart["type"], chart["queries"]) == ("text", [{"query": {"content": "# {{ title }}"}}])
    assert not note(name="Book", text="# {{ title }}")["changed"]
    with pytest.raises(InputError, match="give one of them"):
        note(**BOOK, text="x")


@pytest.mark.parametrize(
    "template", [{}, {"main": []}, {"main": {"charts": {}}}, {"main": {"charts": [{"name": "x"}]}}]
)
def test_what_is_no_content_is_refused(note, template):
    with pytest.raises(InputError, match="must hold 'main' with a list 'charts'"):
        note(name="Book", template={"title": "x", **template} if template else {})


def test_a_number_is_no_range_of_time(desk, note):
    with pytest.raises(InputError, match="'time' is the number 90, without a unit"):
        note(name="Book", text="x", time="90")
    assert desk.sent == []


def test_a_note_whose_import_fails_is_there_without_content(desk, note):
    desk.emulator.fault("success_false", "notes_import")
    with pytest.raises(UnfinishedError, match="'Book' was created, but perhaps without content"):
        note(**BOOK)
    assert note(**BOOK)["changed"] and "notes_create" not in desk.sent


def test_an_export_of_the_console_is_read_as_it_is():
    assert NOTE.from_file({"name": "Book", "main": {"charts": CHARTS}}) == BOOK
