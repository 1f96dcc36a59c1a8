# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log indexes: those of the platform's store and those of stores of one's own in one list, with the built-in one at its
end."""

from __future__ import annotations

from typing import Any

from ...envelope import refused
from ..base import Call, Record, whole_seconds
from ..generic import Generic
from .stores import access_told

_EMPTY = {
    "desc": "",
    "directIndex": False,
    "duration": "",
    "extend": {},
    "exterStoreName": "",
    "exterStoreProject": "",
    "queryType": "logging",
    "region": "",
    "setting": {},
    "storeType": "",
    "conditions": "",
}
#: Told on demand only.
_ON_DEMAND = {"accessCfg": "isShowAccessCfg", "fields": "isShowFields"}


class LogIndexes(Generic):
    family = "log_index_cfg"
    prefix = "lgim_"

    def stored(self, body: Record) -> Record:
        fields = dict(body)
        if "extend" in fields:
            filters = (fields["extend"] or {}).get("filters") or ()
            tests = " and ".join(f"`{one.get('name')}` {one.get('operation')} {one.get('value')}" for one in filters)
            fields["conditions"] = f"{{ {tests} }}" if tests else ""
        return fields

    def _made(self, call: Call, custom: int) -> Record:
        records = self.records(call.workspace)
        if call.body["name"] in ["default", *(record["name"] for record in records.values())]:
            raise refused(f"the index {call.body['name']} exists")
        last = max((record["sortNo"] for record in records.values()), default=0)
        fields = {**_EMPTY, **self.stored(call.body), "sortNo": last + 1, "isBindCustomStore": custom}
        return self.store(call, {**fields, "isPublicNetworkAccess": int(bool(fields.get("isPublicNetworkAccess")))})

    def on_add(self, call: Call) -> Any:
        return _without(self._made(call, 0), _ON_DEMAND)

    def on_bind(self, call: Call) -> Any:
        """The route that binds a store."""
        self._made(call, 1)
        return True

    def on_list(self, call: Call) -> Any:
        asked = call.query.get("isBindCustomStore")
        rows = [_without(record, _ON_DEMAND) for record in self.newest_first(call)]
        rows = [row for row in rows if asked is None or bool(row["isBindCustomStore"]) is asked]
        default = {"uuid": "default", "name": "default", "sortNo": -1, "isBindCustomStore": False}
        rest = {"conditions": "", "duration": "14d", "extend": {}, "queryType": "logging"}
        return [*rows, *([] if asked else [{**default, **rest, "workspaceUUID": call.workspace.uuid}])]

    def on_get(self, call: Call) -> Any:
        record = self.addressed(call)
        hidden = [key for key, word in _ON_DEMAND.items() if call.query.get(word) is not True]
        shown = _without(record, hidden)
        if "accessCfg" in shown:
            shown["accessCfg"] = access_told(call, shown["accessCfg"])
        return shown

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        record.update(self.stored(call.body))
        self.touch(call, record)
        if record["isBindCustomStore"]:
            record["isPublicNetworkAccess"] = int(bool(record["isPublicNetworkAccess"]))
            return True
        return _without(record, _ON_DEMAND)

    def on_delete(self, call: Call) -> Any:
        record = self.find(call, call.body["cfgUUID"])
        del self.records(call.workspace)[record["uuid"]]
        return True


def _without(record: Record, keys: Any) -> Record:
    return whole_seconds({key: value for key, value in record.items() if key not in keys})
