# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People and teams as a list says, out of a CSV file and out of a directory."""

from __future__ import annotations

import json
import re

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plays import Play

from .results import results_in, shown

CSV = """email,name,teams
ADA@example.com,Ada Adams,Payments;Ops
grace@example.com,Grace Green,Ops
lin@example.com,Lin Lu,Payments
"""
#: As community.general.read_csv would, with what Ansible itself has.
READ = {
    "lines": "{{ lookup('ansible.builtin.file', 'people.csv').splitlines() }}",
    "people": "{{ lines[1:] | map('split', ',') | map('zip', lines[0].split(',')) | map('list')"
    " | map('items2dict', key_name=1, value_name=0) | list }}",
}
OPS, STAFF = "cn=ops,ou=groups,dc=example,dc=com", "cn=staff,ou=groups,dc=example,dc=com"
#: As community.general.ldap_search returns it: a single value is a text, several are a list.
LDAP = [
    {"dn": "uid=ada,ou=people,dc=example,dc=com", "mail": "ada@example.com", "memberOf": [OPS, STAFF]},
    {"dn": "uid=lin,ou=people,dc=example,dc=com", "mail": "lin@example.com", "memberOf": STAFF},
    {"dn": "uid=alan,ou=people,dc=example,dc=com", "mail": ["alan@example.com"], "memberOf": STAFF},
]
FROM_LDAP = {
    "team_sync_people": LDAP,
    "team_sync_email_key": "mail",
    "team_sync_teams_key": "memberOf",
    "team_sync_teams": {"Ops": OPS},
    "team_sync_roles": ["general"],
    "team_sync_max_removals": 2,
}
FROM_CSV = {
    "team_sync_people": "{{ people }}",
    "team_sync_teams": ["Payments", "Ops"],
    "team_sync_roles": ["general"],
    "team_sync_max_removals": 2,
}


def sync(number, **variables):
    """The role, with its result or what it refuses."""
    return {
        "block": [
            {"ansible.builtin.include_role": {"name": "truewatch.openapi.team_sync"}, "vars": variables},
            {"ansible.builtin.debug": {"msg": f"{shown('team_sync')} TOLD {number} DONE END"}},
        ],
        "rescue": [
            {
                "ansible.builtin.debug": {
                    "msg": f"{shown('team_sync')} TOLD {number} REFUSED {{{{ ansible_failed_result.msg }}}} END"
                }
            }
        ],
    }


class Syncs:
    def __init__(self, emulator, folder):
        self.emulator = emulator
        self.play = Play(emulator, folder)
        (folder / "people.csv").write_text(CSV, encoding="utf-8")

    def run(self, *roles, tasks=(), arguments=(), **options):
        """The result of each role, and the writes that were sent."""
        before = len(self.emulator.requests())
        blocks = [sync(number, **role) for number, role in enumerate(roles)]
        finished = self.play.run([*tasks, *blocks], *arguments, variables=READ, **options)
        output = finished.stdout + finished.stderr
        assert finished.returncode == 0, output[-5000:]
        told = [re.findall(rf'TOLD {number} (.*) END"', output)[0] for number in range(len(roles))]
        results = results_in(output)
        for text, result in zip(told, results, strict=True):
            assert (text == "DONE") == (not result.get("failed", True)), (text, result)
        sent = [request["operationId"] for request in self.emulator.requests()[before:]]
        told = [result if text == "DONE" else text for text, result in zip(told, results, strict=True)]
        return told, [name for name in sent if name and OPERATIONS[name].writes]


@pytest.fixture
def syncs(tmp_path):
    with running(api_keys={Play.key: None}) as emulator:
        yield Syncs(emulator, tmp_path)


TEAM = {"truewatch.openapi.truewatch_team": {"name": "Ops", "members": ["ada@example.com", "alan@example.com"]}}


@pytest.mark.parametrize("shape", [[], ["bare_lists", "single_role"]])
def test_a_csv_file(syncs, shape):
    syncs.emulator.vary("invitations_wait", *shape)
    (planned,), wrote = syncs.run(FROM_CSV, arguments=["--check"])
    assert wrote == []
    assert planned["invited"] == ["lin@example.com"]
    assert planned["teams"] == {"Ops": {"added": ["ada@example.com", "grace@example.com"], "removed": []}, **PAYMENTS}
    (done, again), wrote = syncs.run(FROM_CSV, FROM_CSV, tasks=[TEAM], fast_path=not shape)
    assert wrote == ["member_groups_add", INVITE, "member_groups_modify", "member_groups_add"]
    assert done["invited"] == ["lin@example.com"] and done["waiting"] == []
    assert done["teams"] == {"Ops": {"added": ["grace@example.com"], "removed": ["alan@example.com"]}, **PAYMENTS}
    assert done["leavers"] == ["alan@example.com"] and done["removed"] == []
    assert done["kept"] == {"owner@example.com": "is the owner"}
    assert done["changed"] and not again["changed"]
    assert again["waiting"] == ["lin@example.com"] and again["invited"] == []
    syncs.emulator.vary(*shape)  # she joins
    (joined,), wrote = syncs.run(FROM_CSV)
    assert joined["teams"] == {"Payments": {"added": ["lin@example.com"], "removed": []}}
    assert wrote == ["member_groups_modify"]


