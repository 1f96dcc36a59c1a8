# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members of the workspace. Who is not one is invited, and joins or does not; no route tells who was invited."""

from __future__ import annotations

import contextlib
import re
import typing as t

from ..._api.errors import ApiError
from ..._engine.answers import Answers
from ..._engine.asked import Asked
from ..._engine.codec import Codec
from ..._engine.errors import InputError, UnfinishedError
from ..._engine.field import MISSING, Field
from ..._engine.guard import CHANGE, CREATE, DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED, SHOWN, UNTOLD
from ..._engine.route import Route
from ..._engine.rules import EXACT, SET
from ..._engine.times import instant_text, span
from ..._engine.use import Use
from ..._engine.values import texts
from .._shared import spans
from .._shared.roles import roles, without_owner
from ._uses import NAMED_IN

_PATIENCE = "7d"


def _roles(row: dict) -> t.Any:
    """The uuids of the roles; older services tell one role only."""
    if row.get("roles"):
        return [role["uuid"] for role in row["roles"]]
    return [row["role"]] if row.get("role") else MISSING


def _is_owner(row: dict) -> bool:
    """Whether either form of a row tells it."""
    return "owner" in (row.get("role"), *texts(row.get("roles")))


def _is_in_review(row: dict) -> bool:
    return row.get("waitAudit") not in (None, 0, "0", False)


def _status(row: dict) -> str:
    return "in_review" if _is_in_review(row) else "member"


def _check_address(address: str) -> str:
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", address):
        raise InputError(f"'email' is '{address}': give the e-mail address of the person.")
    return address


def _review_roles(_run, plan) -> None:
    if not plan.after["roles"]:
        raise InputError(
            f"'roles' of {plan.title} is empty, and a member has at least one: 'state: absent' removes somebody."
        )


class Member(Kind):
    """A member, known by the e-mail address; to refer to one, the name shown in the console will do."""

    name = title = "member"
    plural = "members"
    uuid_prefix = "acnt_"
    key = Key(("email",), fold=True, aliases=("display_name",), known=False)
    named_only = True
    prunable = False
    list_operation = "workspace_members_list"
    create_operation = "workspace_members_batch_invitation"
    modify_route = Route("workspace_members_batch_modify", body_list="accountUUIDs", extra={"onlyModifyRoles": True})
    delete_route = Route("workspace_members_batch_delete", body_list="accountUUIDs")
    answers = Answers(believed=False, uuid=None)  # the answer to a change is a link to log in with
    dropped_keys = ("mobile", "extend", "exterId", "iconUrl", "attributes")
    used_by = (*NAMED_IN, ("mute", "notify"), Use("team", "members", told=False))
    guards = (
        Guard("it is the owner of the workspace", CHANGE, rows=_is_owner, never=True),
        Guard("it is the owner of the workspace", DELETE, rows=_is_owner, never=True),
        Guard("mails an invitation", CREATE, mild=True),
    )
    fields = (
        Field(
            "email",
            "to",
            read="email",
            codec=Codec(lambda address: [address], lambda address: address),
            rule=EXACT._replace(canonical=lambda address: address.lower() if isinstance(address, str) else address),
            check=_check_address,
            argument={"aliases": ["name"]},
            life=FIXED,
        ),
        Field(
            "roles",
            "roleUUIDs",
            read=_roles,
            type="list",
            elements="str",
            rule=SET,
            required=True,
            check=without_owner("roles", "which nobody can be given"),
            resolve=roles,
            review=_review_roles,
        ),
        Field("reinvite_after", check=spans.given("reinvite_after"), life=UNTOLD),
        Field("display_name", read="name", life=SHOWN),
        Field("status", read=_status, on_create="invited", life=SHOWN),
    )

    def called(self, row: dict) -> t.Iterable[str]:
        """The address, and the name shown in the console. People choose that name themselves: when it looks like an
        address, it may be somebody else's, and does not count."""
        own = self.name_of(row)
        return [name for name in super().called(row) if name == own or "@" not in name]

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """Roles count where they can be compared, and are not about to change already."""
        wanted = {option: value for option, value in wanted.items() if option != "reinvite_after"}
        if row is None:
            return wanted
        name = self.name_of(row)
        self._forget_invitation(run, name)
        if "roles" not in wanted:
            return wanted
        if _is_in_review(row):
            run.warn(f"A change of the roles of the member '{name}' is under review: they are left as they are.")
        elif not row.get("roles") and len(wanted["roles"]) > 1:
            run.warn(f"The service returns only one role of the member '{name}': the roles are not changed.")
        else:
            return wanted
        return {option: value for option, value in wanted.items() if option != "roles"}

    def is_on_its_way(self, run, plan) -> bool:
        """Whether the person was invited and may still join."""
        at = Asked(run).at(_invitation(plan.name))
        patience = span("reinvite_after", plan.params.get("reinvite_after") or _PATIENCE)
        if at is None or run.now() - at >= patience:
            return False
        run.warn(f"The {plan.title} was invited at {instant_text(at)} and has not joined: nothing was sent again.")
        return True

    def create(self, run, plan) -> dict:
        """Invite the person. The time is kept before the mail may go out, so that a run that dies, or whose answer is
        lost, does not let the next one mail again."""
        is_kept = Asked(run).note(_invitation(plan.name), run.now())
        try:
            run.client.call(self.create_operation, body={**self.body(plan.target), "method": "email"})
        except ApiError as error:
            if not error.outcome_unknown:
                self._forget_invitation(run, plan.name)
            if not error.outcome_unknown or self._has_joined(run, plan.name):
                raise
            raise UnfinishedError(
                f"{error} The {plan.title} may have been invited. "
                + (
                    "The next run does not mail again: if no mail came, set 'reinvite_after: 1s' once."
                    if is_kept
                    else "Look for the mail before you run the task again, which will mail again."
                )
            ) from error
        if not is_kept:
            run.warn(
                f"That the {plan.title} was invited cannot be kept for the next run, which will mail again: give "
                "TRUEWATCH_STATE_DIR a private folder."
            )
        return {}

    def _has_joined(self, run, email: str) -> bool:
        """Whether the person is there by now; not where that cannot be read."""
        with contextlib.suppress(ApiError):
            run.memory.refresh(self)
            return any(self.is_named(row, email) for row in run.memory.called(self, email))
        return False

    def deleted(self, run, plan) -> None:
        """A person who was removed may be invited again at once."""
        self._forget_invitation(run, plan.name)

    @staticmethod
    def _forget_invitation(run, email: str) -> None:
        asked = Asked(run)
        if asked.at(_invitation(email)):
            asked.note(_invitation(email), 0.0)


def _invitation(email: str) -> str:
    return f"member/{email.lower()}"


MEMBER = Member()
