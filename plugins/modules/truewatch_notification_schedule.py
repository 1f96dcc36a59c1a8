#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a notification schedule as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_notification_schedule
short_description: Manage a TrueWatch notification schedule
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the notification schedules (rotas) of a TrueWatch (Guance) workspace, which say who is
    called for issues, and when. Issue policies name them. See the guide
    R(Issues, ansible_collections.truewatch.openapi.docsite.issues).
  - Every change restarts the rotation, with a warning. An unchanged schedule is not written.
  - Results do not tell who is on duty.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which schedule is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the schedule.
  state:
    description:
      - V(present) creates the schedule or brings it to the declared state.
      - V(absent) deletes it. One that an issue policy uses is only deleted with O(force), and never by a prune.
  force:
    description: Consent to the deletion of a schedule that an issue policy uses, so that nobody may be called.
  timezone:
    description:
      - The time zone of the times, such as V(Europe/Berlin). Needed to create a schedule, since the API would take
        V(Asia/Shanghai).
    type: str
  start:
    description:
      - Since when in the day people are called, as V("09:00"), in quotes. A new schedule begins at V("00:00").
      - Whether a schedule may go over midnight is not documented. Two of them are the safe form, which a warning says.
    type: str
  end:
    description: Until when in the day, as V("17:30"), in quotes. A new schedule ends at V("23:59").
    type: str
  targets:
    description:
      - Who is called, all of them. Members by e-mail address, notify objects and teams by name. Needed to create a
        schedule.
      - The address of somebody outside of the workspace is taken with a warning.
      - With O(rotate=true) they take turns in this order. Otherwise the order means nothing.
    type: list
    elements: str
  rotate:
    description: Whether the targets take turns. The default for a new schedule is V(false).
    type: bool
  rotation:
    description:
      - How long a turn is. Needed with O(rotate=true).
      - V(work_day) takes turns by day from Monday to Friday, V(weekend) on Saturday and Sunday. On the other days
        nobody is called.
    type: str
    choices: [day, week, month, work_day, weekend]
  valid:
    description: From when until when the schedule counts. Both or neither; an empty mapping makes it count for ever.
    type: dict
    suboptions:
      from:
        description: The first moment, as C(2026-12-01 09:00) in O(timezone), or with an offset of its own.
        type: str
      until:
        description: The last moment, in the same form.
        type: str
seealso:
  - module: truewatch.openapi.truewatch_issue_policy
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Week by week one of the payment team
  truewatch.openapi.truewatch_notification_schedule:
    name: Payments primary
    timezone: Europe/Berlin
    targets: [ada@example.com, grace@example.com, alan@example.com]
    rotate: true
    rotation: week

- name: A helper until the end of the year, in office hours
  truewatch.openapi.truewatch_notification_schedule:
    name: Payments second line
    timezone: Europe/Berlin
    start: "09:00"
    end: "17:30"
    targets: [Team on duty]
    valid:
      from: "2026-12-01 00:00"
      until: "2026-12-31 23:59"

- name: Delete it
  truewatch.openapi.truewatch_notification_schedule:
    name: Payments second line
    state: absent
"""

RETURN = r"""
notification_schedule:
  description: The schedule; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: nsche_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Payments primary
    timezone:
      description: The time zone.
      type: str
      sample: Europe/Berlin
    start:
      description: Since when in the day.
      type: str
      sample: "00:00"
    end:
      description: Until when in the day.
      type: str
      sample: "23:59"
    targets:
      description: Who is called, by name.
      type: list
      elements: str
      sample: [ada@example.com, grace@example.com]
    rotate:
      description: Whether they take turns.
      type: bool
      sample: true
    rotation:
      description: How long a turn is.
      type: str
      sample: week
    valid:
      description: From when until when it counts; empty when for ever.
      type: dict
      sample: {from: "2026-11-30T23:00:00Z", until: "2026-12-31T22:59:00Z"}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.notification_schedule import (
    NOTIFICATION_SCHEDULE,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(NOTIFICATION_SCHEDULE, related=(MEMBER, NOTIFY_OBJECT, TEAM))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
