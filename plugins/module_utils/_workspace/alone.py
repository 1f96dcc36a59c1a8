# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One writing run at a time per workspace: two that plan on the same empty workspace would both create everything."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
import typing as t

from .._api.state import default_directory, open_private

_LOOK_AGAIN = 0.2


@contextlib.contextmanager
def alone(run) -> t.Iterator[None]:
    """Wait until no other run of this user on this machine writes with the same key; a run that dies gives way at once.

    Where there is no place for the lock's file, the run goes ahead.
    """
    directory = default_directory()
    try:
        descriptor = open_private(directory, f"writing-{run.client.fingerprint}") if directory else None
    except OSError:
        descriptor = None
    if descriptor is None:
        yield
        return
    try:
        while not _locked(descriptor):
            run.tell("waiting for another run on this workspace")
            time.sleep(_LOOK_AGAIN)
        for kind in run.kinds.values():
            run.memory.forget(kind)  # what an earlier item of a loop listed, another run may have changed
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
