#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a data forwarding rule as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_data_forwarding
short_description: Manage a TrueWatch data forwarding rule
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the rules of a TrueWatch (Guance) workspace that forward copies of data to a store.
    See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - B(A rule over the platform's own store), O(store_type=guanceObject), B(is charged for 180 days at least and
    cannot be cancelled. To delete it deletes the archive.)
  - The service tries a rule every five minutes. RV(data_forwarding.task_error) says what went wrong.
  - A deleted rule goes away slowly. A new one of its name is refused until then.
  - No route switches a rule off. Forwarding is part of commercial plans.
  - Which settings a store needs is not documented; only the obvious is checked.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.kind.secrets
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the rule or brings it to the declared state.
      - V(absent) deletes it. For O(store_type=guanceObject) that deletes the archive and needs O(force).
  force:
    description: Consent to the deletion of a rule with its archive in the platform's own store.
  name:
    description: The name. It says which rule is meant, and is needed to create one. It cannot be changed.
    type: str
  store_type:
    description: The sort of store, V(guanceObject) for the platform's own. Needed to create a rule, and cannot be
      changed.
    type: str
    choices: [guanceObject, s3, obs, oss, kafka, tos]
  data_type:
    description: The type of the data. A new rule without it is for V(logging). It cannot be changed.
    type: str
    choices: [logging, tracing, rum, keyevent, llm, audit_event]
  retention:
    description: Retention of the data. Needed for O(store_type=guanceObject). It cannot be changed.
    type: str
    choices: [180d, 360d, 720d]
  include_extended_fields:
    description: Whether logs are forwarded with all their fields, and not the message only. Traces and RUM data
      always are.
    type: bool
  filters:
    description: Which data is forwarded, in order. Without any, all of it.
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
  filter_logic:
    description: How the filters are joined. A new rule without it has V(and).
    type: str
    choices: [and, or]
  provider:
    description: The cloud.
    type: str
    choices: [aliyun, aws, huawei, volcengine]
  grant_type:
    description: How the platform is let in.
    type: str
    choices: [role, ram, account]
  cloud_account_id:
    description: The cloud account.
    type: str
  store_region:
    description: The region of the store. Without it, that of the cloud which fits the site is taken. It cannot be
      changed.
    type: str
  bucket:
    description: The bucket.
    type: str
  bucket_path:
    description: The path in the bucket.
    type: str
  role:
    description: The role of the cloud that the platform takes.
    type: str
  external_id:
    description: The external id of the role, for AWS.
    type: str
  url:
    description: The address, for Kafka.
    type: str
  topic:
    description: The topic, for Kafka.
    type: str
  security_protocol:
    description: The protocol, for Kafka.
    type: str
    choices: [plaintext, sasl_plaintext, sasl_ssl]
  mechanism:
    description: How the user is proved, for Kafka.
    type: str
    choices: ['', plain, scram-sha-256, scram-sha-512]
  ca:
    description: The certificate, in PEM, for Kafka.
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
  read_roles:
    description:
      - All roles besides the owner that may read what was forwarded, by name; the built-in ones are V(wsAdmin),
        V(general) and V(readOnly). An empty list means all roles.
      - For services that know it. It cannot be changed.
    type: list
    elements: str
  storage_class:
    description: The class of storage, for services that know it. It cannot be changed.
    type: str
  storage_format:
    description: The format of files, for services that know it. It cannot be changed.
    type: str
    choices: [json, parquet]
seealso:
  - module: truewatch.openapi.truewatch_log_index
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Keep audit logs in a bucket of our own
  truewatch.openapi.truewatch_data_forwarding:
    name: audit to s3
    store_type: s3
    data_type: logging
    provider: aws
    grant_type: role
    cloud_account_id: '123456789012'
    role: truewatch-forward
    external_id: "{{ vault_external_id }}"
    bucket: acme-logs
    store_region: eu-central-1
    filters:
      - name: source
        values: [audit]

- name: Forward no more; what is in the bucket stays
  truewatch.openapi.truewatch_data_forwarding:
    name: audit to s3
    state: absent
"""

RETURN = r"""
data_forwarding:
  description: The rule; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: lgbp_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: audit to s3
    store_type:
      description: The sort of store.
      type: str
      sample: s3
    data_type:
      description: The type of the data.
      type: str
      sample: logging
    retention:
      description: Retention of the data.
      type: str
      sample: 360d
    include_extended_fields:
      description: Whether logs are forwarded with all their fields.
      type: bool
      sample: false
    filters:
      description: Which data is forwarded, in order.
      type: list
      elements: dict
      sample: [{name: source, operation: in, condition: and, values: [audit]}]
    filter_logic:
      description: How the filters are joined.
      type: str
      sample: and
    provider:
      description: The cloud.
      type: str
      sample: aws
    grant_type:
      description: How the platform is let in.
      type: str
      sample: role
    cloud_account_id:
      description: The cloud account.
      type: str
      sample: '123456789012'
    store_region:
      description: The region of the store.
      type: str
      sample: eu-central-1
    bucket:
      description: The bucket.
      type: str
      sample: acme-logs
    bucket_path:
      description: The path in the bucket.
      type: str
      sample: audit
    role:
      description: The role of the cloud.
      type: str
      sample: truewatch-forward
    external_id:
      description: The external id of the role.
      type: str
      sample: '1'
    url:
      description: The address.
      type: str
      sample: kafka.example.com
    topic:
      description: The topic.
      type: str
      sample: audit
    security_protocol:
      description: The protocol.
      type: str
      sample: sasl_ssl
    mechanism:
      description: How the user is proved.
      type: str
      sample: plain
    ca:
      description: The certificate.
      type: str
      sample: -----BEGIN CERTIFICATE-----
    username:
      description: The user.
      type: str
      sample: writer
    ak:
      description: The access key.
      type: str
      sample: AKIDEXAMPLE
    read_roles:
      description: The roles that may read what was forwarded, if the service returns it.
      type: list
      elements: str
      sample: [readOnly]
    storage_class:
      description: The class of storage, if the service returns it.
      type: str
      sample: standard
    storage_format:
      description: The format of files, if the service returns it.
      type: str
      sample: json
    enabled:
      description: Whether it is in force. Like the next two not told of a rule just created.
      type: bool
      sample: true
    task_status:
      description: How the last try went, as the service counts; V(-1) before the first.
      type: int
      sample: -1
    task_error:
      description: What went wrong with the last try.
      type: str
      sample: NoSuchBucket
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_forwarding import DATA_FORWARDING
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE

TASK = kind_task(DATA_FORWARDING, related=(ROLE,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
