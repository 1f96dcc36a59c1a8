#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep the settings of the workspace as they are declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_workspace_settings
short_description: Manage the settings of a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Changes name, description, attributes and menu of the TrueWatch (Guance) workspace that the API key belongs to, and
    whether issues have the built-in levels. See the guide
    R(People, ansible_collections.truewatch.openapi.docsite.people).
  - Only a key of the owner or of an administrator may change them.
  - A folder for M(truewatch.openapi.truewatch_workspace) holds them as C(workspace_settings/workspace_settings.yml). An
    export writes them where its O(truewatch.openapi.truewatch_workspace_export#module:kinds) names them only.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description: The name of the workspace, at most 256 characters.
    type: str
  description:
    description: Its description.
    type: str
  attributes:
    description:
      - The attributes that travel in each notice of an event, name to a text or a list of texts. The console calls them
        attribute claims.
      - Others stay as they are. An empty text or list clears one; how one is removed is not documented, so do that in
        the console.
      - C(organization) is the platform's own, and is refused.
    type: dict
  default_issue_levels:
    description:
      - Whether issues have the built-in levels.
      - Without them, monitors and rules that name one open issues without a level.
    type: bool
  menu:
    description:
      - The menu of the console, as everybody in the workspace sees it. The items in their order.
      - This is the whole menu. The service shows what is left out, so name each item that shall be hidden.
      - The administration of a deployment may hide items, too.
    type: list
    elements: dict
    suboptions:
      key:
        description:
          - The word of the item. The reference knows C(Scene), C(Events), C(ExceptionsTracking), C(Objectadmin),
            C(MetricQuery), C(LogIndi), C(Tracing), C(Rum), C(CloudDial), C(Security), C(GitLabCI), C(Monitor),
            C(Integration), C(Workspace) and C(Billing).
          - The module warns of another one.
        type: str
        required: true
      show:
        description: Whether the item is shown.
        type: bool
        default: true
      children:
        description:
          - The items below it, in their order, all of them as above. An empty list shows all.
          - If it is left out, the items below stay as they are.
          - If the service does not return them, the module warns, and sends them with other changes of the menu only.
        type: list
        elements: dict
        suboptions:
          key:
            description: The word of the item, such as C(DashboardList) below C(Scene).
            type: str
            required: true
          show:
            description: Whether the item is shown.
            type: bool
            default: true
  verify:
    description:
      - V(quick) saves nothing here, since what the task speaks of is read with one request each.
      - If not set, the environment variable E(TRUEWATCH_VERIFY) is used.
    type: str
    choices: [full, quick]
    default: full
seealso:
  - module: truewatch.openapi.truewatch_workspace
  - module: truewatch.openapi.truewatch_issue_level
"""

EXAMPLES = r"""
- name: What this workspace is
  truewatch.openapi.truewatch_workspace_settings:
    name: prod-eu
    description: Production, Europe. Owner platform team
    attributes:
      business: [payments, orders]
      cost_center: "4711"

- name: Dashboards first, without notes, and nothing of billing
  truewatch.openapi.truewatch_workspace_settings:
    menu:
      - key: Scene
        children:
          - key: DashboardList
          - {key: NotesList, show: false}
      - key: Monitor
      - {key: Billing, show: false}
"""

RETURN = r"""
workspace_settings:
  description: The settings. In check mode as they would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid of the workspace.
      type: str
      sample: wksp_58b3ec27b9244ecc8e39f39c0d5c673d
    name:
      description: The name.
      type: str
      sample: prod-eu
    description:
      description: The description.
      type: str
      sample: Production, Europe. Owner platform team
    attributes:
      description: The attributes, when the task speaks of them.
      type: dict
      sample: {business: [payments, orders], cost_center: "4711"}
    default_issue_levels:
      description: Whether issues have the built-in levels, when the task speaks of it.
      type: bool
      sample: true
    menu:
      description: The menu, when the task speaks of it.
      type: list
      elements: dict
      contains:
        key:
          description: The word of the item.
          type: str
          sample: Scene
        show:
          description: Whether it is shown.
          type: bool
          sample: true
        children:
          description: The items below it, each with C(key) and C(show), when the service returns them.
          type: list
          elements: dict
          sample: [{key: DashboardList, show: true}]
    version_type:
      description: The plan of the workspace, as the service calls it.
      type: str
      sample: pay
    billing_state:
      description: The state of its account.
      type: str
      sample: normal
    retention:
      description: How long data is kept, by sort of data. The owner changes it in the console.
      type: dict
      sample: {logging: 30d, rum: 3d}
    datastore:
      description: Where data is kept, by sort of data.
      type: dict
      sample: {logging: doris, metric: guancedb}
    timezone:
      description: The time zone of the workspace.
      type: str
      sample: Europe/Berlin
    language:
      description: Its language.
      type: str
      sample: en
    enable_mfa:
      description: Whether members need a second factor to log in.
      type: bool
      sample: false
    invite_audit:
      description: Whether somebody has to approve invitations.
      type: bool
      sample: false
    member_count:
      description: How many members it has.
      type: int
      sample: 79
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.workspace_settings import (
    WORKSPACE_SETTINGS,
)

TASK = kind_task(WORKSPACE_SETTINGS)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
