#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a notify object as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_notify_object
short_description: Manage a TrueWatch notify object
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes notify objects of a TrueWatch (Guance) workspace, the places where alert policies send
    notices.
  - Every type has options of its own; what a type needs and does not take is checked before anything is sent. See the
    guide R(Alerting, ansible_collections.truewatch.openapi.docsite.alerting).
  - Addresses, tokens and secrets are compared with the values of the service and never shown.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.permitted
  - truewatch.openapi.kind.secrets
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  type:
    description:
      - The type, in the API's words. Needed to create a notify object. The case of letters does not matter.
      - V(mail) is short for V(mailGroup), V(webhook) for V(HTTPRequest), and V(slack), V(teams), V(telegram),
        V(dingtalk), V(feishu) and V(wechat) for their robots.
      - V(dingTalkRobot) and V(feishuRobot) need O(webhook) and O(secret).
      - V(wechatRobot), V(slackIncomingWebhook), V(teamsWorkflowWebhook) and V(googleChatWebhook) need O(webhook).
      - V(telegramBot) needs O(token) and O(chat_id), and takes O(message_thread_id).
      - V(HTTPRequest) (the console's custom webhook) needs O(url).
      - V(simpleHTTPRequest) needs O(url) and takes O(headers).
      - V(mailGroup), V(sms) and V(vms) (calls) need O(to).
      - Any other type is sent as it is, with its settings from O(opt_set).
      - The API cannot change the type of an existing notify object, see O(force).
    type: str
  webhook:
    description: The address of the robot or the incoming webhook. It is treated as a secret.
    type: str
  secret:
    description: The signing secret of the robot; an empty text for a robot without one.
    type: str
  url:
    description: The address that is called. It is treated as a secret, because it usually contains a token.
    type: str
  headers:
    description:
      - The headers that are sent along, name and value. An empty mapping takes them all away.
      - A value is a secret, unless it is a plain word, such as C(production), and the name of the header does not speak
        of a key, token or the like. Null instead of a secret keeps the existing one.
      - The vendor documents no headers; the form that is sent is the one that the console stores as C(headersConfig).
    type: dict
  token:
    description: The token of the bot.
    type: str
  chat_id:
    description: The chat that the bot writes to.
    type: str
  message_thread_id:
    description: The topic of the chat that the bot writes to.
    type: str
  to:
    description:
      - Who gets the notices. All of them; the order does not matter.
      - Members by e-mail address, by name or by uuid (C(acnt_)), teams by name or by uuid (C(group_)); for V(sms) and
        V(vms) also telephone numbers.
      - An e-mail address that is no member's is refused, since the service would store it and never deliver.
    type: list
    elements: str
    aliases: [members]
  opt_set:
    description:
      - Settings that have no option here, in the API's words (C(optSet)). Only the keys given here are compared and
        changed.
      - All of it is treated as a secret.
    type: dict
  force:
    description:
      - If an existing notify object has another O(type), create a new one and delete the old one afterwards. It gets a
        new uuid. If something still refers to the old one, this is refused anyway.
      - With O(state=absent), delete it even if alert policies or mutes still use it.
seealso:
  - module: truewatch.openapi.truewatch_alert_policy
  - module: truewatch.openapi.truewatch_info
attributes:
  idempotent:
    support: partial
    details:
      - Full as long as the service shows its values, as it does so far. A secret that it masks is written in every
        run, with a warning, unless O(update_secrets=on_create).
notes:
  - The service disables a notify object that could not be reached for two days.
"""

EXAMPLES = r"""
- name: Write to the on-call robot
  truewatch.openapi.truewatch_notify_object:
    name: On-call robot
    type: dingTalkRobot
    webhook: "{{ vault_oncall_webhook }}"
    secret: "{{ vault_oncall_secret }}"

- name: Write to a Slack channel
  truewatch.openapi.truewatch_notify_object:
    name: Slack alerts
    type: slackIncomingWebhook
    webhook: "{{ vault_slack_webhook }}"

- name: Mail the people on duty
  truewatch.openapi.truewatch_notify_object:
    name: People on duty
    type: mailGroup
    to:
      - ada@example.com
      - grace@example.com

- name: Call an Event-Driven Ansible endpoint with a token
  truewatch.openapi.truewatch_notify_object:
    name: EDA
    type: simpleHTTPRequest
    url: https://eda.example.com/endpoint
    headers:
      Authorization: "Bearer {{ vault_eda_token }}"

- name: Use a type that this collection does not know yet
  truewatch.openapi.truewatch_notify_object:
    name: New channel
    type: someNewRobot
    opt_set:
      address: "{{ vault_new_channel }}"

- name: Delete it; refused while an alert policy uses it
  truewatch.openapi.truewatch_notify_object:
    name: Slack alerts
    state: absent
"""

RETURN = r"""
notify_object:
  description: The notify object without its secrets; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: notify_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: People on duty
    type:
      description: The type.
      type: str
      sample: mailGroup
    to:
      description: Who gets the notices, members by e-mail address as far as they are known.
      type: list
      elements: str
      sample: [ada@example.com, grace@example.com]
    headers:
      description: The headers that are sent along, with a mask for each secret.
      type: dict
      sample: {Content-Type: application/json, Authorization: "********"}
    chat_id:
      description: The chat that the bot writes to.
      type: str
      sample: "-1001234567890"
    message_thread_id:
      description: The topic of the chat that the bot writes to.
      type: str
      sample: "12"
    permissions:
      description: Who may change it; empty when the ordinary permissions decide.
      type: list
      elements: str
      sample: [wsAdmin]
diff:
  description: What changes, secrets masked. The same in check mode and in a real run.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.alert_policy import ALERT_POLICY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.notify_object import NOTIFY_OBJECT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.report import REPORT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_channel import ISSUE_CHANNEL
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.issue_discovery import ISSUE_DISCOVERY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.issues.notification_schedule import (
    NOTIFICATION_SCHEDULE,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(
    NOTIFY_OBJECT,
    related=(ROLE, MEMBER, TEAM, ALERT_POLICY, MUTE, ISSUE_CHANNEL, ISSUE_DISCOVERY, NOTIFICATION_SCHEDULE, REPORT),
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
