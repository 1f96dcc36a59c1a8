# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is invited, added, removed and kept; and what looks like a mistake."""

from __future__ import annotations

import re

import pytest

from ansible_collections.truewatch.openapi.plugins.filter.team_sync_plan import team_sync_plan

MEMBERS = [
    {"uuid": f"acnt_{name}", "email": f"{name}@example.com", "roles": [role]}
    for name, role in {"owner": "owner", "ada": "wsAdmin", "Grace": "general", "alan": "readOnly"}.items()
]
TEAMS = [
    {"name": "Ops", "members": ["ada@example.com", "alan@example.com", "acnt_gone"]},
    {"name": "Other", "members": ["alan@example.com", "ada@example.com"]},
]
KEYS = [{"uuid": "wsak_1", "in_use": True, "made_by": "acnt_ada"}]
ALL = [{"email": f"{name}@example.com"} for name in ("ada", "grace", "alan")]


def plan(people, members=tuple(MEMBERS), teams=tuple(TEAMS), keys=tuple(KEYS), **options):
    options = {"roles": ["general"], "max_removals": "100%", **options}
    return team_sync_plan(people, options, list(members), list(teams), list(keys))


def people(*names, **more):
    return [{"email": f"{name}@example.com", **more} for name in names]


def test_nothing_is_to_do_where_all_is_as_it_should_be():
    rows = people(" ADA", "alan ", teams="other") + people("grace")
    found = wanted([{**row, "email": row["email"].replace("alan @", "Alan@")} for row in rows], ["Other"])
    assert found.pop("kept") == {"owner@example.com": "is the owner"}
    assert not any(found.values())


def test_teams_are_exact_and_who_has_not_joined_waits():
    found = wanted(people("ada", "GRACE", "lin", teams="Ops; ") + people("alan"), ["Ops"])
    assert found["teams"] == [
        {
            "name": "Ops",
            "members": ["ada@example.com", "grace@example.com"],
            "added": ["grace@example.com"],
            "removed": ["acnt_gone", "alan@example.com"],
        }
    ]
    assert found["missing"] == [{"email": "lin@example.com", "roles": ["general"]}]
    assert found["leavers"] == []


def wanted(rows, teams, **options):
    """With teams to keep."""
    return team_sync_plan(
        rows, {"roles": ["general"], "max_removals": 9, "teams": teams, **options}, MEMBERS, TEAMS, KEYS
    )


def test_a_team_waits_until_somebody_has_joined():
    found = wanted(people("lin", teams="Ops") + ALL, ["Ops"])
    assert (found["unfilled"], found["teams"], found["refused"]) == (["Ops"], [], [])
    found = wanted(people("ada", teams="New") + ALL, ["New"])
    assert found["teams"][0]["added"] == ["ada@example.com"]
    assert found["duplicates"] == ["ada@example.com"]


def test_what_a_directory_tells():
    ops, staff = "cn=Ops,ou=groups,dc=example,dc=com", "cn=staff,ou=groups,dc=example,dc=com"
    rows = [
        {"dn": "uid=ada", "mail": ["a.adams@example.com", "Ada@example.com"], "memberOf": [ops.lower(), staff]},
        {"dn": "uid=alan", "mail": "alan@example.com", "memberOf": ops},
        {"dn": "uid=grace", "mail": ["grace@example.com"], "memberOf": staff},
    ]
    keys = {"email_key": "mail", "teams_key": "memberOf"}
    found = wanted(rows, {"Ops": ops, "Both": [ops, staff]}, **keys)
    assert [(team["name"], len(team["members"])) for team in found["teams"]] == [("Both", 3), ("Ops", 2)]
    assert (found["missing"], found["leavers"], found["refused"]) == ([], [], [])
    assert wanted(rows, {"Ops": ops}, **keys)["ignored"] == [staff]


