#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a team as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_team
short_description: Manage a TrueWatch team
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the teams of a TrueWatch (Guance) workspace, which alert policies and permissions name.
    See the guide R(People, ansible_collections.truewatch.openapi.docsite.people).
  - Who is in a team must be a member of the workspace. An address of nobody is an error, also in check mode, and so is
    that of somebody who was invited and has not joined.
  - The service returns no times of teams, so O(verify=quick) saves nothing.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.forced
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which team is meant, and is needed to create one. At most 48 characters.
      - Together with O(uuid) another name renames the team.
  state:
    description:
      - V(present) creates the team or brings it to the declared state.
      - V(absent) deletes it. One that is named in an alert policy or elsewhere is only deleted with O(force).
  members:
    description:
      - The e-mail addresses of all members of the team. Whoever is in it besides is taken out. An empty list empties
        it.
      - Without it, and without O(add_members), the members stay as they are.
    type: list
    elements: str
  add_members:
    description: The e-mail addresses of members that are to be in the team, too. The others stay.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_alert_policy
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Who is on call for payments, nobody else
  truewatch.openapi.truewatch_team:
    name: Payments on-call
    members: [ada@example.com, grace@example.com]

- name: One more
  truewatch.openapi.truewatch_team:
    name: Payments on-call
    add_members: [alan@example.com]

- name: Delete the team
  truewatch.openapi.truewatch_team:
    name: Payments on-call
    state: absent
"""

RETURN = r"""
team:
  description: The team; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: group_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Payments on-call
    members:
      description: The e-mail addresses of its members, as far as they were read.
      type: list
      elements: str
      sample: [ada@example.com, grace@example.com]
diff:
  description: What changes. The same in check mode and in a real run.
  returned: success
  type: dict
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.catalog_entity import CATALOG_ENTITY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.service import SERVICE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.report import REPORT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_discovery import ISSUE_DISCOVERY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.notification_schedule import (
    NOTIFICATION_SCHEDULE,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(
    TEAM,
    related=(
        MEMBER,
        ALERT_POLICY,
        NOTIFY_OBJECT,
        NOTIFICATION_SCHEDULE,
        ISSUE_CHANNEL,
        ISSUE_DISCOVERY,
        REPORT,
        DASHBOARD,
        MONITOR,
        SERVICE,
        CATALOG_ENTITY,
    ),
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
