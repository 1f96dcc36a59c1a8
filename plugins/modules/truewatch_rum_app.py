#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a RUM application as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_rum_app
short_description: Manage a TrueWatch RUM application
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the RUM applications (real user monitoring) of a TrueWatch (Guance) workspace. See
    the guide R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - The service returns only the id, name and type of an application. Only these are compared. The other
    options are sent at creation and along with a change of these, in silence.
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes one.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.guarded
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  uuid:
    description: The id of an existing application. Nothing is created when there is none of it. O(app_id) says more.
  state:
    description:
      - V(present) creates the application or brings it to the declared state.
      - V(absent) deletes it, which needs O(force). Its data stays without an application, and what pages still send
        with its id is lost.
  force:
    description: Consent to a deletion, or to another id (O(former_app_id)). Both break what sends with the old id.
  app_id:
    description:
      - The id with which pages and apps send their data. It says which application is meant, before O(name) does.
      - Without it the service chooses one. At most 48 characters.
    type: str
  former_app_id:
    description:
      - The id that the application had before. Where none has O(app_id) yet, the one with this id gets it, which needs
        O(force). You can leave it there.
    type: str
  name:
    description:
      - The name. It says which application is meant where O(app_id) is not set, and is needed to create one. At most
        256 characters.
      - Together with O(uuid) or O(app_id) another name renames the application.
  type:
    description: What it watches. Needed to create one; it cannot be changed.
    type: str
    choices: [web, miniapp, android, ios, custom, reactnative]
  extend:
    description:
      - Further settings, in the API's words. They are not compared.
      - What another change does to settings that it does not name is not documented, so give them with it.
    type: dict
  custom_identity:
    description: An identifier of your own, of at most 19 characters. It is sent at creation only, and not compared.
    type: str
  views:
    description: The views that belong to it, user views and dashboards by name, those of the platform by uuid. They are
      not compared.
    type: list
    elements: str
  client_token:
    description: A token of your own with which data is sent. It is not compared, and in no result.
    type: str
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: The application of the shop, whose id the build puts into the page
  truewatch.openapi.truewatch_rum_app:
    app_id: shop_web_prod
    name: Shop (production)
    type: web

- name: Rename it
  truewatch.openapi.truewatch_rum_app:
    app_id: shop_web_prod
    name: Shop

- name: Give it another id, once the pages send with the new one
  truewatch.openapi.truewatch_rum_app:
    app_id: shop_web
    former_app_id: shop_web_prod
    force: true

- name: Delete it
  truewatch.openapi.truewatch_rum_app:
    app_id: shop_web
    state: absent
    force: true
"""

RETURN = r"""
rum_app:
  description: The application; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: shop_web_prod
    app_id:
      description: The id with which data is sent, where it was given or read; it is the uuid, too.
      type: str
      sample: shop_web_prod
    name:
      description: The name.
      type: str
      sample: Shop (production)
    type:
      description: What it watches.
      type: str
      sample: web
    extend:
      description: Further settings, when this task has sent them.
      type: dict
      sample: {service: shop}
    custom_identity:
      description: The identifier of your own, when this task has sent it.
      type: str
      sample: shop
    views:
      description: The built-in views, when this task has sent them.
      type: list
      elements: str
      sample: [dsbd_541083cc19ec4d27ad597839a0477a97]
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.rum_app import RUM_APP
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.service import SERVICE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.user_view import USER_VIEW
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.blacklist import BLACKLIST
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_access_rule import DATA_ACCESS_RULE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.pipeline import PIPELINE

TASK = kind_task(RUM_APP, related=(USER_VIEW, DASHBOARD, BLACKLIST, DATA_ACCESS_RULE, PIPELINE, SERVICE))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
