# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags of the workspace. Objects make the tags that they name, so a tag is described rather than made; what bears it
holds its name."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.route import Route
from ..._engine.use import Use

_PLAIN = "default"


def _is_unkept(row: dict) -> bool:
    """One without description and colour comes with what bears it."""
    return not row.get("description") and (row.get("colour") or _PLAIN) == _PLAIN


class Tag(Kind):
    """A tag of the workspace, which dashboards, monitors and SLOs bear."""

    name = title = "tag"
    plural = "tags"
    uuid_prefix = "tag_"
    key = Key(uuid=("uuid", "id"))  # in rows of the list ``id`` is the uuid
    unkept = (_is_unkept,)
    list_operation = "tag_list"
    create_operation = "tag_create"
    get_route = Route("tag_get", path="tag_uuid")
    modify_route = Route("tag_modify", path="tag_uuid")
    delete_route = Route("tag_delete", body_list="tagUUIDs")
    prunable = False
    used_by = (
        *(Use(kind, "tags", by="name") for kind in ("dashboard", "monitor", "slo", "dial_test", "explorer")),
        Use("mute", "tags"),
    )
    fields = (
        Field("name", "name", max_length=50),
        Field("description", "description", max_length=100),
        Field("colour", "colour", choices=(_PLAIN, *(f"style_key{number}" for number in range(1, 24)))),
    )


TAG = Tag()
