# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the console exports whole, and views that have the uuids of dashboards."""

from __future__ import annotations

import typing as t

from ..._api.errors import NotFoundError
from ..._engine.kind import Kind
from ._content import TEMPLATE


class Board(Kind):
    """A kind of objects that the console exports in a form of its own."""

    #: Option -> a function of such an export, which has the key ``main``, that gives its value or None.
    of_export: t.ClassVar[dict[str, t.Callable[[dict], t.Any]]] = {}

    def is_export(self, member: t.Any) -> bool:
        return isinstance(member, dict) and "main" in member and self.is_own_sort(member)

    def is_own_sort(self, export: dict) -> bool:
        """Whether an export, which has the key ``main``, may be of this sort."""
        return True

    def from_file(self, member: t.Any) -> t.Any:
        if not self.is_export(member):
            return super().from_file(member)
        return {option: told(member) for option, told in self.of_export.items()}

    def prepare(self, params: dict) -> dict:
        """The options with what their content says beside itself; those that are given win. A name is no other name of
        an object that is given by its key."""
        export = params.get(TEMPLATE)
        if not isinstance(export, dict) or "main" not in export:
            return params
        told = {option: tell(export) for option, tell in self.of_export.items() if option != TEMPLATE}
        if any(params.get(option) for option in ("uuid", "identifier")):
            told.pop(self.name_option, None)
        return {**params, **{option: value for option, value in told.items() if value and params.get(option) is None}}


class View(Board):
    """A sort of view. Nobody says whether the routes of one sort answer for the uuid of another one, too."""

    uuid_prefix = "dsbd_"
    #: What answers say of it.
    owner_type = ""

    def is_own_sort(self, export: dict) -> bool:
        return export.get("dashboardOwnerType") in (None, "", self.owner_type)

    def get(self, run, uuid: str) -> dict:
        """The single read; NotFoundError for what is another sort of view."""
        row = super().get(run, uuid)
        if row.get("ownerType") != self.owner_type:
            raise NotFoundError(f"{uuid} is no {self.title}")
        return row
