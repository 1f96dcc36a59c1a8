# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Teams of the workspace: read only, so that others can be told who is meant by a team's name."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.kind import Kind


class Team(Kind):
    """A team of members; the API calls it a member group."""

    name = title = "team"
    plural = "teams"
    uuid_prefix = "group_"
    list_operation = "member_groups_list"
    fields = (Field("name", "name"),)


TEAM = Team()
