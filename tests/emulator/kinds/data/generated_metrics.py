# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated metrics, whose rules have no name: a search looks in measurement and metric."""

from __future__ import annotations

from typing import Any

from ...envelope import refused
from ..base import Call, Record
from ..generic import Generic


class GeneratedMetrics(Generic):
    family = "aggs_to_metric"
    prefix = "rul_"

    def stored(self, body: Record) -> Record:
        return {name: value for name, value in body.items() if name != "skipRepeatNameCheck"}

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        text = str(asked.get("search") or "").lower()
        wanted = asked.get("scriptType")
        return text in " ".join(_key(record)).lower() and wanted in (None, "", record["jsonScript"]["type"])

    def on_add(self, call: Call) -> Any:
        """A pair that is taken is refused, unless the request says otherwise."""
        taken = [_key(record) for record in self.records(call.workspace).values()]
        if _key(call.body) in taken and call.body.get("skipRepeatNameCheck") is not True:
            raise refused("there is a rule for the measurement and the metric already")
        return self._as_made(super().on_add(call))

    def on_modify(self, call: Call) -> Any:
        """The answer is that to a create."""
        return self._as_made(super().on_modify(call))

    @staticmethod
    def _as_made(answer: Record) -> Record:
        return {**answer, "id": None, "updator": None, "updateAt": None}


def _key(record: Record) -> tuple[str, str]:
    info = record["jsonScript"]["metricInfo"]
    return info["metric"], info["metricField"]
