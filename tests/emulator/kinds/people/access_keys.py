# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys. A new one works at once and a deleted one no longer, whichever it is; no answer tells roles."""

from __future__ import annotations

import secrets
from typing import Any

from ...envelope import Reply
from ...variants import SECRETS_ABSENT, SECRETS_MASKED
from ...workspaces import KEYS, REVOKED, key_uuid
from ..base import Call, Record
from ..generic import Generic
from .roles import check_roles


class AccessKeys(Generic):
    family = KEYS
    prefix = "wsak_"

    def answer(self, call: Call) -> Reply:
        """The key in use is one of them."""
        if key_uuid(call.key) not in self.records(call.workspace):
            self.store(call, {"name": "API key of the emulator", "sk": call.key}, key_uuid(call.key))
        return super().answer(call)

    def on_add(self, call: Call) -> Any:
        """Without roles it is an administrator's."""
        check_roles(call.workspace, call.body.get("roleUUIDs", ["wsAdmin"]))
        key = f"sk-{secrets.token_hex(16)}"
        return self.shown(call, self.store(call, {"name": call.body["name"], "sk": key}, key_uuid(key)))

    def on_delete(self, call: Call) -> Any:
        key = self.addressed(call)["sk"]
        answer = super().on_delete(call)
        call.workspace.collection(REVOKED)[key_uuid(key)] = {}
        return answer

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        answer = super().shown(call, record, schema)
        if isinstance(answer, dict) and call.action != "add":
            if SECRETS_ABSENT in call.variants:
                answer.pop("sk", None)
            elif SECRETS_MASKED in call.variants:
                answer["sk"] = f"{answer['sk'][:3]}******"
        return answer
