# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries that are added to a list, or removed from it, whatever else is in it."""

from __future__ import annotations

import typing as t

from .errors import InputError
from .field import MISSING, Field
from .life import UNTOLD


def with_entries(whole: Field) -> tuple[Field, Field, Field]:
    """The field of a list, and those of two options that change some of its entries: ``add_<option>`` and
    ``remove_<option>``."""
    alike = {name: getattr(whole, name) for name in ("type", "elements", "rule", "check", "resolve")}
    return (
        whole,
        Field(f"add_{whole.option}", adds_to=whole.option, life=UNTOLD, **alike),
        Field(f"remove_{whole.option}", removes_from=whole.option, life=UNTOLD, **alike),
    )


def refuse_both(kind, params: t.Mapping[str, t.Any]) -> None:
    """InputError when a list is given whole and some of its entries are, too, or when one entry is added and
    removed."""
    for field in kind.fields:
        whole = field.adds_to or field.removes_from
        if whole and params.get(field.option) is not None and params.get(whole) is not None:
            meant = "those besides the others" if field.adds_to else "those that go"
            raise InputError(f"'{whole}' names all, '{field.option}' {meant}: give either.")
        if field.removes_from:
            adding = next(other for other in kind.fields if other.adds_to == whole)
            both = [one for one in params.get(field.option) or () if one in (params.get(adding.option) or ())]
            if both:
                raise InputError(
                    f"'{adding.option}' and '{field.option}' both name {', '.join(map(repr, both))}: give it in one."
                )


def with_entries_changed(run, kind, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
    """The wanted values, with each list as it will be that others are added to or removed from. What a file says of
    such a list is added, too."""
    for field in kind.fields:
        whole = field.adds_to or field.removes_from
        if whole and field.option in wanted:
            given = {option: value for option, value in wanted.items() if option != field.option}
            wanted = {**given, whole: _whole(run, kind, field, wanted, row)}
    return wanted


def _whole(run, kind, field: Field, wanted: dict[str, t.Any], row: dict | None) -> t.Any:
    whole = kind.field(field.adds_to or field.removes_from)
    if row is not None and whole.actual(row) is MISSING:
        row.update(kind.complete(run, row, [whole.option]))  # not to be read again
        if whole.life.told and whole.actual(row) is MISSING:
            raise InputError(
                f"The service does not return '{whole.option}' of the {kind.title} '{kind.label_of(row)}', so others "
                f"would be lost with '{field.option}': give '{whole.option}'."
            )
    entries = [*(whole.actual(row or {}) or []), *(wanted.get(whole.option) or [])]
    if field.adds_to:
        return whole.rule.canonical([*entries, *wanted[field.option]])
    return whole.rule.canonical([one for one in entries if one not in wanted[field.option]])
