# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries that are added to a list, whatever else is in it."""

from __future__ import annotations

import typing as t

from .errors import InputError
from .field import MISSING


def with_added(run, kind, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
    """The wanted values, with each list that others are added to as it will be. InputError when a list is given whole,
    too."""
    for field in kind.fields:
        if field.adds_to and field.option in wanted:
            given = {option: value for option, value in wanted.items() if option != field.option}
            wanted = {**given, field.adds_to: _whole(run, kind, field, wanted, row)}
    return wanted


def _whole(run, kind, field, wanted: dict[str, t.Any], row: dict | None) -> t.Any:
    if field.adds_to in wanted:
        raise InputError(f"'{field.adds_to}' names all, '{field.option}' those besides the others: give either.")
    whole = kind.field(field.adds_to)
    if row is not None and whole.actual(row) is MISSING:
        row.update(kind.complete(run, row, [field.adds_to]))  # not to be read again
    return whole.rule.canonical([*(whole.actual(row or {}) or []), *wanted[field.option]])
