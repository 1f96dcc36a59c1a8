# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that the documentation shows runs here: commands, tasks, the repository to copy, pictures."""

from __future__ import annotations

from ansible_collections.truewatch.openapi.tests.unit.conftest import (
    play,
    pytest_collection_finish,
    pytest_collection_modifyitems,
    pytest_configure,
)

__all__ = ["play", "pytest_collection_finish", "pytest_collection_modifyitems", "pytest_configure"]
