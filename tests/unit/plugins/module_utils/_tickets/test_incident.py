# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents over real HTTP: found, claimed, commented, resolved."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError, InputError

WRITES = {"incidents_modify", "incident_comments_add"}
DISK = {"name": "Disk of web-01 is full", "event": {"host": "web-01", "df_monitor_checker_name": "Disk"}}
CPU = {"name": "CPU of web-01 is busy", "event": {"host": "web-01", "df_monitor_checker_name": "CPU"}}
OTHER = {"name": "Disk of db-01 is full", "event": {"host": "db-01", "df_monitor_checker_name": "Disk"}}
WEB = {"host": "web-01"}


@pytest.fixture
def three(tell):
    for one in (DISK, CPU, OTHER):
        tell.emulator.seed(incidents=[one])
        tell.emulator.advance(60)
    return tell


def writes(tell):
    return [name for name in tell.sent() if name in WRITES]


def bodies(tell, operation):
    return [one["body"] for one in tell.emulator.requests(bodies=True) if one["operationId"] == operation]


def test_claim_comment_and_resolve(three):
    match = {"host": "web-01", "monitor": "Disk"}
    claimed = three("incident", match=match, status="working", assignees=["ada@example.com"], comment="I <look>")
    (incident,) = claimed["incidents"]
    assert (claimed["changed"], incident["name"], incident["status"]) == (True, DISK["name"], "working")
    assert incident["commented"]
    assert incident["event"]["host"] == "web-01"
    assert bodies(three, "incident_comments_add") == [
        {"comment": "I &lt;look&gt;", "attachmentUUIDs": [], "extend": {}}
    ]
    (body,) = bodies(three, "incidents_modify")
    assert (body["incidentsStatus"], sorted(body)) == ("working", ["assigner", "incidentsStatus"])
    assert not three("incident", match=match, status="working", comment="I <look>")["changed"]
    assert three("incident", match=match, status="resolved", level="P1")["changed"]
    assert three("incident", match=match, status="resolved")["incidents"] == []
    assert writes(three) == ["incidents_modify", "incident_comments_add", "incidents_modify"]


def test_several_that_fit(three):
    with pytest.raises(InputError, match="2 incidents fit 'match', such as 'CPU of web-01 is busy'"):
        three("incident", match=WEB, status="working")
    assert writes(three) == []
    (newest,) = three("incident", match=WEB, which="newest", status="working")["incidents"]
    assert newest["name"] == CPU["name"]
    result = three("incident", match=WEB, which="all", status="working")
    assert [one["changed"] for one in result["incidents"]] == [False, True]
    assert len(result["diff"]["after"]) == 1


def test_what_fits_nothing(three):
    result = three("incident", match={"host": "gone"}, status="resolved", comment="x")
    assert (result["changed"], result["incidents"]) == (False, [])
    with pytest.raises(InputError, match="No incident fits 'match' and has one of the statuses open, working"):
        three("incident", match={"host": "gone"}, status="resolved", must_exist=True)
    assert writes(three) == []


def test_by_uuid_whatever_its_status(three):
    uuid = three("incident_info", match={"search": "db-01"})["incidents"][0]["uuid"]
    assert three("incident", incident=uuid, status="closed")["changed"]
    assert not three("incident", incident=uuid, status="closed")["changed"]
    assert three("incident", match={"host": "db-01"}, among=["closed"], tags=["a", "b"])["changed"]
    assert not three("incident", incident=uuid, tags=["b", "a"])["changed"]
    with pytest.raises(InputError, match="There is no incident incident_gone"):
        three("incident", incident="incident_gone", status="closed")


def test_a_comment_of_this_machine_is_written_once_unless_told(three):
    options = {"match": WEB, "which": "all", "comment": "again"}
    assert [three("incident", **options)["changed"] for _run in range(2)] == [True, False]
    assert three("incident", **options, comment_once=False)["changed"]
    assert writes(three) == ["incident_comments_add"] * 4


