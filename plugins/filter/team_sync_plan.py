# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to be done until members and teams are as a list of people says, for the role team_sync."""

from __future__ import annotations

DOCUMENTATION = r"""
name: team_sync_plan
short_description: What has to be done until members and teams are as a list of people says
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Compares a list of people with the members and teams of a TrueWatch workspace, for the role
    P(truewatch.openapi.team_sync#role). It sends nothing.
  - Addresses are compared as the service does, without regard to case.
options:
  _input:
    description: The people, each a mapping.
    type: list
    elements: dict
    required: true
  options:
    description: The variables of the role by their names without C(team_sync_).
    type: dict
    required: true
  members:
    description: The members, as M(truewatch.openapi.truewatch_info) returns them with C(kind=member).
    type: list
    elements: dict
    default: []
  teams:
    description: The teams, as M(truewatch.openapi.truewatch_info) returns them with C(kind=team) and C(export=true).
    type: list
    elements: dict
    default: []
  keys:
    description: The API keys, as M(truewatch.openapi.truewatch_info) returns them with C(kind=api_key), if it may.
    type: list
    elements: dict
    default: []
"""

EXAMPLES = r"""
- name: List the members
  truewatch.openapi.truewatch_info:
    kind: member
  register: members

- name: See who is in the list and no member
  ansible.builtin.debug:
    msg: "{{ people | truewatch.openapi.team_sync_plan({'roles': ['general']}, members.objects) }}"
  vars:
    people: [{email: ada@example.com}]
"""

RETURN = r"""
_value:
  description: The plan.
  type: dict
  contains:
    refused:
      description: Why nothing may be sent, one sentence each.
      type: list
      elements: str
    missing:
      description: People who are no members, each with C(email) and C(roles).
      type: list
      elements: dict
    teams:
      description: Teams that differ, each with C(name), all its C(members), and who is C(added) and C(removed).
      type: list
      elements: dict
    unfilled:
      description: Teams that are left as they are, since nobody who is to be in them has joined.
      type: list
      elements: str
    leavers:
      description: The addresses of members who are not in the list.
      type: list
      elements: str
    kept:
      description: Address of a member who is not in the list and never removed, and why.
      type: dict
    duplicates:
      description: Addresses that the list holds more than once.
      type: list
      elements: str
    ignored:
      description: Groups in the list that belong to no team.
      type: list
      elements: str
"""

import math
import operator
import re
import typing as t

#: What stands for an address: something before and after one sign, and no blanks.
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")


class _Person(t.NamedTuple):
    """Somebody in the list. addresses: all of them; the first one that is a member's counts. groups, roles: as they
    stand there."""

    addresses: list[str]
    groups: list[str]
    roles: list[str]


def team_sync_plan(
    people: list[dict],
    options: dict,
    members: t.Sequence[dict] = (),
    teams: t.Sequence[dict] = (),
    keys: t.Sequence[dict] = (),
) -> dict[str, t.Any]:
    """The plan. See RETURN."""
    return _Plan(people, options, members, teams, keys).told()


