#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a data access rule as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_data_access_rule
short_description: Manage a TrueWatch data access rule
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the rules of a TrueWatch (Guance) workspace that let roles read a part of the data
    only. See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - B(A rule restricts the roles that it names and nobody else.) Who has any other role reads everything, and several
    rules add up.
  - A rule that is deleted or switched off, or that loses a role, opens data.
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes one.
  - Rules across sites are made and changed in the console.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.described
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
    description: Consent to a deletion, to O(enabled=false), to roles that are taken out and to O(conditions) that are
      taken away. Each of them lets read everything.
  name:
    description:
      - The name. Together with O(type) it says which rule is meant. At most 64 characters.
      - Together with O(uuid) another name renames the rule.
    type: str
  description:
    description: The description, at most 256 characters.
  type:
    description: The type of the data. Needed to create a rule, and cannot be changed.
    type: str
    choices: [logging, rum, tracing, metric]
  indexes:
    description:
      - The indexes of logs that it is for, by name. V(*) means all of them, V(default) the built-in one,
        C(wksp_...:lgim_...) one of another workspace.
      - Needed for O(type=logging).
    type: list
    elements: str
  sources:
    description:
      - What it is for of other types, RUM applications by name or id, services or measurements. V(*) means all of them.
      - Needed for all types but V(logging).
    type: list
    elements: str
  roles:
    description: All roles that it is for, by name; the built-in ones are V(wsAdmin), V(general) and V(readOnly).
      Needed to create a rule, and never empty.
    type: list
    elements: str
  filters:
    description:
      - Field and the values that it may have, a list or one. O(logic) joins several fields.
      - They set O(conditions) and O(extend), which the result shows.
    type: dict
  conditions:
    description: What the roles may read, in DQL. An empty text means everything of what the rule is for. O(filters)
      writes it for you.
    type: str
  extend:
    description: What the console shows of O(conditions), field and list of values. The service does not keep the two
      in step.
    type: dict
  logic:
    description: How several conditions are joined. A new rule without it has V(and).
    type: str
    choices: [and, or]
  mask_fields:
    description: All fields that the roles see masked. V(*) means all of them.
    type: list
    elements: str
  mask_expressions:
    description: What else the roles see masked, in the order in which it is applied. The manual allows ten.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name of the expression.
        type: str
        required: true
      regex:
        description: The regular expression. Write it in single quotes.
        type: str
        required: true
      enabled:
        description: Whether it is in force.
        type: bool
        default: true
seealso:
  - module: truewatch.openapi.truewatch_data_mask_rule
  - module: truewatch.openapi.truewatch_log_index
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Let contractors read staging only, and no tokens
  truewatch.openapi.truewatch_data_access_rule:
    name: contractors read staging
    type: logging
    indexes: ['*']
    roles: [readOnly]
    filters:
      env: [staging]
    mask_expressions:
      - name: tokens
        regex: 'tkn_[\da-z]*'

- name: Let them read everything again
  truewatch.openapi.truewatch_data_access_rule:
    name: contractors read staging
    type: logging
    state: absent
    force: true
"""

RETURN = r"""
data_access_rule:
  description: The rule; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: lqrl_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: contractors read staging
    description:
      description: The description.
      type: str
      sample: Until the end of the project
    type:
      description: The type of the data.
      type: str
      sample: logging
    indexes:
      description: The indexes of logs that it is for.
      type: list
      elements: str
      sample: ['*']
    sources:
      description: What it is for of other types.
      type: list
      elements: str
      sample: []
    roles:
      description: The roles that it is for.
      type: list
      elements: str
      sample: [readOnly]
    filters:
      description: Not returned; see RV(data_access_rule.conditions).
      type: dict
      sample: {}
    conditions:
      description: What the roles may read, in DQL.
      type: str
      sample: "`env` IN ['staging']"
    extend:
      description: What the console shows of it.
      type: dict
      sample: {env: [staging]}
    logic:
      description: How several conditions are joined.
      type: str
      sample: and
    mask_fields:
      description: The fields that the roles see masked.
      type: list
      elements: str
      sample: [token]
    mask_expressions:
      description: What else they see masked.
      type: list
      elements: dict
      sample: [{name: tokens, regex: 'tkn_[a-z]*', enabled: true}]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.rum_app import RUM_APP
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_access_rule import DATA_ACCESS_RULE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.external_log_index import EXTERNAL_LOG_INDEX
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.log_index import LOG_INDEX
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE

TASK = kind_task(DATA_ACCESS_RULE, related=(ROLE, RUM_APP, LOG_INDEX, EXTERNAL_LOG_INDEX))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
