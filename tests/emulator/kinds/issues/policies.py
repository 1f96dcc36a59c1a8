# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is called when there is an issue: schedules, and the policies that name them."""

from __future__ import annotations

import time
from typing import Any

from ...workspaces import Workspace
from ..base import Call, Record
from ..generic import Generic

_POLICIES = "issue_notification_policies"


class NotificationSchedules(Generic):
    """Each change begins the rotation anew; rows tell the policies that use the schedule."""

    family = "notification_schedules"
    prefix = "nsche_"

    def stored(self, body: Record) -> Record:
        return {"timezone": "Asia/Shanghai", "extend": {}, **super().stored(body)}

    def touch(self, call: Call, record: Record) -> None:
        super().touch(call, record)
        record["rotationUpdateAt"] = int(call.now)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        shown = super().shown(call, record, schema)
        shown["rotationUpdateAt"] = record.get("rotationUpdateAt", int(record["createAt"]))
        shown["effectiveTimeInfos"] = _validity(record, call.now)
        if "issueNotificationPolicyInfos" in shown:
            policies = call.workspace.collection(_POLICIES).values()
            shown["issueNotificationPolicyInfos"] = [
                {"uuid": policy["uuid"], "name": policy["name"]}
                for policy in policies
                if record["uuid"] in policy.get("notificationScheduleUUIDs", [])
            ]
        return shown


def _validity(record: Record, now: float) -> Record:
    times = (record.get("extend") or {}).get("effectiveTime") or {}
    start, end = (_moment(times.get(end)) for end in ("start", "end"))
    return {"expired": bool(end) and times["end"] < now, "timeStr": f"{start}~{end}" if start or end else ""}


def _moment(seconds: Any) -> str:
    """The time as text; empty for what is none."""
    try:
        return time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(seconds)) if seconds else ""
    except (TypeError, OverflowError, OSError, ValueError):
        return ""


class IssuePolicies(Generic):
    """Reads tell the schedules whole, in place of their uuids."""

    family = _POLICIES
    prefix = "inpy_"

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        shown = super().shown(call, record, schema)
        if "relNotificationScheduleInfos" not in shown:
            return shown
        uuids = shown.pop("notificationScheduleUUIDs", [])
        schedules = _schedules(call.workspace)
        shown["relNotificationScheduleInfos"] = [schedules[uuid] for uuid in uuids if uuid in schedules]
        return {**shown, "relChannelInfos": record.get("relChannelInfos", [])}


def _schedules(workspace: Workspace) -> dict[str, Record]:
    return workspace.collection(NotificationSchedules.family)
