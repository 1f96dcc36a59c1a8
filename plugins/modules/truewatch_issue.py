#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_issue
short_description: Open, change, comment and close issues of a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Opens an issue in a channel, for example when a play fails, and closes it when the play succeeds again.
  - With O(unique_key) a rerun opens no second one, and writes no comment twice.
  - Issues are what the console long called Incident. What monitors open in the newer product of that name is kept by
    M(truewatch.openapi.truewatch_incident).
  - An issue cannot be deleted. Opening one notifies people, depending on its channel and their policies.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
options:
  unique_key:
    description:
      - "Names what the issue is about, for example V(deploy-shop). It is added at the end of the description, as
        C([key: deploy-shop]), and an open issue with it is found there."
      - What is resolved or closed is not found, so the next failure opens another one.
    type: str
  issue:
    description: The uuid of an issue, instead of O(unique_key).
    type: str
  channel:
    description:
      - The name or uuid of the channel in which the issue is opened and looked for. By default V(default), which every
        issue is in.
    type: str
  title:
    description: What is wrong, in at most 256 characters. Without it no issue is opened.
    type: str
  description:
    description:
      - Details, as plain text. HTML is shown as text. At most 4,000 characters are sent.
    type: str
  level:
    description: The name or uuid of a level, for example V(P1). See M(truewatch.openapi.truewatch_issue_level).
    type: str
  assignees:
    description:
      - Who takes care, members by e-mail address and teams by name. The service also takes an e-mail address of nobody
        in the workspace; there is a warning then.
      - An empty list removes them.
    type: list
    elements: str
  status:
    description:
      - How far it is. By default a new issue is V(open), and one that is there stays as it is.
      - V(resolved) and V(closed) open nothing.
    type: str
    choices: [open, working, pending, resolved, closed]
  comment:
    description:
      - A comment, as plain text. It is not written when the last comment of an API key reads the same.
    type: str
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: partial
    details:
      - With O(unique_key) or O(issue). With O(title) alone each run opens one issue more.
notes:
  - When the outcome of a write is not known, the module looks before it fails. It never writes twice.
seealso:
  - module: truewatch.openapi.truewatch_issue_info
  - module: truewatch.openapi.truewatch_issue_channel
  - module: truewatch.openapi.truewatch_incident
"""

EXAMPLES = r"""
- name: Deploy, and keep an issue as long as that fails
  block:
    - name: Install the release
      ansible.builtin.debug:
        msg: installed

    - name: All is well again
      truewatch.openapi.truewatch_issue:
        unique_key: deploy-shop
        status: resolved
        comment: The deployment works again.
      run_once: true
  rescue:
    - name: Open an issue, once
      truewatch.openapi.truewatch_issue:
        unique_key: deploy-shop
        title: Deployment of the shop failed
        description: "{{ ansible_failed_result.msg | default('no reason given') }}"
        level: P1
        assignees: [ada@example.com]
        comment: "Failed at {{ ansible_failed_task.name }}"
      run_once: true

- name: Say that somebody works on it
  truewatch.openapi.truewatch_issue:
    unique_key: deploy-shop
    title: Deployment of the shop failed
    status: working
"""

RETURN = r"""
issue:
  description: The issue as it is now, or would be; null when there is none and none is opened.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; null in check mode when it would be opened.
      type: str
      sample: issue_0a1b2c3d4e5f60718293a4b5c6d7e8f9
    title:
      description: What is wrong.
      type: str
      sample: Deployment of the shop failed
    status:
      description: How far it is.
      type: str
      sample: open
    level:
      description: The name of the level if the service returns it, else its uuid.
      type: str
      sample: P1
    description:
      description: Details, as plain text in one line.
      type: str
      sample: "no route to host [key: deploy-shop]"
    assignees:
      description: Who takes care, by uuid, or by e-mail address of somebody outside.
      type: list
      elements: str
      sample: [acnt_0a1b2c3d4e5f60718293a4b5c6d7e8f9]
    channels:
      description: The channels that it is in, if the service returns them.
      type: list
      elements: str
      sample: [default]
commented:
  description: Whether a comment was written, or would be.
  returned: success
  type: bool
  sample: true
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_level import ISSUE_LEVEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM
from ansible_collections.truewatch.openapi.plugins.module_utils._tickets.issue import STATUSES, keep

TASK = Task(
    {
        "unique_key": {"type": "str", "no_log": False},
        "issue": {"type": "str"},
        "channel": {"type": "str"},
        "title": {"type": "str"},
        "description": {"type": "str"},
        "level": {"type": "str"},
        "assignees": {"type": "list", "elements": "str"},
        "status": {"type": "str", "choices": list(STATUSES)},
        "comment": {"type": "str"},
    },
    keep,
    blank=("description", "assignees"),  # which it takes away
    constraints={"mutually_exclusive": [["unique_key", "issue"], ["channel", "issue"]]},
    hints={
        "key": "what names the issue is the option 'unique_key'; the API key is 'api_key'",
        "name": "what is wrong is the option 'title'",
        "message": "details are the option 'description'",
        "reply": "a comment is the option 'comment'",
        "state": "how far it is is the option 'status'; an issue cannot be deleted",
        "uuid": "the uuid of an issue is the option 'issue'",
        "priority": "how bad it is is the option 'level'",
        "severity": "how bad it is is the option 'level'",
        "manager": "who takes care is the option 'assignees'",
    },
    kinds={kind.name: kind for kind in (ISSUE_CHANNEL, ISSUE_LEVEL, MEMBER, TEAM)},
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
