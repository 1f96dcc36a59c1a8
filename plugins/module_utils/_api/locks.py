# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Locks between the processes of one user on one machine.

A lock ends with the process that holds it. Where there is no place for its file, or the file system has no locks, the
work goes ahead without: a lock is never worth failing a task.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import zlib
from collections.abc import Iterable, Iterator
from typing import Callable

from .state import default_directory, open_private

_TAKEN = (errno.EAGAIN, errno.EACCES)


@contextlib.contextmanager
def held(name: str, keys: Iterable[str], wait: Callable[[], None]) -> Iterator[None]:
    """Hold the locks of these keys in the file ``name`` of the state directory.

    While another process holds one of them, ``wait`` is called again and again; it sleeps, and may raise to give up.
    Different keys do not wait for each other. The file must not be opened elsewhere in the process meanwhile, which
    would end the locks.
    """
    descriptor = _opened(name)
    try:
        if descriptor is not None:
            # One byte for each key, always in the same order, so that nobody waits in a circle.
            for place in sorted({zlib.crc32(key.encode(errors="replace")) for key in keys}):
                while not _locked(descriptor, place):
                    wait()
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _opened(name: str) -> int | None:
    directory = default_directory()
    try:
        return open_private(directory, name) if directory else None
    except OSError:
        return None


def _locked(descriptor: int, place: int) -> bool:
    """False while another process has the lock."""
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
    except OSError as exc:
        return exc.errno not in _TAKEN
    return True
