#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Silence notices for a while, or on a schedule."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_mute
short_description: Mute TrueWatch notifications once or on a schedule
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Opens, changes and ends mute rules of a TrueWatch (Guance) workspace. Notices are suppressed; events are still
    produced.
  - A rule is known by its name, so nobody has to remember a uuid. A rule that is run again inside its window is left as
    it is; one whose window is over is opened again.
  - Every window ends by itself, so that a failed play or a lost controller never leaves a workspace silent. See the
    guide R(Maintenance, ansible_collections.truewatch.openapi.docsite.maintenance) and the role
    P(truewatch.openapi.maintenance#role), which ends the window when the work
    is done.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.described
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) opens the window, or brings the rule to the declared state.
      - V(absent) ends it at once by deleting the rule.
  enabled:
    description:
      - Whether the rule is in force. New rules are; existing ones are not changed.
    type: bool
  monitors:
    description: Names of the monitors, or keys of the self-built inspections, to silence.
    type: list
    elements: str
  alert_policies:
    description: Names of the alert policies to silence.
    type: list
    elements: str
  tags:
    description: Names of tags; everything with one of them is muted.
    type: list
    elements: str
  slos:
    description: Names of the SLOs to silence.
    type: list
    elements: str
  hosts:
    description:
      - Silence only what concerns these hosts, as they are called in the event attribute C(host).
      - Without O(monitors), O(alert_policies), O(tags) and O(slos) that narrows all monitors.
    type: list
    elements: str
    aliases: [host]
  attributes:
    description:
      - "Other event attributes to narrow the rule by, each with the list of its values, for example C(service: [web,
        api])."
      - A key with a leading C(-) silences everything but these values.
    type: dict
  filter:
    description:
      - An expression over event attributes in the console's search syntax, for example V(host:web* AND
        df_status:warning).
      - It takes the place of O(hosts) and O(attributes). At most 2048 characters.
    type: str
  all_monitors:
    description:
      - Silence all monitors. This must be said; a rule that says nothing of what it is for is refused, since it would
        mute everything.
    type: bool
  starts_at:
    description:
      - When the window begins, V(now), a time span from now such as V(+10m), or a time such as V(2026-11-23 22:00).
      - A time without an offset (V(Z), V(+01:00)) is one of O(timezone).
      - A start that counts from now is met by a window that has begun already, and by a planned one that begins no
        later.
      - The default is V(now).
    type: str
  until:
    description: When the window ends, a time such as V(2026-11-24 02:00). Instead of O(duration).
    type: str
  duration:
    description:
      - How long the window is, counted from its start, for example V(2h) or V(1h30m). With O(repeat), how long each of
        its windows is.
      - Write a unit. A number of 60 or more is refused, because YAML reads an unquoted C(1:30) as the number 90.
      - With O(repeat) it cannot be longer than the time until the next window begins.
      - This or O(until) is needed to open a window.
      - Another duration inside the window moves its end.
    type: str
  repeat:
    description:
      - A schedule instead of a single window. Give O(repeat.at) with or without O(repeat.days), or O(repeat.cron).
      - O(starts_at) and O(until) make a rule with a schedule one with a single window again.
    type: dict
    suboptions:
      days:
        description: Days of the week, such as V(sat). The default is every day.
        type: list
        elements: str
      at:
        description: The time of day at which each window begins, such as V(02:30). Put it in quotes, since YAML takes
          it for a number.
        type: str
      cron:
        description:
          - The start times as five crontab fields, minute, hour, day, month and weekday (0 is Sunday), for example V(30
            2 1 * *).
        type: str
      expires:
        description:
          - When the schedule ends, a time such as V(2027-01-01), or V(never). New schedules never end by default.
        type: str
  timezone:
    description:
      - The time zone of the rule, and of all times that are given here without an offset, for example V(Europe/Berlin).
      - A single window that begins or ends in the hour that the clocks of the zone show twice, when summer time ends,
        is kept in V(UTC), since the service could not tell which of the two is meant.
      - The default is V(UTC). An existing rule with a single window keeps its time zone when this is not given, since
        its window is the same instant in all of them.
    type: str
  notify:
    description: Names of notify objects and e-mail addresses of members that are notified about the rule.
    type: list
    elements: str
  notify_at:
    description: When they are notified, V(now) or a time such as V(2026-11-23 21:45).
    type: str
  notify_message:
    description: The text of the notification. At most 3000 characters.
    type: str
