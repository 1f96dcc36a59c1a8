# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who made an object."""

from __future__ import annotations


def is_a_persons(row: dict) -> bool:
    """Whether a person made the object, rather than an API key."""
    return str(row.get("creator") or "").startswith("acnt_")
