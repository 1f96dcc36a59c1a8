# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run over many kinds lists first, and the order of the kinds."""

from __future__ import annotations

import concurrent.futures
import typing as t

from .._engine.run import Run
from .._kinds.registry import KINDS

#: Reads under way at once. The rate limit, not the number of connections, decides how fast a long run is.
READERS = 4
#: Each kind behind those that its objects refer to.
ORDER = {name: number for number, name in enumerate(KINDS)}


def list_all(run: Run, kinds: t.Iterable[str]) -> None:
    """List each of the kinds once, side by side."""
    with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
        list(readers.map(lambda name: run.memory.rows(KINDS[name]), sorted(kinds, key=ORDER.get)))
