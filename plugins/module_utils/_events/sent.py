# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events, and comments, that this machine has just written. The service shows an event to queries only after a while;
until then nothing but this file tells that it is there.

Processes of one user on one machine share the file, one for each endpoint and key. It holds hashes and times only.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import time
import typing as t

from .._api.locks import held
from .._api.state import append, journal
from .._engine.errors import EngineError

#: Seconds after which a query tells what was written. The vendor names no figure: a generous guess.
SHOWN_AFTER = 300
# Hash of the key, Unix seconds, whether the event says that something is open.
_ENTRY = struct.Struct(">8sd?")
_LOOK_AGAIN = 0.05


class Sent(t.NamedTuple):
    """at: Unix seconds. is_open: what the event left behind."""

    at: float
    is_open: bool


class SentEvents:
    """What was written with one endpoint and key. Where the file cannot be used, nothing is known."""

    def __init__(self, fingerprint: str) -> None:
        self._name = f"events-{fingerprint}"

    def last(self, key: str, now: float, within: float | None = None) -> Sent | None:
        """What was last written for the key, if that was within so many seconds; by default just now."""
        within = SHOWN_AFTER if within is None else within
        with journal(self._name) as descriptor:
            if descriptor is None:
                return None
            size = os.fstat(descriptor).st_size // _ENTRY.size * _ENTRY.size
            wanted, found = _hash(key), None
            for entry, at, is_open in _ENTRY.iter_unpack(os.pread(descriptor, size, 0)):
                if entry == wanted and abs(now - at) <= within:
                    found = Sent(at, is_open)
            return found
        return None

    def note(self, key: str, now: float, is_open: bool) -> None:
        """Write down that an event was written for the key."""
        with journal(self._name) as descriptor:
            if descriptor is None:
                return
            append(descriptor, _ENTRY.pack(_hash(key), now, is_open), _ENTRY.size)


@contextlib.contextmanager
def sole_writer(run, key: str) -> t.Iterator[None]:
    """Nobody else on this machine looks for, or writes, what has this key meanwhile."""

    def wait() -> None:
        if run.client.remaining() <= _LOOK_AGAIN:
            raise EngineError(
                f"Another task on this machine is writing '{key}' and was not done within total_timeout; nothing was "
                "written. Run the task again."
            )
        run.tell(f"waiting for another task that writes '{key}'")
        time.sleep(_LOOK_AGAIN)

    with held(f"telling-{run.client.fingerprint}", [key], wait):
        yield


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="replace")).digest()[:8]
