# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blacklists: the list has a word for all types, and rules show their condition as one text."""

from __future__ import annotations

from typing import Any

from ..base import Call, Record
from ..generic import Generic


class Blacklists(Generic):
    family = "blacklist"

    def stored(self, body: Record) -> Record:
        fields = super().stored(body)
        source = fields.get("sources") or [fields.get("source")]
        tests = " and ".join(
            f"{one.get('name')} {one.get('operation')} {one.get('value')}" for one in fields.get("filters") or ()
        )
        return {**fields, "conditions": f"{{ source in {source} and ( {tests} )}}"}

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        """Every type for the word all."""
        return Generic.matches(
            record, {name: value for name, value in asked.items() if (name, value) != ("type", "all")}
        )

    def on_export(self, call: Call) -> Any:
        """The shape that the import page shows; the page of the export shows pipelines by mistake."""
        shown = ("name", "desc", "filters", "source", "type")
        rows = [
            {**one, "source": one.get("source") or (one.get("sources") or [""])[0]} for one in self.addressed_many(call)
        ]
        return {"blacklists": [{key: row[key] for key in shown if key in row} for row in rows]}
