# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels of objects. A change replaces the whole set (our reading) and shows up to five minutes later (documented)."""

from __future__ import annotations

from typing import Any

from ..envelope import ApiFailure
from ..kinds.base import Call, Kind
from .rows import OBJECTS, Row


class HostLabels(Kind):
    family = "host_labels"

    def on_list(self, call: Call) -> Any:
        objects, names = call.workspace.objects, call.body.get("names")
        shown = {}
        for row in objects.rows((OBJECTS, call.body["source"])):
            labels = objects.labels(row, call.now)
            name = row.fields.get("name")
            if labels and (not names or name in names):
                shown[str(name)] = {"labels": labels}
        return shown

    def on_modify(self, call: Call) -> bool:
        source, name = call.body["source"], call.path["host"]
        rows: list[Row] = call.workspace.objects.rows((OBJECTS, source))
        if not any(row.fields.get("name") == name for row in rows):
            raise ApiFailure(404, "ft.NotFoundObject", f"There is no {source} object named {name!r}")
        call.workspace.objects.set_labels(source, name, list(dict.fromkeys(call.body.get("labels") or [])))
        return True
