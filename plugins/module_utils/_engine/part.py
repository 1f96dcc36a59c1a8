# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties with routes of their own, beside those that create and modify take."""

from __future__ import annotations

import typing as t


class Part:
    """How the property of one field is read and written; what differs is not its business. A change writes it before
    the rest of the object, a create after it."""

    #: In messages: "The content of ... was changed, but not ...".
    what: str = ""

    def read(self, run, kind, row: dict) -> dict:
        """What the row lacks of it."""
        raise NotImplementedError

    def along(self, run, plan) -> dict | None:
        """What the body of the planned create or modify takes of it; None when ``write`` is needed."""
        raise NotImplementedError

    def write(self, run, plan) -> dict:
        """Write it by its own route; returns what the answer tells of the object."""
        raise NotImplementedError


class Section(Part):
    """What one operation tells and another one sets, as a whole.

    key: where rows have it. told: its value in the answer's content. sent: the body for a value and the row.
    """

    def __init__(
        self,
        key: str,
        get_operation: str,
        set_operation: str,
        told: t.Callable[[t.Any], t.Any],
        sent: t.Callable[[t.Any, dict], dict],
    ) -> None:
        self.what, self._key = key, key
        self.get_operation, self.set_operation = get_operation, set_operation
        self._told, self._sent = told, sent

    def read(self, run, kind, row: dict) -> dict:
        return {} if self._key in row else {self._key: self._told(run.client.call(self.get_operation).content)}

    def along(self, run, plan) -> dict | None:
        return None

    def write(self, run, plan) -> dict:
        run.client.call(self.set_operation, body=self._sent(plan.target[self._key], plan.row))
        return {}
