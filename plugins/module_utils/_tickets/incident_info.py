# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading incidents, and what was done with them."""

from __future__ import annotations

from .._engine import times
from .found import OPEN, checked, listed, read, shown


def inform(run) -> dict:
    """What the options of the module ask for."""
    params, client = run.params, run.client
    missing: list[str] = []
    if params["incidents"] is None:
        rows = listed(client, checked(params["match"]), params["status"] or OPEN)
        if params["full"]:
            rows = [row if "resourceContent" in row else {**row, **(read(client, row["uuid"]) or {})} for row in rows]
    else:
        uuids = list(dict.fromkeys(params["incidents"]))
        found = {uuid: read(client, uuid) for uuid in uuids}
        rows = [row for row in found.values() if row is not None]
        missing = [uuid for uuid, row in found.items() if row is None]
    return {"changed": False, "incidents": [_told(run, row) for row in rows], "missing": missing}


def _told(run, row: dict) -> dict:
    told = {**shown(row), "created_at": _time(row.get("createAt"))}
    if run.params["operations"]:
        operations = run.client.rows("incident_operations_list", path={"incident_uuid": row["uuid"]}).items
        told["operations"] = [
            {"text": one.get("content"), "by": one.get("operator"), "at": _time(one.get("createAt"))}
            for one in operations
            if isinstance(one, dict)
        ]
    return told


def _time(seconds) -> str | None:
    known = times.from_answer(seconds, None, times.UTC)
    return None if known is None else times.instant_text(known)
