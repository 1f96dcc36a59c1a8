#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a note as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_note
short_description: Manage a TrueWatch note
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the notes of a TrueWatch (Guance) workspace, texts and charts one below the other, such
    as a runbook with live charts. See the guide R(Boards, ansible_collections.truewatch.openapi.docsite.boards).
  - The content is imported only when it differs. An import overwrites all charts of the note, which get new uuids.
  - A new note takes two requests. When the second one fails, the note is there without content; run the task again.
  - Private notes are seen by the person who made them alone, and not by an API key. One that a key makes is public.
  - Whether an import moves the time of the last change is not documented, so use O(verify=quick) for notes only where
    nobody else edits them.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.content
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which note is meant, and is needed to create one. At most 128 characters.
      - Together with O(uuid) another name renames the note.
      - Without O(uuid) the default is the C(name) in the content.
  state:
    description:
      - V(present) creates the note or brings it to the declared state.
      - V(absent) deletes it. That takes the rights of its creator, of an administrator or of the owner.
  time:
    description: The time range of its charts, such as V(15m).
    type: str
  text:
    description:
      - A Markdown text that is the whole note. It is short for a O(template) with one chart of the type text.
      - It can contain braces of the platform. Mark it C(!unsafe), so that Ansible leaves them alone.
    type: str
  template:
    description:
      - The content, as the console exports it, with C(main.charts). Their order counts. Only what it names of a
        chart is compared.
      - A note has charts only. Variables, groups and anything else is refused, because it would not be sent.
      - Ansible templates it like any option. Use O(src) for content with braces of the platform.
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_dashboard
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: A runbook of one text
  truewatch.openapi.truewatch_note:
    name: Runbook payments
    time: 1h
    text: |
      ## When the queue grows
      Restart the worker, then look at the dashboard.

- name: A note with charts, as the console exports it
  truewatch.openapi.truewatch_note:
    name: Runbook storage
    template:
      main:
        charts:
          - {type: text, name: Steps, queries: [{query: {content: Look at the disks.}}]}

- name: Delete it
  truewatch.openapi.truewatch_note:
    name: Runbook storage
    state: absent
"""

RETURN = r"""
note:
  description: The note; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: notes_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Runbook payments
    time:
      description: The time range of its charts.
      type: str
      sample: 1h
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
from ansible_collections.truewatch.openapi.plugins.module_utils._content import Content
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.note import NOTE

TASK = kind_task(NOTE, content=Content("template"))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
