# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References by name to what does not exist: all of an object are found before one ends the plan, and on request they
are left out."""

from __future__ import annotations

import typing as t

from .errors import MissingError, MissingReference
from .run import FAIL, KEEP


class Missing(str):
    """Stands where the uuid of an object would stand that does not exist."""

    __slots__ = ("reference",)

    def __new__(cls, reference: MissingReference) -> Missing:
        text = super().__new__(cls, reference.name)
        text.reference = reference
        return text


def resolved(run, field, value: t.Any) -> t.Any:
    """The value of a field with its names resolved, without references to nothing if they are to be left out; None when
    nothing is left of it. What cannot be left out is noted in ``run.needed``.

    A list that others hold may lose members, but not all of them: it would then mean nobody, or everything. Only a
    field that is ``loose`` can do without.
    """
    if run.missing is None:
        return field.resolve(run, value)
    run.missing.clear()
    value = field.resolve(run, value)
    needed: list[MissingReference] = list(run.missing)
    if needed and run.relations != FAIL:
        run.left_out[field.option] = list(needed)
        needed.clear()
        value = _cut(value, field.loose, needed)
    if needed:
        run.needed[field.option] = needed
    return value


def _cut(value: t.Any, loose: bool, needed: list[MissingReference]) -> t.Any:
    if isinstance(value, Missing):
        if loose:
            return None
        needed.append(value.reference)
    elif isinstance(value, dict):
        return {key: _cut(item, False, needed) for key, item in value.items()}
    elif isinstance(value, list):
        left = [item for item in value if not isinstance(item, Missing)]
        if value and not left and not loose:
            needed.extend(item.reference for item in value)
        return [_cut(item, False, needed) for item in left]
    return value


def settle_missing(run, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
    """The wanted values, without those that an object that exists keeps; MissingError for what cannot be left out."""
    if run.relations == KEEP and row is not None:
        return {option: value for option, value in wanted.items() if option not in run.left_out}
    if run.needed:
        raise MissingError([one for needed in run.needed.values() for one in needed])
    return wanted
