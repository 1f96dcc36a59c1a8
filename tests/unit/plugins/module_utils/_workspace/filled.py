# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A workspace with objects of every kind: those of the table of lifecycles."""

from __future__ import annotations

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.secret import at, label, opened, places
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station


class Filled:
    """The workspace of a key, with so many objects of each row of the table."""

    def __init__(self, emulator, key=DEFAULT_KEY, count=3):
        #: ``kind/name`` of an object to its secrets.
        self.secrets = {}
        station = self.station(emulator, key)
        for kind, options in self.objects(count):
            station.run(kind, options)
            secrets = [field.option for field in kind.fields if field.secret]
            secret = {option: options[option] for option in secrets if option in options}
            for field in kind.fields:
                value = opened(options.get(field.option))
                secret.update({label(field.option, place): at(value, place) for place in places(field, value)})
            if secret:
                self.secrets[f"{kind.name}/{kind.label(options)}"] = secret

    @staticmethod
    def objects(count):
        """Kind and options of each object, what others need first."""
        for case in CASES:
            yield from ((KINDS[what], options) for what, options in case.needs if what in KINDS)
        for case in CASES:
            yield from ((case.kind, options) for options in case.several(count))

    @staticmethod
    def station(emulator, key=DEFAULT_KEY):
        """A place to work at, in a workspace that holds what no module makes."""
        station = Station(emulator, key)
        bodies = {str(need): need for case in CASES for need in case.needs if need[0] not in KINDS}
        for operation, body in bodies.values():
            station.call(operation, body)
        return station
