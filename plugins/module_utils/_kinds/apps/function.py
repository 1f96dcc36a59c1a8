# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions of the Func platform that may be called: read only, so that one sees what there is."""

from __future__ import annotations

from ..._engine.field import Field
from ..._engine.key import Key
from ..._engine.kind import Kind


class Function(Kind):
    """A function, known by the id of its script and its name (``guance__openapi.test``)."""

    name = title = "function"
    plural = "functions"
    key = Key(("function_id",), aliases=("title",), uuid=("id",))
    list_operation = "outer_function_list"
    fields = (
        Field("function_id", read="id"),
        Field("title", read="title"),
        Field("description", read="description"),
        Field("definition", read="definition"),
        Field("category", read="category"),
        Field("arguments", read="argsJSON", type="list", elements="str"),
        Field("tags", read="tagsJSON", type="list", elements="str"),
    )


FUNCTION = Function()
