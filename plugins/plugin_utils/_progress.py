# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling the user how far long work on the controller is, and that it waits."""

from __future__ import annotations

import time

from ansible.utils.display import Display

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import shown

#: Seconds between two lines of progress.
_PROGRESS_INTERVAL = 2.0


class Progress:
    """Tells how far a long task is, while it runs. On the error stream, so that callbacks that print JSON stay
    whole."""

    def __init__(self) -> None:
        self._display = Display()
        self._last: float | None = None  # the controller loads this file long before the task begins
        self._text = ""

    def tell(self, text: str) -> None:
        """Show the text, unless another one was shown just now; the first seconds of a task are silent."""
        self._text = text
        if self._last is None:
            self._last = time.monotonic()
        if time.monotonic() - self._last >= _PROGRESS_INTERVAL:
            self._show(text)

    def tell_wait(self, seconds: float) -> None:
        """Show how far the task is and until when it waits, as a long wait begins: meanwhile there is nothing to
        tell."""
        now = time.monotonic()
        if seconds >= _PROGRESS_INTERVAL and now >= (self._last or 0):
            until = time.strftime("%H:%M:%S", time.localtime(time.time() + seconds))
            self._show("; ".join(filter(None, [self._text, f"waiting for the API's rate limit until {until}"])))
            self._last = now + seconds

    def _show(self, text: str) -> None:
        self._last = time.monotonic()
        self._display.display(f"truewatch: {shown(text)}", stderr=True)
