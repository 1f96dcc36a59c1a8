# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alert policies: who is told what, when, how often, and who is told next."""

from __future__ import annotations

import typing as t

from ..._engine import times
from ..._engine.errors import InputError
from ..._engine.field import MISSING, Field
from ..._engine.kind import Kind
from ..._engine.references import uuid_of
from ..._engine.route import Route
from ..._engine.rules import EXACT, SET, Rule, is_empty
from ..._engine.use import Use
from .._shared.people import PERMISSIONS
from . import _alert_targets, _alert_windows
from ._alert_targets import STATUSES, seconds, span, span_told

#: option of ``aggregation`` -> key of ``alertOpt``
_AGGREGATION = {
    "type": "aggType",
    "interval": "aggInterval",
    "fields": "aggFields",
    "labels": "aggLabels",
    "cluster_fields": "aggClusterFields",
    "send_first": "aggSendFirst",
}
_LONGEST_INTERVAL = 1800
_BOUND = ("monitor", "inspection", "slo")


def _options(raw: dict) -> t.Any:
    options = raw.get("alertOpt", MISSING)
    return options if isinstance(options, dict) else MISSING


# -- silence ---------------------------------------------------------------------------------------


def _silence_read(raw: dict) -> t.Any:
    options = _options(raw)
    if options is MISSING:
        return MISSING
    return span_told(options.get("silentTimeout"))


def _by_status_read(raw: dict) -> t.Any:
    options = _options(raw)
    if options is MISSING:
        return MISSING
    entries = options.get("silentTimeoutByStatus") or []
    if not options.get("silentTimeoutByStatusEnable", bool(entries)):
        return []
    return [
        {"statuses": _alert_targets.statuses(entry), "silence": span_told(entry.get("silentTimeout") or 0)}
        for entry in entries
    ]


def _by_status(value: t.Any) -> t.Any:
    if not isinstance(value, list):
        return value
    entries = [
        {"statuses": _alert_targets.ordered(entry["statuses"]), "silence": span("silence", entry["silence"])}
        for entry in value
    ]
    entries = sorted(entries, key=lambda entry: entry["statuses"])
    return [entry for number, entry in enumerate(entries) if entry not in entries[:number]]


def _by_status_written(value: list[dict], _row: dict) -> tuple[bool, list[dict]]:
    entries = [{"status": ",".join(entry["statuses"]), "silentTimeout": seconds(entry["silence"])} for entry in value]
    return bool(entries), entries


# -- aggregation -----------------------------------------------------------------------------------


def _aggregation_read(raw: dict) -> t.Any:
    options = _options(raw)
    if options is MISSING:
        return MISSING
    told = {option: options[key] for option, key in _AGGREGATION.items() if options.get(key) is not None}
    if "interval" in told:
        told["interval"] = span_told(told["interval"])
    return told


def _aggregation(value: t.Any) -> t.Any:
    """Only what is given; lists without order, the interval as a text."""
    if not isinstance(value, dict):
        return value
    given = {option: item for option, item in value.items() if item is not None}
    if "interval" in given:
        given["interval"] = span("interval", given["interval"])
    return {option: SET.canonical(item) if isinstance(item, list) else item for option, item in given.items()}


def _aggregation_seen(actual: t.Any, wanted: dict) -> dict:
    """What is named; a key that the service lacks is empty, or false."""
    actual = actual or {}
    return {
        option: value if is_empty(actual.get(option)) and not value else actual.get(option)
        for option, value in wanted.items()
    }


def _aggregation_written(value: dict, _row: dict) -> list:
    sent = {**value, "interval": seconds(value["interval"])} if "interval" in value else value
    return [sent.get(option, MISSING) for option in _AGGREGATION]


def _monitors(run, names: list[str]) -> list[str]:
    return [uuid_of(run, _BOUND, name) for name in names]


_monitors.kinds = _BOUND


def _check_targets(run, plan) -> None:
    """Hold the targets against the type of the policy: rules are by status, routes by member."""
    kind, targets = plan.target.get("alert_type"), plan.target.get("targets") or []
    needed, stray = ("routes", "rules") if kind == "member" else ("rules", "routes")
    for number, entry in enumerate(targets if plan.differing & {"alert_type", "targets"} else [], 1):
        if entry.get(stray) or needed not in entry:
            raise InputError(
                f"Entry {number} of 'targets' must have '{needed}', not '{stray}', since 'alert_type' is '{kind}'."
            )
    for number, entry in enumerate(plan.after.get("targets") or [], 1):
        for place in _alert_targets.empty_places(entry):
            run.warn(f"In entry {number} of 'targets' of {plan.title}, {place} is empty, so nobody is notified there.")
    if plan.after.get("targets") and all("window" in entry for entry in targets):
        run.warn(
            f"Every entry of 'targets' of {plan.title} has a window: at all other times nobody is notified. Add one "
            "without a window."
        )
    kind = run.kinds["alert_notice_date"]
    for doubt in _alert_windows.doubts(
        plan.after.get("targets") or [],
        lambda uuid: kind.field("dates").actual(run.memory.row(kind, uuid) or {}) or [],
    ):
        run.warn(f"{doubt} ({plan.title})")


