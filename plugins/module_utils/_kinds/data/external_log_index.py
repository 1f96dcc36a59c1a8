# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Log indexes that are bound to a store of one's own."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.codec import Codec
from ..._engine.errors import IncompleteError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.life import ALWAYS, FIXED
from ..._engine.route import Listing, Route
from ..._engine.use import Use
from ..._engine.values import plain_texts
from ._access import CREDENTIALS, WithAccess, access_field

_STORES = ("es", "sls", "opensearch", "beaver")


def _to_pairs(mapping: t.Any) -> t.Any:
    if not isinstance(mapping, dict):
        return mapping
    return [{"field": field, "originalField": original} for field, original in mapping.items()]


def _from_pairs(pairs: t.Any) -> t.Any:
    if not isinstance(pairs, list):
        return pairs
    return {pair.get("field"): pair.get("originalField") for pair in pairs}


#: Sent as a boolean, answered as a number.
_BOOLEAN = Codec(lambda value: value, lambda value: bool(value) if value in (0, 1) else value)


def _review_store(run, plan) -> None:
    if not plan.makes_object:
        return
    if not any(plan.target.get(field.option) for field in plan.kind.fields if str(field.api).startswith("accessCfg.")):
        raise IncompleteError(f"{plan.title} does not say how its store is reached: set url, ak or the like.", ["url"])
    if plan.after["store_type"] not in _STORES:
        run.warn(f"'store_type' of {plan.title} is '{plan.after['store_type']}'; known are {', '.join(_STORES)}.")


def _is_own_store(row: dict) -> bool:
    return not row.get("isBindCustomStore")


class ExternalLogIndex(WithAccess):
    """An index over a store of one's own; its create and modify answer ``true``."""

    name = "external_log_index"
    title = "external log index"
    plural = "external log indexes"
    uuid_prefix = "lgim_"
    list_operation = "log_index_cfg_list"
    listings = (Listing({"isBindCustomStore": True}),)
    create_operation = "log_index_cfg_bind"
    answers = Answers(uuid=None)
    get_route = Route("log_index_cfg_get", path="cfg_uuid", asking={"isShowAccessCfg": True, "isShowFields": True})
    modify_route = Route("external_log_index_cfg_modify", path="cfg_uuid")
    delete_route = Route("log_index_cfg_delete", body="cfgUUID")
    used_by = (
        Use("data_access_rule", "indexes", listed={"type": "logging"}),
        Use("pipeline", "log_index", told=False),
    )
    guards = tuple(
        Guard("it is no external one", action, rows=_is_own_store, never=True) for action in (CHANGE, DELETE)
    )
    fields = (
        Field("name", "name", life=ALWAYS),
        Field("store_type", "storeType", required=True, life=FIXED, review=_review_store),
        Field("store_name", "exterStoreName", required=True, life=ALWAYS),
        Field("store_project", "exterStoreProject"),
        Field("store_region", "region"),
        Field("public_network", "isPublicNetworkAccess", type="bool", codec=_BOOLEAN),
        access_field("url", "url"),
        *CREDENTIALS,
        access_field("iam_project_name", "iamProjectName"),
        access_field("iam_project_display_name", "iamProjectDisplayName"),
        access_field("project_id", "projectId"),
        access_field("topic_id", "topicId"),
        access_field("cloud_account_id", "cloudAccountId"),
        Field(
            "field_mapping",
            "fields",
            type="dict",
            codec=Codec(_to_pairs, _from_pairs),
            check=lambda mapping: plain_texts("field_mapping", mapping),
        ),
    )


EXTERNAL_LOG_INDEX = ExternalLogIndex()
