#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a data mask rule as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_data_mask_rule
short_description: Manage a TrueWatch data mask rule
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the rules of a TrueWatch (Guance) workspace that mask parts of a field for some
    roles. See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - A rule that is deleted or switched off, or that loses a role, shows the data in clear again.
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes one.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.switched
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the rule or brings it to the declared state.
      - V(absent) deletes it, which needs O(force).
  force:
    description: Consent to a deletion, to O(enabled=false) and to roles that are taken out. Each of them shows data
      in clear.
  name:
    description:
      - The name. It says which rule is meant, and is needed to create one. At most 128 characters.
      - Together with O(uuid) another name renames the rule.
  type:
    description: The type of the data. Needed to create a rule.
    type: str
    choices: [logging, metric, object, custom_object, keyevent, tracing, rum, security, network, profiling, billing]
  field:
    description: The field, at most 128 characters. Needed to create a rule.
    type: str
  regex:
    description:
      - The regular expression of what is masked, at most 5000 characters. Needed to create a rule. Write it in
        single quotes.
      - One that Python does not understand causes a warning, since the dialect of the service is not documented.
    type: str
  roles:
    description:
      - All roles that see the field masked, by name; the built-in ones are V(wsAdmin), V(general) and
        V(readOnly). Needed to create a rule, and never empty.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Mask card numbers
  truewatch.openapi.truewatch_data_mask_rule:
    name: card numbers
    type: logging
    field: message
    regex: '\b(?:\d[ -]?){13,16}\b'
    roles: [general, readOnly]

- name: Show them again
  truewatch.openapi.truewatch_data_mask_rule:
    name: card numbers
    state: absent
    force: true
"""

RETURN = r"""
data_mask_rule:
  description: The rule; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: wdmk_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: card numbers
    type:
      description: The type of the data.
      type: str
      sample: logging
    field:
      description: The field.
      type: str
      sample: message
    regex:
      description: The regular expression of what is masked.
      type: str
      sample: '\d{16}'
    roles:
      description: The roles that see the field masked.
      type: list
      elements: str
      sample: [general, readOnly]
    enabled:
      description: Whether it is in force.
      type: bool
      sample: true
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_mask_rule import DATA_MASK_RULE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE

TASK = kind_task(DATA_MASK_RULE, related=(ROLE,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
