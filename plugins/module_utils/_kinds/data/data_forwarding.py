# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forwarding rules: copies of data for an archive. The list tells how long, a single read where."""

from __future__ import annotations

import typing as t

from ..._engine.errors import IncompleteError, InputError
from ..._engine.field import MISSING, Field
from ..._engine.guard import CHANGE, CREATE, DELETE, Guard
from ..._engine.life import FIXED, SHOWN, USUAL
from ..._engine.route import Route
from ..._engine.rules import EXACT, SET
from .._shared.roles import roles, without_owner
from ._access import CREDENTIALS, WithAccess, access_field
from ._filters import filter_field

_PLATFORM = "guanceObject"
#: Newer services take it with a create, and no page says that a change may send it.
_NEW = FIXED._replace(certain=False)
_NEEDS = {_PLATFORM: ("retention",), "kafka": ("url", "topic")}
_NEEDED_ELSE = ("bucket",)
#: A word out of several, or none, which answers tell as an empty text.
_WORD = EXACT._replace(canonical=lambda word: word or None)
#: What answers add to the access, beside what it is.
_ADDED = ("dataType", "storeType")


def _is_archive(row: dict) -> bool:
    return row.get("storeType") == _PLATFORM


def _is_going(row: dict) -> bool:
    """Whether the rule was deleted, and its name is still taken."""
    return str(row.get("status", 0)) not in ("0", "2")


def _review_name(run, plan) -> None:
    if plan.makes_object and any(_is_going(row) for row in run.memory.called(plan.kind, plan.name)):
        raise InputError(f"A {plan.title} is still being deleted, and its name is taken so long: try again later.")


def _read_roles(row: dict) -> t.Any:
    """A switch and a list on the wire; no roles means all of them."""
    if "openPermissionSet" not in row:
        return MISSING
    return row.get("readPermissionSet") or [] if row["openPermissionSet"] else []


def _trimmed(text: t.Any) -> t.Any:
    return text.strip() if isinstance(text, str) else text


class DataForwarding(WithAccess):
    """A rule that forwards data to a store."""

    name = folder = "data_forwarding"
    title = "data forwarding rule"
    plural = "data forwarding rules"
    uuid_prefix = "lgbp_"
    list_operation = "log_backup_cfg_list"
    create_operation = "log_backup_cfg_add"
    get_route = Route("log_backup_cfg_get", path="cfg_uuid")
    modify_route = Route("log_backup_cfg_modify", path="cfg_uuid")
    delete_route = Route("log_backup_cfg_batch_delete", body_list="cfgUUIDs")
    guards = (
        *(Guard("it is being deleted", action, rows=_is_going, never=True) for action in (CHANGE, DELETE)),
        Guard("deletes the archive in the platform's store for good", DELETE, rows=_is_archive),
        Guard(
            "is charged for 180 days at least, and cannot be cancelled",
            CREATE,
            when=lambda plan: plan.after["store_type"] == _PLATFORM,
            mild=True,
        ),
    )
    fields = (
        Field("name", "name", life=FIXED, review=_review_name),
        Field(
            "store_type",
            "storeType",
            choices=(_PLATFORM, "s3", "obs", "oss", "kafka", "tos"),
            required=True,
            life=FIXED,
        ),
        Field(
            "data_type",
            "dataType",
            choices=("logging", "tracing", "rum", "keyevent", "llm", "audit_event"),
            on_create="logging",
            life=FIXED,
        ),
        Field("retention", "duration", choices=("180d", "360d", "720d"), rule=_WORD, life=FIXED),
        Field("include_extended_fields", "syncExtensionField", type="bool", on_create=False),
        filter_field("extend.filters"),
        Field("filter_logic", "extend.filterLogic", choices=("and", "or"), on_create="and"),
        access_field("provider", "provider", choices=("aliyun", "aws", "huawei", "volcengine"), rule=_WORD),
        access_field("grant_type", "grantType", choices=("role", "ram", "account"), rule=_WORD),
        access_field("cloud_account_id", "cloudAccountId"),
        access_field("store_region", "region", life=USUAL._replace(fixed=True)),
        access_field("bucket", "bucket"),
        access_field("bucket_path", "bucketPath"),
        access_field("role", "role"),
        access_field("external_id", "externalId"),
        access_field("url", "url"),
        access_field("topic", "topic"),
        access_field(
            "security_protocol", "securityProtocol", choices=("plaintext", "sasl_plaintext", "sasl_ssl"), rule=_WORD
        ),
        access_field("mechanism", "mechanism", choices=("", "plain", "scram-sha-256", "scram-sha-512")),
        access_field("ca", "ca", rule=EXACT._replace(canonical=_trimmed)),
        *CREDENTIALS,
        Field(
            "read_roles",
            ("openPermissionSet", "readPermissionSet"),
            read=_read_roles,
            write=lambda roles, row: (bool(roles), roles),
            type="list",
            elements="str",
            rule=SET,
            check=without_owner("read_roles", "who reads everything"),
            resolve=roles,
            life=_NEW,
        ),
        Field("storage_class", "storageClass", life=_NEW),
        Field("storage_format", "storageFormat", choices=("json", "parquet"), rule=_WORD, life=_NEW),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, life=SHOWN),
        Field("task_status", read="taskStatusCode", type="int", life=SHOWN),
        Field("task_error", read="taskErrorCode", life=SHOWN),
    )

    def meant(self, rows: list[dict], params: dict) -> list[dict]:
        """None that is on its way out."""
        return super().meant([row for row in rows if not _is_going(row)], params)

    def review(self, run, plan) -> None:
        super().review(run, plan)
        store = plan.target.get("store_type")
        lacking = [option for option in _NEEDS.get(store, _NEEDED_ELSE) if not plan.target.get(option)]
        if plan.makes_object and lacking:
            raise IncompleteError(f"{plan.title} goes to {store}, which needs more: set {', '.join(lacking)}.", lacking)

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        """Without what answers add to the access."""
        body = super().body(values, row, names)
        for key in _ADDED:
            body.get("accessCfg", {}).pop(key, None)
        return body


DATA_FORWARDING = DataForwarding()
