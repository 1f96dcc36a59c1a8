# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a role may hold: read only, and wider or narrower from one version of the service to the next."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.route import Listing


class Permission(Kind):
    """A permission, known by the word that roles hold. Groups that no role may hold can have some that it may."""

    name = "permission"
    title = "permission"
    plural = "permissions"
    key = Key(("key",), uuid=("key",))
    list_operation = "permissions_list"
    listings = (Listing(inside="subs"),)
    fields = (
        Field("key", "key"),
        Field("title", "name"),
        Field("description", "desc"),
        Field("custom_roles", "isSupportCustomRole", type="bool", choices={True: 1, False: 0}),
    )


PERMISSION = Permission()
