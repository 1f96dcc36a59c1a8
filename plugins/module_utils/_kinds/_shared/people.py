# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is meant: members by e-mail address, teams, roles and notify objects by name, built-in roles by their word."""

from __future__ import annotations

import typing as t

from ..._engine.errors import InputError
from ..._engine.field import MISSING, Field
from ..._engine.find import by_name
from ..._engine.references import KNOWN_AFTER_APPLY, found_uuid, renamed
from ..._engine.rules import SET
from .roles import BUILT_IN, SAID, not_owner, without_owner

_RECIPIENTS = ("notify_object", "team", "member")
_PERMITTED = ("team", "role", "member")
_FLAG, _SET = "openPermissionSet", "permissionSet"
_CREATOR_ONLY = "(only the owner and the creator)"


def person(run, value: str, besides: str = "") -> str:
    """The uuid of a member or a team. An e-mail address must be that of a member: the API would take any text and never
    deliver."""
    return _person(run, *renamed(run, ("team", "member"), value, besides))


def _person(run, value: str, besides: str = "") -> str:
    return found_uuid(run, ("member",) if "@" in value else ("team", "member"), value, besides)


def recipient(run, value: str) -> str:
    """The uuid of a notify object, a team or a member."""
    value, besides = renamed(run, _RECIPIENTS, value)
    if "@" not in value:
        return found_uuid(run, _RECIPIENTS, value, besides)
    if by_name(run, run.kinds["member"], value) is None and by_name(run, run.kinds["notify_object"], value) is not None:
        return found_uuid(run, ("notify_object",), value)
    return _person(run, value, besides)


def recipients(run, value: list[str]) -> list[str]:
    """The uuids of notify objects, teams and members."""
    return [recipient(run, entry) for entry in value]


recipients.kinds = _RECIPIENTS


def addressees(run, value: list[str]) -> list[str]:
    """The uuids of notify objects, teams and members; an e-mail address of nobody in the workspace as it is."""
    return [_addressee(run, entry) for entry in value]


addressees.kinds = _RECIPIENTS


def _addressee(run, entry: str) -> str:
    name, _besides = renamed(run, _RECIPIENTS, entry)
    is_known = "@" not in name or any(by_name(run, run.kinds[kind], name) for kind in ("member", "notify_object"))
    return recipient(run, entry) if is_known else name


def warn_of_outsiders(option: str) -> t.Callable:
    """A Field's ``review`` that tells which of the addressees are nobody in the workspace."""

    def review(run, plan) -> None:
        outside = [entry for entry in plan.after[option] or [] if "@" in entry and KNOWN_AFTER_APPLY not in entry]
        if outside and option in plan.differing:
            run.warn(
                f"'{option}' of {plan.title} holds addresses of nobody in the workspace: {', '.join(outside)}. "
                "The service takes any address; look whether they are written right."
            )

    return review


def permitted(run, value: list[str]) -> list[str]:
    """The uuids of roles, teams and members who are permitted something."""
    return [_permitted_one(run, entry) for entry in value]


permitted.kinds = _PERMITTED


def _permitted_one(run, entry: str) -> str:
    if entry in BUILT_IN:
        return entry
    if entry == _CREATOR_ONLY:
        raise InputError(
            "'permissions' of an object that only the owner and its creator may change cannot be set by a task, which "
            "could lock itself out: name a role, a team or a member."
        )
    value, besides = renamed(run, _PERMITTED, entry, SAID)
    return not_owner(found_uuid(run, ("member",) if "@" in value else _PERMITTED, value, besides), entry)


def _effective(raw: dict) -> t.Any:
    """Who may change the object; an empty list when the ordinary permissions decide."""
    if _SET not in raw and _FLAG not in raw:
        return MISSING
    entries = raw.get(_SET) or []
    if _FLAG not in raw:
        return entries
    return (entries or [_CREATOR_ONLY]) if raw[_FLAG] else []


def warn_of_lock_out(run, plan) -> None:
    """Tell the user when new permissions may keep the API key itself from changing the object again."""
    creator = str(plan.row.get("creator") or "")
    if "permissions" in plan.differing and plan.after["permissions"] and creator and not creator.startswith("wsak_"):
        run.warn(
            f"'permissions' restrict {plan.title}, which was not created with an API key, to those named, its "
            "creator and the owner "
            "of the workspace: this API key may not be able to change it again."
        )


#: The option ``permissions``: who may change, switch or delete the object. A non-empty list turns on permissions of its
#: own; one option for two fields of the API, so that the combination that locks everybody out cannot be asked for.
PERMISSIONS = Field(
    "permissions",
    (_FLAG, _SET),
    read=_effective,
    write=lambda value, row: (bool(value), value),
    type="list",
    elements="str",
    rule=SET,
    check=without_owner("permissions", "who may do everything anyway"),
    resolve=permitted,
    review=warn_of_lock_out,
)
