#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep an API key."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_api_key
short_description: Manage an API key of a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, renews and deletes the API keys of a TrueWatch (Guance) workspace. See the guide
    R(People, ansible_collections.truewatch.openapi.docsite.people).
  - B(The secret of a new key is returned once), as RV(secret). Use C(no_log) in such a task, since the result is shown
    otherwise, and store the secret in the next one. With O(reveal) it is returned again.
  - Only a key of the owner or of an administrator may manage keys.
  - The key that the task itself uses is never deleted. Where the service does not tell by what it could be known, a
    deletion needs O(force).
  - No folder of M(truewatch.openapi.truewatch_workspace) holds keys, and a prune deletes none.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description: The name. It says which key is meant, and cannot be changed. At most 50 characters.
    type: str
  state:
    description:
      - V(present) creates the key. One that is there is left as it is, without O(rotate).
      - V(absent) deletes it. It works no longer from then on, whoever uses it.
  force:
    description: Consent to delete or to renew a key where the service does not tell whether it is the one in use.
  roles:
    description:
      - All roles of a new key, by name; the built-in ones are V(wsAdmin), V(general) and V(readOnly). Needed to create
        a key, since the service would make an administrator's without them, and never empty.
      - They cannot be changed, and no response contains them. So they are not compared with those of a key that is
        there.
    type: list
    elements: str
  rotate:
    description:
      - Create a new key with this name and O(roles), then delete the old key. This is a change in every run.
      - If the old key cannot be deleted, the task fails, but its result contains RV(secret).
    type: bool
  keep_old:
    description:
      - With O(rotate=true), leave the old key as it is, so that it can be deleted by its uuid (RV(replaced)) once the
        new one is in use.
      - The key that the task itself uses can only be renewed so.
    type: bool
  reveal:
    description:
      - Return RV(secret) of a key that is there, too. Use it where the secret was lost between the task that made the
        key and the one that stores it, and always with C(no_log).
      - It costs one request, and changes nothing. Where the service does not show the secret, the task fails. In check
        mode no secret is returned.
    type: bool
    default: false
seealso:
  - module: truewatch.openapi.truewatch_role
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: A key for the pipeline
  truewatch.openapi.truewatch_api_key:
    name: ci
    roles: [Monitoring author]
  register: ci_key
  no_log: true

- name: Store its secret, which is told once
  ansible.builtin.copy:
    content: "{{ ci_key.secret }}"
    dest: /srv/ci/truewatch_api_key
    mode: "0600"
  when: ci_key.secret is defined
  no_log: true

- name: The secret again, for a store that has lost it
  truewatch.openapi.truewatch_api_key:
    name: ci
    roles: [Monitoring author]
    reveal: true
  register: ci_key
  no_log: true

- name: Renew the key that this very task uses
  truewatch.openapi.truewatch_api_key:
    name: ansible
    roles: [wsAdmin]
    rotate: true
    keep_old: true
  register: renewed
  no_log: true

- name: Delete the old one with the new one
  truewatch.openapi.truewatch_api_key:
    api_key: "{{ renewed.secret }}"
    uuid: "{{ renewed.replaced }}"
    state: absent
"""

RETURN = r"""
api_key:
  description: The key; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid, which is no secret; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: wsak_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: ci
    roles:
      description: The roles of a new key, by name.
      type: list
      elements: str
      sample: [Monitoring author]
    rotate:
      description: Whether it takes the place of another one.
      type: bool
      sample: true
    keep_old:
      description: Not returned.
      type: bool
      sample: true
    in_use:
      description: Whether it is the key that the task uses, if the service returns it.
      type: bool
      sample: false
    made_by:
      description: The uuid of the account that made it, or of the API key.
      type: str
      sample: acnt_58b3ec27b9244ecc8e39f39c0d5c673d
secret:
  description: The secret of a new key, which goes into E(TRUEWATCH_API_KEY). It is in no other result.
  returned: when a key was created, and with O(reveal=true)
  type: str
  sample: "********"
replaced:
  description: The uuid of the key that the new one takes the place of.
  returned: with O(rotate=true), when there was one
  type: str
  sample: wsak_0b3ec27b9244ecc8e39f39c0d5c673d5
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
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people._revealing import keep
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.api_key import API_KEY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE

TASK = kind_task(API_KEY, keep, {"reveal": {"type": "bool", "default": False}}, related=(ROLE,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
