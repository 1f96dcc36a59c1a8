# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties with routes of their own, beside those that create and modify take."""

from __future__ import annotations


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
