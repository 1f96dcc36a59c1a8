# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has been listed already: each kind once per loop, kept true through our own writes.

Requests are the scarce thing (20 a minute per key), so the list of a kind is read at most once for all items of a loop.
A single object that can be addressed directly costs no list; the second one of the same kind shows that a loop is
running, and the list is read.
"""

from __future__ import annotations

import threading


class Memory:
    """The rows of each kind, by uuid, as the list route gave them and our own writes changed them."""

    def __init__(self, client) -> None:
        self.client = client
        self._rows: dict[str, dict[str, dict]] = {}
        #: Kind to text in lower case to the uuids of the objects that are, or were, called so.
        self._called: dict[str, dict[str, list[str]]] = {}
        self._singles: dict[str, int] = {}
        self._reading: dict[str, threading.RLock] = {}
        #: The name of every object listed or written so far, by uuid.
        self.names: dict[str, str] = {}

    def rows(self, kind) -> list[dict]:
        """All rows of the kind, listed on the first call, by one of the threads that ask."""
        return list(self._listed(kind).values())

    def called(self, kind, name: str) -> list[dict]:
        """The rows of the objects that people call by the name; lists the kind as ``rows`` does."""
        listed = self._listed(kind)
        candidates = [listed[uuid] for uuid in self._called[kind.name].get(name.lower(), ()) if uuid in listed]
        return [row for row in candidates if kind.is_called(row, name)]

    def _listed(self, kind) -> dict[str, dict]:
        with self.one_reader(kind):
            if kind.name not in self._rows:
                rows = {kind.uuid_of(row): row for row in kind.rows(self.client)}
                self._called[kind.name] = {}
                for uuid, row in rows.items():
                    self._note_names(kind, uuid, row)
                self._rows[kind.name] = rows
            return self._rows[kind.name]

    def one_reader(self, kind) -> threading.RLock:
        """Held by the thread that reads for the others, too."""
        return self._reading.setdefault(kind.name, threading.RLock())

    def _note_names(self, kind, uuid: str, row: dict) -> None:
        self.names[uuid] = kind.name_of(row)
        for text in {text.lower() for text in kind.called(row)}:
            uuids = self._called.setdefault(kind.name, {}).setdefault(text, [])
            if uuid not in uuids:
                uuids.append(uuid)

    def row(self, kind, uuid: str) -> dict | None:
        """The row of one object when the kind has been listed and holds it."""
        return self._rows.get(kind.name, {}).get(uuid)

    def is_listed(self, kind) -> bool:
        """Whether the kind has been listed."""
        return kind.name in self._rows

    def prefers_list(self, kind) -> bool:
        """Whether a lookup by uuid should use the list: it is there already, or this is not the first such lookup."""
        self._singles[kind.name] = self._singles.get(kind.name, 0) + 1
        return kind.name in self._rows or self._singles[kind.name] > 1

    def put(self, kind, uuid: str, row: dict) -> None:
        """Note what a write made of an object."""
        self._note_names(kind, uuid, row)
        if kind.name in self._rows:
            self._rows[kind.name][uuid] = {key: value for key, value in row.items() if key not in kind.content_keys}

    def drop(self, kind, uuid: str) -> None:
        """Note that an object is gone."""
        self._rows.get(kind.name, {}).pop(uuid, None)

    def forget(self, kind) -> None:
        """List the kind anew at the next question, for example after a write of unknown outcome."""
        self._rows.pop(kind.name, None)
