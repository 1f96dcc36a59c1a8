# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A monitor fires: the event, in the fields of the vendor's manual, and what is posted to notify objects."""

from __future__ import annotations

import copy
import hashlib
import http.client
import re
import ssl
from typing import Any
from urllib.parse import urlsplit

import orjson

from ..queries.series import EVENTS
from ..workspaces import Workspace, new_uuid
from .recipients import recipients

Record = dict[str, Any]
_TIMEOUT = 30
_PLACE = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


def fire(workspace: Workspace, asked: list[Record], now: float) -> tuple[list[Record], list[Record]]:
    """Let monitors fire: the events with what became of each, and the posts that are due, each with `url`, `headers`,
    `body` and `notify_object`. Several events for one notify object are one post. ValueError: nothing happens."""
    monitors = [monitor_of(workspace, one["monitor"]) for one in asked]
    before = copy.deepcopy(workspace.faults)
    try:
        fired = [_fired(workspace, monitor, one, now) for one, monitor in zip(asked, monitors, strict=True)]
    except ValueError:
        workspace.faults = before
        raise
    answers, due = [], {}
    for event, notified, muted in fired:
        row = {name: value for name, value in event.items() if name not in ("timestamp", "df_workspace_name")}
        workspace.series.add(EVENTS, "monitor", {}, [{"time": int(now * 1000), **row}])
        answers.append({"event": event, "told": [notify["name"] for notify in notified], "muted_by": muted})
        for notify in notified:
            due.setdefault(notify["uuid"], (notify, []))[1].append(event)
    return answers, [_post_of(notify, events) for notify, events in due.values()]


def _fired(workspace: Workspace, monitor: Record, asked: Record, now: float) -> tuple[Record, list[Record], list[str]]:
    event = _event(workspace, monitor, asked, now)
    notified, muted = recipients(workspace, workspace.faults.told, monitor, event, now)
    event["df_is_silent"] = "true" if muted and not notified else "false"
    return event, notified, muted


def monitor_of(workspace: Workspace, name: str) -> Record:
    """A monitor by its uuid or its name."""
    monitors = workspace.collection("checkers").values()
    found = [monitor for monitor in monitors if name in (monitor["uuid"], _name(monitor))]
    if len(found) != 1:
        names = ", ".join(sorted(map(_name, monitors))) or "none"
        raise ValueError(f"there is no monitor {name!r}, or more than one; there are: {names}")
    if found[0].get("status") == 2:
        raise ValueError(f"the monitor {name!r} is switched off")
    return found[0]


def _name(monitor: Record) -> str:
    return (monitor.get("jsonScript") or {}).get("title") or ""


def _event(workspace: Workspace, monitor: Record, asked: Record, now: float) -> Record:
    status, tags, value = asked.get("status", "critical"), asked.get("tags", {}), asked.get("value", 1)
    dimensions = orjson.dumps(tags, option=orjson.OPT_SORT_KEYS).decode()
    alert = hashlib.md5(f"{monitor['uuid']} {dimensions}".encode(), usedforsecurity=False).hexdigest()
    event_id = new_uuid("event-")
    fault = workspace.faults.of(alert, status, event_id, now)
    script = monitor.get("jsonScript") or {}
    known = {**tags, "Result": value, "df_status": status}
    return {
        **tags,
        "timestamp": int(now),
        "df_status": status,
        "df_sub_status": status,
        "df_event_id": event_id,
        "df_title": asked.get("title", _rendered(script.get("title") or "", known)),
        "df_message": asked.get("message", _rendered(script.get("message") or "", known)),
        "df_dimension_tags": dimensions,
        "df_monitor_id": monitor["monitorUUID"],
        "df_monitor_name": "default",
        "df_monitor_checker_id": monitor["uuid"],
        "df_monitor_checker_name": _name(monitor),
        "df_monitor_checker_value": str(value),
        "df_monitor_checker_sub": "nodata" if status.startswith("nodata") else "check",
        "df_monitor_checker_event_ref": alert,
        "df_monitor_type": "custom",
        "df_source": "monitor",
        "df_alert_policy_ids": orjson.dumps(monitor.get("alertPolicyUUIDs") or []).decode(),
        "Result": value,
        **fault,
        "df_event_link": f"https://console.example.com/keyEvents/monitorChart?event={event_id}",
        "df_workspace_uuid": workspace.uuid,
        "df_workspace_name": workspace.name,
    }


def _rendered(text: str, known: Record) -> str:
    """A text with the fields that it names; the vendor's language knows much more."""
    return _PLACE.sub(lambda match: str(known.get(match[1], match[0])), text)


def _post_of(notify: Record, events: list[Record]) -> Record:
    settings = notify["optSet"]
    configured = settings.get("headersConfig") or {}
    items = (configured.get("items") or []) if configured.get("isOpen") else []
    return {
        "notify_object": notify["name"],
        "url": settings["url"],
        "headers": {item["key"]: item["value"] for item in items},
        "body": orjson.dumps(events[0] if len(events) == 1 else events),
    }


def post(due: Record) -> Record:
    """Post to a notify object; its name, and the status of the answer or what went wrong. The URL may hold a secret."""
    url = urlsplit(due["url"])
    # Certificates of a test are nobody's.
    connection = (
        http.client.HTTPSConnection(url.netloc, timeout=_TIMEOUT, context=ssl._create_unverified_context())  # noqa: S323
        if url.scheme == "https"
        else http.client.HTTPConnection(url.netloc, timeout=_TIMEOUT)
    )
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    try:
        connection.request("POST", target, due["body"], {"Content-Type": "application/json", **due["headers"]})
        return {"notify_object": due["notify_object"], "status": connection.getresponse().status}
    except (OSError, http.client.HTTPException) as error:
        return {"notify_object": due["notify_object"], "error": f"{type(error).__name__}"}
    finally:
        connection.close()
