# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's own clock: real time plus what tests advanced it by, so that no test has to sleep."""

from __future__ import annotations

import time


class Clock:
    def __init__(self) -> None:
        self.advanced = 0.0

    def now(self) -> float:
        """Unix seconds."""
        return time.time() + self.advanced

    def advance(self, seconds: float) -> None:
        self.advanced += seconds
