# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where notices go: notify objects, lists of notice dates, alert policies."""

from __future__ import annotations

from typing import Any

from ...envelope import ApiFailure, Reply, refused
from ...workspaces import Workspace
from ..base import Call, Record, key_info, whole_seconds
from ..generic import Generic

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


# Families whose objects name their policies in alertPolicyUUIDs: the one place where the link is kept.
_BOUND = ("checkers", "slos", "self_built_checkers")
_TIMES = (("crontab", ("crontabDuration",)), ("customDateUUIDs", ("customStartTime", "customDuration")))


class AlertPolicies(Generic):
    family = "alert_policies"
    prefix = "altpl_"

    def stored(self, body: Record) -> Record:
        """Kept as sent; a change replaces alertOpt as a whole (our reading)."""
        for entry in body.get("alertOpt", {}).get("alertTarget", []):
            _check_times(entry)
        return {key: value for key, value in body.items() if key != "checkerUUIDs"}

    def on_create_v2(self, call: Call) -> Any:
        defaults = {"desc": "", "openPermissionSet": False, "permissionSet": [], "score": 0, "alertOpt": {}}
        record = self.store(call, {**defaults, **self.stored(call.body)})
        self.bind(call, record)
        return _described(record)

    on_create = on_create_v2

    def on_modify_v2(self, call: Call) -> Any:
        if any(target.get("df_source") == "" for target in _targets(call.body)):
            raise refused("df_source must not be empty")
        record = self.addressed(call)
        record.update(self.stored(call.body))
        self.bind(call, record)
        self.touch(call, record)
        return _described(record)

    on_modify = on_modify_v2

    def bind(self, call: Call, record: Record) -> None:
        """Write the other end of the link; left alone when the caller does not speak of it (our reading)."""
        if "checkerUUIDs" not in call.body:
            return
        for uuid, bound in _bindable(call.workspace).items():
            policies = [policy for policy in bound.get("alertPolicyUUIDs") or [] if policy != record["uuid"]]
            bound["alertPolicyUUIDs"] = [*policies, record["uuid"]] if uuid in call.body["checkerUUIDs"] else policies

    def bound_to(self, call: Call, record: Record) -> list[str]:
        everything = _bindable(call.workspace).items()
        return [uuid for uuid, bound in everything if record["uuid"] in (bound.get("alertPolicyUUIDs") or [])]

    def on_get(self, call: Call) -> Any:
        record = self.addressed(call)
        text = str(record["alertOpt"])
        names = {
            r["uuid"]: r["name"] for r in call.workspace.collection(NotifyObjects.family).values() if r["uuid"] in text
        }
        whole = {key: record[key] for key in ("desc", "openPermissionSet", "permissionSet")}
        return {
            **_described(record),
            **whole,
            "checkerUUIDs": self.bound_to(call, record),
            "notifyObjectName": names,
            "declaration": {},
        }

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        infos = {"creatorInfo": key_info(call), "updatorInfo": key_info(call)}
        return {**_described(record), "ruleCount": len(self.bound_to(call, record)), "refCountInfo": {}, **infos}

    def on_delete(self, call: Call) -> Any:
        """What was bound falls back to the default policy when it has no other left (vendor guide)."""
        for record in self.addressed_many(call):
            del self.records(call.workspace)[record["uuid"]]
            for bound in _bindable(call.workspace).values():
                policies = bound.get("alertPolicyUUIDs") or []
                if record["uuid"] in policies:
                    left = [policy for policy in policies if policy != record["uuid"]]
                    bound["alertPolicyUUIDs"] = left or [self.default(call)["uuid"]]
        return True

    def default(self, call: Call) -> Record:
        for record in self.records(call.workspace).values():
            if record["name"] == "default":
                return record
        fields = {"name": "default", "desc": "", "openPermissionSet": False, "permissionSet": [], "score": 0}
        return self.store(
            call,
            {
                **fields,
                "ruleTimezone": "UTC",
                "alertOpt": {"alertTarget": [], "silentTimeout": 21600, "aggInterval": 0},
            },
        )


def _targets(body: Record) -> list[Record]:
    return [target for entry in body.get("alertOpt", {}).get("alertTarget", []) for target in entry.get("targets", [])]


def _bindable(workspace: Workspace) -> dict[str, Record]:
    return {uuid: record for family in _BOUND for uuid, record in workspace.collection(family).items()}


def _described(record: Record) -> Record:
    """A policy without what only get tells (the vendor's examples; get as public clients read it)."""
    hidden = ("desc", "openPermissionSet", "permissionSet")
    return whole_seconds({key: value for key, value in record.items() if key not in hidden})


def _check_times(entry: Record) -> None:
    for start, others in _TIMES:
        lacking = [name for name in others if start in entry and name not in entry]
        if lacking:
            raise refused(f"alertTarget with {start} needs {', '.join(lacking)}")
