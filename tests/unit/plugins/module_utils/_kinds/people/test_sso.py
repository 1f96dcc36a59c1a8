# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single sign-on: nobody is kept out without consent, and the secret of a client is nowhere."""

from __future__ import annotations

import base64
import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.sso import SSO
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.people.conftest import bodies, wrote

SRE = {"attribute": "groups", "value": "sre", "roles": ["general", "readOnly"]}
ALL = {"attribute": "groups", "value": "all", "roles": ["readOnly"]}
SAML = {
    "name": "Okta",
    "type": "saml",
    "metadata": "<EntityDescriptor/>",
    "email_domains": ["example.com", "example.org"],
    "role": "readOnly",
}
OIDC = {
    "name": "Keycloak",
    "type": "oidc",
    "well_known_url": "https://idp.example.com",
    "client_id": "us",
    "client_secret": "canary-client",
    "scopes": ["openid"],
    "email_domains": ["example.net"],
    "role": "readOnly",
}
BEHIND = r" .3 members came in by it."


@pytest.fixture
def sso(ensure):
    return ensure("sso")


@pytest.fixture
def okta(sso):
    sso(**SAML, role_mapping=[SRE, ALL], mapping_enabled=True)
    return lambda **params: sso(name="Okta", **params)


def test_rules_are_made_before_they_count(desk, sso):
    sso(**SAML, role_mapping=[SRE, ALL], mapping_enabled=True)
    assert wrote(desk) == ["sso_saml_create", "sso_mappings_add", "sso_mappings_add", "sso_mappings_set_disable"]
    assert bodies(desk, "sso_saml_create") == [
        {
            "idpName": "Okta",
            "type": "saml",
            "idpData": "<EntityDescriptor/>",
            "emailDomains": ["example.com", "example.org"],
            "role": "readOnly",
        }
    ]


def test_rules_change_one_by_one_and_go_last(desk, okta):
    ops = {"attribute": "groups", "value": "ops", "roles": ["general"]}
    assert okta(role_mapping=[{**SRE, "roles": ["general"]}, ops], force=True)["dangers"]
    assert wrote(desk) == ["sso_mappings_add", "sso_mappings_modify", "sso_mappings_delete"] or wrote(desk) == [
        "sso_mappings_modify",
        "sso_mappings_add",
        "sso_mappings_delete",
    ]
    assert not okta(role_mapping=[ops, {**SRE, "roles": ["general"]}])["changed"]


def test_the_switch_goes_off_before_the_rules_do(desk, okta):
    okta(role_mapping=[], mapping_enabled=False, force=True)
    assert wrote(desk)[0] == "sso_mappings_set_disable"
    assert wrote(desk)[1:] == ["sso_mappings_delete"] * 2


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"state": "absent"}, "keeps everybody out who logs in with it"),
        ({"enabled": False}, "keeps everybody out who logs in with it"),
        ({"email_domains": ["example.com"]}, "keeps people of the domains that are taken out from logging in"),
        ({"metadata": "<Another/>"}, "keeps everybody out .*, should its provider not fit what changes"),
        ({"role_mapping": [SRE]}, "may take roles from people at their next login"),
        ({"role_mapping": [ALL, {**SRE, "roles": ["general"]}]}, "may take roles from people at their next login"),
    ],
)
def test_what_could_keep_people_out_needs_consent(desk, okta, wanted, says, check_mode):
    with pytest.raises(InputError, match=f"{says}.*{BEHIND}.*Set 'force: true'"):
        okta(**wanted, check_mode=check_mode)
    assert not wrote(desk)
    assert okta(**wanted, force=True, check_mode=check_mode)["dangers"]
    assert bool(wrote(desk)) is not check_mode


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    "wanted",
    [
        {"well_known_url": "https://other.example.com"},
        {"client_id": "other"},
        {"client_secret": "canary-other"},
        {"scopes": ["openid", "email"]},
        {"oidc": {"sslVerify": False}},
    ],
)
def test_another_connection_to_the_provider_needs_consent(desk, sso, wanted, check_mode):
    sso(**OIDC, oidc={"sslVerify": True})
    with pytest.raises(InputError, match=f"should its provider not fit what changes{BEHIND}.*Set 'force: true'"):
        sso(name="Keycloak", **wanted, check_mode=check_mode)
    assert not wrote(desk)
    (danger,) = sso(name="Keycloak", **wanted, force=True, check_mode=check_mode)["dangers"]
    assert "3 members came in by it" in danger
    assert bool(wrote(desk)) is not check_mode


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_a_secret_that_may_be_another_one_is_sent_with_consent_only(desk, sso, variant, check_mode):
    sso(**OIDC)
    desk.emulator.vary(variant)
    for wanted in ({"update_secrets": "always"}, {"remark": "x", "update_secrets": "on_create"}):
        with pytest.raises(InputError, match=f"the service does not tell whether .*on_create.*{BEHIND}"):
            sso(**OIDC, **wanted, check_mode=check_mode)
        assert not wrote(desk)
    for wanted in ({"enabled": False}, {"role_mapping": [SRE]}):
        sso(**OIDC, **wanted, update_secrets="on_create", check_mode=check_mode, force="enabled" in wanted)
        assert "sso_saml_modify" not in desk.sent
    assert sso(**OIDC, update_secrets="always", force=True, check_mode=check_mode)["dangers"]


