# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Small private files that outlive a process, for what several processes of one user have to share."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from typing import Callable

#: Bytes after which a journal begins anew: more entries than any task outlives.
LARGEST_JOURNAL = 1 << 20


def default_directory() -> str | None:
    """Where the files are: TRUEWATCH_STATE_DIR, else truewatch-openapi in the user's cache directory.

    None for a user without a home.
    """
    chosen = os.environ.get("TRUEWATCH_STATE_DIR")
    if chosen:
        # What sets environments without a shell leaves a ~ as it is.
        return os.path.expanduser(chosen)
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(cache, "truewatch-openapi") if os.path.isabs(cache) else None


def open_private(directory: str, name: str, flags: int = 0) -> int:
    """A descriptor of the file, which nobody else can have prepared or can read; ``flags`` are added to those of
    os.open. Raises OSError."""
    make_private(directory)
    flags |= os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    descriptor = os.open(os.path.join(directory, name), flags, 0o600)
    try:
        _check_owner(os.fstat(descriptor), stat.S_ISREG, 0o077)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


@contextlib.contextmanager
def journal(name: str) -> Iterator[int | None]:
    """A descriptor of the file in the default directory, to read and to append to; None where it cannot be used. An
    OSError while it is open ends the block, and nothing else."""
    directory = default_directory()
    descriptor = None
    with contextlib.suppress(OSError):
        descriptor = open_private(directory, name, os.O_APPEND) if directory else None
    try:
        with contextlib.suppress(OSError):
            yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def append(descriptor: int, entries: bytes, width: int) -> bool:
    """Add entries of ``width`` bytes each to a journal, which begins anew when it is large, or was cut off within an
    entry when the disk was full. Returns whether all of them are written."""
    size = os.lseek(descriptor, 0, os.SEEK_END)
    if size > LARGEST_JOURNAL or size % width:
        os.ftruncate(descriptor, 0)
    return os.write(descriptor, entries) == len(entries)


def make_private(directory: str) -> None:
    """Make the directory where it does not exist. Raises OSError when somebody else can write to it."""
    os.makedirs(directory, mode=0o700, exist_ok=True)
    _check_owner(os.lstat(directory), stat.S_ISDIR, 0o022)


def _check_owner(status: os.stat_result, is_kind: Callable[[int], bool], forbidden_mode: int) -> None:
    if not is_kind(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & forbidden_mode:
        raise PermissionError("not a private file or directory of this user")
