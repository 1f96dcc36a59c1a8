# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RUM applications: addressed by appId, which is also their uuid but in rows of the list."""

from __future__ import annotations

from typing import Any

from ...envelope import refused
from ...workspaces import derived_uuid
from ..base import Call, Record, whole_seconds
from ..generic import Generic


class RumApps(Generic):
    family = "rum_cfg"
    prefix = "appid_"

    def on_add(self, call: Call) -> Any:
        """An id that is taken is refused, and one of the server's has a prefix (our reading)."""
        body = dict(call.body)
        app_id = body.pop("appId", "") or derived_uuid("appid_", str(call.workspace.next_number()))
        self._refuse_taken(call, app_id)
        token = body.pop("clientToken", "") or derived_uuid("", app_id)
        return {**_told(self.store(call, {**body, "appId": app_id, "clientToken": token}, app_id)), "id": None}

    def _refuse_taken(self, call: Call, app_id: str) -> None:
        if app_id in self.records(call.workspace):
            raise refused(f"appId: there is an application {app_id} already")

    def on_quick_list(self, call: Call) -> Any:
        asked = call.query.get("appId") or []
        rows = [record for record in self.newest_first(call) if not asked or record["appId"] in asked]
        return [
            {
                "appId": record["appId"],
                "jsonContent": {name: record["jsonContent"][name] for name in ("name", "type")},
                "uuid": derived_uuid("appid_", record["appId"]),
                "workspaceUUID": record["workspaceUUID"],
            }
            for record in rows
        ]

    def on_modify(self, call: Call) -> Any:
        """What jsonContent leaves out stays as it is, and so does the type whatever is sent."""
        record = self.find(call, call.path["appid"])
        body = dict(call.body)
        new_id = body.pop("newAppId", "") or record["appId"]
        if new_id != record["appId"]:
            self._refuse_taken(call, new_id)
            del self.records(call.workspace)[record["appId"]]
            record.update(appId=new_id, uuid=new_id)
            self.records(call.workspace)[new_id] = record
        sent = {key: value for key, value in body.pop("jsonContent", {}).items() if key != "type"}
        record["jsonContent"].update(sent)
        record.update({key: value for key, value in body.items() if value})
        self.touch(call, record)
        return {**_told(record), "updateAt": record["updateAt"]}

    def on_delete(self, call: Call) -> Any:
        gone = [self.records(call.workspace).pop(app_id, None) for app_id in call.body.get("appIds") or []]
        return {record["appId"]: record["jsonContent"]["name"] for record in gone if record}


def _told(record: Record) -> Record:
    """An answer to a write: views and the own identifier are not shown."""
    return {
        key: value for key, value in whole_seconds(record).items() if key not in ("customIdentity", "dashboardUuids")
    }
