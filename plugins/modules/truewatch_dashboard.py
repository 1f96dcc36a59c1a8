#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a dashboard as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_dashboard
short_description: Manage a TrueWatch dashboard
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes dashboards of a TrueWatch (Guance) workspace.
  - The content is given as the console exports it. It is compared in a canonical form with the export of the service,
    so that ids, links and defaults that the server adds are no difference. See the guide
    R(Dashboards, ansible_collections.truewatch.openapi.docsite.dashboards).
  - Charts and variables are written by an import, which rebuilds all charts of the dashboard and breaks its share
    links. So content is imported on a real difference only; a change of name, description, tags or visibility does not
    touch it.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.forced
  - truewatch.openapi.kind.content
  - truewatch.openapi.kind.tagged
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  name:
    description:
      - The name. Needed to create a dashboard; without O(uuid) and O(identifier) it also says which dashboard is meant.
      - The default with O(state=present) is the title of the template. A title that is still a placeholder of the
        vendor, such as C({{.Dashboard.title}}) or C(<<.Dashboard.title>>), does not count. The name of the file in
        O(src) without its ending takes its place.
      - Together with O(uuid) or O(identifier) another name renames the dashboard.
      - At most 128 characters.
    type: str
    aliases: [title]
  identifier:
    description:
      - A key of your own that stays the same for the life of the dashboard. At most 128 characters.
      - The default is the C(identifier) in the template, when it has one.
      - A dashboard created with it gets the uuid C(dsbd_custom_) and 32 characters derived from the identifier, so that
        it is found again whatever its name is.
      - An existing dashboard that carries the identifier, or has the same name and no identifier, is taken over.
      - With O(state=absent) a dashboard that merely has the O(name) is left alone.
    type: str
  template:
    description:
      - The content, a mapping as the console exports it.
      - The platform's own C({{ }}) must not be seen by Ansible; give such content as O(src), or mark it C(!unsafe).
    type: dict
    aliases: [content, json]
  description:
    description:
      - The description. At most 2048 characters.
    type: str
  tags:
    description:
      - The names of all tags. An empty list takes all tags away.
      - The default is what the template says (C(tagInfo), or C(tags) in old files), when it names tags.
    type: list
    elements: str
  visibility:
    description:
      - Who sees the dashboard. V(custom) is for those named in O(permissions) and O(read_permissions).
      - V(private) means the creator alone; what an API key creates is then invisible to every human.
      - New dashboards are V(public) by default; existing ones are not changed.
    type: str
    choices: [public, private, custom]
  permissions:
    description:
      - Who may change the dashboard, with O(visibility=custom).
      - E-mail addresses of members, names of teams and roles, the built-in roles V(wsAdmin), V(general) and
        V(readOnly), and uuids of all of them.
    type: list
    elements: str
  read_permissions:
    description:
      - Who may see the dashboard, with O(visibility=custom). The same kinds of entries as in O(permissions).
    type: list
    elements: str
  mapping:
    description:
      - The field mapping of the view variables, entries with C(class), C(field), C(mapping) and C(datasource).
      - The default is what the template says (C(dashboardMapping)).
    type: list
    elements: dict
  extend:
    description:
      - Extra data of the dashboard, such as C(groupUnfoldStatus). Only the keys given here are compared and changed.
      - The default is what the template says (C(dashboardExtend)).
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_info
notes:
  - According to the reference, not every response contains description, identifier, visibility and permissions. Options
    that the service does not return are not compared, with a warning.
"""

EXAMPLES = r"""
- name: Keep a dashboard that was exported from the console
  truewatch.openapi.truewatch_dashboard:
    name: NGINX overview
    identifier: nginx-overview
    src: dashboards/nginx.json
    tags: [nginx, team-web]

- name: See what would change, chart by chart
  truewatch.openapi.truewatch_dashboard:
    name: NGINX overview
    identifier: nginx-overview
    src: dashboards/nginx.json
  check_mode: true
  diff: true

- name: Rename it; the identifier says which one is meant
  truewatch.openapi.truewatch_dashboard:
    identifier: nginx-overview
    name: NGINX, all sites

- name: Show it to one team only
  truewatch.openapi.truewatch_dashboard:
    name: Payment
    visibility: custom
    permissions: [wsAdmin]
    read_permissions: [Payment team, ada@example.com]

- name: Delete it
  truewatch.openapi.truewatch_dashboard:
    identifier: nginx-overview
    state: absent
"""

RETURN = r"""
dashboard:
  description: The dashboard without its charts; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: dsbd_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: NGINX overview
    identifier:
      description: The identifier, if the service returns it.
      type: str
      sample: nginx-overview
    description:
      description: The description, if the service returns it.
      type: str
      sample: Requests, errors and connections of all sites
    tags:
      description: The names of the tags.
      type: list
      elements: str
      sample: [nginx, team-web]
    visibility:
      description: Who sees it, if the service returns it.
      type: str
      sample: public
    permissions:
      description: Who may change it.
      returned: if the visibility is custom and the service returns it
      type: list
      elements: str
      sample: [wsAdmin]
    read_permissions:
      description: Who may see it.
      returned: if the visibility is custom and the service returns it
      type: list
      elements: str
      sample: [group_5f2a9d2c1b0e4a67a3b1c9d8e7f60512]
    mapping:
      description: The field mapping of the view variables.
      returned: if the service returns it
      type: list
      elements: dict
      sample: [{class: host_processes, field: host, mapping: hostname, datasource: object}]
    extend:
      description: Extra data.
      returned: if the service returns it
      type: dict
      sample: {groupUnfoldStatus: {Web: true}}
diff:
  description: What changes, charts and variables by name. The same in check mode and in a real run.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard_carousel import (
    DASHBOARD_CAROUSEL,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.report import REPORT
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.member import MEMBER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.role import ROLE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.team import TEAM

TASK = kind_task(
    DASHBOARD,
    content=Content("template", titled),
    related=(ROLE, MEMBER, TEAM, DASHBOARD_CAROUSEL, REPORT),
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
