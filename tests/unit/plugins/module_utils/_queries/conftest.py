# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import emulator, shared_emulator
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (
    environment,
    service,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._objects.conftest import client_at

__all__ = ["client_at", "emulator", "environment", "service", "shared_emulator"]
