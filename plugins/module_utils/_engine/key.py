# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tells one object of a kind from another."""

from __future__ import annotations

import hashlib
import typing as t


class Chosen(t.NamedTuple):
    """The caller gives the uuid: ``prefix`` and 32 characters that follow from the value of ``option``, or without a
    prefix this value itself. Create takes it as ``parameter``.

    Answers tell the option, too; an object that was made without it has a uuid of the server. Where a modify can give
    the object another uuid, ``former`` is an option that holds the earlier value: an object that still has it is meant.
    """

    option: str
    prefix: str | None
    parameter: str
    former: str = ""

    def uuid(self, value: str) -> str:
        """The uuid that follows from a value of the option."""
        return value if self.prefix is None else self.prefix + hashlib.sha256(value.encode()).hexdigest()[:32]

    def is_chosen(self, uuid: str) -> bool:
        """Whether somebody has chosen the uuid, rather than the server."""
        return self.prefix is None or uuid.startswith(self.prefix)


class Key(t.NamedTuple):
    """The identity of a kind's objects.

    options: those whose values together are there once, for example ``("source", "name")``; the last one is the name
        that people say. None where there is one object in each workspace: what lists it then answers just this one.
    fold: the case of letters in a name means nothing, as in e-mail addresses.
    aliases: what people call an object by as well: other options, or functions of the row for other forms of its name.
    uuid: where rows have the uuid; the first of these keys that is filled counts.
    chosen: how the caller chooses the uuid, if the API lets it.
    complete: rows of objects of an older form lack the name, and are read alone.
    known: a new object can be found and referred to at once. If not, create merely asks for it, and it comes to be once
        somebody else acts, as a person does who was invited.
    address: parameter of the routes -> option, where these name an object by its options instead of its uuid.
    """

    options: tuple[str, ...] = ("name",)
    fold: bool = False
    aliases: tuple[str | t.Callable[[dict], t.Any], ...] = ()
    uuid: tuple[str, ...] = ("uuid",)
    chosen: Chosen | None = None
    complete: bool = False
    known: bool = True
    address: t.Mapping[str, str] = {}
