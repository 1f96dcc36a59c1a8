# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access rules: which data the named roles may read. Rows carry data of people, which is dropped at once."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.codec import COMMAS, Codec
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.find import by_name
from ..._engine.guard import CHANGE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS, FIXED, UNTOLD
from ..._engine.references import found_uuid, refer, renamed
from ..._engine.route import Listing, Route
from ..._engine.rules import EXACT, SET, TRIMMED
from ..._engine.values import accepted_texts, text
from ._roles import opening_guards, role_field

_TYPES = ("logging", "rum", "tracing", "metric")
_WORDS = {"name": "name", "regex": "reExpr", "enabled": "enable"}


def _to_wire(expressions: t.Any) -> t.Any:
    if not isinstance(expressions, list):
        return expressions
    return [{api: one[word] for word, api in _WORDS.items()} for one in expressions]


def _from_wire(expressions: t.Any) -> t.Any:
    """Whether one is in force is a boolean, 0 or 1."""
    if not isinstance(expressions, list):
        return expressions
    told = [{word: one.get(api) for word, api in _WORDS.items()} for one in expressions]
    return [{**one, "enabled": one["enabled"] in (True, 1)} for one in told]


def _as_lists(extend: t.Any) -> t.Any:
    """Each field with the texts of its values, whose order means nothing."""
    if not isinstance(extend, dict):
        return extend
    return {
        name: sorted({text(value) for value in (values if isinstance(values, list) else [values]) if value is not None})
        for name, values in extend.items()
    }


def _resolve_indexes(run, indexes: list) -> list:
    """The uuids of indexes that are named; the words for all and for the built-in one, and what belongs to another
    workspace, stay as they are."""
    named = refer("log_index", "external_log_index")
    return [index if index in ("*", "default") or ":" in index else named(run, index) for index in indexes]


_resolve_indexes.kinds = ("log_index", "external_log_index")


def _apps(run, sources: list[str]) -> list[str]:
    """The sources of a rule about RUM data, with ids in place of the names of applications; others stay as they are."""
    kind = run.kinds["rum_app"]
    found = []
    for source in sources:
        name, _besides = renamed(run, (kind.name,), source)
        is_app = source != "*" and (
            run.memory.row(kind, name)
            or by_name(run, kind, name)
            or (run.expected is not None and run.expected.use(kind.name, name))
        )
        found.append(found_uuid(run, (kind.name,), name) if is_app else source)
    return found


def _condition(filters: dict[str, list[str]], logic: str) -> str:
    parts = []
    for name, values in filters.items():
        if "`" in name or name.startswith("*"):
            raise InputError(f"'filters' cannot say '{name}': give 'conditions' and 'extend' in its place.")
        texts = ", ".join("'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'" for value in values)
        parts.append(f"`{name}` IN [{texts}]")
    return f" {logic} ".join(parts)


class DataAccessRule(Kind):
    """A rule that lets roles read a part of the data only."""

    name = "data_access_rule"
    title = "data access rule"
    plural = "data access rules"
    uuid_prefix = "lqrl_"
    key = Key(("type", "name"), complete=True)
    list_operation = "data_query_rule_list"
    listings = tuple(Listing({"type": word}, {"type": word}) for word in _TYPES)
    create_operation = "data_query_rule_add"
    answers = Answers(believed=False)  # a create may answer a role more than it was sent
    get_route = Route("data_query_rule_get", path="query_rule_uuid")
    modify_route = Route("data_query_rule_modify", path="query_rule_uuid")
    replaces = True
    delete_route = Route("data_query_rule_delete", body_list="queryRuleUuids")
    enable_route = Route("data_query_rule_set_disable", body_list="queryRuleUuids", extra={"isDisable": False})
    disable_route = Route("data_query_rule_set_disable", body_list="queryRuleUuids", extra={"isDisable": True})
    dropped_keys = ("relMemberInfos", "relRoleInfos")
    content_refers_to = ("rum_app",)
    guards = (
        *opening_guards("lets read everything", "its roles"),
        Guard(
            "lets its roles read everything",
            CHANGE,
            options=("conditions",),
            when=lambda plan: not plan.after["conditions"],
        ),
    )
    fields = (
        Field("name", "name", max_length=64, life=ALWAYS),
        Field("description", "desc", max_length=256, on_create=""),
        Field("type", "type", choices=_TYPES, life=FIXED),
        Field("indexes", "indexes", type="list", elements="str", rule=SET, resolve=_resolve_indexes, on_create=[]),
        Field("sources", "sources", type="list", elements="str", rule=SET, on_create=[]),
        role_field(),
        Field("filters", type="dict", life=UNTOLD),
        Field("conditions", "conditions", rule=TRIMMED, on_create=""),
        Field(
            "extend",
            "extend",
            type="dict",
            rule=EXACT._replace(canonical=_as_lists),
            check=lambda extend: accepted_texts("extend", extend),
            on_create={},
        ),
        Field("logic", "logic", choices=("and", "or"), on_create="and"),
        Field("mask_fields", "maskFields", type="list", elements="str", codec=COMMAS, rule=SET, on_create=[]),
        Field(
            "mask_expressions",
            "reExprs",
            codec=Codec(_to_wire, _from_wire),
            type="list",
            elements="dict",
            suboptions={
                "name": {"type": "str", "required": True},
                "regex": {"type": "str", "required": True},
                "enabled": {"type": "bool", "default": True},
            },
            on_create=[],
        ),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
    )

    def prepare(self, params: dict) -> dict:
        said = [params.get(option) for option in ("conditions", "extend")]
        if params.get("filters") is not None and said != [None, None]:
            raise InputError("'filters' says what 'conditions' and 'extend' say: give either.")
        return params

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """Sources of RUM data may be names of applications. Filters say both what counts and what the console shows of
        it, joined as the rule has it."""
        if wanted.get("sources") and (self.field("type").actual(row) if row else wanted.get("type")) == "rum":
            wanted = {**wanted, "sources": _apps(run, wanted["sources"])}
        if "filters" not in wanted:
            return wanted
        if not wanted["filters"]:
            raise InputError("'filters' is empty, and its roles would read everything: name a field, or leave it out.")
        filters = accepted_texts("filters", wanted["filters"])
        logic = wanted.get("logic") or (self.field("logic").actual(row) if row else None) or "and"
        told = {option: value for option, value in wanted.items() if option != "filters"}
        return {**told, "logic": logic, "conditions": _condition(filters, logic), "extend": filters}

    def review(self, run, plan) -> None:
        where = "indexes" if plan.target.get("type") == "logging" else "sources"
        if plan.changed and not plan.target.get(where):
            raise InputError(f"{plan.title} needs '{where}': name those that it is for, or '*' for all of them.")
        if "conditions" in plan.differing and plan.actual.get("extend") and "extend" not in plan.after:
            raise InputError(
                f"The console shows other conditions of {plan.title} than these: give 'filters', or 'extend', too."
            )


DATA_ACCESS_RULE = DataAccessRule()
