# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues over real HTTP: opened once, changed where they differ, commented once, closed."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError, InputError

KEY = "deploy-shop"
ISSUE = {"unique_key": KEY, "title": "Deployment failed", "description": "no route <b>to</b> host"}
WRITES = {"issues_add", "issues_modify", "issue_replies_create"}


def writes(tell, since=0):
    return [name for name in tell.sent(since) if name in WRITES]


def bodies(tell, operation):
    return [one["body"] for one in tell.emulator.requests(bodies=True) if one["operationId"] == operation]


def issues(tell, **options):
    return tell("issue_info", **options)["issues"]


def test_an_issue_is_opened_once(tell):
    first, second = tell("issue", **ISSUE), tell("issue", **ISSUE)
    assert (first["changed"], second["changed"]) == (True, False)
    assert first["issue"]["uuid"] == second["issue"]["uuid"]
    assert writes(tell) == ["issues_add"]
    (body,) = bodies(tell, "issues_add")
    assert body["description"] == "no route &lt;b&gt;to&lt;/b&gt; host\n[key: deploy-shop]"
    assert (body["level"], body["extend"], body["channelUUIDs"]) == ("", {}, [])
    assert second["issue"]["description"] == "no route <b>to</b> host [key: deploy-shop]"
    assert second["diff"]["before"] == second["diff"]["after"]


def test_without_a_key_each_run_opens_one(tell):
    for _run in range(2):
        assert tell("issue", title="x")["changed"]
    assert writes(tell) == ["issues_add"] * 2


def test_a_key_is_no_part_of_another_one(tell):
    tell("issue", **{**ISSUE, "unique_key": "deploy-shop-2"})
    assert tell("issue", **ISSUE)["changed"]
    assert len(issues(tell)) == 2


@pytest.mark.parametrize("key", ["shop & cart <eu>", "&", "disk[sda] 90%", "a  b", "{{ x }}", "größe/ü", "'\"`\\"])
def test_a_key_is_found_whatever_it_holds(tell, key):
    changed = [tell("issue", unique_key=key, title="x")["changed"] for _run in range(2)]
    assert (changed, writes(tell)) == ([True, False], ["issues_add"])
    assert [issue["title"] for issue in issues(tell, unique_key=key)] == ["x"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"unique_key": "disk]"}, "disk"),
        ({"unique_key": "x", "description": "As said in [key: disk]"}, "disk"),
        ({"unique_key": "a] [key: disk"}, "disk"),
        ({"unique_key": "disk%5D"}, "disk]"),
    ],
)
def test_what_looks_like_a_key_is_none(tell, one, other):
    tell("issue", title="x", **one)
    assert tell("issue", title="y", unique_key=other)["changed"]
    assert writes(tell) == ["issues_add"] * 2


def test_what_no_page_can_show_is_replaced(tell):
    tell("issue", unique_key=KEY, title="\x1b[31m\ud800", description="\x00", comment="\udc80")
    told = issues(tell, unique_key=KEY, comments=True)[0]
    assert (told["title"], told["comments"][0]["text"]) == ("\ufffd[31m\ufffd", "\ufffd")
    assert told["description"].startswith("\ufffd ")
    assert not tell("issue", unique_key=KEY, title="\x1b[31m\ud800", comment="\udc80")["changed"]


def test_channel_level_and_assignees_by_name(tell, api):
    uuid = api.content(api.post("/api/v1/channel/add", {"name": "Payments"}))["uuid"]
    team = api.content(api.post("/api/v1/workspace/member_group/add", {"name": "On call", "accountUUIDs": []}))["uuid"]
    options = {**ISSUE, "channel": "Payments", "level": "P1"}
    people = ["ada@example.com", "On call", "nobody@elsewhere.example"]
    made = tell("issue", **options, assignees=people)
    assert "nobody@elsewhere.example is nobody" in made["warnings"][0]
    (body,) = bodies(tell, "issues_add")
    assert (body["level"], body["channelUUIDs"]) == ("system_level_1", [uuid])
    assert body["extend"]["manager"][1:] == [team, "nobody@elsewhere.example"]
    assert body["extend"]["manager"][0].startswith("acnt_")
    assert not tell("issue", **options, assignees=people[::-1])["changed"]
    (found,) = issues(tell, channel="Payments")
    assert not issues(tell, unique_key="other")
    (whole,) = issues(tell, issues=[found["uuid"]])
    assert (whole["level"], sorted(whole["channels"])) == ("P1", ["Payments", "default"])


