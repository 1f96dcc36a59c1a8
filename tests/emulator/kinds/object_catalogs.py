# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Object classes as the explorer shows them ("objc_cfg"): known by the key of their template, never by uuid."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from .base import Record
from .generic import Generic


class ObjectCatalogs(Generic):
    family = "object_catalogs"
    renames = MappingProxyType({"objc_name": "name"})

    def stored(self, body: Record) -> Record:
        classes = (body.get("templateInfo") or {}).get("main") or [{}]
        source: Any = (classes[0] if isinstance(classes[0], dict) else {}).get("source")
        name = source.get("key") if isinstance(source, dict) else None
        return {**super().stored(body), **({"name": name} if name else {})}
