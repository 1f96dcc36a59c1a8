# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has been listed already: each kind once per loop, kept true through our own writes.

Requests are the scarce thing (20 a minute per key), so the list of a kind is read at most once for all items of a loop.
A single object that can be addressed directly costs no list; the second one of the same kind shows that a loop is
running, and the list is read.
"""

from __future__ import annotations

import contextlib
import threading
import typing as t

from .._api.errors import NotAnApiAnswerError
from .._api.operations import OPERATIONS
from .errors import ODD
from .journal import Journal
from .rows import laid_over, without


class _List:
    """One kind as it was listed.

    rows: by uuid, as the list route gave them and our own writes changed them. mark: the place in the journal from
    before it was read. pages: on how many pages it came. is_doubtful: whether a fault may have made it empty.
    """

    def __init__(self, rows: dict[str, dict], mark: int, pages: int, is_doubtful: bool) -> None:
        self.rows = rows
        self.mark = mark
        self.pages = pages
        self.is_doubtful = is_doubtful
        self.searches = 0


class Memory:
    """The rows of each kind of one workspace.

    on_write: called after our own writes, for what else was listed of the workspace.
    """

    def __init__(self, client, on_write: t.Callable[[], None] = lambda: None) -> None:
        self.client = client
        self.on_write = on_write
        self.journal = Journal(client.fingerprint)
        #: The keys of the objects that were made with this memory.
        self._made: set[str] = set()
        self._lists: dict[str, _List] = {}
        #: Kind to the marks of some of its lists to their rows, where nothing asked for the others.
        self._parts: dict[str, dict[tuple, list[dict]]] = {}
        #: Kind to text in lower case to the uuids of the objects that are, or were, called so.
        self._called: dict[str, dict[str, list[str]]] = {}
        self._singles: dict[str, int] = {}
        self._reading: dict[str, threading.RLock] = {}
        #: The name of every object listed or written so far, by uuid; its whole key, where a name alone is not one.
        self.names: dict[str, str] = {}
        #: The workspace's uuid, once a row has told it.
        self.workspace: str | None = None

    def rows(self, kind) -> list[dict]:
        """All rows of the kind, listed on the first call, by one of the threads that ask."""
        return list(self._listed(kind).rows.values())

    def sure_rows(self, kind, marks: t.Mapping[str, t.Any] | None = None) -> list[dict]:
        """All rows of the kind, or at least those of the lists with these marks, for a decision to write: an empty list
        that does not say that it is empty is read once more."""
        if marks and not self.is_listed(kind):
            return self._part(kind, marks)
        if self._listed(kind).is_doubtful:
            self.refresh(kind)
        return self.rows(kind)

    def _part(self, kind, marks: t.Mapping[str, t.Any]) -> list[dict]:
        with self.one_reader(kind):
            known = self._parts.setdefault(kind.name, {})
            place = tuple(sorted(marks.items()))
            if place not in known:
                parts = kind.lists(self.client, marks=marks)
                if any(part.is_doubtful for part in parts):
                    parts = kind.lists(self.client, marks=marks)
                rows = self._by_uuid(kind, [row for part in parts for row in part.items])
                known[place] = list(rows.values())
            return known[place]

    def called(self, kind, name: str) -> list[dict]:
        """The rows of the objects that people call by the name; lists the kind as ``rows`` does."""
        listed = self._listed(kind).rows
        candidates = [listed[uuid] for uuid in self._called[kind.name].get(name.lower(), ()) if uuid in listed]
        return [row for row in candidates if kind.is_called(row, name)]

    def _listed(self, kind) -> _List:
        with self.one_reader(kind):
            if kind.name not in self._lists:
                self._read(kind)
            return self._lists[kind.name]

    def _read(self, kind) -> None:
        self._parts.pop(kind.name, None)
        mark = self.journal.mark()
        parts = kind.lists(self.client)
        rows = [row for part in parts for row in part.items]
        self._lists[kind.name] = _List(
            self._by_uuid(kind, rows),
            mark,
            max(part.pages for part in parts),
            any(part.is_doubtful for part in parts),
        )
        self._called.setdefault(kind.name, {})
        for uuid, row in self._lists[kind.name].rows.items():
            self._note(kind, uuid, row)

    @staticmethod
    def _by_uuid(kind, rows: list) -> dict[str, dict]:
        for row in rows:
            uuid = kind.uuid_of(row) if isinstance(row, dict) else None
            if not uuid or not isinstance(uuid, str):
                operation = OPERATIONS[kind.list_operation]
                raise NotAnApiAnswerError(
                    f"the list of {kind.plural} holds something that has no uuid",
                    route=f"{operation.method} {operation.path}",
                )
        return {kind.uuid_of(row): without(row, kind.dropped_keys) for row in rows}

    def one_reader(self, kind) -> threading.RLock:
        """Held by the thread that reads for the others, too."""
        return self._reading.setdefault(kind.name, threading.RLock())

    def _note(self, kind, uuid: str, row: dict) -> None:
        self.workspace = self.workspace or row.get("workspaceUUID")
        self.names[uuid] = kind.label_of(row)
        called: set[str] = set()
        with contextlib.suppress(*ODD):  # an odd object has no name; it is told when something is wanted of it
            called = {text.lower() for text in kind.called(row)}
        for text in called:
            uuids = self._called.setdefault(kind.name, {}).setdefault(text, [])
            if uuid not in uuids:
                uuids.append(uuid)

    def row(self, kind, uuid: str) -> dict | None:
        """The row of one object when the kind has been listed and holds it."""
        return self._lists[kind.name].rows.get(uuid) if kind.name in self._lists else None

    def is_listed(self, kind, marks: t.Mapping[str, t.Any] | None = None) -> bool:
        """Whether the kind, or its lists with these marks, have been read."""
        place = tuple(sorted((marks or {}).items()))
        return kind.name in self._lists or place in self._parts.get(kind.name, ())

    def listed(self, kind) -> list[dict]:
        """The rows of the kind as far as it has been listed; asks nothing."""
        return self.rows(kind) if self.is_listed(kind) else []

    def prefers_list(self, kind) -> bool:
        """Whether a lookup by uuid should use the list: it is there already, or this is not the first such lookup."""
        self._singles[kind.name] = self._singles.get(kind.name, 0) + 1
        return kind.name in self._lists or self._singles[kind.name] > 1

    def put(self, kind, uuid: str, row: dict) -> None:
        """Note what a write made of an object."""
        self._parts.pop(kind.name, None)
        self._note(kind, uuid, row)
        if kind.name in self._lists:
            self._lists[kind.name].rows[uuid] = without(row, kind.content_keys + kind.dropped_keys)

    def drop(self, kind, uuid: str) -> None:
        """Note that an object is gone."""
        self._parts.pop(kind.name, None)
        if kind.name in self._lists:
            self._lists[kind.name].rows.pop(uuid, None)

    def forget(self, kind=None) -> None:
        """List the kind, or all of them, anew at the next question."""
        for name in [kind.name] if kind else [*self._lists, *self._parts]:
            self._lists.pop(name, None)
            self._parts.pop(name, None)

    # -- when the list is not enough ---------------------------------------------------------------

    def refresh(self, kind) -> None:
        """List the kind anew. What single reads told of an object stays while the object has not changed since."""
        with self.one_reader(kind):
            known = self._lists[kind.name].rows if kind.name in self._lists else {}
            self._read(kind)
            rows = self._lists[kind.name].rows
            for uuid, row in rows.items():
                old = known.get(uuid)
                if old is not None and row.get("updateAt") is not None and old.get("updateAt") == row["updateAt"]:
                    rows[uuid] = laid_over(kind, old, row)

    def note_made(self, keys: t.Collection[str]) -> None:
        """Tell other processes that an object of these keys was made."""
        self._made.update(keys)
        self.journal.note(keys)

    def relists_if_made(self, kind, keys: t.Iterable[str]) -> bool:
        """Whether another process made an object of one of these keys after the list was read; then it is read anew."""
        foreign = set(keys) - self._made
        if not (foreign and self.is_listed(kind) and self.journal.tells(self._lists[kind.name].mark, foreign)):
            return False
        self.refresh(kind)
        return True

    def doubts(self, kind, name: str, keys: t.Iterable[str], surely: bool) -> bool:
        """Whether an object that the list does not hold may be there by now; then it was looked for once more.

        The list is in doubt when another process made an object of one of these keys after it was read (``surely``
        when that is known anyway), when a fault may have made it empty, and when it came on several pages: while one
        object goes and another one comes, a row can move over the border of two pages unseen.
        """
        listed = self._listed(kind)
        if surely or listed.is_doubtful or self.journal.tells(listed.mark, keys):
            self.refresh(kind)
            return True
        if listed.pages < 2 or not name:
            return False
        listed.searches += 1
        if listed.searches >= listed.pages:  # reading all of it costs no more, and serves all that are still to come
            self.refresh(kind)
            self._lists[kind.name].pages = 1
            return True
        found = [row for part in kind.lists(self.client, {kind.search_parameter: name}) for row in part.items]
        news = {uuid: row for uuid, row in self._by_uuid(kind, found).items() if uuid not in listed.rows}
        listed.rows.update(news)
        for uuid, row in news.items():
            self._note(kind, uuid, row)
        return bool(news)
