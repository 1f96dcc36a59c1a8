#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep an LLM application as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_llm_app
short_description: Manage a TrueWatch LLM application
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the LLM applications of a TrueWatch (Guance) workspace, which watch calls of
    language models. See the guide R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - The pages of the vendor's reference that describe them are newer than the others, and partly incomplete.
    Services without these routes answer that there is no such route.
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
      - V(absent) deletes it, which needs O(force). Its data stays without an application.
  force:
    description: Consent to a deletion, or to another id (O(former_app_id)). Both break what sends with the old id.
  app_id:
    description:
      - The id with which data is sent. It says which application is meant, before O(name) does.
      - Without it the service chooses one. At most 128 letters, digits and underscores.
    type: str
  former_app_id:
    description:
      - The id that the application had before. Where none has O(app_id) yet, the one with this id gets it, which needs
        O(force). You can leave it there.
    type: str
  name:
    description:
      - The name, which no other application has. It says which application is meant where O(app_id) is not set, and is
        needed to create one. At most 256 characters.
      - Together with O(uuid) or O(app_id) another name renames the application.
  type:
    description: What it is watched by.
    type: str
    choices: [Langfuse]
  site:
    description: The address of what watches it.
    type: str
  extend:
    description: Further data. Only what is named here is compared and changed.
    type: dict
  client_token:
    description:
      - A token of your own with which data is sent. The service makes one for a new application without it.
      - It is compared with the values of the service, and in no result.
    type: str
seealso:
  - module: truewatch.openapi.truewatch_rum_app
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: The assistant of the shop
  truewatch.openapi.truewatch_llm_app:
    app_id: shop_assistant
    name: Shop assistant
    site: https://cloud.langfuse.com
    extend:
      service: shop

- name: Give it another id, once it sends with the new one
  truewatch.openapi.truewatch_llm_app:
    app_id: shop_assistant_v2
    former_app_id: shop_assistant
    force: true

- name: Delete it
  truewatch.openapi.truewatch_llm_app:
    app_id: shop_assistant_v2
    state: absent
    force: true
"""

RETURN = r"""
llm_app:
  description: The application; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: shop_assistant
    app_id:
      description: The id with which data is sent, where it was given or read; it is the uuid, too.
      type: str
      sample: shop_assistant
    name:
      description: The name.
      type: str
      sample: Shop assistant
    type:
      description: What it is watched by.
      type: str
      sample: Langfuse
    site:
      description: The address of what watches it.
      type: str
      sample: https://cloud.langfuse.com
    extend:
      description: Further data.
      type: dict
      sample: {service: shop}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.llm_app import LLM_APP

TASK = kind_task(LLM_APP)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
