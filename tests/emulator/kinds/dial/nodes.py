# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nodes that run dial tests: those of the workspace, with their keys, and those of the vendor."""

from __future__ import annotations

from typing import Any

from ...envelope import refused
from ...workspaces import derived_uuid, new_uuid
from ..base import Call, Kind, Record
from ..generic import Generic

#: Country, city, name in the language of the site, code, provider.
VENDOR_NODES = (
    ("Germany", "Frankfurt", "德国-法兰克福", "eu-central-1", "aliyun"),
    ("Singapore", "Singapore", "新加坡", "ap-southeast-1", "aliyun"),
    ("United States", "Virginia", "美国-弗吉尼亚", "us-east-1", "aliyun"),
    ("United States", "Silicon Valley", "美国-硅谷", "us-west-1", "aliyun"),
    ("United Kingdom", "London", "英国-伦敦", "eu-west-1", "aliyun"),
    ("Japan", "Tokyo", "日本-东京", "ap-northeast-1", "aliyun"),
    ("Indonesia", "Jakarta", "印度尼西亚-雅加达", "ap-southeast-5", "aliyun"),
    ("India", "Mumbai", "印度-孟买", "ap-south-1", "aliyun"),
    ("China", "Hangzhou", "杭州", "cn-hangzhou", "aliyun"),
    ("China", "Beijing", "北京", "cn-beijing", "telecom"),
)


class DialNodes(Generic):
    family = "dialing_region"
    prefix = "reg_"

    def on_regist(self, call: Call) -> Any:
        """A code, and a name, is there once (vendor manual)."""
        body = {**call.body, "name": call.body.get("name") or call.body["keycode"]}
        for record in self.records(call.workspace).values():
            if body["keycode"] == record["keycode"] or body["name"] == record["name"]:
                raise refused("keycode and name of a node must not be used twice")
        record = self.store(call, body, new_uuid(self.prefix)[:24])
        return {"ak": _keys(call, record), "regionInfo": {**_told(record), "create_at": 0, "heartbeat": 0}}

    def on_info(self, call: Call) -> Any:
        record = self.find(call, call.path["region_uuid"])
        return {"ak": _keys(call, record), "regionInfo": _told(record), "server": "https://dial.example.com"}

    def on_list(self, call: Call) -> Any:
        return [{**_told(record), "region": record["keycode"], "status": "OK"} for record in self.newest_first(call)]

    def on_delete(self, call: Call) -> Any:
        """Its tests go, too (vendor manual)."""
        uuid = self.find(call, call.path["region_uuid"])["uuid"]
        del self.records(call.workspace)[uuid]
        tests = call.workspace.collection("dialing_task")
        for test in [one for one in tests.values() if uuid in one.get("regions", ())]:
            del tests[test["uuid"]]
        return {}


def _told(record: Record) -> Record:
    texts = {
        name: record.get(name) or "" for name in ("city", "company", "country", "isp", "keycode", "name", "province")
    }
    return {
        **texts,
        "uuid": record["uuid"],
        "internal": record["internal"],
        "create_at": int(record["createAt"]),
        "heartbeat": -1,
        "external_id": record["workspaceUUID"],
        "parent_ak": "",
        "region": "",
        "status": "",
        "owner": "custom",
    }


def _keys(call: Call, record: Record) -> Record:
    return {
        "ak": derived_uuid("ak_", record["uuid"]),
        "sk": derived_uuid("", f"secret {record['uuid']}"),
        "external_id": call.workspace.uuid,
        "owner": "",
        "parent_ak": "",
        "status": "",
        "update_at": 0,
    }


class VendorNodes(Kind):
    family = "dialing_task_default_region"

    def on_list(self, call: Call) -> Any:
        return [
            {
                "uuid": derived_uuid("regn_", code)[:25],
                "country": country,
                "city": city,
                "name": name,
                "name_en": f"{country} - {city}" if country != city else city,
                "keycode": code,
                "isp": isp,
                "internal": country == "China",
                "region": code,
                "status": "OK",
                "owner": "default",
                "heartbeat": int(call.now),
                "create_at": -1,
                **dict.fromkeys(("province", "extend_info", "company", "external_id", "parent_ak"), ""),
            }
            for country, city, name, code, isp in VENDOR_NODES
        ]