def test_where_nobody_counts_the_members_that_is_said(desk, okta, monkeypatch):
    desk.new_task()
    rows = desk.client.rows

    def told(operation, **asked):
        found = rows(operation, **asked)
        return found._replace(items=[{name: row[name] for name in row if name != "memberCount"} for row in found.items])

    monkeypatch.setattr(desk.client, "rows", told)
    with pytest.raises(InputError, match=r"logs in with it \(the service does not return how many came in by it\)"):
        desk.ensure("sso", name="Okta", state="absent")


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_last_rule_stays_while_the_mapping_is_on(desk, okta, check_mode):
    with pytest.raises(InputError, match="cannot be changed: the role mapping is on, and needs a rule"):
        okta(role_mapping=[], force=True, check_mode=check_mode)
    assert not wrote(desk)


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_mapping_is_not_turned_on_without_a_rule(desk, sso, check_mode):
    says = "turns the role mapping on without a rule, so nobody gets a role"
    with pytest.raises(InputError, match=says):
        sso(**SAML, mapping_enabled=True, check_mode=check_mode)
    assert not wrote(desk)
    sso(**SAML)
    with pytest.raises(InputError, match=says + ".*" + BEHIND):
        sso(name="Okta", mapping_enabled=True, check_mode=check_mode)
    assert not wrote(desk)


def test_more_of_anything_needs_no_consent(okta):
    more = {"role_mapping": [SRE, ALL, {**ALL, "value": "more"}]}
    assert okta(**more, email_domains=[*SAML["email_domains"], "example.net"], remark="x")["changed"]
    assert not SSO.is_prunable({"uuid": "sso_1"})


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"name": "Okta 2"}, "takes letters, '_' and '-' there"),
        ({"metadata": None}, "of the type saml needs more: set metadata"),
        ({"client_id": "x"}, "is of the type saml, which does not take 'client_id'"),
        ({"role": "owner"}, "which nobody can be given"),
        ({"role_mapping": [{**SRE, "roles": ["owner"]}]}, "which nobody can be given"),
        ({"role_mapping": [{**SRE, "roles": []}]}, "gives no role for groups sre"),
        ({"role_mapping": [{**SRE, "value": " "}]}, "a rule without attribute or value"),
        ({"role_mapping": [SRE, SRE]}, "two rules for one attribute and value"),
        ({"email_domains": []}, "'email_domains'.* is empty"),
        ({"email_domains": ["ada@example.com"]}, "give what follows the @"),
        ({"idle_session": "10s"}, "the service takes 1m to 7d"),
    ],
)
def test_what_cannot_be_meant(desk, sso, wanted, says):
    with pytest.raises(InputError, match=says):
        sso(**{**SAML, **wanted})
    assert not wrote(desk)


@pytest.mark.parametrize("variant", ["", "secrets_absent", "secrets_masked"])
def test_the_secret_of_a_client_is_sent_and_nowhere_shown(desk, sso, variant):
    made = sso(**OIDC, oidc={"sslVerify": True})
    desk.emulator.vary(*filter(None, [variant]))
    again = sso(**OIDC, update_secrets="always", force=True)
    kept = sso(**{**OIDC, "client_secret": "canary-other"}, update_secrets="on_create")
    assert again["changed"] is bool(variant) and not kept["changed"]
    sent = [body["config"] for op in ("sso_saml_create", "sso_saml_modify") for body in bodies(desk, op)]
    assert {key: value for key, value in sent[0].items() if key != "clientSecret"} == {
        "sslVerify": True,
        "wellKnowURL": "https://idp.example.com",
        "clientId": "us",
        "scope": ["openid"],
        "grantType": "authorization_code",
    }
    assert sent[1:] == sent[:1] * bool(variant), "nothing is lost by a change"
    secrets = ("canary", base64.b64encode(b"canary-client").decode())
    told = [made, again, kept, read(desk.run(), SSO), read(desk.run(), SSO, export=True)]
    told += [desk.emulator.requests(bodies=True)]
    assert not any(secret in json.dumps(told, default=str) for secret in secrets)


