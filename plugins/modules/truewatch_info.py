#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read objects of any kind."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_info
short_description: Read TrueWatch objects of any kind
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Reads the objects of one kind of a TrueWatch (Guance) workspace, of every kind that this collection manages, and the
    members, teams and tags that these refer to.
  - Other objects that an object refers to are shown by name, which costs one list of each kind of them.
  - With O(export=true) each object comes in the form that the kind's own module takes, so that what one workspace holds
    can be applied to another.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.info
options:
  kind:
    description: The kind of the objects. Its folder in a workspace, such as C(dashboards), means the same.
    type: str
    required: true
    choices: [alert_notice_date, alert_policy, api_key, blacklist, catalog_entity, catalog_entity_type, dashboard,
      dashboard_carousel, data_access_rule, data_forwarding, data_mask_rule, dial_node, dial_test, explorer,
      external_log_index, field, function, generated_metric, inspection, issue_channel, issue_discovery,
      issue_level, issue_policy, llm_app, log_index, login_mapping, member, monitor, mute, note,
      notification_schedule, notify_object, permission, pipeline, public_dial_node, report, resource_catalog, role,
      rum_app, service, slo, snapshot, sso, tag, team, user_view, wksp_share, workspace_settings]
  name:
    description: The exact name. A name need not be unique, so there may be several.
    type: str
  uuid:
    description: The uuid of one object.
    type: str
  search:
    description: A part of the name, without regard to case.
    type: str
  filters:
    description:
      - Option of the kind's module to the wanted value, or to a list of accepted values.
      - An option that is a list itself, such as C(tags), fits when it holds all the values given here.
      - Other objects are given by name, as in the kind's own module.
      - Besides options, C(created_by) and C(updated_by) take the name, e-mail address or id of a person or API key, or
        a list of them. C(created_before), C(created_after), C(updated_before) and C(updated_after) take a time such as
        V(-30d) or V(2026-11-23 22:00), in UTC. An object that nobody has changed counts as updated when it was created.
        Some lists return the id of the creator only, so look at RV(objects) first.
      - A filter by what the list of the service does not tell costs a request per object.
    type: dict
  query:
    description:
      - A JMESPath expression applied to the list of objects; its result is returned as RV(result).
      - Needs the Python library C(jmespath).
    type: str
  export:
    description:
      - Return the options of the kind's own module, content included, instead of a description.
      - It costs a request or two per object, so say which ones are meant.
    type: bool
    default: false
seealso:
  - module: truewatch.openapi.truewatch_dashboard
  - module: truewatch.openapi.truewatch_workspace_export
  - module: truewatch.openapi.truewatch_object_info
"""

EXAMPLES = r"""
- name: List all dashboards
  truewatch.openapi.truewatch_info:
    kind: dashboard
  register: dashboards

- name: Names of the dashboards of one team
  truewatch.openapi.truewatch_info:
    kind: dashboard
    filters:
      tags: team-web
    query: "[].name"
  register: names

- name: The people who can be told
  truewatch.openapi.truewatch_info:
    kind: member
    query: "[].{address: email, person: display_name, roles: roles}"
  register: people

- name: Monitors that are switched off
  truewatch.openapi.truewatch_info:
    kind: monitor
    filters:
      enabled: false
  register: silent

- name: Dashboards that somebody created by hand and nobody has changed for a year
  truewatch.openapi.truewatch_info:
    kind: dashboard
    filters:
      created_by: ada@example.com
      updated_before: -365d

- name: Read one dashboard with its content
  truewatch.openapi.truewatch_info:
    kind: dashboard
    name: NGINX overview
    export: true
  register: exported

- name: Apply it to another workspace
  truewatch.openapi.truewatch_dashboard:
    api_key: "{{ other_workspace_key }}"
    name: "{{ item.name }}"
    template: "{{ item.template }}"
    tags: "{{ item.tags }}"
  loop: "{{ exported.objects }}"
  loop_control:
    label: "{{ item.name }}"
"""

RETURN = r"""
objects:
  description:
    - The objects, sorted by name. Each has its C(uuid) and the options of the kind's module that the service returns,
      except secrets and big content. With O(export=true) it has exactly these options, including content.
    - C(created_at) and C(updated_at) are times in UTC, C(created_by) and C(updated_by) are a name, an account or the
      name of an API key, if the service returns it.
  returned: success
  type: list
  elements: dict
  sample:
    - uuid: dsbd_541083cc19ec4d27ad597839a0477a97
      name: NGINX overview
      tags: [nginx]
      visibility: public
      created_at: "2026-11-20T09:30:00Z"
      created_by: Ada Lovelace
      updated_at: "2026-11-23T22:00:00Z"
      updated_by: Grace Hopper
result:
  description: The result of O(query).
  returned: when O(query) is given
  type: raw
  sample: [NGINX overview]
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

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Task, run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._jmespath import compiled
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS, name_called
from ansible_collections.truewatch.openapi.plugins.module_utils._validation import filter_values


def read_objects(run):
    params = run.params
    expression = compiled(params["query"]) if params["query"] is not None else None
    kind = KINDS[params["kind"]]
    conditions = {option: params.get(option) for option in ("name", "uuid", "search")}
    filters = filter_values(kind, params["filters"] or {})
    objects = read(run, kind, filters=filters, export=params["export"], **conditions)
    result = {"changed": False, "objects": objects}
    if expression is not None:
        result["result"] = expression(objects)
    return result


TASK = Task(
    {
        "kind": {"type": "str", "required": True, "choices": sorted(KINDS)},
        "name": {"type": "str"},
        "uuid": {"type": "str"},
        "search": {"type": "str"},
        "filters": {"type": "dict"},
        "query": {"type": "str"},
        "export": {"type": "bool", "default": False},
    },
    read_objects,
    kinds=KINDS,
    words={"kind": name_called},
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
