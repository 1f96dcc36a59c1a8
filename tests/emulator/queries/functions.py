# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The functions of DQL and PromQL that make one value of many (vendor documentation: DQL functions)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

Numbers = list[float]

AGGREGATES: dict[str, Callable[[Numbers], Any]] = {
    "avg": lambda numbers: sum(numbers) / len(numbers),
    "max": max,
    "min": min,
    "sum": sum,
}
#: Those whose order of rows matters: rows come oldest first.
_ENDS: dict[str, Callable[[list], Any]] = {"first": lambda values: values[0], "last": lambda values: values[-1]}


def is_known(function: str) -> bool:
    named = function in AGGREGATES or function in _ENDS or function in ("count", "count_distinct", "distinct")
    return named or percent_of(function) is not None


def percent_of(function: str) -> int | None:
    """95 of p95."""
    match = re.fullmatch(r"p(50|75|90|95|99)", function)
    return int(match[1]) if match else None


def results(function: str | None, values: list[Any]) -> list[Any]:
    """What a function makes of the values of a column, nulls left out: one value, many of distinct, none of nothing."""
    if function == "count":
        return [len(values)]
    if function in ("distinct", "count_distinct"):
        single = (one for value in values for one in (value if isinstance(value, list) else [value]))
        distinct = list(dict.fromkeys(single))
        return distinct if function == "distinct" else [len(distinct)]
    if function is None or function in _ENDS:
        return [_ENDS[function or "first"](values)] if values else []
    numbers = [value for value in values if isinstance(value, (int, float)) and not isinstance(value, bool)]
    if not numbers:
        return []
    percent = percent_of(function)
    return [AGGREGATES[function](numbers) if percent is None else percentile(numbers, percent)]


def percentile(numbers: Numbers, percent: int) -> float:
    """By nearest rank (our reading)."""
    return sorted(numbers)[max(math.ceil(len(numbers) * percent / 100) - 1, 0)]
