# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Teams of the workspace. The list tells their names, a single read their members, no answer both."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.field import MISSING, Field
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS, UNTOLD
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import SET
from ..._engine.use import Use
from ._uses import NAMED_IN


def _members(row: dict) -> t.Any:
    members = row.get("groupMembers")
    return MISSING if members is None else [member["uuid"] for member in members]


class Team(Kind):
    """A team of members; the API calls it a member group."""

    name = title = "team"
    plural = "teams"
    uuid_prefix = "group_"
    list_operation = "member_groups_list"
    create_operation = "member_groups_add"
    get_route = Route("member_groups_get", query="groupUUID")
    get_is_partial = True
    modify_route = Route("member_groups_modify", path="group_uuid")
    delete_route = Route("member_groups_delete", path="group_uuid")
    answers = Answers(believed=False)
    dropped_keys = ("member_name_list", "membersNotInGroup")
    used_by = (*NAMED_IN, ("service", "team"), Use("catalog_entity", "owner", by="name"))
    fields = (
        Field("name", "name", max_length=48, life=ALWAYS),
        Field(
            "members",
            "accountUUIDs",
            read=_members,
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("member"),
            life=ALWAYS,
        ),
        Field(
            "add_members",
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("member"),
            adds_to="members",
            life=UNTOLD,
        ),
    )


TEAM = Team()
