# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scheduled reports: a dashboard that is sent by mail or to a robot, again and again or once."""

from __future__ import annotations

import typing as t

from ..._engine.codec import Codec
from ..._engine.errors import InputError, OverError
from ..._engine.field import MISSING, Field
from ..._engine.kind import Kind
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import EXACT, SET, SUBSET
from ..._engine.times import LATER, MINUTE, instant, instant_text, span, zone_name
from ..._engine.values import refuse_nothing
from .._shared import cron, spans
from .._shared.people import addressees, warn_of_outsiders

_EMAIL, _MAIL_GROUP = "email", "mailGroup"
_CHANNELS = (_EMAIL, "dingTalkRobot", "wechatRobot", "feishuRobot")
_NO_TIME = -1


def _crontab(text: t.Any) -> t.Any:
    try:
        return cron.canonical(text) if text else ""
    except InputError:
        return text


def _range(given: str) -> str:
    if span("range", given) % MINUTE:
        raise InputError(f"'range' is '{given}': the service takes minutes, hours and days.")
    return spans.given("range")(given)


def _told_time(told: t.Any) -> t.Any:
    return "" if told in (None, _NO_TIME) else instant_text(told) if isinstance(told, (int, float)) else told


def _folded(told: t.Any) -> t.Any:
    if not isinstance(told, dict):
        return told
    return {name: one.get("value") if isinstance(one, dict) else one for name, one in told.items()}


def _named(variables: dict) -> dict:
    for name, value in variables.items():
        refuse_nothing("variables", name, "given" if value == "" else value)  # which may be every value
    return variables


def _enabled(row: dict) -> t.Any:
    """Which number says off is not documented; on is 0."""
    return row["status"] == 0 if "status" in row else MISSING


def _fit_channel(run, plan) -> None:
    """InputError for recipients that the channel cannot reach, since the API takes any."""
    channel, kind = plan.target.get("channel"), run.kinds["notify_object"]
    if channel not in _CHANNELS:
        run.warn(f"'channel' of {plan.title} is '{channel}', which is none of {', '.join(_CHANNELS)}.")
        return
    for uuid in plan.target.get("recipients") or []:
        row = run.memory.row(kind, uuid)
        is_person = uuid.startswith(("acnt_", "group_")) or "@" in uuid
        sort = row.get("type") if row else None
        fits = sort in (None, _MAIL_GROUP) if channel == _EMAIL else not is_person and sort in (None, channel)
        if not fits:
            raise InputError(
                f"'recipients' of {plan.title} holds {plan.names.get(uuid, uuid)}, which 'channel: {channel}' cannot "
                f"reach: {'members and mail groups' if channel == _EMAIL else f'notify objects of the type {channel}'} "
                "can be."
            )


def _is_unkept(row: dict) -> bool:
    """A single run that is over."""
    return bool(row.get("executed") and not row.get("crontab"))


class Report(Kind):
    """A report."""

    name = title = "report"
    plural = "reports"
    uuid_prefix = "cron_"
    unkept = (_is_unkept,)
    list_operation = "crontab_report_list"
    create_operation = "crontab_report_add"
    get_route = Route("crontab_report_get", path="report_uuid")
    modify_route = Route("crontab_report_modify", path="report_uuid")
    replaces = True
    delete_route = Route("crontab_report_delete", body_list="reportUUIDs")
    enable_route = Route("crontab_report_set_disable", body_list="reportUUIDs", extra={"isDisable": False})
    disable_route = Route("crontab_report_set_disable", body_list="reportUUIDs", extra={"isDisable": True})
    dropped_keys = ("recipientInfo",)
    hides_secrets = True
    fields = (
        Field("name", "title", argument={"aliases": ["title"]}, max_length=200),
        Field("text", "content", max_length=1000),
        Field("dashboard", "dashboardUUID", required=True, resolve=refer("dashboard")),
        Field(
            "recipients",
            "recipient",
            type="list",
            elements="str",
            rule=SET,
            required=True,
            resolve=addressees,
            review=warn_of_outsiders("recipients"),
        ),
        Field(
            "channel",
            "notifyType",
            required=True,
            choices=_CHANNELS,
            rule=EXACT._replace(canonical=lambda word: "wechatRobot" if word == "wecharRobot" else word),
            review=_fit_channel,
        ),
        Field("range", "timeRange", required=True, codec=spans.ONE_UNIT, check=_range),
        Field(
            "schedule",
            "crontab",
            rule=EXACT._replace(canonical=_crontab),
            check=cron.canonical,
        ),
        Field(
            "once_at",
            "singleExecuteTime",
            codec=Codec(lambda at: instant("once_at", at, "UTC") if at else _NO_TIME, _told_time),
        ),
        Field("timezone", "timezone", required=True, check=lambda name: zone_name("timezone", name)),
        Field(
            "variables",
            "variables",
            type="dict",
            check=_named,
            rule=SUBSET,
            codec=Codec(
                lambda values: {name: {"name": name, "value": value} for name, value in values.items()}, _folded
            ),
        ),
        Field(
            "share",
            "extend.shareConfig.shareMethod",
            sparse=True,
            choices={"public": "public", "encrypted": "encipher"},
        ),
        Field("share_password", "extend.shareConfig.password", sparse=True, secret=True),
        Field("enabled", read=_enabled, type="bool", switch=True),
    )

    def prepare(self, params: dict) -> dict:
        if params.get("once_at"):
            if params.get("schedule"):
                raise InputError("A report runs by 'schedule' or once at 'once_at': give one of them.")
            instant("once_at", params["once_at"], "UTC")  # its time zone may be that of the report that is there
        return params

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """A report runs by a schedule or once: the one takes the place of the other. A run that is over stays over."""
        once, schedule = wanted.get("once_at"), wanted.get("schedule")
        if row is None and not once and not schedule:
            raise InputError("A new report needs 'schedule', or 'once_at' for a single run.")
        if schedule:
            return {**wanted, "once_at": ""}
        if not once:
            return wanted
        timezone = wanted.get("timezone") or (self.field("timezone").actual(row) if row else None) or "UTC"
        at = instant("once_at", once, timezone)
        now = self.field("once_at").actual(row) if row else None
        if at <= run.now() and instant_text(at) != now:
            if row and row.get("executed"):
                return {option: value for option, value in wanted.items() if option != "once_at"}
            raise OverError(f"The report would be over already: it runs at {instant_text(at)}. {LATER}")
        return {**wanted, "once_at": instant_text(at), "schedule": ""}

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        """What the console shows of the schedule follows from it."""
        body = super().body(values, row, names)
        dashboard = values["dashboard"]
        shown = {"dashboardInfo": {"value": dashboard, "label": (names or {}).get(dashboard, "")}}
        if values.get("schedule"):
            minute, hour, day, _month, week = values["schedule"].split()
            cycle = "week" if week != "*" else "month" if day != "*" else "day"
            shown.update(cycleTimeType=cycle, hour=hour, minutes=minute)
        else:
            shown["cycleTimeType"] = "once"
        return {**body, "extend": {**(body.get("extend") or (row or {}).get("extend") or {}), **shown}}


REPORT = Report()
