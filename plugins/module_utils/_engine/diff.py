# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A diff that a person can read: only what changes, secrets masked."""

from __future__ import annotations

import typing as t

from .references import by_names

MASK = "********"


def changed_parts(before: t.Any, after: t.Any) -> tuple[t.Any, t.Any]:
    """The two values reduced to what differs between them: mappings by key, recursively; anything else whole."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before, after
    left, right = {}, {}
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in after:
            left[key] = before[key]
        elif key not in before:
            right[key] = after[key]
        elif before[key] != after[key]:
            left[key], right[key] = changed_parts(before[key], after[key])
    return left, right


def readable(plan) -> tuple[dict, dict]:
    """The ``before`` and ``after`` of a plan, as ``--diff`` shows them."""
    before, after = {}, {}
    for field in plan.kind.fields:
        pair = [side.get(field.option) for side in (plan.before, plan.after)]
        if pair[0] == pair[1]:
            continue
        if field.resolve:
            named = by_names(pair, plan.names)
            pair = named if named[0] != named[1] else pair
        if field.secret:
            pair = [MASK if pair[0] is not None else None, f"{MASK} (changed)" if pair[1] is not None else None]
        elif field.view:
            pair = list(field.view(*pair))
        if pair[0] is not None:
            before[field.option] = pair[0]
        if pair[1] is not None:
            after[field.option] = pair[1]
    return changed_parts(before, after)
