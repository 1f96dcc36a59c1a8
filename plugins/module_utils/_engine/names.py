# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names: exact, as the service keeps them. Some services trim them, collapse blanks or bring them to a form of Unicode;
a name in another form would make one more object in every run."""

from __future__ import annotations

import fnmatch
import typing as t
import unicodedata

from .errors import ConflictError, InputError, UnfinishedError

_SHOWN = 3


def normal(name: str) -> str:
    """The name in the form that a service may bring it to: trimmed, single blanks, composed characters (NFC)."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def refuse_blanks_at_ends(kind, values: t.Mapping[str, t.Any]) -> None:
    """InputError for a value of the identity that begins or ends with a blank: a service that trims would keep another
    one, and no run would find it."""
    for option in kind.identity:
        value = values.get(option)
        if isinstance(value, str) and value != value.strip():
            raise InputError(f"'{option}' is '{value}', which begins or ends with a blank: leave that out.")


def check_new_name(run, kind, values: t.Mapping[str, t.Any], of: str | None = None) -> None:
    """Refuse a name that a new object of these values, or the one with the uuid ``of``, should not get.

    InputError when a service that trims would keep another one; ConflictError when there is an object of the name in
    its normal form, which may be this one already.
    """
    name = values[kind.name_option]
    refuse_blanks_at_ends(kind, values)
    if name == normal(name):
        return
    rows = run.memory.called(kind, normal(name))
    twins = [row for row in rows if kind.uuid_of(row) != of and kind.has_key(row, values)]
    if of is None and twins:
        raise ConflictError(
            f"There is no {kind.title} '{name}', but one named '{normal(name)}' ({kind.uuid_of(twins[0])}), which "
            "differs in blanks or in the form of its characters only: the service may keep names so. Write the name "
            "so if that one is meant, else give the new one another name; nothing was written."
        )


def check_kept_name(kind, wanted: str, row: dict) -> None:
    """UnfinishedError when the service has given the object another name than the wanted one."""
    kept = kind.name_of(row)
    if kept and kept != wanted:
        raise UnfinishedError(
            f"The {kind.title} '{wanted}' was written, but the service keeps its name as '{kept}' "
            f"({kind.uuid_of(row)}). Write '{kind.name_option}' so, or no run will find it."
        )


def hint_at_names(run, kind, params: dict) -> None:
    """Tell who wants an object absent that is not there when the name looks like a pattern, or is written otherwise."""
    name = params.get(kind.name_option)
    if not name or params.get("uuid") or not run.memory.is_listed(kind):
        return
    near = [row for row in run.memory.called(kind, normal(name)) if kind.is_called(row, normal(name))]
    known = sorted({kind.name_of(row) for row in run.memory.rows(kind)})
    fitting = [other for other in known if fnmatch.fnmatchcase(other, name)] if set(name) & set("*?[") else []
    if fitting or "*" in name:
        shown = ", ".join(f"'{other}'" for other in fitting[:_SHOWN]) + (", ..." if len(fitting) > _SHOWN else "")
        fits = f"As a pattern it would fit {len(fitting)}: {shown}. " if fitting else ""
        run.warn(
            f"There is no {kind.title} named exactly '{name}', so nothing was deleted. {fits}Names are not patterns "
            "here: loop over the objects that truewatch_info returns, or let 'prune' of truewatch_workspace delete "
            "what is not in a wanted set."
        )
    elif near and name != normal(name):
        run.warn(
            f"There is no {kind.title} named exactly '{name}', but one named '{normal(name)}', which differs in blanks "
            "or in the form of its characters only. Nothing was deleted."
        )
