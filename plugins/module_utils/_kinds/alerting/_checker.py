# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The definition of a monitor, ``{"jsonScript": {...}, "extend": {...}}`` as the console exports it: its canonical
form and its two copies.

``jsonScript`` is what the service executes. ``extend`` is what the console's editor shows, and it repeats the queries
(``querylist[].query.q``) and the rules (``rules``) of ``jsonScript``; both copies are kept in agreement here. See
``docs/monitors.md`` for what is compared and what is not.
"""

from __future__ import annotations

import copy
import re
import typing as t
from decimal import Decimal

from ..._engine.diff import changed_parts
from ..._engine.errors import InputError
from ..._engine.rules import SET, Rule, is_empty
from ..._engine.values import noun
from .._shared.recognize import recognized

_LEVELS = ("fatal", "critical", "error", "warning", "info", "ok", "nodata")
#: Texts that are the name of the monitor, which is a field of its own.
_NAMES = frozenset(("title", "name"))
#: A title that the vendor's packs leave to be filled in, for example ``<<.Monitor.title>>``.
_PLACEHOLDER = re.compile(r"\s*<<[^<>]*>>\s*")
#: What the service fills in where a definition says nothing, and what is neither empty nor off.
_FILLED_IN = {"matchTimes": 1}
#: Times without data for which 0 means the same as null or nothing.
_NO_DATA_TIMES = frozenset(("noDataInterval", "noDataPeriodCount"))


#: What Python and YAML write for a number; not ``007``, which is a text.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,99})(?:\.[0-9]{1,99})?(?:[eE][+-]?[0-9]{1,3})?")
#: Lists whose order and repetitions mean nothing.
_SETS = frozenset(("groupBy", "channels", "atAccounts", "atNoDataAccounts"))


def _are_mappings(value: t.Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


_MAPPING, _MAPPINGS, _TEXT, _TEXTS, _LIST = "mapping", "list of mappings", "text", "list of texts", "list"
_FORMS: dict[str, t.Callable[[t.Any], bool]] = {
    _MAPPING: lambda value: isinstance(value, dict),
    _MAPPINGS: _are_mappings,
    _TEXT: lambda value: isinstance(value, str),
    _TEXTS: lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    _LIST: lambda value: isinstance(value, list),
}


# -- form ------------------------------------------------------------------------------------------


def check(definition: t.Any) -> dict:
    """The definition itself; InputError when it has not the form of one monitor of the console's export."""
    if not isinstance(definition, dict):
        raise InputError(
            f"The definition of a monitor must be a mapping, as the console exports it; it is {noun(definition)}."
        )
    if not isinstance(definition.get("jsonScript", definition.get("extend")), dict):
        look = recognized(definition)
        if look and look.kind != "monitor":
            raise InputError(look.advice)
        raise InputError(
            "The definition of a monitor lacks the mapping 'jsonScript': export the monitor from the console."
        )
    unsent = [key for key, value in definition.items() if value and key not in _USED and not _means_nothing(str(key))]
    if unsent:
        raise InputError(
            f"The definition of a monitor holds what would not be sent: {', '.join(map(str, unsent))}. Take it out; "
            "policies, dashboard, tags, permissions and whether it is enabled are options of their own."
        )
    for place, value, form in _parts(definition):
        if value is not None and not _FORMS[form](value):
            raise InputError(f"'{place}' of the definition must be a {form}.")
    return definition


#: What the definition of a monitor is used for, and what else answers, exports and converters tell of it.
_USED = ("jsonScript", "extend", "is_disable", "alertPolicyNames", "tagInfo", "secret")
_TOLD = (
    *("__operation_info", "alertPolicyInfos", "createAt", "createdWay", "creator", "creatorInfo", "crontabInfo"),
    *("declaration", "deleteAt", "id", "isLocked", "isSLI", "monitorName", "monitorUUID", "refKey", "type", "updateAt"),
    *("uid", "updator", "updatorInfo", "uuid", "workspaceUUID"),
)


def _means_nothing(key: str) -> bool:
    """Whether it is no part of the definition. Files hold the anchors of their YAML in keys like ``x-rules``."""
    return key in _TOLD or key.startswith((".", "_", "x-"))


