# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding incidents, which monitors open: by uuid, or by what they are about (vendor pages: incidents)."""

from __future__ import annotations

import typing as t

from .._api.errors import NotFoundError
from .._engine.errors import InputError

STATUSES = ("open", "working", "resolved", "closed")
OPEN = ("open", "working")
#: What an incident can be found by; the service compares all but the monitor.
_FIELDS = ("host", "service", "resource", "pod_name", "app_name", "env", "url")
#: Incidents that are read one by one to learn which monitor has opened them.
_MOST_READ = 20

#: The argument spec of ``match``.
MATCH: dict[str, dict] = {
    **{name: {"type": "str"} for name in _FIELDS},
    "monitor": {"type": "str"},
    "search": {"type": "str"},
}


def read(client, uuid: str) -> dict | None:
    """One incident whole; None when there is none. The example of the vendor has no envelope, other answers have."""
    try:
        content = client.call("incidents_get", path={"incident_uuid": uuid}).content
    except NotFoundError:
        return None
    return {"uuid": uuid, **content} if isinstance(content, dict) and content else None


def listed(client, match: t.Mapping[str, t.Any], statuses: t.Sequence[str]) -> list[dict]:
    """The incidents that fit, whole where the monitor counts, the newest first."""
    filters = [{"field": name, "op": "=", "value": [match[name]]} for name in _FIELDS if match.get(name)]
    body = {"filters": filters, "incidentsStatus": list(statuses), "search": match.get("search")}
    rows = client.rows("incidents_list", body={name: value for name, value in body.items() if value}).items
    rows = [row for row in rows if isinstance(row, dict) and row.get("uuid")]
    rows.sort(key=lambda row: row.get("createAt") or 0, reverse=True)
    monitor = match.get("monitor")
    if monitor is None:
        return rows
    if len(rows) > _MOST_READ:
        raise InputError(
            f"{len(rows)} incidents fit besides the monitor, which only each of them tells: narrow 'match', to at most "
            f"{_MOST_READ}."
        )
    whole = [read(client, row["uuid"]) for row in rows]
    return [row for row in whole if row is not None and monitor in _monitors(row)]


def checked(match: t.Mapping[str, t.Any] | None) -> dict:
    """What is given of ``match``."""
    return {name: value for name, value in (match or {}).items() if value is not None}


def shown(row: t.Mapping[str, t.Any]) -> dict:
    """An incident as results show it."""
    event = row.get("resourceContent") or {}
    return {
        "uuid": row.get("uuid"),
        "name": row.get("name"),
        "status": row.get("incidentsStatus"),
        "level": row.get("level"),
        "assignees": list(row.get("assigner") or []),
        "tags": list(row.get("tags") or []),
        "event": dict(event) if isinstance(event, dict) else {},
    }


def _monitors(row: t.Mapping[str, t.Any]) -> tuple:
    event = row.get("resourceContent") or {}
    return event.get("df_monitor_checker_id"), event.get("df_monitor_checker_name")
