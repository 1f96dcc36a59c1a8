# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The object lists that the vendor guide names. It gives no page for them: parameters and answer are our reading."""

from __future__ import annotations

from .. import paging
from ..envelope import Reply
from ..kinds.base import Call, Kind
from .rows import OBJECTS


class HostList(Kind):
    """GET object/host/list: rows with every column that DQL has, in content.data, sorted by name."""

    family = "object_host"
    object_class = "HOST"

    def on_list(self, call: Call) -> Reply:
        objects, wanted = call.workspace.objects, call.query.get("search", "").lower()
        rows = objects.rows_by_name((OBJECTS, self.object_class))
        if wanted:
            rows = [row for row in rows if wanted in str(row.fields.get("name", "")).lower()]
        page, info = paging.cut(rows, call.query)
        return Reply({"data": [objects.flat(row, call.now) for row in page]}, info)


class ProcessList(HostList):
    family = "object_process"
    object_class = "host_processes"
