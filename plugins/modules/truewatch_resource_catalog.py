#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a class of the resource catalog as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_resource_catalog
short_description: Manage a class of the TrueWatch resource catalog
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the classes of objects of a TrueWatch (Guance) workspace, which say what the
    explorer of the resource catalog shows of them. See the guide
    R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - Data that lacks a required field of its class is discarded by the service.
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes one.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.content
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the class or brings it to the declared state.
      - V(absent) deletes it. Classes of the platform cannot be deleted.
  force:
    description: Consent to a further field in O(required_fields). Data without it is discarded from then on.
  name:
    description: The name. Together with O(source_type) it says which class is meant. It cannot be changed.
    type: str
  source_type:
    description: Whether it is a class of custom objects or one of the platform (V(object)). It cannot be changed.
    type: str
    choices: [custom_object, object]
    default: custom_object
  alias:
    description: The name that is shown.
    type: str
  group:
    description:
      - The group that it is shown in, by the name of one that a class is in already, or by uuid. An empty text takes it
        out.
    type: str
  required_fields:
    description:
      - All fields that its data must have; B(data without one of them is discarded). A further one needs O(force).
      - A new class gets C(name) by default.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name of the field.
        type: str
        required: true
      alias:
        description: The name that is shown.
        type: str
  template:
    description:
      - What is shown, in the form of an export of the console. Only what is named is compared and changed, lists whole.
      - Name, alias, group and required fields in it do not count; set the options.
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: The columns of a class
  truewatch.openapi.truewatch_resource_catalog:
    name: middleware
    alias: Middleware
    required_fields:
      - name: name
    template:
      main:
        - filters: [{key: env}]
          table:
            columns: [{key: name}, {key: version}]

- name: Another required field; data without it is discarded
  truewatch.openapi.truewatch_resource_catalog:
    name: middleware
    required_fields:
      - name: name
      - name: version
    force: true

- name: Delete the class
  truewatch.openapi.truewatch_resource_catalog:
    name: middleware
    state: absent
"""

RETURN = r"""
resource_catalog:
  description: The class; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: objc_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: middleware
    source_type:
      description: Whether it is a class of custom objects or one of the platform.
      type: str
      sample: custom_object
    alias:
      description: The name that is shown.
      type: str
      sample: Middleware
    group:
      description: The uuid of its group.
      type: str
      sample: objcg_541083cc19ec4d27ad597839a0477a97
    required_fields:
      description: The fields that its data must have.
      type: list
      elements: dict
      sample: [{name: name}]
    template:
      description: What is shown, where it was given or read.
      type: dict
      sample: {title: middleware, main: [{filters: [{key: env}]}]}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.resource_catalog import RESOURCE_CATALOG

TASK = kind_task(RESOURCE_CATALOG, content=Content("template"))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
