# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What content looks like, so that wrong content gets a word about what it is and what to do."""

from __future__ import annotations

import typing as t


class Look(t.NamedTuple):
    """What content looks like.

    kind: the name of the kind whose export it is, None when it is no export. advice: a sentence for those who give it
    for something else.
    """

    kind: str | None
    advice: str


_DASHBOARD = Look(
    "dashboard",
    "It looks like a dashboard: put it into the folder 'dashboards' of a workspace, or apply it with "
    "truewatch_dashboard.",
)
#: What has the form of a dashboard, and can be made one, by ``dashboardOwnerType``.
_VIEWS = {
    "inner": Look(
        "dashboard",
        "It looks like a user view: put it into the folder 'user_views' of a workspace, or apply it with "
        "truewatch_user_view.",
    ),
    "viewer": Look(
        "dashboard",
        "It looks like an explorer: put it into the folder 'explorers' of a workspace.",
    ),
}
_MONITOR = Look(
    "monitor",
    "It looks like a monitor: put it into the folder 'monitors' of a workspace, or apply it with truewatch_monitor.",
)
_ANSWER = Look(None, "It looks like a whole answer of the API: give its 'content'.")
_GRAFANA = Look(
    None, "It looks like a dashboard of Grafana, whose form is another one: convert it to a TrueWatch dashboard first."
)
_MAIN = Look(None, "It looks like the value of 'main' alone: put it under the key 'main', with a 'title' beside it.")


def recognized(content: t.Any) -> Look | None:
    """What the content looks like; None when it looks like none of this."""
    if not isinstance(content, dict):
        return None
    if "content" in content and not {"name", "title"} & set(content):
        return _ANSWER
    if isinstance(content.get("main"), dict):
        owner = content.get("dashboardOwnerType")
        return _VIEWS.get(owner, _DASHBOARD) if isinstance(owner, str) else _DASHBOARD
    if "jsonScript" in content or "checkers" in content:
        return _MONITOR
    if _is_grafana(content) or _is_grafana(content.get("dashboard")):
        return _GRAFANA
    return _MAIN if isinstance(content.get("charts"), list) else None


def seeming_name(content: t.Any) -> str:
    """What content of any form seems to be called, for messages; empty when nothing tells."""
    script = content.get("jsonScript") if isinstance(content, dict) else None
    for part in (script, content):
        for key in ("title", "name") if isinstance(part, dict) else ():
            if part.get(key) and isinstance(part[key], str):
                return part[key]
    return ""


def _is_grafana(content: t.Any) -> bool:
    return isinstance(content, dict) and (
        isinstance(content.get("panels"), list) or {"schemaVersion", "templating"} <= set(content)
    )
