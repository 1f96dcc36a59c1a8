# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours, which services write in either case."""

from __future__ import annotations

from ..._engine.rules import EXACT

#: A colour such as ``#E94444``.
COLOUR = EXACT._replace(canonical=lambda colour: colour.upper() if isinstance(colour, str) else colour)
