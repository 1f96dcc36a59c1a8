# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where notices go: notify objects, lists of notice dates, alert policies."""

from __future__ import annotations

from typing import Any

from ..envelope import ApiFailure, Reply
from ..workspaces import Workspace
from .base import Call, Record
from .generic import Generic

# Settings that a type needs (vendor reference; the last four: observed by public clients).
_NEEDED = {
    "dingTalkRobot": ("webhook", "secret"),
    "feishuRobot": ("webhook", "secret"),
    "wechatRobot": ("webhook",),
    "HTTPRequest": ("url",),
    "simpleHTTPRequest": ("url",),
    "mailGroup": ("to",),
    "sms": ("to",),
    "vms": ("to",),
    "slackIncomingWebhook": ("webhook",),
    "teamsWorkflowWebhook": ("webhook",),
    "googleChatWebhook": ("webhook",),
    "telegramBot": ("token", "chat_id"),
}


def refused(message: str) -> ApiFailure:
    return ApiFailure(400, "ft.InvalidParams", message)


class NotifyObjects(Generic):
    """The pages show no answers: rows in content.data and settings in clear are what public clients read."""

    family = "notify_objects"
    prefix = "notify_"

    def stored(self, body: Record) -> Record:
        return {key: value for key, value in body.items() if key != "notifyObjectUUID"}

    def settings(self, kind: str, settings: Record) -> Record:
        lacking = [key for key in _NEEDED.get(kind, ()) if key not in settings]
        if lacking:
            raise refused(f"optSet of {kind} lacks {', '.join(lacking)}")
        if kind == "simpleHTTPRequest":
            settings = {"headersConfig": {"isOpen": False, "items": []}, **settings}
        return settings

    def on_create(self, call: Call) -> Any:
        empty = {"optSet": {}, "openPermissionSet": False, "permissionSet": []}
        fields = {**empty, **self.stored(call.body)}
        fields["optSet"] = self.settings(fields["type"], fields["optSet"])
        return self.shown(call, self.store(call, fields))

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        if "optSet" in call.body:
            call.body["optSet"] = self.settings(record["type"], call.body["optSet"])
        return super().on_modify(call)

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        return {**super().shown(call, record, schema), "allow_operation": None, "permissionSetInfo": {}}

    def on_list(self, call: Call) -> Any:
        reply = super().on_list(call)
        return Reply({"data": reply.content}, reply.page_info)


class NoticeDates(Generic):
    family = "notice_dates"
    prefix = "ndate_"
    renames = {"noticeDates": "dates"}

    def on_create(self, call: Call) -> Any:
        return self.shown(call, self.store(call, {"dates": [], **self.stored(call.body)}))

    def on_delete(self, call: Call) -> Any:
        if not call.body.get("skipRefCheck"):
            for record in self.addressed_many(call):
                users = [p["name"] for p in _policies(call.workspace) if record["uuid"] in str(p["alertOpt"])]
                if users:
                    raise ApiFailure(400, "ft.NoticeDateInUse", f"{record['name']} is used by {', '.join(users)}")
        return super().on_delete(call)


def _policies(workspace: Workspace) -> list[Record]:
    return list(workspace.collection("alert_policies").values())
