# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scheduled reports. The list tells the recipients by what people know of them."""

from __future__ import annotations

from typing import Any

from ..base import Call, Record
from ..generic import Generic
from ..people.members import Members


class Reports(Generic):
    family = "crontab_report"
    prefix = "cron_"

    def stored(self, body: Record) -> Record:
        empty = {"content": "", "crontab": "", "singleExecuteTime": -1, "variables": {}, "extend": {}}
        return {**empty, **super().stored(body)} if "title" in body else super().stored(body)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        at = record.get("singleExecuteTime") or -1  # null is taken too
        answer = {**super().shown(call, record, schema), "executed": int(0 < at < call.now), "isLocked": 0}
        if schema is not None:
            members = Members().records(call.workspace)
            people = [members[uuid] for uuid in record.get("recipient") or () if uuid in members]
            answer["recipientInfo"] = {one["uuid"]: {key: one[key] for key in ("email", "name")} for one in people}
        return answer
