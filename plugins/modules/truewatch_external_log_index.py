#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep an external log index as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_external_log_index
short_description: Manage a log index over your own store
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the indexes of a TrueWatch (Guance) workspace that are bound to a store of your own.
    See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - A delete takes the binding away. The logs stay where they are.
  - A change sends everything again. Where the service does not show O(password) or O(sk), a change needs it again.
  - Which settings a store needs is not documented.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.secrets
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which index is meant, and is needed to create one. No other log index has it.
      - Together with O(uuid) another name renames the index.
  store_type:
    description: The sort of store, such as V(es), V(opensearch), V(sls) or V(beaver). Needed to create an index, and
      cannot be changed. A word that is not known causes a warning.
    type: str
  store_name:
    description: The name of the index, Logstore or topic in the store. Needed to create an index.
    type: str
  store_project:
    description: The project in the store, for SLS and TLS.
    type: str
  store_region:
    description: The region of the store.
    type: str
  public_network:
    description: Whether the store is reached by the public network, for SLS.
    type: bool
  url:
    description: The address of the store.
    type: str
  username:
    description: The user.
    type: str
  password:
    description: The password of O(username).
    type: str
  ak:
    description: The access key.
    type: str
  sk:
    description: The secret of O(ak).
    type: str
  iam_project_name:
    description: The IAM project, for TLS.
    type: str
  iam_project_display_name:
    description: The name of the IAM project that is shown, for TLS.
    type: str
  project_id:
    description: The uuid of the project, for TLS.
    type: str
  topic_id:
    description: The uuid of the topic, for TLS.
    type: str
  cloud_account_id:
    description: The cloud account.
    type: str
  field_mapping:
    description: Field of the platform and its name in the store. V(time), V(__docid) and V(message) matter most.
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_log_index
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Search our Elasticsearch
  truewatch.openapi.truewatch_external_log_index:
    name: archive_es
    store_type: es
    store_name: logs-archive
    url: https://es.example.com
    username: reader
    password: "{{ vault_es_password }}"
    field_mapping:
      time: '@timestamp'
      message: content

- name: Take the binding away
  truewatch.openapi.truewatch_external_log_index:
    name: archive_es
    state: absent
"""

RETURN = r"""
external_log_index:
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
      sample: archive_es
    store_type:
      description: The sort of store.
      type: str
      sample: es
    store_name:
      description: The name in the store.
      type: str
      sample: logs-archive
    store_project:
      description: The project in the store.
      type: str
      sample: logs
    store_region:
      description: The region of the store.
      type: str
      sample: eu-central-1
    public_network:
      description: Whether it is reached by the public network.
      type: bool
      sample: true
    url:
      description: The address of the store.
      type: str
      sample: https://es.example.com
    username:
      description: The user.
      type: str
      sample: reader
    ak:
      description: The access key.
      type: str
      sample: AKIDEXAMPLE
    iam_project_name:
      description: The IAM project.
      type: str
      sample: default
    iam_project_display_name:
      description: Its name that is shown.
      type: str
      sample: Default
    project_id:
      description: The uuid of the project.
      type: str
      sample: '1'
    topic_id:
      description: The uuid of the topic.
      type: str
      sample: '2'
    cloud_account_id:
      description: The cloud account.
      type: str
      sample: '123456789012'
    field_mapping:
      description: Field of the platform and its name in the store.
      type: dict
      sample: {time: '@timestamp'}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_access_rule import DATA_ACCESS_RULE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.external_log_index import EXTERNAL_LOG_INDEX
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.pipeline import PIPELINE

TASK = kind_task(EXTERNAL_LOG_INDEX, related=(DATA_ACCESS_RULE, PIPELINE))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
