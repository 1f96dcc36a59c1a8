# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels in which issues are filed. Every workspace has a default one, which keeps its name. What the list shows of
an escalation is not documented, and there is no single read."""

from __future__ import annotations

import typing as t

from ..._engine.codec import Codec
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.life import SELDOM
from ..._engine.route import Route
from ..._engine.rules import EXACT, SET
from .._shared import spans
from .._shared.people import recipients

_after = spans.given("escalation.after")


def _to(run, escalation: dict) -> dict:
    return {**escalation, "to": recipients(run, escalation["to"])}


_to.kinds = recipients.kinds


def _encode(escalation: t.Any) -> t.Any:
    return {"triggerTime": spans.SECONDS.encode(escalation["after"]), "notifyTarget": escalation["to"]}


def _decode(told: t.Any) -> t.Any:
    if not isinstance(told, dict) or "triggerTime" not in told:
        return told
    return {"after": spans.SECONDS.decode(told["triggerTime"]), "to": told.get("notifyTarget") or []}


def _in_order(escalation: t.Any) -> t.Any:
    has_targets = isinstance(escalation, dict) and isinstance(escalation.get("to"), list)
    return {**escalation, "to": sorted(set(escalation["to"]))} if has_targets else escalation


def _warn_if_short(run, plan) -> None:
    if "escalation" in plan.differing and plan.after["escalation"]:
        spans.warn_if_short(run, "escalation.after", plan.after["escalation"]["after"])


def _is_default(row: dict) -> bool:
    return row.get("name") == "default"


def _is_unkept(row: dict) -> bool:
    """The default channel, which is everywhere, until somebody has said something about it."""
    return _is_default(row) and not (row.get("notifyTarget") or row.get("description"))


class IssueChannel(Kind):
    """A channel."""

    name = "issue_channel"
    title = "issue channel"
    plural = "issue channels"
    uuid_prefix = "chan_"
    unkept = (_is_unkept,)
    list_operation = "channels_quick_list"
    create_operation = "channels_add"
    modify_route = Route("channels_modify", path="channel_uuid")
    delete_route = Route("channels_delete", path="channel_uuid")
    used_by = (("monitor", "definition"), ("issue_discovery", "channels"))
    guards = (
        Guard("the default channel keeps its name", CHANGE, options=("name",), rows=_is_default, never=True),
        Guard("it is the default channel", DELETE, rows=_is_default, never=True),
    )
    fields = (
        Field("name", "name", max_length=256),
        Field("description", "description", max_length=256),
        Field("targets", "notifyTarget", type="list", elements="str", rule=SET, resolve=recipients, loose=True),
        Field(
            "escalation",
            "notifyUpgradeCfg",
            type="dict",
            suboptions={
                "after": {"type": "str", "required": True},
                "to": {"type": "list", "elements": "str", "required": True},
            },
            codec=Codec(_encode, _decode),
            rule=EXACT._replace(canonical=_in_order),
            check=lambda escalation: {**escalation, "after": _after(escalation["after"])},
            resolve=_to,
            review=_warn_if_short,
            life=SELDOM,
        ),
    )


ISSUE_CHANNEL = IssueChannel()
