# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that turn events into issues."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.kind import Kind
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import SET, TRIMMED
from ..._engine.values import UNSET
from .._shared.people import addressees, warn_of_outsiders
from ._levels import level


class IssueDiscovery(Kind):
    """A rule."""

    name = "issue_discovery"
    title = "issue discovery rule"
    plural = "issue discovery rules"
    uuid_prefix = "iatdc_"
    list_operation = "issue_auto_discovery_list"
    create_operation = "issue_auto_discovery_add"
    get_route = Route("issue_auto_discovery_get", path="cfg_uuid")
    modify_route = Route("issue_auto_discovery_modify", path="cfg_uuid")
    replaces = True
    delete_route = Route("issue_auto_discovery_delete", path="cfg_uuid")
    enable_route = Route("issue_auto_discovery_set_disable", path="cfg_uuid", extra={"isDisable": False})
    disable_route = Route("issue_auto_discovery_set_disable", path="cfg_uuid", extra={"isDisable": True})
    fields = (
        Field("name", "name", max_length=256),
        Field("description", "description"),
        Field("namespace", "dqlNamespace", choices=("keyevent",), on_create="keyevent"),
        Field(
            "every",
            "every",
            choices={"5m": 300, "10m": 600, "15m": 900, "30m": 1800, "1h": 3600},
            required=True,
        ),
        Field("conditions", "conditions", rule=TRIMMED),
        Field("dimensions", "dimensions", type="list", elements="str", rule=SET, required=True),
        Field("issue_title", "config.name", max_length=256, required=True),
        Field(
            "issue_description",
            ("config.description", "config.extend.text"),  # the second is the console's rendering of the first
            read="config.description",
            write=lambda value, row: (value, UNSET),
        ),
        Field("level", "config.level", resolve=level, loose=True),
        Field(
            "channels",
            "config.channelUUIDs",
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("issue_channel"),
            loose=True,
        ),
        Field(
            "assignees",
            "config.extend.manager",
            type="list",
            elements="str",
            rule=SET,
            resolve=addressees,
            review=warn_of_outsiders("assignees"),
            loose=True,
        ),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
    )


ISSUE_DISCOVERY = IssueDiscovery()
