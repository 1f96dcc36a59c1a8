# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stateful emulator of the TrueWatch Open API; see README.md."""

from __future__ import annotations

from .running import DEFAULT_KEY, Handle, running, running_process

__all__ = ["DEFAULT_KEY", "Handle", "running", "running_process"]
