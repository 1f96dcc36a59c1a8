# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RUM applications: known by the id that pages and apps send with their data, which the caller may choose and change.
No route reads one whole: the list tells id, name and type."""

from __future__ import annotations

from ..._engine.answers import Answers
from ..._engine.field import MISSING, Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.key import Chosen, Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED, UNTOLD, UNTOLD_AND_FIXED
from ..._engine.route import Route
from ..._engine.use import Use
from ._views import view_field


class RumApp(Kind):
    """A RUM application. The uuid of the list is another text than the id, and no route takes it."""

    name = "rum_app"
    title = "RUM application"
    plural = "RUM applications"
    folder = "rum_apps"
    key = Key(aliases=("app_id",), uuid=("appId",), chosen=Chosen("app_id", None, "appId", "former_app_id"))
    list_operation = "rum_cfg_quick_list"
    create_operation = "rum_cfg_add"
    answers = Answers(uuid="appId")
    modify_route = Route("rum_cfg_modify", path="appid")
    delete_route = Route("rum_cfg_delete", body_list="appIds")
    dropped_keys = ("clientToken",)
    used_by = (
        ("service", "app"),
        Use("data_access_rule", "sources", listed={"type": "rum"}),
        ("blacklist", "sources"),
        Use("pipeline", "app_ids", told=False),
    )
    guards = (
        Guard("orphans its data, and what still sends with its id is lost", DELETE),
        Guard("breaks every page and app that still sends with the old id", CHANGE, options=("app_id",)),
    )
    fields = (
        Field("name", "jsonContent.name", max_length=256),
        Field(
            "type",
            "jsonContent.type",
            choices=("web", "miniapp", "android", "ios", "custom", "reactnative"),
            required=True,
            life=FIXED,
        ),
        Field(
            "app_id",
            "newAppId",
            read="appId",
            write=lambda value, row: value if row else MISSING,  # create takes it as appId
            max_length=48,
        ),
        Field("extend", "jsonContent.extend", type="dict", life=UNTOLD),
        Field("custom_identity", "customIdentity", max_length=19, life=UNTOLD_AND_FIXED),
        view_field("dashboardUuids", life=UNTOLD),
        Field("client_token", "clientToken", secret=True, life=UNTOLD),
    )


RUM_APP = RumApp()
