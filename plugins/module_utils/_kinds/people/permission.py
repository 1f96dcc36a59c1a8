# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a role may hold: read only, and wider or narrower from one version of the service to the next."""

from __future__ import annotations

import typing as t

from ..._api.paging import Rows
from ..._engine.field import Field
from ..._engine.key import Key
from ..._engine.kind import Kind


class Permission(Kind):
    """A permission, known by the word that roles hold. The service lists them in groups."""

    name = "permission"
    title = "permission"
    plural = "permissions"
    key = Key(("key",), uuid=("key",))
    list_operation = "permissions_list"
    fields = (
        Field("key", "key"),
        Field("title", "name"),
        Field("description", "desc"),
        Field("group", "group"),
        Field("custom_roles", "isSupportCustomRole", type="bool", choices={True: 1, False: 0}),
    )

    def lists(self, client, query: t.Mapping[str, t.Any] | None = None) -> list[Rows]:
        """The permissions of all groups, without the groups: one that no role may hold can have some that it may."""
        return [
            rows._replace(
                items=[{**one, "group": group.get("name")} for group in rows.items for one in group.get("subs") or ()]
            )
            for rows in super().lists(client, query)
        ]


PERMISSION = Permission()
