# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Monitors ("checkers"): what the server fills in, and answers that tell different parts of a monitor."""

from __future__ import annotations

import copy
import re
from typing import Any

import jsonschema_rs

from ... import paging
from ...envelope import Reply, refused
from ...validation import first_problem
from ...workspaces import derived_uuid, new_uuid
from ..base import Call, Kind, Record, whole_seconds

ORDINARY, SMART = "trigger", "smartMonitor"
DEFAULT_GROUP = "default"
EXTERNAL, COMBINED, THRESHOLD, RANGE_V2 = "OuterEventChecker", "combinedCheck", "simpleCheck", "seniorRangeV2Check"

# What newer reads show although the caller need not have sent it.
SCRIPT_DEFAULTS = {
    "channels": [],
    "atAccounts": [],
    "atNoDataAccounts": [],
    "eventCharts": [],
    "eventChartEnable": False,
    "disableCheckEndTime": False,
    "noDataTitle": "",
    "noDataMessage": "",
    "noDataInterval": 0,
    "notificationMessage": "",
    "openNotificationMessage": False,
    "noDataNotificationMessage": "",
    "openNoDataNotificationMessage": False,
}
CHECK_DEFAULTS = {
    "infoEvent": False,
    "openMatchTimes": False,
    "openOkConditions": False,
    "disableLargeScaleEventProtect": False,
}
EXTEND_DEFAULTS = {
    "funcName": "",
    "isNeedCreateIssue": False,
    "issueLevelUUID": "",
    "needRecoverIssue": False,
    "manager": [],
}
# The documented row of a list is an old one: it tells none of these, the single read does.
ONLY_IN_GET = ("alertPolicyUUIDs", "dashboardUUID", "tagInfo", "secret", "openPermissionSet", "permissionSet")
_LIST, _MAPPING = {"type": ["array", "null"]}, {"type": ["object", "null"]}
_TEXT = {"type": "string"}
_CONDITIONS = {**_LIST, "items": {"type": "object", "properties": {"operands": _LIST}}}
_RULES = {**_LIST, "items": {"type": "object", "properties": {"conditions": _CONDITIONS}}}
_SCRIPT = {"title": _TEXT, "name": _TEXT, "every": _TEXT, "targets": _LIST}
# What this file takes apart, and the reference shows in examples only.
_INNER_FORM = jsonschema_rs.Draft202012Validator(
    {
        "properties": {
            "jsonScript": {"properties": {**_SCRIPT, "checkerOpt": {**_MAPPING, "properties": {"rules": _RULES}}}},
            "extend": {"properties": {"rules": _RULES, "querylist": {**_LIST, "items": {"type": "object"}}}},
        }
    }
)
_CRON_FIELDS = {"m": 0, "h": 1, "d": 2}


