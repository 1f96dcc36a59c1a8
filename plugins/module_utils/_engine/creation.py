# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One object of a name, although many processes look for it at once: between "the list does not hold it" and "create"
another one may make it.

Processes of one user on one machine share two small files per endpoint and key: locks, one per name, and the journal of
what was created (``journal.py``).
"""

from __future__ import annotations

import contextlib
import time
import typing as t

from .._api.locks import held
from .errors import ConflictError

_LOOK_AGAIN = 0.05


@contextlib.contextmanager
def sole_maker(run, plan) -> t.Iterator[bool]:
    """Nobody else on this machine makes an object of the plan's name or uuid meanwhile. Yields whether the object may
    be there by now; the list was read anew then, and the plan must be made anew."""
    kind, keys = plan.kind, _keys(plan)
    wait = _Waiting(run, plan)
    with held(f"creating-{run.client.fingerprint}", keys, wait):
        try:
            yield run.memory.doubts(kind, plan.name, keys, surely=wait.times > 0)
        finally:
            run.memory.note_made(keys)


def is_made_meanwhile(run, plan) -> bool:
    """Whether another process on this machine made the object that the plan changes after it was listed here: waits
    until that is done, and lists it anew. An object is made in several writes, and a list may show it half done."""
    keys = _keys(plan)
    with held(f"creating-{run.client.fingerprint}", keys, _Waiting(run, plan)):
        pass
    return run.memory.relists_if_made(plan.kind, keys)


class _Waiting:
    """What is done while another process creates the object; ``times`` counts how often."""

    def __init__(self, run, plan) -> None:
        self._run, self._plan = run, plan
        self.times = 0

    def __call__(self) -> None:
        run, plan = self._run, self._plan
        if run.client.remaining() <= _LOOK_AGAIN:
            raise ConflictError(
                f"Another task on this machine is creating the {plan.title} and was not done within total_timeout; "
                "nothing was written. Run the task again."
            )
        run.tell(f"waiting for another task that creates the {plan.title}")
        time.sleep(_LOOK_AGAIN)
        self.times += 1


def _keys(plan) -> list[str]:
    """What must be there once only: the key, and the uuid where the caller chooses it."""
    texts = [plan.label, plan.uuid]
    return [f"{plan.kind.name}/{text}" for text in texts if text]
