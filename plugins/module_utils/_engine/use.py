# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who refers to an object, and what it costs to find out: a deletion asks first."""

from __future__ import annotations

import typing as t

from .._api.errors import NotFoundError
from .references import mentions
from .values import MISSING, texts

#: The most lists that the question costs for one object, of which a kind may have several. Those that the run has
#: listed already cost nothing.
MOST_LISTS = 3


class Use(t.NamedTuple):
    """Objects of other kinds that may refer to an object.

    kinds: one kind, or several that ``ask`` tells of. option: where they refer to it.
    by: what they call it by, ``uuid`` or ``name``.
    ask: a function (run, kind, uuid) -> the uuids of the objects that refer to it, where its own answers tell that.
    told: whether any answer tells it. If not, the task says so.
    listed: the marks of the only lists in which objects can refer to it, where the kind has others too.
    """

    kinds: str | tuple[str, ...]
    option: str = ""
    by: str = "uuid"
    ask: t.Callable[[t.Any, t.Any, str], t.Iterable[str]] | None = None
    told: bool = True
    listed: t.Mapping[str, t.Any] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the kinds."""
        return (self.kinds,) if isinstance(self.kinds, str) else self.kinds


def uuids_told(key: str) -> t.Callable[[t.Any, t.Any, str], list[str]]:
    """A Use's ``ask`` where the row of an object lists its users under a key; an empty uuid for one that it does not
    name."""

    def ask(run, kind, uuid: str) -> list[str]:
        told = (run.memory.row(kind, uuid) or {}).get(key) or []
        return [one.get("uuid") or "" if isinstance(one, dict) else "" for one in told]

    return ask


def users_of(run, kind, uuid: str, gone: t.Container[str] = (), lists: int | None = MOST_LISTS) -> list[str]:
    """The objects that refer to this one, in words, those with a uuid in ``gone`` apart. Warns of kinds whose use
    cannot be told, or was not asked for, since that would have cost more than so many lists (None: no limit)."""
    question = _Question(run, kind, uuid, gone, lists)
    for use in sorted(kind.uses, key=lambda use: not question.is_free(use)):
        if use.ask:
            question.ask_itself(use)
        elif not use.told or not question.may_list(use.names[0], use.listed):
            question.untold += use.names
        else:
            question.look(use)
    if question.untold and not question.users:
        kinds = " or ".join(run.kinds[name].plural for name in dict.fromkeys(question.untold))
        label = kind.label_of(run.memory.row(kind, uuid) or {}) or uuid
        run.warn(f"Whether {kinds} use the {kind.title} '{label}' was not asked, or cannot be told.")
    return list(dict.fromkeys(question.users))


class _Question:
    """One object, and what was found out so far."""

    def __init__(self, run, kind, uuid: str, gone: t.Container[str], lists: int | None) -> None:
        self._run, self._kind, self._uuid, self._gone, self._lists = run, kind, uuid, gone, lists
        self.users: list[str] = []
        self.untold: list[str] = []

    def is_free(self, use: Use) -> bool:
        return not use.ask and all(self._run.memory.is_listed(self._run.kinds[name], use.listed) for name in use.names)

    def may_list(self, name: str, listed: t.Mapping[str, t.Any] | None = None) -> bool:
        """Whether the lists of a kind are there, or may still be asked for; counts them then."""
        kind = self._run.kinds[name]
        if self._run.memory.is_listed(kind, listed) or self._lists is None:
            return True
        if self._lists <= 0:
            return False
        self._lists -= len(kind.listings_of(listed))  # the last kind may have more lists than are left
        return True

    def look(self, use: Use) -> None:
        """Look for users in the list of a kind."""
        kind = self._run.kinds[use.names[0]]
        name = self._kind.name_of(self._run.memory.row(self._kind, self._uuid) or {}) if use.by == "name" else ""
        for row in self._run.memory.sure_rows(kind, use.listed):
            value = kind.field(use.option).actual(row)
            if value is MISSING and kind.name not in self.untold:  # the list does not tell it
                self.untold.append(kind.name)
            is_user = (bool(name) and name in texts(value)) if use.by == "name" else mentions(value, self._uuid)
            if is_user and kind.uuid_of(row) not in self._gone:
                self.users.append(f"{kind.title} '{kind.label_of(row)}'")

    def ask_itself(self, use: Use) -> None:
        """Let the object's own answer tell its users. Their lists give the names, as far as they may be asked for."""
        try:
            asked = use.ask(self._run, self._kind, self._uuid)
        except NotFoundError:  # deleted since it was listed
            return
        left = {uuid for uuid in asked if uuid not in self._gone}
        for name in use.names:
            if not left or not self.may_list(name):
                continue
            kind = self._run.kinds[name]
            found = [row for row in self._run.memory.rows(kind) if kind.uuid_of(row) in left]
            self.users += [f"{kind.title} '{kind.name_of(row)}'" for row in found]
            left -= {kind.uuid_of(row) for row in found}
        self.users += sorted(left)
