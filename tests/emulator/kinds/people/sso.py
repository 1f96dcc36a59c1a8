# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single sign-on: configurations, whose list tells little, and their rules, whose create tells nothing."""

from __future__ import annotations

import hashlib
from typing import Any

from ...envelope import Reply
from ...variants import SECRETS_ABSENT, SECRETS_MASKED
from ..base import Call, Record
from ..generic import Generic
from .roles import role_infos

_LISTED_NOT = ("emails", "uploadData", "config", "loginURL", "metadataURL", "assertionURL", "entiryID")


class SingleSignOns(Generic):
    """A single read shows the settings of OpenID Connect (our reading: no answer is documented)."""

    family = "sso_saml"
    prefix = "sso_"

    def stored(self, body: Record) -> Record:
        renamed = {"emailDomains": "emails", "idpData": "uploadData"}
        return {renamed.get(name, name): value for name, value in super().stored(body).items()}

    def on_create(self, call: Call) -> Any:
        defaults = {"isOpenSAMLMapping": 0, "remark": "", "tokenHoldTime": 604800, "tokenMaxValidDuration": 604800}
        record = self.store(call, {**defaults, "uploadData": "", **self.stored(call.body)})
        return {**self.shown(call, record), "idpName": None}

    def on_list(self, call: Call) -> Any:
        rows = [row for row in self.newest_first(call) if row["type"] == call.query.get("type", row["type"])]
        return Reply([self._listed(call, row) for row in rows])

    def _listed(self, call: Call, record: Record) -> Record:
        row = {**self.shown(call, record), "memberCount": 3}
        return {name: value for name, value in row.items() if name not in _LISTED_NOT}

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        base, uuid = "https://auth.example.com/saml", record["uuid"]
        settings = dict(record.get("config", {}))
        if SECRETS_ABSENT in call.variants:
            settings.pop("clientSecret", None)
        elif SECRETS_MASKED in call.variants and settings:
            settings["clientSecret"] = "******"
        return {
            **record,
            **({"config": settings} if settings else {}),
            "type": "saml-1" if record["type"] == "saml" else record["type"],
            "idpMd5": hashlib.md5(record["uploadData"].encode(), usedforsecurity=False).hexdigest(),
            "loginURL": f"{base}/login/{uuid}",
            "metadataURL": f"{base}/metadata/{uuid}",
            "assertionURL": f"{base}/assertion/{uuid}",
            "entiryID": f"{base}/metadata.xml",
        }

    def on_modify(self, call: Call) -> Any:
        answer = super().on_modify(call)
        return {name: value for name, value in answer.items() if name not in _LISTED_NOT}

    def on_delete(self, call: Call) -> Any:
        """Its rules go with it (our reading)."""
        name, uuid = self.addressed(call)["idpName"], self.addressed(call)["uuid"]
        super().on_delete(call)
        rules = call.workspace.collection(RoleMappings.family)
        for rule in [rule for rule in rules.values() if rule["ssoUUID"] == uuid]:
            del rules[rule["uuid"]]
        return {"name": name}

    def on_set_disable(self, call: Call) -> Any:
        super().on_set_disable(call)
        return {}


class RoleMappings(Generic):
    """A rule is told with one text for its roles (with commas between several: our reading)."""

    family = "sso_mappings"
    prefix = "fdmp_"

    def on_add(self, call: Call) -> Any:
        self.store(call, dict(call.body))
        return True

    def on_modify(self, call: Call) -> Any:
        super().on_modify(call)
        return True

    def on_delete(self, call: Call) -> Any:
        super().on_delete(call)
        return True

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        roles = record["targetValues"]
        row = {name: value for name, value in record.items() if name not in ("targetValues", "ssoUUID")}
        return {**row, "targetValue": ",".join(roles), "roleInfo": next(iter(role_infos(call.workspace, roles)), {})}

    def on_set_disable(self, call: Call) -> Any:
        """Switches all rules of a configuration."""
        configuration = SingleSignOns().find(call, call.body["ssoUUID"])
        configuration["isOpenSAMLMapping"] = int(not call.body["isDisable"])
        return True
