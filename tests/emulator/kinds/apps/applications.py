# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RUM and LLM applications: addressed by appId, which a modify may change."""

from __future__ import annotations

from typing import Any

from ... import paging
from ...envelope import Reply, refused
from ...workspaces import derived_uuid
from ..base import Call, Record, whole_seconds
from ..generic import Generic


class _Applications(Generic):
    """The uuid of a record is its appId. Modify keeps what jsonContent leaves out."""

    fixed: tuple[str, ...] = ()

    def on_add(self, call: Call) -> Any:
        body = dict(call.body)
        app_id = body.pop("appId", "") or derived_uuid(self.prefix, str(call.workspace.next_number()))
        self.refuse_taken(call, app_id, body["jsonContent"])
        token = body.pop("clientToken", "") or derived_uuid("", app_id)
        return self.written(call, self.store(call, {**body, "appId": app_id, "clientToken": token}, app_id))

    def on_modify(self, call: Call) -> Any:
        record = self.find(call, call.path["appid"])
        body = dict(call.body)
        settings = {key: value for key, value in body.pop("jsonContent", {}).items() if key not in self.fixed}
        new_id = body.pop("newAppId", "") or record["appId"]
        self.refuse_taken(call, new_id, settings, record)
        del self.records(call.workspace)[record["appId"]]
        record.update(appId=new_id, uuid=new_id)
        self.records(call.workspace)[new_id] = record
        record["jsonContent"].update(settings)
        record.update({key: value for key, value in body.items() if value})
        self.touch(call, record)
        return {**self.written(call, record), "updateAt": record["updateAt"]}

    def refuse_taken(self, call: Call, app_id: str, settings: Record, record: Record | None = None) -> None:
        """An id that another application has is refused."""
        if self.records(call.workspace).get(app_id) not in (None, record):
            raise refused(f"appId: there is an application {app_id} already", "ft.SignNameRepeat")

    def on_delete(self, call: Call) -> Any:
        gone = [self.records(call.workspace).pop(app_id, None) for app_id in call.body.get("appIds") or []]
        return {record["appId"]: record["jsonContent"]["name"] for record in gone if record}

    def written(self, call: Call, record: Record) -> Record:
        return whole_seconds(record)


class RumApps(_Applications):
    """The list tells little, and a uuid that no route takes."""

    family = "rum_cfg"
    prefix = "appid_"
    fixed = ("type",)

    def written(self, call: Call, record: Record) -> Record:
        """An answer to a write: views and the own identifier are not shown."""
        shown = super().written(call, record)
        return {key: value for key, value in shown.items() if key not in ("customIdentity", "dashboardUuids")}

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


class LlmApps(_Applications):
    """A name is there once, and everything is told in clear."""

    family = "llm_cfg"
    prefix = "llm_"
    not_found_code = "ft.NotFoundLlmSet"

    def refuse_taken(self, call: Call, app_id: str, settings: Record, record: Record | None = None) -> None:
        super().refuse_taken(call, app_id, settings, record)
        others = [one for one in self.records(call.workspace).values() if one is not record]
        if settings.get("name") in [one["jsonContent"]["name"] for one in others]:
            raise refused("jsonContent.name is used already", "ft.LlmCfgNameRepeat")

    def written(self, call: Call, record: Record) -> Record:
        return {**super().written(call, record), "ifTokenExpired": False}

    def on_get(self, call: Call) -> Any:
        return self.written(call, self.find(call, call.path["appid"]))

    def on_list(self, call: Call) -> Any:
        text = str(call.query.get("search") or "").lower()
        rows = [one for one in self.newest_first(call) if text in one["jsonContent"]["name"].lower()]
        page, info = paging.cut(rows, call.query)
        figures = dict.fromkeys(("callCount", "errorCount", "tokensCount", "p50", "p75"), 0)
        return Reply({"data": [{**self.written(call, one), "statisticalInfo": figures} for one in page]}, info)