REQUESTS = {
    "getTokenSet": {
        "url": "https://u:canary-1@idp.example.com/token",
        "authMethod": "client_secret_post",
        "paramMapping": {
            "client_id": "$client_id",
            "client_secret": "canary-2",
            "secret": "$client_secret",
            "ticket": "canary-3 4",
        },
    },
    "verifyTokenSet": {"keys": [{"k": "canary-4"}, "canary-5"], "verify": True},
    "getUserInfoSet": {"headers": {"Authorization": "canary-6"}, "url": "https://idp.example.com/me?k=canary-7"},
    "accessToken": "canary-8",
}


def test_secrets_of_requests_of_ones_own_are_nowhere_shown(desk, sso):
    given = {**OIDC, "client_secret": "canary-0", "oidc": REQUESTS}
    made = sso(check_mode=True, **given), sso(**given)
    again = sso(**given)
    assert not again["changed"]
    other = sso(**{**given, "oidc": {"accessToken": "canary-9"}}, force=True)
    assert other["changed"] and "(changed)" in str(other["diff"])
    (exported,) = read(desk.run(), SSO, export=True)
    told = [made, again, other, read(desk.run(), SSO), exported, SSO.hide(given), desk.emulator.requests(bodies=True)]
    assert [number for number, one in enumerate(told) if "canary" in json.dumps(one, default=str)] == []
    shown = made[1]["sso"]["oidc"]["getTokenSet"]
    assert shown["authMethod"] == "client_secret_post" and shown["paramMapping"]["client_id"] == "$client_id"
    assert shown["paramMapping"]["secret"] == "$client_secret"
    assert bodies(desk, "sso_saml_create")
    assert {f"canary-{number}" for number in (2, 6, 8)} <= set(SSO.secrets(given))
    kept = {option: value for option, value in exported.items() if not option.startswith("\0") and value != ""}
    assert not sso(**kept)["changed"], "null means as it is"


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    "wanted", [{"role": "Owner"}, {"role_mapping": [{**SRE, "roles": ["Owner"]}]}, {"role": "Eigentümer"}]
)
def test_nobody_becomes_owner_by_another_name_of_the_role(desk, sso, monkeypatch, wanted, check_mode):
    desk.new_task()
    rows = desk.client.rows

    def told(operation, **asked):
        found = rows(operation, **asked)
        german = {"owner": {"name": "Eigentümer"}}
        return found._replace(items=[{**row, **german.get(row.get("uuid"), {})} for row in found.items])

    monkeypatch.setattr(desk.client, "rows", told)
    with pytest.raises(InputError, match="is the role of the owner"):
        desk.ensure("sso", check_mode=check_mode, **{**SAML, **wanted})
    assert not wrote(desk)


def test_one_of_several_rules_of_an_attribute_and_value_stays(desk, okta):
    given = {"ssoUUID": okta()["sso"]["uuid"], "sourceField": "groups", "sourceValue": "sre"}
    desk.client.call("sso_mappings_add", body={**given, "targetValues": ["wsAdmin"]})
    with pytest.raises(InputError, match="may take roles from people"):
        okta(role_mapping=[SRE, ALL])
    assert okta(role_mapping=[SRE, ALL], force=True)["changed"]
    assert wrote(desk) == ["sso_mappings_delete"]
    assert not okta(role_mapping=[SRE, ALL])["changed"]


def test_a_change_that_would_lose_the_secret_is_refused(desk, sso):
    sso(**OIDC)
    desk.emulator.vary("secrets_absent")
    with pytest.raises(InputError, match="does not show 'client_secret' of .*: give that, too"):
        sso(name="Keycloak", remark="x")
    assert not wrote(desk)
    given = {"client_secret": "canary-client", "update_secrets": "on_create", "force": True}
    assert sso(name="Keycloak", remark="x", **given)["changed"]
