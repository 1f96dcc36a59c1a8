# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores of one's own, and how the service reaches them. What a service tells of secrets is not documented."""

from __future__ import annotations

import typing as t

from ..._engine.field import Field
from ..._engine.kind import Kind
from ..._engine.secret import Secret


def access_field(option: str, key: str, **more: t.Any) -> Field:
    """One property of how a store is reached."""
    return Field(option, f"accessCfg.{key}", **more)


#: Those that name a user, and what proves it.
CREDENTIALS = (
    access_field("username", "username"),
    access_field("password", "password", secret=True, secrets=(Secret(beside="username"),), sparse=True),
    access_field("ak", "ak"),
    access_field("sk", "sk", secret=True, secrets=(Secret(beside="ak"),), sparse=True),
)


class WithAccess(Kind):
    """A kind whose objects know how to reach a store. A change sends the whole of it, so it must know the secrets."""

    replaces = True
    hides_secrets = True
