# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that write a monitor in plain terms, and the definition that they stand for."""

from __future__ import annotations

from ..._engine import times
from ..._engine.errors import InputError
from ..._engine.rules import overlay
from .._shared import cron

#: Every type that the reference names; the last four are retired but still met.
TYPES = (
    "simpleCheck",
    "seniorMutationsCheck",
    "seniorRangeCheck",
    "seniorRangeV2Check",
    "outlierCheck",
    "loggingCheck",
    "processCheck",
    "objectSurvivalCheck",
    "objectSurvivalV2Check",
    "apmCheck",
    "rumCheck",
    "securityCheck",
    "cloudDialCheck",
    "networkCheck",
    "OuterEventChecker",
    "smartHostCheck",
    "smartLogCheck",
    "smartApmCheck",
    "smartRumCheck",
    "smartKubeCheck",
    "smartCloudBillingCheck",
    "combinedCheck",
    "seniorCheck",
    "mutationsCheck",
    "waterLevelCheck",
    "rangeCheck",
)

_QUERY = {
    "alias": {"type": "str", "default": "Result"},
    "dql": {"type": "str"},
    "qtype": {"type": "str", "choices": ["dql", "promql"], "default": "dql"},
    "monitor": {"type": "str"},
}
_CONDITION = {
    "alias": {"type": "str", "default": "Result"},
    "operator": {"type": "str", "required": True},
    "operands": {"type": "list", "elements": "str", "required": True, "aliases": ["threshold", "value"]},
}
_RULE = {
    "level": {"type": "str", "required": True},
    "conditions": {"type": "list", "elements": "dict", "options": _CONDITION},
    "logic": {"type": "str", "choices": ["and", "or"], "default": "and"},
    "match_times": {"type": "int"},
    "direction": {"type": "str", "choices": ["up", "down", "both"]},
    "periods": {"type": "int"},
    "percent": {"type": "int"},
    "count": {"type": "int"},
    "strength": {"type": "int", "choices": [1, 2, 3]},
}
_RULE_KEYS = {
    "match_times": "matchTimes",
    "direction": "direction",
    "periods": "periodNum",
    "percent": "checkPercent",
    "count": "checkCount",
    "strength": "strength",
}
_NO_DATA = {
    "action": {
        "type": "str",
        "choices": ["none", "checkAs0", "noDataEvent", "criticalEvent", "errorEvent", "warningEvent", "okEvent"],
    },
    "after": {"type": "str"},
    "title": {"type": "str"},
    "text": {"type": "str"},
    "recover_title": {"type": "str"},
    "recover_text": {"type": "str"},
    "notification_text": {"type": "str"},
}
_NO_DATA_KEYS = {
    "action": "noDataAction",
    "title": "noDataTitle",
    "text": "noDataMessage",
    "recover_title": "noDataRecoverTitle",
    "recover_text": "noDataRecoverMessage",
}
#: Options whose value goes into jsonScript as it is.
_KEYS = {
    "type": "type",
    "every": "every",
    "crontab": "customCrontab",
    "group_by": "groupBy",
    "text": "message",
    "recover_after": "recoverNeedPeriodCount",
    "recover_title": "recoverTitle",
    "recover_text": "recoverMessage",
    "channels": "channels",
}

SPEC = {
    "type": {"type": "str", "choices": list(TYPES)},
    "queries": {"type": "list", "elements": "dict", "options": _QUERY},
    "rules": {"type": "list", "elements": "dict", "options": _RULE},
    "every": {"type": "str"},
    "crontab": {"type": "str"},
    "interval": {"type": "str"},
    "group_by": {"type": "list", "elements": "str"},
    "text": {"type": "str"},
    "notification_text": {"type": "str"},
    "info_event": {"type": "bool"},
    "recover_after": {"type": "int"},
    "recover_title": {"type": "str"},
    "recover_text": {"type": "str"},
    "no_data": {"type": "dict", "options": _NO_DATA},
    "channels": {"type": "list", "elements": "str"},
}


def given(params: dict) -> list[str]:
    """The options of this file that are set."""
    return [option for option in SPEC if params.get(option) is not None]


