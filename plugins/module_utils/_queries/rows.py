# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of rows as their readers can take them. What JSON cannot hold or is nested too deeply becomes a text that says
so: whoever reports something chooses its values, and each reader of rows walks them in Python's own stack."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

_DEEPEST = 32


def compacted(columns: Iterable[tuple[str, object]], known: dict[str, str]) -> dict:
    """A row of the (column, value) pairs without the nulls. ``known`` keeps one copy of each text for all rows."""
    return {
        column: known.setdefault(value, value) if isinstance(value, str) else sound(value)
        for column, value in columns
        if value is not None
    }


def sound(value, depth: int = 0):
    """The value without what would break its readers."""
    if isinstance(value, float) and not math.isfinite(value):
        return json.dumps(value)
    if isinstance(value, (list, dict)) and depth == _DEEPEST:
        return f"nested more than {_DEEPEST} levels deep"
    if isinstance(value, list):
        return [sound(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {key: sound(item, depth + 1) for key, item in value.items()}
    return value
