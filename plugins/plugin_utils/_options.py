# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the options of a controller plugin to what reads the service."""

from __future__ import annotations

import os

from ansible.errors import AnsibleError

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import CONNECTION
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import ObjectQuery

QUERY_OPTIONS = (
    "object_class",
    "filters",
    "condition",
    "search",
    "fields",
    "max_age",
    "limit",
    "order_by",
    "source",
    "page_size",
)

_clients: dict[tuple[int, Settings], Client] = {}


def settings_of(plugin, templar, done=()) -> Settings:
    """The connection options of a plugin; values may be templates, except those of the options ``done``. Raises
    SettingsError."""
    return Settings.from_options(_templated(plugin, templar, CONNECTION, done))


def query_of(plugin, templar, done=(), **more) -> ObjectQuery:
    """The objects that the options of a plugin ask for; ``more`` overrides them, ``done`` is as in settings_of. Raises
    InputError."""
    return ObjectQuery.from_options({**_templated(plugin, templar, QUERY_OPTIONS, done), **more})


def client_of(settings: Settings) -> Client:
    """The one client of this process for these settings, about to begin its next reading. A forked process makes its
    own: no connection is shared."""
    key = (os.getpid(), settings)
    if key not in _clients:
        _clients[key] = Client(settings)
    _clients[key].begin()
    return _clients[key]


def _templated(plugin, templar, names, done) -> dict:
    options = plugin.get_options()
    given = {name: options[name] for name in names if options.get(name) is not None}
    return {name: _plain(value if name in done else _template(name, value, templar)) for name, value in given.items()}


def _template(name, value, templar):
    try:
        return templar.template(value)
    except Exception as error:  # noqa: BLE001 - templates call any code
        # The text of the error may quote what was templated, which must not be shown of a key.
        reason = type(error).__name__ if name == "api_key" else error
        raise AnsibleError(f"The option {name} cannot be templated: {reason}") from None


def _plain(value):
    if isinstance(value, (bool, int, float, list, dict)):
        return value
    return str(value)
