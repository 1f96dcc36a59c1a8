# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked for and comes to be once somebody else acts, as a person does who was invited: no answer tells that it
was asked for, and to ask again would mail again.

Per endpoint and key a private file with a digest of each key and the time of asking. Where it cannot be kept, nothing
is known of earlier tasks.
"""

from __future__ import annotations

import hashlib
import os
import struct

from .._api.state import LARGEST_JOURNAL, append, journal

_ENTRY = struct.Struct(">16sd")


class Asked:
    """What was asked for by any process of this user with the same endpoint and key."""

    def __init__(self, fingerprint: str) -> None:
        self._name = f"asked-{fingerprint}"

    def at(self, key: str) -> float | None:
        """When it was asked for last, in Unix seconds; None when it was not."""
        found = None
        with journal(self._name) as descriptor:
            content = os.pread(descriptor, LARGEST_JOURNAL + _ENTRY.size, 0) if descriptor is not None else b""
            whole = len(content) - len(content) % _ENTRY.size
            for digest, at in _ENTRY.iter_unpack(content[:whole]):
                found = at if digest == _digest(key) else found
        return found

    def note(self, key: str, now: float) -> bool:
        """Write down that it is asked for; whether that can be read again."""
        with journal(self._name) as descriptor:
            if descriptor is None:
                return False
            return append(descriptor, _ENTRY.pack(_digest(key), now), _ENTRY.size)
        return False


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="replace")).digest()[:16]
