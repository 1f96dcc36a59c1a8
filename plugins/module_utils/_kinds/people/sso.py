# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single sign-on: who logs in through which identity provider, with which role. The list tells neither domains nor
metadata, and no documented answer the settings of OpenID Connect."""

from __future__ import annotations

import re
import typing as t

from ..._engine.answers import Answers
from ..._engine.codec import BASE64, Codec
from ..._engine.errors import IncompleteError, InputError
from ..._engine.field import MISSING, Field
from ..._engine.guard import CHANGE, CREATE, DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS, FIXED, SELDOM, SHOWN
from ..._engine.route import Listing, Route
from ..._engine.rules import SET, SUBSET, TRIMMED, has_mask
from ..._engine.secret import Secret
from ..._engine.times import span
from .._shared import spans
from .._shared.roles import role, without_owner
from ._mapping import LOCKS_OUT, loses_roles
from ._oidc import SECRETS, SHAPE
from ._role_mapping import (
    IN_ANY_ORDER,
    RULES,
    SWITCH,
    Rules,
    Switch,
    check_rules,
    read_rules,
    read_switch,
    resolve_rules,
)

_CONFIG = "config"
#: Options that stand for parts of the settings of OpenID Connect.
_OIDC = {"well_known_url": "wellKnowURL", "client_id": "clientId", "client_secret": "clientSecret", "scopes": "scope"}
_NEEDS = {"saml": ("metadata",), "oidc": tuple(_OIDC)}
_KEEPS_OUT = "keeps everybody out who logs in with it"
#: Options that say how people are sent to the provider, and how what it answers is proved.
_CONNECTION = ("metadata", "oidc", *_OIDC)


def _type(row: dict) -> t.Any:
    told = row.get("type")
    return told.partition("-")[0] if isinstance(told, str) else MISSING


def _rest(row: dict) -> t.Any:
    """The settings that have no option of their own."""
    told = row.get(_CONFIG)
    own = (*_OIDC.values(), "grantType")
    return {key: told[key] for key in told if key not in own} if isinstance(told, dict) else MISSING


def _whole(settings: dict, row: dict) -> dict:
    """All settings that are known, with these."""
    told = row.get(_CONFIG)
    return {**(told if isinstance(told, dict) else {}), **settings}


def _check_name(name: str) -> str:
    if not re.fullmatch("[a-zA-Z_\u4e00-\u9fa5-]+", name):
        raise InputError(
            f"'name' is '{name}', and the service takes letters, '_' and '-' there, neither digits nor blanks."
        )
    return name


def _check_rest(settings: dict) -> dict:
    stray = [option for option, key in _OIDC.items() if key in settings]
    if stray:
        raise InputError(f"'oidc' holds what has an option of its own: give {', '.join(map(repr, stray))} as option.")
    return settings


def _check_scopes(scopes: list) -> list:
    if "openid" not in scopes:
        raise InputError("'scopes' lacks openid, without which nobody can log in.")
    return scopes


def _check_span(option: str, most: int) -> t.Callable[[t.Any], str]:
    def check(value: t.Any) -> str:
        if not 60 <= span(option, value) <= most:
            raise InputError(f"'{option}' is {value}: the service takes 1m to {most // 86400}d.")
        return spans.given(option)(value)

    return check


def _lower(domains: t.Any) -> t.Any:
    return SET.canonical([domain.lower() for domain in domains]) if isinstance(domains, list) else domains


def _check_domains(domains: list) -> list:
    wrong = [domain for domain in domains if not re.fullmatch(r"[^\s@/]+\.[^\s@/]+", domain)]
    if wrong:
        raise InputError(f"'email_domains' holds '{wrong[0]}': give what follows the @ of an address.")
    return domains


def _review_domains(_run, plan) -> None:
    if not plan.after["email_domains"]:
        raise InputError(f"'email_domains' of {plan.title} is empty: name at least one.")


def _loses_domains(plan) -> bool:
    return bool(set(plan.before["email_domains"] or ()).difference(plan.after["email_domains"]))


def _loses_rules(plan) -> bool:
    given = {(rule["attribute"], rule["value"]): rule["roles"] for rule in plan.after[RULES]}
    return any(
        loses_roles(rule["roles"], given.get((rule["attribute"], rule["value"]))) for rule in plan.before[RULES] or ()
    )


def _is_surely_another_connection(plan) -> bool:
    """Whether the service tells a value of the connection that changes. What it does not tell may be the same."""
    known = (plan.before.get(option) for option in plan.differing.intersection(_CONNECTION))
    return any(value is not None and not has_mask(value) for value in known)


def _may_be_another_connection(plan) -> bool:
    """Whether a change sends what may be another value, since the service tells none."""
    if _is_surely_another_connection(plan):
        return False
    secret = plan.actual.get("client_secret")
    is_sent = plan.params.get("client_secret") and (secret is None or has_mask(secret))
    besides = plan.differing.difference(("enabled", RULES, SWITCH))
    return bool(plan.differing.intersection(_CONNECTION) or (is_sent and besides))


def _is_on_without_rules(plan) -> bool:
    return plan.target.get(SWITCH) is True and not plan.target.get(RULES)


class Sso(Kind):
    """A configuration of one identity provider. The answer to a change lacks what the list lacks, and is not
    believed."""

    name = folder = "sso"
    title = "single sign-on"
    plural = "single sign-ons"
    uuid_prefix = "sso_"
    list_operation = "sso_saml_list"
    listings = (Listing({"type": "saml"}, {"type": "saml"}), Listing({"type": "oidc"}, {"type": "oidc"}))
    create_operation = "sso_saml_create"
    get_route = Route("sso_saml_get", path="sso_uuid")
    modify_route = Route("sso_saml_modify", path="sso_uuid")
    replaces = True
    delete_route = Route("sso_saml_delete", path="sso_uuid")
    enable_route = Route("sso_set_disable", path="sso_uuid", extra={"isDisable": False})
    disable_route = Route("sso_set_disable", path="sso_uuid", extra={"isDisable": True})
    answers = Answers(believed=False)
    hides_secrets = True
    prunable = False
    guards = (
        Guard(_KEEPS_OUT, DELETE),
        Guard(
            _KEEPS_OUT,
            CHANGE,
            options=("enabled",),
            when=lambda plan: plan.after["enabled"] is False,
        ),
        Guard(
            f"{_KEEPS_OUT}, should its provider not fit what changes",
            CHANGE,
            options=_CONNECTION,
            when=_is_surely_another_connection,
        ),
        Guard(
            f"{_KEEPS_OUT}, should its provider not fit what is sent: the service does not tell whether it holds the "
            "same ('update_secrets: on_create' sends it with another change only)",
            CHANGE,
            when=_may_be_another_connection,
        ),
        Guard(
            "keeps people of the domains that are taken out from logging in",
            CHANGE,
            options=("email_domains",),
            when=_loses_domains,
        ),
        Guard(
            f"the role mapping is on, and needs a rule: set '{SWITCH}: false', too",
            CHANGE,
            options=(RULES,),
            when=_is_on_without_rules,
            never=True,
        ),
        Guard(LOCKS_OUT, CHANGE, options=(RULES,), when=_loses_rules),
        *(
            Guard(
                "turns the role mapping on without a rule, so nobody gets a role",
                action,
                options=(SWITCH,),
                when=_is_on_without_rules,
            )
            for action in (CREATE, CHANGE)
        ),
        Guard(
            "takes roles from people whom no rule fits, at their next login",
            CHANGE,
            options=(SWITCH,),
            when=lambda plan: plan.after[SWITCH] is True and not _is_on_without_rules(plan),
        ),
    )
    fields = (
        Field("name", "idpName", max_length=64, check=_check_name),
        Field("type", "type", read=_type, choices=("saml", "oidc"), required=True, life=FIXED),
        Field("metadata", "idpData", read="uploadData", rule=TRIMMED, file=".xml", life=SELDOM),
        # First of the settings: the others are put into it.
        Field(
            "oidc",
            _CONFIG,
            read=_rest,
            write=_whole,
            type="dict",
            check=_check_rest,
            shape=SHAPE,
            rule=SUBSET,
            secrets=SECRETS,
            life=SELDOM,
        ),
        Field("well_known_url", "config.wellKnowURL", sparse=True, life=SELDOM),
        Field("client_id", "config.clientId", sparse=True, life=SELDOM),
        Field(
            "client_secret",
            "config.clientSecret",
            codec=BASE64,
            secret=True,
            secrets=(Secret(beside="clientId"),),
            sparse=True,
        ),
        Field(
            "scopes",
            "config.scope",
            type="list",
            elements="str",
            check=_check_scopes,
            rule=SET,
            sparse=True,
            life=SELDOM,
        ),
        Field(
            "email_domains",
            "emailDomains",
            read="emails",
            type="list",
            elements="str",
            check=_check_domains,
            rule=SET._replace(canonical=_lower),
            review=_review_domains,
            required=True,
            life=ALWAYS,
        ),
        Field(
            "role",
            "role",
            check=lambda value: without_owner("role", "which nobody can be given")([value])[0],
            resolve=role,
            required=True,
            life=ALWAYS,
        ),
        Field("remark", "remark"),
        Field("idle_session", "tokenHoldTime", codec=spans.SECONDS, check=_check_span("idle_session", 604800)),
        Field("max_session", "tokenMaxValidDuration", codec=spans.SECONDS, check=_check_span("max_session", 2592000)),
        Field(
            RULES,
            read=lambda row: read_rules(row[RULES]) if RULES in row else MISSING,
            type="list",
            elements="dict",
            suboptions={
                "attribute": {"type": "str", "required": True},
                "value": {"type": "str", "required": True},
                "roles": {"type": "list", "elements": "str", "required": True},
            },
            check=check_rules,
            rule=IN_ANY_ORDER,
            resolve=resolve_rules,
            part=Rules(),
        ),
        Field(SWITCH, read=read_switch, type="bool", part=Switch()),
        Field(
            "enabled",
            read="status",
            type="bool",
            codec=Codec(lambda value: 0 if value else 2, lambda status: status == 0),
            switch=True,
        ),
        Field("login_url", read="loginURL", life=SHOWN),
        Field("metadata_url", read="metadataURL", life=SHOWN),
        Field("assertion_url", read="assertionURL", life=SHOWN),
        Field("entity_id", read="entiryID", life=SHOWN),
    )

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """Whether there are rules decides whether the mapping can be turned on."""
        if row is not None and wanted.get(SWITCH) and RULES not in wanted and read_switch(row) is not True:
            row.update(self.field(RULES).part.read(run, self, row))
        return wanted

    def review(self, run, plan) -> None:
        """Hold the options against the type. A change of OpenID Connect sends all settings of it."""
        kind = plan.target.get("type")
        others = [option for word in _NEEDS if word != kind for option in _NEEDS[word]]
        stray = [option for option in (*others, *(["oidc"] if kind == "saml" else [])) if plan.params.get(option)]
        if stray:
            raise InputError(f"{plan.title} is of the type {kind}, which does not take {', '.join(map(repr, stray))}.")
        lacking = [option for option in _NEEDS[kind] if not plan.params.get(option)]
        if plan.action == CREATE and lacking:
            raise IncompleteError(f"{plan.title} of the type {kind} needs more: set {', '.join(lacking)}.", lacking)
        if plan.action == CHANGE and kind == "oidc" and plan.differing.intersection({*_OIDC, "oidc"}):
            known = [option for option in _OIDC if plan.params.get(option) or plan.target.get(option)]
            if len(known) < len(_OIDC):
                raise InputError(
                    f"A change of how {plan.title} reaches its provider sends all of it, and the service does not tell "
                    f"it: give {', '.join(option for option in _OIDC if option not in known)}, too."
                )

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        """The one way to log in by OpenID Connect that the service knows is always the same."""
        body = super().body(values, row, names)
        if body.get(_CONFIG):
            body[_CONFIG].setdefault("grantType", "authorization_code")
        return body

    def objections(self, run, plan) -> list[Guard]:
        """Each with how many people are behind it."""
        count = plan.row.get("memberCount")
        told = "the service does not return how many" if count is None else f"{count} member{'s' if count != 1 else ''}"
        said = f" ({told} came in by it)" if plan.action != CREATE else ""
        return [
            guard if guard.never else guard._replace(says=guard.says + said) for guard in super().objections(run, plan)
        ]


SSO = Sso()
