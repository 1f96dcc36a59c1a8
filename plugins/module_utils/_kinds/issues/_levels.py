# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which level of issues is meant."""

from __future__ import annotations

import re

from ..._engine.references import uuid_of

#: Levels of the platform: the built-in ones, and those of a configuration for all workspaces, which no list shows.
_OF_THE_PLATFORM = re.compile(r"system_level_[0-9]+|isslm_[0-9a-z]+")


def level(run, value: str) -> str:
    """The uuid of a level by its name or uuid; that of the platform's own stands for itself."""
    return value if not value or _OF_THE_PLATFORM.fullmatch(value) else uuid_of(run, ("issue_level",), value)


level.kinds = ("issue_level",)
