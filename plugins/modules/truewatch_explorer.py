#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a explorer as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_explorer
short_description: Manage a TrueWatch explorer
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the saved explorers of a TrueWatch (Guance) workspace, views of logs, traces and the
    like with their columns and filters. See the guide R(Boards, ansible_collections.truewatch.openapi.docsite.boards).
  - Explorers have uuids of the form that dashboards have. A uuid of another sort of view counts as not found.
  - Ids in the definition, such as that of a RUM application, are those of its workspace.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.described
  - truewatch.openapi.kind.tagged
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which explorer is meant, and is needed to create one. At most 64 characters.
      - Together with O(uuid) another name renames the explorer.
  description:
    description:
      - The description. At most 2048 characters.
      - No documented response contains it. If the service does not return it, it is not compared. It is sent to a new
        explorer and together with another change only.
  data:
    description:
      - The sort of data, in the API's words, such as V(tracing), V(logging) or V(rum). Needed to create an explorer.
      - Whether it can be changed is not documented, which a warning says.
    type: str
  definition:
    description:
      - What the explorer shows, in the API's words (C(extend), in an export C(dashboardExtend)). Only what is named is
        compared; the service adds much.
      - C(index) of it is the option O(data).
    type: dict
  path_name:
    description:
      - A word for its address. At most 32 characters. No response contains it, and create does not take it, so a new
        explorer gets it by a change; later it is sent along with other changes.
    type: str
  bound_views:
    description:
      - The views that are bound to it, in the API's words, all of them. Their form is not documented.
      - Create does not take it, so a new explorer gets it by a change.
    type: list
    elements: dict
seealso:
  - module: truewatch.openapi.truewatch_dashboard
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Slow payments
  truewatch.openapi.truewatch_explorer:
    name: Payment errors
    data: tracing
    definition:
      source: payments
      filters: []
      quickFilter: {columns: [service, status]}
      table: {columns: [time, resource, duration]}
    tags: [payments]

- name: Delete it
  truewatch.openapi.truewatch_explorer:
    name: Payment errors
    state: absent
"""

RETURN = r"""
explorer:
  description: The explorer; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: dsbd_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Payment errors
    description:
      description: The description, if the task gives it or the service returns it.
      type: str
      sample: What went wrong
    data:
      description: The sort of data.
      type: str
      sample: tracing
    definition:
      description: What it shows.
      type: dict
      sample: {source: payments}
    tags:
      description: The tags.
      type: list
      elements: str
      sample: [payments]
    path_name:
      description: The word for its address, when this task has sent it.
      type: str
      sample: payments
    bound_views:
      description: The views that are bound to it.
      type: list
      elements: dict
      sample: []
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.explorer import EXPLORER

TASK = kind_task(EXPLORER)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
