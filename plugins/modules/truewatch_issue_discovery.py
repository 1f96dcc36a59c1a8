#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a rule that makes issues of events as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_issue_discovery
short_description: Manage a rule that creates TrueWatch issues from events
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the rules of a TrueWatch (Guance) workspace that make issues of events. See the guide
    R(Issues, ansible_collections.truewatch.openapi.docsite.issues).
  - A rule that comes into force may open many issues at once, and people are notified of each. Create it with
    O(enabled=false) first, and look at what its conditions find.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.switched
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which rule is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the rule.
  description:
    description: The description of the rule.
    type: str
  namespace:
    description: What is looked through. The API knows events only.
    type: str
    choices: [keyevent]
  every:
    description: How often. Needed to create a rule.
    type: str
    choices: [5m, 10m, 15m, 30m, 1h]
  conditions:
    description:
      - Which events, as DQL writes it between the braces. Without it, all of them.
      - The console knows the operators in, not in, wildcard and not wildcard only.
    type: str
  dimensions:
    description: The fields by which events become one issue, all of them. Needed to create a rule.
    type: list
    elements: str
  issue_title:
    description:
      - The title of the issues. Needed to create a rule. At most 256 characters.
      - It can contain braces of the platform. Mark it C(!unsafe), so that Ansible leaves them alone.
    type: str
  issue_description:
    description:
      - The description of the issues.
      - The console wraps it in HTML when somebody saves the rule there, which counts as another text.
    type: str
  level:
    description: The level of the issues by name, such as V(P1). An empty text removes it.
    type: str
  channels:
    description: The names of all channels that the issues are filed in, besides the default one.
    type: list
    elements: str
  assignees:
    description:
      - Who is responsible, all of them. Members by e-mail address, teams by name.
      - The address of somebody outside of the workspace is taken with a warning.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_issue_level
  - module: truewatch.openapi.truewatch_issue_channel
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Issues of trouble with controllers
  truewatch.openapi.truewatch_issue_discovery:
    name: Kubernetes controllers
    every: 10m
    conditions: "`source` IN ['kube-controller']"
    dimensions: [df_monitor_checker_id, cluster_name_k8s]
    issue_title: Controller trouble
    level: P1
    channels: [default]
    assignees: [Team on duty]
    enabled: false

- name: Delete the rule
  truewatch.openapi.truewatch_issue_discovery:
    name: Kubernetes controllers
    state: absent
"""

RETURN = r"""
issue_discovery:
  description: The rule; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: iatdc_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Kubernetes controllers
    description:
      description: The description.
      type: str
      sample: Opens what the platform team looks at
    namespace:
      description: What is looked through.
      type: str
      sample: keyevent
    every:
      description: How often.
      type: str
      sample: 10m
    conditions:
      description: Which events.
      type: str
      sample: "`source` IN ['kube-controller']"
    dimensions:
      description: The fields by which events become one issue.
      type: list
      elements: str
      sample: [cluster_name_k8s]
    issue_title:
      description: The title of the issues.
      type: str
      sample: Controller trouble
    issue_description:
      description: The description of the issues.
      type: str
      sample: Look at the logs.
    level:
      description: The level, by name.
      type: str
      sample: P1
    channels:
      description: The channels, by name.
      type: list
      elements: str
      sample: [default]
    assignees:
      description: Who is responsible, by name.
      type: list
      elements: str
      sample: [Team on duty]
    enabled:
      description: Whether it is in force.
      type: bool
      sample: false
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_discovery import ISSUE_DISCOVERY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_level import ISSUE_LEVEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(ISSUE_DISCOVERY, related=(ISSUE_CHANNEL, ISSUE_LEVEL, MEMBER, NOTIFY_OBJECT, TEAM))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
