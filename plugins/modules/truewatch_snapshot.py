#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a snapshot of logs, and make a link to it."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_snapshot
short_description: Manage a TrueWatch snapshot of logs, and create a link to it
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, replaces and deletes snapshots of the log explorer of a TrueWatch (Guance) workspace. See the guide
    R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - The API changes none. A task with other content needs O(force), which puts another snapshot, with
    another uuid, in the place of the old one.
  - Snapshots are neither exported nor pruned.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  force:
    description: Consent to another snapshot in the place of the one of this name.
  name:
    description: The name. It says which snapshot is meant, and is needed to create one. It cannot be changed.
    type: str
  type:
    description: The sort of snapshot. Others than those of logs are only read.
    type: str
    choices: [logging]
    default: logging
  query:
    description: What is searched for, in the words of the log explorer.
    type: str
  time:
    description:
      - Of what time the logs are, a span such as V(45m), or two instants in Unix milliseconds with a comma between.
      - Needed to create a snapshot.
    type: str
  columns:
    description: The columns that are shown, in order.
    type: list
    elements: str
  indexes:
    description: The names of the log indexes that are searched.
    type: list
    elements: str
  view:
    description: Whether logs are listed or analysed. New snapshots list them by default.
    type: str
    choices: [view, analyze]
  workspace:
    description: The uuid of the workspace whose logs are searched. A new snapshot is of the key's own without it.
    type: str
  share:
    description:
      - Make a link to the snapshot. Each run makes another one, so the task is always changed.
      - No route lists links, and one ends before its time in the console only.
    type: dict
    suboptions:
      expires_in:
        description: After what time it ends, such as V(7d), or V(never).
        type: str
        required: true
      code:
        description: What who follows it is asked for. At most 12 characters.
        type: str
      public:
        description: Whether everybody may follow it who has it. Either this or O(share.code) has to be set.
        type: bool
        default: false
      hide_top_bar:
        description: Whether the top bar is hidden.
        type: bool
        default: false
      watermark:
        description: Whether a watermark is shown.
        type: bool
        default: false
      change_time:
        description: Whether another time can be looked at.
        type: bool
        default: false
      mask_fields:
        description: Fields that are masked.
        type: list
        elements: str
      mask_expressions:
        description: Texts that are masked.
        type: list
        elements: dict
        suboptions:
          name:
            description: What the expression is called.
            type: str
            required: true
          expression:
            description: The regular expression.
            type: str
            required: true
      allowed_addresses:
        description: The only addresses from which it can be followed.
        type: list
        elements: str
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Freeze the logs of an incident, and send a link that ends in a week
  truewatch.openapi.truewatch_snapshot:
    name: incident 4711
    query: "service:checkout status:error"
    time: 45m
    columns: [time, message]
    share:
      expires_in: 7d
      code: "{{ vault_code }}"
  register: snapshot
  no_log: true

- name: Delete it
  truewatch.openapi.truewatch_snapshot:
    name: incident 4711
    state: absent
"""

RETURN = r"""
snapshot:
  description: The snapshot; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: snap_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: incident 4711
    type:
      description: The sort of snapshot.
      type: str
      sample: logging
    query:
      description: What is searched for.
      type: str
      sample: "service:checkout status:error"
    time:
      description: Of what time the logs are.
      type: str
      sample: 45m
    columns:
      description: The columns that are shown.
      type: list
      elements: str
      sample: [time, message]
    indexes:
      description: The log indexes that are searched.
      type: list
      elements: str
      sample: [default]
    view:
      description: Whether logs are listed or analysed.
      type: str
      sample: view
    workspace:
      description: The workspace whose logs are searched.
      type: str
      sample: wksp_541083cc19ec4d27ad597839a0477a97
share:
  description: The link that was made, C(url). Who has it may follow it, so use C(no_log) with O(share.public=true).
  returned: when O(share) is given, and not in check mode
  type: dict
  sample: {url: "https://s.example.com/rj6mm3"}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps._sharing import SHARE, keep
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.snapshot import SNAPSHOT

TASK = kind_task(SNAPSHOT, keep=keep, options={"share": SHARE})


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
