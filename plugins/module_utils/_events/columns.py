# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of an event, and what they say of it (vendor manual: events; facts: fields of an event)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

#: What a monitor watches when it makes an event: all events of one object have one value.
REF = "df_monitor_checker_event_ref"
STATUS, FAULT_STATUS, TITLE, ID = "df_status", "df_fault_status", "df_title", "__docid"
#: The levels of events that something is wrong.
OPEN_STATUSES = ("fatal", "critical", "error", "warning", "nodata")
#: Those that something is well again.
OVER_STATUSES = ("ok", "nodata_ok", "nodata_as_ok", "manual_ok")
#: Every event, of monitors, SLOs and others: a source that is given by a pattern.
ALL = "E::re(`.*`)"
# Values of the fault's own status; events of older monitors have none.
_TELLING = ("fault", "ok")
# Columns that hold JSON as text.
_JSON = ("df_dimension_tags", "df_meta")


def is_open(row: Mapping[str, Any]) -> bool:
    """Whether the event, the last one of its object, says that something is wrong."""
    status, fault = row.get(STATUS), row.get(FAULT_STATUS)
    return fault == "fault" if fault in _TELLING else status is not None and status not in (*OVER_STATUSES, "info")


def is_resolved(row: Mapping[str, Any]) -> bool:
    """Whether the event says that what was wrong is over."""
    status, fault = row.get(STATUS), row.get(FAULT_STATUS)
    return fault == "ok" if fault in _TELLING else status in OVER_STATUSES


def readable(row: Mapping[str, Any]) -> dict:
    """The event with the JSON in its texts read, and ``time`` however the route calls it."""
    made = dict(row)
    for column in _JSON:
        made[column] = _read(made.get(column)) if column in made else None
    if "time" not in made and "date" in made:
        made["time"] = made["date"]
    return {column: value for column, value in made.items() if value is not None}


def _read(text: Any) -> Any:
    """The mapping in a text of JSON; anything else stays as it is."""
    if not isinstance(text, str):
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, dict) else text
