#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep single sign-on as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_sso
short_description: Manage single sign-on to TrueWatch
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the configurations of identity providers of a TrueWatch (Guance) workspace, and the
    rules by which they give roles. See the guide R(People, ansible_collections.truewatch.openapi.docsite.people).
  - B(What could keep people out needs O(force)), and the message says how many came in by this provider. Any change of
    the connection to the provider is included, because a wrong one keeps everybody out.
  - With O(mapping_enabled) a person whom no rule fits has no role at the next login, and cannot log in.
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes one. A workspace takes at most 10.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.content
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.switched
  - truewatch.openapi.kind.secrets
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which configuration is meant, and is needed to create one. Letters, V(_) and V(-), at most 64;
        the service takes neither digits nor blanks.
      - Together with O(uuid) another name renames the configuration. The service allows two of one name.
  state:
    description:
      - V(present) creates the configuration or brings it to the declared state.
      - V(absent) deletes it, which needs O(force).
  type:
    description: How people log in. Needed to create a configuration, and cannot be changed.
    type: str
    choices: [saml, oidc]
  metadata:
    description: The metadata of the identity provider, XML. Needed for O(type=saml). O(src) reads it from a file.
    type: str
  src:
    description: A file with O(metadata), searched as M(ansible.builtin.copy) does. It is read on the controller and not
      templated, unless O(render) says so.
  well_known_url:
    description:
      - Where the provider describes itself. Needed for O(type=oidc).
      - No documented response contains this option and the next ones. Where the service does not, they are not
        compared, and sent to a new configuration and along with a change of O(client_secret).
    type: str
  client_id:
    description: The client at the provider. Needed for O(type=oidc).
    type: str
  client_secret:
    description: Its secret. Needed for O(type=oidc).
    type: str
  scopes:
    description: What is asked for, V(openid) among it. Needed for O(type=oidc).
    type: list
    elements: str
  oidc:
    description:
      - Further settings, in the API's words, such as C(modeType), C(sslVerify) or C(claimMapping). Only what is named
        is compared.
      - Secrets in it are never shown; null in the place of one leaves it as it is. A secret is what is named like a
        credential, C(keys), a header, a URL with a user or a query, and what C(paramMapping) holds besides placeholders
        such as V($client_secret).
    type: dict
  email_domains:
    description: What follows the @ in the addresses of those who may log in, all of them. Needed to create a
      configuration.
    type: list
    elements: str
  role:
    description: The role of people who log in for the first time, by name. Needed to create a configuration.
    type: str
  remark:
    description: A remark.
    type: str
  idle_session:
    description: After which time without use people log in again, V(1m) to V(7d). Older services take V(30m) to V(1d).
    type: str
  max_session:
    description: After which time they log in again in any case, V(1m) to V(30d). Older services take V(1d) to V(7d).
    type: str
  role_mapping:
    description:
      - All rules by which people get roles at each login. Others are deleted, after the new ones were made.
      - It is not documented how the service returns several roles of one rule.
    type: list
    elements: dict
    suboptions:
      attribute:
        description: The attribute of a person that the provider sends.
        type: str
        required: true
      value:
        description: The value that it must have.
        type: str
        required: true
      roles:
        description: The roles that this gives, by name.
        type: list
        elements: str
        required: true
  mapping_enabled:
    description:
      - Whether the rules count. Then they alone give roles, at each login.
      - It is turned on after the rules were made, and turned off before they are changed.
    type: bool
seealso:
  - module: truewatch.openapi.truewatch_role
  - module: truewatch.openapi.truewatch_member
"""

EXAMPLES = r"""
- name: Log in by SAML, and get roles by group
  truewatch.openapi.truewatch_sso:
    name: Okta
    type: saml
    src: okta-metadata.xml
    email_domains: [example.com]
    role: readOnly
    idle_session: 8h
    role_mapping:
      - attribute: groups
        value: sre
        roles: [Monitoring author]
      - attribute: groups
        value: platform
        roles: [wsAdmin]
    mapping_enabled: true

