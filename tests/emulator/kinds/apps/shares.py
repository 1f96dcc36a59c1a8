# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authorisations of other workspaces to read data. What others grant to this one is not kept here."""

from __future__ import annotations

from typing import Any

from ... import paging
from ...envelope import Reply
from ..base import Call, Record, whole_seconds
from ..generic import Generic

_SITE = "testing"


class WorkspaceShares(Generic):
    family = "wksp_share"
    prefix = "wkshr_"

    def on_add(self, call: Call) -> Any:
        """One authorisation for each workspace; the answer tells the first one (our reading)."""
        body = dict(call.body)
        workspaces = body.pop("workspaceUUID").split(",")
        site = body.pop("regionCode", "") or _SITE
        body.pop("conditions", None)
        made = [self.store(call, {**body, **_between(uuid.strip(), site)}) for uuid in workspaces]
        made[0]["updateAt"] = -1
        return {**whole_seconds(made[0]), "name": made[0]["toWorkspaceName"], "authorizationCode": None, "updator": ""}

    def on_get(self, call: Call) -> Any:
        return whole_seconds(self.find(call, call.path["wksp_share_uuid"]))

    def on_list(self, call: Call) -> Any:
        wanted = set(filter(None, str(call.query.get("filterWsUUIDs") or "").split(",")))
        rows = [whole_seconds(row) for row in self.newest_first(call)]
        rows = [row for row in rows if not wanted or row["toWorkspaceUUID"] in wanted]
        page, info = paging.cut([] if call.query.get("type") == "granted" else rows, call.query)
        return Reply({"data": page}, info)


def _between(uuid: str, site: str) -> Record:
    return {
        "regionCode": _SITE,
        "toRegionCode": site,
        "toWorkspaceUUID": uuid,
        "toWorkspaceName": f"Workspace {uuid[-4:]}",
        "declaration": {},
        "delayDeleteAt": -1,
    }