def _parts(definition: dict) -> t.Iterator[tuple[str, t.Any, str]]:
    """Place, value and form of what is looked into here, the outer parts first."""
    script = definition.get("jsonScript") or {}
    yield "secret", definition.get("secret"), _TEXT
    yield "tagInfo", definition.get("tagInfo") or None, _MAPPINGS
    for number, tag in enumerate(definition.get("tagInfo") or []):
        yield f"tagInfo[{number}].name", tag.get("name", 0), _TEXT
    yield "alertPolicyNames", definition.get("alertPolicyNames") or None, _TEXTS
    yield "extend", definition.get("extend") or None, _MAPPING
    extend = definition.get("extend") or {}
    for key in ("title", "name", "type"):
        yield f"jsonScript.{key}", script.get(key), _TEXT
    yield "jsonScript.targets", script.get("targets"), _MAPPINGS
    yield "jsonScript.checkerOpt", script.get("checkerOpt") or None, _MAPPING
    for place, rules in (("jsonScript.checkerOpt.rules", _rules(script)), ("extend.rules", extend.get("rules"))):
        yield place, rules, _MAPPINGS
        for number, rule in enumerate(rules or []):
            yield from _parts_of_rule(f"{place}[{number}]", rule)
    yield "extend.querylist", extend.get("querylist"), _MAPPINGS
    for number, entry in enumerate(extend.get("querylist") or []):
        yield f"extend.querylist[{number}].query", entry.get("query") or None, _MAPPING


def _parts_of_rule(place: str, rule: dict) -> t.Iterator[tuple[str, t.Any, str]]:
    yield f"{place}.conditionLogic", rule.get("conditionLogic"), _TEXT
    yield f"{place}.conditions", rule.get("conditions") or None, _MAPPINGS
    for number, condition in enumerate(rule.get("conditions") or []):
        for key, form in (("alias", _TEXT), ("operator", _TEXT), ("operands", _LIST)):
            yield f"{place}.conditions[{number}].{key}", condition.get(key) or None, form


def _rules(script: dict) -> list | None:
    options = script.get("checkerOpt")
    return options.get("rules") if isinstance(options, dict) else None


def title(definition: dict) -> str:
    """What the definition calls the monitor: the title of its events, or, in old exports, its name."""
    script = definition.get("jsonScript") or {}
    return script.get("title") or script.get("name") or ""


def is_placeholder(text: str) -> bool:
    """Whether a title is nothing but a placeholder of the vendor's own packs: ``<<.Monitor.title>>``."""
    return _PLACEHOLDER.fullmatch(text) is not None


def titled(content: t.Any, stem: str) -> t.Any:
    """The monitor or pack of a file; ``stem``, the file's name without ending, stands for titles that are
    placeholders, with a number where there are several."""
    is_pack = isinstance(content, dict) and isinstance(content.get("checkers"), list)
    members = list(content["checkers"]) if is_pack else [content]
    blank = [number for number, member in enumerate(members) if _lacks_title(member)]
    for count, number in enumerate(blank, 1):
        name = stem if len(blank) == 1 else f"{stem} {count}"
        script = {**members[number]["jsonScript"], "title": name, "name": name}
        members[number] = {**members[number], "jsonScript": script}
    return {**content, "checkers": members} if is_pack else members[0]


def _lacks_title(member: t.Any) -> bool:
    script = member.get("jsonScript") if isinstance(member, dict) else None
    return isinstance(script, dict) and is_placeholder(str(title(member)))


def signature(definition: dict | None) -> tuple | None:
    """Type and queries, by which monitors of one name are told apart; None when the definition does not say them."""
    script = (definition or {}).get("jsonScript") or {}
    if not script.get("type") or script.get("targets") is None:
        return None
    queries = [_words(target.get("dql") or target.get("monitorCheckerId")) for target in script["targets"]]
    return script["type"], tuple(sorted(queries))


def _words(query: t.Any) -> str:
    return " ".join(str(query or "").split())


# -- the two copies --------------------------------------------------------------------------------


