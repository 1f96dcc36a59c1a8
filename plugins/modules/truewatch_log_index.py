#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a log index as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_log_index
short_description: Manage a TrueWatch log index
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the indexes of a TrueWatch (Guance) workspace that say how long which logs are kept.
    See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - B(Deleting an index deletes every log in it, and so does changing how long they are kept.) Both need O(force).
  - A log goes into the first index that it fits, in an order that only the console can change. A new index is tried
    last.
  - The built-in index V(default) is never touched. A prune of M(truewatch.openapi.truewatch_workspace) deletes no
    index.
  - The vendor switches indexes on for a workspace, at most six with V(default). Where it has not, the service
    refuses them.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.switched
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the index or brings it to the declared state.
      - V(absent) deletes it and every log in it, which needs O(force).
  force:
    description: Consent to a deletion, and to another retention. Each of them deletes the logs in the index.
  name:
    description:
      - The name. It says which index is meant, and is needed to create one. It cannot be changed.
      - It begins with a letter and has lower-case letters, digits and underscores.
      - No other index has it, external ones included. Whether the name of a deleted index can be used again is not
        sure.
    type: str
  description:
    description:
      - The description, at most 1024 characters, for services that know it. It cannot be changed.
    type: str
  filters:
    description: Which logs go into the index, in order. Without any, all that no index before it takes.
    type: list
    elements: dict
    suboptions:
      name:
        description: The field.
        type: str
        required: true
      operation:
        description: How it is compared. Newer services take V(in) only.
        type: str
        choices: [in, not_in]
        default: in
      condition:
        description: How the filter is joined to the one before; means nothing in the first.
        type: str
        choices: [and, or]
        default: and
      values:
        description: The values.
        type: list
        elements: raw
        required: true
  retention:
    description:
      - Retention of logs, in days such as V(14d). Needed to create an index. Which numbers are offered depends
        on the site.
      - Another one deletes the logs in the index.
    type: str
  hot_retention:
    description:
      - Days in standard storage, for workspaces whose logs are in Volcengine storage. At least 7 with
        O(cold_retention), 30 with O(archive_retention). The three make 1800 at most.
      - Another one deletes the logs in the index.
    type: int
  cold_retention:
    description: Days in infrequent storage, at least 30.
    type: int
  archive_retention:
    description: Days in the archive, at least 60.
    type: int
  direct_write:
    description: Whether logs are written to the index directly, for services that know it. It cannot be changed.
    type: bool
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Keep logs of payments for disputes
  truewatch.openapi.truewatch_log_index:
    name: payment
    retention: 60d
    filters:
      - name: service
        values: [payment, payment-worker]

- name: Keep them for a shorter time; the logs in the index are deleted
  truewatch.openapi.truewatch_log_index:
    name: payment
    retention: 30d
    force: true

- name: Delete the index and every log in it
  truewatch.openapi.truewatch_log_index:
    name: payment
    state: absent
    force: true
"""

RETURN = r"""
log_index:
  description: The index; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: lgim_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: payment
    description:
      description: The description, if the service returns it.
      type: str
      sample: Card payments
    filters:
      description: Which logs go into the index, in order.
      type: list
      elements: dict
      sample: [{name: service, operation: in, condition: and, values: [payment]}]
    retention:
      description: Retention of logs.
      type: str
      sample: 60d
    hot_retention:
      description: Days in standard storage.
      type: int
      sample: 30
    cold_retention:
      description: Days in infrequent storage.
      type: int
      sample: 30
    archive_retention:
      description: Days in the archive.
      type: int
      sample: 60
    direct_write:
      description: Whether logs are written to it directly, if the service returns it.
      type: bool
      sample: false
    enabled:
      description: Whether it is in force.
      type: bool
      sample: true
    order:
      description: Its place among the indexes; a log goes into the first that it fits. Not told of one just created.
      type: int
      sample: 3
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_access_rule import DATA_ACCESS_RULE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.log_index import LOG_INDEX
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.pipeline import PIPELINE

TASK = kind_task(LOG_INDEX, related=(DATA_ACCESS_RULE, PIPELINE))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
