#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep an entity of the unified catalog as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_catalog_entity
short_description: Manage an entity of the TrueWatch unified catalog
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes entities that you make in the unified catalog of a TrueWatch (Guance) workspace, with
    their owners and dependencies, for example from a CMDB. See the guide
    R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - What the platform finds in data itself is neither listed, changed nor deleted.
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes an entity.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.kind.tagged
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  uuid:
    description: The urn of an existing entity, which the service makes. Nothing is created when there is none of it.
  name:
    description:
      - The name. Together with O(type) it says which entity is meant, and is needed to create one.
      - It cannot be changed, since what a change does to the urn is not documented.
  type:
    description: The word for its type, such as V(database). Needed to create an entity; it cannot be changed.
    type: str
  state:
    description:
      - V(present) creates the entity or brings it to the declared state.
      - V(absent) deletes it, which needs O(force), since the service deletes what was reported of it, too.
  force:
    description: Consent to a deletion.
  attributes:
    description: Whatever is to be known of it. Only what is named is compared; the whole is sent. Relations, tags and
      owners are refused here, since they are options of their own.
    type: dict
  depends_on:
    description:
      - What it depends on, all of it. Entities of this workspace as C(type/name), others by urn. An empty list removes
        all.
      - It is not documented how the service returns relations. If it does not, they are not compared, and are sent
        only together with another change.
    type: list
    elements: str
  part_of:
    description: What it is a part of, as in O(depends_on).
    type: list
    elements: str
  parts:
    description: Its parts, as in O(depends_on).
    type: list
    elements: str
  tags:
    description: The names of all tags. The service makes those that are missing.
    type: list
    elements: str
  owner:
    description: The names of all teams that own it. The service looks for them.
    type: list
    elements: str
  telemetry_selectors:
    description: Queries of its data, in the API's words, which are not documented. They are not compared.
    type: list
    elements: dict
seealso:
  - module: truewatch.openapi.truewatch_catalog_entity_type
  - module: truewatch.openapi.truewatch_object_info
"""

EXAMPLES = r"""
- name: The database of the payment team
  truewatch.openapi.truewatch_catalog_entity:
    type: database
    name: payments-db
    attributes:
      env: prod
      project: payments
    owner: [Payment team]
    part_of: ["urn:system:default:core"]

- name: Delete it
  truewatch.openapi.truewatch_catalog_entity:
    type: database
    name: payments-db
    state: absent
    force: true
"""

RETURN = r"""
catalog_entity:
  description: The entity; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The urn; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: "urn:database:default:payments-db"
    type:
      description: The word for its type.
      type: str
      sample: database
    name:
      description: The name.
      type: str
      sample: payments-db
    attributes:
      description: What is known of it.
      type: dict
      sample: {env: prod}
    depends_on:
      description: What it depends on, if the task gives it or the service returns it.
      type: list
      elements: str
      sample: [database/payments-db]
    part_of:
      description: What it is a part of, if the task gives it or the service returns it.
      type: list
      elements: str
      sample: ["urn:system:default:core"]
    parts:
      description: Its parts, if the task gives them or the service returns them.
      type: list
      elements: str
      sample: []
    tags:
      description: The tags.
      type: list
      elements: str
      sample: [payments]
    owner:
      description: The teams that own it.
      type: list
      elements: str
      sample: [Payment team]
    telemetry_selectors:
      description: Queries of its data, when this task has sent them.
      type: list
      elements: dict
      sample: []
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.catalog_entity import CATALOG_ENTITY

TASK = kind_task(CATALOG_ENTITY)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