def agreeing(definition: dict) -> dict:
    """The definition with operands as texts and both copies; InputError when these contradict each other."""
    definition = copy.deepcopy(
        {part: definition[part] for part in ("type", "jsonScript", "extend") if not is_empty(definition.get(part))}
    )
    script, extend = definition.get("jsonScript", {}), definition.get("extend", {})
    rules, targets = _rules(script), script.get("targets")
    for rule in [*(rules or []), *(extend.get("rules") or [])]:
        _write_operands(rule)
    if rules is not None:
        if extend.get("rules") is None:
            extend["rules"] = copy.deepcopy(rules)
        _refuse_other_rules(rules, extend["rules"])
    if targets and all(target.get("dql") for target in targets):
        if extend.get("querylist") is None:
            extend["querylist"] = [_query(target) for target in targets]
        _refuse_other_queries(targets, extend["querylist"])
    if extend:
        definition["extend"] = extend
    return definition


def without_copies(definition: dict) -> dict:
    """A canonical definition without the copies that ``agreeing`` makes anew: to change a threshold in a file, people
    change it in one place."""
    script, extend = definition.get("jsonScript", {}), dict(definition.get("extend", {}))
    made = canonical(agreeing({"jsonScript": script})).get("extend", {})
    for part in ("rules", "querylist"):
        if part in made and extend.get(part) == made[part]:
            del extend[part]
    return {**definition, "extend": extend} if "extend" in definition else definition


def _write_operands(rule: dict) -> None:
    for condition in rule.get("conditions") or []:
        if condition.get("operands"):
            condition["operands"] = [_text(operand) for operand in condition["operands"]]


def _text(operand: t.Any) -> str:
    """An operand as it is sent: numbers as decimals without exponent or needless noughts, ``90.0`` as ``90``."""
    if operand is None or isinstance(operand, bool):
        return "" if operand is None else str(operand).lower()
    text = str(operand)
    if not _NUMBER.fullmatch(text):
        return text
    decimal = format(Decimal(text), "f")
    decimal = decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
    return "0" if decimal == "-0" else decimal


def _query(target: dict) -> dict:
    return {
        "datasource": "dataflux",
        "qtype": target.get("qtype") or "dql",
        "query": {"code": target.get("alias", ""), "q": target["dql"]},
    }


def _refuse_other_rules(rules: list[dict], shown: list[dict]) -> None:
    rules = _canonical_rules(rules)
    by_level = _paired(_canonical_rules(_without_leftovers(shown)), rules)
    for rule, other in zip(rules, by_level):
        if other is not None and _sentence(rule) != _sentence(other):
            raise InputError(
                f"The definition contradicts itself for level '{rule.get('status')}': jsonScript.checkerOpt.rules says "
                f"{_sentence(rule)}, extend.rules says {_sentence(other)}. "
                "Make both equal, or leave 'extend.rules' out."
            )


def _refuse_other_queries(targets: list[dict], shown: list[dict]) -> None:
    """Only where the two lists run side by side: of an expression the console keeps the parts too."""
    if len(targets) != len(shown):
        return
    for target, entry in zip(targets, shown):
        query = _dql(entry)
        if query and _words(query) != _words(target["dql"]):
            raise InputError(
                f"The definition contradicts itself for the query '{target.get('alias', '')}': "
                f"jsonScript.targets says {target['dql']}, "
                f"extend.querylist says {query}. Make both equal, or leave 'extend.querylist' out."
            )


def _dql(entry: dict) -> str:
    return (entry.get("query") or {}).get("q") or ""


# -- canonical form --------------------------------------------------------------------------------


def canonical(definition: dict) -> dict:
    """What the definition says: no ids, no names, nothing that the editor leaves behind; rules by severity."""
    content: dict = {}
    script, extend = definition.get("jsonScript"), definition.get("extend")
    if isinstance(script, dict):
        content["jsonScript"] = _canonical_script(script)
    if isinstance(extend, dict):
        content["extend"] = dict(extend)
        if isinstance(extend.get("rules"), list):
            content["extend"]["rules"] = _canonical_rules(_without_leftovers(extend["rules"]))
        if isinstance(extend.get("querylist"), list):
            content["extend"]["querylist"] = [_without_ids(entry) for entry in extend["querylist"]]
    return content


