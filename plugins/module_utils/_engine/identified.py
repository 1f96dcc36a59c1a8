# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling objects of a kind apart, by its key."""

from __future__ import annotations

import contextlib
import typing as t

from .errors import ODD
from .field import MISSING, Field
from .key import Key


class Identified:
    """The part of a kind that knows which of its objects is which."""

    #: What tells one object from another.
    key: Key = Key()

    def field(self, option: str) -> Field:
        """The field of an option."""
        raise NotImplementedError

    #: The word of the kind.
    name: str = ""

    @property
    def only_name(self) -> str:
        """What the only object of a workspace is called; empty where there can be several."""
        return "" if self.key.options else self.name

    @property
    def name_option(self) -> str:
        """The option that holds what people use as the object's name; empty where there is one object only."""
        return self.key.options[-1] if self.key.options else ""

    def name_in(self, options: t.Mapping[str, t.Any]) -> t.Any:
        """The name among the options. The only object of a workspace is called like its kind."""
        return options.get(self.name_option) or self.only_name or None

    @property
    def identity(self) -> tuple[str, ...]:
        """The options that people know an object by."""
        chosen = (self.key.chosen.option,) if self.key.chosen else ()
        return tuple(
            dict.fromkeys((*self.key.options, *chosen, *(one for one in self.key.aliases if isinstance(one, str))))
        )

    def uuid_of(self, row: dict) -> str:
        """The uuid in a row or an answer."""
        return next((row[key] for key in self.key.uuid if row.get(key)), "")

    def address_of(self, row: dict) -> dict[str, str]:
        """What routes name the object by instead of its uuid: their parameters."""
        return {parameter: self._text(row, option) for parameter, option in self.key.address.items()}

    def name_of(self, row: dict) -> str:
        """The name in a row or an answer; empty when it tells none that can be understood."""
        return self.only_name or self._text(row, self.name_option)

    def label_of(self, row: dict) -> str:
        """The key in a row or an answer, as ``label`` has it."""
        return self.label({option: self._text(row, option) for option in self.key.options})

    def label(self, values: t.Mapping[str, t.Any]) -> str:
        """The key among the options as one text: the name, behind what else belongs to the key
        (``logging/shop-nginx``)."""
        return "/".join(str(values[option]) for option in self.key.options if values.get(option)) or self.only_name

    def _text(self, row: dict, option: str) -> str:
        value = None
        with contextlib.suppress(*ODD):
            value = self.field(option).actual(row)
        return value if isinstance(value, str) else ""

    def called(self, row: dict) -> t.Iterable[str]:
        """The texts that people call the object by."""
        aliases = [self._text(row, alias) if isinstance(alias, str) else alias(row) for alias in self.key.aliases]
        texts_of = (self.name_of(row), self.label_of(row), *aliases)
        return [text for text in dict.fromkeys(texts_of) if text and isinstance(text, str)]

    def is_called(self, row: dict, name: str) -> bool:
        """Whether people mean this object by the name, which is one of these texts but for the case of letters."""
        return name in self.called(row) or self.is_named(row, name)

    def is_named(self, row: dict, name: str) -> bool:
        """Whether this is the very name of the object, or a form of it, and not another property that it is called by
        as well."""
        own = self.name_of(row)
        forms = [own, *(alias(row) for alias in self.key.aliases if callable(alias))]
        return name in forms or (self.key.fold and name.lower() == own.lower())

    def chosen_uuid(self, params: dict) -> str | None:
        """The uuid that follows from the options alone, for kinds whose uuids the caller may choose."""
        chosen = self.key.chosen
        return chosen.uuid(params[chosen.option]) if chosen and params.get(chosen.option) else None

    def is_identified(self, row: dict, params: dict) -> bool:
        """Whether the row carries the caller-chosen identifier of the options, or the one that it had before."""
        chosen = self.key.chosen
        return self._text(row, chosen.option) in (params[chosen.option], params.get(chosen.former) or None)

    def has_key(self, row: dict, values: t.Mapping[str, t.Any]) -> bool:
        """Whether a row of the wanted name fits the rest of the key, as far as both sides tell it."""
        for option in self.key.options[:-1]:
            actual, wanted = self.field(option).actual(row), values.get(option)
            if wanted is not None and actual is not MISSING and actual != self.field(option).rule.canonical(wanted):
                return False
        return True

    def meant(self, rows: list[dict], params: dict) -> list[dict]:
        """Those of the rows that people call by the wanted name which the options can mean: what merely has that name
        for an alias is another object, and what has an identity of its own is not taken over by another one."""
        chosen, name = self.key.chosen, params.get(self.name_option)
        rows = [row for row in rows if not name or self.is_named(row, name)]
        if chosen and params.get(chosen.option):
            rows = [
                row for row in rows if not self._text(row, chosen.option) and not chosen.is_chosen(self.uuid_of(row))
            ]
        return [row for row in rows if self.has_key(row, params)]
