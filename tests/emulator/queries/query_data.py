# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes that take queries: df/query_data_v1 and its older and asynchronous forms."""

from __future__ import annotations

from typing import Any

from ..envelope import ApiFailure, Reply, refused
from ..kinds.base import Call, Kind
from ..variants import COLUMN_NAMES, SINGLE_COLUMNS
from . import promql
from .reader import Reader, answer_of


class QueryData(Kind):
    """POST df/query_data_v1."""

    family = "query_data_v1"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._reader = Reader()

    def on_call(self, call: Call) -> Reply:
        return self._read(call, call.body["queries"])

    def _read(self, call: Call, queries: list[dict[str, Any]]) -> Reply:
        return Reply({"data": [self._one(call, query) for query in queries], "declaration": {}})

    def _one(self, call: Call, member: dict[str, Any]) -> dict[str, Any]:
        asked = member["query"]
        wanted = [asked.get("workspaceUUID"), *(asked.get("workspaceUUIDs") or [])]
        if any(uuid not in (None, "", call.workspace.uuid) for uuid in wanted):
            raise ApiFailure(403, "ft.NoPermission", "the emulator reads only the workspace of the key")
        if member["qtype"] == "promql":
            answer = answer_of(promql.read(call.workspace.series, asked, call.now))
        else:
            single = SINGLE_COLUMNS in call.variants
            answer = self._reader.read(call.workspace.objects, call.workspace.series, asked, call.now, single)
        if COLUMN_NAMES in call.variants:
            for series in answer["series"]:
                series["column_names"] = series.pop("columns")
        return answer


class QueryDataLegacy(QueryData):
    """POST df/query_data, with the request as JSON text in the query string."""

    family = "query_data_legacy"

    def on_call(self, call: Call) -> Reply:
        """body or, as before August 2023, queries_body, which some vendor clients still send."""
        sent = call.query.get("body") or call.query.get("queries_body")
        if not sent:
            raise refused("query.body is required")
        return self._read(call, sent["queries"])


class QueryDataAsync(QueryData):
    """POST df/asynchronous/query_data: every query is done at once, which vendor clients read from query_status."""

    family = "query_data_async"

    def _one(self, call: Call, member: dict[str, Any]) -> dict[str, Any]:
        return {**super()._one(call, member), "query_status": "finished", "next_cursor_token": ""}
