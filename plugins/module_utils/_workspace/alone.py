# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One writing run at a time per workspace: two that plan on the same empty workspace would both create everything."""

from __future__ import annotations

import contextlib
import time
import typing as t

from .._api.locks import held
from .._engine.errors import ConflictError

_LOOK_AGAIN = 0.2


@contextlib.contextmanager
def alone(run) -> t.Iterator[None]:
    """Wait until no other run of this user on this machine writes with the same key; a run that dies gives way at once.

    Raises ConflictError when that takes longer than ``total_timeout``.
    """

    def wait() -> None:
        if run.client.remaining() <= _LOOK_AGAIN:
            raise ConflictError(
                "Another run is writing to this workspace and was not done within total_timeout; nothing was written. "
                "Run the task again, or raise total_timeout."
            )
        run.tell("waiting for another run on this workspace")
        time.sleep(_LOOK_AGAIN)

    with held(f"writing-{run.client.fingerprint}", ["workspace"], wait):
        for kind in run.kinds.values():
            run.memory.forget(kind)  # what an earlier item of a loop listed, another run may have changed
        yield
