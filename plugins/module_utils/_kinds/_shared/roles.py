# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which role is meant: a built-in one by its word, any other by name."""

from __future__ import annotations

import typing as t

from ..._engine.errors import InputError
from ..._engine.references import uuid_of

_OWNER = "owner"
#: The built-in roles: the word, which is their uuid, and what the console calls them in English.
BUILT_IN = {_OWNER: "Owner", "wsAdmin": "Administrator", "general": "Standard", "readOnly": "Read-only"}


#: What is said about a role that is not there.
SAID = "The built-in roles are wsAdmin, general, readOnly."


def is_built_in(row: dict) -> bool:
    """Whether the row is that of a role which the platform has made."""
    return row.get("isSystem") in (1, True)


def role(run, value: str) -> str:
    """The uuid of a role by its word, name or uuid; InputError for the owner's."""
    return value if value in BUILT_IN else not_owner(uuid_of(run, ("role",), value, SAID), value)


def not_owner(uuid: str, value: str) -> str:
    """The uuid; InputError when it is the role of the owner, which ``value`` is another name of."""
    if uuid == _OWNER:
        raise InputError(f"'{value}' is the role of the owner, which can be named nowhere: leave it out.")
    return uuid


def without_owner(option: str, why: str) -> t.Callable[[list], list]:
    """A Field's ``check`` of a list of roles that refuses the owner's word. Other names of it are refused once they are
    resolved, by ``role``."""

    def check(value: list) -> list:
        if _OWNER in value:
            raise InputError(f"'{option}' holds owner, {why}: leave it out.")
        return value

    return check


def roles(run, value: list[str]) -> list[str]:
    """The uuids of roles by their words, names or uuids."""
    return [role(run, entry) for entry in value]


role.kinds = roles.kinds = ("role",)
