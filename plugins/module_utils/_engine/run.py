# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one run works with."""

from __future__ import annotations

import time
import typing as t

from .._api.errors import shown
from .memory import Memory

#: What becomes of references by name to nothing.
FAIL, DROP, KEEP = "fail", "drop", "keep"


class Expected:
    """The wanted objects of a run, and which of them were referred to while one object was planned.

    keys: kind and name, or kind and uuid, to the key of the object in the set.
    """

    def __init__(self, keys: t.Mapping[tuple[str, str], tuple[str, str]]) -> None:
        self._keys = keys
        self.used: set[tuple[str, str]] = set()

    def use(self, kind: str, name: str) -> bool:
        """Whether an object of this kind and name, or uuid, is wanted; notes the reference."""
        if (kind, name) not in self._keys:
            return False
        self.used.add(self._keys[kind, name])
        return True


class Run:
    """The client, the memory of what was listed, all kinds by name, check mode, the time, and what the user must be
    told.

    One Run serves one task item; client and memory are shared by all items of a loop on the fast path. ``now()`` gives
    Unix seconds, and ``sleep`` waits so many.
    """

    def __init__(
        self,
        params: dict,
        client,
        memory: Memory,
        kinds: t.Mapping[str, t.Any],
        check_mode: bool = False,
        now: t.Callable[[], float] = time.time,
        sleep: t.Callable[[float], None] = time.sleep,
    ) -> None:
        self.params = params
        self.client = client
        self.memory = memory
        self.kinds = kinds
        self.check_mode = check_mode
        self.now = now
        self.sleep = sleep
        #: What an option has in all items of the loop, where the module asks for it and it can be told beforehand.
        self.together: t.Sequence[str] = ()
        #: Objects that the same run will make: their names count as known. None outside of such a run.
        self.expected: Expected | None = None
        #: The references that the options of the object at hand give by uuid, each with the kinds that it may be of.
        self.uuids_given: list[tuple[t.Sequence[str], str]] = []
        #: What becomes of a reference by name to nothing: FAIL, DROP (left out) or KEEP (its option stays as it is).
        self.relations = FAIL
        #: Other names of what references speak of, a Renames; None when every name counts as it is written.
        self.renames = None
        #: Takes such references while the options of an object are resolved; None while each is an error at once.
        self.missing: list | None = None
        #: Those of the object at hand that were left out, and those that it cannot do without, by option.
        self.left_out: dict[str, list] = {}
        self.needed: dict[str, list] = {}
        #: What was last seen of the workspace; with it a row that did not change since needs no further read.
        self.seen = None
        #: Tell the user how far a long run is.
        self.tell: t.Callable[[str], None] = lambda text: None
        #: Texts that must never be shown, beyond those that the options hold.
        self.secrets: set[str] = set()
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        """Tell the user something that is no failure, in one line whatever the names in it hold."""
        text = shown(text)
        if text not in self.warnings:
            self.warnings.append(text)
