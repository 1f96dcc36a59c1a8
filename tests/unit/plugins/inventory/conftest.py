# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import functools
import json

import pytest
from ansible.inventory.manager import InventoryData
from ansible.parsing.dataloader import DataLoader

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.plugin_utils import _options as plugin_options
from ansible_collections.truewatch.openapi.plugins.plugin_utils._progress import Progress
from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.unit.plugins.loading import load
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
    service,
)
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import Clock

KEY = "wsak-CANARY-3f9a"


class Inventory:
    """What a plugin made of an inventory file."""

    def __init__(self, data, warnings):
        self.warnings = warnings
        self.hosts = {name: host.vars for name, host in data.hosts.items()}
        self.groups = {
            name: {host.name for host in group.hosts}
            for name, group in data.groups.items()
            if name not in ("all", "ungrouped")
        }


class Source:
    """Writes inventory files and parses them. ``data``: what the last parse filled."""

    def __init__(self, url, folder, monkeypatch):
        self.url = url
        self.folder = folder
        self.warnings = []
        self.extra_vars = {}
        monkeypatch.setattr(
            "ansible.utils.display.Display.warning", lambda _self, text, *_rest, **_more: self.warnings.append(text)
        )
        monkeypatch.setattr("ansible.plugins.inventory.load_extra_vars", lambda _loader: self.extra_vars)

    def parse(self, refresh=False, data=None, **options):
        path = self.folder / "truewatch.yml"
        content = {"plugin": "truewatch.openapi.truewatch_objects", "endpoint": self.url, "api_key": KEY, **options}
        path.write_text(json.dumps(content), encoding="utf-8")
        plugin = load("inventory", "truewatch_objects")
        self.data = data or InventoryData()
        self.warnings.clear()
        plugin.parse(self.data, DataLoader(), str(path), not refresh)
        if options.get("cache"):
            plugin.update_cache_if_changed()
        self.data.reconcile_inventory()
        return Inventory(self.data, list(self.warnings))


@pytest.fixture
def emulator():
    """An emulator without objects."""
    with running(api_keys={KEY: None}) as handle:
        yield handle


@pytest.fixture
def told_waits(monkeypatch):
    """What is shown on the error stream, with a clock of its own, so that waiting costs no time."""
    clock, shown = Clock(), []
    monkeypatch.setattr(plugin_options, "Client", functools.partial(Client, sleep=clock.sleep, clock=clock))
    monkeypatch.setattr(
        "ansible.utils.display.Display.display",
        lambda _self, text, *_rest, stderr=False, **_more: shown.append(text) if stderr else None,
    )
    monkeypatch.setattr(plugin_options, "_progress", Progress())
    return shown


@pytest.fixture
def source(emulator, tmp_path, monkeypatch):
    return Source(emulator.url, tmp_path, monkeypatch)