def warn_of_short_spans(run, params: dict) -> None:
    """Warn of time spans below a minute, and of data that no run looks at."""
    every, interval = (times.span(one, params[one]) if params.get(one) else None for one in ("every", "interval"))
    if every and interval and interval < every:
        run.warn(
            f"It runs every {params['every']} and looks back {params['interval']}, so it does not see what happens in "
            "between. 'every' is how often it runs, 'interval' how far back it looks."
        )
    after = (params.get("no_data") or {}).get("after")
    for option, value in (("every", params.get("every")), ("interval", params.get("interval")), ("after", after)):
        if value:
            times.warn_if_short(run, option, times.span(option, value))


def laid_over(definition: dict | None, params: dict) -> dict | None:
    """The definition with what the options say put over it; None when neither says anything.

    Where an option replaces queries or rules, the editor's copy of the old ones is dropped.
    """
    if not given(params):
        return definition
    script = _script(params)
    base = dict(definition or {})
    extend = dict(base.get("extend") or {})
    if "targets" in script:
        extend.pop("querylist", None)
    if "rules" in script.get("checkerOpt", {}):
        extend.pop("rules", None)
    base["jsonScript"] = overlay(base.get("jsonScript") or {}, script)
    if extend or base.get("extend") is not None:
        base["extend"] = extend
    return base


def _script(params: dict) -> dict:
    script = {key: _value(option, params[option]) for option, key in _KEYS.items() if params.get(option) is not None}
    checks: dict = {}
    if params.get("queries") is not None:
        script["targets"] = [_target(query) for query in params["queries"]]
    if params.get("interval") is not None:
        script["interval"] = times.span("interval", params["interval"])
    if params.get("notification_text") is not None:
        script.update(_notification(params["notification_text"], "openNotificationMessage", "notificationMessage"))
    if params.get("info_event") is not None:
        checks["infoEvent"] = params["info_event"]
    if params.get("rules") is not None:
        checks["rules"] = [_rule(rule) for rule in params["rules"]]
        _refuse_repeated_levels(params["rules"])
        if any(rule.get("match_times") for rule in params["rules"]):
            checks["openMatchTimes"] = True
    if checks:
        script["checkerOpt"] = checks
    script.update(_no_data(params.get("no_data") or {}))
    return script


def _value(option: str, value: str | int | list) -> str | int | list:
    """The value of one of ``_KEYS`` as it is sent; InputError when it is no time or time span."""
    if isinstance(value, list):
        return list(dict.fromkeys(value))
    if option == "crontab" and value:
        cron.canonical(value)
    if option == "every" and value:
        seconds = times.span("every", value)
        return value if seconds >= times.MINUTE else times.span_text(seconds)
    return value


def _target(query: dict) -> dict:
    if (query.get("dql") is None) == (query.get("monitor") is None):
        raise InputError(f"The query '{query['alias']}' needs either 'dql' or, in a combined monitor, 'monitor'.")
    if query.get("monitor") is not None:
        return {"alias": query["alias"], "monitorCheckerId": query["monitor"]}
    return {"alias": query["alias"], "dql": query["dql"], "qtype": query["qtype"]}


def _rule(rule: dict) -> dict:
    conditions = [
        {key: condition[key] for key in ("alias", "operator", "operands")} for condition in rule.get("conditions") or []
    ]
    others = {key: rule[option] for option, key in _RULE_KEYS.items() if rule.get(option) is not None}
    return {"status": rule["level"], "conditionLogic": rule["logic"], "conditions": conditions, **others}


def _refuse_repeated_levels(rules: list[dict]) -> None:
    levels = [rule["level"] for rule in rules]
    repeated = sorted({level for level in levels if levels.count(level) > 1})
    if repeated:
        raise InputError(
            f"'rules' has several entries for the level {', '.join(repeated)}: "
            "put their conditions into one, joined by 'logic'."
        )


def _no_data(options: dict) -> dict:
    script = {key: options[option] for option, key in _NO_DATA_KEYS.items() if options.get(option) is not None}
    if options.get("after") is not None:
        script["noDataInterval"] = times.span("no_data.after", options["after"])
    if options.get("notification_text") is not None:
        script.update(
            _notification(options["notification_text"], "openNoDataNotificationMessage", "noDataNotificationMessage")
        )
    return script


def _notification(text: str, switch: str, key: str) -> dict:
    return {switch: bool(text), key: text}
