# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags in the answers of views."""

from __future__ import annotations

import typing as t

from ..._engine.values import MISSING


def tags(raw: dict) -> t.Any:
    """The tag names of an answer. The API has a shape per route: a list, ``{tagInfo: [...]}``, or ``{<uuid>:
    [...]}``."""
    told = raw.get("tag_info", raw.get("tagInfo", MISSING))
    if isinstance(told, dict):
        told = told.get("tagInfo", told.get(raw.get("uuid"), []))
    if told is MISSING or not isinstance(told, list):
        return MISSING
    return [tag["name"] if isinstance(tag, dict) else tag for tag in told]
