# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was created by any process of this user with one endpoint and key: in it, a process sees whether its list is
older than an object of a name."""

from __future__ import annotations

import hashlib
import os
import typing as t

from .._api.state import append, default_directory, journal

#: Bytes of one entry, the beginning of a digest.
ENTRY = 8


class Journal:
    """What was created by any process of this user with the same endpoint and key, in order.

    Where its file cannot be used, nothing is known of other processes.
    """

    def __init__(self, fingerprint: str) -> None:
        self._name = f"created-{fingerprint}"

    def mark(self) -> int:
        """The place in the journal that stands for now."""
        directory = default_directory()
        try:
            return os.stat(os.path.join(directory, self._name)).st_size if directory else 0
        except OSError:
            return 0

    def tells(self, mark: int, keys: t.Iterable[str]) -> bool:
        """Whether an object of one of these keys was created since the mark."""
        with journal(self._name) as descriptor:
            if descriptor is None:
                return False
            size = os.fstat(descriptor).st_size
            if size < mark:  # begun anew meanwhile
                return True
            news = os.pread(descriptor, size - mark, mark)
            entries = {news[place : place + ENTRY] for place in range(0, len(news), ENTRY)}
            return bool(entries & set(map(_entry, keys)))
        return False

    def note(self, keys: t.Iterable[str]) -> None:
        """Write down that an object of these keys was created."""
        with journal(self._name) as descriptor:
            if descriptor is None:
                return
            append(descriptor, b"".join(map(_entry, keys)), ENTRY)


def _entry(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="replace")).digest()[:ENTRY]