class _Plan:
    def __init__(self, people, options, members, teams, keys) -> None:
        self.options = {name: value for name, value in options.items() if value not in (None, "")}
        self.members = {member["email"].lower(): member for member in members}
        self.teams = {team["name"]: [entry.lower() for entry in team.get("members") or ()] for team in teams}
        self.keys = keys
        self.refused: list[str] = []
        if not people and not self.options.get("allow_empty"):
            self.refused.append(
                "'team_sync_people' is empty. If really nobody is to stay, set 'team_sync_allow_empty: true'."
            )
        self.wanted = self._wanted_teams()
        self.people, self.duplicates = self._people(people)
        self.kept = self._kept()

    def told(self) -> dict[str, t.Any]:
        known = {address for person in self.people.values() for address in person.addresses}
        away = [email for email in self.members if email not in known]
        leavers = [email for email in away if email not in self.kept]
        differing, unfilled = self._differing(leavers if self.options.get("remove") else [])
        missing = [
            {"email": email, "roles": person.roles or self.options.get("roles") or []}
            for email, person in self.people.items()
            if email not in self.members
        ]
        self._check(leavers, differing, missing)
        return {
            "refused": self.refused,
            "missing": missing,
            "teams": differing,
            "unfilled": unfilled,
            "leavers": sorted(leavers),
            "kept": {email: why for email, why in sorted(self.kept.items()) if email in away},
            "duplicates": self.duplicates,
            "ignored": self._ignored(),
        }

    # -- the list ----------------------------------------------------------------------------------

    def _people(self, rows: list[dict]) -> tuple[dict[str, _Person], list[str]]:
        """The people by their address, and the addresses of those who are there more than once."""
        found: dict[str, _Person] = {}
        doubles: dict[str, None] = {}
        option = self.options.get("email_key", "email")
        wrong = []
        odd = [str(number) for number, row in enumerate(rows, 1) if not isinstance(row, dict)]
        if odd:
            self.refused.append(
                f"Entry {', '.join(odd)} of 'team_sync_people' is no mapping: give each person as one, for example "
                "{email: ada@example.com, teams: [Payments]}."
            )
            return {}, []
        for number, row in enumerate(rows, 1):
            addresses = [address.lower() for address in self._texts(row.get(option), split=False)]
            if not addresses or not all(map(_ADDRESS.fullmatch, addresses)):
                wrong.append(str(number))
                continue
            person = _Person(
                addresses,
                self._texts(row.get(self.options.get("teams_key", "teams"))),
                self._texts(row.get(self.options.get("roles_key", "roles"))),
            )
            email = next((address for address in addresses if address in self.members), addresses[0])
            if email in found:
                doubles[email] = None
                person = _Person(*(list(dict.fromkeys(texts)) for texts in map(operator.add, found[email], person)))
            found[email] = person
        if wrong:
            self.refused.append(
                f"'{option}' is no e-mail address in entry {', '.join(wrong)} of 'team_sync_people': correct it, or "
                "set 'team_sync_email_key'. Leave out who has none."
            )
        return found, sorted(doubles)

    def _texts(self, value: t.Any, split: bool = True) -> list[str]:
        """The texts in a list, or in a text with separators."""
        if isinstance(value, str) and split:
            value = value.split(self.options.get("separator", ";"))
        values = value if isinstance(value, (list, tuple)) else [] if value is None else [value]
        return [text for text in (str(one).strip() for one in values) if text]

    def _ignored(self) -> list[str]:
        known = {group for groups in self.wanted.values() for group in groups}
        return sorted(
            {group for person in self.people.values() for group in person.groups if group.lower() not in known}
        )

    # -- teams -------------------------------------------------------------------------------------

    def _wanted_teams(self) -> dict[str, set[str]]:
        """The groups that make up each team, in lower case."""
        teams = self.options.get("teams") or {}
        if isinstance(teams, list):
            teams = {str(name): None for name in teams}
        return {
            name: {group.lower() for group in (self._texts(groups, split=False) or [name])}
            for name, groups in teams.items()
        }

    def _differing(self, removed: list[str]) -> tuple[list[dict], list[str]]:
        """The teams to write, and those that wait until somebody has joined."""
        differing, unfilled, empty = [], [], []
        for name, groups in self.wanted.items():
            wanted = [
                email for email, person in self.people.items() if groups.intersection(map(str.lower, person.groups))
            ]
            joined = [email for email in wanted if email in self.members]
            if not wanted:
                empty.append(name)
            if wanted and not joined:
                unfilled.append(name)
            else:
                differing += self._written(name, joined)
        for name in self.teams.keys() - self.wanted.keys():
            if set(removed).intersection(self.teams[name]):
                stay = [email for email in self.teams[name] if email in self.members and email not in removed]
                differing += self._written(name, stay)
        if empty and not self.options.get("allow_empty"):
            self.refused.append(
                f"Nobody in 'team_sync_people' is in {', '.join(empty)}: correct 'team_sync_teams' or "
                "'team_sync_teams_key', or set 'team_sync_allow_empty: true' to empty what is empty in the list."
            )
        return sorted(differing, key=lambda team: team["name"]), unfilled

    def _written(self, name: str, members: list[str]) -> list[dict]:
        before = self.teams.get(name)
        added, removed = set(members).difference(before or ()), set(before or ()).difference(members)
        if before is not None and not added and not removed:
            return []
        return [{"name": name, "members": sorted(members), "added": sorted(added), "removed": sorted(removed)}]

    # -- safety ------------------------------------------------------------------------------------

    def _kept(self) -> dict[str, str]:
        """The members who are never removed, and why."""
        asked = [address.lower() for address in self._texts(self.options.get("keep"), split=False)]
        account = self._account()
        kept = {email: "is named in team_sync_keep" for email in asked if email in self.members}
        for email, member in self.members.items():
            if account and member["uuid"] == account:
                kept[email] = "is the account of the API key"
            if "owner" in (member.get("roles") or ()):
                kept[email] = "is the owner"
        nobody = [email for email in asked if email not in self.members]
        if nobody and self.options.get("remove"):
            self.refused.append(f"'team_sync_keep' names {', '.join(nobody)}, who is no member: correct it.")
        return kept

    def _account(self) -> str | None:
        """The uuid of the account that made the key in use, or the key that this one was made with, and so on. Empty
        when there is none, None when nothing tells it."""
        made_by = {key["uuid"]: key.get("made_by", "") for key in self.keys}
        uuid = next((key["uuid"] for key in self.keys if key.get("in_use")), None)
        while uuid in made_by:
            uuid = made_by.pop(uuid)
        return uuid if uuid is None or uuid.startswith("acnt_") else ""

    def _check(self, leavers: list[str], differing: list[dict], missing: list[dict]) -> None:
        """See that nothing is done by mistake."""
        if isinstance(self.options.get("teams"), list) and self._ignored():
            self.refused.append(
                f"'team_sync_people' names teams that 'team_sync_teams' does not: {', '.join(self._ignored())}. "
                "Correct the names, or add the teams."
            )
        lacking = [one["email"] for one in missing if not one["roles"]]
        if lacking and self.options.get("invite", True):
            self.refused.append(f"Nothing says with which roles to invite {', '.join(lacking)}: set 'team_sync_roles'.")
        remove = bool(self.options.get("remove"))
        if remove and leavers and self._account() is None and not self.options.get("keep"):
            self.refused.append(
                "The service does not tell whose account the API key belongs to: name it in 'team_sync_keep', so that "
                "it is not removed."
            )
        from_teams = {email for team in differing for email in team["removed"] if email in self.members}
        losing = from_teams.union(leavers if remove else ())
        limit = self._limit()
        if limit is not None and len(losing) > limit:
            self.refused.append(
                f"{len(losing)} of {len(self.members)} members would be removed from the workspace or from a team, and "
                f"'team_sync_max_removals' allows {limit}: {', '.join(sorted(losing))}. See that the list is complete, "
                "or raise it."
            )

    def _limit(self) -> int | None:
        """How many people may lose anything; a share is rounded up."""
        given = str(self.options.get("max_removals", "10%")).strip()
        match = re.fullmatch(r"([0-9]{1,9})(%?)", given)
        if not match or (match[2] and int(match[1]) > 100):
            self.refused.append(
                f"'team_sync_max_removals' is '{given}': give a number, such as 5, or a share, such as 10%."
            )
            return None
        return math.ceil(len(self.members) * int(match[1]) / 100) if match[2] else int(match[1])


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"team_sync_plan": team_sync_plan}
