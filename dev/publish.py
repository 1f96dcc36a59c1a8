# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The documentation as HTML and the collection as an archive."""

from __future__ import annotations

from dev.environment import Environment


def docs(environment: Environment) -> int:
    """Render plugin documentation and guides."""
    raise NotImplementedError


def build(environment: Environment) -> int:
    """Build the archive and check it as Galaxy does."""
    raise NotImplementedError
