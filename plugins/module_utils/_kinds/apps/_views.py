# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Views that stand beside a service or an application: user views, dashboards, and the platform's own, which no list
tells."""

from __future__ import annotations

import typing as t

from ..._engine.field import Field
from ..._engine.references import KNOWN_AFTER_APPLY, exists, uuid_of

_KINDS = ("user_view", "dashboard")
_PREFIX = "dsbd_"


def _views(run, values: list[str]) -> list[str]:
    return [value if value.startswith(_PREFIX) else uuid_of(run, _KINDS, value) for value in values]


_views.kinds = _KINDS


def _warn_of_unknown(run, plan) -> None:
    if not plan.changed:
        return
    news = set(plan.after["views"] or ()).difference(plan.before.get("views") or ())
    kinds = [run.kinds[kind] for kind in _KINDS]
    unknown = [uuid for uuid in sorted(news) if KNOWN_AFTER_APPLY not in uuid and not exists(run, kinds, uuid)]
    if unknown:
        run.warn(
            f"'views' of {plan.title} holds {', '.join(unknown)}, which is neither a user view nor a dashboard here. "
            "The service takes any uuid; one of the platform's own views is right, one of another workspace is not."
        )


def view_field(api: str, **more: t.Any) -> Field:
    """The option ``views``."""
    return Field("views", api, type="list", elements="str", resolve=_views, review=_warn_of_unknown, loose=True, **more)
