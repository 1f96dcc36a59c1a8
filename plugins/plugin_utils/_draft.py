# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an inventory source makes, before any of it touches the inventory: a source that fails half-way leaves nothing.

A host and a group cannot share a name: the host would get what is meant for the group, its variables and its place in
other groups. Which of the two gives way depends on who named the group.
"""

from __future__ import annotations

from ansible.errors import AnsibleError
from ansible.inventory.data import InventoryData


class Draft(InventoryData):
    """Hosts, variables and groups of one source. Expressions see hosts that ``inventory`` has already as they are.

    ``remote_names``: whether the groups that are added now are named by remote text alone, without a prefix of the
    user's.
    """

    def __init__(self, inventory) -> None:
        self.remote_names = False
        self._inventory = inventory
        self._variables: dict[str, dict] = {}
        self._made: dict[str, bool] = {}  # group to whether the user named it
        super().__init__()
        self._made.clear()  # "all" and "ungrouped"
        self.current_source = getattr(inventory, "current_source", None)

    def take_host(self, name: str, variables: dict) -> None:
        """Add a host with its own variables."""
        self.add_host(name)
        host, there = self.hosts[name], self._inventory.hosts.get(name)
        if there is not None:
            host.vars.update(there.vars)
            for group in there.get_groups():
                super().add_group(group.name)
                self.add_child(group.name, name)
        host.vars.update(variables)
        self._variables[name] = dict(variables)

    def add_group(self, group):
        made = super().add_group(group)
        self._made[made] = self._made.get(made, False) or not self.remote_names
        return made

    def add_child(self, group, child):
        # Ansible takes a name for that of a group first.
        if child in self._variables and not self.gives_way(child):
            self.add_host(child, group)
            return True
        return super().add_child(group, child)

    def gives_way(self, host: str) -> bool:
        """Whether a host cannot stay, as far as is known by now."""
        return self._made.get(host, False)

    def set_variable(self, entity, varname, value):
        super().set_variable(entity, varname, value)
        if entity in self._variables:
            self._variables[entity][varname] = value

    def hosts_elsewhere(self) -> dict[str, list[str]]:
        """The hosts that other sources have made, by the source."""
        found: dict[str, list[str]] = {}
        for name in self._variables:
            there = self._inventory.hosts.get(name)
            source = there.vars.get("inventory_file") if there is not None else None
            if there is not None and (source is None or source != self.current_source):
                found.setdefault(str(source or "another source"), []).append(name)
        return found

    def groups_elsewhere(self) -> list[str]:
        """The groups that are named by remote text alone, and that other sources have made."""
        return [name for name, by_user in self._made.items() if name in self._inventory.groups and not by_user]

    def settle(self) -> tuple[list[str], list[str]]:
        """Remove what shares a name with what is more to be trusted. Returns the names of the hosts and of the groups
        that gave way.

        A group named by remote text alone gives way to a host; else whoever can set a label could remove hosts. A host
        gives way to any other group.
        """
        hosts, groups = [], []
        for name, by_user in list(self._made.items()):
            if by_user and name in self._variables:
                hosts.append(name)
                self.remove_host(self.hosts[name])
                del self._variables[name]
            elif not by_user and (name in self._variables or name in self._inventory.hosts):
                groups.append(name)
                self.remove_group(self.groups[name])
                del self._made[name]
        return hosts, groups

    def write(self) -> list[str]:
        """Put all of it into the inventory. Returns the groups that another source has above their own parents."""
        for name, variables in self._variables.items():
            self._inventory.add_host(name)
            for variable, value in variables.items():
                self._inventory.set_variable(name, variable, value)
        for name in self._made:
            self._inventory.add_group(name)
        turned = []
        for name in self._made:
            for host in self.groups[name].hosts:
                if host.name in self._variables:
                    self._inventory.add_child(name, host.name)
            for child in self.groups[name].child_groups:
                if child.name in self._made:
                    try:
                        self._inventory.add_child(name, child.name)
                    except AnsibleError:
                        turned.append(child.name)
        return turned
