#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_issue_info
short_description: Read issues of a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Lists the issues of a channel, or reads issues by uuid, with their comments if wanted.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.info
options:
  channel:
    description: The name or uuid of a channel. By default V(default), which every issue is in.
    type: str
  unique_key:
    description: Only issues with this key, as M(truewatch.openapi.truewatch_issue) writes it.
    type: str
  search:
    description: Only issues with this text in the title or the description.
    type: str
  status:
    description: Only issues that are so far.
    type: list
    elements: str
    choices: [open, working, pending, resolved, closed]
  issues:
    description: Read these issues instead, by uuid. One request for each.
    type: list
    elements: str
  comments:
    description: Whether the comments of each issue are read too, at one request for each issue.
    type: bool
    default: false
notes:
  - Issues contain text that others wrote. Do not use them as templates or commands.
  - Ansible marks all of it as unsafe.
seealso:
  - module: truewatch.openapi.truewatch_issue
"""

EXAMPLES = r"""
- name: What is open
  truewatch.openapi.truewatch_issue_info:
    status: [open, working]

- name: What was said of the deployment of the shop
  truewatch.openapi.truewatch_issue_info:
    unique_key: deploy-shop
    comments: true
"""

RETURN = r"""
issues:
  description:
    - The issues, those that changed last first. C(description) and the texts of comments are plain text in one line.
    - C(assignees) and C(channels) are included if the service returns them; the list contains no names.
  returned: success
  type: list
  elements: dict
  sample:
    - uuid: issue_0a1b2c3d4e5f60718293a4b5c6d7e8f9
      title: Deployment of the shop failed
      status: open
      level: P1
      description: "no route to host [key: deploy-shop]"
      assignees: []
      channels: [default]
      created_at: "2026-11-23T22:00:00Z"
      updated_at: "2026-11-23T22:00:00Z"
      comments: [{"text": "Failed at Install", "by": "Pipeline", "at": "2026-11-23T22:00:01Z"}]
missing:
  description: The uuids among O(issues) of which there is no issue.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._tickets.issue import STATUSES
from ansible_collections.truewatch.openapi.plugins.module_utils._tickets.issue_info import read

TASK = Task(
    {
        "channel": {"type": "str"},
        "unique_key": {"type": "str", "no_log": False},
        "search": {"type": "str"},
        "status": {"type": "list", "elements": "str", "choices": list(STATUSES)},
        "issues": {"type": "list", "elements": "str"},
        "comments": {"type": "bool", "default": False},
    },
    read,
    constraints={
        "mutually_exclusive": [
            ["unique_key", "search"],
            *(["issues", name] for name in ("channel", "unique_key", "search", "status")),
        ]
    },
    hints={
        "uuid": "uuids of issues are the option 'issues', a list",
        "issue": "uuids of issues are the option 'issues', a list",
        "key": "what names an issue is the option 'unique_key'; the API key is 'api_key'",
        "replies": "whether comments are read is the option 'comments'",
    },
    kinds={ISSUE_CHANNEL.name: ISSUE_CHANNEL},
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
