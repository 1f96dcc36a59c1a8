#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a channel of issues as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_issue_channel
short_description: Manage a channel of TrueWatch issues
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the channels in which issues of a TrueWatch (Guance) workspace are filed. See the guide
    R(Issues, ansible_collections.truewatch.openapi.docsite.issues).
  - Every workspace has a channel C(default), which the console calls All. It can be neither renamed nor deleted; its
    other options can be set.
  - Which issue policy a channel follows is set in the console, by no route of the API.
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
      - The name. It says which channel is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the channel.
  state:
    description:
      - V(present) creates the channel or brings it to the declared state.
      - V(absent) deletes it. Its issues stay in the default channel. One that a monitor or a discovery rule
        names is only deleted with
        O(force).
  description:
    description: The description. At most 256 characters.
    type: str
  targets:
    description:
      - Who is notified of issues in the channel, all of them. Notify objects by name, members by e-mail address, teams
        by name. An empty list removes all.
      - The API describes notify objects only; the console offers members, too.
    type: list
    elements: str
  escalation:
    description:
      - Who is notified when nobody has taken an issue in time.
      - No documented response contains it. If the service does not return it, it is not compared. It is sent to a new
        channel and together with another change only.
      - How it can be taken away is not known. Do that in the console.
    type: dict
    suboptions:
      after:
        description: After which time, as a span such as V(30m).
        type: str
        required: true
      to:
        description: Who is notified, as in O(targets).
        type: list
        elements: str
        required: true
seealso:
  - module: truewatch.openapi.truewatch_issue_level
  - module: truewatch.openapi.truewatch_notify_object
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: The channel of the payment team
  truewatch.openapi.truewatch_issue_channel:
    name: Payments
    description: Everything about payments
    targets: [Payment robot]
    escalation:
      after: 30m
      to: [Team on duty]

- name: Who is told of every issue
  truewatch.openapi.truewatch_issue_channel:
    name: default
    targets: [Payment robot]

- name: Delete the channel
  truewatch.openapi.truewatch_issue_channel:
    name: Payments
    state: absent
"""

RETURN = r"""
issue_channel:
  description: The channel; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: chan_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Payments
    description:
      description: The description.
      type: str
      sample: Everything about payments
    targets:
      description: Who is notified, by name.
      type: list
      elements: str
      sample: [Payment robot]
    escalation:
      description: Who is notified when nobody has taken an issue in time, if the task gives it or the service returns
        it.
      type: dict
      sample: {after: 30m, to: [Team on duty]}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_discovery import ISSUE_DISCOVERY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(ISSUE_CHANNEL, related=(ISSUE_DISCOVERY, MEMBER, MONITOR, NOTIFY_OBJECT, TEAM))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
