# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keeping runs in one checkout apart."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def exclusive(what: Path) -> Iterator[None]:
    """Hold ``what`` for this process alone; waits, and says so, while another one has it."""
    what.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{what}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Waiting for another run that uses {what}", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
