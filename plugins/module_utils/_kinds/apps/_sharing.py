# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links to snapshots, with what whoever follows one may do."""

from __future__ import annotations

from ..._engine.ensure import ensure
from ..._engine.errors import InputError
from ..._engine.times import span
from .snapshot import SNAPSHOT

_PERMANENT = "never"
_LONGEST_CODE = 12
_MASK = {"name": {"type": "str", "required": True}, "expression": {"type": "str", "required": True}}
#: What a link may do; the option of the module that makes one.
SHARE = {
    "type": "dict",
    "options": {
        "expires_in": {"type": "str", "required": True},
        "code": {"type": "str", "no_log": True},
        "public": {"type": "bool", "default": False},
        "hide_top_bar": {"type": "bool", "default": False},
        "watermark": {"type": "bool", "default": False},
        "change_time": {"type": "bool", "default": False},
        "mask_fields": {"type": "list", "elements": "str"},
        "mask_expressions": {"type": "list", "elements": "dict", "options": _MASK},
        "allowed_addresses": {"type": "list", "elements": "str"},
    },
}


def keep(run) -> dict:
    """The result of the module: with ``share`` it holds a new link in each run, since no route lists those there
    are."""
    share = run.params.get("share")
    if share is None:
        return ensure(run, SNAPSHOT, run.params)
    body = _shared(run, share)
    result = ensure(run, SNAPSHOT, run.params)
    if not run.check_mode:
        result["share"] = {
            "url": SNAPSHOT.share_route.call(run.client, result["snapshot"]["uuid"], body).content["shortUrl"]
        }
    return {**result, "changed": True}


def _shared(run, share: dict) -> dict:
    """What is sent for a link; InputError for one that cannot be meant."""
    if run.params.get("state") == "absent":
        raise InputError("A snapshot that is deleted cannot be shared: leave 'share' out.")
    if bool(share.get("code")) == bool(share.get("public")):
        raise InputError(
            "'share' makes a link that everybody can follow who has it: set 'code', which they are asked for, or "
            "'public: true' if that is meant, and not both."
        )
    if len(share.get("code") or "") > _LONGEST_CODE:
        raise InputError(f"'share.code' is too long, the API takes at most {_LONGEST_CODE} characters: shorten it.")
    if share.get("allowed_addresses") == []:
        raise InputError(
            "'share.allowed_addresses' is empty, which would let everybody in: leave it out if you mean it."
        )
    is_permanent = share["expires_in"] == _PERMANENT
    addresses, fields = share.get("allowed_addresses") or [], share.get("mask_fields") or []
    expressions = [
        {"name": one["name"], "reExpr": one["expression"], "enable": 1} for one in share.get("mask_expressions") or []
    ]
    return {
        "expirationAt": -1 if is_permanent else int(run.now()) + span("share.expires_in", share["expires_in"]),
        "extractionCode": share.get("code") or "",
        "hiddenTopBar": bool(share.get("hide_top_bar")),
        "showWatermark": bool(share.get("watermark")),
        "changeTime": bool(share.get("change_time")),
        "maskCfg": {"fields": ",".join(fields), "reExprs": expressions},
        "ipWhitelistSet": {"isOpen": bool(addresses), "type": "custom" if addresses else "", "ipWhitelist": addresses},
    }