def test_only_what_differs_is_sent_and_the_rest_of_extend_stays(tell, api):
    uuid = tell("issue", **ISSUE, assignees=["ada@example.com"])["issue"]["uuid"]
    api.content(api.post(f"/api/v1/issue/{uuid}/modify", {"extend": {"manager": ["x"], "linkList": [{"name": "n"}]}}))
    result = tell("issue", **{**ISSUE, "title": "Still failing"}, level="P0", status="working")
    assert result["changed"]
    assert result["diff"]["before"]["title"] == "Deployment failed"
    assert (result["diff"]["after"]["title"], result["issue"]["status"]) == ("Still failing", "working")
    assert bodies(tell, "issues_modify")[-1] == {
        "name": "Still failing",
        "level": "system_level_0",
        "statusType": 15,
        "extend": {"manager": ["x"], "linkList": [{"name": "n"}]},
    }
    tell("issue", **{**ISSUE, "title": "Still failing"}, assignees=["y@example.com"])
    assert bodies(tell, "issues_modify")[-1] == {
        "extend": {"manager": ["y@example.com"], "linkList": [{"name": "n"}]},
    }


def test_closing_and_the_next_failure(tell):
    first = tell("issue", **ISSUE)["issue"]["uuid"]
    closed = tell("issue", unique_key=KEY, status="resolved", comment="It works again.")
    assert (closed["changed"], closed["commented"], closed["issue"]["status"]) == (True, True, "resolved")
    again = tell("issue", unique_key=KEY, status="resolved", comment="It works again.")
    assert (again["changed"], again["issue"]) == (False, None)
    assert tell("issue", **ISSUE)["issue"]["uuid"] != first
    assert [one["status"] for one in issues(tell, unique_key=KEY)] in (["open", "resolved"], ["resolved", "open"])
    assert len(issues(tell, unique_key=KEY, status=["resolved"])) == 1


def test_what_is_not_open_needs_no_closing(tell):
    assert not tell("issue", unique_key=KEY, title="x", status="closed", comment="done")["changed"]
    assert writes(tell) == []


def test_a_new_issue_may_be_in_work_and_have_a_comment(tell):
    result = tell("issue", **ISSUE, status="working", comment="Step <1>")
    assert writes(tell) == ["issues_add", "issues_modify", "issue_replies_create"]
    (issue,) = issues(tell, unique_key=KEY, comments=True)
    assert (issue["status"], [one["text"] for one in issue["comments"]]) == ("working", ["Step <1>"])
    assert result["issue"]["status"] == "working"


def test_a_comment_is_not_repeated(tell):
    tell("issue", **ISSUE)
    results = [tell("issue", unique_key=KEY, comment=text)["changed"] for text in ("a", "a", "b", "a")]
    assert results == [True, False, True, True]
    assert [body["content"] for body in bodies(tell, "issue_replies_create")] == ["a", "b", "a"]


def test_by_uuid(tell):
    uuid = tell("issue", title="x")["issue"]["uuid"]
    assert tell("issue", issue=uuid, status="pending")["changed"]
    assert not tell("issue", issue=uuid, status="pending")["changed"]
    with pytest.raises(InputError, match="There is no issue issue_gone"):
        tell("issue", issue="issue_gone", status="closed")
    assert tell("issue_info", issues=[uuid, "issue_gone"])["missing"] == ["issue_gone"]


@pytest.mark.parametrize("options", [ISSUE, {**ISSUE, "channel": "made by an earlier task"}, {"title": "x"}])
def test_check_mode_writes_nothing(tell, options):
    result = tell("issue", check_mode=True, **options, comment="c", level="P1")
    assert (result["changed"], result["issue"]["uuid"], result["commented"]) == (True, None, True)
    tell("issue", **ISSUE)
    change = {**ISSUE, "title": "y", "status": "closed", "comment": "c"}
    assert tell("issue", check_mode=True, **change)["changed"]
    assert writes(tell) == ["issues_add"]


