#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep an entry of the service catalogue as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_service
short_description: Manage an entry of the TrueWatch service catalogue
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the entries of the service catalogue of a TrueWatch (Guance) workspace. See the
    guide R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - The service takes the definition as one text in TOML, which a change replaces as a whole. What it holds besides
    the options here is written back, but for comments and the order of its parts.
  - An entry that the platform made for a service that it found in traces is taken over by its name.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.tagged
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  type:
    description: What sort of service it is. A new entry is V(custom) by default.
    type: str
    choices: [app, framework, cache, message_queue, custom, db, web]
  team:
    description: The team that owns it, by name. An empty text removes it.
    type: str
  colour:
    description: Its colour, such as V(#40C9C9). The service takes some 26 colours only.
    type: str
  oncall:
    description: Whom to call. The order counts; an empty list removes all.
    type: list
    elements: dict
    suboptions:
      name:
        description: What the contact is called.
        type: str
        required: true
      type:
        description: How to reach it.
        type: str
        choices: [email, mobile, slack]
        required: true
      emails:
        description: E-mail addresses, with O(oncall[].type=email).
        type: list
        elements: str
      mobiles:
        description: Telephone numbers, with O(oncall[].type=mobile).
        type: list
        elements: str
      slack:
        description: The channel, with O(oncall[].type=slack).
        type: str
  repositories:
    description: Where its code is. The order counts; an empty list removes all.
    type: list
    elements: dict
    suboptions:
      link:
        description: The address.
        type: str
        required: true
      name:
        description: What it is called.
        type: str
      provider:
        description: Who provides it, such as V(gitlab).
        type: str
  docs:
    description: Where it is documented. The order counts; an empty list removes all.
    type: list
    elements: dict
    suboptions:
      link:
        description: The address.
        type: str
        required: true
      name:
        description: What it is called.
        type: str
      provider:
        description: Who provides it, such as V(gitlab).
        type: str
  app:
    description: Its RUM application, by name or id. An empty text removes it.
    type: str
  views:
    description: The views that belong to it, user views and dashboards by name, those of the platform by uuid. An empty
      list removes all.
    type: list
    elements: str
seealso:
  - module: truewatch.openapi.truewatch_rum_app
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Who owns the service, and who is called
  truewatch.openapi.truewatch_service:
    name: checkout
    type: app
    team: Payment team
    oncall:
      - {name: payments, type: email, emails: [pay@example.com]}
      - {name: night shift, type: mobile, mobiles: ["+4930123456"]}
    repositories:
      - {name: code, link: "https://git.example.com/checkout", provider: gitlab}
    docs:
      - {name: runbook, link: "https://wiki.example.com/checkout"}
    tags: [shop]

- name: Delete the entry
  truewatch.openapi.truewatch_service:
    name: checkout
    state: absent
"""

RETURN = r"""
service:
  description: The entry; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: sman_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: checkout
    type:
      description: What sort of service it is.
      type: str
      sample: app
    team:
      description: The team that owns it, by name as far as it is known.
      type: str
      sample: Payment team
    colour:
      description: Its colour.
      type: str
      sample: "#40C9C9"
    oncall:
      description: Whom to call.
      type: list
      elements: dict
      sample: [{name: payments, type: email, emails: [pay@example.com]}]
    repositories:
      description: Where its code is.
      type: list
      elements: dict
      sample: [{name: code, link: "https://git.example.com/checkout", provider: gitlab}]
    docs:
      description: Where it is documented.
      type: list
      elements: dict
      sample: [{name: runbook, link: "https://wiki.example.com/checkout"}]
    app:
      description: Its RUM application, by name as far as it is known.
      type: str
      sample: Shop
    views:
      description: Its built-in views.
      type: list
      elements: str
      sample: [dsbd_541083cc19ec4d27ad597839a0477a97]
    tags:
      description: Its tags.
      type: list
      elements: str
      sample: [shop]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.rum_app import RUM_APP
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.service import SERVICE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.user_view import USER_VIEW
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(SERVICE, related=(TEAM, RUM_APP, USER_VIEW, DASHBOARD))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