class Checkers(Kind):
    family = "checkers"
    prefix = "rul_"
    not_found_code = "ft.NotFoundRuleInspector"

    # What is stored

    def stored(self, call: Call, sent: Record, record: Record) -> Record:
        """The fields that a request sets. What is not sent at the top level stays as in record (our reading)."""
        _check_form(sent)
        fields: Record = {}
        if "jsonScript" in sent:
            fields["jsonScript"] = _filled_script(sent["jsonScript"])
            fields["crontabInfo"] = {
                "id": record.get("crontabInfo", {}).get("id") or f"cron-{new_uuid('')[:12]}",
                "crontab": _crontab(sent["jsonScript"]),
            }
        if "extend" in sent:
            fields["extend"] = _filled_extend(sent["extend"] or {})
        for name in ("alertPolicyUUIDs", "dashboardUUID", "openPermissionSet", "permissionSet", "status"):
            if name in sent:
                fields[name] = sent[name]
        if "tags" in sent:
            fields["tags"] = list(dict.fromkeys(sent["tags"]))
        if sent.get("secret"):  # an empty one is ignored (observed by public clients)
            fields["secret"] = sent["secret"]
        if sent.get("monitorUUID"):
            fields["monitorUUID"] = sent["monitorUUID"]
        self._check(call, {**record, **fields}, record.get("uuid"))
        return fields

    def _check(self, call: Call, record: Record, uuid: str | None) -> None:
        script, options = record.get("jsonScript") or {}, (record.get("jsonScript") or {}).get("checkerOpt") or {}
        if len(script.get("title", "")) > 256:
            raise refused("jsonScript.title: at most 256 characters")
        if script.get("type") == THRESHOLD and len(script.get("targets") or []) > 1:
            raise refused("A threshold check takes one target", "ft.CheckObjectTargetAliasError")
        if script.get("type") == COMBINED and not options.get("combineExpr"):
            raise refused("checkerOpt.combineExpr is required for combinedCheck")
        if script.get("type") == RANGE_V2 and not options.get("confidenceInterval"):
            raise refused("checkerOpt.confidenceInterval is required for seniorRangeV2Check")
        if script.get("type") == EXTERNAL:
            taken = [
                r
                for r in self.records(call.workspace).values()
                if r["uuid"] != uuid and r["secret"] == record.get("secret")
            ]
            if not record.get("secret") or taken:
                raise refused("secret is required for OuterEventChecker, and unique in the workspace")

    def make(self, call: Call, sent: Record, monitor_type: str) -> Record:
        empty: Record = {
            "type": monitor_type,
            "monitorUUID": self._group(call),
            "createdWay": "manual",
            "refKey": "",
            "secret": "",
            "isLocked": False,
            "declaration": {},
            "alertPolicyUUIDs": [],
            "dashboardUUID": "",
            "tags": [],
            "jsonScript": {},
            "extend": {},
            "openPermissionSet": False,
            "permissionSet": [],
            "crontabInfo": {},
        }
        return self.store(call, {**empty, **self.stored(call, sent, {})})

    @staticmethod
    def _group(call: Call) -> str:
        return derived_uuid("monitor_", f"{call.workspace.uuid} {DEFAULT_GROUP}")

    # What is shown

    def shown(self, call: Call, record: Record) -> Record:
        answer = {key: value for key, value in record.items() if key != "tags"}
        answer["tagInfo"] = [call.workspace.tag(name) for name in record["tags"]]
        answer["monitorName"] = DEFAULT_GROUP if record["monitorUUID"] == self._group(call) else record["monitorUUID"]
        return copy.deepcopy(answer)

    def template(self, call: Call, record: Record) -> Record:
        shown = self.shown(call, record)
        policies = call.workspace.collection("alert_policies")
        names = [policies[uuid]["name"] for uuid in record["alertPolicyUUIDs"] if uuid in policies]
        kept = {key: shown[key] for key in ("extend", "jsonScript", "monitorName", "secret", "tagInfo", "type")}
        return {**kept, "is_disable": record["status"] == 2, "alertPolicyNames": names, "signId": ""}

    # Actions

    def on_create(self, call: Call) -> Any:
        record = self.make(call, call.body, call.body.get("type", ORDINARY))
        return {**self.shown(call, record), "id": None, "updateAt": None, "updator": None}

    def on_list(self, call: Call) -> Reply:
        asked = call.query
        rows = [
            r
            for r in self.newest_first(call)
            if (r["type"] == SMART) == (asked.get("type") == SMART) and _matches(r, asked)
        ]
        page, info = paging.cut(rows, asked)
        return Reply([self._row(call, record) for record in page], info)

    def _row(self, call: Call, record: Record) -> Record:
        shown = whole_seconds(self.shown(call, record))
        return {**{key: value for key, value in shown.items() if key not in ONLY_IN_GET}, "isSLI": False}

    def on_get(self, call: Call) -> Any:
        return whole_seconds(self.shown(call, self.find(call, call.path["rule_uuid"])))

    def on_modify(self, call: Call) -> Any:
        record = self.find(call, call.path["rule_uuid"])
        record.update(self.stored(call, call.body, record))
        self.touch(call, record)
        answer = whole_seconds(self.shown(call, record))
        return {
            **{key: value for key, value in answer.items() if key not in ("alertPolicyUUIDs", "monitorName")},
            "isLocked": 0,
        }

    def on_delete(self, call: Call) -> Any:
        """Unknown uuids are passed over (undocumented; our reading)."""
        for uuid in call.body["ruleUUIDs"]:
            self.records(call.workspace).pop(uuid, None)
        return True

    def on_set_disable(self, call: Call) -> Any:
        for uuid in call.body["ruleUUIDs"]:
            record = self.find(call, uuid)
            record["status"] = 2 if call.body["isDisable"] else 0
            self.touch(call, record)
        return True

    def on_export(self, call: Call) -> Any:
        """In no promised order: by uuid (our reading)."""
        return {"checkers": [self.template(call, self.find(call, uuid)) for uuid in sorted(set(call.body["checkers"]))]}

    def on_import(self, call: Call) -> Any:
        templates = call.body["checkers"]
        for template in templates:
            _check_form(template)
        existing = {record["jsonScript"].get("title"): record["uuid"] for record in self.newest_first(call)}
        repeated = [title for title in map(_title, templates) if title in existing]
        if call.body.get("deleteRepeatName"):
            for title in set(repeated):
                self.records(call.workspace).pop(existing[title], None)
            repeated = []
        if repeated and not call.body.get("skipRepeatNameCheck"):
            return {"rule": [], "repeat_name": repeated}
        skipped = set(repeated) if call.body.get("skipRepeatNameCreate") else set()
        made = [
            self.make(call, _as_sent(template), call.body.get("type", ORDINARY))
            for template in templates
            if _title(template) not in skipped
        ]
        return {"rule": [self.shown(call, record) for record in made]}

    def on_replace(self, call: Call) -> Any:
        record = self.find(call, call.path["rule_uuid"])
        record.update(self.stored(call, _as_sent(call.body["checker"]), record))
        self.touch(call, record)
        return whole_seconds(self.shown(call, record))


