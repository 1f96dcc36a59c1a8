# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authorisations of other workspaces to read data of this one. No route changes or deletes one."""

from __future__ import annotations

from ..._engine.answers import Answers
from ..._engine.field import Field
from ..._engine.guard import CREATE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED, UNTOLD_AND_FIXED
from ..._engine.route import Listing, Route
from ..._engine.rules import SET
from ..._engine.shape import Word

_DATA = (
    "*",
    "metric",
    "keyevent",
    "network",
    "rum",
    "dialtest",
    "billing",
    "logging",
    "tracing",
    "object",
    "custom_object",
    "profiling",
    "llm",
    "agent_monitor",
)


class WkspShare(Kind):
    """An authorisation, known by the workspace that it lets in."""

    name = "wksp_share"
    title = "data authorisation"
    plural = "data authorisations"
    folder = "wksp_shares"
    key = Key(("workspace",))
    list_operation = "wksp_share_list"
    listings = (Listing(query={"type": "grant"}),)
    search_parameter = "filterWsUUIDs"
    create_operation = "wksp_share_add"
    answers = Answers(uuid=None)  # whether it is told is not documented
    get_route = Route("wksp_share_get", path="wksp_share_uuid")
    prunable = False
    dropped_keys = ("creatorInfo", "authorizationCode")
    guards = (Guard("lets another workspace read data of this one, which the API cannot take back", CREATE),)
    fields = (
        Field("workspace", "workspaceUUID", read="toWorkspaceUUID", life=FIXED),
        Field("site", "regionCode", read="toRegionCode", life=FIXED),
        Field("data", "type", type="list", elements="str", choices=_DATA, rule=SET, required=True, life=FIXED),
        Field("indexes", "indexes", type="list", elements="str", rule=SET, on_create=[], life=FIXED),
        Field(
            "metric_conditions",
            "conditions.metric",
            type="list",
            elements="dict",
            shape=[{"name": "host", "op": Word("in", "not in"), "value": ["web-1"], "logic": Word("and", "or")}],
            life=UNTOLD_AND_FIXED,
        ),
    )


WKSP_SHARE = WkspShare()
