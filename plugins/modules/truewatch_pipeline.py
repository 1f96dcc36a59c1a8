#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a pipeline as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_pipeline
short_description: Manage a TrueWatch pipeline
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the pipelines of a TrueWatch (Guance) workspace, scripts that cut data into fields.
    See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - B(A wrong script garbles data from the next minute on.) DataKit takes pipelines over once a minute. The API has
    no route to try one, so try it in the console first.
  - A pipeline that is called like one of the platform's own takes its place. Deleted or switched off, it brings that
    one back.
  - Pipelines of profiling count only where the workspace has central pipelines switched on.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.content
  - truewatch.openapi.kind.switched
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the pipeline or brings it to the declared state.
      - V(absent) deletes it, which cannot be undone. The default of a category needs O(force).
  force:
    description: Consent to the deletion of the default of a category.
  src:
    description: A file with the script, read as it is. It is searched as M(ansible.builtin.copy) does (C(files/) of
      the role, folder of the playbook).
  name:
    description:
      - The name, of letters, digits, underscores and hyphens, at most 256. Together with O(category) it says which
        pipeline is meant.
      - Together with O(uuid) another name renames the pipeline.
    type: str
  category:
    description: The kind of data. Needed to create a pipeline, and cannot be changed.
    type: str
    choices: [logging, object, custom_object, network, tracing, rum, security, keyevent, metric, profiling,
      dialtesting, billing]
  type:
    description:
      - Where it runs, V(local) in DataKit or V(central) in the platform. A new pipeline without it is V(local).
      - Some services do not return it. A change of the pipeline must then include it.
    type: str
    choices: [local, central]
  sources:
    description: All sources of logs that it is for. More than one needs DataKit 1.5.
    type: list
    elements: str
  script:
    description: The script. Needed to create a pipeline. O(src) reads it from a file.
    type: str
  test_data:
    description: Data to try the script on in the console.
    type: str
  test_data_type:
    description: The form of O(test_data), for services that know it.
    type: str
    choices: [line_protocol, json, message, '']
  default:
    description: Whether it is for all data of its category that no other pipeline is for. A category has one default.
    type: bool
  replace_default:
    description: Take the default from the pipeline that has it. Without it, O(default=true) is refused while another
      one is the default. It says nothing of the state of a pipeline, so it is not compared.
    type: bool
  process_forwarded:
    description: Whether it runs on data that is forwarded, too, for services that know it.
    type: bool
  app_ids:
    description: All RUM applications that it is for, by name, id or uuid.
    type: list
    elements: str
  measurements:
    description: All measurements that it is for.
    type: list
    elements: str
  log_index:
    description: The name of the log index that it is for. An empty text means all of them.
    type: str
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Parse the access log of the shop
  truewatch.openapi.truewatch_pipeline:
    name: shop-nginx
    category: logging
    sources: [nginx, shop-nginx]
    src: files/shop-nginx.p
    test_data: '127.0.0.1 - - [24/Mar/2021:13:54:19 +0800] "GET / HTTP/1.1" 200 97'

- name: A script in place
  truewatch.openapi.truewatch_pipeline:
    name: health
    category: logging
    sources: [health]
    script: |
      json(_, status)
    enabled: false

- name: Delete it
  truewatch.openapi.truewatch_pipeline:
    name: health
    category: logging
    state: absent
"""

RETURN = r"""
pipeline:
  description: The pipeline; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: pl_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: shop-nginx
    category:
      description: The kind of data.
      type: str
      sample: logging
    type:
      description: Where it runs, if the service returns it.
      type: str
      sample: local
    sources:
      description: The sources of logs that it is for.
      type: list
      elements: str
      sample: [nginx]
    test_data:
      description: Data to try the script on.
      type: str
      sample: GET /
    test_data_type:
      description: The form of the test data, if the service returns it.
      type: str
      sample: message
    default:
      description: Whether it is the default of its category.
      type: bool
      sample: false
    replace_default:
      description: What was given.
      type: bool
      sample: true
    process_forwarded:
      description: Whether it runs on forwarded data, if the service returns it.
      type: bool
      sample: false
    app_ids:
      description: The RUM applications that it is for.
      type: list
      elements: str
      sample: [Shop]
    measurements:
      description: The measurements that it is for.
      type: list
      elements: str
      sample: [cpu]
    log_index:
      description: The log index that it is for.
      type: str
      sample: payment
    enabled:
      description: Whether it is in force.
      type: bool
      sample: true
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
from ansible_collections.truewatch.openapi.plugins.module_utils._content import Content
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.rum_app import RUM_APP
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.pipeline import PIPELINE

TASK = kind_task(PIPELINE, related=(RUM_APP,), content=Content("script"))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