def test_who_is_never_removed():
    found = wanted(people("lin"), [], remove=True, keep=["ALAN@example.com"])
    assert found["kept"] == {
        "ada@example.com": "is the account of the API key",
        "alan@example.com": "is named in team_sync_keep",
        "owner@example.com": "is the owner",
    }
    assert found["leavers"] == ["grace@example.com"] and not found["refused"]


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        ([{"uuid": "wsak_2", "in_use": True, "made_by": "wsak_1"}, {"uuid": "wsak_1", "made_by": "acnt_ada"}], True),
        ([{"uuid": "wsak_2", "in_use": True, "made_by": "wsak_gone"}], False),
        ([{"uuid": "wsak_2", "in_use": True, "made_by": "wsak_2"}], False),
    ],
)
def test_the_account_of_a_key_that_was_renewed(keys, kept):
    found = plan(people("grace"), keys=keys, remove=True)
    assert ("ada@example.com" in found["kept"]) is kept and not found["refused"]


def test_who_is_removed_is_taken_out_of_other_teams_first():
    found = wanted(people("ada", "grace"), [], remove=True)
    assert [(team["name"], team["members"], team["removed"]) for team in found["teams"]] == [
        ("Ops", ["ada@example.com"], ["acnt_gone", "alan@example.com"]),
        ("Other", ["ada@example.com"], ["alan@example.com"]),
    ]
    assert wanted(people("ada", "grace"), [])["teams"] == []


@pytest.mark.parametrize(
    ("rows", "options", "says"),
    [
        ([], {}, "'team_sync_people' is empty. If really nobody"),
        (people("ada"), {"teams": ["Ops"], "max_removals": 9}, "Nobody in 'team_sync_people' is in Ops"),
        (
            people("ada", teams="Opps") + ALL,
            {"teams": ["Ops"], "allow_empty": True, "max_removals": 9},
            "'team_sync_teams' does not: Opps",
        ),
        ([{"email": "ada"}, *ALL, {}], {}, "'email' is no e-mail address in entry 1, 5 of"),
        (
            ["ada@example.com"],
            {},
            "Entry 1 of 'team_sync_people' is no mapping: give each person as one, for example {",
        ),
        ([{"email": ["a b@example.com"]}], {}, "no e-mail address in entry 1"),
        (people("ada"), {"remove": True}, "2 of 4 members .* allows 1: alan@example.com, grace@example.com"),
        (people("ada"), {"remove": True, "max_removals": 1}, "allows 1"),
        (people("ada"), {"remove": True, "max_removals": "0%"}, "allows 0"),
        (people("ada", teams="Ops") + ALL, {"teams": ["Ops"], "max_removals": 0}, "1 of 4 .* allows 0: alan@"),
        (ALL, {"max_removals": "a tenth"}, "'team_sync_max_removals' is 'a tenth': give a number"),
        (ALL, {"max_removals": "101%"}, "give a number"),
        (ALL, {"max_removals": -1}, "give a number"),
        (ALL, {"remove": True, "keep": ["nobody@example.com"]}, "'team_sync_keep' names nobody@example.com"),
        (people("lin"), {"roles": []}, "with which roles to invite lin@example.com"),
    ],
)
def test_what_looks_like_a_mistake(rows, options, says):
    options = {"roles": ["general"], **options}
    (told,) = team_sync_plan(rows, options, MEMBERS, TEAMS, KEYS)["refused"]
    assert re.search(says, told), told


def test_where_nothing_tells_whose_key_it_is():
    found = plan(people("ada", "grace"), keys=[], remove=True)
    assert "does not tell whose account the API key belongs to" in found["refused"][0]
    assert not plan(people("ada", "grace"), keys=[], remove=True, keep=["ada@example.com"])["refused"]
    assert not plan(people("ada", "grace"), keys=[])["refused"]


def test_emptiness_is_taken_where_it_is_meant():
    found = team_sync_plan([], {"teams": ["Ops"], "allow_empty": True, "max_removals": 4}, MEMBERS, TEAMS, KEYS)
    assert found["refused"] == [] and found["teams"][0]["members"] == []


def test_roles_of_ones_own_and_people_who_are_not_invited():
    found = plan([{"email": "lin@example.com", "roles": "Author;readOnly"}, *people("kim")])
    assert [one["roles"] for one in found["missing"]] == [["Author", "readOnly"], ["general"]]
    assert not plan(people("lin"), roles=[], invite=False)["refused"]