def _check_interval(aggregation: dict) -> dict:
    interval = aggregation.get("interval")
    if interval is not None and seconds(span("interval", interval)) > _LONGEST_INTERVAL:
        raise InputError(f"'interval' of 'aggregation' is {interval}: the API takes at most 30m.")
    return aggregation


def _bound_to(run, kind, uuid: str) -> list[str]:
    """Lists do not tell the policies of a monitor, the policy itself tells what is bound to it."""
    return kind.get(run, uuid).get("checkerUUIDs") or []


class AlertPolicy(Kind):
    """An alert policy, by the second version of its routes, which know the bound monitors."""

    name = "alert_policy"
    title = "alert policy"
    plural = "alert policies"
    uuid_prefix = "altpl_"
    list_operation = "alert_policies_list"
    create_operation = "alert_policies_create_v2"
    get_route = Route("alert_policies_get", path="alert_policy_uuid")
    modify_route = Route("alert_policies_modify_v2", path="alert_policy_uuid")
    replaces = True  # the list does not tell the bound monitors
    delete_route = Route("alert_policies_delete", body_list="alertPolicyUUIDs")
    used_by = (Use("mute", "alert_policies"), Use(_BOUND, ask=_bound_to))
    fields = (
        Field("name", "name"),
        Field("description", "desc", max_length=256),
        Field("timezone", "ruleTimezone", check=lambda value: times.zone_name("timezone", value), required=True),
        Field(
            "alert_type",
            "alertOpt.alertType",
            choices=("status", "member"),
            rule=EXACT._replace(canonical=lambda value: value or "status"),
            on_create="status",
            review=_check_targets,
        ),
        Field(
            "targets",
            "alertOpt.alertTarget",
            read=_alert_targets.read,
            write=_alert_targets.written,
            type="list",
            elements="dict",
            suboptions=_alert_targets.OPTIONS,
            rule=_alert_targets.RULE,
            resolve=_alert_targets.wanted,
            review=_check_targets,
        ),
        Field(
            "silence",
            "alertOpt.silentTimeout",
            read=_silence_read,
            write=lambda value, row: seconds(value),
            review=lambda run, plan: times.warn_if_short(run, "silence", seconds(plan.after["silence"])),
            rule=EXACT._replace(canonical=lambda value: value and span("silence", value)),
            on_create="6h",
        ),
        Field(
            "silence_by_status",
            ("alertOpt.silentTimeoutByStatusEnable", "alertOpt.silentTimeoutByStatus"),
            read=_by_status_read,
            write=_by_status_written,
            type="list",
            elements="dict",
            suboptions={
                "statuses": {"type": "list", "elements": "str", "required": True, "choices": list(STATUSES)},
                "silence": {"type": "str", "required": True},
            },
            rule=EXACT._replace(canonical=_by_status),
        ),
        Field(
            "aggregation",
            tuple(f"alertOpt.{key}" for key in _AGGREGATION.values()),
            read=_aggregation_read,
            write=_aggregation_written,
            check=_check_interval,
            type="dict",
            suboptions={
                "type": {"type": "str", "choices": ["byFields", "byCluster", "byAI", "byCustom"]},
                "interval": {"type": "str"},
                "fields": {"type": "list", "elements": "str"},
                "labels": {"type": "list", "elements": "str"},
                "cluster_fields": {"type": "list", "elements": "str"},
                "send_first": {"type": "bool"},
            },
            rule=Rule(_aggregation, _aggregation_seen, lambda actual, wanted: {**(actual or {}), **wanted}),
        ),
        Field("ignore_ok", "alertOpt.ignoreOK", type="bool", rule=EXACT._replace(canonical=bool)),
        Field(
            "monitors",
            "checkerUUIDs",
            type="list",
            elements="str",
            rule=SET,
            resolve=_monitors,
            loose=True,
            mirrored=True,
        ),
        PERMISSIONS,
    )

    def get(self, run, uuid: str) -> dict:
        row = super().get(run, uuid)
        run.memory.names.update(row.get("notifyObjectName") or {})
        return row

    def body(self, values: t.Mapping, row: dict | None = None, names: t.Mapping | None = None) -> dict:
        body = super().body(values, row, names)
        body["alertOpt"] = _alert_targets.without_empty_source({"aggInterval": 0, **body.get("alertOpt", {})})
        return body


ALERT_POLICY = AlertPolicy()
