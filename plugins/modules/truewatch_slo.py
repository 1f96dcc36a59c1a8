#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep an SLO as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_slo
short_description: Manage a TrueWatch SLO
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes service level objectives of a TrueWatch (Guance) workspace. They are measured by
    monitors.
  - The API fixes name and goals at creation. A task with other values is refused before anything is sent. See the
    guide R(SLOs, ansible_collections.truewatch.openapi.docsite.slos).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.kind.tagged
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the SLO or brings it to the declared state.
      - V(absent) deletes it. Dashboards that show it then show nothing.
  name:
    description:
      - The name. It says which SLO is meant, and is needed to create one. At most 256 characters.
      - It cannot be changed.
    type: str
  goal:
    description: The target as a percentage, above 0 and below 100. Needed to create an SLO; it cannot be changed.
    type: float
  min_goal:
    description: The lowest accepted percentage, less than O(goal). Needed to create an SLO; it cannot be changed.
    type: float
  interval:
    description:
      - How often it is computed. New SLOs get V(5m) by default.
      - The API takes a change of it, although the vendor's manual calls it fixed.
    type: str
    choices: [5m, 10m]
  monitors:
    description: The names of all monitors that measure it. Needed to create an SLO.
    type: list
    elements: str
  description:
    description: The description. At most 3000 characters.
    type: str
  alert_policies:
    description: The names of all alert policies that are notified. An empty list removes all.
    type: list
    elements: str
  enabled:
    description: Whether it is computed. New SLOs are; existing ones are not changed.
    type: bool
seealso:
  - module: truewatch.openapi.truewatch_mute
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Three nines for the shop
  truewatch.openapi.truewatch_slo:
    name: Shop availability
    goal: 99.9
    min_goal: 99
    monitors:
      - Shop errors
      - Shop latency
    alert_policies: [On call]
    tags: [shop]

- name: Exchange one tag and keep the others
  truewatch.openapi.truewatch_slo:
    name: Shop availability
    add_tags: [critical]
    remove_tags: [trial]

- name: Stop computing it
  truewatch.openapi.truewatch_slo:
    name: Shop availability
    enabled: false

- name: Delete it
  truewatch.openapi.truewatch_slo:
    name: Shop availability
    state: absent
"""

RETURN = r"""
slo:
  description: The SLO; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: monitor_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: Shop availability
    goal:
      description: The target as a percentage.
      type: float
      sample: 99.9
    min_goal:
      description: The lowest accepted percentage.
      type: float
      sample: 99.0
    interval:
      description: How often it is computed.
      type: str
      sample: 5m
    monitors:
      description: The monitors that measure it, by name if known.
      type: list
      elements: str
      sample: [Shop errors, Shop latency]
    description:
      description: The description.
      type: str
      sample: Checkout works
    alert_policies:
      description: The alert policies that are notified, by name if known.
      type: list
      elements: str
      sample: [On call]
    tags:
      description: The names of the tags.
      type: list
      elements: str
      sample: [shop]
    enabled:
      description: Whether it is computed.
      type: bool
      sample: true
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO

TASK = kind_task(SLO, related=(ALERT_POLICY, MONITOR, MUTE))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
