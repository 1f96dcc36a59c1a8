# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alerts as rules want them, made of what the platform posts to a webhook or answers to a query.

Fields of events: vendor manual, "event fields" and "webhook". Each alert is a mapping with these keys, and without
those that the platform says nothing of:

- ``alert``: one monitor and one object that it watches, such as a host. All events of the pair have it.
- ``outage``: one fault of these, from its first event to its recovery.
- ``delivery``: this event.
- ``resolved``: whether the fault is over.
- ``status``, ``title``, ``message``, ``value``, ``monitor``, ``monitor_id``, ``tags``, ``host``, ``time``, ``link``,
  ``workspace``: what people look for.
- ``payload``: everything that came.
"""

from __future__ import annotations

import datetime
import json
import typing as t

from .._queries.rows import sound
from .columns import is_resolved
from .names import renamed
from .text import printable

#: Fields that hold JSON as text.
_JSON_FIELDS = (
    "df_alert_policy_ids",
    "df_alert_policy_names",
    "df_at_accounts",
    "df_channels",
    "df_charts",
    "df_dimension_tags",
    "df_label",
    "df_matched_alert_policy_rules",
    "df_meta",
    "df_workspace_declaration",
)
#: Key of an alert -> the fields that may tell it, the first that does.
_FIELDS = {
    "alert": ("df_monitor_checker_event_ref",),
    "outage": ("df_fault_id",),
    "delivery": ("df_event_id",),
    "status": ("df_status",),
    "title": ("df_title",),
    "message": ("df_message",),
    "value": ("Result", "df_monitor_checker_value"),
    "monitor": ("df_monitor_checker_name",),
    "monitor_id": ("df_monitor_checker_id",),
    "link": ("df_event_link",),
    "workspace": ("df_workspace_uuid", "workspace_uuid"),
}
_TIMES = ("timestamp", "date", "time", "create_time")
# Stamps beyond it are milliseconds: as seconds, it is the year 5138.
_MILLISECONDS = 100_000_000_000
_LARGEST = 2**63


class NoticeError(ValueError):
    """What was posted is no notice. The text never holds what was posted."""


def notices(body: bytes) -> list[dict]:
    """The alerts of a body that was posted: a JSON object, or several merged in a list. NoticeError when it is none."""
    try:
        content = json.loads(body.decode("utf-8-sig"), parse_constant=str)
    except (ValueError, RecursionError):
        raise NoticeError("the body is no JSON in UTF-8") from None
    merged = content if isinstance(content, list) else [content]
    if not merged or not all(isinstance(one, dict) and one for one in merged):
        raise NoticeError("the body is neither a JSON object with fields nor a list of such objects")
    return [alert_of(one) for one in merged]


def alert_of(fields: t.Mapping[str, t.Any]) -> dict:
    """The alert of the fields of one event."""
    payload = legible({name: _decoded(name, value) for name, value in fields.items()})
    found = {key: _first(payload, names) for key, names in _FIELDS.items()}
    found["resolved"] = is_resolved(payload)
    found["time"] = _time(payload)
    tags = payload.get("df_dimension_tags")
    found["tags"] = tags if isinstance(tags, dict) else None
    found["host"] = _first({**payload, **(found["tags"] or {})}, ("host",))
    return {**{key: value for key, value in found.items() if value not in (None, "", {})}, "payload": payload}


def legible(value: t.Any) -> t.Any:
    """The value without what logs, YAML and rule engines stumble over: control characters, half characters, numbers
    beyond 64 bits or without end, deep nesting, and empty names, after which ansible-rulebook 1.3.2 takes no more
    events."""
    return _legible(sound(value))


def _legible(value: t.Any) -> t.Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_legible(item) for item in value]
    if isinstance(value, dict):
        return {name: _legible(item) for name, item in renamed(value, lambda key: _legible(str(key)) or "_")}
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return f"a number of {value.bit_length()} bits"
    return value


def _decoded(name: str, value: t.Any) -> t.Any:
    """The value of a field, decoded where it is JSON in a text; the text where it should be and is not."""
    if name not in _JSON_FIELDS or not isinstance(value, str):
        return value
    try:
        decoded = json.loads(value, parse_constant=str)
    except (ValueError, RecursionError):
        return value
    return decoded if isinstance(decoded, (dict, list)) else value


def _first(fields: t.Mapping[str, t.Any], names: t.Iterable[str]) -> t.Any:
    return next((fields[name] for name in names if fields.get(name) not in (None, "")), None)


def _time(fields: t.Mapping[str, t.Any]) -> str | None:
    """The time of the event as text in UTC; stamps come in seconds and in milliseconds."""
    stamp = _first(fields, _TIMES)
    if isinstance(stamp, bool) or not isinstance(stamp, (int, float)):
        return None
    try:
        moment = datetime.datetime.fromtimestamp(
            stamp / 1000 if stamp >= _MILLISECONDS else stamp, tz=datetime.timezone.utc
        )
    except (ValueError, OverflowError, OSError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
