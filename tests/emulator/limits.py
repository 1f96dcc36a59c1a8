# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rate limits per key and per workspace.

Documented are 20 requests a minute per key, 200 per workspace, and the codes with HTTP 401. Our reading: the window
slides, and refused requests do not count.
"""

from __future__ import annotations

from collections import defaultdict, deque

from .clock import Clock
from .envelope import ApiFailure

WORKSPACE_FACTOR = 10


class Limits:
    def __init__(self, clock: Clock, rate: tuple[int, float] | None = None) -> None:
        self._clock = clock
        self.rate = rate  # (count, seconds) per key, or None for no limit
        self._passed: dict[str, deque[float]] = defaultdict(deque)

    def change(self, rate: tuple[int, float] | None) -> None:
        """Another rate from now on, with empty windows."""
        self.rate = rate
        self._passed.clear()

    def check(self, key: str, workspace: str) -> None:
        """Count one request, or raise the documented throttle answer."""
        if self.rate is None:
            return
        count, seconds = self.rate
        now = self._clock.now()
        windows = (
            (self._passed[f"key {key}"], count, throttled_key()),
            (self._passed[f"workspace {workspace}"], count * WORKSPACE_FACTOR, throttled_workspace()),
        )
        for window, allowed, refusal in windows:
            while window and window[0] <= now - seconds:
                window.popleft()
            if len(window) >= allowed:
                raise refusal
        for window, _allowed, _refusal in windows:
            window.append(now)


def throttled_key() -> ApiFailure:
    return ApiFailure(401, "ft.TriggerApiAkCurrentLimiting", "The API key exceeded its request limit")


def throttled_workspace() -> ApiFailure:
    return ApiFailure(401, "ft.TriggerApiWorkspaceCurrentLimiting", "The workspace exceeded its request limit")
