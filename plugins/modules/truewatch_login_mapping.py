#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a rule that gives roles at a login."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_login_mapping
short_description: Manage a rule that assigns roles at a login
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the rules by which an attribute of a login gives roles in a TrueWatch (Guance)
    workspace. See the guide R(People, ansible_collections.truewatch.openapi.docsite.people).
  - B(Services on premises alone have them.) Others answer that there is no such route, or that it is forbidden.
  - A rule that is deleted or gives a role no longer may lock people out. The last rule is never deleted.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  attribute:
    description: The attribute of the login. Together with O(value) it says which rule is meant. At most 256 characters.
    type: str
  value:
    description:
      - The value that it must have. At most 256 characters.
      - Together with O(uuid) another one changes the rule.
    type: str
  roles:
    description: All roles that it gives, by name; the built-in ones are V(wsAdmin), V(general) and V(readOnly). Needed
      to create a rule, and never empty.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_role
  - module: truewatch.openapi.truewatch_member
"""

EXAMPLES = r"""
- name: Who is in operations may write monitors
  truewatch.openapi.truewatch_login_mapping:
    attribute: dept
    value: ops
    roles: [Monitoring author]

- name: Not any more
  truewatch.openapi.truewatch_login_mapping:
    attribute: dept
    value: ops
    state: absent
    force: true
"""

RETURN = r"""
login_mapping:
  description: The rule; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: lgmp_58b3ec27b9244ecc8e39f39c0d5c673d
    attribute:
      description: The attribute.
      type: str
      sample: dept
    value:
      description: The value.
      type: str
      sample: ops
    roles:
      description: The roles that it gives, by name.
      type: list
      elements: str
      sample: [Monitoring author]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.login_mapping import LOGIN_MAPPING
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE

TASK = kind_task(LOGIN_MAPPING, related=(ROLE,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
