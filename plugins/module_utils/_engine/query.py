# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read objects of a kind: all, by name, by uuid, by filters; described or in the form that the kind's module takes."""

from __future__ import annotations

import typing as t

from .._api.errors import ForbiddenError, NotFoundError, RouteNotFoundError
from .errors import InputError, OddAnswerError, reading
from .field import MISSING
from .find import by_uuid
from .history import CONDITIONS, History
from .rows import SECRETS
from .rules import is_empty


def read(run, kind, name=None, uuid=None, search=None, filters=None, export: bool = False) -> list[dict]:
    """The objects that fit all conditions, sorted by name.

    name: the exact name. uuid: the exact uuid. search: part of the name, without regard to case. filters: option ->
    value or list of accepted values; a list option fits when it holds all the values; besides the options the
    conditions of a History. export: give the module's options
    instead of a description.
    """
    filters = filters or {}
    history = History({name: filters[name] for name in filters if name in CONDITIONS}, run.now(), "filters")
    accepted = _accepted(run, kind, {name: filters[name] for name in filters if name not in CONDITIONS})
    rows = [row for row in _rows(run, kind, uuid) if _came_about(kind, row, history)]
    if name is not None:
        rows = [row for row in rows if kind.name_of(row) == name]
    if search is not None:
        rows = [row for row in rows if search.lower() in kind.name_of(row).lower()]
    if accepted:
        rows = _each(run, kind, rows, lambda row: kind.complete(run, row, accepted))
        rows = [row for row in rows if all(_fits(kind, row, option, values) for option, values in accepted.items())]
    rows = sorted(rows, key=lambda row: (kind.name_of(row), kind.uuid_of(row)))
    rows = _each(run, kind, rows, lambda row: _understood(kind, row))
    if export:
        exported = _each(run, kind, rows, lambda row: kind.export(run, row))
        return [{option: value for option, value in one.items() if option != SECRETS} for one in exported]
    names = _names(run, kind, rows)
    return _each(run, kind, rows, lambda row: describe(kind, row, names))


def _each(run, kind, rows: t.Iterable[dict], read: t.Callable[[dict], dict]) -> list[dict]:
    """What is read of each object. One that was deleted meanwhile, or is odd, is told and left out."""

    def one(row: dict) -> dict | None:
        try:
            with reading(kind, row):
                return read(row)
        except NotFoundError:
            run.warn(f"The {kind.title} '{kind.label_of(row)}' ({kind.uuid_of(row)}) was deleted meanwhile.")
        except OddAnswerError as error:
            run.warn(f"{error} It is left out.")
        return None

    return [found for found in map(one, rows) if found is not None]


def _understood(kind, row: dict) -> dict:
    """The row, when each value of it can be read."""
    kind.values(row)
    return row


def _rows(run, kind, uuid: str | None) -> list[dict]:
    if uuid is None:
        return run.memory.rows(kind)
    try:
        row = by_uuid(run, kind, uuid)
    except NotFoundError:
        row = None
    return [] if row is None else [row]


def describe(kind, row: dict, names: t.Mapping[str, str]) -> dict:
    """The object in the options' terms, with what only the server knows: uuid, times, author."""
    told = {**kind.creation(row), **kind.last_change(row)}
    return {
        **kind.describe(kind.values(row), kind.uuid_of(row), names),
        **{name: value for name, value in told.items() if value is not None},
    }


def _names(run, kind, rows: list[dict]) -> t.Mapping[str, str]:
    """The names by uuid of what the rows refer to. A key that may not list it still gets the rows, with uuids."""
    referring = (field for field in kind.fields if field.resolve)
    referred = {field.option: any(field.actual(row) for row in rows) for field in referring}
    try:
        return kind.names_for(run, referred)
    except (ForbiddenError, RouteNotFoundError) as error:
        run.warn(f"What a {kind.title} refers to is shown by uuid where its name cannot be read: {error}")
        return run.memory.names


def _accepted(run, kind, filters: dict) -> dict[str, list]:
    """The accepted values of each filter, names of other objects resolved; InputError for what cannot be asked."""
    known = {field.option for field in kind.fields if not field.content and not field.secret}
    unknown = sorted(set(filters) - known)
    if unknown:
        usable = ", ".join(sorted({*known, *CONDITIONS}))
        raise InputError(f"A {kind.title} cannot be filtered by {', '.join(unknown)}: use {usable}.")
    accepted = {}
    for option, wanted in filters.items():
        field = kind.field(option)
        values = wanted if isinstance(wanted, list) else [wanted]
        names = field.resolve and all(isinstance(value, str) for value in values)
        accepted[option] = field.resolve(run, values) if names else values
    return accepted


def _came_about(kind, row: dict, history: History) -> bool:
    untold = history.untold(kind, row)
    if untold:
        raise InputError(
            f"The service does not tell '{CONDITIONS[untold]}' of the {kind.title} '{kind.label_of(row)}', so nothing "
            f"can be filtered by '{untold}'."
        )
    return history.fits(kind, row)


def _fits(kind, row: dict, option: str, accepted: list) -> bool:
    actual = kind.field(option).actual(row)
    if actual is MISSING:
        raise InputError(
            f"The service does not tell '{option}' of the {kind.title} '{kind.label_of(row)}', so nothing can be "
            "filtered by it."
        )
    if isinstance(actual, list):
        return set(map(str, accepted)) <= set(map(str, actual))
    return actual in accepted or (is_empty(actual) and any(is_empty(value) for value in accepted))
