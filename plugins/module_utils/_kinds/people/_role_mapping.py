# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role mapping of a single sign-on: rules with routes of their own, and a switch for all of them."""

from __future__ import annotations

import typing as t

from ..._engine.errors import InputError
from ..._engine.part import Part
from ..._engine.rules import EXACT
from ..._engine.values import MISSING, is_blank
from .._shared.roles import roles, without_owner

RULES, SWITCH = "role_mapping", "mapping_enabled"
_TOLD = "isOpenSAMLMapping"
_no_owner = without_owner(RULES, "which nobody can be given")


def _given_roles(row: dict) -> list:
    """Sent as a list, told as one text, whose form for several roles is not documented."""
    told = row.get("targetValues") or row.get("targetValue") or []
    return [part.strip() for part in told.split(",")] if isinstance(told, str) else told


def read_rules(rows: list) -> list[dict]:
    """The rules as the option has them."""
    return [
        {"attribute": one.get("sourceField"), "value": one.get("sourceValue"), "roles": _given_roles(one)}
        for one in rows
    ]


def _key(rule: dict) -> tuple:
    return rule.get("attribute"), rule.get("value")


def _in_order(rules: t.Any) -> t.Any:
    if not isinstance(rules, list):
        return rules
    return sorted(({**rule, "roles": sorted(set(rule["roles"]))} for rule in rules), key=_key)


#: Rules are compared whole, in any order.
IN_ANY_ORDER = EXACT._replace(canonical=_in_order)


def check_rules(rules: list) -> list:
    """The rules; InputError for one without roles, with the owner's, or for two of one attribute and value."""
    for rule in rules:
        _no_owner(rule["roles"])
        if any(map(is_blank, _key(rule))):
            raise InputError(f"'{RULES}' has a rule without attribute or value: give both, or leave the rule out.")
        if not rule["roles"]:
            raise InputError(f"'{RULES}' gives no role for {' '.join(_key(rule))}: name one, or leave the rule out.")
    if len(set(map(_key, rules))) < len(rules):
        raise InputError(f"'{RULES}' has two rules for one attribute and value: join their roles.")
    return rules


def resolve_rules(run, rules: list) -> list:
    """The rules with the uuids of their roles."""
    return [{**rule, "roles": roles(run, rule["roles"])} for rule in rules]


resolve_rules.kinds = roles.kinds


class Rules(Part):
    """Rules are added and changed first, and deleted then, so that nobody is without one meanwhile."""

    what = "role mapping"
    list_operation, add_operation = "sso_mappings_list", "sso_mappings_add"
    modify_operation, delete_operation = "sso_mappings_modify", "sso_mappings_delete"

    def read(self, run, kind, row: dict) -> dict:
        return {} if RULES in row else {RULES: self._rows(run, kind.uuid_of(row))}

    def _rows(self, run, uuid: str) -> list[dict]:
        return run.client.rows(self.list_operation, query={"ssoUUID": uuid}).items

    def along(self, run, plan) -> dict | None:
        return None

    def write(self, run, plan) -> dict:
        if _goes_off(plan):
            Switch().write(run, plan)  # before a rule is lost
        there = [(rule, row["uuid"]) for row in self._rows(run, plan.uuid) for rule in _in_order(read_rules([row]))]
        for rule in plan.after[RULES]:
            attribute, value = _key(rule)
            body = {"sourceField": attribute, "sourceValue": value, "targetValues": rule["roles"]}
            # The service may hold several rules of one attribute and value: one stays, the others go.
            same = [one for one in there if _key(one[0]) == _key(rule)]
            kept = next((one for one in same if one[0] == rule), next(iter(same), None))
            if kept is None:
                run.client.call(self.add_operation, body={"ssoUUID": plan.uuid, **body})
                continue
            there.remove(kept)
            if kept[0] != rule:
                run.client.call(self.modify_operation, path={"fdmp_uuid": kept[1]}, body=body)
        for _rule, uuid in there:
            run.client.call(self.delete_operation, path={"fdmp_uuid": uuid})
        return {RULES: self._rows(run, plan.uuid)}


class Switch(Part):
    """Whether the rules count."""

    what = "switch of the role mapping"
    set_operation = "sso_mappings_set_disable"

    def read(self, run, kind, row: dict) -> dict:
        return {}

    def along(self, run, plan) -> dict | None:
        return None

    def write(self, run, plan) -> dict:
        on = plan.after[SWITCH]
        if plan.row.get(_TOLD) == int(on):
            return {}
        plan.row = {**plan.row, _TOLD: int(on)}
        run.client.call(self.set_operation, body={"ssoUUID": plan.uuid, "isDisable": not on})
        return {_TOLD: int(on)}


def _goes_off(plan) -> bool:
    return SWITCH in plan.differing and plan.after[SWITCH] is False


def read_switch(row: dict) -> t.Any:
    """Whether the rules count, as rows tell it; MISSING where they do not."""
    return row[_TOLD] in (1, True) if row.get(_TOLD) is not None else MISSING
