#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a dial test as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_dial_test
short_description: Manage a TrueWatch dial test
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes dial tests of a TrueWatch (Guance) workspace, calls from outside that tell whether a
    service answers. See the guide R(Dial tests, ansible_collections.truewatch.openapi.docsite.dial-tests).
  - Each run of a test on each node is billed.
  - What a test of a known type needs is checked before anything is sent.
  - Passwords, keys, cookies, headers that are more than plain words, URLs with a user and variables with C(secure) are
    secrets. Results and diffs show a mask in their places.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.tagged
  - truewatch.openapi.kind.switched
  - truewatch.openapi.kind.secrets
  - truewatch.openapi.kind.content
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  type:
    description:
      - What is called, V(http), V(tcp), V(icmp), V(websocket), V(dns), V(browser), V(grpc), V(ssl), V(netpath), or
        V(multi) for a test of several steps. Another word is sent as it is, with a warning.
      - The reference has the first six and the route for V(multi). The others are what the vendor's own programs take.
      - Needed to create a test. It cannot be changed.
    type: str
  nodes:
    description:
      - The nodes that run the test, all of them. Needed to create one.
      - Nodes of the vendor by name such as V(Germany - Frankfurt), code or uuid; nodes of your own by code, name or
        uuid.
    type: list
    elements: str
  frequency:
    description: How often each node runs it. Needed to create a test. Trial plans take V(30m) and rarer.
    type: str
    choices: [1m, 5m, 15m, 30m, 1h, 6h, 12h, 24h]
  schedule:
    description:
      - When it runs in crontab terms, instead of O(frequency), which the API needs anyway. An empty text lets
        O(frequency) count again.
      - It is what the vendor's own programs send; the reference does not have it.
    type: str
  task:
    description:
      - What the test does, in the API's words, such as C(url), C(method), C(host), C(port), C(advance_options),
        C(success_when), C(steps), C(config_vars). Needed to create a test.
      - Only the keys given here are compared and changed. C(success_when), C(headers) and C(metadata) count as a whole,
        lists with steps or variables item by item while they hold the same ones.
      - C(name), C(frequency), C(status) and C(crontab) in it count where no option says otherwise, so that a whole task
        in the vendor's form can be given. What the service fills in, such as C(post_url), is left out.
      - Null instead of a secret keeps the existing one.
      - A value of a wrong type is refused before anything is sent. Texts, numbers and booleans are converted.
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_dial_node
  - module: truewatch.openapi.truewatch_info
attributes:
  idempotent:
    support: partial
    details:
      - Full as long as the service shows secrets as it holds them, which is not documented. A secret that it masks is
        written in every run, with a warning, unless O(update_secrets=on_create).
"""

EXAMPLES = r"""
- name: Call the front page from two cities
  truewatch.openapi.truewatch_dial_test:
    name: shop front page
    type: http
    frequency: 5m
    nodes: [Germany - Frankfurt, Singapore]
    task:
      method: GET
      url: https://shop.example.com/healthz
      success_when:
        - status_code: [{is: "200"}]
          response_time: 800ms
    tags: [shop]

- name: Watch a certificate
  truewatch.openapi.truewatch_dial_test:
    name: shop certificate
    type: ssl
    frequency: 24h
    nodes: [Germany - Frankfurt]
    task:
      host: shop.example.com
      port: "443"
      success_when:
        - ssl_cert_expires_in_days: [{op: gt, target: 14}]

- name: Log in, then look at the basket
  truewatch.openapi.truewatch_dial_test:
    name: shop basket
    type: multi
    frequency: 15m
    nodes: [Germany - Frankfurt]
    task:
      steps:
        - type: http
          name: log in
          task:
            method: POST
            url: https://shop.example.com/login
            advance_options:
              request_options:
                auth: {username: probe, password: "{{ vault_probe_password }}"}
            success_when:
              - status_code: [{is: "200"}]
          extracted_vars: [{name: session, field: header.Set-Cookie, secure: true}]
        - type: wait
          value: 2
        - type: http
          name: basket
          task:
            method: GET
            url: https://shop.example.com/basket
            success_when:
              - body: [{contains: Checkout}]

- name: Stop it while the shop is rebuilt
  truewatch.openapi.truewatch_dial_test:
    name: shop front page
    enabled: false
"""

RETURN = r"""
dial_test:
  description: The test, with masks for secrets; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: dial_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: shop front page
    type:
      description: What is called.
      type: str
      sample: http
    nodes:
      description: The nodes that run it, by name as far as they are known.
      type: list
      elements: str
      sample: [Germany - Frankfurt, Singapore]
    frequency:
      description: How often it runs.
      type: str
      sample: 5m
    schedule:
      description: When it runs in crontab terms; empty when O(frequency) counts.
      type: str
      sample: ""
    task:
      description: What it does, in the API's words.
      type: dict
      sample: {method: GET, url: "https://shop.example.com/healthz"}
    tags:
      description: The tags.
      type: list
      elements: str
      sample: [shop]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._content import Content
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_node import DIAL_NODE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_test import DIAL_TEST
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.public_dial_node import PUBLIC_DIAL_NODE

TASK = kind_task(DIAL_TEST, content=Content("task"), related=(DIAL_NODE, PUBLIC_DIAL_NODE))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
