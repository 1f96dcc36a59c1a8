# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read objects of a kind: all, by name, by uuid, by filters; described or in the form that the kind's module takes."""

from __future__ import annotations

import typing as t

from .._api.errors import NotFoundError
from .errors import InputError
from .field import MISSING
from .find import by_uuid


def read(run, kind, name=None, uuid=None, search=None, filters=None, export: bool = False) -> list[dict]:
    """The objects that fit all conditions, sorted by name.

    name: the exact name. uuid: the exact uuid. search: part of the name, without regard to case. filters: option ->
        value or list of
    accepted values; a list option fits when it holds all the values. export: give the module's options instead of a
    description.
    """
    rows = _rows(run, kind, uuid)
    if name is not None:
        rows = [row for row in rows if kind.name_of(row) == name]
    if search is not None:
        rows = [row for row in rows if search.lower() in kind.name_of(row).lower()]
    if filters:
        _check_filters(kind, filters)
        rows = [kind.complete(run, row, filters) for row in rows]
        rows = [
            row
            for row in rows
            if all(_fits(kind.field(option).actual(row), wanted) for option, wanted in filters.items())
        ]
    rows = sorted(rows, key=lambda row: (kind.name_of(row), kind.uuid_of(row)))
    if export:
        return [kind.export(run, row) for row in rows]
    return [describe(run, kind, row) for row in rows]


def _rows(run, kind, uuid: str | None) -> list[dict]:
    if uuid is None:
        return run.memory.rows(kind)
    try:
        row = by_uuid(run, kind, uuid)
    except NotFoundError:
        row = None
    return [] if row is None else [row]


def describe(run, kind, row: dict) -> dict:
    """The object in the options' terms, with what only the server knows: uuid, times, author."""
    values = {field.option: field.actual(row) for field in kind.fields}
    shown = kind.describe(
        {option: value for option, value in values.items() if value is not MISSING}, kind.uuid_of(row), run.memory.names
    )
    told = {**kind.creation(row), **kind.last_change(row)}
    return {**shown, **{name: value for name, value in told.items() if value is not None}}


def _check_filters(kind, filters: dict) -> None:
    known = {field.option for field in kind.fields if not field.content and not field.secret}
    unknown = sorted(set(filters) - known)
    if unknown:
        raise InputError(f"A {kind.title} cannot be filtered by {', '.join(unknown)}: use {', '.join(sorted(known))}.")


def _fits(actual: t.Any, wanted: t.Any) -> bool:
    if isinstance(actual, list):
        return set(map(str, wanted if isinstance(wanted, list) else [wanted])) <= set(map(str, actual))
    return actual in wanted if isinstance(wanted, list) else actual == wanted
