# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members: invited once, never the owner, and as newer and older services tell them."""

from __future__ import annotations

import time

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.asked import Asked
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import (
    EngineError,
    InputError,
    UnfinishedError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.people.conftest import bodies, wrote

LINUS = {"email": "linus@example.com", "roles": ["general"]}
INVITE = "workspace_members_batch_invitation"


@pytest.fixture
def member(ensure):
    return ensure("member")


@pytest.fixture
def joins_later(desk):
    desk.emulator.vary("invitations_wait")


@pytest.mark.parametrize(
    ("variants", "roles"),
    [([], ["wsAdmin"]), (["single_role"], ["wsAdmin"]), (["bare_lists", "single_role"], ["wsAdmin"])],
)
def test_roles_of_newer_and_older_rows(desk, variants, roles):
    desk.emulator.vary(*variants)
    (ada,) = read(desk.run(), MEMBER, name="ada@example.com")
    assert {option: ada[option] for option in ("email", "display_name", "roles")} == {
        "email": "ada@example.com",
        "display_name": "Ada Adams",
        "roles": roles,
    }


def test_people_are_there_whatever_was_asked_before(desk):
    report = {
        "title": "Monday",
        "dashboardUUID": "dsbd_1",
        "recipient": [],
        "notifyType": "email",
        "timeRange": "7d",
        "timezone": "UTC",
    }
    desk.client.call("crontab_report_add", body=report)
    desk.client.call("crontab_report_list")
    assert len(read(desk.run(), MEMBER)) == 4


# -- invitations -----------------------------------------------------------------------------------


def test_an_invitation_is_mailed_once(desk, member, joins_later):
    planned = member(check_mode=True, **LINUS)
    assert planned["changed"] and not wrote(desk)
    done = member(**LINUS)
    assert done["diff"] == planned["diff"]
    assert done["member"] == planned["member"] == {**LINUS, "uuid": "(known after apply)", "status": "invited"}
    assert done["dangers"] == ["mails an invitation"]
    assert bodies(desk, INVITE) == [{"to": ["linus@example.com"], "roleUUIDs": ["general"], "method": "email"}]
    for check_mode in (True, False):
        again = member(check_mode=check_mode, **{**LINUS, "email": "LINUS@example.com"})
        assert not again["changed"] and not wrote(desk) and "dangers" not in again
        assert again["member"]["status"] == "invited"
        assert "has not joined: nothing was sent again" in again["warnings"][0]
        assert not (again["diff"]["before"] or again["diff"]["after"])
    desk.emulator.vary()
    joined = member(**LINUS)
    assert not joined["changed"] and joined["member"]["status"] == "member"


def test_two_items_of_a_loop_invite_once(desk, joins_later):
    desk.ensure("member", **LINUS)
    assert not desk.ensure("member", **LINUS)["changed"]
    assert len(bodies(desk, INVITE)) == 1


def test_another_key_of_the_workspace_does_not_mail_again(desk, member, joins_later):
    """As the next run has one when the key was renewed meanwhile. No row of a member tells the workspace."""
    other = desk.ensure("api_key", name="renewed", roles=["wsAdmin"])["secret"]
    desk.new_task()
    member(**LINUS)
    assert desk.sent.count("workspace_get") == 1
    for _run in range(2):
        desk.key = other
        assert not member(**LINUS)["changed"] and not wrote(desk)
    assert "workspace_get" not in desk.sent, "a key belongs to one workspace"
    assert len(bodies(desk, INVITE)) == 1


@pytest.mark.parametrize(("fault", "times"), [("no_such_route", None), ("null_content", None)])
def test_where_the_workspace_is_not_told_the_key_counts(desk, member, joins_later, fault, times):
    other = desk.ensure("api_key", name="renewed", roles=["wsAdmin"])["secret"]
    desk.emulator.fault(fault, "workspace_get", times=times)
    member(**LINUS)
    assert not member(**LINUS)["changed"]
    desk.key = other
    assert member(**LINUS)["changed"]


def test_an_invitation_counts_in_its_workspace(desk):
    asked, elsewhere = desk.run(), desk.run()
    asked.memory.workspace = "wksp_a"
    Asked(asked).note("member/linus@example.com", 1.0)
    elsewhere.memory = Memory(desk.client)
    elsewhere.memory.workspace = "wksp_b"
    assert Asked(asked).at("member/linus@example.com") == 1.0
    assert Asked(elsewhere).at("member/linus@example.com") is None


def test_an_invitation_is_over_after_its_time(desk, member, joins_later):
    member(**LINUS)
    day = 86400
    desk.now = lambda: time.time() + 6 * day
    assert not member(**LINUS)["changed"]
    assert member(**LINUS, reinvite_after="5d")["changed"]
    desk.now = lambda: time.time() + 12 * day
    assert not member(**LINUS)["changed"]
    desk.now = lambda: time.time() + 14 * day
    assert member(**LINUS)["changed"]


def test_who_is_gone_is_invited_again_at_once(desk, member):
    member(**LINUS)
    member(email="linus@example.com", state="absent")
    assert member(**LINUS)["changed"]
    (row,) = desk.memory.called(MEMBER, "linus@example.com")
    member(**LINUS)  # sees that the person has joined
    desk.client.call("workspace_members_batch_delete", body={"accountUUIDs": [row["uuid"]]})
    assert member(**LINUS)["changed"]


def test_where_nothing_can_be_kept_it_is_told(member, monkeypatch, joins_later):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", "/proc/nowhere")
    assert "the next run, which will mail again" in member(**LINUS)["warnings"][0]


def test_an_invitation_that_may_have_been_sent_is_no_success(desk, member, joins_later):
    desk.emulator.fault("truncated", INVITE)
    with pytest.raises(UnfinishedError, match="may have been invited.*The next run does not mail again"):
        member(**LINUS)
    again = member(**LINUS)
    assert not again["changed"] and "has not joined" in again["warnings"][0]
    assert len(bodies(desk, INVITE)) == 1


def test_an_invitation_that_was_refused_is_none(desk, member, joins_later):
    desk.emulator.fault("success_false", INVITE)
    with pytest.raises(ApiError):
        member(**LINUS)
    assert member(**LINUS)["changed"]
    assert not member(**LINUS)["changed"]


def test_a_run_that_dies_while_it_invites_lets_no_other_mail_again(desk, member, joins_later, monkeypatch):
    desk.new_task()
    call = desk.client.call

    def dies(operation, **given):
        answer = call(operation, **given)
        if operation == INVITE:
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr(desk.client, "call", dies)
    with pytest.raises(KeyboardInterrupt):
        desk.ensure("member", **LINUS)
    assert not member(**LINUS)["changed"]
    assert len(bodies(desk, INVITE)) == 1


def told_so(desk, monkeypatch, change):
    """Lets the service tell each member otherwise from now on."""
    desk.new_task()
    rows = desk.client.rows

    def told(operation, **asked):
        found = rows(operation, **asked)
        is_meant = operation == "workspace_members_list"
        return found._replace(items=[change(row) for row in found.items]) if is_meant else found

    monkeypatch.setattr(desk.client, "rows", told)


@pytest.mark.parametrize("check_mode", [True, False])
def test_nobody_is_taken_for_somebody_else_by_a_name_of_ones_own_choice(desk, monkeypatch, check_mode):
    told_so(desk, monkeypatch, lambda row: {**row, "name": "linus@example.com"})
    for kind, params in {
        "team": {"name": "Ops", "members": ["linus@example.com"]},
        "dashboard": {"name": "D", "visibility": "custom", "permissions": ["linus@example.com"]},
    }.items():
        with pytest.raises(InputError, match="no member named 'linus@example.com'"):
            desk.ensure(kind, check_mode=check_mode, **params)
    assert not wrote(desk)
    assert desk.ensure("member", check_mode=True, **LINUS)["dangers"] == ["mails an invitation"]


@pytest.mark.parametrize("roles", [[{"uuid": "general"}], [{"name": "x"}], None])
@pytest.mark.parametrize("wanted", [{"roles": ["readOnly"]}, {"state": "absent", "force": True}])
def test_the_owner_is_refused_in_every_form_of_a_row(desk, monkeypatch, wanted, roles):
    told_so(desk, monkeypatch, lambda row: {**row, "role": "owner", "roles": roles})
    with pytest.raises(EngineError, match="it is the owner of the workspace|cannot be understood"):
        desk.ensure("member", email="owner@example.com", **wanted)
    assert not wrote(desk)


@pytest.mark.parametrize("check_mode", [True, False])
def test_who_is_invited_cannot_be_referred_to(desk, member, joins_later, check_mode):
    member(**LINUS)
    desk.new_task()
    with pytest.raises(InputError, match="no member named 'linus@example.com'"):
        desk.ensure("team", check_mode=check_mode, name="Ops", members=["linus@example.com"])
    assert not wrote(desk)


# -- who is a member -------------------------------------------------------------------------------


def test_roles_are_changed_and_teams_are_left_alone(desk, member):
    result = member(email="ada@example.com", roles=["general", "readOnly"])
    (body,) = bodies(desk, "workspace_members_batch_modify")
    assert body == {
        "accountUUIDs": [result["member"]["uuid"]],
        "roleUUIDs": ["general", "readOnly"],
        "onlyModifyRoles": True,
    }
    assert "canary" not in str(result)
    assert "mobile" not in str(desk.memory.rows(MEMBER))


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("wanted", [{"roles": ["general"]}, {"state": "absent", "force": True}])
def test_the_owner_is_refused(desk, member, wanted, check_mode):
    with pytest.raises(InputError, match="cannot be (changed|deleted): it is the owner of the workspace"):
        member(email="owner@example.com", check_mode=check_mode, **wanted)
    assert not wrote(desk)


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"email": "ada@example.com", "roles": ["owner"]}, "which nobody can be given"),
        ({"email": "new@example.com", "roles": ["owner"]}, "which nobody can be given"),
        ({"email": "ada@example.com", "roles": []}, "'roles'.* is empty"),
        ({"email": "new@example.com"}, "a new one needs more: set roles"),
        ({"email": "Ada Adams", "roles": ["general"]}, "give the e-mail address"),
    ],
)
def test_what_cannot_be_meant(desk, member, wanted, says, check_mode):
    with pytest.raises(InputError, match=says):
        member(check_mode=check_mode, **wanted)
    assert not wrote(desk)


