# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events that are written, closed and listed: all of them are points of the series that queries read."""

from __future__ import annotations

import hashlib
import itertools
import json
from typing import Any

from ..envelope import ApiFailure, Reply, refused
from ..kinds.base import Call, Kind, Record
from ..objects.rows import Row
from .series import EVENTS

REF = "df_monitor_checker_event_ref"
_CUSTOM, _MONITOR = "custom", "monitor"
_LONGEST = 6 * 3600 * 1000
_LIMIT = 20
_FINE = ("ok", "info", "manual_ok", "nodata_ok", "nodata_as_ok")
#: What the list of unrecovered events tells of each (vendor reference).
_LISTED = ("__docid", "alert_time_ranges", "df_dimension_tags", "df_event_id", "df_message", "df_meta", REF)
_LISTED += ("df_status", "df_title")


def _written(call: Call, source: str, columns: Record, at: int) -> None:
    number = call.workspace.next_number()
    event_id = hashlib.sha256(f"{call.workspace.uuid} {number}".encode()).hexdigest()[:32]
    call.workspace.series.add(
        EVENTS, source, {}, [{"df_source": source, "df_event_id": f"event-{event_id}", **columns, "time": at}]
    )


def _all(call: Call) -> list[Row]:
    series, present = call.workspace.series, int(call.now * 1000)
    rows = itertools.chain.from_iterable(series.rows((EVENTS, name)) for name in series.classes(EVENTS))
    return [row for row in rows if row.fields["time"] <= present]


class Events(Kind):
    family = "event"

    def on_create(self, call: Call) -> bool:
        body = call.body
        known = {"df_status": body["status"], "df_title": body["title"], "df_message": body.get("message", "")}
        tags = {name: value for name, value in (body.get("customTags") or {}).items() if not name.startswith("df_")}
        _written(call, _CUSTOM, {**tags, "df_origin": body.get("origin", ""), **known}, body["date"])
        return True

    def on_get(self, call: Call) -> Record:
        wanted = call.path["doc_id"]
        found = next((row for row in _all(call) if row.fields["__docid"] == wanted), None)
        if found is None:
            raise ApiFailure(404, "ft.NotFound", f"The event {wanted} does not exist")
        return found.fields

    def on_recover(self, call: Call) -> bool:
        """An ok event of the same object (vendor manual: manual recovery). One without events is passed over."""
        ref = call.query["monitorCheckerEventRef"]
        rows = [row for row in _all(call) if row.fields.get(REF) == ref]
        if rows:
            last = max(rows, key=lambda row: row.fields["time"]).fields
            own = {name: value for name, value in last.items() if name not in ("__docid", "time", "create_time")}
            closed = {**own, "df_status": "ok", "df_fault_status": "ok"}
            _written(call, last.get("source", _MONITOR), closed, int(call.now * 1000))
        return True


class UnrecoveredEvents(Kind):
    family = "event_abnormal"

    def on_list(self, call: Call) -> Reply:
        start, end = call.body["timeRange"]
        if end - start > _LONGEST:
            raise refused("timeRange spans more than 6 hours")
        last: dict[str, Record] = {}
        for row in sorted(_all(call), key=lambda row: row.fields["time"]):
            if row.fields.get(REF) and start <= row.fields["time"] <= end:
                last[row.fields[REF]] = row.fields
        rows = [fields for fields in last.values() if self._is_wanted(call.body, fields)]
        rows.sort(key=lambda fields: fields["time"], reverse=True)
        offset, limit = call.body.get("offset", 0), call.body.get("limit", _LIMIT)
        page = [
            {**{name: fields.get(name, "") for name in _LISTED}, "date": fields["time"]}
            for fields in rows[offset : offset + limit]
        ]
        return Reply({"data": page, "limit": limit, "offset": offset, "total_count": len(rows)})

    @staticmethod
    def _is_wanted(body: Record, fields: Record) -> bool:
        if fields.get("df_status") in _FINE:
            return False
        wanted = body.get("lastStatus")
        if wanted and fields.get("df_status") != wanted:
            return False
        if str(body.get("search") or "").lower() not in str(fields.get("df_title", "")).lower():
            return False
        return all(_fits(one, fields) for one in body.get("filters") or [])


def _fits(one: dict[str, Any], fields: Record) -> bool:
    """What the collection's own client and the examples send: in and =, joined by and."""
    if one.get("filters") or one.get("condition", "and") != "and" or one.get("operation") not in ("in", "="):
        raise refused(f"the emulator does not know the filter {json.dumps(one)}")
    values = one.get("value") or []
    return fields.get(one.get("name", "")) in (values if one["operation"] == "in" else values[:1])


class ReceivedEvents(Kind):
    """Events for external event monitors. One for no monitor is passed over, as the reference says."""

    family = "checkers_event"

    def on_receive(self, call: Call) -> Record:
        checkers = call.workspace.collection("checkers").values()
        monitor = next((one for one in checkers if self._is_address(call, one)), None)
        if monitor is not None:
            self._take(call, monitor, dict(call.body["event"]))
        return {"data": {}, "error": 200, "message": "", "ok": True, "reqCost": 1, "traceId": "1"}

    @staticmethod
    def _is_address(call: Call, monitor: Record) -> bool:
        script = monitor.get("jsonScript") or {}
        return monitor.get("secret") == call.path["secret"] and script.get("subUri") == call.path["subUri"]

    @staticmethod
    def _take(call: Call, monitor: Record, event: Record) -> None:
        dimensions = event.pop("dimension_tags", None) or {}
        status = event.pop("status")
        known = {
            "df_status": status,
            "df_fault_status": "ok" if status in _FINE else "fault",
            "df_title": event.pop("title", ""),
            "df_message": event.pop("message", ""),
            "df_monitor_checker_id": monitor["uuid"],
            "df_monitor_checker_name": monitor["jsonScript"].get("name") or monitor["jsonScript"].get("title", ""),
            "df_monitor_checker_value": str(event.pop("check_value", "")),
            "df_dimension_tags": json.dumps(dimensions, separators=(",", ":")),
            "df_meta": json.dumps({"extra_data": call.body.get("extraData") or {}}, separators=(",", ":")),
            REF: hashlib.sha256(f"{monitor['uuid']} {sorted(dimensions.items())}".encode()).hexdigest()[:32],
        }
        at = event.pop("date", None)
        _written(call, _MONITOR, {**dimensions, **event, **known}, int((at or call.now) * 1000))
