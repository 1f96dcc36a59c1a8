# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which object is meant: explicit uuid, then caller-chosen identifier, then the exact and unique key."""

from __future__ import annotations

import typing as t

from .._api.errors import NotFoundError
from .errors import AmbiguousNameError, InputError


def find(run, kind, params: dict) -> dict | None:
    """The row of the object that the options mean, or None when there is none.

    The server's ``search`` is a substring match, so names are compared here. What else belongs to the key narrows the
    objects of a name as far as it is given. Raises AmbiguousNameError when several are left, InputError when nothing
    says which object is meant.
    """
    if params.get("uuid"):
        return by_uuid(run, kind, params["uuid"])
    if kind.only_name:
        return run.memory.rows(kind)[0]
    chosen = kind.chosen_uuid(params)
    if chosen:
        row = by_uuid(run, kind, chosen, trust_list=True)
        if row is not None:
            return row
        identified = [row for row in run.memory.rows(kind) if kind.is_identified(row, params)]
        if identified:
            return _only(kind, identified, _identity(kind, params))
        if params.get("state") == "absent":
            return _left_alone(run, kind, params)
    if not params.get(kind.name_option):
        if chosen:
            return None
        raise InputError(f"Nothing says which {kind.title} is meant: set '{kind.name_option}' or 'uuid'.")
    narrowing = [option for option in kind.key.options[:-1] if params.get(option) is None]
    return by_name(run, kind, params[kind.name_option], lambda rows: kind.meant(rows, params), narrowing)


def _left_alone(run, kind, params: dict) -> None:
    """What merely has the name of an object that is identified otherwise may be somebody else's: it is not deleted."""
    name = params.get(kind.name_option)
    if name and kind.meant(run.memory.called(kind, name), params):
        run.warn(
            f"There is a {kind.title} named '{name}', but not with {_identity(kind, params)}: it was "
            f"left alone. To delete it, say which one by 'uuid', or by '{kind.name_option}' alone."
        )


def _identity(kind, params: dict) -> str:
    option = kind.key.chosen.option
    return f"the {option} '{params.get(option)}'"


def by_uuid(run, kind, uuid: str, trust_list: bool = False) -> dict | None:
    """The row of one uuid. The first lookup asks for the object alone; from the second on the list of the kind is
    used. An object that the list does not show is asked for all the same, unless ``trust_list`` says that the list
    would show it."""
    if kind.get_route is None or kind.get_is_partial:
        run.memory.rows(kind)
        return run.memory.row(kind, uuid)
    if run.memory.prefers_list(kind):
        run.memory.rows(kind)
        row = run.memory.row(kind, uuid)
        if row is not None or trust_list:
            return row
    try:
        return kind.get(run, uuid)
    except NotFoundError:
        return None


def by_name(
    run,
    kind,
    name: str,
    choose: t.Callable[[list[dict]], list[dict]] = lambda rows: rows,
    narrowing: t.Sequence[str] = (),
) -> dict | None:
    """The only row that people call by this name, the one whose very name it is before others. ``narrowing``: options
    that could tell several apart."""
    rows = choose(run.memory.called(kind, name))
    named = [row for row in rows if kind.is_named(row, name)]
    return _only(kind, named or rows, f"the name '{name}'", narrowing)


def _only(kind, rows: list[dict], what: str, narrowing: t.Sequence[str] = ()) -> dict | None:
    if len(rows) > 1:
        uuids = ", ".join(sorted(kind.uuid_of(row) for row in rows))
        apart = f"{' and '.join(repr(option) for option in narrowing)}, or " if narrowing else ""
        raise AmbiguousNameError(
            f"{len(rows)} {kind.plural} have {what}: {uuids}. Set {apart}'uuid' to the one that is meant."
        )
    return rows[0] if rows else None
