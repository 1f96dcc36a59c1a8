# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A memory of what was last seen of a workspace, so that an unchanged object costs no request of its own.

Per workspace a private file with, for each uuid, the server's ``updateAt`` and a digest of the wanted content that was
last found equal. It holds no content. A file that is missing, old or damaged only means that everything is read once
more.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
import typing as t

from .._api.state import default_directory, make_private, open_private

#: Changes when what is compared does, so that old digests count no more.
_FORMAT = 1


class Seen:
    """What was last seen. ``trust``: whether a row whose ``updateAt`` stands here counts as unchanged."""

    def __init__(self, fingerprint: str, trust: bool) -> None:
        self._name = f"seen-{fingerprint}"
        self._trust = trust
        self._lock = threading.Lock()
        self._entries: dict[str, list[t.Any]] = _load(self._name)

    def unchanged(self, kind, row: dict, wanted: dict) -> bool:
        """Whether the object is known to hold what is wanted: neither side has changed since the two were found
        equal."""
        return (
            self._trust
            and self._entries.get(kind.uuid_of(row)) == [_stamp(row), _digest(wanted)]
            and _stamp(row) is not None
        )

    def note(self, kind, row: dict, wanted: dict) -> None:
        """Note that the object, as this row has it, holds what is wanted."""
        if _stamp(row) is not None:
            with self._lock:
                self._entries[kind.uuid_of(row)] = [_stamp(row), _digest(wanted)]

    def save(self) -> None:
        """Write the memory; a directory that cannot be written costs the memory, never the task."""
        directory = default_directory()
        if directory is None:
            return
        try:
            make_private(directory)
            descriptor, path = tempfile.mkstemp(prefix=self._name, dir=directory)
        except OSError:
            return
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, "entries": self._entries}, file)
            os.replace(path, os.path.join(directory, self._name))
        except OSError:
            os.unlink(path)


def _load(name: str) -> dict[str, list[t.Any]]:
    directory = default_directory()
    if directory is None:
        return {}
    try:
        with os.fdopen(open_private(directory, name), encoding="utf-8") as file:
            content = json.load(file)
        entries = content["entries"] if content["format"] == _FORMAT else {}
        return {str(uuid): [int(stamp), str(digest)] for uuid, (stamp, digest) in entries.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        return {}


def _stamp(row: dict) -> int | None:
    """The server's time of the last change, whole seconds: some answers carry fractions, lists do not. -1 means never
    since creation."""
    stamp = row.get("updateAt")
    if isinstance(stamp, bool) or not isinstance(stamp, (int, float)):
        return None
    return int(stamp)


def _digest(wanted: dict) -> str:
    return hashlib.sha256(json.dumps(wanted, sort_keys=True, default=str).encode()).hexdigest()
