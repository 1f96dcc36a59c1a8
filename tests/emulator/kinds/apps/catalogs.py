# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Object classes as the explorer shows them ("objc_cfg"): known by their sort and the key of their template, never by
uuid."""

from __future__ import annotations

import copy
from typing import Any

from ...envelope import refused
from ...workspaces import Workspace, derived_uuid
from ..base import Call, Record
from ..generic import Generic

#: The platform's own classes, of the sort "object".
BUILT_IN = ("HOST", "host_processes")
_BLACKLIST_RULE = {"uuid": "blist_0123456789abcdef0123456789abcdef", "type": "logging", "filters": [], "source": "s"}


class ObjectCatalogs(Generic):
    family = "object_catalogs"
    prefix = "objc_"

    def records(self, workspace: Workspace) -> dict[str, Record]:
        if self.family not in workspace.collections:
            workspace.collections[self.family] = {one["uuid"]: one for one in map(_built_in, BUILT_IN)}
        return super().records(workspace)

    def _named(self, call: Call, name: str, sort: str) -> Record | None:
        records = self.records(call.workspace).values()
        return next((one for one in records if (one["name"], one["sourceType"]) == (name, sort)), None)

    def _meant(self, call: Call, name: str, sort: str) -> Record:
        record = self._named(call, name, sort)
        if record is None:
            raise self.not_found(name)
        return record

    def stored(self, body: Record) -> Record:
        template = {"title": "", **copy.deepcopy(body.get("templateInfo") or {})}
        main = next(iter(template.get("main") or ()), None)
        main = main if isinstance(main, dict) else {}
        source = main.get("source") or {}
        if not source.get("key"):
            raise refused("templateInfo.main[0].source.key says what the class is called")
        return {
            "name": source["key"],
            "alias": source.get("name") or "",
            "sourceType": body["sourceType"],
            "objcGroupUUID": body.get("objcGroupUUID") or "",
            "fields": body.get("fields") or [],
            "template": {**template, "main": [main]},
        }

    def on_create(self, call: Call) -> Any:
        """A name that is taken is refused (our reading)."""
        fields = self.stored(call.body)
        if self._named(call, fields["name"], fields["sourceType"]):
            raise refused(f"there is a class {fields['name']} already")
        record = self.store(call, fields)
        kept = {key: value for key, value in record.items() if key != "template"}
        return {**kept, "createAt": int(record["createAt"]), "dashboardBindSet": [], "extend": _flat(record)}

    def on_list(self, call: Call) -> Any:
        """Rows tell neither their sort nor the whole template."""
        text = str(call.query.get("search") or "").lower()
        sort = call.query["sourceType"]
        rows = [one for one in self.newest_first(call) if one["sourceType"] == sort and text in one["name"].lower()]
        return [_row(record) for record in rows]

    def on_modify(self, call: Call) -> Any:
        """What is not sent is lost; the answer is that of the page, another object."""
        record = self._meant(call, call.path["objc_name"], call.body["sourceType"])
        record.update(self.stored(call.body))
        self.touch(call, record)
        return _BLACKLIST_RULE

    def on_export(self, call: Call) -> Any:
        record = self._meant(call, call.path["objc_name"], call.query["sourceType"])
        template = copy.deepcopy(record["template"])
        (main,) = template["main"]
        main.update(
            source={"key": record["name"], "name": record["alias"] or record["name"]},
            groupCfg={"name": _group(record).get("name", "")},
            fields=record["fields"],
        )
        return {"summary": "", "iconSet": None, **template}

    def on_delete(self, call: Call) -> Any:
        record = self._meant(call, call.body["objc_name"], call.body["sourceType"])
        del self.records(call.workspace)[record["uuid"]]
        return True


def _built_in(name: str) -> Record:
    template = {"title": name, "main": [{"class": "object", "source": {"key": name, "name": ""}}]}
    return {
        "uuid": derived_uuid("objc_", name),
        "sourceType": "object",
        "name": name,
        "alias": "",
        "objcGroupUUID": "",
        "fields": [{"name": "name"}],
        "template": template,
        "createAt": -1,
        "updateAt": -1,
    }


def _flat(record: Record) -> Record:
    (main,) = record["template"]["main"]
    table = main.get("table") or {}
    return {
        "columns": table.get("columns") or [],
        "fills": main.get("fills") or [],
        "filters": main.get("filters") or [],
        "groups": main.get("groups") or [],
        "iconSet": record["template"].get("iconSet") or {},
        "tableDetailViews": (table.get("detail") or {}).get("views") or [],
    }


def _row(record: Record) -> Record:
    flat = _flat(record)
    return {
        **{key: record[key] for key in ("uuid", "name", "alias", "fields", "objcGroupUUID")},
        **{key: flat[key] for key in ("filters", "iconSet", "tableDetailViews")},
        "tableColumns": flat["columns"],
        "objcGroupInfo": _group(record),
    }


def _group(record: Record) -> Record:
    uuid = record["objcGroupUUID"]
    return {"uuid": uuid, "name": f"Group {uuid[-4:]}", "status": 0} if uuid else {}
