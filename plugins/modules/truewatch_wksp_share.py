#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Let another workspace read data of this one."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_wksp_share
short_description: Let another TrueWatch workspace read data of this one
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates authorisations of other workspaces to read data of a TrueWatch (Guance) workspace. See the guide
    R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - The API neither changes nor deletes one. A task with different values, or for
    O(state=absent), fails before anything is sent.
  - The pages of the vendor's reference that describe them are newer than the others, and partly incomplete.
    Services without these routes answer that there is no such route.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the authorisation, or sees that it is as declared.
      - V(absent) is refused where there is one, since the API cannot delete it.
  force:
    description: Consent to a new authorisation, which the API cannot revoke.
  workspace:
    description: The uuid of the workspace that may read. It says which authorisation is meant, and is needed always.
    type: str
  site:
    description: The code of the site of that workspace. Without it, it is of the same site.
    type: str
  data:
    description: What it may read; V(*) is all of it. Needed to create an authorisation.
    type: list
    elements: str
    choices: ["*", metric, keyevent, network, rum, dialtest, billing, logging, tracing, object, custom_object,
      profiling, llm, agent_monitor]
  indexes:
    description: The names of the log indexes that it may read; V(*) is all of them. None by default.
    type: list
    elements: str
  metric_conditions:
    description:
      - Which metrics it may read, in the API's words, mappings of C(name), C(op), C(value) and C(logic).
      - They are sent with a new authorisation, and not compared.
    type: list
    elements: dict
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Let the workspace of the auditors read all logs
  truewatch.openapi.truewatch_wksp_share:
    workspace: wksp_a810008c0e4e4e70ad9222c01f083287
    data: [logging]
    indexes: ["*"]
    force: true
"""

RETURN = r"""
wksp_share:
  description: The authorisation; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: wkshr_541083cc19ec4d27ad597839a0477a97
    workspace:
      description: The uuid of the workspace that may read.
      type: str
      sample: wksp_a810008c0e4e4e70ad9222c01f083287
    site:
      description: The code of its site.
      type: str
      sample: testing
    data:
      description: What it may read.
      type: list
      elements: str
      sample: [logging]
    indexes:
      description: The log indexes that it may read.
      type: list
      elements: str
      sample: ["*"]
    metric_conditions:
      description: Which metrics it may read, when this task has sent it.
      type: list
      elements: dict
      sample: [{name: host, op: in, value: [web-01], logic: and}]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.wksp_share import WKSP_SHARE

TASK = kind_task(WKSP_SHARE)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
