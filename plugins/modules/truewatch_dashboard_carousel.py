#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a dashboard carousel as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_dashboard_carousel
short_description: Manage a TrueWatch dashboard carousel
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the carousels of a TrueWatch (Guance) workspace, which show dashboards in turn, for
    example on a wall screen. See the guide R(Boards, ansible_collections.truewatch.openapi.docsite.boards).
  - Whether people see a carousel that an API key made is not documented. Look once before you rely on it.
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
      - The name. It says which carousel is meant, and is needed to create one. At most 256 characters.
      - Together with O(uuid) another name renames the carousel.
  state:
    description:
      - V(present) creates the carousel or brings it to the declared state.
      - V(absent) deletes it. One that a person made is only deleted with O(force), and never by a prune.
  force:
    description: Consent to the deletion of a carousel that a person made.
  dashboards:
    description:
      - The names of the dashboards, in the order in which they are shown. Needed to create a carousel.
      - A dashboard that is deleted may stay in the carousel as a bare uuid.
    type: list
    elements: str
  interval:
    description:
      - How long each one is shown, as a time span such as V(30s). Needed to create a carousel.
      - Which spans the service takes is not documented; V(30s) and V(40s) are in its examples.
    type: str
seealso:
  - module: truewatch.openapi.truewatch_dashboard
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: The wall screen of the operations centre
  truewatch.openapi.truewatch_dashboard_carousel:
    name: NOC wall
    dashboards: [Overview, Payments]
    interval: 30s

- name: Delete it
  truewatch.openapi.truewatch_dashboard_carousel:
    name: NOC wall
    state: absent
"""

RETURN = r"""
dashboard_carousel:
  description: The carousel; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: csel_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: NOC wall
    dashboards:
      description: The dashboards by name, in order.
      type: list
      elements: str
      sample: [Overview, Payments]
    interval:
      description: How long each one is shown.
      type: str
      sample: 30s
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard_carousel import (
    DASHBOARD_CAROUSEL,
)

TASK = kind_task(DASHBOARD_CAROUSEL, related=(DASHBOARD,))


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
