# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loading a plugin of the collection with its documented options, as Ansible's loader does, inside the test process."""

from __future__ import annotations

import importlib

import yaml
from ansible import constants as C

_COLLECTION = "truewatch.openapi"


def load(kind: str, name: str):
    """A fresh inventory or lookup plugin, whose options and those of its fragments Ansible's configuration knows."""
    module = importlib.import_module(f"ansible_collections.{_COLLECTION}.plugins.{kind}.{name}")
    documentation = yaml.safe_load(module.DOCUMENTATION)
    options = dict(documentation.get("options") or {})
    for fragment in documentation["extends_documentation_fragment"]:
        for option, description in _fragment(fragment).items():
            options[option] = {**description, **options.get(option, {})}
    full_name = f"{_COLLECTION}.{name}"
    C.config.initialize_plugin_configuration_definitions(kind, full_name, options)
    plugin = module.InventoryModule() if kind == "inventory" else module.LookupModule()
    plugin._load_name = plugin.ansible_name = full_name
    plugin._redirected_names = [full_name]
    return plugin


def _fragment(name: str) -> dict:
    """The options of a documentation fragment, e.g. ``ansible.builtin.constructed``."""
    namespace, collection, module, *part = name.split(".")
    package = (
        "ansible"
        if (namespace, collection) == ("ansible", "builtin")
        else f"ansible_collections.{namespace}.{collection}"
    )
    holder = importlib.import_module(f"{package}.plugins.doc_fragments.{module}").ModuleDocFragment
    return yaml.safe_load(getattr(holder, part[0].upper() if part else "DOCUMENTATION")).get("options") or {}
