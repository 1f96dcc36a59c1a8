#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep an alert policy as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_alert_policy
short_description: Manage a TrueWatch alert policy
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes alert policies of a TrueWatch (Guance) workspace. A policy says who is notified about
    the events of the monitors that it is bound to, when, how often, and who is next.
  - Notify objects, members, teams, lists of dates and monitors are given by name. See the guide
    R(Alerting, ansible_collections.truewatch.openapi.docsite.alerting).
  - What is not named here stays as it is in the workspace, also inside of O(targets) and O(aggregation).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.permitted
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the policy or brings it to the declared state.
      - V(absent) deletes it. Monitors that had no other policy fall back to the default one.
  description:
    description: The description. At most 256 characters.
    type: str
  timezone:
    description:
      - The time zone that the windows of O(targets) are in, such as V(Europe/Berlin). Needed to create a policy.
    type: str
  alert_type:
    description:
      - Whether notices go by the status of an event (O(targets[].rules)) or by member (O(targets[].routes)).
      - New policies are by V(status) by default.
    type: str
    choices: [status, member]
  targets:
    description:
      - Who is notified. The entries are evaluated in this order. The first one whose window fits the time of an
        event counts, so entries for special dates come before those for the days of the week. The module warns of an
        entry that never counts.
      - An entry is matched with the existing one of the same name, a rule with the one of the same statuses. What is
        not named of a matched one stays; entries that are not named are taken away. The order of rules within an entry
        has no meaning.
    type: list
    elements: dict
    suboptions:
      name:
        description: The name of the entry.
        type: str
      window:
        description:
          - When the entry counts. Either O(targets[].window.crontab), or O(targets[].window.dates) with
            O(targets[].window.start).
          - An entry without a window counts at all other times. Every policy should end with one.
        type: dict
        suboptions:
          crontab:
            description: When the window begins, as five fields of a crontab, such as V(0 9 * * 1-5).
            type: str
          dates:
            description: Names of lists of dates, see M(truewatch.openapi.truewatch_alert_notice_date).
            type: list
            elements: str
          start:
            description:
              - When the window begins on each of the dates, such as V("09:30"); in quotes, or YAML may read a number.
            type: str
          duration:
            description: How long the window is, such as V(8h).
            type: str
            required: true
      rules:
        description:
          - What is sent where. Needed with O(alert_type=status). An empty list means that nobody is notified in this
            window, since no later entry counts in it.
          - Rules are distinguished by their statuses.
        type: list
        elements: dict
        suboptions:
          statuses:
            description: The statuses of the events.
            type: list
            elements: str
            required: true
            choices: [fatal, critical, error, warning, nodata, info]
          to:
            description:
              - Who gets a notice, notify objects and teams by name, members by e-mail address, or uuids. An e-mail
                address that is no member's is refused.
              - Needed in each rule. An empty list means nobody; the module warns of it.
            type: list
            elements: str
          tags:
            description:
              - Only events with these tags, name of a tag to a value or a list of values. An empty mapping means all
                events.
            type: dict
          filter:
            description: Only events that this filter text of the platform fits; it wins over the tags.
            type: str
          escalations:
            description:
              - Who is notified if the events continue. At most two, each is sent once. An empty list removes them.
            type: list
            elements: dict
            suboptions:
              to:
                description: Who is notified, as in the rule. Needed in each escalation; an empty list means nobody.
                type: list
                elements: str
              via:
                description:
                  - How they are notified, notify objects by name and the words V(email) and V(sms). For rules of a
                    route only.
                type: list
                elements: str
              after:
                description: How long the events must last, such as V(15m) or V(15 min).
                type: str
                required: true
      routes:
        description:
          - What is sent to which members. Needed with O(alert_type=member). An empty list means that nobody is notified
            in this window, since no later entry counts in it.
          - Routes are distinguished by their names.
        type: list
        elements: dict
        suboptions:
          name:
            description: The name of the route.
            type: str
          members:
            description:
              - Members by e-mail address, name or uuid, teams by name or uuid.
              - Needed in each route. An empty list means nobody; the module warns of it.
            type: list
            elements: str
          filter:
            description: Only events that this filter text of the platform fits.
            type: str
          rules:
            description:
              - What is sent where, for the members of the route.
              - Rules are distinguished by their statuses.
            type: list
            elements: dict
            suboptions:
              statuses:
                description: The statuses of the events.
                type: list
                elements: str
                required: true
                choices: [fatal, critical, error, warning, nodata, info]
              to:
                description:
                  - Where a notice goes, names of notify objects, and the words V(email) and V(sms) for the members' own
                    addresses.
                  - Needed in each rule. An empty list means nobody; the module warns of it.
                type: list
                elements: str
              tags:
                description:
                  - Only events with these tags, name of a tag to a value or a list of values. An empty mapping means
                    all events.
                type: dict
              filter:
                description: Only events that this filter text of the platform fits; it wins over the tags.
                type: str
              escalations:
                description:
                  - Who is notified if the events continue. At most two, each is sent once. An empty list removes them.
                type: list
                elements: dict
                suboptions:
                  to:
                    description:
                      - Who is notified in addition, members and teams. Needed in each escalation; an empty list means
                        nobody.
                    type: list
                    elements: str
                  via:
                    description:
                      - How they are notified, notify objects by name and the words V(email) and V(sms). For rules of a
                        route only.
                    type: list
                    elements: str
                  after:
                    description: How long the events must last, such as V(15m) or V(15 min).
                    type: str
                    required: true
  silence:
    description:
      - For how long the same alert is not sent again, such as V(6h). V(0) means for ever.
      - New policies get V(6h) by default.
    type: str
  silence_by_status:
    description:
      - Other lengths of silence for some statuses. All of them; an empty list removes them.
      - The vendor does not document this field; it is sent in the form that the vendor's own clients use.
    type: list
    elements: dict
    suboptions:
      statuses:
        description: The statuses.
        type: list
        elements: str
        required: true
        choices: [fatal, critical, error, warning, nodata, info]
      silence:
        description: For how long the same alert is not sent again; V(0) means for ever.
        type: str
        required: true
  aggregation:
    description: How alerts are put together into one notice. Only what is named here is compared and changed.
    type: dict
    suboptions:
      type:
        description:
          - V(byFields) by rules, V(byCluster) by likeness, V(byAI) by a model. Older services know no V(byCustom).
        type: str
        choices: [byFields, byCluster, byAI, byCustom]
      interval:
        description:
          - The time over which alerts are put together, at most V(30m). V(0) means that they are not.
          - New policies do not aggregate alerts by default.
        type: str
      fields:
        description:
          - What must be equal for alerts to be put together, V(df_monitor_checker_id) the monitor, V(df_dimension_tags)
            the dimensions, V(df_label) labels. An empty list means all alerts.
        type: list
        elements: str
      labels:
        description: The values of labels, with V(df_label) among the fields.
        type: list
        elements: str
      cluster_fields:
        description: The fields whose likeness counts, V(df_title) and V(df_message).
        type: list
        elements: str
      send_first:
        description: Send the first alert at once and put together those that follow.
        type: bool
  ignore_ok:
    description: Do not send a notice when a fault is over.
    type: bool
  monitors:
    description:
      - The monitors, inspections and SLOs bound to the policy, by name or uuid. All of them; an empty list unbinds all.
      - The same link can be written from the other end, O(truewatch.openapi.truewatch_monitor#module:alert_policies).
        Let one end own it, or the two tasks undo each other's work in every run.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_notify_object
  - module: truewatch.openapi.truewatch_alert_notice_date
  - module: truewatch.openapi.truewatch_monitor
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Tell the robot at once, and the lead when it lasts
  truewatch.openapi.truewatch_alert_policy:
    name: Payment on-call
    timezone: Europe/Berlin
    targets:
      - name: Holidays
        window:
          dates: [Public holidays]
          start: "00:00"
          duration: 1d
        rules:
          - statuses: [critical]
            to: [grace@example.com]
      - name: Office hours
        window:
          crontab: 0 9 * * 1-5
          duration: 8h
        rules:
          - statuses: [critical, error]
            to: [Payment robot]
            escalations:
              - to: [ada@example.com]
                after: 15m
      - name: All other times
        rules:
          - statuses: [critical]
            to: [Payment robot, Team on duty]
            tags:
              service: [payment, billing]
    silence: 6h
    silence_by_status:
      - statuses: [critical]
        silence: 30m
    aggregation:
      type: byFields
      interval: 2m
      fields: [df_monitor_checker_id]

- name: Tell members by their own addresses
  truewatch.openapi.truewatch_alert_policy:
    name: Personal notices
    timezone: UTC
    alert_type: member
    targets:
      - routes:
          - name: Payment
            members: [ada@example.com, Payment team]
            rules:
              - statuses: [critical, error]
                to: [email]
                escalations:
                  - to: [grace@example.com]
                    via: [sms]
                    after: 30m

- name: Delete it; refused while monitors, SLOs or mutes use it
  truewatch.openapi.truewatch_alert_policy:
    name: Personal notices
    state: absent
"""

RETURN = r"""
alert_policy:
  description: The policy; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: altpl_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: Payment on-call
    description:
      description: The description, if the service returns it.
      type: str
      sample: Robot first, people later
    timezone:
      description: The time zone of its windows.
      type: str
      sample: Europe/Berlin
    alert_type:
      description: Whether notices go by status or by member.
      type: str
      sample: status
    targets:
      description: Who is notified, in the form of the option, with time spans in their shortest form.
      type: list
      elements: dict
      sample:
        - name: All other times
          rules:
            - statuses: [critical]
              to: [Payment robot]
    silence:
      description: For how long the same alert is not sent again.
      type: str
      sample: 6h
    silence_by_status:
      description: Other lengths of silence for some statuses.
      type: list
      elements: dict
      sample: [{statuses: [critical], silence: 30m}]
    aggregation:
      description: How alerts are put together.
      type: dict
      sample: {type: byFields, interval: 2m, fields: [df_monitor_checker_id]}
    ignore_ok:
      description: Whether no notice is sent when a fault is over.
      type: bool
      sample: false
    monitors:
      description: What is bound to it, by name if known, if the service returns it.
      type: list
      elements: str
      sample: [Payment latency]
    permissions:
      description: Who may change it, if the service returns it; empty when the ordinary permissions decide.
      type: list
      elements: str
      sample: [wsAdmin]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.inspection import INSPECTION
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(
    ALERT_POLICY, related=(ROLE, MEMBER, TEAM, NOTIFY_OBJECT, ALERT_NOTICE_DATE, MONITOR, INSPECTION, SLO, MUTE)
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
