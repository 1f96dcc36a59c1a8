# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's own clock: real time plus what tests advanced it by, so that no test has to sleep, or one
moment for tests that compare what two reads show."""

from __future__ import annotations

import time


class Clock:
    def __init__(self) -> None:
        self.advanced = 0.0
        self._held: float | None = None

    def now(self) -> float:
        """Unix seconds."""
        return (time.time() if self._held is None else self._held) + self.advanced

    def hold(self, is_held: bool) -> None:
        """Stand still, or go on with real time."""
        self._held = time.time() if is_held else None

    def reset(self) -> None:
        """Be right again."""
        self.advanced, self._held = 0.0, None

    def advance(self, seconds: float) -> None:
        self.advanced += seconds
