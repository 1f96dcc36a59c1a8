# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._api.envelope import Answer
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    IncompleteListError,
    NotAnApiAnswerError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._api.paging import read_all

PAGE = 5

# Every place where the reference, or an answer seen by a public client, puts rows and their total.
ENVELOPES = {
    "content, pageInfo on top": Answer,
    "content, nothing else": lambda rows, _info: Answer(rows),
    "content.data, pageInfo on top": lambda rows, info: Answer({"data": rows, "declaration": {}}, info),
    "content.data, pageInfo inside": lambda rows, info: Answer({"data": rows, "pageInfo": info}),
    "content.data, total_count inside": lambda rows, info: Answer({"data": rows, "total_count": info["totalCount"]}),
    "content.data, nothing else": lambda rows, _info: Answer({"data": rows}),
    "content.items": lambda rows, info: Answer({"items": rows}, info),
    "content.list": lambda rows, info: Answer({"list": rows}, info),
    "content.buckets": lambda rows, info: Answer({"buckets": rows, "pageInfo": info}),
    "content.data.items": lambda rows, info: Answer({"data": {"items": rows, "totalCount": info["totalCount"]}}),
    "content.data.item": lambda rows, info: Answer({"data": {"item": rows}}, info),
}


def uuids(count):
    return [{"uuid": f"u{number}", "id": None} for number in range(count)]


def server(rows, wrap=ENVELOPES["content, pageInfo on top"], largest=PAGE):
    """A fetch function over ``rows`` that never gives pages larger than ``largest``."""
    asked = []

    def fetch(number, offset):
        assert offset == number * min(PAGE, largest) or number == 0
        asked.append(number)
        page = rows[number * largest : (number + 1) * largest]
        info = {"pageIndex": number + 1, "pageSize": largest, "count": len(page), "totalCount": len(rows)}
        return wrap(page, info)

    fetch.asked = asked
    return fetch


