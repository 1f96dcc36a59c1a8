# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that a task writes: each as a whole, or not at all, with the permissions asked for."""

from __future__ import annotations

import os
import stat
import typing as t
import uuid as uuids

from ._engine.errors import EngineError, InputError


def mode_of(given: t.Any) -> int | None:
    """The permissions that the option ``mode`` gives; None leaves them to the umask."""
    if given is None:
        return None
    try:
        mode = given if isinstance(given, int) else int(str(given), 8)
    except ValueError:
        mode = -1
    if isinstance(given, bool) or not 0 <= mode <= 0o777 or mode & 0o600 != 0o600:
        raise InputError(
            f"'mode' is {given!r}: give the permissions of the files as an octal number in quotes, such as \"0640\", "
            "with which the owner can read and write."
        )
    return mode


def destination(dest: str) -> str:
    """The whole path of the one file that the option ``dest`` names; InputError when it cannot be written."""
    if "\0" in dest:
        raise InputError("'dest' holds a null character: give the path of the file.")
    path = os.path.abspath(os.path.expanduser(dest))
    if os.path.isdir(path) or dest.endswith("/"):
        raise InputError(f"'{dest}' is a folder: give the path of the file.")
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        raise InputError(f"The folder '{folder}' of 'dest' does not exist: make it first.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"The folder '{folder}' of 'dest' cannot be written to.")
    return path


def kept(path: str, data: bytes, mode: int | None, check_mode: bool) -> str:
    """Write the file where it differs, and not in check mode; returns what becomes of it. Raises EngineError."""
    try:
        state = state_of(path, data, mode)
        if state != "unchanged" and not check_mode:
            write(path, data, mode)
    except OSError as error:
        raise EngineError(f"'{path}' cannot be written: {error.strerror}.") from None
    return state


def state_of(path: str, data: bytes, mode: int | None) -> str:
    """What becomes of the file: ``created``, ``updated`` or ``unchanged``. Raises OSError."""
    if not os.path.lexists(path):
        return "created"
    status = os.lstat(path)
    # A link or a pipe is replaced, never followed or opened; opening a folder raises what tells it.
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        return "updated"
    if mode is not None and stat.S_IMODE(status.st_mode) != mode:
        return "updated"
    with open(path, "rb") as file:
        return "unchanged" if file.read() == data else "updated"


def write(path: str, data: bytes, mode: int | None) -> None:
    """Replace the file as a whole; a link is replaced, not followed. Raises OSError."""
    temporary = os.path.join(os.path.dirname(path), f".part-{uuids.uuid4().hex}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
