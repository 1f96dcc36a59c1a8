# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels of hosts and other objects.

The service answers label lists from a cache that lags up to five minutes behind (vendor reference: label/list,
label/modify), and a write states the whole set: the reference does not say so, but names no other way to remove a label.
So a change always starts from all labels that the object has, and what was written counts as read until the cache must
have followed. That memory is a small file of the user, without names of people or keys in it.
"""

from __future__ import annotations

import time

_CACHE_SECONDS = 300


def wanted_labels(state: str, current: list[str], labels: list[str]) -> list[str]:
    """The sorted set of labels an object should have: ``present`` adds, ``absent`` takes away, ``exact`` replaces."""
    given, had = set(labels), set(current)
    return sorted({"present": had | given, "absent": had - given, "exact": given}[state])


class Labels:
    """The labels of the objects of one class, for one client and the time of one task.

    ``written``: a mutable mapping that outlives the task (see ``memory.py``), object name to ``[seconds, labels]``.
    """

    def __init__(self, client, class_name: str, written):
        self._client = client
        self._class_name = class_name
        self._written = written
        self._listed = None
        self._asked = False

    def of(self, name: str) -> list[str]:
        """The sorted labels of one object."""
        written = self._written.get(name)
        if written and 0 <= time.time() - written[0] < _CACHE_SECONDS:
            return sorted(written[1])
        return sorted(set(self._read(name)))

    def set(self, name: str, labels: list[str]) -> None:
        """Replace all labels of one object."""
        self._client.call("host_labels_modify", path={"host": name}, body={"source": self._class_name, "labels": labels})
        self._written[name] = [time.time(), labels]

    def _read(self, name: str) -> list[str]:
        # One object alone is asked by name. From the second on, one list serves the loop; an object that it does not
        # hold is asked by name all the same, since the list may have a maximum and a write would drop what was missed.
        if self._asked and self._listed is None:
            self._listed = self._list({})
        if not (self._listed and name in self._listed):
            self._asked = True
            return self._list({"names": [name]}).get(name, [])
        return self._listed[name]

    def _list(self, selection: dict) -> dict[str, list[str]]:
        content = self._client.call("host_labels_list", body={"source": self._class_name, **selection}).content or {}
        return {name: (entry or {}).get("labels") or [] for name, entry in content.items()}