- name: Log in by OpenID Connect
  truewatch.openapi.truewatch_sso:
    name: Keycloak
    type: oidc
    well_known_url: https://idp.example.com/.well-known/openid-configuration
    client_id: truewatch
    client_secret: "{{ vault_client_secret }}"
    scopes: [openid, email]
    email_domains: [example.com]
    role: readOnly
    update_secrets: on_create
"""

RETURN = r"""
sso:
  description: The configuration; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: sso_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Okta
    type:
      description: How people log in.
      type: str
      sample: saml
    well_known_url:
      description: Where the provider describes itself, if the task gives it or the service returns it.
      type: str
      sample: https://idp.example.com/.well-known/openid-configuration
    client_id:
      description: The client at the provider, if the task gives it or the service returns it.
      type: str
      sample: truewatch
    scopes:
      description: The requested scopes, if the task gives it or the service returns it.
      type: list
      elements: str
      sample: [openid, email]
    oidc:
      description: Further settings, if the task gives them or the service returns them.
      type: dict
      sample: {modeType: easy}
    email_domains:
      description: What follows the @ in the addresses of those who may log in.
      type: list
      elements: str
      sample: [example.com]
    role:
      description: The role of people who log in for the first time.
      type: str
      sample: readOnly
    remark:
      description: The remark.
      type: str
      sample: Ours
    idle_session:
      description: After which time without use people log in again.
      type: str
      sample: 8h
    max_session:
      description: After which time they log in again in any case.
      type: str
      sample: 7d
    role_mapping:
      description: The rules, when the task speaks of them.
      type: list
      elements: dict
      sample: [{attribute: groups, value: sre, roles: [Monitoring author]}]
    mapping_enabled:
      description: Whether the rules count.
      type: bool
      sample: true
    enabled:
      description: Whether people can log in by it.
      type: bool
      sample: true
    login_url:
      description: Where people log in, as far as it was read.
      type: str
      sample: https://auth.example.com/saml/login/sso_58b3ec27b9244ecc8e39f39c0d5c673d
    metadata_url:
      description: What the identity provider needs, as far as it was read.
      type: str
      sample: https://auth.example.com/saml/metadata/sso_58b3ec27b9244ecc8e39f39c0d5c673d
    assertion_url:
      description: Where the identity provider sends people back to, as far as it was read.
      type: str
      sample: https://auth.example.com/saml/assertion/sso_58b3ec27b9244ecc8e39f39c0d5c673d
    entity_id:
      description: What the service is called at the identity provider, as far as it was read.
      type: str
      sample: https://auth.example.com/saml/metadata.xml
diff:
  description: What changes. The same in check mode and in a real run.
  returned: success
  type: dict
dangers:
  description: What the change or deletion destroys besides the object, in words.
  returned: when it destroys something
  type: list
  elements: str
  sample: [deletes every log in it]
error:
  description: What the service answered, C(code), C(message), C(status), C(body_code), C(trace_id) and C(route).
  returned: when a request failed
  type: dict
  sample:
    code: ft.InvalidAPIKey
    message: Invalid request API KEY
    status: 403
    trace_id: TRACE-1E81F1DD-1276-48E1-8D48-51F35D1FB231
    route: GET /api/v1/dashboards/list
check_mode:
  description: V(true). C(ansible_check_mode) is only true with C(--check), this also with C(check_mode) of a task,
    block or play.
  returned: in check mode
  type: bool
  sample: true
api_calls:
  description: Number of requests sent.
  returned: always
  type: int
  sample: 2
waited_seconds:
  description: Time spent waiting for the API's rate limit.
  returned: when it waited
  type: float
  sample: 12.5
"""

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._content import Content
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.sso import SSO

TASK = kind_task(SSO, related=(ROLE,), content=Content("metadata"))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