INVITE = "workspace_members_batch_invitation"
PAYMENTS = {"Payments": {"added": ["ada@example.com"], "removed": []}}


def test_a_directory_and_its_leavers(syncs):
    """Who is invited joins at once."""
    refused = {**FROM_LDAP, "team_sync_people": [], "team_sync_remove": True}
    few = {**FROM_LDAP, "team_sync_people": LDAP[:1], "team_sync_remove": True, "team_sync_max_removals": "25%"}
    names = {"name": "Mail", "type": "mailGroup", "to": ["grace@example.com"]}
    remove = {**FROM_LDAP, "team_sync_remove": True}
    other = {"truewatch.openapi.truewatch_team": {"name": "Other", "members": ["grace@example.com", "ada@example.com"]}}
    tasks = [TEAM, other, {"truewatch.openapi.truewatch_notify_object": names}]
    told, wrote = syncs.run(refused, few, FROM_LDAP, remove, {**remove, "team_sync_force": True}, remove, tasks=tasks)
    assert "'team_sync_people' is empty" in told[0] and "'team_sync_teams'" in told[0]
    assert "would be removed from the workspace or from a team, and 'team_sync_max_removals' allows 1" in told[1]
    reported = told[2]
    assert reported["invited"] == ["lin@example.com"] and reported["leavers"] == ["grace@example.com"]
    assert reported["teams"] == {"Ops": {"added": [], "removed": ["alan@example.com"]}}
    assert reported["ignored"] == [STAFF] and reported["removed"] == []
    assert "still used by notify object 'Mail'" in told[3]
    forced = told[4]
    assert forced["removed"] == ["grace@example.com"] and forced["teams"] == {}
    assert not told[5]["changed"] and told[5]["leavers"] == []
    assert wrote[3:] == [INVITE, "member_groups_modify", "member_groups_modify", "workspace_members_batch_delete"]


def test_one_failure_keeps_nobody_else_waiting(syncs):
    people = [{"email": f"{name}@example.com"} for name in ("lin", "kim", "grace", "ada", "alan")]
    wanted = {"team_sync_people": people, "team_sync_roles": ["general"]}
    syncs.emulator.fault("success_false", INVITE)
    (told, again), wrote = syncs.run(wanted, {**wanted, "team_sync_invite": None})
    assert re.search(r"REFUSED Not finished: 1 .*The operation failed", told), told
    assert again["invited"] == ["lin@example.com"] and again["failures"] == []
    assert wrote == [INVITE, INVITE, INVITE]


def test_wrong_types_are_told_with_an_example(syncs):
    wrong = [
        ({"team_sync_people": "people.csv"}, "'team_sync_people' must be a list, not a text, such as"),
        ({"team_sync_people": [], "team_sync_teams": "Ops"}, "team_sync_teams: give a list of teams, for example"),
        (
            {"team_sync_people": [], "team_sync_keep": "ada@example.com"},
            "'team_sync_keep' must be a list, not a text, such as",
        ),
        ({"team_sync_people": [], "team_sync_max_removals": {}}, "give a number, such as 5, or a share, such as 10%"),
    ]
    told, wrote = syncs.run(*(variables for variables, _says in wrong))
    for (_variables, says), text in zip(wrong, told, strict=True):
        assert says in text
    assert wrote == []


def test_the_playbook_takes_a_file_of_a_spreadsheet_and_says_what_a_file_must_have(play):
    (play.folder / "people.csv").write_text("email, teams\r\nada@example.com,Ops\r\n\r\n", encoding="utf-8-sig")
    (play.folder / "other.csv").write_text("email;teams\nada@example.com;Ops\n", encoding="utf-8")
    teams = ("-e", json.dumps({"team_sync_teams": ["Ops"]}), "--check", "-e")
    planned = play.run_playbook("sync_teams", *teams, f"sync_teams_file={play.folder}/people.csv")
    assert "1 teams to change" in planned.stdout, planned.stdout + planned.stderr
    before = len(play.emulator.requests())
    for other in ("sync_teams_file=", f"sync_teams_file={play.folder}/other.csv"):
        refused = " ".join(play.run_playbook("sync_teams", *teams, other).stdout.split())
        assert "Set sync_teams_file to a CSV file whose first line names the columns" in refused
    assert len(play.emulator.requests()) == before
