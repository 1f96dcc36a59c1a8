# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that give roles by an attribute of a login."""

from __future__ import annotations

from typing import Any

from ..base import Record
from ..generic import Generic


class LoginMappings(Generic):
    """A search looks into attribute and value (our reading)."""

    family = "login_mappings"
    prefix = "lgmp_"

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        text = str(asked.get("search") or "").lower()
        return text in record["sourceField"].lower() or text in record["sourceValue"].lower()