@given(count=st.integers(0, 23), wrap=st.sampled_from(sorted(ENVELOPES)))
def test_every_row_is_read_once_wherever_rows_stand(count, wrap):
    fetch = server(uuids(count), ENVELOPES[wrap])
    rows = read_all(fetch, PAGE)
    assert rows.items == uuids(count)
    assert rows.total in (count, None)
    least = max(1, -(-count // PAGE))
    # Without a total, a full last page may only be recognised by an empty one behind it.
    assert len(fetch.asked) <= least + (rows.total is None and count > 0 and count % PAGE == 0)


@given(count=st.integers(0, 23), largest=st.integers(1, PAGE), wrap=st.sampled_from(sorted(ENVELOPES)))
def test_a_service_that_gives_smaller_pages_than_asked_for(count, largest, wrap):
    if wrap.endswith("nothing else"):
        return  # No answer tells then that its pages are smaller.
    rows = read_all(server(uuids(count), ENVELOPES[wrap], largest), PAGE)
    assert rows.items == uuids(count)


@given(count=st.integers(0, 23), limit=st.integers(0, 30))
def test_a_limit_stops_reading(count, limit):
    fetch = server(uuids(count))
    assert read_all(fetch, PAGE, limit).items == uuids(count)[:limit]
    assert len(fetch.asked) <= max(1, -(-min(limit, count) // PAGE))


@given(count=st.integers(0, 23), limit=st.none() | st.integers(0, 30))
def test_a_list_without_pages_is_one_request(count, limit):
    asked = []

    def fetch(number, offset):
        asked.append((number, offset))
        return Answer({"data": uuids(count)})

    assert read_all(fetch, 0, limit).items == uuids(count)[:limit]
    assert asked == [(0, 0)]


def test_a_list_without_pages_that_lacks_rows_is_an_error():
    with pytest.raises(IncompleteListError, match="only 3 of 4 rows"):
        read_all(lambda number, offset: Answer(uuids(3), {"totalCount": 4}), 0)


@given(st.lists(st.integers(0, 30), max_size=30))
def test_rows_without_an_identity_are_all_kept(numbers):
    rows = [{"name": number} for number in numbers]
    assert read_all(server([*enumerate_rows(rows)]), PAGE).items == [*enumerate_rows(rows)]


def enumerate_rows(rows):
    """Rows that differ from page to page, as any real ones do, and may be alike in one."""
    return ({**row, "page": number // PAGE} for number, row in enumerate(rows))


@given(count=st.integers(0, 23), data=st.data())
def test_repeated_rows_are_dropped_and_missing_ones_noticed(count, data):
    """A row that appears twice takes the place of another: no page may hide that."""
    rows = uuids(count)
    pages = [rows[start : start + PAGE] for start in range(0, count, PAGE)] or [[]]
    faulty = [list(page) for page in pages]
    for page in faulty[1:]:
        for index in data.draw(st.sets(st.integers(0, len(page) - 1))):
            page[index] = faulty[0][data.draw(st.integers(0, PAGE - 1))]
    calls = []

    def fetch(number, _offset):
        calls.append(number)
        page = faulty[number] if number < len(faulty) else []
        return Answer(page, {"totalCount": count})

    if faulty == pages:
        assert read_all(fetch, PAGE).items == rows
    else:
        with pytest.raises(IncompleteListError):
            read_all(fetch, PAGE)
        assert calls.count(0) == 2


def test_a_list_that_is_whole_at_the_second_reading_is_accepted():
    readings = iter([[uuids(5), uuids(5), []], [uuids(5), [{"uuid": "x"}]]])
    current = []

    def fetch(number, _offset):
        if number == 0:
            current[:] = next(readings)
        return Answer(current[number], {"totalCount": 6})

    assert read_all(fetch, PAGE).items == [*uuids(5), {"uuid": "x"}]


def test_a_list_that_keeps_getting_shorter_is_an_error():
    totals = iter([12, 11, 11, 10])

    def fetch(number, _offset):
        return Answer([{"uuid": f"{number}-{index}"} for index in range(PAGE)], {"totalCount": next(totals)})

    with pytest.raises(IncompleteListError, match="shorter"):
        read_all(fetch, PAGE)


def test_a_row_that_is_added_while_reading_loses_no_other():
    """A new row at the front pushes one over the end of the page; it is seen twice, and none is missed."""
    first, later = uuids(7), [{"uuid": "new"}, *uuids(7)]

    def fetch(number, offset):
        rows = first if number == 0 else later
        return Answer(rows[offset : offset + PAGE], {"totalCount": len(rows)})

    assert read_all(fetch, PAGE).items == first


@pytest.mark.parametrize("total", [None, 12])
def test_a_service_that_ignores_the_page_number_is_noticed(total):
    info = None if total is None else {"totalCount": total}
    with pytest.raises(IncompleteListError):
        read_all(lambda number, offset: Answer(uuids(PAGE), info), PAGE)


def test_a_service_that_ignores_paging_gives_everything_at_once():
    calls = []
    rows = read_all(lambda number, offset: calls.append(number) or Answer(uuids(12)), PAGE)
    assert rows.items == uuids(12)
    assert calls == [0]


def test_a_service_that_repeats_its_last_page():
    pages = [uuids(10)[:PAGE], uuids(10)[PAGE:]]
    assert read_all(lambda number, offset: Answer(pages[min(number, 1)]), PAGE).items == uuids(10)


def test_a_list_without_end_is_given_up():
    """Rows without an identity, always new ones."""
    with pytest.raises(IncompleteListError, match="no end"):
        read_all(lambda number, offset: Answer([offset + index for index in range(PAGE)]), PAGE)


def test_a_total_that_is_smaller_than_the_page_is_not_believed():
    """The example of the vendor guide has 20 rows on a page and a totalCount of 10."""

    def fetch(_number, offset):
        return Answer(uuids(12)[offset : offset + PAGE], {"count": 20, "totalCount": 3})

    assert read_all(fetch, PAGE).items == uuids(12)


@pytest.mark.parametrize("content", [None, [], {}, {"data": []}, {"data": None}, {"data": {}}])
def test_no_rows(content):
    assert read_all(lambda number, offset: Answer(content), PAGE)[:3] == ([], None, 1)


@pytest.mark.parametrize("content", [None, {}, {"data": None}, {"data": {}}, {"data": {"items": None}, "note": "x"}])
def test_nothing_in_place_of_rows_is_asked_for_once_more(content):
    answers = [Answer(content), Answer(uuids(2))]
    assert read_all(lambda number, offset: answers.pop(0), PAGE).items == uuids(2)
    answers = [Answer(content), Answer(content)]
    assert not read_all(lambda number, offset: answers.pop(0), PAGE).is_doubtful
    assert not answers


@pytest.mark.parametrize(("answer", "is_doubtful"), [(Answer([]), True), (Answer(None, {"totalCount": 0}), False)])
def test_an_empty_list_is_asked_for_once(answer, is_doubtful):
    answers = [answer]
    assert read_all(lambda number, offset: answers.pop(0), PAGE).is_doubtful is is_doubtful


@pytest.mark.parametrize(
    "content", ["text", True, 7, {"name": "x"}, {"data": {"name": "x"}}, {"data": "gone"}, {"items": 3}]
)
def test_content_that_is_no_list(content):
    with pytest.raises(NotAnApiAnswerError, match="no list"):
        read_all(lambda number, offset: Answer(content), PAGE)
