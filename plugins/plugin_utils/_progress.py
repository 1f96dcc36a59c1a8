# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling the user how far long work on the controller is, and that it waits."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
import typing as t

from ansible.utils.display import Display

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import shown
from ansible_collections.truewatch.openapi.plugins.module_utils._api.state import default_directory, open_private

#: Seconds between two lines of progress.
_PROGRESS_INTERVAL = 2.0
#: Bytes of a file that say how long each run waits; nobody has as many runs.
_LARGEST_FILE = 1 << 16


class Progress:
    """Tells how far a long task is, while it runs. On the error stream, so that callbacks that print JSON stay
    whole."""

    def __init__(self) -> None:
        self._display = Display()
        self._last: float | None = None  # the controller loads this file long before the task begins
        self._text = ""
        self._host = ""

    def begin(self, variables: t.Mapping[str, t.Any] | None) -> None:
        """Name the host of these variables in every line from now on, where the play has several."""
        known = variables or {}
        several = len(known.get("ansible_play_hosts_all") or ()) > 1
        self._host = f"[{known['inventory_hostname']}] " if several else ""

    def tell(self, text: str) -> None:
        """Show the text, unless another one was shown just now; the first seconds of a task are silent."""
        self._text = text
        if self._last is None:
            self._last = time.monotonic()
        if time.monotonic() - self._last >= _PROGRESS_INTERVAL:
            self._show(text)

    def tell_wait(self, limit: str, seconds: float) -> None:
        """Show how far the task is and until when it waits, as a long wait begins: meanwhile there is nothing to
        tell. Of the hosts that wait for the same ``limit``, the fingerprint of endpoint and key, one shows it."""
        now = time.monotonic()
        if seconds >= _PROGRESS_INTERVAL and now >= (self._last or 0):
            end = time.time() + seconds
            if not (self._host and _is_told(limit, end)):
                until = time.strftime("%H:%M:%S", time.localtime(end))
                self._show("; ".join(filter(None, [self._text, f"waiting for the API's rate limit until {until}"])))
            self._last = now + seconds

    def _show(self, text: str) -> None:
        self._last = time.monotonic()
        self._display.display(f"truewatch: {shown(self._host + text)}", stderr=True)


def _is_told(limit: str, end: float) -> bool:
    """Whether another process of this run shows a wait for the limit that has not ended and ends about then, in Unix
    seconds; from now on this process does. A fork's parent stands for the run, so that the next run shows its own."""
    run, now = str(os.getppid()), time.time()
    with contextlib.suppress(OSError, ValueError, TypeError):
        descriptor = open_private(default_directory() or "", f"{limit}.waits")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            ends = json.loads(os.read(descriptor, _LARGEST_FILE) or b"{}")
            is_told = now < ends.get(run, 0) and end < ends[run] + _PROGRESS_INTERVAL
            ends = {one: other for one, other in ends.items() if other > now}
            if not is_told:
                ends[run] = end
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps(ends).encode(), 0)
        finally:
            os.close(descriptor)
        return is_told
    return False
