# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The canonical form of an alert policy's targets."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting import _alert_targets as targets
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting._alert_windows import doubts
from ansible_collections.truewatch.openapi.plugins.module_utils._options import checked

WORDS = st.text("abcxyz_0123456789", min_size=1, max_size=6)
SPANS = st.integers(0, 200_000)
UNKNOWN = st.dictionaries(
    st.sampled_from(["df_source", "newKey", "other"]), st.text("ab", min_size=1, max_size=2), max_size=2
)


def some(strategy):
    return st.lists(strategy, min_size=1, max_size=3, unique=True)


def mapping(required, optional):
    """API mappings with keys that this collection does not know beside those that it does."""
    return st.builds(
        lambda known, unknown: {**unknown, **known}, st.fixed_dictionaries(required, optional=optional), UNKNOWN
    )


#: Nobody, too.
RECIPIENTS = st.lists(WORDS, max_size=3, unique=True)
ESCALATIONS = mapping({"to": RECIPIENTS, "duration": SPANS}, {"toWay": some(WORDS)})
RULES = mapping(
    {"status": some(st.sampled_from(targets.STATUSES)).map(",".join), "to": RECIPIENTS},
    {
        "tags": st.dictionaries(WORDS, some(WORDS), min_size=1, max_size=2),
        "filterString": WORDS,
        "upgradeTargets": st.lists(ESCALATIONS, min_size=1, max_size=2),
    },
)
ROUTES = mapping({"memberInfo": RECIPIENTS, "targets": st.lists(RULES, min_size=1, max_size=2)}, {"name": WORDS})
WINDOWS = st.one_of(
    st.just({}),
    st.builds(lambda length: {"crontab": "0 9 * * 1,2", "crontabDuration": length}, SPANS),
    st.builds(
        lambda names, length: {"customDateUUIDs": names, "customStartTime": "09:30:00", "customDuration": length},
        some(WORDS),
        SPANS,
    ),
)
ENTRIES = st.builds(
    lambda entry, window: {**entry, **window},
    mapping(
        {},
        {
            "name": WORDS,
            "targets": st.lists(RULES, min_size=1, max_size=3),
            "alertInfo": st.lists(ROUTES, min_size=1, max_size=2),
        },
    ),
    WINDOWS,
)
ROWS = st.builds(
    lambda entries, kind: {"alertOpt": {"alertTarget": entries, **kind}},
    st.lists(ENTRIES, max_size=4),
    st.sampled_from([{}, {"alertType": "status"}, {"alertType": "member"}]),
)


def filled(row):
    """The API's entries as they are written: one that notifies nobody has an empty list for its type, and what the
    other type left there stays."""
    needed = "alertInfo" if row["alertOpt"].get("alertType") == "member" else "targets"
    entries = row["alertOpt"]["alertTarget"]
    return [{needed: [], **entry} for entry in entries]