def _check_form(sent: Record) -> None:
    if problem := first_problem(_INNER_FORM, sent, "body"):
        raise refused(problem)


def _title(template: Record) -> str:
    return (template.get("jsonScript") or {}).get("title", "")


def _as_sent(template: Record) -> Record:
    """A template in the terms of create; alert policies by name are not taken over (our reading)."""
    return {
        "jsonScript": template.get("jsonScript") or {},
        "extend": template.get("extend") or {},
        "status": 2 if template.get("is_disable") else 0,
        "tags": [tag["name"] for tag in template.get("tagInfo") or [] if tag.get("name")],
        "secret": template.get("secret") or "",
    }


def _filled_script(script: Record) -> Record:
    filled = {**SCRIPT_DEFAULTS, **copy.deepcopy(script), "name": script.get("title", "")}
    filled["checkerOpt"] = {**CHECK_DEFAULTS, **(filled.get("checkerOpt") or {})}
    _fill_rules(filled["checkerOpt"].get("rules") or [])
    return filled


def _filled_extend(extend: Record) -> Record:
    filled = {**EXTEND_DEFAULTS, **copy.deepcopy(extend)}
    for query in filled.get("querylist") or []:
        query.setdefault("uuid", new_uuid("").strip())
    _fill_rules(filled.get("rules") or [])
    return filled


def _fill_rules(rules: list[Record]) -> None:
    for rule in rules:
        rule.setdefault("matchTimes", 1)
        for condition in rule.get("conditions") or []:
            condition["operands"] = [str(operand) for operand in condition.get("operands") or []]


def _crontab(script: Record) -> str:
    """The cron form of every; six fields with seconds first are seen too, the older five are told here."""
    if script.get("customCrontab"):
        return script["customCrontab"]
    match = re.fullmatch(r"(\d+)([mhd])", script.get("every", ""))
    if not match:
        return ""
    fields = ["0"] * _CRON_FIELDS[match[2]] + [f"*/{match[1]}"] + ["*"] * 5
    return " ".join(fields[:5])


def _matches(record: Record, asked: Record) -> bool:
    script = record["jsonScript"]
    text = str(asked.get("search") or "").lower()
    return (
        (not text or text in script.get("title", "").lower() or text in script.get("name", "").lower())
        and (not asked.get("checkerUUID") or record["uuid"] in asked["checkerUUID"])
        and (not asked.get("monitorUUID") or record["monitorUUID"] in asked["monitorUUID"])
        and (not asked.get("alertPolicyUUID") or bool(set(asked["alertPolicyUUID"]) & set(record["alertPolicyUUIDs"])))
    )
