# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""LLM applications: known by the id that they send with their data, which the caller may choose and change."""

from __future__ import annotations

import re

from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import MISSING, Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.key import Chosen, Key
from ..._engine.kind import Kind
from ..._engine.route import Route
from ..._engine.rules import SUBSET


def _check_id(app_id: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_]*", app_id):
        raise InputError(f"'app_id' is '{app_id}': it takes letters, digits and underscores only.")
    return app_id


class LlmApp(Kind):
    """An LLM application. No route takes another uuid than the id; modify keeps what it is not sent."""

    name = "llm_app"
    title = "LLM application"
    plural = "LLM applications"
    folder = "llm_apps"
    key = Key(aliases=("app_id",), uuid=("appId",), chosen=Chosen("app_id", None, "appId", "former_app_id"))
    list_operation = "llm_cfg_list"
    create_operation = "llm_cfg_add"
    answers = Answers(uuid="appId")
    get_route = Route("llm_cfg_get", path="appid")
    modify_route = Route("llm_cfg_modify", path="appid")
    delete_route = Route("llm_cfg_delete", body_list="appIds")
    dropped_keys = ("statisticalInfo",)
    guards = (
        Guard("orphans its data, and what still sends with its id is lost", DELETE),
        Guard("breaks everything that still sends with the old id", CHANGE, options=("app_id",)),
    )
    fields = (
        Field("name", "jsonContent.name", max_length=256),
        Field("type", "jsonContent.type", choices=("Langfuse",), on_create="Langfuse"),
        Field(
            "app_id",
            "newAppId",
            read="appId",
            write=lambda value, row: value if row else MISSING,  # create takes it as appId
            max_length=128,
            check=_check_id,
        ),
        Field("site", "jsonContent.site"),
        Field("extend", "jsonContent.extend", type="dict", rule=SUBSET),
        Field("client_token", "clientToken", secret=True),
    )


LLM_APP = LlmApp()
