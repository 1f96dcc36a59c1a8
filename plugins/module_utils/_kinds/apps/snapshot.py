# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Snapshots of the log explorer. Each holds a point in time, so none is kept as a file."""

from __future__ import annotations

import re
import typing as t

from ..._engine.codec import COMMAS
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED_BUT_SENT
from ..._engine.route import Route
from ..._engine.rules import ORDERED, SET

_LOG = "logging"
_QUERY = "content.routeQuery"


def _check_time(text: str) -> str:
    if not re.fullmatch(r"[0-9]+[smhdw]|[0-9]{13},[0-9]{13}", text):
        raise InputError(
            f"'time' is '{text}': write a span such as 45m, or two instants in Unix milliseconds with a comma between."
        )
    first, _comma, last = text.partition(",")
    if last and last <= first:  # both have 13 digits
        raise InputError(f"'time' is '{text}', which ends before it begins.")
    return text


class Snapshot(Kind):
    """A snapshot. To change one is to make another one in its place. Other sorts than that of logs are only read."""

    name = title = "snapshot"
    plural = "snapshots"
    uuid_prefix = "snap_"
    key = Key(("type", "name"))
    unkept = (lambda _row: True,)  # each holds a point in time
    list_operation = "snapshots_list"
    create_operation = "snapshots_create"
    modify_route = Route("snapshots_create", extra={"isForce": True})
    replaces = True
    delete_route = Route("snapshots_delete", path="snapshot_uuid")
    share_route = Route("snapshots_share", path="snapshot_uuid")
    dropped_keys = ("rules",)
    guards = (Guard("replaces it by another one, with another uuid", CHANGE),)
    fields = (
        Field("name", "name", life=FIXED_BUT_SENT),
        Field("type", "type", choices={_LOG: "Log"}, argument={"default": _LOG}, life=FIXED_BUT_SENT),
        Field("query", f"{_QUERY}.query"),
        Field("time", f"{_QUERY}.time", required=True, check=_check_time),
        Field("columns", f"{_QUERY}.cols", type="list", elements="str", codec=COMMAS, rule=ORDERED),
        Field("indexes", f"{_QUERY}.index", type="list", elements="str", codec=COMMAS, rule=SET),
        Field("view", f"{_QUERY}.viewType", choices=("view", "analyze"), on_create="view"),
        Field("workspace", f"{_QUERY}.w"),
    )

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """A new one must name the workspace, which is the key's own unless told otherwise."""
        if row is not None or "workspace" in wanted:
            return wanted
        return {**wanted, "workspace": run.memory.workspace or run.client.call("workspace_get").content["uuid"]}

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        body = super().body(values, row, names)
        content = {"routeParams": {"source": "all"}, **body["content"], "routeName": "Log"}
        content["routeQuery"]["snapshotName"] = values["name"]
        return {**body, "content": content}


SNAPSHOT = Snapshot()
