# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # What every reader of infrastructure objects takes: module, lookup and inventory
    DOCUMENTATION = r"""
options:
  object_class:
    description:
      - The class of the objects to read, for example V(HOST), V(host_processes), V(docker_containers), V(kubelet_pod),
        V(kubernetes_nodes) or V(snmp_object).
      - A custom class (resource catalog) is written V(CO::name).
    type: str
    default: HOST
  filters:
    description:
      - Fields of the objects, each with the value or the list of values that it may have. All fields must match.
      - Of a field that holds a list, such as the labels in C(df_label), one member must match.
      - With O(source=dql) the service filters. With O(source=catalog) it does so for texts and attributes. The list
        route cannot. What the service does not filter is read, and what matches is kept; values then compare as text.
    type: dict
    default: {}
  condition:
    description:
      - A condition in DQL that the objects must meet in addition, for example C(`cpu_usage` > 80 || `load` > 8).
      - It is sent as it is. Do not build it from text that you do not trust; use O(filters) for values.
      - It needs DQL, so it cannot be used with O(source=list) and O(source=catalog).
    type: str
  search:
    description:
      - Part of the name of the objects, for example of C(host) or C(name) of a V(HOST), or of C(pod_name) or C(name),
        the uid, of a V(kubelet_pod). Wildcards are not possible, use O(condition) for them.
    type: str
  fields:
    description:
      - The fields to read. Fewer fields make the answer smaller.
      - By default all fields are read except C(message), C(yaml) and C(cmdline), which can be large and often hold
        secrets. To have these too, name them, together with V(*) for all others.
    type: list
    elements: str
  max_age:
    description:
      - Only objects that reported within this time, for example V(10m), V(2h) or V(1d).
      - Hosts report every 5 minutes, and the console calls a host online when it reported in the last 10 minutes.
      - By default the objects that the console shows too, which are those of the last 24 hours (custom objects 48
        hours).
      - Not possible with O(source=catalog).
    type: str
  source:
    description:
      - Where to read from. All sources give the same form of rows.
      - V(list) is the list route of the Open API, which exists for V(HOST) and V(host_processes). It gives 100
        objects per request.
      - V(dql) is a DQL query, which knows every class, filters on the server and gives O(page_size) objects per
        request. Use it for big workspaces.
      - V(catalog) is the unified catalog, a store of its own. The class V(HOST) is its entity type C(host), any other
        class is taken as the entity type itself.
      - V(auto) uses the list route for the classes that have one, and DQL for all others, for a O(condition), and
        when the service has no such list route.
    type: str
    choices: [auto, list, dql, catalog]
    default: auto
  page_size:
    description:
      - How many objects to ask for in one DQL request. The service may give fewer, which is noticed.
    type: int
    default: 1000
"""

    # For plugins, before DOCUMENTATION: what may be a template has no type before it is rendered
    PLUGIN = r"""
options:
  page_size:
    type: raw
"""

    # Picking from what was read: module and lookup
    SELECTION = r"""
options:
  limit:
    description:
      - Return at most this many objects.
    type: int
  order_by:
    description:
      - Fields to sort by. A C(-) before the name sorts in descending order. Objects without the field come last.
    type: list
    elements: str
  query:
    description:
      - A JMESPath expression that is applied to the list of objects, for example C([?os=='linux'].host).
      - Needs the Python library C(jmespath).
    type: str
"""
