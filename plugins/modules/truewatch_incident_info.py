#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_incident_info
short_description: Read incidents that monitors opened in a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Lists incidents by what they are about, or reads them by uuid, with what was done with them if wanted.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.info
  - truewatch.openapi.incident
options:
  status:
    description: Only incidents that are so far. By default V(open) and V(working).
    type: list
    elements: str
    choices: [open, working, resolved, closed]
  incidents:
    description: Read these incidents instead, by uuid. One request for each.
    type: list
    elements: str
  full:
    description:
      - Whether the event that raised each one is read too, where the list does not contain it. One request for each.
    type: bool
    default: false
  operations:
    description: Whether what was done with each one is read too, at one request for each.
    type: bool
    default: false
notes:
  - Incidents contain text that others wrote. Do not use them as templates or commands.
  - Ansible marks all of it as unsafe.
  - The documented pages of this product do not show every answer. It was proven on the emulator only.
seealso:
  - module: truewatch.openapi.truewatch_incident
"""

EXAMPLES = r"""
- name: What is wrong in production
  truewatch.openapi.truewatch_incident_info:
    match:
      env: prod

- name: What was done about the host so far
  truewatch.openapi.truewatch_incident_info:
    match:
      host: web-01
    status: [open, working, resolved]
    operations: true
"""

RETURN = r"""
incidents:
  description: The incidents, the newest first.
  returned: success
  type: list
  elements: dict
  sample:
    - uuid: incident_0a1b2c3d4e5f60718293a4b5c6d7e8f9
      name: Disk of web-01 is full
      status: working
      level: system_level_1
      assignees: [acnt_0a1b2c3d4e5f60718293a4b5c6d7e8f9]
      tags: []
      event: {"df_status": "critical", "host": "web-01"}
      created_at: "2026-11-23T22:00:00Z"
      operations: [{"text": "Status change: open -> working", "by": "acnt_0a1b", "at": "2026-11-23T22:01:00Z"}]
missing:
  description: The uuids among O(incidents) of which there is no incident.
  returned: success
  type: list
  elements: str
  sample: []
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

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Task, run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._tickets.found import MATCH, STATUSES
from ansible_collections.truewatch.openapi.plugins.module_utils._tickets.incident_info import inform

TASK = Task(
    {
        "match": {"type": "dict", "options": MATCH},
        "status": {"type": "list", "elements": "str", "choices": list(STATUSES)},
        "incidents": {"type": "list", "elements": "str"},
        "full": {"type": "bool", "default": False},
        "operations": {"type": "bool", "default": False},
    },
    inform,
    constraints={"mutually_exclusive": [["incidents", name] for name in ("match", "status", "full")]},
    hints={
        "uuid": "uuids of incidents are the option 'incidents', a list",
        "incident": "uuids of incidents are the option 'incidents', a list",
        "host": "what it is about is the option 'match': match: {host: ...}",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
