#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a policy of issues as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_issue_policy
short_description: Manage a policy of TrueWatch issues
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the policies of a TrueWatch (Guance) workspace that say which notification schedules
    are notified of an issue, and when again. See the guide
    R(Issues, ansible_collections.truewatch.openapi.docsite.issues).
  - Which channels follow a policy is set in the console, by no route of the API.
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
      - The name. It says which policy is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the policy.
  state:
    description:
      - V(present) creates the policy or brings it to the declared state.
      - V(absent) deletes it. One that a channel follows is only deleted with O(force), and never by a prune.
  force:
    description: Consent to the deletion of a policy that a channel follows, after which nobody may be notified.
  schedules:
    description: The names of all notification schedules that are notified. Needed to create a policy.
    type: list
    elements: str
  notify_on:
    description:
      - Everything that they are notified of, in the API's words. V(issueUpgrade.noManager) needs O(unassigned),
        V(issueUpgrade.processTimeout) needs O(unresolved) or O(unprocessed), V(issueUpgrade.eventStorm) needs
        O(event_storm). A policy without the one or the other is refused.
      - An example of the API answers fewer than were sent. If your service leaves one out, each run finds it lacking
        and writes it again.
    type: list
    elements: str
    choices:
      - issue.add
      - issue.modify
      - issueUpgrade.noManager
      - issueUpgrade.processTimeout
      - issueUpgrade.eventStorm
      - issueReply.add
      - issueReply.modify
      - issueReply.delete
      - dailySummary
  unassigned:
    description: When they are notified of an issue that nobody has taken. An empty mapping removes it.
    type: dict
    suboptions: &escalation
      after:
        description: After which time, as a span such as V(20m). Needed.
        type: str
      repeat:
        description: Repeats the notification. If not set, they are notified once.
        type: dict
        suboptions:
          every:
            description: After which time each.
            type: str
            required: true
          times:
            description: How many times, 1 to 30.
            type: int
            required: true
  unresolved:
    description: When they are notified of an issue that is not resolved. An empty mapping removes it.
    type: dict
    suboptions: *escalation
  unprocessed:
    description: When they are notified of an issue that is open and not worked on. An empty mapping removes it.
    type: dict
    suboptions: *escalation
  event_storm:
    description: When they are notified of a storm of events, in the API's words, which are not documented.
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_notification_schedule
  - module: truewatch.openapi.truewatch_issue_channel
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: A rota, for the policy to name
  truewatch.openapi.truewatch_notification_schedule:
    name: Payments primary
    timezone: Europe/Berlin
    targets: [ada@example.com]

- name: Call again when nobody takes an issue
  truewatch.openapi.truewatch_issue_policy:
    name: Payments escalation
    schedules: [Payments primary]
    notify_on: [issue.add, issueUpgrade.noManager]
    unassigned:
      after: 20m
      repeat: {every: 30m, times: 3}

- name: Delete the policy
  truewatch.openapi.truewatch_issue_policy:
    name: Payments escalation
    state: absent
"""

RETURN = r"""
issue_policy:
  description: The policy; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: inpy_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Payments escalation
    schedules:
      description: The schedules, by name.
      type: list
      elements: str
      sample: [Payments primary]
    notify_on:
      description: What they are notified of.
      type: list
      elements: str
      sample: [issue.add, issueUpgrade.noManager]
    unassigned:
      description: When they are notified of an issue that nobody has taken.
      type: dict
      sample: {after: 20m, repeat: {every: 30m, times: 3}}
    unresolved:
      description: When they are notified of an issue that is not resolved.
      type: dict
      sample: {after: 4h}
    unprocessed:
      description: When they are notified of an issue that is not worked on.
      type: dict
      sample: {after: 1h}
    event_storm:
      description: When they are notified of a storm of events.
      type: dict
      sample: {}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_policy import ISSUE_POLICY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.notification_schedule import (
    NOTIFICATION_SCHEDULE,
)

TASK = kind_task(ISSUE_POLICY, related=(NOTIFICATION_SCHEDULE,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
