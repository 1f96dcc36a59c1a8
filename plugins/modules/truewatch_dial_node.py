#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a dial node of one's own as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_dial_node
short_description: Manage a TrueWatch dial node
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Registers and deletes nodes of your own that run dial tests of a TrueWatch (Guance) workspace. See the guide
    R(Dial tests, ansible_collections.truewatch.openapi.docsite.dial-tests).
  - No route changes a node. A task with different values fails before anything is sent.
  - Deleting a node deletes the dial tests that run there. A prune of M(truewatch.openapi.truewatch_workspace) never
    deletes one.
  - The nodes of the vendor are read by M(truewatch.openapi.truewatch_info) with C(kind=public_dial_node).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) registers the node, or sees that it is as declared.
      - V(absent) deletes it with the dial tests that run there, which needs O(force).
  force:
    description: With O(state=absent), consent to the loss of the dial tests that run there.
  code:
    description:
      - The code of the node, which no other one has. It says which node is meant, and is needed to register one.
      - It cannot be changed, like everything else.
    type: str
  name:
    description: The name, which no other one has either. Dial tests may name the node by it.
    type: str
  country:
    description: The country. Needed to register a node.
    type: str
  province:
    description: The province or state.
    type: str
  city:
    description: The city.
    type: str
  company:
    description: The company that runs it.
    type: str
  isp:
    description: The internet provider, such as V(telecom). Needed to register a node.
    type: str
  domestic:
    description: Whether it is in China. The default for a new node is V(false).
    type: bool
  return_credentials:
    description:
      - Return RV(credentials), which the DataKit of the node needs. It costs a request.
      - Use C(no_log) in such a task, since the result is shown otherwise.
    type: bool
    default: false
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Register a node, and give its DataKit the credentials
  truewatch.openapi.truewatch_dial_node:
    code: berlin-dc1
    name: Berlin DC1
    country: Germany
    city: Berlin
    isp: custom
    return_credentials: true
  register: node
  no_log: true

- name: Delete it, and the dial tests that run there
  truewatch.openapi.truewatch_dial_node:
    code: berlin-dc1
    state: absent
    force: true
"""

RETURN = r"""
dial_node:
  description: The node; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: reg_541083cc19ec4d27ad59
    code:
      description: The code.
      type: str
      sample: berlin-dc1
    name:
      description: The name.
      type: str
      sample: Berlin DC1
    country:
      description: The country.
      type: str
      sample: Germany
    province:
      description: The province or state.
      type: str
      sample: Berlin
    city:
      description: The city.
      type: str
      sample: Berlin
    company:
      description: The company that runs it.
      type: str
      sample: Example
    isp:
      description: The internet provider.
      type: str
      sample: custom
    domestic:
      description: Whether it is in China.
      type: bool
      sample: false
credentials:
  description: What the DataKit of the node needs, C(ak), C(sk) and, if the service returns it, C(server).
  returned: when O(return_credentials=true) and the node is there
  type: dict
  sample: {ak: ak_541083cc19ec4d27ad59, sk: secret, server: "https://dial.example.com"}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial._credentials import keep
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_node import DIAL_NODE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_test import DIAL_TEST

TASK = kind_task(
    DIAL_NODE, keep=keep, options={"return_credentials": {"type": "bool", "default": False}}, related=(DIAL_TEST,)
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
