# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log indexes on the wire: no log is lost without consent, and the order is told."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.log_index import LOG_INDEX
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies, rows_of

PAY = {"name": "pay", "retention": "60d", "filters": [{"name": "service", "values": ["pay"]}]}


@pytest.fixture
def index(ensure):
    return ensure("log_index")


def test_what_is_sent(desk, index):
    index(**PAY, hot_retention=30)
    (body,) = bodies(desk, "log_index_cfg_add")
    one = {"name": "service", "operation": "in", "condition": "and", "value": ["pay"]}
    assert body == {
        "name": "pay",
        "duration": "60d",
        "extend": {"filters": [one]},
        "setting": {"hot_retention": 720},
    }
    assert index(**PAY, hot_retention=30)["log_index"]["order"] == 1
    assert index(name="rest", retention="7d")["changed"]
    assert index(name="rest")["log_index"]["order"] == 2
    index(name="pay", filters=[])
    (body,) = bodies(desk, "log_index_cfg_modify")
    assert body == {"duration": "60d", "extend": {"filters": []}, "setting": {"hot_retention": 720}}


def test_no_days_in_a_store_are_none_at_all(desk, index):
    index(**PAY, hot_retention=30, cold_retention=0)
    assert bodies(desk, "log_index_cfg_add")[0]["setting"] == {"hot_retention": 720}
    assert not index(**PAY, hot_retention=30, cold_retention=0)["changed"]
    index(**PAY, cold_retention=30, force=True)
    index(**PAY, cold_retention=0, force=True)
    assert bodies(desk, "log_index_cfg_modify")[-1]["setting"] == {"hot_retention": 720}


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"state": "absent"}, "Deleting log index 'pay' deletes every log in it"),
        ({"retention": "30d"}, "Changing log index 'pay' deletes the logs in it"),
        ({"hot_retention": 30}, "Changing log index 'pay' deletes the logs in it"),
    ],
)
def test_logs_are_deleted_with_consent_only(desk, index, wanted, says):
    index(**PAY)
    for check_mode in (True, False):
        with pytest.raises(InputError, match=f"{says}.* Set 'force: true'"):
            index(name="pay", check_mode=check_mode, **wanted)
        assert set(desk.sent) <= {"log_index_cfg_list", "data_query_rule_list"}
    planned = index(name="pay", check_mode=True, force=True, **wanted)
    assert "log" in planned["dangers"][0] and planned["dangers"][0] in planned["diff"]["after_header"]
    assert index(name="pay", force=True, **wanted)["changed"]
    assert not LOG_INDEX.is_prunable({"uuid": "lgim_1"})


def test_the_built_in_index_is_left_alone(desk, index):
    with pytest.raises(InputError, match="'default' is the index that the platform has built in"):
        index(name="default", retention="14d")
    with pytest.raises(InputError, match="it is built in"):
        index(name="default", state="absent", force=True)
    assert [LOG_INDEX.is_exported(row) for row in rows_of(desk, LOG_INDEX)] == [False]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"name": "Pay", "retention": "7d"}, "An index cannot be named 'Pay'"),
        ({"name": "pay", "retention": "1 week"}, "'retention' is '1 week': give whole days"),
        ({"name": "pay", "retention": "7d", "cold_retention": 30}, "without 'hot_retention'"),
        ({"name": "pay", "retention": "7d", "hot_retention": 2, "cold_retention": 30}, "at least 7 days"),
        ({"name": "pay", "retention": "7d", "hot_retention": 1800, "cold_retention": 30}, "1830 days in all"),
    ],
)
def test_what_the_service_would_refuse_is_told_before(desk, index, wanted, says):
    with pytest.raises(InputError, match=says):
        index(**wanted)
    assert "log_index_cfg_add" not in desk.sent


def test_a_name_or_description_cannot_be_changed(index):
    uuid = index(**PAY, description="Cards")["log_index"]["uuid"]
    for wanted in ({"name": "paid"}, {"description": "Other"}):
        with pytest.raises(InputError, match="cannot be"):
            index(uuid=uuid, **wanted)


def test_indexes_that_overlap_in_another_order_are_told(desk, index):
    index(**PAY)
    index(name="rest", retention="7d")
    run = desk.run()
    of_files = [("a.yml", {"name": "rest", "filters": []}), ("b.yml", {"name": "pay", **PAY})]
    LOG_INDEX.review_set(run, of_files)
    assert not run.warnings
    written = [("", params) for _file, params in of_files]
    LOG_INDEX.review_set(run, [*written, ("", {"name": "a", "filters": [{"name": "service", "values": ["x"]}]})])
    (warning,) = run.warnings
    assert "'rest' is written before 'pay', and logs that fit both go into 'pay'" in warning
