# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The faults of a workspace that are not over, and who was told of them."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]
FAULTS = ("fatal", "critical", "error", "warning", "nodata")
OVER = ("ok", "nodata_ok", "nodata_as_ok", "manual_ok")
STATUSES = (*FAULTS, *OVER, "info")
_NEVER_AGAIN = 0


class Told:
    """Who was told of which alert: (policy, notify object, alert) -> (status, Unix seconds)."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str, str], tuple[str, float]] = {}

    def is_silent(self, key: tuple[str, str, str], status: str, now: float, silence: int) -> bool:
        """Whether the same status of the same alert was told lately (silentTimeout; 0 is for ever)."""
        last = self._last.get(key)
        return last is not None and last[0] == status and (silence == _NEVER_AGAIN or now < last[1] + silence)

    def note(self, key: tuple[str, str, str], status: str, now: float) -> None:
        self._last[key] = (status, now)

    def forget(self, key: tuple[str, str, str]) -> bool:
        """The alert is over; whether this notify object was told of it."""
        return self._last.pop(key, None) is not None


class Faults:
    """The faults of a workspace that are not over. told: who knows of them."""

    def __init__(self) -> None:
        self.told = Told()
        self._open: dict[str, Record] = {}

    def of(self, alert: str, status: str, event_id: str, now: float) -> Record:
        """The fields that tell the fault of an event; ValueError when there is none that could be over."""
        if status == "info":
            return {"df_fault_id": "", "df_fault_status": ""}
        known = self._open.get(alert)
        if status in OVER and known is None:
            raise ValueError("there is no fault of this monitor and these tags that could be over")
        fault = known or {"df_fault_id": event_id, "df_fault_start_time": int(now)}
        if status in OVER:
            del self._open[alert]
        else:
            self._open[alert] = fault
        duration = int(now) - fault["df_fault_start_time"]
        return {**fault, "df_fault_status": "ok" if status in OVER else "fault", "df_fault_duration": duration}
