# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys. Their list shows the secret of each, which is compared with the key in use and dropped at once."""

from __future__ import annotations

import typing as t

from ..._api.paging import Rows
from ..._engine.answers import Answers
from ..._engine.errors import IncompleteError, InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.life import ANEW, FIXED, SHOWN, UNTOLD_AND_FIXED
from ..._engine.route import Route
from ..._engine.rules import SET, has_mask
from .._shared.roles import roles, without_owner

#: Where a row has the secret, and whether it is that of the key in use.
SECRET, _OWN = "sk", "isInUse"
_UNKNOWN = "may be that of the key that the task uses, since the service does not tell by what it could be known"


def _ends(plan) -> bool:
    """Whether the old secret works no longer."""
    return not plan.params.get("keep_old")


def _is_own(row: dict) -> bool:
    return row.get(_OWN) is True


def _is_perhaps_own(row: dict) -> bool:
    return row.get(_OWN, False) is None


def _is_in_use(client, row: dict) -> bool | None:
    secret = row.get(SECRET)
    told = [text for text in (secret, row.get("uuid")) if isinstance(text, str)]
    if any(client.is_own_key(text) for text in told):
        return True
    return False if isinstance(secret, str) and secret and not has_mask(secret) else None


def _review_roles(_run, plan) -> None:
    if not plan.after["roles"]:
        raise InputError(
            f"'roles' of {plan.title} is empty, which would make it an administrator's: name at least one."
        )


class ApiKey(Kind):
    """A key of the workspace. It keeps its name and roles, and no answer tells its roles."""

    name = "api_key"
    title = "API key"
    plural = "API keys"
    folder = ""
    uuid_prefix = "wsak_"
    list_operation = "access_keys_list"
    create_operation = "access_keys_add"
    secret_route = Route("access_keys_get", path="ak_uuid")
    delete_route = Route("access_keys_delete", path="ak_uuid")
    answers = Answers(believed=False, once={"secret": SECRET})
    dropped_keys = (SECRET,)
    prunable = False
    guards = (
        Guard("it is the key that the task uses, so delete it with another one", DELETE, rows=_is_own, never=True),
        Guard(
            "it is the key that the task uses, so set 'keep_old: true' and delete it with the new one",
            CHANGE,
            options=("rotate",),
            rows=_is_own,
            when=_ends,
            never=True,
        ),
        Guard(_UNKNOWN, DELETE, rows=_is_perhaps_own),
        Guard(_UNKNOWN, CHANGE, options=("rotate",), rows=_is_perhaps_own, when=_ends),
    )
    fields = (
        Field("name", "name", max_length=50, life=FIXED),
        Field(
            "roles",
            "roleUUIDs",
            type="list",
            elements="str",
            rule=SET,
            required=True,
            check=without_owner("roles", "which no key can be given"),
            resolve=roles,
            review=_review_roles,
            life=UNTOLD_AND_FIXED,
        ),
        Field("rotate", read=lambda row: False, type="bool", exported=lambda values: False, life=ANEW),
        Field("keep_old", type="bool", life=UNTOLD_AND_FIXED),
        Field("in_use", read=_OWN, type="bool", life=SHOWN),
        Field("made_by", read="creator", life=SHOWN),
    )

    def lists(self, client, query: t.Mapping[str, t.Any] | None = None) -> list[Rows]:
        """Each row with whether it is the key in use: None where the service does not tell. The only key that there is
        surely is."""
        found = [
            rows._replace(
                items=[{**row, _OWN: _is_in_use(client, row)} if isinstance(row, dict) else row for row in rows.items]
            )
            for rows in super().lists(client, query)
        ]
        every = [row for rows in found for row in rows.items]
        if query is None and len(every) == 1 and isinstance(every[0], dict) and every[0][_OWN] is None:
            every[0][_OWN] = True
        return found

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """What is made anew needs roles, or it would be an administrator's key."""
        if row is not None and wanted.get("rotate") and "roles" not in wanted:
            raise IncompleteError(
                f"'rotate' makes a new key in place of '{self.name_of(row)}', and no response "
                "contains the roles of the old one: set 'roles'.",
                ["roles"],
            )
        is_made_anew = row is not None and wanted.get("rotate")
        left_out = ("keep_old",) if is_made_anew else ("keep_old", "rotate")
        return {option: value for option, value in wanted.items() if option not in left_out}

    def objections(self, run, plan) -> list[Guard]:
        """The only key that is left surely is the one in use, whatever else the service tells of it."""
        is_last = plan.action == DELETE and _is_perhaps_own(plan.row) and len(run.memory.sure_rows(self)) == 1
        last = [Guard("it is the only one, so it is the key that the task uses", DELETE, never=True)] if is_last else []
        return last or super().objections(run, plan)

    def create(self, run, plan) -> dict:
        """The result says which key a new one takes the place of."""
        row, old = super().create(run, plan), self.uuid_of(plan.row)
        if old:
            plan.once["replaced"] = old
        return row

    def keeps_former(self, plan) -> bool:
        return not _ends(plan)


API_KEY = ApiKey()
