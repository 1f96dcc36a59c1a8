# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one run works with."""

from __future__ import annotations

import typing as t

from .memory import Memory


class Run:
    """The client, the memory of what was listed, all kinds by name, check mode, and what the user must be told.

    One Run serves one task item; client and memory are shared by all items of a loop on the fast path.
    """

    def __init__(self, params: dict, client, memory: Memory, kinds: t.Mapping[str, t.Any], check_mode: bool = False) -> None:
        self.params = params
        self.client = client
        self.memory = memory
        self.kinds = kinds
        self.check_mode = check_mode
        self.warnings: t.List[str] = []

    def warn(self, text: str) -> None:
        """Tell the user something that is no failure."""
        if text not in self.warnings:
            self.warnings.append(text)
