# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks that the options of a gate describe."""

from __future__ import annotations

import typing as t

from .._engine.errors import InputError
from .._events.latest import CHOOSING
from .budget import BudgetCheck
from .check import Check, few
from .events import EventsCheck
from .reporting import ReportingCheck
from .value import THRESHOLDS, ValueCheck

#: Option that tells what is checked -> the check, and the options that belong to it.
_KINDS: dict[str, tuple[type[Check], tuple[str, ...]]] = {
    "dql": (ValueCheck, ("from", "empty_is", *THRESHOLDS)),
    "promql": (ValueCheck, ("from", "empty_is", *THRESHOLDS)),
    "events": (EventsCheck, ()),
    "slo": (BudgetCheck, ("budget_left",)),
    "hosts": (ReportingCheck, ("within",)),
}
_COMMON = ("name", "fail_fast")

#: The argument spec of one check.
SPEC: dict[str, dict] = {
    "name": {"type": "str"},
    "dql": {"type": "str"},
    "promql": {"type": "str"},
    "from": {"type": "str"},
    **{option: {"type": "float"} for option in THRESHOLDS},
    "empty_is": {"type": "float"},
    "events": {"type": "dict", "options": CHOOSING},
    "slo": {"type": "str"},
    "budget_left": {"type": "float"},
    "hosts": {"type": "list", "elements": "str"},
    "within": {"type": "str"},
    "fail_fast": {"type": "bool"},
}


def checks_of(options: t.Sequence[t.Mapping[str, t.Any]]) -> list[Check]:
    """The checks, in their order; InputError tells what is wrong with one."""
    if not options:
        raise InputError("'checks' is empty: give at least one check.")
    checks = [_check(one, number) for number, one in enumerate(options, 1)]
    names = [check.name for check in checks]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"checks: two are called '{twice[0]}'; give each a name of its own.")
    return checks


def _check(options: t.Mapping[str, t.Any], number: int) -> Check:
    given = {option for option, value in options.items() if value is not None}
    name = options.get("name") or ""
    kinds = [kind for kind in _KINDS if kind in given]
    place = f"Check '{name}'" if name else f"Check {number}"
    if len(kinds) != 1:
        raise InputError(f"{place}: give exactly one of {', '.join(_KINDS)}.")
    kind, own = _KINDS[kinds[0]]
    foreign = sorted(given.difference(_COMMON, own, kinds))
    if foreign:
        raise InputError(f"{place}: '{foreign[0]}' does not belong to a check of '{kinds[0]}'.")
    return kind(name or _name(kinds[0], options[kinds[0]]), options)


def _name(kind: str, value: t.Any) -> str:
    """What a check without a name is called."""
    if kind == "slo":
        return f"error budget of {value}"
    return {"events": "unrecovered events", "hosts": "hosts report"}.get(kind) or few([str(value)])
