# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may lose roles, or the way in, when rules change that give roles at a login."""

from __future__ import annotations

LOCKS_OUT = "may take roles from people at their next login, and lock out those who have no others"


def loses_roles(before: list | None, after: list | None) -> bool:
    """Whether a rule gives a role no longer."""
    return bool(set(before or ()).difference(after or ()))
