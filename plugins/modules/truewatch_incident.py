#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_incident
short_description: Claim, comment and resolve incidents that monitors opened in a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Finds incidents by what they are about, and claims, comments or resolves them, for example after a runbook has
    repaired what was wrong.
  - Only monitors open incidents, so this module opens none. For issues of your own see
    M(truewatch.openapi.truewatch_issue).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.incident
options:
  incident:
    description: The uuid of an incident. One of this and O(match) is needed.
    type: str
  among:
    description: The statuses of incidents that O(match) finds. By default V(open) and V(working).
    type: list
    elements: str
    choices: [open, working, resolved, closed]
  which:
    description:
      - Which of several that fit are meant. With V(one) it is an error when there are several, V(newest) takes the one
        that was opened last, V(all) each of them.
    type: str
    choices: [one, newest, all]
    default: one
  must_exist:
    description: Whether it is an error when nothing fits O(match). By default nothing is done then.
    type: bool
    default: false
  status:
    description: How far it is. V(working) claims it, with O(assignees).
    type: str
    choices: [open, working, resolved, closed]
  level:
    description: The name or uuid of a level, for example V(P1).
    type: str
  assignees:
    description: Who takes care, members by e-mail address or uuid. They take the place of those who did;
      an empty list removes them.
    type: list
    elements: str
  tags:
    description: Names of tags. They take the place of those that it has; an empty list removes them.
    type: list
    elements: str
  comment:
    description:
      - A comment, as plain text. HTML is shown as text. At most 4,000 characters are sent.
    type: str
  comment_once:
    description:
      - Whether a comment is left out when this machine has written the same one to the same incident within a day. No
        route tells the comments of an incident, so nothing else can be known.
    type: bool
    default: true
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: partial
    details:
      - Comments are known to the machine that wrote them only, see O(comment_once).
notes:
  - When the outcome of a change is not known, the module looks before it fails. Of a comment it cannot, and says so. It
    never writes twice.
  - The documented pages of this product do not show every answer. It was proven on the emulator only.
seealso:
  - module: truewatch.openapi.truewatch_incident_info
  - module: truewatch.openapi.truewatch_issue
"""

EXAMPLES = r"""
- name: Claim what is wrong with the host
  truewatch.openapi.truewatch_incident:
    match:
      host: web-01
    which: all
    status: working
    assignees: [ada@example.com]

- name: Say what the runbook did, and resolve it
  truewatch.openapi.truewatch_incident:
    match:
      host: web-01
      monitor: Disk is full
    which: newest
    status: resolved
    comment: The runbook removed old logs. 40 GB are free.
"""

RETURN = r"""
incidents:
  description: The incidents that were meant, as they are now, or would be; none when nothing fits.
  returned: success
  type: list
  elements: dict
  contains:
    uuid:
      description: The uuid.
      type: str
      sample: incident_0a1b2c3d4e5f60718293a4b5c6d7e8f9
    name:
      description: The name.
      type: str
      sample: Disk of web-01 is full
    status:
      description: How far it is.
      type: str
      sample: resolved
    level:
      description: The uuid of the level.
      type: str
      sample: system_level_1
    assignees:
      description: Who takes care, by uuid.
      type: list
      elements: str
      sample: [acnt_0a1b2c3d4e5f60718293a4b5c6d7e8f9]
    tags:
      description: The tags.
      type: list
      elements: raw
      sample: []
    event:
      description: The event that raised it.
      type: dict
      sample: {"df_status": "critical", "host": "web-01"}
    changed:
      description: Whether this one was changed or commented, or would be.
      type: bool
      sample: true
    commented:
      description: Whether a comment was written, or would be.
      type: bool
      sample: true
    comment:
      description: The comment that was written. Not there otherwise.
      type: str
      sample: The runbook removed old logs. 40 GB are free.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_level import ISSUE_LEVEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._tickets.found import MATCH, STATUSES
from ansible_collections.truewatch.openapi.plugins.module_utils._tickets.incident import ALL, NEWEST, ONE, keep

TASK = Task(
    {
        "incident": {"type": "str"},
        "match": {"type": "dict", "options": MATCH},
        "among": {"type": "list", "elements": "str", "choices": list(STATUSES)},
        "which": {"type": "str", "choices": [ONE, NEWEST, ALL], "default": ONE},
        "must_exist": {"type": "bool", "default": False},
        "status": {"type": "str", "choices": list(STATUSES)},
        "level": {"type": "str"},
        "assignees": {"type": "list", "elements": "str"},
        "tags": {"type": "list", "elements": "str"},
        "comment": {"type": "str"},
        "comment_once": {"type": "bool", "default": True},
    },
    keep,
    blank=("assignees", "tags"),  # which it takes away
    constraints={"mutually_exclusive": [["incident", "match"], ["incident", "among"]]},
    hints={
        "uuid": "the uuid of an incident is the option 'incident'",
        "host": "what it is about is the option 'match': match: {host: ...}",
        "monitor": "what it is about is the option 'match': match: {monitor: ...}",
        "state": "how far it is is the option 'status'",
        "assigner": "who takes care is the option 'assignees'",
        "reply": "a comment is the option 'comment'",
    },
    kinds={kind.name: kind for kind in (ISSUE_LEVEL, MEMBER)},
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
