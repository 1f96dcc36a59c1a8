#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a blacklist as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_blacklist
short_description: Manage a TrueWatch blacklist
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the blacklists of a TrueWatch (Guance) workspace. Data that fits one is dropped
    before it
    is sent. See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - What is dropped is gone for good. DataKit takes rules over every ten seconds.
  - Rules in C(datakit.conf) of a machine switch these off on it.
  - The API has no route to switch one off. Delete it, and what it drops is let in, and billed, again.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.described
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  force:
    description: Consent to a blacklist that drops all data of its type, as one for all sources without filters does.
  name:
    description:
      - The name. It says which blacklist is meant, and is needed to create one. At most 50 characters.
      - Together with O(uuid) another name renames the blacklist.
      - Older rules have no name that the list of the service shows. They are read one by one.
  description:
    description: The description, at most 256 characters.
  type:
    description: The type of the data. Needed to create a blacklist.
    type: str
    choices: [object, custom_object, logging, keyevent, tracing, rum, network, security, profiling, metric]
  sources:
    description:
      - Which data of the type is meant, by all names of its source. Needed to create a blacklist.
      - For logs, key events and networks that is the source, for objects the class, for traces and profiles the
        service,
        for RUM the id of the application, for metrics the measurement, for security data the category.
      - V([*]) means all of them.
    type: list
    elements: str
  filters:
    description:
      - Which of this data is dropped, in order. An empty list drops all of it.
      - The console's choice that any of them suffices is O(filters[].condition=or) in every filter.
    type: list
    elements: dict
    suboptions:
      name:
        description: The field.
        type: str
        required: true
      operation:
        description: How it is compared. V(match) and V(not_match) take regular expressions.
        type: str
        choices: [in, not_in, match, not_match]
        default: in
      condition:
        description: How the filter is joined to the one before; means nothing in the first.
        type: str
        choices: [and, or]
        default: and
      values:
        description: The values, texts or numbers. A number equals its text.
        type: list
        elements: raw
        required: true
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Drop what health checks log
  truewatch.openapi.truewatch_blacklist:
    name: health checks
    type: logging
    sources: [nginx]
    filters:
      - name: http_url
        operation: match
        values: ['^/healthz']

- name: Drop all network data
  truewatch.openapi.truewatch_blacklist:
    name: no network
    type: network
    sources: ['*']
    force: true

- name: Let it in again
  truewatch.openapi.truewatch_blacklist:
    name: no network
    state: absent
"""

RETURN = r"""
blacklist:
  description: The blacklist; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: blist_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: health checks
    description:
      description: The description.
      type: str
      sample: Nobody reads them
    type:
      description: The type of the data.
      type: str
      sample: logging
    sources:
      description: The sources; V([*]) for all.
      type: list
      elements: str
      sample: [nginx]
    filters:
      description: Which of this data is dropped, in order.
      type: list
      elements: dict
      sample: [{name: http_url, operation: match, condition: and, values: ['^/healthz']}]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.blacklist import BLACKLIST

TASK = kind_task(BLACKLIST)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
