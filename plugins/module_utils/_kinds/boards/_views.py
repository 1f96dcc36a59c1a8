# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the console exports whole, and views that have the uuids of dashboards."""

from __future__ import annotations

import typing as t

from ..._api.errors import NotFoundError
from ..._engine.kind import Kind


class Board(Kind):
    """A kind of objects that the console exports in a form of its own."""

    #: Option -> a function of such an export, which has the key ``main``, that gives its value or None.
    of_export: t.ClassVar[dict[str, t.Callable[[dict], t.Any]]] = {}

    def from_file(self, member: t.Any) -> t.Any:
        if not isinstance(member, dict) or "main" not in member:
            return super().from_file(member)
        return {option: told(member) for option, told in self.of_export.items()}


class View(Board):
    """A sort of view. Nobody says whether the routes of one sort answer for the uuid of another one, too."""

    uuid_prefix = "dsbd_"
    #: What answers say of it.
    owner_type = ""

    def get(self, run, uuid: str) -> dict:
        """The single read; NotFoundError for what is another sort of view."""
        row = super().get(run, uuid)
        if row.get("ownerType") != self.owner_type:
            raise NotFoundError(f"{uuid} is no {self.title}")
        return row