@pytest.mark.parametrize("check_mode", [True, False])
def test_who_is_named_somewhere_is_removed_with_consent_only(desk, member, check_mode):
    desk.ensure("notify_object", name="Mail", type="mailGroup", to=["ada@example.com"])
    with pytest.raises(InputError, match="still used by notify object 'Mail'"):
        member(email="ada@example.com", state="absent", check_mode=check_mode)
    assert not wrote(desk)
    assert member(email="ada@example.com", state="absent", force=True, check_mode=check_mode)["changed"]
    assert bool(wrote(desk)) is not check_mode


def test_one_role_of_several_is_not_compared(desk, member):
    desk.emulator.vary("single_role")
    member(email="ada@example.com", roles=["general"])
    result = member(email="ada@example.com", roles=["general", "readOnly"])
    assert not result["changed"] and "returns only one role" in result["warnings"][0]


def test_roles_under_review_are_left_alone(desk, member, monkeypatch):
    rows = desk.client.rows

    def in_review(operation, **asked):
        found = rows(operation, **asked)
        return found._replace(items=[{**row, "waitAudit": 1} for row in found.items])

    desk.new_task()
    monkeypatch.setattr(desk.client, "rows", in_review)
    result = desk.ensure("member", email="ada@example.com", roles=["general"])
    assert not result["changed"] and "under review" in result["warnings"][0]
    assert result["member"]["status"] == "in_review"
