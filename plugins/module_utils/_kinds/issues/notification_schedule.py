# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notification schedules: who is called at which time of day, by turns if that is wanted."""

from __future__ import annotations

import re
import typing as t

from ..._engine.codec import Codec
from ..._engine.errors import InputError
from ..._engine.field import MISSING, Field
from ..._engine.guard import DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.route import Route
from ..._engine.rules import EXACT, ORDERED
from ..._engine.times import instant, instant_text, zone_name
from ..._engine.use import Use, uuids_told
from ..._engine.values import UNSET
from .._shared.people import addressees, warn_of_outsiders

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_ENDS = {"from": "start", "until": "end"}


def _padded(text: t.Any) -> t.Any:
    match = _CLOCK.fullmatch(str(text).strip())
    return f"{int(match[1]):02}:{match[2]}" if match else text


def _clock(option: str) -> t.Callable[[str], str]:
    def check(text: str) -> str:
        if not _CLOCK.fullmatch(str(text).strip()):
            raise InputError(
                f"'{option}' is '{text}', which is no time of day: write it in quotes, like \"09:30\". Without them "
                "YAML reads 9:30 as a number."
            )
        return text

    return check


def _to_seconds(valid: t.Any) -> t.Any:
    return {key: instant("valid", valid[end], "UTC") for end, key in _ENDS.items()} if valid else UNSET


def _from_seconds(told: t.Any) -> t.Any:
    if not isinstance(told, dict):
        return told
    return {end: instant_text(told[key]) for end, key in _ENDS.items() if isinstance(told.get(key), (int, float))}


def _check_rotation(_run, plan) -> None:
    if plan.target.get("rotate") and not plan.target.get("rotation"):
        raise InputError(f"The targets of {plan.title} cannot take turns without a length: set 'rotation'.")


def _review_day(run, plan) -> None:
    start, end = plan.target.get("start"), plan.target.get("end")
    if plan.differing & {"start", "end"} and start and start == end:
        raise InputError(f"{plan.title} begins and ends at {start}, so that nobody would ever be called.")
    if plan.changed and start and end and start > end:
        run.warn(
            f"{plan.title} begins at {start} and ends at {end}, after midnight. Whether the service takes that is not "
            "documented: two schedules, until 23:59 and from 00:00, are the safe form."
        )


class NotificationSchedule(Kind):
    """A schedule. Every change of it begins the rotation anew."""

    name = "notification_schedule"
    title = "notification schedule"
    plural = "notification schedules"
    uuid_prefix = "nsche_"
    list_operation = "notification_schedules_list"
    create_operation = "notification_schedules_add"
    get_route = Route("notification_schedules_get", path="notification_schedule_uuid")
    modify_route = Route("notification_schedules_modify", path="notification_schedule_uuid")
    replaces = True
    delete_route = Route("notification_schedules_delete", body_list="notificationScheduleUUIDs")
    dropped_keys = ("notifyTargetsInfos", "inEffectNotifyTargetsInfos")
    guards = (
        Guard(
            "leaves the issue policies that use it without it, so that nobody may be called",
            DELETE,
            rows=lambda row: bool(row.get("issueNotificationPolicyInfos")),
            users=Use("issue_policy", ask=uuids_told("issueNotificationPolicyInfos")),
        ),
    )
    fields = (
        Field("name", "name", max_length=256),
        Field("timezone", "timezone", required=True, check=lambda name: zone_name("timezone", name)),
        Field(
            "start",
            "start",
            on_create="00:00",
            rule=EXACT._replace(canonical=_padded),
            check=_clock("start"),
            review=_review_day,
        ),
        Field(
            "end",
            "end",
            on_create="23:59",
            rule=EXACT._replace(canonical=_padded),
            check=_clock("end"),
            review=_review_day,
        ),
        Field(
            "targets",
            "notifyTargets",
            type="list",
            elements="str",
            rule=ORDERED,
            required=True,
            resolve=addressees,
            review=warn_of_outsiders("targets"),
        ),
        Field("rotate", "extend.enableRotateNotification", type="bool", on_create=False, review=_check_rotation),
        Field(
            "rotation",
            "extend.rotationCycle",
            choices={"day": "day", "week": "week", "month": "month", "work_day": "workDay", "weekend": "weekend"},
        ),
        Field(
            "valid",
            "extend.effectiveTime",
            type="dict",
            suboptions={end: {"type": "str"} for end in _ENDS},
            argument={"required_together": [tuple(_ENDS)]},
            codec=Codec(_to_seconds, _from_seconds),
        ),
    )

    def prepare(self, params: dict) -> dict:
        for end, text in (params.get("valid") or {}).items():
            if text is not None:
                instant(f"valid.{end}", text, "UTC")  # its time zone may be that of the schedule that is there
        return params

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """Times without an offset are those of the schedule's time zone. Where nobody takes turns, the order of the
        targets means nothing."""
        now = {**self.initial(params), **(self.values(row) if row else {}), **wanted}
        settled = dict(wanted)
        given = {end: text for end, text in (wanted.get("valid") or {}).items() if text is not None}
        if "valid" in wanted:
            timezone = now.get("timezone") or "UTC"
            valid = {end: instant(f"valid.{end}", text, timezone) for end, text in given.items()}
            if valid and valid["until"] <= valid["from"]:
                raise InputError(f"'valid' ends ({given['until']}) before it begins ({given['from']}).")
            settled["valid"] = {end: instant_text(seconds) for end, seconds in valid.items()}
        actual = self.field("targets").actual(row) if row else MISSING
        is_same = isinstance(actual, list) and sorted(actual) == sorted(wanted.get("targets") or [])
        if is_same and not now.get("rotate"):
            settled["targets"] = actual
        return settled

    def review(self, run, plan) -> None:
        if plan.row and plan.changed and plan.target.get("rotate"):
            run.warn(f"The rotation of {plan.title} restarts with this change.")


NOTIFICATION_SCHEDULE = NotificationSchedule()
