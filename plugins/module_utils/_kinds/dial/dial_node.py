# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dial nodes of one's own. No route changes one, and the keys that its DataKit needs are never kept."""

from __future__ import annotations

from ..._engine.answers import Answers
from ..._engine.field import Field
from ..._engine.guard import DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED
from ..._engine.route import Route


class DialNode(Kind):
    """A node of one's own, known by its code. Answers to writes hold its keys, so nothing but the uuid is taken."""

    name = "dial_node"
    title = "dial node"
    plural = "dial nodes"
    uuid_prefix = "reg_"
    key = Key(("code",), aliases=("name",))
    list_operation = "dialing_region_list"
    create_operation = "dialing_region_regist"
    answers = Answers(believed=False, uuid="regionInfo.uuid")
    delete_route = Route("dialing_region_delete", path="region_uuid")
    keys_route = Route("dialing_region_info", path="region_uuid")
    used_by = (("dial_test", "nodes"),)
    guards = (Guard("deletes the dial tests that run there, too", DELETE),)
    fields = (
        Field("code", "keycode", life=FIXED),
        Field("name", "name", life=FIXED),
        Field("country", "country", required=True, life=FIXED),
        Field("province", "province", life=FIXED),
        Field("city", "city", life=FIXED),
        Field("company", "company", life=FIXED),
        Field("isp", "isp", required=True, life=FIXED),
        Field("domestic", "internal", type="bool", on_create=False, life=FIXED),
    )


DIAL_NODE = DialNode()
