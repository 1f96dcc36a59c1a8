# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is told of an event: the notify objects of its monitor's alert policies, unless a mute rule says no."""

from __future__ import annotations

from typing import Any

from ..workspaces import Workspace
from . import windows
from .faults import Told
from .filters import fits

Record = dict[str, Any]
_POSTED = ("HTTPRequest", "simpleHTTPRequest")


def recipients(workspace: Workspace, told: Told, monitor: Record, event: Record, now: float) -> tuple[list, list]:
    """The notify objects that are told, and the names of the mute rules that kept others from it."""
    policies = workspace.collection("alert_policies")
    found, muted = [], []
    for uuid in monitor.get("alertPolicyUUIDs") or []:
        if uuid not in policies:
            continue
        policy = policies[uuid]
        silencing = [mute["name"] for mute in _mutes(workspace, monitor, policy, event, now)]
        muted += silencing
        if not silencing:
            found += _told_by(workspace, told, policy, event, now)
    return list({notify["uuid"]: notify for notify in found}.values()), sorted(set(muted))


def _told_by(workspace: Workspace, told: Told, policy: Record, event: Record, now: float) -> list[Record]:
    options, alert = policy.get("alertOpt") or {}, event["df_monitor_checker_event_ref"]
    notify_objects = workspace.collection("notify_objects")
    is_over = event["df_fault_status"] == "ok"
    found = []
    for uuid in _named(workspace, policy, None if is_over else event, now):
        notify, key = notify_objects.get(uuid), (policy["uuid"], uuid, alert)
        if notify is None or notify["type"] not in _POSTED:
            continue
        if is_over:
            if told.forget(key) and not options.get("ignoreOK"):
                found.append(notify)
        elif not told.is_silent(key, event["df_status"], now, options.get("silentTimeout", 21600)):
            told.note(key, event["df_status"], now)
            found.append(notify)
    return found


def _named(workspace: Workspace, policy: Record, event: Record | None, now: float) -> list[str]:
    """What the first entry of the policy whose window fits names for the event, or, without one, all that it names."""
    zone, dates = policy.get("ruleTimezone") or "UTC", workspace.collection("notice_dates")
    entries = (policy.get("alertOpt") or {}).get("alertTarget") or []
    if event is not None:
        entries = [entry for entry in entries if windows.target_holds(entry, dates, zone, now)][:1]
    targets = [
        target
        for entry in entries
        for part in (entry, *(entry.get("alertInfo") or []))
        for target in part.get("targets") or []
    ]
    return [
        uuid
        for target in targets
        if event is None or (event["df_status"] in target["status"].split(",") and fits(target, event))
        for uuid in target["to"]
    ]


def _mutes(workspace: Workspace, monitor: Record, policy: Record, event: Record, now: float) -> list[Record]:
    tags = {workspace.tag(name)["id"] for name in monitor.get("tags") or []}
    own = {"checkerUUID": {monitor["uuid"]}, "alertPolicyUUID": {policy["uuid"]}, "tagUUID": tags}
    return [
        mute
        for mute in workspace.collection("mutes").values()
        if windows.mute_holds(mute, now)
        and (not mute["muteRanges"] or any(r.get(key) in ids for r in mute["muteRanges"] for key, ids in own.items()))
        and fits(mute, event)
    ]