def sorted_lists(value):
    """API values without the order that carries no meaning."""
    if isinstance(value, dict):
        return {
            key: ",".join(sorted(item.split(","))) if key == "status" else sorted_lists(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        items = [sorted_lists(item) for item in value]
        return sorted(items) if all(isinstance(item, str) for item in items) else items
    return value


def without_order(value):
    """API values with every list sorted: two rules that say the same may swap what is not known of them."""
    if isinstance(value, dict):
        return {key: without_order(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted(map(without_order, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_what_is_read_is_written_back_with_every_key_that_is_not_known(row):
    written = targets.written(targets.read(row), row)
    assert sorted_lists(written) == sorted_lists(filled(row))


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_what_is_read_can_be_given(row):
    """Whatever the service holds is accepted as the option, by validation and by what looks for recipients."""
    read = targets.read(row)
    spec = {"targets": {"type": "list", "elements": "dict", "options": targets.OPTIONS}}
    given = checked(spec, {"targets": read})["targets"]
    for number, entry in enumerate(given):
        targets.ask_for_recipients(number, entry)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_reading_what_was_written_gives_the_same(row):
    read = targets.read(row)
    again = {**row["alertOpt"], "alertTarget": targets.written(read, {})}
    assert targets.read({"alertOpt": again}) == read


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_a_policy_seen_through_itself_is_itself(row):
    read = targets.read(row)
    assert targets.RULE.seen(read, read) == read
    assert targets.RULE.merged(read, read) == read


@settings(max_examples=60, deadline=None)
@given(ROWS, st.data())
def test_what_is_not_named_of_a_rule_is_neither_compared_nor_lost(row, data):
    actual = targets.read(row)
    wanted = copy.deepcopy(actual)
    for entry in _only_ones(wanted, lambda entry: entry.get("name")):
        # Of two rules that differ in nothing else, nobody could tell which one is meant.
        for rule in _only_ones(entry.get("rules", []), lambda rule: (sorted(rule["statuses"]), sorted(rule["to"]))):
            for option in data.draw(st.sets(st.sampled_from(["tags", "filter", "escalations"]))):
                rule.pop(option, None)
    assert targets.RULE.seen(actual, wanted) == wanted
    assert targets.RULE.merged(actual, wanted) == actual


def _only_ones(members, key):
    """The members whose key no other one has."""
    keys = list(map(key, members))
    return [member for member, own in zip(members, keys, strict=True) if keys.count(own) == 1]


def test_an_entry_without_a_window_has_none():
    actual = [{"name": "a", "window": {"crontab": "0 9 * * 1", "duration": "8h"}, "rules": []}]
    wanted = [{"name": "a", "rules": []}]
    assert targets.RULE.seen(actual, wanted) == actual
    assert targets.RULE.merged(actual, wanted) == wanted


def test_entries_are_matched_by_name_and_keep_the_order_of_the_task():
    actual = [
        {"name": "a", "rules": [{"statuses": ["error"], "to": ["x"], "filter": "f"}]},
        {"rules": [{"statuses": ["info"], "to": ["y"]}]},
    ]
    wanted = [
        {"rules": [{"statuses": ["info"], "to": ["z"]}]},
        {"name": "a", "rules": [{"statuses": ["error"], "to": ["x"]}]},
    ]
    assert targets.RULE.seen(actual, wanted) != wanted
    assert targets.RULE.merged(actual, wanted) == [wanted[0], actual[0]]


def test_an_empty_filter_given_takes_the_filter_away():
    actual = [{"rules": [{"statuses": ["error"], "to": ["x"], "tags": {"a": ["b"]}}]}]
    wanted = [{"rules": [{"statuses": ["error"], "to": ["x"], "tags": {}}]}]
    assert targets.RULE.seen(actual, wanted) == actual
    assert targets.written(targets.RULE.merged(actual, wanted), {})[0]["targets"][0]["tags"] == {}


def test_statuses_are_read_from_text_and_from_lists():
    assert targets.statuses({"status": "info, critical,"}) == ["critical", "info"]
    assert targets.statuses({"status": ["warning", "critical", "warning"]}) == ["critical", "warning"]


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms())
def test_the_order_of_rules_and_routes_is_no_change(row, order):
    wanted = targets.read(row)
    shuffled = copy.deepcopy(row)
    for entry in shuffled["alertOpt"]["alertTarget"]:
        for items in [entry.get("targets", []), entry.get("alertInfo", [])]:
            order.shuffle(items)
    actual = targets.read(shuffled)
    assert targets.RULE.seen(actual, wanted) == wanted
    assert targets.RULE.merged(actual, wanted) == wanted
    written = targets.written(wanted, shuffled)
    assert without_order(sorted_lists(written)) == without_order(sorted_lists(filled(row)))


def test_entries_without_names_are_told_apart_whatever_the_order_in_them():
    rules = [{"statuses": ["error"], "to": [who]} for who in ("x", "y")]
    routes = [{"members": [who], "rules": rules} for who in ("a", "b")]
    wanted = [{"rules": rules}, {"routes": routes}]
    turned = [{"members": route["members"], "rules": rules[::-1]} for route in reversed(routes)]
    actual = [{"rules": rules[::-1]}, {"routes": turned}]
    assert targets.RULE.seen(actual, wanted) == wanted
    assert targets.RULE.merged(actual, wanted) == wanted


def test_rules_of_one_status_are_matched_by_what_else_they_say():
    wanted = [
        {"rules": [{"statuses": ["error"], "to": ["x"]}, {"statuses": ["error"], "to": ["x"], "tags": {"a": ["b"]}}]}
    ]
    actual = [{"rules": list(reversed(wanted[0]["rules"]))}]
    assert targets.RULE.seen(actual, wanted) == wanted


def test_a_rule_that_is_not_wanted_stays_a_difference():
    wanted = [{"rules": [{"statuses": ["error"], "to": ["x"]}]}]
    extra = {"statuses": ["info"], "to": ["y"]}
    assert targets.RULE.seen([{"rules": [extra, *wanted[0]["rules"]]}], wanted) == [
        {"rules": [*wanted[0]["rules"], extra]}
    ]


OFFICE = {"name": "Office", "window": {"crontab": "0 9 * * 1,2,3,4,5", "duration": "8h"}}
HOLIDAYS = {"name": "Holidays", "window": {"dates": ["ndate_1"], "start": "00:00:00", "duration": "1d"}}
NIGHTS = {"name": "Nights", "window": {"crontab": "0 20 * * *", "duration": "12h"}}
DAYS = {"name": "Days", "window": {"crontab": "0 8 * * *", "duration": "12h"}}
MONDAY_NOON = {"name": "Noon", "window": {"crontab": "0 12 * * 1", "duration": "1h"}}
FIRST = {"name": "First", "window": {"crontab": "0 12 1 * *", "duration": "1h"}}
REST = {"name": "Rest"}
FRIDAY, SUNDAY = "2026/12/25", "2026/12/27"


@pytest.mark.parametrize(
    "entries, dates, told",
    [
        ([HOLIDAYS, OFFICE, REST], [FRIDAY], []),
        ([OFFICE, HOLIDAYS, REST], [FRIDAY], ["Entry 2 of 'targets' ('Holidays') does not count on its dates"]),
        ([OFFICE, HOLIDAYS, REST], [SUNDAY], []),
        ([OFFICE, HOLIDAYS, REST], [], ["Entry 2 of 'targets' ('Holidays') does not count on its dates"]),
        ([REST, OFFICE], [], ["Entry 2 of 'targets' ('Office') never counts"]),
        ([REST, FIRST, HOLIDAYS], [FRIDAY], ["('First') never counts", "('Holidays') never counts"]),
        ([OFFICE, MONDAY_NOON, REST], [], ["('Noon') never counts"]),
        ([MONDAY_NOON, OFFICE, REST], [], []),
        ([DAYS, NIGHTS, FIRST, REST], [], ["('First') never counts", "('Rest') never counts"]),
        ([NIGHTS, OFFICE, FIRST, {**FIRST, "name": "Again"}, REST], [], ["('Again') never counts"]),
    ],
)
def test_an_entry_that_never_counts_is_told(entries, dates, told):
    found = list(doubts(entries, lambda uuid: dates))
    assert all(text in sentence for text, sentence in zip(told, found, strict=True))
