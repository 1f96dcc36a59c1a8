# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policies of issues: which schedules are told of what, and when it is told again. Schedules are sent by uuid and come
back whole."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.codec import Codec
from ..._engine.errors import InputError
from ..._engine.field import MISSING, Field
from ..._engine.guard import DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import SET
from ..._engine.use import Use, uuids_told
from .._shared import spans

_EVENTS = (
    "issue.add",
    "issue.modify",
    "issueUpgrade.noManager",
    "issueUpgrade.processTimeout",
    "issueUpgrade.eventStorm",
    "issueReply.add",
    "issueReply.modify",
    "issueReply.delete",
    "dailySummary",
)
#: The event that an escalation needs -> the escalations, of which it needs one.
_ESCALATIONS = {
    "issueUpgrade.noManager": ("unassigned",),
    "issueUpgrade.processTimeout": ("unresolved", "unprocessed"),
    "issueUpgrade.eventStorm": ("event_storm",),
}
_MOST_TIMES = 30
_SUBOPTIONS = {
    "after": {"type": "str"},
    "repeat": {
        "type": "dict",
        "options": {"every": {"type": "str", "required": True}, "times": {"type": "int", "required": True}},
    },
}


def _schedules(row: dict) -> t.Any:
    sent, told = row.get("notificationScheduleUUIDs"), row.get("relNotificationScheduleInfos")
    if isinstance(sent, list):
        return sent
    return [schedule["uuid"] for schedule in told] if isinstance(told, list) else MISSING


def _encode(escalation: t.Any) -> t.Any:
    if not escalation:
        return {}
    encoded = {"duration": spans.SECONDS.encode(escalation["after"]), "notifyType": "once"}
    if escalation.get("repeat"):
        repeat = escalation["repeat"]
        times = {"cycleDuration": spans.SECONDS.encode(repeat["every"]), "cycleTimes": repeat["times"]}
        encoded.update(times, notifyType="cycle")
    return encoded


def _decode(told: t.Any) -> t.Any:
    if not isinstance(told, dict) or "duration" not in told:
        return told
    repeat = {"every": spans.SECONDS.decode(told.get("cycleDuration")), "times": told.get("cycleTimes")}
    is_repeated = told.get("notifyType") == "cycle"
    return {"after": spans.SECONDS.decode(told["duration"]), **({"repeat": repeat} if is_repeated else {})}


def _checked(option: str) -> t.Callable[[dict], dict]:
    def check(given: dict) -> dict:
        after, repeat = given.get("after"), given.get("repeat")
        if after is None:
            if repeat is not None:
                raise InputError(f"'{option}' needs 'after': the time after which it is notified first.")
            return {}
        checked: dict = {"after": spans.given(f"{option}.after")(after)}
        if repeat:
            if not 1 <= repeat["times"] <= _MOST_TIMES:
                raise InputError(f"'{option}.repeat.times' is {repeat['times']}: it is 1 to {_MOST_TIMES}.")
            checked["repeat"] = {**repeat, "every": spans.given(f"{option}.repeat.every")(repeat["every"])}
        return checked

    return check


def _fit_together(_run, plan) -> None:
    """InputError for an escalation without its event, and for an event without its escalation."""
    events = plan.target.get("notify_on") or []
    for event, options in _ESCALATIONS.items():
        given = [option for option in options if plan.target.get(option)]
        if given and event not in events:
            raise InputError(f"'{given[0]}' of {plan.title} does nothing without {event}: name that in 'notify_on'.")
        if event in events and not given:
            raise InputError(
                f"'notify_on' of {plan.title} names {event}, which needs {' or '.join(map(repr, options))} to say when."
            )


def _review(option: str) -> t.Callable:
    def review(run, plan) -> None:
        _fit_together(run, plan)
        given = plan.after[option] if option in plan.differing else {}
        for place, text in (("after", given.get("after")), ("repeat.every", (given.get("repeat") or {}).get("every"))):
            if text:
                spans.warn_if_short(run, f"{option}.{place}", text)

    return review


def _escalation(option: str, key: str) -> Field:
    return Field(
        option,
        f"extend.upgradeCfg.{key}",
        type="dict",
        suboptions=_SUBOPTIONS,
        codec=Codec(_encode, _decode),
        check=_checked(option),
        review=_review(option),
    )


class IssuePolicy(Kind):
    """A policy. Which channels follow it is set in the console only."""

    name = "issue_policy"
    title = "issue policy"
    plural = "issue policies"
    uuid_prefix = "inpy_"
    list_operation = "issue_notification_policies_list"
    create_operation = "issue_notification_policies_add"
    answers = Answers(believed=False)
    get_route = Route("issue_notification_policies_get", path="issue_notification_policy_uuid")
    modify_route = Route("issue_notification_policies_modify", path="issue_notification_policy_uuid")
    replaces = True
    delete_route = Route("issue_notification_policies_delete", body_list="issueNotificationPolicyUUIDs")
    guards = (
        Guard(
            "leaves the channels that follow it without one, so that nobody may be notified",
            DELETE,
            rows=lambda row: bool(row.get("relChannelInfos")),
            users=Use("issue_channel", ask=uuids_told("relChannelInfos")),
        ),
    )
    fields = (
        Field("name", "name", max_length=256),
        Field(
            "schedules",
            "notificationScheduleUUIDs",
            read=_schedules,
            type="list",
            elements="str",
            rule=SET,
            required=True,
            resolve=refer("notification_schedule"),
        ),
        Field(
            "notify_on",
            "extend.notifyTypes",
            type="list",
            elements="str",
            choices=_EVENTS,
            rule=SET,
            review=_fit_together,
        ),
        _escalation("unassigned", "noManager"),
        _escalation("unresolved", "processTimeout"),
        _escalation("unprocessed", "openProcessTimeout"),
        Field("event_storm", "extend.upgradeCfg.eventStorm", type="dict", review=_fit_together),
    )


ISSUE_POLICY = IssuePolicy()