def _canonical_script(script: dict) -> dict:
    kept = {
        key: _set(key, value)
        for key, value in script.items()
        if key not in _NAMES and not (key in _NO_DATA_TIMES and not value)
    }
    if isinstance(script.get("targets"), list):
        kept["targets"] = [{"qtype": "dql", **target} if target.get("dql") else target for target in script["targets"]]
    if _rules(script) is not None:
        kept["checkerOpt"] = {**script["checkerOpt"], "rules": _canonical_rules(_rules(script))}
    return kept


def _canonical_rules(rules: list[dict]) -> list[dict]:
    rules = copy.deepcopy(rules)
    for rule in rules:
        _write_operands(rule)
        for condition in rule.get("conditions") or []:
            _sort_interval(condition)
    return sorted(
        rules, key=lambda rule: _LEVELS.index(rule["status"]) if rule.get("status") in _LEVELS else len(_LEVELS)
    )


def _sort_interval(condition: dict) -> None:
    """An interval is the same whichever of its ends is named first."""
    ends = condition.get("operands") or []
    if "between" in (condition.get("operator") or "").lower() and all(map(_NUMBER.fullmatch, ends)):
        condition["operands"] = sorted(ends, key=Decimal)


def _set(key: str, value: t.Any) -> t.Any:
    return SET.canonical(value) if key in _SETS and isinstance(value, list) else value


def _without_leftovers(rules: list[dict]) -> list[dict]:
    """The rules without those that the editor left empty."""
    return [
        rule
        for rule in rules
        if not rule.get("conditions") or any(not _is_blank(condition) for condition in rule["conditions"])
    ]


def _is_blank(condition: dict) -> bool:
    return all(is_empty(operand) for operand in condition.get("operands") or [])


def _without_ids(value: t.Any, is_filter: bool = False) -> t.Any:
    """A query of the editor without the ids that it makes for itself."""
    if isinstance(value, list):
        return [_without_ids(item, is_filter) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _set(key, _without_ids(item, key in ("filter", "filters")))
        for key, item in value.items()
        if key != "uuid" and not (is_filter and key == "id")
    }


# -- comparing and writing -------------------------------------------------------------------------


def seen(actual: t.Any, wanted: t.Any) -> t.Any:
    """The part of ``actual`` that ``wanted`` names. What is empty or switched off on one side, or what the service
    fills in, equals what is missing on the other.

    Rules are paired by level, queries by alias, so that a difference stands where it belongs.
    """
    if isinstance(wanted, dict) and isinstance(actual, dict):
        return {
            key: seen(actual[key], value) if key in actual else value
            for key, value in wanted.items()
            if key in actual or _is_idle(value) or _FILLED_IN.get(key) == value
        }
    if _are_mappings(wanted) and _are_mappings(actual) and wanted and actual:
        partners = _paired(actual, wanted)
        extra = [item for item in actual if not any(item is partner for partner in partners)]
        return [seen(partner, item) for partner, item in zip(partners, wanted) if partner is not None] + extra
    return wanted if _is_idle(wanted) and _is_idle(actual) else actual


def _is_idle(value: t.Any) -> bool:
    return is_empty(value) or value is False


def _paired(items: list[dict], wanted: list[dict]) -> list[dict | None]:
    """For each wanted item the item of the same level, alias or, where there is none, place."""
    keyed = dict(_keyed(items))
    return [keyed.get(key) for key, item in _keyed(wanted)]


def _keyed(items: list[dict]) -> t.Iterator[tuple[tuple[str, int], dict]]:
    counts: dict[str, int] = {}
    for item in items:
        query = item.get("query")
        name = str(
            item.get("status") or item.get("alias") or (query.get("code") if isinstance(query, dict) else "") or ""
        )
        counts[name] = counts.get(name, 0) + 1
        yield (name, counts[name]), item


def merged(actual: t.Any, wanted: t.Any) -> t.Any:
    """``actual`` with what ``wanted`` names put over it, rules by level, queries by alias; all else is kept."""
    if isinstance(wanted, dict) and isinstance(actual, dict):
        if "q" in wanted and _words(wanted["q"]) != _words(actual.get("q")):
            return wanted  # the editor's parts of the old query say nothing about the new one
        return {**actual, **{key: merged(actual.get(key), value) for key, value in wanted.items()}}
    if _are_mappings(wanted) and _are_mappings(actual):
        return [merged(partner, item) for partner, item in zip(_paired(actual, wanted), wanted)]
    return wanted


