# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an alert policy sends to whom and when: the API's ``alertTarget``, in the words of the options.

An entry of ``targets`` is for a window of time and holds ``rules`` (by status) or ``routes`` (by member), which hold
rules in turn. Entries and routes are matched by name, rules by their statuses. What the user names is compared; of a
matched entry, what he does not name stays, keys that this module does not know included.
"""

from __future__ import annotations

import json
import re
import typing as t

from ..._engine import times
from ..._engine.errors import InputError
from ..._engine.field import MISSING
from ..._engine.references import uuid_of
from ..._engine.rules import Rule, is_empty
from ..._engine.values import accepted_texts, text
from .._shared import cron
from .._shared.people import person, recipient

STATUSES = ("fatal", "critical", "error", "warning", "nodata", "info")
#: Words of the API that stand for a way to reach a member.
WAYS = ("email", "sms")

#: Who is notified. It must be given, and may be an empty list: the service holds rules that notify nobody. Validation
#: refuses an empty list of what is required, so ``wanted`` asks for it.
_RECIPIENTS = {"type": "list", "elements": "str"}
_ESCALATION = {
    "to": _RECIPIENTS,
    "via": {"type": "list", "elements": "str"},
    "after": {"type": "str", "required": True},
}
_RULE = {
    "statuses": {"type": "list", "elements": "str", "required": True, "choices": list(STATUSES)},
    "to": _RECIPIENTS,
    "tags": {"type": "dict"},
    "filter": {"type": "str"},
    "escalations": {"type": "list", "elements": "dict", "options": _ESCALATION},
}
_RULES = {"type": "list", "elements": "dict", "options": _RULE}
OPTIONS = {
    "name": {"type": "str"},
    "window": {
        "type": "dict",
        "options": {
            "crontab": {"type": "str"},
            "dates": {"type": "list", "elements": "str"},
            "start": {"type": "str"},
            "duration": {"type": "str", "required": True},
        },
        "mutually_exclusive": [["crontab", "dates"]],
        "required_one_of": [["crontab", "dates"]],
        "required_together": [["dates", "start"]],
    },
    "rules": _RULES,
    "routes": {
        "type": "list",
        "elements": "dict",
        "options": {
            "name": {"type": "str"},
            "members": _RECIPIENTS,
            "filter": {"type": "str"},
            "rules": _RULES,
        },
    },
}

# -- time spans ------------------------------------------------------------------------------------


def span(option: str, text: str) -> str:
    """The shortest text of a given time span; ``0`` is one too."""
    return "0s" if str(text).strip() in ("0", "0s") else times.span_text(times.span(option, text))


def span_told(value: t.Any) -> str | None:
    """The shortest text of a time span that the service tells in seconds; None when it tells none."""
    try:
        return None if value is None else times.span_text(int(value))
    except (TypeError, ValueError):
        return None


def seconds(text: str) -> int:
    """The seconds of a canonical time span."""
    return 0 if text == "0s" else times.span("", text)


# -- from the options ------------------------------------------------------------------------------


def wanted(run, targets: list[dict]) -> list[dict]:
    """The given targets in canonical form, names resolved; raises InputError for what cannot be meant."""
    for number, entry in enumerate(targets, 1):
        ask_for_recipients(number, entry)
        _check_times(entry)
    return [_wanted_entry(run, entry) for entry in targets]


wanted.kinds = ("notify_object", "member", "team", "alert_notice_date")


def ask_for_recipients(number: int, entry: dict) -> None:
    """InputError for an entry that leaves out who is notified; an empty list says that it is nobody."""
    if entry.get("rules") is None and entry.get("routes") is None:
        raise InputError(
            f"Entry {number} of 'targets' notifies nobody: give it 'rules' or 'routes'. If nobody is meant, set one of "
            "them to []."
        )
    routes = entry.get("routes") or []
    rules = [rule for part in (entry, *routes) for rule in part.get("rules") or []]
    steps = [step for rule in rules for step in rule.get("escalations") or []]
    asked = (("A route", "members", routes), ("A rule", "to", rules), ("An escalation", "to", steps))
    for what, option, parts in asked:
        if any(part.get(option) is None for part in parts):
            raise InputError(
                f"{what} in entry {number} of 'targets' has no '{option}': name who is notified. If nobody is meant, "
                f"set '{option}: []'."
            )


def _check_times(entry: dict) -> None:
    """InputError for a time that does not read, before names cost requests."""
    if entry.get("window"):
        _window_times(_given(entry["window"]))
    for part in (entry, *(entry.get("routes") or [])):
        for rule in part.get("rules") or []:
            for step in rule.get("escalations") or []:
                span("after", step["after"])


def empty_places(entry: dict) -> list[str]:
    """Where a canonical entry notifies nobody, such as ``'to' of the rule for critical``."""
    if not entry.get("rules") and not entry.get("routes"):
        return ["'routes'" if "routes" in entry else "'rules'"]
    found = _empty_rules(entry.get("rules") or [])
    for route in entry.get("routes") or []:
        whose = f" of route '{route['name']}'" if route.get("name") else " of a route"
        lacking = [option for option in ("members", "rules") if not route.get(option)]
        found += [f"'{option}'{whose}" for option in lacking] or _empty_rules(route["rules"], whose)
    return found


def _empty_rules(rules: list[dict], whose: str = "") -> list[str]:
    """The rules without recipients, unless somebody is notified later."""
    silent = [rule for rule in rules if not any(part["to"] for part in (rule, *(rule.get("escalations") or [])))]
    return [f"'to' of the rule for {', '.join(rule.get('statuses') or ['no status'])}{whose}" for rule in silent]


def _wanted_entry(run, given: dict) -> dict:
    entry = _given(given)
    if "window" in entry:
        entry["window"] = _wanted_window(run, entry["window"])
    if "rules" in entry:
        entry["rules"] = _no_twins(_wanted_rule(run, rule, recipient) for rule in entry["rules"])
    if "routes" in entry:
        entry["routes"] = _no_twins(_wanted_route(run, route) for route in entry["routes"])
    return entry


def _wanted_route(run, given: dict) -> dict:
    route = _given(given)
    route["members"] = _each_once(person(run, member) for member in route["members"])
    if "rules" in route:
        route["rules"] = _no_twins(_wanted_rule(run, rule, _way) for rule in route["rules"])
    return route


def _wanted_rule(run, given: dict, reach: t.Callable[[t.Any, str], str]) -> dict:
    """``reach`` gives the uuid of a recipient, which differs between rules of an entry and of a route."""
    rule = _given(given)
    if not rule["statuses"]:
        raise InputError("A rule of 'targets' has no 'statuses': name at least one of them.")
    rule["statuses"] = ordered(rule["statuses"])
    rule["to"] = _each_once(reach(run, entry) for entry in rule["to"])
    if "tags" in rule:
        rule["tags"] = accepted_texts("tags", rule["tags"])
    if "escalations" in rule:
        rule["escalations"] = [_wanted_escalation(run, step) for step in rule["escalations"]]
    return rule


def _wanted_escalation(run, given: dict) -> dict:
    step = _given(given)
    step["to"] = _each_once(recipient(run, entry) for entry in step["to"])
    if "via" in step:
        step["via"] = _each_once(_way(run, entry) for entry in step["via"])
    step["after"] = span("after", step["after"])
    times.warn_if_short(run, "after", seconds(step["after"]))
    return step


def _window_times(given: dict) -> dict:
    """A window with its times in canonical form."""
    window = dict(given)
    if "crontab" in window:
        if "start" in window:
            raise InputError("'start' of a window goes with 'dates'; with 'crontab' the crontab says when it starts.")
        window["crontab"] = cron.canonical(window["crontab"])
    if "dates" in window:
        window["start"] = _clock(window["start"])
    window["duration"] = span("duration", window["duration"])
    if "crontab" in window:
        cron.check_windows("duration", window["crontab"], seconds(window["duration"]))
    return window


def _wanted_window(run, given: dict) -> dict:
    window = _window_times(_given(given))
    if "dates" in window:
        window["dates"] = _each_once(uuid_of(run, ("alert_notice_date",), name) for name in window["dates"])
    times.warn_if_short(run, "duration", seconds(window["duration"]))
    return window


def _each_once(names: t.Iterable[str]) -> list[str]:
    """Names whose order means nothing, each once."""
    return sorted(set(names))


def _no_twins(items: t.Iterable[dict]) -> list[dict]:
    """The items without those that say the same as an earlier one."""
    found: list[dict] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def _way(run, value: str) -> str:
    return value if value in WAYS else uuid_of(run, ("notify_object",), value)


def _clock(text: str) -> str:
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?", str(text).strip())
    if not match:
        raise InputError(f"'start' is '{text}', which is no time of day: write it in quotes, like \"09:30\".")
    return f"{int(match[1]):02}:{match[2]}:{match[3] or '00'}"


def _given(options: t.Mapping[str, t.Any]) -> dict:
    return {option: value for option, value in options.items() if value is not None}


def ordered(names: t.Iterable[str]) -> list[str]:
    """Statuses, each once, the worst first."""
    rank = {status: number for number, status in enumerate(STATUSES)}
    return sorted(set(names), key=lambda status: (rank.get(status, len(rank)), status))


def statuses(raw: dict) -> list[str]:
    """The statuses of a rule as the API has them, text joined by commas, or a list."""
    value = raw.get("status") or []
    return ordered(re.split(r"[,\s]+", value.strip(", ")) if isinstance(value, str) else value)


def _tags(tags: t.Mapping[str, t.Any]) -> dict:
    return {
        name: _each_once(map(text, value if isinstance(value, list) else [value]))
        for name, value in sorted(tags.items())
    }


# -- from and to the API ---------------------------------------------------------------------------

_ENTRY_KEYS = (
    "name",
    "targets",
    "alertInfo",
    "crontab",
    "crontabDuration",
    "customDateUUIDs",
    "customStartTime",
    "customDuration",
)
#: What an entry goes on holding where the type of the policy does not ask for it.
_IDLE = (("rules", "targets"), ("routes", "alertInfo"))
_ROUTE_KEYS = ("name", "memberInfo", "filterString", "targets")
_RULE_KEYS = ("status", "to", "tags", "filterString", "upgradeTargets")
_ESCALATION_KEYS = ("to", "toWay", "duration")


def read(raw: dict) -> t.Any:
    """The targets of an answer in canonical form: what counts for the type of the policy, beside which the service may
    still hold what was there under the other type. What notifies nobody says so by an empty list, since an entry counts
    for its window even then."""
    options = raw.get("alertOpt")
    if not isinstance(options, dict):
        return MISSING
    counts, idle = ("routes", "rules") if options.get("alertType") == "member" else ("rules", "routes")
    entries = [_read_entry(entry) for entry in options.get("alertTarget") or []]
    return [{counts: [], **{option: entry[option] for option in entry if option != idle}} for entry in entries]


def _read_entry(raw: dict) -> dict:
    window: dict = {}
    if raw.get("crontab"):
        window = {"crontab": _crontab(raw["crontab"]), "duration": span_told(raw.get("crontabDuration"))}
    elif raw.get("customDateUUIDs"):
        window = {
            "dates": _each_once(raw["customDateUUIDs"]),
            "start": raw.get("customStartTime"),
            "duration": span_told(raw.get("customDuration")),
        }
    return _told(
        name=raw.get("name"),
        window=_given(window),
        rules=[_read_rule(rule) for rule in raw.get("targets") or []],
        routes=[_read_route(route) for route in raw.get("alertInfo") or []],
    )


def _read_route(raw: dict) -> dict:
    return {
        **_told(name=raw.get("name")),
        "members": _each_once(raw.get("memberInfo") or []),
        **_told(
            filter=raw.get("filterString"),
            rules=[_read_rule(rule) for rule in raw.get("targets") or []],
        ),
    }


def _read_rule(raw: dict) -> dict:
    return {
        **_told(statuses=statuses(raw)),
        "to": _each_once(raw.get("to") or []),
        **_told(
            tags=_tags(raw.get("tags") or {}),
            filter=raw.get("filterString"),
            escalations=[_read_escalation(step) for step in raw.get("upgradeTargets") or []],
        ),
    }


def _read_escalation(raw: dict) -> dict:
    return {
        "to": _each_once(raw.get("to") or []),
        **_told(via=_each_once(raw.get("toWay") or []), after=span_told(raw.get("duration"))),
    }


def _crontab(text: str) -> str:
    try:
        return cron.canonical(text)
    except InputError:
        return text


def _told(**values: t.Any) -> dict:
    return {option: value for option, value in values.items() if not is_empty(value)}


def written(targets: list[dict], row: dict) -> list[dict]:
    """The targets as the API takes them; keys of ``row`` that this module does not know stay in matched entries."""
    raws = (row.get("alertOpt") or {}).get("alertTarget") or []
    return [_written_entry(entry, raw) for entry, raw in _with_raw(targets, raws, _read_entry)]


def _with_raw(items: list[dict], raws: list[dict], reader: t.Callable[[dict], dict]) -> t.Iterator[tuple[dict, dict]]:
    known = [reader(raw) for raw in raws]
    for item, number in zip(items, _matches(items, known)):
        yield item, raws[number] if number is not None else {}


def _others(raw: dict, keys: t.Sequence[str]) -> dict:
    """What the module does not know."""
    return {key: value for key, value in raw.items() if key not in keys}


def without_empty_source(value: t.Any) -> t.Any:
    """The value without an empty ``df_source`` anywhere in it, which the service tells and then refuses."""
    if isinstance(value, dict):
        return {key: without_empty_source(item) for key, item in value.items() if (key, item) != ("df_source", "")}
    return [without_empty_source(item) for item in value] if isinstance(value, list) else value


def _written_entry(entry: dict, raw: dict) -> dict:
    body = _others(raw, _ENTRY_KEYS)
    window = entry.get("window") or {}
    if "crontab" in window:
        body.update(crontab=window["crontab"], crontabDuration=seconds(window["duration"]))
    elif window:
        body.update(
            customDateUUIDs=window["dates"], customStartTime=window["start"], customDuration=seconds(window["duration"])
        )
    if entry.get("name"):
        body["name"] = entry["name"]
    body.update({key: raw[key] for option, key in _IDLE if option not in entry and key in raw})
    if "rules" in entry:
        body["targets"] = [
            _written_rule(*pair) for pair in _with_raw(entry["rules"], raw.get("targets") or [], _read_rule)
        ]
    if "routes" in entry:
        body["alertInfo"] = [
            _written_route(*pair) for pair in _with_raw(entry["routes"], raw.get("alertInfo") or [], _read_route)
        ]
    return body


def _written_route(route: dict, raw: dict) -> dict:
    body = _others(raw, _ROUTE_KEYS)
    body["memberInfo"] = route["members"]
    body["targets"] = [
        _written_rule(*pair) for pair in _with_raw(route.get("rules") or [], raw.get("targets") or [], _read_rule)
    ]
    body.update(
        {key: route[option] for option, key in (("name", "name"), ("filter", "filterString")) if option in route}
    )
    return body


def _written_rule(rule: dict, raw: dict) -> dict:
    body = _others(raw, _RULE_KEYS)
    body.update(status=",".join(rule["statuses"]), to=rule["to"])
    body.update({key: rule[option] for option, key in (("tags", "tags"), ("filter", "filterString")) if option in rule})
    if "escalations" in rule:
        olds = raw.get("upgradeTargets") or []
        olds = olds if len(olds) == len(rule["escalations"]) else [{}] * len(rule["escalations"])
        body["upgradeTargets"] = [_written_escalation(*pair) for pair in zip(rule["escalations"], olds)]
    return body


def _written_escalation(step: dict, raw: dict) -> dict:
    body = {**_others(raw, _ESCALATION_KEYS), "to": step["to"], "duration": seconds(step["after"])}
    if "via" in step:
        body["toWay"] = step["via"]
    return body


# -- comparing -------------------------------------------------------------------------------------

_LISTS = ("rules", "routes")
#: Compared and written even when not given: an entry without a window is for all other times.
_WINDOW = "window"


def _key(item: dict) -> t.Any:
    return tuple(item["statuses"]) if "statuses" in item else item.get("name") or ""


def _matches(items: list[dict], others: list[dict]) -> list[int | None]:
    """For each item the place of its counterpart among the others of the same key: the equal one, else one that
    differs in nothing that both name, else the first that is left."""
    found: list[int | None] = [None] * len(items)
    free = dict(enumerate(others))
    for fits in (_equal, _agree, _of_one_key):
        for number, item in enumerate(items):
            place = next((place for place, other in free.items() if fits(item, other)), None)
            if found[number] is None and place is not None:
                found[number] = place
                del free[place]
    return found


def _of_one_key(item: dict, other: dict) -> bool:
    return _key(item) == _key(other)


def _equal(item: dict, other: dict) -> bool:
    return item == other or _unordered(item) == _unordered(other)


def _agree(item: dict, other: dict) -> bool:
    left, right = _unordered(item), _unordered(other)
    return _of_one_key(item, other) and all(left[option] == right[option] for option in left.keys() & right.keys())


def _unordered(item: dict) -> dict:
    """The item without the order of the rules and routes in it, which means nothing."""
    return {
        option: sorted(map(_unordered, value), key=lambda one: json.dumps(one, sort_keys=True))
        if option in _LISTS
        else value
        for option, value in item.items()
    }


def _seen(actual: list[dict], want: list[dict]) -> list[dict]:
    """The entries, whose order counts."""
    return [
        item if number is None else _seen_item(item, want[number])
        for item, number in zip(actual, _matches(actual, want))
    ]


def _seen_in_order(actual: list[dict], want: list[dict]) -> list[dict]:
    """Rules and routes, whose order means nothing: as the wanted ones stand, the others behind them."""
    seen = _seen(actual, want)
    order = [len(want) if number is None else number for number in _matches(actual, want)]
    return [item for _place, item in sorted(zip(order, seen), key=lambda pair: pair[0])]


def _seen_item(actual: dict, want: dict) -> dict:
    seen = {}
    for option, value in want.items():
        if option in _LISTS:
            seen[option] = _seen_in_order(actual.get(option, []), value)
        elif option in actual:
            seen[option] = actual[option]
        elif is_empty(value):
            seen[option] = value
    if _WINDOW in actual:
        seen[_WINDOW] = actual[_WINDOW]
    return seen


def _merged(actual: list[dict] | None, want: list[dict]) -> list[dict]:
    old = actual or []
    return [
        item if number is None else _merged_item(old[number], item) for item, number in zip(want, _matches(want, old))
    ]


def _merged_item(actual: dict, want: dict) -> dict:
    kept = {option: value for option, value in actual.items() if option != _WINDOW}
    return {
        **kept,
        **{option: _merged(actual.get(option), value) if option in _LISTS else value for option, value in want.items()},
    }


RULE = Rule(lambda value: value, _seen, _merged)
