#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a scheduled report as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_report
short_description: Manage a scheduled TrueWatch report
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the scheduled reports of a TrueWatch (Guance) workspace, which send a dashboard by mail
    or to a robot. See the guide R(Boards, ansible_collections.truewatch.openapi.docsite.boards).
  - A report is sent from its next time on. Create it with O(enabled=false) first, and look at it in the console.
  - A single run that is over is left as it is, and is in no export.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.switched
  - truewatch.openapi.kind.secrets
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The title. It says which report is meant, and is needed to create one. At most 200 characters.
      - Together with O(uuid) another title renames the report.
    aliases: [title]
  text:
    description: The text of the message. At most 1000 characters.
    type: str
  dashboard:
    description: The name of the dashboard that is sent. Needed to create a report.
    type: str
  recipients:
    description:
      - Who gets it, all of them. Needed to create a report.
      - With O(channel=email) members by e-mail address and mail groups by name; the address of somebody outside of the
        workspace is taken with a warning. Otherwise notify objects of the type that O(channel) names.
    type: list
    elements: str
  channel:
    description: How it is sent. Needed to create a report.
    type: str
    choices: [email, dingTalkRobot, wechatRobot, feishuRobot]
  range:
    description: The time range that the dashboard shows, such as V(7d), in whole minutes. Needed to create a report.
    type: str
  schedule:
    description:
      - When it is sent again and again, as five fields of a crontab in O(timezone). A new one needs it or O(once_at).
      - Times are compared, not texts.
    type: str
  once_at:
    description:
      - When it is sent once, as C(2026-12-01 09:00) in O(timezone), or with an offset of its own.
      - A time that is over is refused, but for a report that has run then.
    type: str
  timezone:
    description:
      - The time zone, such as V(Europe/Berlin). Needed to create a report.
      - Consoles differ in whether it can be changed, and older ones know UTC+8 only.
    type: str
  variables:
    description: Values of the dashboard's variables, by name. Only those that are named are compared.
    type: dict
  share:
    description: Who can open the link in the message, everybody or who knows O(share_password).
    type: str
    choices: [public, encrypted]
  share_password:
    description: The password of an encrypted link.
    type: str
seealso:
  - module: truewatch.openapi.truewatch_dashboard
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: The figures of the week, on Monday at seven
  truewatch.openapi.truewatch_report:
    name: Monday figures
    dashboard: Payments
    channel: email
    recipients: [ada@example.com]
    range: 7d
    schedule: "0 7 * * 1"
    timezone: Europe/Berlin
    enabled: false

- name: Delete it
  truewatch.openapi.truewatch_report:
    name: Monday figures
    state: absent
"""

RETURN = r"""
report:
  description: The report; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: cron_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The title.
      type: str
      sample: Monday figures
    text:
      description: The text of the message.
      type: str
      sample: How the week was
    dashboard:
      description: The dashboard, by name.
      type: str
      sample: Payments
    recipients:
      description: Who gets it, by name.
      type: list
      elements: str
      sample: [ada@example.com]
    channel:
      description: How it is sent.
      type: str
      sample: email
    range:
      description: The time range that the dashboard shows.
      type: str
      sample: 7d
    schedule:
      description: When it is sent again and again.
      type: str
      sample: 0 7 * * 1
    once_at:
      description: When it is sent once, empty when it is not.
      type: str
      sample: "2026-12-01T08:00:00Z"
    timezone:
      description: The time zone.
      type: str
      sample: Europe/Berlin
    variables:
      description: Values of variables, by name.
      type: dict
      sample: {host: web1}
    share:
      description: Who can open the link.
      type: str
      sample: public
    enabled:
      description: Whether it is sent.
      type: bool
      sample: false
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.report import REPORT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(REPORT, related=(DASHBOARD, MEMBER, NOTIFY_OBJECT, TEAM))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
