# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of dates, such as public holidays, that alert policies notify differently on."""

from __future__ import annotations

import datetime
import re
import typing as t

from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.kind import Kind
from ..._engine.route import Route
from ..._engine.rules import SET

_PARTS = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


def _canonical(dates: t.Any) -> t.Any:
    """The dates in order, each once, as ``YYYY/MM/DD``: the service keeps whatever separator it was sent."""
    return sorted({_date(text) or str(text) for text in dates}) if isinstance(dates, list) else dates


def _date(text: t.Any) -> str | None:
    match = _PARTS.fullmatch(str(text).strip())
    try:
        return datetime.date(*map(int, match.groups())).strftime("%Y/%m/%d") if match else None
    except ValueError:
        return None


def _check(dates: list) -> list:
    wrong = [str(text) for text in dates if _date(text) is None]
    if wrong:
        raise InputError(f"'dates' holds what is no date: {', '.join(wrong)}. Write dates like 2026-12-24.")
    return dates


class AlertNoticeDate(Kind):
    """A list of notice dates."""

    name = "alert_notice_date"
    title = "list of notice dates"
    plural = "lists of notice dates"
    folder = "alert_notice_dates"
    uuid_prefix = "ndate_"
    list_operation = "notice_dates_list"
    create_operation = "notice_dates_create"
    get_route = Route("notice_dates_get", path="notice_date_uuid")
    modify_route = Route("notice_dates_modify", path="notice_date_uuid")
    delete_route = Route("notice_dates_delete", body_list="noticeDatesUUIDs")
    force_field = "skipRefCheck"
    used_by = (("alert_policy", "targets"),)
    fields = (
        Field("name", "name", max_length=256),
        Field(
            "dates",
            "noticeDates",
            read="dates",
            type="list",
            elements="str",
            rule=SET._replace(canonical=_canonical),
            check=_check,
        ),
    )


ALERT_NOTICE_DATE = AlertNoticeDate()
