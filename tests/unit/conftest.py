# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every unit test."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no defect of the code: examples are bounded in number, not in time.
settings.register_profile("bounded", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bounded")


def pytest_configure(config):
    config.addinivalue_line("markers", "plays: runs whole plays, in processes of their own")


def pytest_collection_modifyitems(items):
    for item in items:
        if "play" in item.fixturenames:
            item.add_marker(pytest.mark.plays)
