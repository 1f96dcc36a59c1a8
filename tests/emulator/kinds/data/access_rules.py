# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access rules: rows carry the members whom a rule concerns, and a create answers one role more than it was sent."""

from __future__ import annotations

from typing import Any

from ...workspaces import Workspace
from ..base import Call, Record
from ..generic import Generic

_DEFAULTS = {"conditions": "", "desc": "", "extend": {}, "indexes": [], "logic": "and", "maskFields": "", "reExprs": []}
_MEMBER = {"email": "grace@people.example", "mobile": "+49 170 0000000", "name": "Grace", "uuid": "acnt_1"}


class AccessRules(Generic):
    family = "data_query_rule"
    prefix = "lqrl_"

    def on_add(self, call: Call) -> Any:
        record = self.store(call, {**_DEFAULTS, "sources": [], **call.body})
        roles = [*record["roleUUIDs"], "role_ffffffffffffffffffffffffffffffff"]
        never = {"id": None, "updateAt": None, "updator": None}
        return {**record, "roleUUIDs": roles, "createAt": int(record["createAt"]), **never}

    def on_list(self, call: Call) -> Any:
        reply = super().on_list(call)
        reply.content["data"] = [{**row, "relMemberInfos": [_MEMBER]} for row in reply.content["data"]]
        return reply

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        answer = super().shown(call, record, schema)
        if isinstance(answer, dict):
            answer["relRoleInfos"] = [{"name": role, "status": 0, "uuid": role} for role in record["roleUUIDs"]]
        return answer


class OlderAccessRules(Generic):
    """The routes of before, over the same table (our reading)."""

    family = "logging_query_rule"
    prefix = AccessRules.prefix

    def records(self, workspace: Workspace) -> dict[str, Record]:
        return workspace.collection(AccessRules.family)
