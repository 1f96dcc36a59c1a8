# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked for and comes to be once somebody else acts, as a person does who was invited: no answer tells that it
was asked for, and to ask again would mail again.

Per endpoint and key a private file with a digest of each key and the time of asking. Where it cannot be kept, nothing
is known of earlier tasks.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import typing as t

from .._api.state import default_directory, open_private

_ENTRY = struct.Struct(">16sd")
#: Bytes after which the file begins anew.
_LARGEST = 1 << 20


class Asked:
    """What was asked for by any process of this user with the same endpoint and key."""

    def __init__(self, fingerprint: str) -> None:
        self._name = f"asked-{fingerprint}"

    def at(self, key: str) -> float | None:
        """When it was asked for last, in Unix seconds; None when it was not."""
        found = None
        with self._opened() as descriptor:
            content = os.pread(descriptor, _LARGEST + _ENTRY.size, 0) if descriptor is not None else b""
            whole = len(content) - len(content) % _ENTRY.size
            for digest, at in _ENTRY.iter_unpack(content[:whole]):
                found = at if digest == _digest(key) else found
        return found

    def note(self, key: str, now: float) -> bool:
        """Write down that it is asked for; whether that can be read again."""
        with self._opened() as descriptor:
            if descriptor is None:
                return False
            size = os.lseek(descriptor, 0, os.SEEK_END)
            if size > _LARGEST or size % _ENTRY.size:  # cut off when the disk was full
                os.ftruncate(descriptor, 0)
            return os.write(descriptor, _ENTRY.pack(_digest(key), now)) == _ENTRY.size
        return False

    @contextlib.contextmanager
    def _opened(self) -> t.Iterator[int | None]:
        directory = default_directory()
        descriptor = None
        with contextlib.suppress(OSError):
            descriptor = open_private(directory, self._name, os.O_APPEND) if directory else None
        try:
            with contextlib.suppress(OSError):
                yield descriptor
        finally:
            if descriptor is not None:
                os.close(descriptor)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="replace")).digest()[:16]
