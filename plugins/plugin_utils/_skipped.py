# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling what an inventory leaves out."""

from __future__ import annotations


class Skipped:
    """What was left out, one warning per reason: a hostile object must not stop the others, nor pass unseen."""

    def __init__(self, display):
        self._display = display
        self._noted = {}

    def note(self, reason, name):
        self._noted.setdefault(reason, []).append(name)

    def tell(self):
        for reason, names in self._noted.items():
            shown = ", ".join(ascii(name)[:80] for name in names[:3])
            self._display.warning(
                f"truewatch_objects: {len(names)} {reason}: {shown}{', ...' if len(names) > 3 else ''}"
            )
