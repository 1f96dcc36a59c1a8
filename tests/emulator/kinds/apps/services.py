# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service catalogue: a TOML text goes in, and comes out as it was or as mappings."""

from __future__ import annotations

import sys
from typing import Any

from ...envelope import refused
from ..base import Call, Record
from ..generic import Generic

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class Services(Generic):
    family = "service_manage"
    prefix = "sman_"

    def stored(self, body: Record) -> Record:
        text = body["serviceCatelog"]
        try:
            team = tomllib.loads(text)["Team"]
            fields = {"service": team["service"], "type": team.get("type", ""), "colour": team.get("colour", "")}
        except (tomllib.TOMLDecodeError, LookupError) as error:
            raise refused(f"serviceCatelog: {error!r}") from error
        return {**fields, "serviceCatelog": text, "createType": "openapi"}

    def on_add(self, call: Call) -> Any:
        return _short(self.store(call, self.stored(call.body)))

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        record.update(self.stored(call.body))
        self.touch(call, record)
        return _short(record)

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        return str(asked.get("search") or "").lower() in record["service"].lower()

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        """With originStr=0 as mappings, in which a team has its uuid; a name that no team has tells none (our
        reading)."""
        shown = super().shown(call, record, schema)
        if call.query.get("originStr") == "0":
            catalog = tomllib.loads(record["serviceCatelog"])
            team = catalog["Team"]
            groups = call.workspace.collection("member_groups").values()
            team["team"] = next((one["uuid"] for one in groups if one["name"] == team.get("team")), "")
            related = catalog.get("Related", {})
            related["Tags"] = sorted(related.get("Tags", []))
            shown["serviceCatelog"] = catalog
        return shown


def _short(record: Record) -> Record:
    return {name: record[name] for name in ("service", "type", "uuid")}
