#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a member as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_member
short_description: Manage a member of a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Invites people to a TrueWatch (Guance) workspace, gives members their roles, and removes members. See the guide
    R(People, ansible_collections.truewatch.openapi.docsite.people).
  - B(An invitation mails the person.) An invited person is not a member before joining, and no route lists invitations.
    So the controller keeps the time of each invitation, and does not invite again before O(reinvite_after).
  - The owner can be neither changed nor removed. A prune never removes anybody.
  - With the role mapping of a single sign-on people get their roles again at each login; give them in one of the two
    places.
  - Whether roles that let somebody see the token of the workspace (C(wsAdmin)) need a review by the billing centre is
    up to the service. While one is open the roles are left as they are, with a warning.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  email:
    description: The e-mail address. It says which person is meant, in either case of letters.
    type: str
    aliases: [name]
  state:
    description:
      - V(present) invites the person, or gives the member the declared roles.
      - V(absent) removes the member. Who is named in an alert policy, a schedule or elsewhere is only removed with
        O(force). An invitation cannot be taken back by the API.
  roles:
    description: All roles of the member, by name; the built-in ones are V(wsAdmin), V(general) and V(readOnly). Needed
      to invite somebody, and never empty.
    type: list
    elements: str
  reinvite_after:
    description: How long an invitation counts. Without it V(7d).
    type: str
seealso:
  - module: truewatch.openapi.truewatch_role
  - module: truewatch.openapi.truewatch_team
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Let people in
  truewatch.openapi.truewatch_member:
    email: "{{ item }}"
    roles: [general]
  loop: [ada@example.com, linus@example.com]

- name: Let one of them do more
  truewatch.openapi.truewatch_member:
    email: ada@example.com
    roles: [general, Monitoring author]

- name: Somebody has left
  truewatch.openapi.truewatch_member:
    email: linus@example.com
    state: absent
"""

RETURN = r"""
member:
  description: The member; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid of the account; V((known after apply\)) until the person has joined.
      type: str
      sample: acnt_58b3ec27b9244ecc8e39f39c0d5c673d
    email:
      description: The e-mail address, in lower case.
      type: str
      sample: ada@example.com
    roles:
      description: The roles, by name.
      type: list
      elements: str
      sample: [general]
    reinvite_after:
      description: Not returned.
      type: str
      sample: 7d
    display_name:
      description: What the console calls the member.
      type: str
      sample: Ada Adams
    status:
      description: V(invited), V(member), or V(in_review) while a change of the roles is under review.
      type: str
      sample: member
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.report import REPORT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_discovery import ISSUE_DISCOVERY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.notification_schedule import (
    NOTIFICATION_SCHEDULE,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(
    MEMBER,
    related=(
        ROLE,
        TEAM,
        ALERT_POLICY,
        NOTIFY_OBJECT,
        NOTIFICATION_SCHEDULE,
        ISSUE_CHANNEL,
        ISSUE_DISCOVERY,
        REPORT,
        DASHBOARD,
        MONITOR,
        MUTE,
    ),
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
