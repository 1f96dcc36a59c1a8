# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Service level objectives: what is sent at top level comes back inside ``config``, and half of it is fixed at
creation."""

from __future__ import annotations

import typing as t

from ..._engine.adding import with_entries
from ..._engine.errors import InputError
from ..._engine.field import MISSING, Field
from ..._engine.kind import Kind
from ..._engine.life import FIXED
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import SET

_SWITCH_MANY = Route("slos_batch_set_disable", body_list="sloUUIDs")


def _listed(rows: t.Any, key: str) -> t.Any:
    return [row[key] for row in rows] if isinstance(rows, list) else MISSING


class Slo(Kind):
    """An SLO over monitors."""

    name = "slo"
    title = "SLO"
    plural = "SLOs"
    uuid_prefix = "monitor_"
    list_operation = "slos_list"
    create_operation = "slos_create"
    get_route = Route("slos_get", path="slo_uuid")
    modify_route = Route("slos_modify", path="slo_uuid")
    delete_route = Route("slos_delete", path="slo_uuid", many=Route("slos_batch_delete", body_list="sloUUIDs"))
    enable_route = Route("slos_set_disable", path="slo_uuid", extra={"isDisable": False}, many=_SWITCH_MANY)
    disable_route = Route("slos_set_disable", path="slo_uuid", extra={"isDisable": True}, many=_SWITCH_MANY)
    used_by = (("mute", "slos"),)
    fields = (
        Field("name", "name", max_length=256, life=FIXED),
        Field("goal", "goal", read="config.goal", type="float", required=True, life=FIXED),
        Field("min_goal", "minGoal", read="config.minGoal", type="float", required=True, life=FIXED),
        Field("interval", "interval", read="config.interval", choices=("5m", "10m"), on_create="5m"),
        Field(
            "monitors",
            "sliUUIDs",
            read=lambda row: _listed((row.get("config") or {}).get("sli_infos"), "id"),
            type="list",
            elements="str",
            rule=SET,
            required=True,
            resolve=refer("monitor"),
        ),
        Field("description", "describe", read="config.describe", max_length=3000),
        Field(
            "alert_policies",
            "alertPolicyUUIDs",
            read=lambda row: _listed(row.get("alertPolicyInfos"), "uuid"),
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("alert_policy"),
            loose=True,
        ),
        *with_entries(
            Field(
                "tags",
                "tags",
                read=lambda row: _listed(row.get("tagInfo"), "name"),
                type="list",
                elements="str",
                rule=SET,
            )
        ),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
    )

    def prepare(self, params: dict) -> dict:
        goal, min_goal = params.get("goal"), params.get("min_goal")
        for option, value in (("goal", goal), ("min_goal", min_goal)):
            if value is not None and not 0 < value < 100:
                raise InputError(f"'{option}' is {value:g}: it is a percentage above 0 and below 100.")
        if goal is not None and min_goal is not None and min_goal >= goal:
            raise InputError(f"'min_goal' is {min_goal:g}: it must be less than 'goal', which is {goal:g}.")
        if params.get("monitors") == []:
            raise InputError("An SLO is measured by monitors: 'monitors' cannot be empty.")
        return params


SLO = Slo()
