#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a level of issues as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_issue_level
short_description: Manage a level of TrueWatch issues
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the levels of your own that issues of a TrueWatch (Guance) workspace can have. See the
    guide R(Issues, ansible_collections.truewatch.openapi.docsite.issues).
  - The levels of the platform (C(P0), C(P1), C(P2), C(Unknown)) can be referred to, and neither changed nor deleted. A
    workspace takes at most 10 levels of its own. Where a platform-wide configuration of levels is in force, they do
    not count.
  - Issues are what the console long called Incident; the newer incidents have the same levels.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.forced
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which level is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the level.
  state:
    description:
      - V(present) creates the level or brings it to the declared state.
      - V(absent) deletes it. Issues that have it then have no level. One that a monitor or a discovery rule
        names is only deleted with
        O(force); whether open issues have it is not looked at.
  colour:
    description: The colour, such as V(#E94444), in either case. Needed to create a level.
    type: str
    aliases: [color]
  description:
    description: The description.
    type: str
  extend:
    description: Further settings, in the API's words. Only what is named is compared.
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_issue_channel
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: A level for what customers see
  truewatch.openapi.truewatch_issue_level:
    name: Customer visible
    colour: "#E94444"
    description: The status page must be updated

- name: Delete it
  truewatch.openapi.truewatch_issue_level:
    name: Customer visible
    state: absent
"""

RETURN = r"""
issue_level:
  description: The level; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: issl_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Customer visible
    colour:
      description: The colour.
      type: str
      sample: "#E94444"
    description:
      description: The description.
      type: str
      sample: The status page must be updated
    extend:
      description: Further settings.
      type: dict
      sample: {a: 1}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_discovery import ISSUE_DISCOVERY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_level import ISSUE_LEVEL

TASK = kind_task(ISSUE_LEVEL, related=(ISSUE_DISCOVERY, MONITOR))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
