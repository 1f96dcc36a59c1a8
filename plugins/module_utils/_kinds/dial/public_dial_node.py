# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nodes of the vendor, which run dial tests: read only, so that tests can name them."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.key import Key
from ..._engine.kind import Kind


class PublicDialNode(Kind):
    """A node of the vendor. People call it by its English name, its name in the language of the site, or its code."""

    name = "public_dial_node"
    title = "public dial node"
    plural = "public dial nodes"
    uuid_prefix = "regn_"
    key = Key(aliases=("code", lambda row: row.get("name")))
    list_operation = "dialing_task_default_region_list"
    fields = (
        Field("name", read=lambda row: row.get("name_en") or row.get("name")),
        Field("code", read="keycode"),
        Field("country", read="country"),
        Field("province", read="province"),
        Field("city", read="city"),
        Field("isp", read="isp"),
        Field("domestic", read="internal", type="bool"),
        Field("status", read="status"),
    )


PUBLIC_DIAL_NODE = PublicDialNode()
