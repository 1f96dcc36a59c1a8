# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Self-built inspections: addressed by uuid or by the key that their author chose, in the body or in the query."""

from __future__ import annotations

from typing import Any

from ...envelope import ApiFailure, refused
from ..base import Call, Record, key_info, whole_seconds
from ..generic import Generic

SCRIPT = ("title", "refFuncInfo")


class SelfBuiltCheckers(Generic):
    family = "self_built_checkers"
    prefix = "rul_"

    def on_create(self, call: Call) -> Any:
        taken = {record["refKey"] for record in self.records(call.workspace).values()}
        if call.body["refKey"] in taken:
            raise ApiFailure(400, "ft.RefKeyExists", f"The refKey {call.body['refKey']} is already in use")
        record = self.store(
            call,
            {
                "refKey": call.body["refKey"],
                "type": "self_built_trigger",
                "createdWay": "manual",
                "isLocked": 0,
                "secret": "",
                "monitorUUID": "",
                "monitorName": "",
                "extend": {},
                "crontabInfo": {},
                "status": 2 if call.body.get("isDisabled") else 0,
                "alertPolicyUUIDs": call.body.get("alertPolicyUUIDs", []),
                "jsonScript": {
                    "type": "selfBuiltCheck",
                    "name": call.body["title"],
                    "callKwargs": {},
                    **{key: call.body[key] for key in SCRIPT},
                },
            },
        )
        return self._row(call, record)

    def on_modify(self, call: Call) -> Any:
        """The key only says which one is meant, and the function cannot be swapped."""
        record = self.addressed(call)
        if "funcId" in call.body.get("refFuncInfo", {}):
            raise refused("refFuncInfo.funcId cannot be changed")
        script = record["jsonScript"]
        if "title" in call.body:
            script.update(title=call.body["title"], name=call.body["title"])
        script["refFuncInfo"] = {**script["refFuncInfo"], **call.body.get("refFuncInfo", {})}
        if "alertPolicyUUIDs" in call.body:
            record["alertPolicyUUIDs"] = call.body["alertPolicyUUIDs"]
        self.touch(call, record)
        return self._row(call, record)

    def addressed(self, call: Call) -> Record:
        sent = {**call.query, **call.body}
        return self._of(call, sent.get("ruleUUID"), sent.get("refKey"))

    def addressed_many(self, call: Call) -> list[Record]:
        if call.body.get("ruleUUIDs"):
            return super().addressed_many(call)
        return [self.addressed(call)]

    def _of(self, call: Call, uuid: str | None, key: str | None) -> Record:
        for record in self.records(call.workspace).values():
            if record["uuid"] == uuid or (not uuid and key and record["refKey"] == key):
                return record
        raise self.not_found(uuid or key or "")

    def on_get(self, call: Call) -> Any:
        """Tells less than a row of the list, as the documented example does."""
        record = self.addressed(call)
        script = {key: record["jsonScript"][key] for key in ("name", "type")}
        hidden = ("alertPolicyUUIDs", "createdWay", "isLocked", "secret", "monitorName")
        return {**{key: value for key, value in record.items() if key not in hidden}, "jsonScript": script}

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        """A row of the list."""
        return self._row(call, record)

    def _row(self, call: Call, record: Record) -> Record:
        policies = call.workspace.collection("alert_policies")
        infos = [{"uuid": uuid, "name": policies.get(uuid, {}).get("name", "")} for uuid in record["alertPolicyUUIDs"]]
        row = {key: value for key, value in whole_seconds(record).items() if key != "alertPolicyUUIDs"}
        return {**row, "alertPolicyInfos": infos, "creatorInfo": key_info(call), "updatorInfo": key_info(call)}

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        text = str(asked.get("search") or "").lower()
        wanted = {"refKey": record["refKey"], "checkerUUID": record["uuid"]}
        chosen = all(not asked.get(name) or value in asked[name] for name, value in wanted.items())
        return chosen and text in record["jsonScript"]["title"].lower()
