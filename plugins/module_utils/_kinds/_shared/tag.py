# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Global tags: read only, so that others can refer to them by name. They come into being with the objects that bear
them."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.key import Key
from ..._engine.kind import Kind


class Tag(Kind):
    """A tag of the workspace, which dashboards, monitors and SLOs bear."""

    name = title = "tag"
    plural = "tags"
    uuid_prefix = "tag_"
    key = Key(uuid=("uuid", "id"))  # in rows of the list ``id`` is the uuid
    list_operation = "tag_list"
    fields = (
        Field("name", "name"),
        Field("description", "description"),
        Field("colour", "colour"),
    )


TAG = Tag()
