# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SLOs: goals and monitors move into config, policies and tags come back under other names and only from reads."""

from __future__ import annotations

from typing import Any

from ...envelope import refused
from ..base import Call, Record, key_info, whole_seconds
from ..generic import Generic

CHECK_RANGE = 604800
# Sent at top level, kept in config.
IN_CONFIG = ("interval", "goal", "minGoal", "describe")


class Slos(Generic):
    family = "slos"
    prefix = "monitor_"

    def on_create(self, call: Call) -> Any:
        if call.body["minGoal"] >= call.body["goal"]:
            raise refused("minGoal must be less than goal")
        config = {"checkRange": CHECK_RANGE, "describe": "", **_config(call, call.body)}
        record = self.store(
            call,
            {
                "name": call.body["name"],
                "type": "slo",
                "score": 0,
                "config": config,
                "alertOpt": {},
                "tagNames": call.body.get("tags", []),
                "alertPolicyUUIDs": call.body.get("alertPolicyUUIDs", []),
            },
        )
        record.update(updateAt=-1, updator="")
        return {
            **whole_seconds(_plain(record)),
            "id": None,
            "declaration": {},
            "creatorInfo": key_info(call),
            "updatorInfo": {},
        }

    def on_get(self, call: Call) -> Any:
        return {
            **self._row(call, self.addressed(call)),
            "declaration": {},
            "creatorInfo": key_info(call),
            "updatorInfo": {},
        }

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        """A row of the list."""
        return self._row(call, record)

    def _row(self, call: Call, record: Record) -> Record:
        policies = call.workspace.collection("alert_policies")
        infos = [{"uuid": uuid, "name": policies.get(uuid, {}).get("name", "")} for uuid in record["alertPolicyUUIDs"]]
        tags = [call.workspace.tag(name) for name in record["tagNames"]]
        return {**whole_seconds(_plain(record)), "alertPolicyInfos": infos, "tagInfo": tags}

    def on_modify(self, call: Call) -> Any:
        """Only what is sent changes; the answer tells neither policies nor tags."""
        record = self.addressed(call)
        record["config"].update(_config(call, call.body))
        if "tags" in call.body:
            record["tagNames"] = call.body["tags"]
        if "alertPolicyUUIDs" in call.body:
            record["alertPolicyUUIDs"] = call.body["alertPolicyUUIDs"]
        self.touch(call, record)
        return {**_plain(record), "createAt": int(record["createAt"]), "declaration": {}}


def _plain(record: Record) -> Record:
    return {key: value for key, value in record.items() if key not in ("tagNames", "alertPolicyUUIDs")}


def _config(call: Call, body: Record) -> Record:
    config = {key: body[key] for key in IN_CONFIG if key in body}
    config.update({key: float(config[key]) for key in ("goal", "minGoal") if key in config})
    if "sliUUIDs" in body:
        config["sli_infos"] = [_indicator(call, uuid) for uuid in body["sliUUIDs"]]
    return config


def _indicator(call: Call, uuid: str) -> Record:
    """A monitor that serves as an indicator. One that does not exist is refused (our reading)."""
    monitor = call.workspace.collection("checkers").get(uuid)
    if monitor is None:
        raise refused(f"sliUUIDs: there is no monitor {uuid}")
    name = (monitor.get("jsonScript") or {}).get("title") or monitor.get("monitorName") or ""
    return {"id": uuid, "name": name, "status": monitor["status"]}
