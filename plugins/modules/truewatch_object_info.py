#!/usr/bin/python

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_object_info
short_description: Read infrastructure objects of a TrueWatch workspace
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
version_added: 1.0.0
description:
  - Reads hosts, processes, containers, Kubernetes objects, network devices and custom objects of the workspace that
    the API key belongs to.
  - The list is complete, or the module fails.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.objects
  - truewatch.openapi.objects.selection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.info
seealso:
  - plugin: truewatch.openapi.truewatch_objects
    plugin_type: lookup
  - plugin: truewatch.openapi.truewatch_objects
    plugin_type: inventory
  - module: truewatch.openapi.truewatch_object_label
"""

EXAMPLES = r"""
- name: All hosts that the console shows
  truewatch.openapi.truewatch_object_info:
  register: reporting

- name: The production hosts that are online, only what is needed of them
  truewatch.openapi.truewatch_object_info:
    source: dql
    filters:
      env: prod
      os: [linux, darwin]
    max_age: 10m
    fields: [host, unicast_ip, df_label]
  register: online

- name: The ten busiest hosts
  truewatch.openapi.truewatch_object_info:
    condition: "`cpu_usage` > 80"
    order_by: [-cpu_usage]
    limit: 10
  register: busy

- name: How many hosts run each system
  truewatch.openapi.truewatch_object_info:
    fields: [os]
    query: "{linux: length([?os=='linux']), windows: length([?os=='windows'])}"
  register: systems

- name: Servers of a custom class of the resource catalog
  truewatch.openapi.truewatch_object_info:
    object_class: CO::aliyun_ecs
    filters:
      status: Running
"""

RETURN = r"""
objects:
  description:
    - The objects, each a dictionary of its fields. A field that an object lacks is left out, or null when O(fields)
      names it.
    - C(df_label), the labels, is a list. Times are milliseconds since 1970.
  returned: success
  type: list
  elements: dict
  sample:
    - class: HOST
      host: web-01
      name: web-01
      os: linux
      unicast_ip: 10.0.0.11
      df_label: [production]
      last_update_time: 1735689600000
result:
  description: What the expression of O(query) picks from C(objects).
  returned: when O(query) is given
  type: raw
  sample: [web-01]
total_count:
  description:
    - How many objects match on the service, with or without O(limit); null when O(limit) ended the read before that
      was known.
  returned: success
  type: int
  sample: 1
source:
  description: Which source answered, V(list), V(dql) or V(catalog).
  returned: success
  type: str
  sample: list
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
from ansible_collections.truewatch.openapi.plugins.module_utils._jmespath import compiled
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import GUESSES, SOURCES, ObjectQuery
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.reader import read_objects


def read(run):
    query = ObjectQuery.from_options(run.params)
    expression = compiled(run.params["query"]) if run.params["query"] is not None else None
    found = read_objects(run.client, query)
    result = {"changed": False, "objects": found.rows, "total_count": found.total, "source": found.source}
    if expression is not None:
        result["result"] = expression(found.rows)
    return result


TASK = Task(
    {
        "object_class": {"type": "str", "default": "HOST"},
        "filters": {"type": "dict", "default": {}},
        "condition": {"type": "str"},
        "search": {"type": "str"},
        "fields": {"type": "list", "elements": "str"},
        "max_age": {"type": "str"},
        "source": {"type": "str", "choices": list(SOURCES), "default": "auto"},
        "page_size": {"type": "int", "default": ObjectQuery.page_size},
        "limit": {"type": "int"},
        "order_by": {"type": "list", "elements": "str"},
        "query": {"type": "str"},
    },
    read,
    hints=GUESSES,
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()
