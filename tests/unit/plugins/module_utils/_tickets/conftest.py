# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._events.conftest import (
    api,
    emulator,
    environment,
    shared_emulator,
    tell,
)

__all__ = ["api", "emulator", "environment", "shared_emulator", "tell"]