def test_check_mode_writes_nothing(three):
    for _run in range(2):
        result = three("incident", check_mode=True, match=WEB, which="all", status="resolved", comment="x", level="P0")
        assert [one["status"] for one in result["incidents"]] == ["resolved", "resolved"]
        assert [one["commented"] for one in result["incidents"]] == [True, True]
    assert writes(three) == []


def test_reading(three):
    assert [one["name"] for one in three("incident_info")["incidents"]] == [
        OTHER["name"], CPU["name"], DISK["name"],
    ]  # fmt: skip
    (disk,) = three("incident_info", match={"host": "web-01", "monitor": "Disk"})["incidents"]
    three("incident", incident=disk["uuid"], status="working")
    (told,) = three("incident_info", match={"search": "disk", "host": "web-01"}, full=True, operations=True)[
        "incidents"
    ]
    assert [one["text"] for one in told["operations"]] == ["Status change: open -> working"]
    assert told["event"] == DISK["event"]
    result = three("incident_info", incidents=[disk["uuid"], "incident_gone"])
    assert ([one["status"] for one in result["incidents"]], result["missing"]) == (["working"], ["incident_gone"])


@pytest.mark.parametrize("fault", ["reset_after", "500_after", "truncated", "cut", "null_content"])
def test_a_lost_answer_to_a_change_is_looked_for(three, fault):
    three.emulator.fault(fault, "incidents_modify")
    assert three("incident", match=WEB, which="newest", status="working")["changed"]
    assert not three("incident", match=WEB, which="newest", status="working")["changed"]
    assert writes(three) == ["incidents_modify"]


@pytest.mark.parametrize("fault", ["reset_after", "500_after", "truncated"])
def test_a_lost_answer_to_a_comment_is_told(three, fault):
    three.emulator.fault(fault, "incident_comments_add")
    with pytest.raises(ApiError, match="look in the console before you run the task again"):
        three("incident", match=WEB, which="newest", comment="x")
    assert writes(three) == ["incident_comments_add"]


@pytest.mark.parametrize("operation", sorted(WRITES))
@pytest.mark.parametrize("fault", ["500", "reset_before", "success_false"])
def test_a_write_that_failed_is_finished_by_the_next_run(three, fault, operation):
    three.emulator.fault(fault, operation)
    options = {"match": WEB, "which": "newest", "status": "working", "comment": "x"}
    with pytest.raises(ApiError):
        three("incident", **options)
    assert three("incident", **options)["changed"]
    assert not three("incident", **options)["changed"]


@pytest.mark.parametrize("operation", ["incidents_list", "incidents_get"])
@pytest.mark.parametrize("fault", ["500", "html_200", "truncated"])
def test_what_cannot_be_read_is_not_written(three, fault, operation):
    three.emulator.fault(fault, operation, times=None)
    with pytest.raises(ApiError):
        three("incident", match=WEB, which="all", status="working", comment="x")
    assert writes(three) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"status": "open"}, "Say which incident is meant"),
        ({"match": {}, "status": "open"}, "Say which incident is meant"),
        ({"match": {"host": " "}, "status": "open"}, "'match.host' is empty"),
        ({"match": WEB}, "Say what to do"),
        ({"incident": "issue_1", "status": "open"}, "begins with incident_"),
        ({"match": WEB, "comment": ""}, "'comment' is empty"),
        ({"match": WEB, "level": " "}, "'level' is empty"),
        ({"match": WEB, "state": "resolved"}, "how far it is is the option 'status'"),
    ],
)
def test_a_mistake_costs_no_request(tell, options, said):
    with pytest.raises(InputError, match=said):
        tell("incident", **options)
    assert tell.sent() == []


def test_somebody_who_is_nobody_is_a_mistake(three):
    with pytest.raises(EngineError, match="named 'nobody@example.com'"):
        three("incident", match=WEB, which="all", assignees=["nobody@example.com"])
    assert writes(three) == []
