#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a type of the unified catalog as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_catalog_entity_type
short_description: Manage a type of the TrueWatch unified catalog
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the entity types of your own in the unified catalog of a TrueWatch (Guance) workspace.
    See the guide R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - The types of the platform are neither changed nor deleted. Set their extra configuration with
    M(truewatch.openapi.truewatch_api).
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes a type.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The word for the type, of at most 64 characters. It says which type is meant, and is needed to create one.
      - It cannot be changed, and no other workspace may have it.
  state:
    description:
      - V(present) creates the type or brings it to the declared state.
      - V(absent) deletes it. The service refuses that while there are entities of it.
  display_name:
    description: The name that is shown. At most 128 characters.
    type: str
  description:
    description:
      - The description. At most 512 characters. If the service does not return it, it is not compared, and is sent
        only together with another change. The same applies to O(custom_properties), O(schema) and O(view).
    type: str
  extra_config:
    description: Settings of this workspace, in the API's words. Only what is named is compared; the whole is sent.
    type: dict
  custom_properties:
    description: Fields of your own in this workspace, as a YAML text. It is compared as a text.
    type: str
  schema:
    description: The fields of the type, as a YAML text. If not set, a new type gets those of the service's template.
    type: str
  view:
    description: How it is shown, as a YAML text. If not set, a new type gets that of the service's template.
    type: str
seealso:
  - module: truewatch.openapi.truewatch_catalog_entity
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: A type for what the warehouse runs
  truewatch.openapi.truewatch_catalog_entity_type:
    name: robot
    display_name: Warehouse robot

- name: Delete it
  truewatch.openapi.truewatch_catalog_entity_type:
    name: robot
    state: absent
"""

RETURN = r"""
catalog_entity_type:
  description: The type; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: cate_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The word for the type.
      type: str
      sample: robot
    display_name:
      description: The name that is shown.
      type: str
      sample: Warehouse robot
    description:
      description: The description, if the task gives it or the service returns it.
      type: str
      sample: What carries boxes
    extra_config:
      description: Settings of this workspace.
      type: dict
      sample: {telemetry: []}
    custom_properties:
      description: Fields of your own, if the task gives them or the service returns them.
      type: str
      sample: "custom_properties: []"
    schema:
      description: The fields of the type, if the task gives them or the service returns them.
      type: str
      sample: "properties: []"
    view:
      description: How it is shown, if the task gives it or the service returns it.
      type: str
      sample: "tabs: []"
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.catalog_entity_type import (
    CATALOG_ENTITY_TYPE,
)

TASK = kind_task(CATALOG_ENTITY_TYPE)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
