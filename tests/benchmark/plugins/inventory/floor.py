# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inventory: the least that a plugin can do. Sets ready-made variables and groups, without request or template."""

from __future__ import annotations

import marshal

from ansible.plugins.inventory import BaseInventoryPlugin

DOCUMENTATION = r"""
name: floor
short_description: Ready-made hosts
description: For the benchmarks of this collection. Reads what tests/benchmark/floor.py wrote.
"""


class InventoryModule(BaseInventoryPlugin):
    NAME = "floor"

    def verify_file(self, path):
        return path.endswith(".floor")

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        with open(path, "rb") as file:
            while page := marshal.load(file):
                for name, variables in page:
                    inventory.add_host(name)
                    for variable, value in variables.items():
                        inventory.set_variable(name, variable, value)
            for group, names in marshal.load(file).items():
                inventory.add_group(group)
                for name in names:
                    inventory.add_child(group, name)
