# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wanted values of an object that is there, held against its actual ones."""

from __future__ import annotations

import typing as t

from .errors import InputError
from .field import MISSING, Field
from .names import check_new_name, refuse_blanks_at_ends
from .rules import may_mask
from .secret import MASK, as_it_is, hidden, label, masked


class Comparison:
    """One object, as its row has it, and what is wanted of it."""

    def __init__(self, run, kind, params: t.Mapping[str, t.Any], row: dict, wanted: dict[str, t.Any]) -> None:
        self._run, self._kind, self._row, self._wanted = run, kind, row, wanted
        self._writes_secrets = bool(params.get("update_secrets"))
        #: What the service holds, by option.
        self.actual = kind.values(row)

    def sides(self) -> tuple[dict[str, t.Any], dict[str, t.Any]]:
        """What is there, and what shall be, of each wanted option that can be compared. InputError for a value that the
        API cannot change to the wanted one."""
        before, after = {}, {}
        for option, value in self._wanted.items():
            field = self._kind.field(option)
            if self._is_hidden(field, value):
                before[option], after[option] = None, value
            elif self._is_told(field):
                after[option] = as_it_is(field, value, self.actual[option])
                self._warn_of_hidden(field, after[option])
                before[option] = self._seen(field, after[option])
        return before, after

    def _is_hidden(self, field: Field, value: t.Any) -> bool:
        """Whether the service may hold another value than it shows: then it is written in every run."""
        if not (field.secret and self._writes_secrets and field.life.told):
            return False
        actual = self.actual.get(field.option, MISSING)
        is_hidden = actual is MISSING or may_mask(field.seen(actual, value), value)
        if is_hidden:
            self._warn_of(field.option)
        return is_hidden

    def _warn_of_hidden(self, field: Field, value: t.Any) -> None:
        for place in hidden(field, value, self.actual[field.option]) if self._writes_secrets else ():
            self._warn_of(label(field.option, place))

    def _warn_of(self, what: str) -> None:
        self._run.warn(
            f"The service does not show '{what}' of the {self._kind.title}, so it is written in every run. "
            "Set 'update_secrets: on_create' to leave it as it is."
        )

    def _is_told(self, field: Field) -> bool:
        is_told = field.option in self.actual
        if not is_told and not field.secret and field.life.told and field.life.certain:
            self._run.warn(
                f"The service does not tell '{field.option}' of the {self._kind.title}: it was not compared, "
                "and is sent with other changes only."
            )
        return is_told

    def _seen(self, field: Field, value: t.Any) -> t.Any:
        kind, actual = self._kind, self.actual[field.option]
        seen = field.seen(actual, value)
        if seen == value:
            return seen
        refuse_blanks_at_ends(kind, {field.option: value})
        if field.option == kind.name_option:
            check_new_name(self._run, kind, self._wanted, of=kind.uuid_of(self._row))
        if field.life.anew:
            return seen
        if field.life.fixed or not (kind.modify_route or field.switch):
            now, then = [MASK if field.secret else masked(field, side) for side in (actual, value)]
            raise InputError(
                f"'{field.option}' of the {kind.title} '{kind.label_of(self._row)}' is {now!r} and cannot be "
                f"changed to {then!r}: the API fixes it at creation. "
                "Delete and recreate the object, or leave the option as it is."
            )
        return seen
