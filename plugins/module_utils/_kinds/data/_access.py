# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stores of one's own, and how the service reaches them. What a service tells of secrets is not documented."""

from __future__ import annotations

import typing as t

from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE
from ..._engine.kind import Kind
from ..._engine.rules import has_mask

#: Who is known by what.
_SECRETS = {"password": "username", "sk": "ak"}


def access_field(option: str, key: str, **more: t.Any) -> Field:
    """One property of how a store is reached."""
    return Field(option, f"accessCfg.{key}", **more)


#: Those that name a user, and what proves it.
CREDENTIALS = (
    access_field("username", "username"),
    access_field("password", "password", secret=True, sparse=True),
    access_field("ak", "ak"),
    access_field("sk", "sk", secret=True, sparse=True),
)


class WithAccess(Kind):
    """A kind whose objects know how to reach a store. A change sends the whole of it, so it must know the secrets."""

    replaces = True
    hides_secrets = True

    def review(self, run, plan) -> None:
        """Read what is there, and see that no secret of it is lost."""
        if plan.action != CHANGE:
            return
        plan.row = self.complete(run, plan.row, [field.option for field in self.fields])
        actual = self.values(plan.row)
        for secret, user in _SECRETS.items():
            known, given = actual.get(secret), plan.params.get(secret)
            is_hidden = not known or has_mask(known)
            if is_hidden and given:
                plan.row = {**plan.row, "accessCfg": {**plan.row["accessCfg"], secret: given}}
            elif is_hidden and (known or actual.get(user)):
                raise InputError(
                    f"The service does not show '{secret}' of {plan.title}, and a change must send it: give that, too."
                )
