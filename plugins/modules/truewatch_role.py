#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a role as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_role
short_description: Manage a TrueWatch role
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the roles of your own of a TrueWatch (Guance) workspace. See the guide
    R(People, ansible_collections.truewatch.openapi.docsite.people).
  - The built-in roles C(owner), C(wsAdmin) (Administrator), C(general) (Standard) and C(readOnly) can be referred to
    by these words, and neither changed nor deleted.
  - Only a key of the owner or of an administrator may manage roles.
  - What a role loses, everybody loses who has it, API keys included.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which role is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the role.
  state:
    description:
      - V(present) creates the role or brings it to the declared state.
      - V(absent) deletes it. One that somebody has, or that is named elsewhere, is only deleted with O(force), and the
        service may refuse it anyway.
  force:
    description: Consent to delete a role that members have, or that is still named elsewhere. Whether API keys have it
      is in no response.
  description:
    description: The description, at most 3000 characters.
    type: str
  permissions:
    description:
      - All permissions of the role, such as V(monitor.cfgManage), at least one. Needed to create a role.
      - M(truewatch.openapi.truewatch_info) with C(kind=permission) lists the existing ones. One that the service does
        not know is refused.
      - Every role has C(routine.defaultAccess), too, which is left out of comparisons and results.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_info
  - module: truewatch.openapi.truewatch_data_access_rule
"""

EXAMPLES = r"""
- name: May write monitors and mutes, nothing else
  truewatch.openapi.truewatch_role:
    name: Monitoring author
    description: May write monitors and mutes, nothing else
    permissions: [monitor.cfgManage, monitor.muteCfgManage, workspace.readMember]

- name: Let those who have it change a dashboard
  truewatch.openapi.truewatch_dashboard:
    name: Overview
    visibility: custom
    permissions: [Monitoring author]
    read_permissions: [general, readOnly]

- name: What can a role be given
  truewatch.openapi.truewatch_info:
    kind: permission
    filters:
      custom_roles: true
    query: "[].key"
  register: permissions

- name: Delete the role
  truewatch.openapi.truewatch_role:
    name: Monitoring author
    state: absent
"""

RETURN = r"""
role:
  description: The role; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: role_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name; of a built-in role its word.
      type: str
      sample: Monitoring author
    description:
      description: The description.
      type: str
      sample: May write monitors and mutes, nothing else
    permissions:
      description: The permissions, without C(routine.defaultAccess).
      type: list
      elements: str
      sample: [monitor.cfgManage, monitor.muteCfgManage]
    built_in:
      description: Whether the platform made it.
      type: bool
      sample: false
    member_count:
      description: How many members have it, as the service counted them when it was listed.
      type: int
      sample: 3
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.alert_policy import ALERT_POLICY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_access_rule import DATA_ACCESS_RULE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_forwarding import DATA_FORWARDING
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_mask_rule import DATA_MASK_RULE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.api_key import API_KEY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.login_mapping import LOGIN_MAPPING
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.sso import SSO

TASK = kind_task(
    ROLE,
    related=(
        LOGIN_MAPPING,
        SSO,
        API_KEY,
        DATA_ACCESS_RULE,
        DATA_MASK_RULE,
        DATA_FORWARDING,
        DASHBOARD,
        MONITOR,
        ALERT_POLICY,
        NOTIFY_OBJECT,
    ),
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
