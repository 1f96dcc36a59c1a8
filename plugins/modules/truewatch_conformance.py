#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask a live service whether it behaves as the collection assumes."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_conformance
short_description: Check a live TrueWatch service against what the collection assumes
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Asks the service every question that the vendor's reference leaves open, and takes an example object of every kind
    through its life. Each answer is confirmed, differs from what the collection assumes, or is unknown.
  - Writes a report to O(dest). The next run with the same O(dest) asks what the report does not answer yet.
  - With O(level=write) it needs the key of an empty workspace. The names of all objects that it makes begin with
    C(twconf_) and six letters that follow from endpoint and key. Objects with other names are never changed or deleted.
  - The objects of each question are removed after it, after a failure and an interrupt too. What a killed run has left
    is removed by the next one, and by O(remove=true).
  - It keeps to 20 requests a minute unless O(rate_limit) says otherwise. The level V(read) takes about 4 minutes then,
    the level V(write) about 90.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
attributes:
  check_mode:
    support: full
    details:
      - In check mode nothing is asked. RV(questions) says what would be.
  diff_mode:
    support: none
  idempotent:
    support: full
    details:
      - A question that is answered is not asked again.
options:
  dest:
    description: The folder of the report, C(conformance.json) and C(conformance.md). It is made when it does not exist.
    type: path
    required: true
  level:
    description: V(read) sends reads only. V(write) makes objects, changes and removes them, too.
    type: str
    choices: [read, write]
    default: read
  questions:
    description:
      - Only questions whose names fit one of these patterns (V(*), V(?), V([seq])), such as V(list.*) for the lists of
        all kinds, V(life.monitor*) or V(names).
    type: list
    elements: str
  invite:
    description:
      - With O(level=write), the e-mail address of a person who may be invited to the workspace, and who knows of it.
        The service mails an invitation. Without it nobody is invited.
      - Somebody who joins at once is removed again. An invitation that waits stays, as the API cannot cancel it.
    type: str
  other_objects:
    description: Go on although the workspace holds objects that the suite has not made.
    type: bool
    default: false
  anew:
    description: Ask every question again, whatever the report in O(dest) answers.
    type: bool
    default: false
  remove:
    description: Ask nothing, and remove what an earlier run has left in the workspace.
    type: bool
    default: false
  _lifecycles:
    description:
      - The example objects of all kinds. The controller fills this in. Do not set it.
    type: list
    elements: dict
  rate_limit:
    description:
      - The most requests to send, as V(COUNT/SECONDS). The documented limit of a key is the default here, so that the
        suite is never the reason for a refusal.
    type: str
    default: 20/60
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Ask what can be asked by reading
  truewatch.openapi.truewatch_conformance:
    api_key: "{{ empty_workspace_key }}"
    dest: conformance
  register: conformance

- name: Ask two questions that need objects, too
  truewatch.openapi.truewatch_conformance:
    api_key: "{{ empty_workspace_key }}"
    dest: conformance
    level: write
    questions: [life.tag, names]

- name: Remove what a killed run has left
  truewatch.openapi.truewatch_conformance:
    api_key: "{{ empty_workspace_key }}"
    dest: conformance
    remove: true
"""

RETURN = r"""
report:
  description: The report for programs. It holds neither names nor secrets of the workspace.
  returned: when questions were asked
  type: str
  sample: /home/ada/conformance/conformance.json
page:
  description: The report for people.
  returned: when questions were asked
  type: str
  sample: /home/ada/conformance/conformance.md
summary:
  description: How many questions of the report are confirmed, differ and are unknown.
  returned: when questions were asked
  type: dict
  sample: {confirmed: 213, differs: 1, unknown: 3}
differs:
  description: The questions that the service answers otherwise than the collection assumes.
  returned: when questions were asked
  type: list
  elements: dict
  sample:
    - {question: names, answer: normalised, expects: as sent}
unknown:
  description: The questions without an answer, and why.
  returned: when questions were asked
  type: dict
  sample: {dql_columns: "the workspace has no data for it, such as hosts"}
variants:
  description: The variants of the emulator that answer as this service does.
  returned: when questions were asked
  type: list
  elements: str
  sample: [normal_names]
questions:
  description: The questions that would be asked, in order.
  returned: in check mode
  type: list
  elements: str
  sample: [list.dashboard, names]
removed:
  description: The objects that an earlier run had left and that were removed, as C(kind/name).
  returned: with O(remove=true)
  type: list
  elements: str
  sample: [dashboard/twconf_cnppbd_Visitors]
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

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Task, environment_option, run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.suite import LEVELS, ROWS, run_suite
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

TASK = Task(
    {
        "dest": {"type": "path", "required": True},
        "level": {"type": "str", "choices": list(LEVELS), "default": LEVELS[0]},
        "questions": {"type": "list", "elements": "str"},
        "invite": {"type": "str"},
        "other_objects": {"type": "bool", "default": False},
        "anew": {"type": "bool", "default": False},
        "remove": {"type": "bool", "default": False},
        "rate_limit": environment_option(["TRUEWATCH_RATE_LIMIT"], type="str", default="20/60"),
        ROWS: {"type": "list", "elements": "dict"},
    },
    run_suite,
    kinds=KINDS,
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
