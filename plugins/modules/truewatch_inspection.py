#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a self-built inspection as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_inspection
short_description: Manage a TrueWatch self-built inspection
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes self-built inspections of a TrueWatch (Guance) workspace, checks by a function of one's
    own.
  - An inspection is known by O(ref_key), a key that its author chooses. Key and function are fixed at creation; a task
    with other values is refused before anything is sent. See the guide
    R(SLOs, ansible_collections.truewatch.openapi.docsite.slos).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  ref_key:
    description:
      - The key. It says which inspection is meant, and is needed to create one. It cannot be changed.
    type: str
  title:
    description: The title that people see. Needed to create an inspection.
    type: str
  function_id:
    description:
      - The id of the function, for example V(monitor__ssl.run). Needed to create an inspection; it cannot be changed.
    type: str
  function_description:
    description: The documentation of the function.
    type: str
  function_definition:
    description: The signature of the function, for example C(run(name='')).
    type: str
  function_category:
    description: The category of the function, for example V(general).
    type: str
  function_args:
    description: The names of the function's arguments, in their order.
    type: list
    elements: str
  function_kwargs:
    description: "Details of the arguments, for example C(name: {default: ''})."
    type: dict
  alert_policies:
    description: The names of all alert policies that are notified. An empty list removes all.
    type: list
    elements: str
  enabled:
    description: Whether it runs. New inspections do; existing ones are not changed.
    type: bool
seealso:
  - module: truewatch.openapi.truewatch_mute
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Register a function that checks certificates
  truewatch.openapi.truewatch_inspection:
    ref_key: ssl-expiry
    title: SSL certificate expiry
    function_id: monitor__ssl.run
    function_definition: run(name='')
    function_args: [name]
    function_kwargs:
      name:
        default: ''
    alert_policies: [On call]

- name: Switch it off
  truewatch.openapi.truewatch_inspection:
    ref_key: ssl-expiry
    enabled: false

- name: Delete it
  truewatch.openapi.truewatch_inspection:
    ref_key: ssl-expiry
    state: absent
"""

RETURN = r"""
inspection:
  description: The inspection; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: rul_541083cc19ec4d27ad597839a0477a97
    ref_key:
      description: The key.
      type: str
      sample: ssl-expiry
    title:
      description: The title.
      type: str
      sample: SSL certificate expiry
    function_id:
      description: The id of the function.
      type: str
      sample: monitor__ssl.run
    function_description:
      description: The documentation of the function.
      type: str
      sample: Days until a certificate ends
    function_definition:
      description: The signature of the function.
      type: str
      sample: run(name='')
    function_category:
      description: The category of the function.
      type: str
      sample: general
    function_args:
      description: The names of the function's arguments.
      type: list
      elements: str
      sample: [name]
    function_kwargs:
      description: Details of the arguments.
      type: dict
      sample: {name: {default: ''}}
    alert_policies:
      description: The alert policies that are notified, by name if known.
      type: list
      elements: str
      sample: [On call]
    enabled:
      description: Whether it runs.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.inspection import INSPECTION
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE

TASK = kind_task(INSPECTION, related=(ALERT_POLICY, MUTE))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
