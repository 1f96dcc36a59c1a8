#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a list of notice dates as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_alert_notice_date
short_description: Manage a TrueWatch list of notice dates
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the lists of dates of a TrueWatch (Guance) workspace, such as public holidays, on which
    alert policies notify differently. See the guide
    R(Alerting, ansible_collections.truewatch.openapi.docsite.alerting).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which list is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the list.
    type: str
  dates:
    description:
      - All dates of the list, such as V(2026-12-24); slashes and dots are understood too. The order does not matter.
      - An empty list takes all dates away.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_alert_policy
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Keep the public holidays
  truewatch.openapi.truewatch_alert_notice_date:
    name: Public holidays
    dates:
      - 2026-12-25
      - 2026-12-26
      - 2027-01-01

- name: Delete the list; refused while an alert policy uses it
  truewatch.openapi.truewatch_alert_notice_date:
    name: Public holidays
    state: absent
"""

RETURN = r"""
alert_notice_date:
  description: The list; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: ndate_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: Public holidays
    dates:
      description: The dates in order, in the API's form.
      type: list
      elements: str
      sample: [2026/12/25, 2026/12/26]
diff:
  description: What changes, relations by name. The same in check mode and in a real run.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.alert_notice_date import (
    ALERT_NOTICE_DATE,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.alert_policy import ALERT_POLICY

TASK = kind_task(ALERT_NOTICE_DATE, related=(ALERT_POLICY,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
