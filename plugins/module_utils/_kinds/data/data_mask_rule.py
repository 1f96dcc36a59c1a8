# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks: what of a field some roles do not see."""

from __future__ import annotations

import re

from ..._engine.field import Field
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS
from ..._engine.route import Route
from ._roles import opening_guards, role_field

_TYPES = (
    "logging",
    "metric",
    "object",
    "custom_object",
    "keyevent",
    "tracing",
    "rum",
    "security",
    "network",
    "profiling",
    "billing",
)


def _review_regex(run, plan) -> None:
    """The service has a dialect of its own, so this is no more than a hint."""
    try:
        re.compile(plan.after["regex"] or "")
    except re.error as error:
        run.warn(f"'regex' of {plan.title} may be wrong: {error}.")


class DataMaskRule(Kind):
    """A rule that masks parts of a field for roles."""

    name = "data_mask_rule"
    title = "data mask rule"
    plural = "data mask rules"
    uuid_prefix = "wdmk_"
    list_operation = "data_mask_rule_list"
    create_operation = "data_mask_rule_add"
    get_route = Route("data_mask_rule_get", path="data_mask_rule_uuid")
    modify_route = Route("data_mask_rule_modify", path="data_mask_rule_uuid")
    delete_route = Route("data_mask_rule_delete", body_list="dataMaskRuleUUIDs")
    enable_route = Route("data_mask_rule_set_disable", body_list="dataMaskRuleUUIDs", extra={"isDisable": False})
    disable_route = Route("data_mask_rule_set_disable", body_list="dataMaskRuleUUIDs", extra={"isDisable": True})
    guards = opening_guards("shows what it masks to", "its roles")
    fields = (
        Field("name", "name", max_length=128, life=ALWAYS),
        Field("type", "type", choices=_TYPES, required=True, life=ALWAYS),
        Field("field", "field", max_length=128, required=True, life=ALWAYS),
        Field("regex", "reExpr", max_length=5000, required=True, life=ALWAYS, review=_review_regex),
        role_field(),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
    )


DATA_MASK_RULE = DataMaskRule()
