#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a user view as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_user_view
short_description: Manage a TrueWatch user view
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the user views of a TrueWatch (Guance) workspace, built-in views of your own that open
    beside a service, host or application. See the guide
    R(Boards, ansible_collections.truewatch.openapi.docsite.boards).
  - The content is given at creation, and B(no route changes it). A task with another one is refused before
    anything is sent. Delete the view and create it again, or import the content in the console.
  - Names of user views are unique in a workspace. Where a view of the platform has the same name, explorers show yours.
  - A uuid of another sort of view counts as not found, also on a service that knows the routes of the vendor guide
    only, where the same addresses are those of dashboards.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.described
  - truewatch.openapi.kind.content
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. It says which view is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) or O(identifier) another name renames the view.
      - Without one of these the default is the title in the content.
    aliases: [title]
  identifier:
    description:
      - A key of your own, of at most 128 characters. A view that is created with it has a uuid that follows from it, so
        it is found whatever its name is.
      - The default is the one in the content, when this is the export of a user view.
      - Older services do not return it. Then it is not compared.
    type: str
  description:
    description:
      - The description. At most 2048 characters.
      - Older services do not return it. Then it is not compared, and is sent only together with another change.
  binding:
    description:
      - Beside what the view opens, a mapping of fields (V(service), V(app_id), V(source), V(project), V(label), or your
        own) to values.
      - A value, or a list of values, means any of them; V(*) means all. The API's form is a list of mappings with
        C(op), V(in) or V(wildcard), and C(value), a list.
      - It is compared as a whole. An empty mapping takes the binding away.
    type: dict
  copy_of:
    description: The name of a user view or dashboard that a new view is a copy of. It counts at creation only.
    type: str
  template:
    description:
      - The content, as the console exports it. It counts at creation; another one is refused afterwards.
      - To change a copy of a view of the platform, export that one in the console and give it here.
      - Ansible templates it like any option. Use O(src) for content with braces of the platform.
    type: dict
    aliases: [content, json]
seealso:
  - module: truewatch.openapi.truewatch_dashboard
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: What opens beside the payment services
  truewatch.openapi.truewatch_user_view:
    name: Payments overview
    identifier: payments-overview
    binding:
      service: [payments, payments-worker]
    copy_of: NGINX overview

- name: Of its own content, as the console exports it
  truewatch.openapi.truewatch_user_view:
    name: Web servers
    src: nginx.json

- name: Delete it
  truewatch.openapi.truewatch_user_view:
    identifier: payments-overview
    state: absent
"""

RETURN = r"""
user_view:
  description: The view; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: dsbd_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: Payments overview
    identifier:
      description: The key of your own.
      type: str
      sample: payments-overview
    description:
      description: The description.
      type: str
      sample: What the payment team looks at
    binding:
      description: Beside what it opens.
      type: dict
      sample: {service: [{op: in, value: [payments]}]}
    copy_of:
      description: What it was made of, when this task has made it.
      type: str
      sample: NGINX overview
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
from ansible_collections.truewatch.openapi.plugins.module_utils._content import Content
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards._template import titled
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.user_view import USER_VIEW

TASK = kind_task(USER_VIEW, content=Content("template", titled), related=(DASHBOARD,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
