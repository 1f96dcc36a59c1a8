# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mute rules: wall-clock times rewritten, seconds added, and no route that reads a single one."""

from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...envelope import refused
from ...variants import MUTES_KEEP
from ..base import Call, Record, key_info
from ..generic import Generic

WALL_CLOCK = "%Y/%m/%d %H:%M:%S"
CRON_KEYS = ("min", "hour", "day", "month", "week")
RANGE_KEYS = {"checker": "checkerUUID", "alertPolicy": "alertPolicyUUID", "tag": "tagUUID", "slo": "sloUUID"}
UNSET = -1
_NEVER = ("0", "-1")
# What a change may leave out, and a service that keeps it keeps.
_KEPT = (
    "name",
    "description",
    "filterString",
    "notifyMessage",
    "notifyTargets",
    "notifyTimeStr",
    "tags",
    "muteRanges",
    "startTime",
    "endTime",
    "repeatCrontabSet",
    "crontabDuration",
    "repeatExpireTime",
)


class Mutes(Generic):
    family = "mutes"
    prefix = "mute_"

    def stored(self, body: Record) -> Record:
        """The rule that a create or a change makes: each replaces everything (our reading), and null is nothing."""
        for field in ("startTime", "endTime"):  # observed by public clients
            if body.get(field) == "":
                raise refused(f"{field} must not be empty")
        body = {name: value for name, value in body.items() if value is not None}
        zone = _zone(body["timezone"])
        fields = {
            "name": "",
            "description": "",
            "filterString": "",
            "notifyMessage": "",
            "notifyTargets": [],
            "declaration": {},
            "tags": {},
            "muteRanges": [],
            "notifyTimeStr": "",
            **body,
        }
        fields["muteRanges"] = [_range(entry, body["type"]) for entry in fields["muteRanges"]]
        fields["notifyTime"] = _seconds(fields["notifyTimeStr"], "notifyTimeStr", zone)
        fields.update(_schedule(body, zone))
        fields.update(_repeating(body) if body["repeatTimeSet"] else _once(body, zone))
        # Observed by public clients: reads say 0 whatever was sent.
        fields["repeatTimeSet"] = 0
        return fields

    def on_modify(self, call: Call) -> Any:
        if MUTES_KEEP in call.variants:
            record = self.addressed(call)
            kept = {name: record[name] for name in _KEPT if name not in call.body and record.get(name)}
            call.body = {**kept, **call.body}
        return super().on_modify(call)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        answer = super().shown(call, record, schema)
        if isinstance(answer, dict):
            answer["updatorInfo"] = answer["creatorInfo"] = key_info(call)
        return answer


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise refused(f"Unknown timezone {name!r}") from error


def _seconds(text: str, field: str, zone: ZoneInfo) -> int:
    if not text:
        return UNSET
    try:
        return int(datetime.datetime.strptime(text, WALL_CLOCK).replace(tzinfo=zone).timestamp())
    except ValueError as error:
        raise refused(f"{field}: {text!r} is not of the form %Y/%m/%d %H:%M:%S") from error


def _once(body: Record, zone: ZoneInfo) -> Record:
    if not body.get("startTime"):
        raise refused("A single mute needs startTime")
    start, end = (_seconds(body.get(field) or "", field, zone) for field in ("startTime", "endTime"))
    if end != UNSET and end <= start:
        raise refused("endTime must be after startTime")
    return {"start": start, "end": end, "startTime": body["startTime"], "endTime": body.get("endTime", "")}


def _repeating(body: Record) -> Record:
    """startTime and endTime are read back empty (observed by public clients)."""
    if set(body.get("repeatCrontabSet", {})) != set(CRON_KEYS) or body.get("crontabDuration", 0) <= 0:
        raise refused(
            f"A repeating mute needs repeatCrontabSet with {', '.join(CRON_KEYS)} and a crontabDuration above 0"
        )
    return {"start": UNSET, "end": UNSET, "startTime": "", "endTime": ""}


def _schedule(body: Record, zone: ZoneInfo) -> Record:
    """An expiry of "0" is read back as "-1" (observed by public clients)."""
    crontab = body.get("repeatCrontabSet", {})
    expires = body.get("repeatExpireTime") or "0"
    never = expires in _NEVER
    return {
        "crontab": " ".join(crontab[key] for key in CRON_KEYS) if set(crontab) == set(CRON_KEYS) else "",
        "repeatCrontabSet": crontab,
        "crontabDuration": body.get("crontabDuration", 0),
        "repeatExpireTime": "-1" if never else expires,
        "repeatExpire": UNSET if never else _seconds(expires, "repeatExpireTime", zone),
    }


def _range(entry: Record, mute_type: str) -> Record:
    """One range with its kind, and with a name if it came without. A rule of one type takes ranges of that type only
    (our reading)."""
    kinds = [kind for kind, key in RANGE_KEYS.items() if entry.get(key)]
    if len(kinds) != 1:
        raise refused(f"muteRanges: each entry names exactly one object by {', '.join(RANGE_KEYS.values())}")
    if mute_type not in ("custom", kinds[0]):
        raise refused(f"muteRanges: a mute of the type {mute_type} takes no {kinds[0]}")
    return {"name": "", **entry, "type": kinds[0]}