# -- showing ---------------------------------------------------------------------------------------


def view(before: dict | None, after: dict | None) -> tuple[dict | None, dict | None]:
    """Two definitions for a diff: rules as sentences by level, queries by alias; a copy where it says otherwise."""
    given = [side for side in (before, after) if side is not None]
    copies = [
        copied for copied, agree in (("rules", _rules_agree), ("queries", _queries_agree)) if not all(map(agree, given))
    ]
    sides = [_outline(side or {}, copies, in_full=len(given) == 2) for side in (before, after)]
    return tuple(None if side is None else shown for side, shown in zip((before, after), changed_parts(*sides)))


def _rules_agree(definition: dict) -> bool:
    shown = (definition.get("extend") or {}).get("rules")
    return shown is None or _by_level(shown) == _by_level(
        _without_leftovers(_rules(definition.get("jsonScript") or {}) or [])
    )


def _queries_agree(definition: dict) -> bool:
    shown = (definition.get("extend") or {}).get("querylist")
    targets = (definition.get("jsonScript") or {}).get("targets") or []
    return shown is None or [_words(_dql(entry)) for entry in shown] == [
        _words(target.get("dql")) for target in targets
    ]


def _outline(definition: dict, copies: t.Sequence[str], in_full: bool) -> dict:
    """A definition for people, with the named copies; in full only where there is something to compare."""
    script, extend = dict(definition.get("jsonScript") or {}), dict(definition.get("extend") or {}) if in_full else {}
    shown: dict = {}
    if _rules(script) is not None:
        shown["rules"] = _by_level(_rules(script))
        script["checkerOpt"] = {key: value for key, value in script["checkerOpt"].items() if key != "rules"}
    if script.get("targets"):
        shown["queries"] = {name: _target(target) for name, target in _by_name(script.pop("targets"))}
    shown.update(script if in_full else {key: value for key, value in script.items() if not _is_idle(value)})
    rules, entries = extend.pop("rules", None), extend.pop("querylist", None)
    if rules is not None and "rules" in copies:
        extend["rules"] = _by_level(rules)
    if entries is not None:
        extend["editor"] = {name: _without_query(entry) for name, entry in _by_name(entries)}
        if "queries" in copies:
            extend["queries"] = {name: _dql(entry) for name, entry in _by_name(entries)}
    return {**shown, "extend": extend} if extend else shown


def _by_name(items: list[dict]) -> list[tuple[str, dict]]:
    return [(name if number == 1 else f"{name} ({number})", item) for (name, number), item in _keyed(items)]


def _target(target: dict) -> t.Any:
    others = {key: value for key, value in target.items() if key not in ("alias", "dql", "qtype")}
    if target.get("qtype", "dql") != "dql":
        others["qtype"] = target["qtype"]
    return {"dql": target.get("dql"), **others} if others else target.get("dql")


def _without_query(entry: dict) -> dict:
    return {**entry, "query": {key: value for key, value in (entry.get("query") or {}).items() if key != "q"}}


def _by_level(rules: list[dict]) -> dict:
    shown = {}
    for level, rule in _by_name(rules):
        others = {key: value for key, value in rule.items() if key not in ("status", "conditions", "conditionLogic")}
        sentence = _sentence(rule)
        shown[level] = {"when": sentence, **others} if others else sentence
    return shown


def _sentence(rule: dict) -> str:
    """The conditions of a rule in words, for example ``Result >= 90 and B between 1, 2``."""
    conditions = [
        " ".join(
            filter(
                None,
                (
                    condition.get("alias"),
                    condition.get("operator"),
                    ", ".join(map(_text, condition.get("operands") or [])),
                ),
            )
        )
        for condition in rule.get("conditions") or []
    ]
    return f" {rule.get('conditionLogic') or 'and'} ".join(conditions)


#: How two definitions are compared.
DEFINITION = Rule(canonical, seen, merged)