seealso:
  - module: truewatch.openapi.truewatch_info
notes:
  - The service has no route that reads one rule, so each task that is not part of a loop lists all of them.
  - In check mode, relative times are computed from the time of the check.
"""

EXAMPLES = r"""
- name: Silence two hosts for two hours from now
  truewatch.openapi.truewatch_mute:
    name: Patch web servers
    hosts: [web-01, web-02]
    duration: 2h

- name: End it early
  truewatch.openapi.truewatch_mute:
    name: Patch web servers
    state: absent

- name: Plan a window
  truewatch.openapi.truewatch_mute:
    name: Database migration
    monitors:
      - Database latency
      - Replication lag
    starts_at: 2030-11-23 22:00
    until: 2030-11-24 02:00
    timezone: Europe/Berlin

- name: Silence an alert policy every weekend night
  truewatch.openapi.truewatch_mute:
    name: Weekend backup
    alert_policies: [Storage]
    repeat:
      days: [sat, sun]
      at: "02:00"
    duration: 3h
    timezone: Europe/Berlin

- name: Switch a rule off without deleting it
  truewatch.openapi.truewatch_mute:
    name: Weekend backup
    enabled: false
"""

RETURN = r"""
mute:
  description: The rule; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: mute_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: Patch web servers
    description:
      description: The description.
      type: str
      sample: Kernel updates
    enabled:
      description: Whether it is in force.
      type: bool
      sample: true
    monitors:
      description: The monitors and self-built inspections that it silences, by name if known.
      type: list
      elements: str
      sample: [Database latency]
    alert_policies:
      description: The alert policies that it silences, by name if known.
      type: list
      elements: str
      sample: [Storage]
    tags:
      description: The tags that it silences.
      type: list
      elements: str
      sample: [shop]
    slos:
      description: The SLOs that it silences, by name if known.
      type: list
      elements: str
      sample: [Shop availability]
    hosts:
      description: The hosts that it is narrowed to.
      type: list
      elements: str
      sample: [web-01, web-02]
    attributes:
      description: The other event attributes that it is narrowed to.
      type: dict
      sample: {service: [web, api]}
    filter:
      description: The expression over event attributes that it is narrowed to.
      type: str
      sample: host:web*
    all_monitors:
      description: Whether it silences everything.
      type: bool
      sample: false
    starts_at:
      description: Start of the window, in UTC; not of a rule with a schedule.
      type: str
      sample: "2026-11-23T21:00:00Z"
    until:
      description: End of the window, in UTC; not of a rule with a schedule.
      type: str
      sample: "2026-11-23T23:00:00Z"
    duration:
      description: Length of the window, or of each window of a schedule.
      type: str
      sample: 2h
    repeat:
      description: The schedule, empty when there is none.
      type: dict
      contains:
        cron:
          description: The start times as crontab fields, in RV(mute.timezone).
          type: str
          sample: 0 2 * * 0,6
        expires:
          description: When the schedule ends, in UTC, or V(never).
          type: str
          sample: never
    timezone:
      description: The time zone of the rule.
      type: str
      sample: UTC
    notify:
      description: Who is notified about it, by name or e-mail address if known.
      type: list
      elements: str
      sample: [ada@example.com]
    notify_at:
      description: When they are notified, V(now) or a time in UTC.
      type: str
      sample: now
    notify_message:
      description: The text of the notification.
      type: str
      sample: Two hours of silence
diff:
  description: What changes. The same in check mode and in a real run, but for times that count from now.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds._shared.tag import TAG
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.alert_policy import ALERT_POLICY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.inspection import INSPECTION
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER

TASK = kind_task(MUTE, related=(MEMBER, TAG, NOTIFY_OBJECT, ALERT_POLICY, MONITOR, INSPECTION, SLO))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
