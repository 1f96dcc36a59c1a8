# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading issues: those of a channel, of a key, or by uuid."""

from __future__ import annotations

import typing as t

from .._api.errors import NotFoundError
from .._engine import times
from .._events.event import key_of
from .issue import DEFAULT_CHANNEL, STATUSES, channel_uuid, replies_of, rows_of_key, shown
from .texts import plain


def read(run) -> dict:
    """What the options of the module ask for."""
    params = run.params
    if params["issues"] is not None:
        rows, missing = _by_uuid(run, params["issues"])
    else:
        rows, missing = _of_channel(run), []
        if params["status"]:
            numbers = [STATUSES[word] for word in params["status"]]
            rows = [row for row in rows if row.get("statusType") in numbers]
    return {"changed": False, "issues": [_told(run, row) for row in rows], "missing": missing}


def _by_uuid(run, uuids: t.Sequence[str]) -> tuple[list[dict], list[str]]:
    rows, missing = [], []
    for uuid in dict.fromkeys(uuids):
        try:
            content = run.client.call("issues_get", path={"issue_uuid": uuid}).content
        except NotFoundError:
            content = None
        if isinstance(content, dict) and content:
            rows.append({"uuid": uuid, **content})
        else:
            missing.append(uuid)
    return rows, missing


def _of_channel(run) -> list[dict]:
    params = run.params
    key = key_of(params["unique_key"])
    channel = channel_uuid(run, params["channel"] or DEFAULT_CHANNEL)
    if channel is None or key:
        return rows_of_key(run, channel, key or "")
    body = {"channelUUID": channel, "search": params["search"] or "", "filters": []}
    return [row for row in run.client.rows("issues_list", body=body).items if isinstance(row, dict)]


def _told(run, row: dict) -> dict:
    told = {**shown(row), "created_at": _time(row.get("createAt")), "updated_at": _time(row.get("updateAt"))}
    if run.params["comments"]:
        told["comments"] = [
            {
                "text": plain(one.get("content")),
                "by": (one.get("creatorInfo") or {}).get("name") or one.get("creator"),
                "at": _time(one.get("createAt")),
            }
            for one in replies_of(run.client, row["uuid"])
            if one.get("type") == "reply"
        ]
    return told


def _time(seconds: t.Any) -> str | None:
    known = times.from_answer(seconds, None, times.UTC)
    return None if known is None else times.instant_text(known)
