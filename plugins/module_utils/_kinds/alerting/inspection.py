# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Self-built inspections: checks by a function of one's own, known by the key that their author gave them."""

from __future__ import annotations

import typing as t

from ..._engine.field import MISSING, Field
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import SET


def _title(row: dict) -> t.Any:
    script = row.get("jsonScript") or {}
    return script.get("title") or script.get("name", MISSING)


def _policies(row: dict) -> t.Any:
    policies = row.get("alertPolicyInfos")
    return [policy["uuid"] for policy in policies] if isinstance(policies, list) else MISSING


class Inspection(Kind):
    """A self-built inspection. Its single read tells less than a row of the list, so the list is read."""

    name = "inspection"
    title = "self-built inspection"
    plural = "self-built inspections"
    key = Key(("ref_key",))
    uuid_prefix = "rul_"
    list_operation = "self_built_checkers_list"
    search_parameter = "refKey"
    create_operation = "self_built_checkers_create"
    modify_route = Route("self_built_checkers_modify", body="ruleUUID")
    delete_route = Route(
        "self_built_checkers_delete",
        body="ruleUUID",
        many=Route("self_built_checkers_batch_delete", body_list="ruleUUIDs"),
    )
    enable_route = Route("self_built_checkers_enable", body_list="ruleUUIDs")
    disable_route = Route("self_built_checkers_disable", body_list="ruleUUIDs")
    used_by = (("mute", "monitors"),)
    fields = (
        Field("ref_key", "refKey", life=FIXED, argument={"no_log": False}),
        Field("title", "title", read=_title, required=True),
        Field("function_id", "refFuncInfo.funcId", read="jsonScript.refFuncInfo.funcId", required=True, life=FIXED),
        Field("function_description", "refFuncInfo.description", read="jsonScript.refFuncInfo.description"),
        Field("function_definition", "refFuncInfo.definition", read="jsonScript.refFuncInfo.definition"),
        Field("function_category", "refFuncInfo.category", read="jsonScript.refFuncInfo.category"),
        Field("function_args", "refFuncInfo.args", read="jsonScript.refFuncInfo.args", type="list", elements="str"),
        Field("function_kwargs", "refFuncInfo.kwargs", read="jsonScript.refFuncInfo.kwargs", type="dict"),
        Field(
            "alert_policies",
            "alertPolicyUUIDs",
            read=_policies,
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("alert_policy"),
            loose=True,
        ),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
    )


INSPECTION = Inspection()
