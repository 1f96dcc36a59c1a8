# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blacklists on the wire: one option for two fields, numbers as they were, nothing dropped whole without consent."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.blacklist import BLACKLIST
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._engine.prototypes import hide
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies, rows_of

HEALTH = {
    "name": "health",
    "type": "logging",
    "sources": ["nginx"],
    "filters": [{"name": "url", "operation": "match", "condition": "or", "values": ["^/healthz"]}],
}


@pytest.fixture
def blacklist(ensure):
    return ensure("blacklist")


def test_sources_are_one_option_for_two_fields(desk, blacklist):
    blacklist(**HEALTH)
    blacklist(name="health", sources=["*"])
    assert not blacklist(name="health", sources=["*"])["changed"]
    blacklist(name="health", sources=["b", "a"])
    (made,), changes = bodies(desk, "blacklist_add"), bodies(desk, "blacklist_modify")
    assert made["sources"] == ["nginx"] and "source" not in made
    assert [(one["sources"], one["source"]) for one in changes] == [(None, "re(`.*`)"), (["a", "b"], None)]
    assert not blacklist(name="health", sources=["a", "b"])["changed"]
    with pytest.raises(InputError, match="'sources' holds '[*]'"):
        blacklist(name="health", sources=["*", "nginx"])
    with pytest.raises(InputError, match="'sources' is empty"):
        blacklist(name="health", sources=[])


def test_values_of_a_filter_count_once_and_their_order_means_nothing(desk, blacklist):
    one = {"name": "code", "operation": "in", "values": [200, "204", "200"]}
    blacklist(**{**HEALTH, "filters": [one]})
    assert bodies(desk, "blacklist_add")[0]["filters"][0]["value"] == ["200", "204"]
    assert not blacklist(name="health", filters=[{**one, "values": ["204", 200]}])["changed"]
    assert blacklist(name="health", filters=[{**one, "values": ["204"]}])["changed"]


def test_how_the_first_filter_is_joined_means_nothing_and_numbers_stay(desk, blacklist):
    filters = [{"name": "code", "operation": "in", "condition": "or", "values": [200, "204"]}]
    blacklist(**{**HEALTH, "filters": filters})
    as_texts = [{"name": "code", "operation": "in", "condition": "and", "values": ["200", "204"]}]
    assert not blacklist(name="health", filters=as_texts)["changed"]
    blacklist(name="health", description="Checks")
    (body,) = bodies(desk, "blacklist_modify")
    assert body["filters"] == [{"name": "code", "operation": "in", "condition": "and", "value": [200, "204"]}]
    assert blacklist(name="health", filters=[*as_texts, {**as_texts[0], "condition": "or"}])["changed"]
    assert blacklist(name="health", filters=as_texts)["changed"], "joined otherwise"


def test_to_drop_everything_needs_consent(desk, blacklist):
    with pytest.raises(InputError, match="drops all data of the type"):
        blacklist(name="all", type="rum", sources=["*"])
    assert "blacklist_add" not in desk.sent
    assert blacklist(name="all", type="rum", sources=["*"], force=True)["dangers"]
    blacklist(**HEALTH)
    blacklist(name="health", filters=[])
    with pytest.raises(InputError, match="drops all data of the type"):
        blacklist(name="health", sources=["*"])
    assert blacklist(name="all", description="Told")["changed"], "what is so already needs no consent"


def test_a_deletion_tells_what_comes_in_again_and_needs_no_consent(blacklist):
    blacklist(**HEALTH)
    planned = blacklist(name="health", state="absent", check_mode=True)
    assert planned["diff"]["after_header"].endswith("; lets in, and bills, what it drops")
    assert blacklist(name="health", state="absent")["dangers"] and BLACKLIST.is_prunable({"uuid": "blist_1"})


def test_rules_without_a_name_in_the_list_are_read_alone(desk, blacklist, monkeypatch):
    blacklist(**HEALTH)
    desk.new_task()
    hide(desk, monkeypatch, "name", "desc")
    assert not desk.ensure("blacklist", **HEALTH)["changed"]
    assert desk.sent == ["blacklist_list", "blacklist_get"]


def test_the_file_of_the_console_is_taken(desk, blacklist):
    blacklist(**HEALTH)
    (row,) = rows_of(desk, BLACKLIST)
    exported = desk.client.call("blacklist_export", body={"blacklistUUIDs": [row["uuid"]]}).content
    (options,) = map(BLACKLIST.from_file, BLACKLIST.members(exported))
    assert not blacklist(**options)["changed"]
    nameless = {**exported["blacklists"][0], "name": ""}
    assert "name" not in BLACKLIST.from_file(nameless), "the file names it"
    assert BLACKLIST.members(HEALTH) == [HEALTH] and BLACKLIST.from_file(HEALTH) == HEALTH