def test_a_long_description_ends_early_with_a_warning(tell):
    result = tell("issue", **{**ISSUE, "description": "x" * 9000})
    assert "'description' has 9000 characters" in result["warnings"][0]
    (body,) = bodies(tell, "issues_add")
    assert len(body["description"]) < 4100
    assert not tell("issue", **{**ISSUE, "description": "x" * 9000})["changed"]


# -- faults


@pytest.mark.parametrize("operation", ["issues_add", "issues_modify", "issue_replies_create"])
@pytest.mark.parametrize("fault", ["reset_after", "500_after", "truncated", "cut", "null_content"])
def test_a_lost_answer_is_looked_for_and_nothing_is_written_twice(tell, fault, operation):
    tell.emulator.fault(fault, operation)
    options = {**ISSUE, "status": "working", "comment": "Step 1"}
    assert tell("issue", **options)["changed"]
    assert not tell("issue", **options)["changed"]
    assert writes(tell) == ["issues_add", "issues_modify", "issue_replies_create"]
    (issue,) = issues(tell, comments=True)
    assert (issue["status"], len(issue["comments"])) == ("working", 1)


@pytest.mark.parametrize("operation", ["issues_add", "issues_modify", "issue_replies_create"])
@pytest.mark.parametrize("fault", ["reset_before", "500", "success_false", "html_200"])
def test_a_write_that_failed_is_finished_by_the_next_run(tell, fault, operation):
    tell.emulator.fault(fault, operation)
    options = {**ISSUE, "status": "working", "comment": "Step 1"}
    with pytest.raises(ApiError):
        tell("issue", **options)
    assert tell("issue", **options)["changed"]
    assert not tell("issue", **options)["changed"]
    (issue,) = issues(tell, comments=True)
    assert (issue["status"], len(issue["comments"])) == ("working", 1)


@pytest.mark.parametrize("fault", ["500", "truncated", "html_200"])
def test_what_cannot_be_looked_for_is_not_opened(tell, fault):
    for operation in ("issues_list", "channels_quick_list"):
        tell.emulator.fault(fault, operation, times=None)
        with pytest.raises((ApiError, EngineError)):
            tell("issue", **ISSUE)
    assert writes(tell) == []


def test_without_a_key_a_lost_answer_is_told(tell):
    tell.emulator.fault("reset_after", "issues_add")
    with pytest.raises(ApiError, match="Look for the issue before you run the task again"):
        tell("issue", title="x")
    assert writes(tell) == ["issues_add"]


def test_throttling_delays_and_repeats_nothing(tell):
    for operation in ("issues_add", "issue_replies_create"):
        tell.emulator.fault("throttle", operation)
    assert tell("issue", **ISSUE, comment="x", rate_limit="1000/1")["changed"]
    (issue,) = issues(tell, comments=True)
    assert len(issue["comments"]) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "Say which issue is meant"),
        ({"title": " "}, "'title' is empty"),
        ({"title": "x" * 257}, "'title' has 257 characters"),
        ({"unique_key": KEY, "comment": " "}, "'comment' is empty"),
        ({"issue": "chan_1"}, "begins with issue_"),
        ({"issue": "issue_1", "unique_key": KEY}, "mutually exclusive"),
        ({"unique_key": "a\nb"}, "'unique_key' must be a text"),
        ({"name": "x"}, "what is wrong is the option 'title'"),
        ({"key": "x"}, "what names the issue is the option 'unique_key'"),
    ],
)
def test_a_mistake_costs_no_request(tell, options, said):
    with pytest.raises(InputError, match=said):
        tell("issue", **options)
    assert tell.sent() == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({**ISSUE, "channel": "Nowhere"}, "no issue channel named 'Nowhere'"),
        ({**ISSUE, "level": "P9"}, "no issue level named 'P9'"),
        ({**ISSUE, "assignees": ["Nobody"]}, "named 'Nobody'"),
        ({"unique_key": KEY, "status": "working"}, "give 'title' so that one is opened"),
    ],
)
def test_a_mistake_that_must_be_looked_up_writes_nothing(tell, options, said):
    with pytest.raises(EngineError, match=said):
        tell("issue", **options)
    assert writes(tell) == []


def test_a_wrong_key_is_not_looked_for(tell):
    with pytest.raises(InputError, match="'unique_key' must be a text"):
        tell("issue_info", unique_key="a\nb")
    assert tell.sent() == []
